"""Checking a store: every shape on the graphs that it is about, and the texts where they are."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pyoxigraph as ox

from incumbent.checks.findings import Finding, Findings
from incumbent.checks.rules import ONTOLOGY, read_groups, read_rules
from incumbent.documents.registry import read_registry
from incumbent.rdf import read_quads
from incumbent.resources import ontology_files
from incumbent.vocabulary import TYPE, iri

Engine = Literal["sets", "pyshacl"]
ENGINES: tuple[Engine, ...] = ("sets", "pyshacl")

#: Worked examples of how dates are read; they look like data and are none.
_EXAMPLES = "readings.ttl"
#: What shapes ask the ontology for: the kinds of things, and what is declared.
_ASKED = (TYPE, iri("rdfs:subClassOf"), iri("rdfs:isDefinedBy"))


def check(
    store: ox.Store,
    *,
    documents: Path | None = None,
    corpus_folder: Path | None = None,
    engine: Engine = "sets",
) -> Findings:
    """Check a built corpus.

    Parameters
    ----------
    store
        All its graphs; it is read, never written.
    documents
        The folder of the texts; given it, every digest and every place is verified.
    corpus_folder
        The corpus, whose registry then tells which texts there are; else the store does.
    engine
        ``"sets"`` runs each rule for all its focus nodes at once, and hands rules that it does not
        know to pySHACL, which the findings' notes tell; ``"pyshacl"``, the reference, runs all.

    Returns
    -------
    Findings
        The same for the same store, in the same order, whatever the engine.

    Raises
    ------
    IncumbentError
        When a shape cannot be run.
    CorpusError
        When the corpus's registry cannot be read.

    Examples
    --------
    >>> [finding.shape for finding in check(ox.Store())]
    []
    """
    everything = with_ontology(store)
    found: list[Finding] = []
    left = [rule.id for rule in read_rules().values() if not rule.deactivated]
    notes: list[str] = []
    if engine == "sets":
        from incumbent.checks.sets import run_sets

        found, left = run_sets(read_groups(), everything)
        notes = [f"the rule {rule} was run by pySHACL, node by node" for rule in left]
    for group in read_groups():
        own = [rule.id for rule in group.rules if rule.id in left]
        if own:
            from incumbent.checks.shacl import run_group  # imports rdflib and pySHACL

            found.extend(run_group(group, everything, own))
    if documents is not None:
        from incumbent.checks.texts import check_texts

        registered = None if corpus_folder is None else read_registry(corpus_folder)[1]
        found.extend(check_texts(store, documents, registered))
    return Findings(found, notes)


def with_ontology(store: ox.Store) -> ox.Store:
    """Return a copy of a store with the ontology's kinds and terms as one more graph.

    Its name is the ontology's own IRI.
    """
    everything = ox.Store()
    everything.bulk_extend(store)
    for path in ontology_files():
        if path.name != _EXAMPLES:
            everything.extend(
                ox.Quad(quad.subject, quad.predicate, quad.object, ONTOLOGY)
                for quad in read_quads(path)
                if quad.predicate in _ASKED
            )
    return everything
