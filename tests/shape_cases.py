"""The cases of the shapes, loaded and changed; tests of checks share this."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
from incumbent.checks.findings import Findings
from incumbent.rdf import Node
from incumbent.vocabulary import SOURCES, iri

CASES = Path(__file__).parent / "cases" / "shapes"


def load(rule: str, name: str = "bad") -> ox.Store:
    store = ox.Store()
    store.bulk_load(path=str(CASES / rule / f"{name}.trig"), format=ox.RdfFormat.TRIG)
    return store


def replaced(store: ox.Store, predicate: str, value: ox.Literal) -> ox.Store:
    """Return a copy of a store with another value of a property in the sources."""
    copy = ox.Store()
    for quad in store:
        same = quad.predicate == iri(predicate) and quad.graph_name == SOURCES
        kept: Node = value if same else quad.object
        copy.add(ox.Quad(quad.subject, quad.predicate, kept, quad.graph_name))
    return copy


def ids(findings: Findings) -> list[str]:
    return [finding.shape for finding in findings]
