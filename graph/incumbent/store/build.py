"""All graphs of a corpus together: claims, sources, record, names, explanations, conclusions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from incumbent import vocabulary
from incumbent.claims.corpus import Corpus, read_corpus
from incumbent.collecting import uncollected
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
    """A corpus worked out.

    Attributes
    ----------
    graphs
        The triples of every graph; a name may come more than once.
    notes
        What its curator should know.
    """

    graphs: list[tuple[ox.NamedNode, Collection[Triple]]]
    notes: list[str]

    @property
    def quads(self) -> Iterator[ox.Quad]:
        """Yield every quad, some of them twice, in no particular order: a store sorts them.

        One at a time, since a large corpus has more of them than fit in memory together.
        """
        for graph, triples in self.graphs:
            for triple in triples:
                yield ox.Quad(*triple, graph)


@uncollected()
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
        The same for the same files.

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
    graphs: list[tuple[ox.NamedNode, Collection[Triple]]] = [
        (vocabulary.RECORD, record.triples),
        (vocabulary.NAMES, names),
        (vocabulary.SOURCES, corpus.sources),
        (vocabulary.SOURCES, _computed_sources(corpus, accepted)),
        (vocabulary.JUDGEMENTS, corpus.judgements),
        (vocabulary.EXPLANATIONS, record.explanations),
        (vocabulary.CONCLUSIONS, conclusions),
        *((claim.iri, claim.triples) for claim in corpus.claims),
    ]
    if known is not None:
        graphs.append((known.record, record.triples))
    return Built(graphs, notes + record.notes)


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
