"""All graphs of a corpus together: claims, sources, record, names, explanations, conclusions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from incumbent import vocabulary
from incumbent.claims.corpus import Corpus, read_corpus
from incumbent.days import to_text
from incumbent.ontology import read_ontology
from incumbent.rdf import Triple
from incumbent.record.names import build_names
from incumbent.record.record import build_record
from incumbent.store.known import KnownOn, as_known, told_apart
from incumbent.vocabulary import iri

#: Called with what is being done, for a progress display.
Progress = Callable[[str], None]


@dataclass(slots=True)
class Built:
    """A corpus worked out: every quad, in a fixed order, and notes for its curator."""

    quads: list[ox.Quad]
    notes: list[str]


def build_quads(
    folder: Path, progress: Progress = lambda _: None, known: KnownOn | None = None
) -> Built:
    """Work a corpus out.

    Parameters
    ----------
    folder
        As :func:`incumbent.documents.folder.corpus_folder` gives it.
    progress
        Told of each step.
    known
        The day whose knowledge counts; None for all documents. The record then stands under the
        name of its day too, so that an export tells what it is.

    Returns
    -------
    Built
        The same for the same files, byte for byte when written.

    Raises
    ------
    CorpusError
        When the corpus cannot be read.
    """
    from incumbent.conclusions.entailment import conclude  # imports rdflib and owlrl

    progress("reading claims")
    corpus = read_corpus(folder)
    notes = []
    if known is not None:
        notes = [note for note in (told_apart(corpus, known),) if note]
        corpus = as_known(corpus, known)
    progress("working out the record")
    ontology = read_ontology()
    record = build_record(corpus.claims, ontology, corpus.judgements, corpus.names)
    names = build_names(
        corpus.names, corpus.sources, record.triples, corpus.claims, record.accepted, ontology
    )
    progress("drawing conclusions")
    conclusions = conclude(record.triples, names)
    accepted = {claim.iri for claim in record.accepted.claims}
    quads = [
        *_in_graph(vocabulary.RECORD, record.triples),
        *_in_graph(vocabulary.NAMES, names),
        *_in_graph(vocabulary.SOURCES, [*corpus.sources, *_computed_sources(corpus, accepted)]),
        *_in_graph(vocabulary.JUDGEMENTS, corpus.judgements),
        *_in_graph(vocabulary.EXPLANATIONS, record.explanations),
        *_in_graph(vocabulary.CONCLUSIONS, conclusions),
        *(_in_graph(known.record, record.triples) if known else ()),
    ]
    for claim in corpus.claims:
        quads.extend(_in_graph(claim.iri, claim.triples))
    progress("sorting")
    return Built(sorted(set(quads), key=str), notes + record.notes)


def _in_graph(graph: ox.NamedNode, triples: Iterable[Triple]) -> list[ox.Quad]:
    return [ox.Quad(*triple, graph) for triple in triples]


def _computed_sources(corpus: Corpus, accepted: set[ox.NamedNode]) -> list[Triple]:
    """Return the bounds of the documents' dates, and which claims the record accepts."""
    date, boolean = iri("xsd:date"), iri("xsd:boolean")
    triples: list[Triple] = []
    for document in corpus.documents.values():
        for name, day in zip(("inc:notBefore", "inc:notAfter"), document.published, strict=False):
            triples.append((document.iri, iri(name), ox.Literal(to_text(day), datatype=date)))
    for claim in corpus.claims:
        told = "true" if claim.iri in accepted else "false"
        triples.append((claim.iri, iri("inc:accepted"), ox.Literal(told, datatype=boolean)))
    return triples
