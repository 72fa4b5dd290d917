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
    direct = _as_iri(text)
    if direct is not None:
        if _occurs(store, direct):
            return direct
        raise NotFoundError(f"the graph knows no {text}")
    found: set[ox.NamedNode] = set()
    for look_up in (_exact, _folded, _local):
        found = found or _of_kind(store, look_up(store, text), kind)
    if len(found) == 1:
        return found.pop()
    if found:
        listed = ", ".join(
            f"{label(store, thing)} ({shorten(thing.value)})"
            for thing in sorted(found, key=lambda thing: thing.value)
        )
        raise AmbiguousNameError(f"“{text}” may be several: {listed}; say which by its id:…")
    raise NotFoundError(_suggestion(store, text, kind))


def label(store: ox.Store, thing: ox.NamedNode, language: str = "en") -> str:
    """Return the chosen label of a thing, in a language if there is one, else a short IRI."""
    texts: dict[str | None, str] = {}
    for quad in store.quads_for_pattern(thing, _LABELS[0], None, NAMES):
        if isinstance(quad.object, ox.Literal):
            texts[quad.object.language] = quad.object.value
    return texts.get(language) or texts.get("en") or shorten(thing.value)


def _as_iri(text: str) -> ox.NamedNode | None:
    if text.startswith(("https://", "http://", "urn:")) and " " not in text:
        return ox.NamedNode(text)
    prefix, colon, local = text.partition(":")
    if colon and prefix in PREFIXES and local and " " not in local:
        return ox.NamedNode(PREFIXES[prefix] + local)
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
    ends = (f"/{text}", f"/document-{text}")
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
    names: dict[str, str] = {}
    for thing, name in _labels(store):
        if _of_kind(store, {thing}, kind):
            names.setdefault(fold(name), name)
    near = get_close_matches(fold(text), names, 3, 0.5)
    hint = f"did you mean {' or '.join(f'“{names[n]}”' for n in near)}?" if near else ""
    return f"no {what} is called “{text}”" + (f"; {hint}" if hint else "")
