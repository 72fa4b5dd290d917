"""Verifying digests and places against the texts of the documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox

from incumbent import edtf
from incumbent.checks.findings import Finding, make_finding
from incumbent.checks.rules import SHAPES, read_rules
from incumbent.days import FOREVER
from incumbent.documents.registry import Document
from incumbent.documents.text import digest
from incumbent.rdf import Description, Node, Triple
from incumbent.vocabulary import SOURCES, iri

#: Dates play no part in comparing texts.
_UNDATED = edtf.Hull(-FOREVER, FOREVER)


def check_texts(
    store: ox.Store, folder: Path, documents: Mapping[ox.NamedNode, Document] | None = None
) -> Iterator[Finding]:
    """Compare every document and every place with the texts.

    Parameters
    ----------
    store
        Holds the sources graph.
    folder
        Where the texts lie.
    documents
        As the corpus registers them; else as the sources graph describes them. Those of which the
        sources graph does not know are left out: on the day that is asked of they were not out.

    Yields
    ------
    Finding
        One for each document or place that differs; a text that differs has its places compared
        all the same, so that a curator sees which claims are touched.
    """
    sources = _sources(store)
    known = set(sources.typed(iri("inc:Document")))
    told = _documents(sources) if documents is None else documents
    registered = {name: document for name, document in told.items() if name in known}
    texts: dict[ox.NamedNode, str] = {}
    for document in registered.values():
        try:
            texts[document.iri] = (folder / document.file).read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            value = ox.Literal(document.file)
            yield _found("document-missing", document.iri, "dcterms:identifier", value)
    for name, text in texts.items():
        yield from _check_document(registered[name], text)
    for claim in sources.typed(iri("inc:Claim")):
        for source in sources.all(claim, iri("inc:document")):
            if isinstance(source, ox.NamedNode) and source in texts:
                yield from _check_places(claim, sources, texts[source])


def _check_document(document: Document, text: str) -> Iterator[Finding]:
    found = digest(text)
    if found != document.digest:
        yield _found("document-digest", document.iri, "inc:spanDigest", ox.Literal(found))
    if len(text) != document.length:
        yield _found("document-length", document.iri, "dcterms:extent", ox.Literal(len(text)))


def _check_places(claim: ox.NamedNode, sources: Description, text: str) -> Iterator[Finding]:
    for place in sources.all(claim, iri("oa:hasSelector")):
        if not isinstance(place, ox.NamedNode):
            continue
        start = _position(sources.text(place, iri("oa:start")))
        end = _position(sources.text(place, iri("oa:end")))
        if start is None or end is None:
            continue  # the shapes of places tell of it
        if not 0 <= start < end <= len(text):
            yield _found("place-outside", place, "oa:end", ox.Literal(end))
            continue
        found = digest(text[start:end])
        if found != sources.text(place, iri("inc:spanDigest")):
            yield _found("place-digest", place, "inc:spanDigest", ox.Literal(found))


def _position(text: str | None) -> int | None:
    try:
        return None if text is None else int(text)
    except ValueError:
        return None


def _found(rule: str, focus: ox.NamedNode, path: str, value: Node) -> Finding:
    return make_finding(read_rules()[rule], focus, path, value, SHAPES + rule)


def _sources(store: ox.Store) -> Description:
    triples: list[Triple] = [
        (quad.subject, quad.predicate, quad.object)
        for quad in store.quads_for_pattern(None, None, None, SOURCES)
        if isinstance(quad.subject, ox.NamedNode) and not isinstance(quad.object, ox.Triple)
    ]
    return Description(triples)


def _documents(sources: Description) -> dict[ox.NamedNode, Document]:
    documents = {}
    for name in sources.typed(iri("inc:Document")):
        file = sources.text(name, iri("dcterms:identifier"))
        if file is None:
            continue  # the shapes of documents tell of it
        length = _position(sources.text(name, iri("dcterms:extent")))
        recorded = sources.text(name, iri("inc:spanDigest"))
        size = -1 if length is None else length
        documents[name] = Document(name, file, recorded or "", size, _UNDATED)
    return documents
