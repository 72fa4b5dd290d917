"""One claim: what one document says, where, in whose voice, and with how much doubt."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from incumbent import edtf
from incumbent.documents.registry import Document
from incumbent.errors import CorpusError
from incumbent.rdf import Description, Triple
from incumbent.vocabulary import iri, shorten

AFFIRMED = iri("inc:Affirmed")
PREDICTED = iri("inc:Predicted")
DENIED = iri("inc:Denied")
STANCES = (AFFIRMED, PREDICTED, iri("inc:Rumoured"), DENIED, iri("inc:Opinion"))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a claim stands: first code point, the one after the last, digest of the span."""

    iri: ox.NamedNode
    start: int
    end: int
    digest: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim with what the building of the record needs of its description.

    Attributes
    ----------
    iri
        Its name, which is also its graph's.
    triples
        What it says.
    document
        Who says it.
    stance
        One of the individuals of ``inc:Stance``.
    said
        The days on which it may have been said: ``inc:saidOn``, else the document's publication.
    places
        Where the document says it.
    """

    iri: ox.NamedNode
    triples: tuple[Triple, ...]
    document: Document
    stance: ox.NamedNode
    said: edtf.Hull
    places: tuple[Place, ...]

    @property
    def affirmed(self) -> bool:
        """Whether the claim is put forward as a fact."""
        return self.stance == AFFIRMED

    @property
    def denied(self) -> bool:
        """Whether the claim says that what its graph holds is false."""
        return self.stance == DENIED

    @property
    def predicted(self) -> bool:
        """Whether the claim speaks of the future."""
        return self.stance == PREDICTED


def describe_claim(
    claim: ox.NamedNode,
    triples: list[Triple],
    described: Description,
    documents: dict[ox.NamedNode, Document],
    path: Path,
) -> Claim:
    """Put a claim together from its graph and its description.

    Parameters
    ----------
    claim
        The graph's IRI.
    triples
        What stands in the graph.
    described
        The ``sources`` part of the same file.
    documents
        The corpus's documents.
    path
        The file, for messages.

    Returns
    -------
    Claim
        With its places in the order of the text.

    Raises
    ------
    CorpusError
        When the description is missing, names an unregistered document, or a place cannot be.
    """
    where = f"{path}: {claim.value}"
    for name in ("inc:document", "inc:stance", "inc:saidOn"):
        if len(set(described.all(claim, iri(name)))) > 1:
            raise CorpusError(f"{where} has several {name}; two claims may share a number")
    source = described.first(claim, iri("inc:document"))
    if source is None:
        raise CorpusError(f"{where} has no inc:document; describe the claim in graph:sources")
    document = documents.get(source) if isinstance(source, ox.NamedNode) else None
    if document is None:
        raise CorpusError(f"{where}: document {source.value} is not registered in corpus.ttl")
    stance = described.first(claim, iri("inc:stance"))
    if not isinstance(stance, ox.NamedNode) or stance not in STANCES:
        found = "no inc:stance" if stance is None else f"the unknown inc:stance {stance.value}"
        known = ", ".join(shorten(one.value) for one in STANCES)
        raise CorpusError(f"{where} has {found}; say one of {known}")
    said = described.text(claim, iri("inc:saidOn"))
    try:
        hull = document.published if said is None else edtf.parse(said)
    except ValueError as error:
        raise CorpusError(f"{where}: {error}") from error
    places = tuple(
        sorted(
            (_place(node, described, document, where) for node in _selectors(claim, described)),
            key=lambda place: (place.start, place.end),
        )
    )
    return Claim(claim, tuple(triples), document, stance, hull, places)


def _selectors(claim: ox.NamedNode, described: Description) -> list[ox.NamedNode]:
    nodes = described.all(claim, iri("oa:hasSelector"))
    return [node for node in nodes if isinstance(node, ox.NamedNode)]


def _place(node: ox.NamedNode, described: Description, document: Document, where: str) -> Place:
    start, end, digest = (
        described.text(node, iri(name)) for name in ("oa:start", "oa:end", "inc:spanDigest")
    )
    if start is None or end is None or digest is None:
        raise CorpusError(f"{where}: place {node.value} lacks oa:start, oa:end or inc:spanDigest")
    if not (start + end).isascii() or not (start.isdigit() and end.isdigit()):
        raise CorpusError(f"{where}: place {start}–{end} is not two whole numbers")
    first, last = int(start), int(end)
    if not 0 <= first < last <= document.length:
        raise CorpusError(
            f"{where}: place {first}–{last} is out of range; {document.file} has "
            f"{document.length} code points and a place holds at least one"
        )
    return Place(node, first, last, digest)
