"""What stands behind the rows of an answer: who disagrees, and what is said to be unknown."""

from __future__ import annotations

import pyoxigraph as ox

from incumbent.questions.names import label
from incumbent.questions.rows import Rows
from incumbent.vocabulary import EXPLANATIONS, RECORD, SOURCES, iri, is_ours

_CONFLICT = iri("inc:Conflict")
_ABOUT, _INVOLVES, _DISPUTED = iri("inc:about"), iri("inc:involves"), iri("inc:disputed")
_UNKNOWN, _SAYS, _DOCUMENT = iri("inc:statedUnknown"), iri("inc:says"), iri("inc:document")


def remarks(store: ox.Store, rows: Rows, language: str = "en") -> tuple[str, ...]:
    """Return the remarks on the things that an answer's rows are about.

    Parameters
    ----------
    store
        A built store.
    rows
        An answer; what is a thing of the graph is looked up.
    language
        Of the claims' sentences.

    Returns
    -------
    tuple of str
        One for each claim in a contradiction about a thing of the rows, and one for each claim
        that something about it is unknown; each with its document.
    """
    said: dict[str, None] = {}
    things = {term for row in rows.terms for term in row if isinstance(term, ox.NamedNode)}
    for thing in sorted(things, key=lambda term: term.value):
        if next(iter(store.quads_for_pattern(thing, _DISPUTED, None, RECORD)), None) is not None:
            for claim in _conflicting(store, thing):
                said[f"disputed: {sentence(store, claim, language)}"] = None
        for quad in store.quads_for_pattern(thing, _UNKNOWN, None, RECORD):
            for claim in _saying(store, quad):
                said[f"open: {sentence(store, claim, language)}"] = None
    return tuple(said)


def sentence(store: ox.Store, claim: ox.NamedNode, language: str = "en") -> str:
    """Return a claim in our own words, with its document and name."""
    texts: dict[str | None, str] = {}
    for quad in store.quads_for_pattern(claim, _SAYS, None, SOURCES):
        if isinstance(quad.object, ox.Literal):
            texts[quad.object.language] = quad.object.value
    text = texts.get(language) or texts.get("en") or claim.value
    name = claim.value.rpartition("/")[2]
    documents = [
        label(store, quad.object, language)
        for quad in store.quads_for_pattern(claim, _DOCUMENT, None, SOURCES)
        if isinstance(quad.object, ox.NamedNode)
    ]
    return f"{text} ({', '.join(documents)}; {name})"


def _conflicting(store: ox.Store, thing: ox.NamedNode) -> list[ox.NamedNode]:
    claims: set[ox.NamedNode] = set()
    for quad in store.quads_for_pattern(None, _ABOUT, thing, EXPLANATIONS):
        node = quad.subject
        if ox.Quad(node, iri("rdf:type"), _CONFLICT, EXPLANATIONS) in store:
            for involved in store.quads_for_pattern(node, _INVOLVES, None, EXPLANATIONS):
                if isinstance(involved.object, ox.NamedNode):
                    claims.add(involved.object)
    return sorted(claims, key=lambda claim: claim.value)


def _saying(store: ox.Store, stated: ox.Quad) -> list[ox.NamedNode]:
    """Return the claims whose graphs hold a triple of the record."""
    quads = store.quads_for_pattern(stated.subject, stated.predicate, stated.object, None)
    graphs = {quad.graph_name for quad in quads if isinstance(quad.graph_name, ox.NamedNode)}
    return sorted((graph for graph in graphs if not is_ours(graph)), key=lambda graph: graph.value)
