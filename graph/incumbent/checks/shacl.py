"""Running shapes with pySHACL, the reference that every faster way must agree with."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import pyoxigraph as ox
import rdflib
from pyshacl import validate
from rdflib.namespace import RDF, SH

from incumbent.checks.findings import Finding, make_finding, show
from incumbent.checks.paths import path_text, values_at
from incumbent.checks.plain import PlainGraph, from_rdflib
from incumbent.checks.rules import SHAPES, Group, prefix_file, read_rules
from incumbent.errors import IncumbentError
from incumbent.vocabulary import shorten


def run_group(group: Group, store: ox.Store) -> list[Finding]:
    """Validate the graphs of a group against its shapes.

    Parameters
    ----------
    group
        Shapes, and the graphs that they are about.
    store
        Holds these graphs and whatever else the shapes' SPARQL reaches by GRAPH.

    Returns
    -------
    list of Finding
        In no particular order; one fault may stand in it twice.

    Raises
    ------
    IncumbentError
        When pySHACL refuses a shape.
    """
    shapes = _shapes(group)
    with _quiet():
        data = PlainGraph(store, group.graphs)
        _, report, text = validate(data, shacl_graph=shapes, advanced=False)
        if not isinstance(report, rdflib.Graph):
            names = ", ".join(path.name for path in group.files)
            raise IncumbentError(f"the shapes in {names} cannot be run: {text}")
        results = report.subjects(RDF.type, SH.ValidationResult)
        return [_finding(result, report, data) for result in results]


@cache
def _shapes(group: Group) -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in (prefix_file(), *group.files):
        graph.parse(data=path.read_bytes(), format="turtle")
    # Messages are filled in here: pySHACL leaves out the value where a core constraint fails, and
    # a backslash in a value is an error to it.
    graph.remove((None, SH.message, None))
    # pySHACL searches a query for forbidden words from the start of each line, for each focus
    # node; on one line that takes a tenth of the time.
    for node, text in list(graph.subject_objects(SH.select)):
        graph.set((node, SH.select, rdflib.Literal(" ".join(str(text).split()))))
    return graph


def _finding(result: rdflib.term.Node, report: rdflib.Graph, data: rdflib.Graph) -> Finding:
    def needed(predicate: rdflib.URIRef) -> rdflib.term.Node:
        node = report.value(result, predicate)
        if node is None:
            raise IncumbentError(f"a result of pySHACL lacks {predicate}")
        return node

    rule = read_rules()[str(needed(SH.sourceShape)).removeprefix(SHAPES)]
    focus, value = needed(SH.focusNode), report.value(result, SH.value)
    path_node = report.value(result, SH.resultPath)
    path = None if path_node is None else path_text(report, path_node)
    shown = None
    if value is None and path is not None:
        shown = ", ".join(show(from_rdflib(node)) for node in values_at(data, focus, path))
    return make_finding(
        rule,
        from_rdflib(focus),
        path,
        None if value is None else from_rdflib(value),
        shorten(str(needed(SH.sourceConstraintComponent))),
        shown,
    )


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep rdflib from telling of ill-typed literals, which the shapes find."""
    logger = logging.getLogger("rdflib.term")
    before = logger.disabled
    logger.disabled = True
    try:
        yield
    finally:
        logger.disabled = before
