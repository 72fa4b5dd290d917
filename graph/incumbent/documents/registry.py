"""The documents that a corpus registers, with their digests and the bounds of their dates."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from incumbent import edtf
from incumbent.errors import CorpusError
from incumbent.rdf import Description, Triple, read_quads, triple_of
from incumbent.vocabulary import iri


@dataclass(frozen=True, slots=True)
class Document:
    """One registered document.

    Attributes
    ----------
    iri
        Its name in the graph.
    file
        The name of its text file.
    digest
        SHA-256 of the file's bytes, in hexadecimal.
    length
        Unicode code points of the text.
    published
        The days on which it may have come out.
    """

    iri: ox.NamedNode
    file: str
    digest: str
    length: int
    published: edtf.Hull


def read_registry(folder: Path) -> tuple[list[Triple], dict[ox.NamedNode, Document]]:
    """Read ``corpus.ttl``.

    Parameters
    ----------
    folder
        The corpus.

    Returns
    -------
    tuple
        All triples of the file, and the documents by IRI.

    Raises
    ------
    CorpusError
        When a document lacks a file name, a digest, a length or a date that can be read.
    """
    path = folder / "corpus.ttl"
    triples = [triple_of(quad, path) for quad in read_quads(path)]
    described = Description(triples)
    documents = {}
    for document in described.typed(iri("inc:Document")):
        documents[document] = _document(document, described, path)
    if not documents:
        raise CorpusError(f"{path} registers no document; add one of type inc:Document")
    return triples, documents


def _document(document: ox.NamedNode, described: Description, path: Path) -> Document:
    def needed(name: str) -> str:
        value = described.text(document, iri(name))
        if value is None:
            raise CorpusError(f"{path}: {document.value} has no {name}; add it")
        return value

    file, digest, extent = (
        needed(name) for name in ("dcterms:identifier", "inc:spanDigest", "dcterms:extent")
    )
    if not (extent.isascii() and extent.isdigit()):
        raise CorpusError(
            f"{path}: {document.value}: dcterms:extent is {extent!r}; "
            "give the text's number of code points"
        )
    try:
        published = edtf.parse(needed("dcterms:issued"))
    except ValueError as error:
        raise CorpusError(f"{path}: {document.value}: {error}") from error
    return Document(document, file, digest, int(extent), published)
