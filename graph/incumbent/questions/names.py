"""From what people write to what the graph calls it: any spelling of a name to its IRI."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import pyoxigraph as ox

from incumbent.errors import AmbiguousNameError, NotFoundError
from incumbent.vocabulary import NAMES, PREFIXES, SOURCES, TYPE, iri, shorten

_LABELS = tuple(iri(f"skos:{name}") for name in ("prefLabel", "altLabel", "hiddenLabel"))
_FORMAL, _UNIT = iri("org:FormalOrganization"), iri("org:OrganizationalUnit")

#: What a parameter's kind allows; a kind that is not listed allows anything.
KINDS: dict[str, tuple[ox.NamedNode, ...]] = {
    "post": (iri("org:Post"),),
    "person": (iri("foaf:Person"), iri("inc:Group")),
    "unit": (_UNIT,),
    "organization": (iri("org:Organization"), _FORMAL, _UNIT),
    "document": (iri("inc:Document"),),
}


def find(store: ox.Store, text: str, kind: str = "thing") -> ox.NamedNode:
    """Return the thing that a text names.

    Parameters
    ----------
    store
        A built store.
    text
        A label in any language or spelling the corpus knows (case and accents aside), an IRI, or
        a prefixed name such as ``id:openai``.
    kind
        What it must be: ``post``, ``person``, ``unit``, ``organization``, ``document``, ``claim``,
        or ``thing`` for anything.

    Returns
    -------
    NamedNode
        The one thing of that name and kind.

    Raises
    ------
    NotFoundError
        When nothing is called that; the nearest names are suggested.
    AmbiguousNameError
        When several things are; they are listed.
    """
    if not text.strip() or not _is_unicode(text):
        raise NotFoundError(f"{text!r} names nothing; give a name, or an IRI such as id:openai")
    direct = _as_iri(text)
    if direct is not None:
        if not _occurs(store, direct):
            raise NotFoundError(f"the graph knows no {text}")
        if not _of_kind(store, {direct}, kind):
            raise NotFoundError(f"{text} is no {kind}: it is “{label(store, direct)}”")
        return direct
    found: set[ox.NamedNode] = set()
    of_any_kind: set[ox.NamedNode] = set()
    for look_up in (_exact, _folded, _local):
        if not found:
            named = look_up(store, text)
            of_any_kind |= named
            found = _of_kind(store, named, kind)
    if len(found) == 1:
        return found.pop()
    if found:
        listed = ", ".join(
            f"{label(store, thing)} ({shorten(thing.value)})"
            for thing in sorted(found, key=lambda thing: thing.value)
        )
        raise AmbiguousNameError(f"“{text}” may be several: {listed}; say which by its id:…")
    if of_any_kind:
        other = min(of_any_kind, key=lambda thing: thing.value)
        raise NotFoundError(f"“{text}” is no {kind}: it names {shorten(other.value)}")
    raise NotFoundError(_suggestion(store, text, kind))


def label(store: ox.Store, thing: ox.NamedNode, language: str = "en") -> str:
    """Return the chosen label of a thing, in a language if there is one, else a short IRI."""
    texts: dict[str | None, str] = {}
    for quad in store.quads_for_pattern(thing, _LABELS[0], None, NAMES):
        if isinstance(quad.object, ox.Literal):
            texts[quad.object.language] = quad.object.value
    return texts.get(language) or texts.get("en") or shorten(thing.value)


def _is_unicode(text: str) -> bool:
    """Return whether a text can be written as UTF-8, which bytes of another encoding cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _as_iri(text: str) -> ox.NamedNode | None:
    prefix, colon, local = text.partition(":")
    whole = text.startswith(("https://", "http://", "urn:"))
    if not whole and not (colon and local and prefix in PREFIXES):
        return None
    try:
        return ox.NamedNode(text if whole else PREFIXES[prefix] + local)
    except ValueError:  # blanks, brackets and the like: no IRI, perhaps a name
        return None


def _occurs(store: ox.Store, thing: ox.NamedNode) -> bool:
    known = any(
        next(iter(store.quads_for_pattern(thing, None, None, graph)), None) is not None
        for graph in (NAMES, SOURCES, None)
    )
    return known or thing.value.startswith(PREFIXES["inc"])


def _exact(store: ox.Store, text: str) -> set[ox.NamedNode]:
    """Find by the index: the text as it stands, in the languages that labels have."""
    literals = [ox.Literal(text), *(ox.Literal(text, language=tag) for tag in ("en", "fr"))]
    return {
        quad.subject
        for literal in literals
        for name in _LABELS
        for quad in store.quads_for_pattern(None, name, literal, NAMES)
        if isinstance(quad.subject, ox.NamedNode)
    }


def _labels(store: ox.Store) -> Iterator[tuple[ox.NamedNode, str]]:
    for name in _LABELS:
        for quad in store.quads_for_pattern(None, name, None, NAMES):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
                yield quad.subject, quad.object.value


def _folded(store: ox.Store, text: str) -> set[ox.NamedNode]:
    wanted = fold(text)
    return {thing for thing, name in _labels(store) if fold(name) == wanted}


def _local(store: ox.Store, text: str) -> set[ox.NamedNode]:
    """Find by the last part of an IRI, a document's without its "document-"."""
    local = text.casefold()
    ends = (f"/{local}", f"/document-{local}")
    return {thing for thing, _ in _labels(store) if thing.value.endswith(ends)}


def fold(text: str) -> str:
    """Return a text for comparing names: no case, no accents, plain apostrophes and blanks.

    Examples
    --------
    >>> fold("Directrice  Technique d’OpenAI") == fold("directrice technique d'openai")
    True
    """
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'"))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(bare.casefold().split())


def _of_kind(store: ox.Store, things: set[ox.NamedNode], kind: str) -> set[ox.NamedNode]:
    allowed = KINDS.get(kind)
    if allowed is None:
        return things
    return {
        thing for thing in things if any(ox.Quad(thing, TYPE, k, NAMES) in store for k in allowed)
    }


def _suggestion(store: ox.Store, text: str, kind: str) -> str:
    from difflib import get_close_matches

    what = kind if kind in KINDS else "thing"
    wanted = fold(text)
    by_name: dict[str, ox.NamedNode] = {}
    for thing, name in _labels(store):
        if _of_kind(store, {thing}, kind):
            by_name.setdefault(fold(name), thing)
    within = sorted(name for name in by_name if wanted in name)
    within.sort(key=len)
    near = [*get_close_matches(wanted, by_name, 6, 0.6), *within]
    things = list(dict.fromkeys(by_name[name] for name in near))[:3]
    hint = " or ".join(f"“{label(store, thing)}”" for thing in things)
    return f"no {what} is called “{text}”" + (f"; did you mean {hint}?" if hint else "")
