"""Checking a store: every shape on the graphs that it is about, and the texts where they are."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pyoxigraph as ox

from incumbent.checks.copies import with_ontology
from incumbent.checks.findings import Finding, Findings
from incumbent.checks.rules import read_groups, read_rules
from incumbent.documents.registry import read_registry

Engine = Literal["sets", "pyshacl"]
ENGINES: tuple[Engine, ...] = ("sets", "pyshacl")


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
    found: list[Finding] = []
    left = [rule.id for rule in read_rules().values() if not rule.deactivated]
    notes: list[str] = []
    if engine == "sets":
        from incumbent.checks.sets import run_sets

        found, left = run_sets(read_groups(), store)
        notes = [f"the rule {rule} was run by pySHACL, node by node" for rule in left]
    if left:
        from incumbent.checks.shacl import run_group  # imports rdflib and pySHACL

        everything = with_ontology(store)
        for group in read_groups():
            own = [rule.id for rule in group.rules if rule.id in left]
            found.extend(run_group(group, everything, own) if own else ())
    if documents is not None:
        from incumbent.checks.texts import check_texts

        registered = None if corpus_folder is None else read_registry(corpus_folder)[1]
        found.extend(check_texts(store, documents, registered))
    return Findings(found, notes)
