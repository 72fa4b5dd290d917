"""Running shapes for all their focus nodes at once: one query a constraint, in the store itself.

pySHACL goes from focus node to focus node and asks each constraint of each. Here a query returns
what is at fault, wherever it is, and only that is compared with the shape's targets. Verdicts are
the same; a test compares them finding by finding.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pyoxigraph as ox

from incumbent.checks.copies import together, with_ontology
from incumbent.checks.findings import Finding
from incumbent.checks.rules import Group
from incumbent.checks.runner import Data, Runner
from incumbent.checks.shape import Shape, read_shapes

#: From so many rules on, copying their graphs into one costs less than asking several graphs.
_WORTH_A_COPY = 50


def run_sets(groups: tuple[Group, ...], store: ox.Store) -> tuple[list[Finding], list[str]]:
    """Check the graphs of groups, each rule for all its focus nodes at once.

    Oxigraph works outside Python's lock, so the rules share the processors. Where many rules need
    their own graphs only, these are copied together first, and the rest while such rules run.

    Parameters
    ----------
    groups
        Shapes, and the graphs that they are about.
    store
        Holds these graphs and whatever else the shapes' SPARQL reaches by GRAPH.

    Returns
    -------
    tuple
        The findings, and the ids of the rules that this way cannot run.

    Raises
    ------
    IncumbentError
        When a shape's query is refused.
    """
    plain = [(group, [s for s in read_shapes(group) if not _reach(s)]) for group in groups]
    near = [(group, shapes) for group, shapes in plain if len(shapes) >= _WORTH_A_COPY]
    started = {shape.rule.id for _, shapes in near for shape in shapes}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        running = [_Run(pool, _near(group, shapes, store)) for group, shapes in near]
        running.append(_Run(pool, _far(groups, started, with_ontology(store))))
        found = [finding for run in running for finding in run.findings()]
    return found, [rule for run in running for rule in run.left]


def _reach(shape: Shape) -> int:
    """Return how often a shape asks other graphs than its own; such queries take longest."""
    return sum(text.count("GRAPH") for text in shape.selects)


def _near(group: Group, shapes: list[Shape], store: ox.Store) -> Iterator[Runner]:
    """Yield runners of shapes that need their own graphs only."""
    data = Data(together(store, group.graphs), (ox.DefaultGraph(),))
    return (Runner(shape, data) for shape in shapes)


def _far(groups: tuple[Group, ...], started: set[str], store: ox.Store) -> Iterator[Runner]:
    """Yield runners of the other shapes; those that take longest first."""
    data = {group: Data(store, group.graphs) for group in groups}
    every = [(shape, data[group]) for group in groups for shape in read_shapes(group)]
    for shape, seen in sorted(every, key=lambda one: -_reach(one[0])):
        if shape.rule.id not in started:
            yield Runner(shape, seen)


class _Run:
    """Runners at work."""

    def __init__(self, pool: ThreadPoolExecutor, runners: Iterator[Runner]) -> None:
        self.left: list[str] = []
        self._at_work: list[Future[list[Finding]]] = []
        for runner in runners:
            if runner.able:
                self._at_work.append(pool.submit(runner.found))
            else:
                self.left.append(runner.rule.id)

    def findings(self) -> Iterator[Finding]:
        """Yield what is found, waiting for it."""
        for part in self._at_work:
            yield from part.result()
