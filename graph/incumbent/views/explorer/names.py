"""What everything is called, in both languages, and what kind of thing it is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final

import pyoxigraph as ox

from incumbent.ontology import read_ontology
from incumbent.rdf import Node
from incumbent.views.explorer.rows import in_both
from incumbent.views.explorer.terms import Terms, short_name
from incumbent.views.facts import Facts
from incumbent.views.fonts import clean
from incumbent.vocabulary import NAMES, RECORD, iri

#: Kinds as the page tells them apart, each with the classes that make it; the first one counts.
_KINDS: Final = tuple(
    (kind, frozenset(iri(name).value for name in names.split()))
    for kind, names in {
        "person": "foaf:Person",
        "group": "inc:Group",
        "post": "org:Post",
        "unit": "org:OrganizationalUnit",
        "organization": "org:FormalOrganization org:Organization",
        "document": "inc:Document",
        "event": "inc:Event",
        "period": "inc:Period",
        "concept": "skos:Concept",
    }.items()
)
_SPELLINGS: Final = (iri("skos:altLabel"), iri("skos:hiddenLabel"))
_INNER_CAPITAL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")

Words = dict[str, tuple[str, str]]


def name_rows(
    store: ox.Store,
    nodes: Iterable[Node],
    kinds: dict[Node, set[str]],
    words: Words,
    terms: Terms,
) -> list[list[Any]]:
    """Return how everything is called: term, English, French, kind, spellings.

    Parameters
    ----------
    store
        Holds the names.
    nodes
        All terms of the data.
    kinds
        Their classes.
    words
        Those of the page; ``ev.org:post`` names a term of another vocabulary.
    terms
        Their numbers.

    Returns
    -------
    list
        In order, without claims, which have numbers and no names. French is 0 where it is no
        other than English; names are fit to be shown on a line.
    """
    english, french = (Facts(store, RECORD.value, lang) for lang in ("en", "fr"))
    spellings = _spellings(store)
    units = set(english.values("org:unitOf"))
    rows = []
    for node in nodes:
        if not isinstance(node, ox.NamedNode) or short_name(node.value).startswith("claim:"):
            continue
        kind = "unit" if node.value in units else _kind(kinds.get(node, set()))
        told = _in_vocabulary(node, words)
        if told is None:
            told = (english.label(node.value), french.label(node.value))
        first, second = map(clean, told)
        spelled = sorted(spellings.get(node, set()) - {first, second})
        rows.append([terms(node), first, 0 if second == first else second, kind, spelled])
    return sorted(rows)


def _kind(classes: set[str]) -> str:
    return next((kind for kind, names in _KINDS if names & classes), "thing")


def _spellings(store: ox.Store) -> dict[Node, set[str]]:
    found: defaultdict[Node, set[str]] = defaultdict(set)
    for name in _SPELLINGS:
        for quad in store.quads_for_pattern(None, name, None, NAMES):
            if isinstance(quad.object, ox.Literal) and isinstance(quad.subject, ox.NamedNode):
                found[quad.subject].add(clean(quad.object.value))
    return found


def _in_vocabulary(node: ox.NamedNode, words: Words) -> tuple[str, str] | None:
    """Return how a term of a vocabulary is called, from the ontology or from our own words."""
    short = short_name(node.value)
    if ":" not in short or short == node.value:
        return None
    told = in_both(read_ontology().description, node, iri("skos:prefLabel"))
    if told[0]:
        return told[0], told[1] or told[0]
    spaced = _INNER_CAPITAL.sub(" ", short.partition(":")[2]).lower()
    return words.get(f"ev.{short}", (spaced, spaced))
