"""A corpus read from its folder: documents, names, claims and judgements."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from incumbent.claims.claim import Claim, describe_claim
from incumbent.collecting import uncollected
from incumbent.documents.registry import Document, read_registry
from incumbent.errors import CorpusError
from incumbent.rdf import Description, Terms, Triple, read_quads
from incumbent.vocabulary import SOURCES, iri


@dataclass(slots=True)
class Corpus:
    """Everything that a corpus folder holds.

    Attributes
    ----------
    folder
        Where it was read from.
    documents
        Registered documents by IRI.
    claims
        In the order of the files, which is the order of the texts.
    names, sources, judgements
        The triples of the graphs of these names.
    """

    folder: Path
    documents: dict[ox.NamedNode, Document]
    claims: list[Claim]
    names: list[Triple]
    sources: list[Triple]
    judgements: list[Triple] = field(default_factory=list)


@uncollected()
def read_corpus(folder: Path) -> Corpus:
    """Read a whole corpus and make sure that its parts fit together.

    Parameters
    ----------
    folder
        As :func:`incumbent.documents.folder.corpus_folder` gives it.

    Returns
    -------
    Corpus
        The claims in the order of their files.

    Raises
    ------
    CorpusError
        For the first fault found: what, in which file, and how to mend it.
    """
    registry, documents = read_registry(folder)
    names_path = folder / "names.ttl"
    terms = Terms()
    names = [terms.triple(quad, names_path) for quad in read_quads(names_path)]
    corpus = Corpus(folder, documents, [], names, list(registry))
    seen: dict[ox.NamedNode, Path] = {}
    for path in sorted((folder / "claims").glob("*.trig")):
        for claim in _read_claims(path, corpus, terms):
            if claim.iri in seen:
                other = seen[claim.iri].name
                raise CorpusError(f"{path}: {claim.iri.value} stands in {other} too; renumber it")
            seen[claim.iri] = path
            corpus.claims.append(claim)
    judgements = folder / "judgements.trig"
    if judgements.is_file():
        corpus.judgements = [terms.triple(quad, judgements) for quad in read_quads(judgements)]
    return corpus


def _read_claims(path: Path, corpus: Corpus, terms: Terms) -> list[Claim]:
    graphs: dict[ox.NamedNode, list[Triple]] = {}
    for quad in read_quads(path):
        graph = quad.graph_name
        if not isinstance(graph, ox.NamedNode):
            raise CorpusError(
                f"{path}: a triple outside every graph ({quad.subject}); "
                "put it into its claim's graph or into graph:sources"
            )
        graphs.setdefault(graph, []).append(terms.triple(quad, path))
    sources = graphs.pop(SOURCES, [])
    corpus.sources.extend(sources)
    described = Description(sources)
    for claim in described.typed(iri("inc:Claim")):
        if claim not in graphs:
            raise CorpusError(f"{path}: {claim.value} is described but its graph is empty")
    return [
        describe_claim(claim, triples, described, corpus.documents, path)
        for claim, triples in graphs.items()
    ]
