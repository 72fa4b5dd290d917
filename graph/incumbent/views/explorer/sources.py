"""The documents and their claims as rows: who says what, where, in which voice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from incumbent.days import to_text
from incumbent.edtf import parse
from incumbent.rdf import Description, Triple
from incumbent.views.explorer.moments import triples_of
from incumbent.views.explorer.rows import Number, day_number, in_both, nodes_of
from incumbent.vocabulary import JUDGEMENTS, SOURCES, iri, is_ours


@dataclass(slots=True)
class Sources:
    """What a store says of documents, claims and judgements.

    Attributes
    ----------
    described, judged
        The sources and the judgements.
    documents
        By the day on which they came out.
    claims
        In the order of the documents and of their texts.
    triples
        What each claim says.
    """

    described: Description
    judged: Description
    documents: list[ox.NamedNode]
    claims: list[ox.NamedNode]
    triples: dict[ox.NamedNode, list[Triple]]


def read_sources(store: ox.Store) -> Sources:
    """Read documents, claims and judgements from a built store."""
    described, judged = (_description(store, graph) for graph in (SOURCES, JUDGEMENTS))

    def published(document: ox.NamedNode) -> tuple[str, str, str]:
        first, last = _published(described, document)
        return first, last, document.value

    documents = sorted(set(described.typed(iri("inc:Document"))), key=published)
    order = {document: number for number, document in enumerate(documents)}

    def place(claim: ox.NamedNode) -> tuple[int, int, str]:
        document = described.first(claim, iri("inc:document"))
        at = order.get(document, len(order)) if isinstance(document, ox.NamedNode) else len(order)
        return at, min((start for start, _ in _places(described, claim)), default=0), claim.value

    claims = sorted(set(described.typed(iri("inc:Claim"))), key=place)
    return Sources(described, judged, documents, claims, _contents(store))


def document_rows(
    sources: Sources, terms: Number, texts: Mapping[ox.NamedNode, str]
) -> list[list[Any]]:
    """Return the documents: term, titles, publisher, days, language, file, length, text."""
    described, rows = sources.described, []
    for document in sources.documents:
        publishers = described.all(document, iri("dcterms:publisher"))
        rows.append(
            [
                terms(document),
                *in_both(described, document, iri("dcterms:title")),
                min(map(terms, publishers), default=None),
                *map(day_number, _published(described, document)),
                described.text(document, iri("dcterms:language")) or "",
                described.text(document, iri("dcterms:identifier")) or "",
                int(described.text(document, iri("dcterms:extent")) or 0),
                texts.get(document),
            ]
        )
    return rows


def claim_rows(sources: Sources, terms: Number) -> list[list[Any]]:
    """Return the claims in order, each as the page's `readModel` takes it."""
    described, judged, rows = sources.described, sources.judged, []
    rejected, preferred = (
        set(nodes_of(judged, judged.subjects(), name)) for name in ("inc:rejects", "inc:prefers")
    )
    at = {document: number for number, document in enumerate(sources.documents)}

    def numbers(claim: ox.NamedNode, name: str) -> list[int]:
        return sorted(terms(node) for node in described.all(claim, iri(name)))

    for claim in sources.claims:
        document = described.first(claim, iri("inc:document"))
        accepted = described.text(claim, iri("inc:accepted")) == "true"
        speaker = numbers(claim, "inc:speaker")
        rows.append(
            [
                terms(claim),
                at.get(document) if isinstance(document, ox.NamedNode) else None,
                [list(place) for place in _places(described, claim)],
                next(iter(numbers(claim, "inc:modality")), None),
                next(iter(numbers(claim, "inc:stance")), None),
                speaker[0] if speaker else None,
                numbers(claim, "inc:relayedBy"),
                described.text(claim, iri("inc:saidOn")),
                *in_both(described, claim, iri("inc:says")),
                [term for said in _ordered(sources, claim, terms) for term in said],
                accepted + 2 * (claim in rejected) + 4 * (claim in preferred),
            ]
        )
    return rows


def _ordered(sources: Sources, claim: ox.NamedNode, terms: Number) -> list[tuple[int, ...]]:
    return sorted(tuple(map(terms, triple)) for triple in sources.triples.get(claim, ()))


def _published(described: Description, document: ox.NamedNode) -> tuple[str, str]:
    """Return the days on which a document may have come out, as dates."""
    first = described.text(document, iri("inc:notBefore"))
    last = described.text(document, iri("inc:notAfter"))
    if first and last:
        return first, last
    hull = parse(described.text(document, iri("dcterms:issued")) or "..")
    return to_text(hull.first), to_text(hull.last)


def _places(described: Description, claim: ox.NamedNode) -> list[tuple[int, int]]:
    found = []
    for node in described.all(claim, iri("oa:hasSelector")):
        if isinstance(node, ox.NamedNode):
            start, end = (described.text(node, iri(name)) for name in ("oa:start", "oa:end"))
            found.append((int(start or 0), int(end or 0)))
    return sorted(found)


def _contents(store: ox.Store) -> dict[ox.NamedNode, list[Triple]]:
    """Return the triples of every claim."""
    graphs = (graph for graph in store.named_graphs() if isinstance(graph, ox.NamedNode))
    return {graph: list(triples_of(store, graph)) for graph in graphs if not is_ours(graph)}


def _description(store: ox.Store, graph: ox.NamedNode) -> Description:
    return Description(triples_of(store, graph))
