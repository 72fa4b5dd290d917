"""Running shapes with pySHACL, the reference that every faster way must agree with."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import cache

import pyoxigraph as ox
import rdflib
from pyshacl import validate
from rdflib.namespace import RDF, SH

from incumbent.checks.findings import Finding, make_finding, show
from incumbent.checks.paths import path_text
from incumbent.checks.plain import PlainGraph, from_rdflib
from incumbent.checks.rules import SHAPES, Group, prefix_file, read_rules
from incumbent.checks.steps import View
from incumbent.errors import IncumbentError
from incumbent.vocabulary import shorten


def run_group(group: Group, store: ox.Store, only: Collection[str] | None = None) -> list[Finding]:
    """Validate the graphs of a group against its shapes.

    Parameters
    ----------
    group
        Shapes, and the graphs that they are about.
    store
        Holds these graphs and whatever else the shapes' SPARQL reaches by GRAPH.
    only
        The ids of the rules to run; all when left out.

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
        view = View(store, group.graphs)
        _, report, text = validate(
            data, shacl_graph=shapes, advanced=False, use_shapes=_chosen(group, only)
        )
        if not isinstance(report, rdflib.Graph):
            names = ", ".join(path.name for path in group.files)
            raise IncumbentError(f"the shapes in {names} cannot be run: {text}")
        results = report.subjects(RDF.type, SH.ValidationResult)
        return [_finding(result, report, view) for result in results]


def _chosen(group: Group, only: Collection[str] | None) -> list[str | rdflib.URIRef] | None:
    if only is None or all(rule.id in only for rule in group.rules if not rule.deactivated):
        return None
    return [rdflib.URIRef(SHAPES + rule) for rule in sorted(only)]


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


def _finding(result: rdflib.term.Node, report: rdflib.Graph, data: View) -> Finding:
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
        shown = ", ".join(show(node) for node in data.values_at(from_rdflib(focus), path))
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
