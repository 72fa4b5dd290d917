"""Property paths of shapes as text, and followed in a store: ``inc:opens|^inc:closes``.

What the project's shapes use: a property, its inverse, or alternatives of these.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from incumbent.rdf import Node
from incumbent.vocabulary import PREFIXES

#: A property, and whether it is followed against its direction.
Step = tuple[ox.NamedNode, bool]


def expand(name: str) -> ox.NamedNode:
    """Return the IRI of a prefixed name, or of an IRI written out.

    Examples
    --------
    >>> expand("inc:holder").value
    'https://w3id.org/incumbent/ns#holder'
    """
    prefix, _, local = name.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + local if prefix in PREFIXES else name)


def steps_of(path: str) -> tuple[Step, ...]:
    """Return the alternatives of a path.

    Examples
    --------
    >>> [inverse for _, inverse in steps_of("inc:opens|^inc:closes")]
    [False, True]
    """
    return tuple((expand(step.removeprefix("^")), step[0] == "^") for step in path.split("|"))


class View:
    """Graphs of a store seen as one plain graph, triple by triple.

    Parameters
    ----------
    store
        The store.
    graphs
        Which of its graphs are seen.
    """

    def __init__(self, store: ox.Store, graphs: tuple[ox.NamedNode | ox.DefaultGraph, ...]) -> None:
        self.store = store
        self.graphs = graphs

    def objects(self, subject: Node, predicate: ox.NamedNode) -> Iterator[Node]:
        """Yield the values of a property; a literal has none."""
        if isinstance(subject, ox.Literal):
            return
        for graph in self.graphs:
            for quad in self.store.quads_for_pattern(subject, predicate, None, graph):
                if not isinstance(quad.object, ox.Triple):
                    yield quad.object

    def subjects(self, predicate: ox.NamedNode, node: Node) -> Iterator[Node]:
        """Yield what has a value."""
        for graph in self.graphs:
            for quad in self.store.quads_for_pattern(None, predicate, node, graph):
                if not isinstance(quad.subject, ox.Triple):
                    yield quad.subject

    def values_at(self, focus: Node, path: str) -> list[Node]:
        """Return what a path leads to, once each, in the order of the texts."""
        found: set[Node] = set()
        for predicate, inverse in steps_of(path):
            ends = self.subjects(predicate, focus) if inverse else self.objects(focus, predicate)
            found.update(ends)
        return sorted(found, key=lambda node: (node.value, str(node)))

    def starts_of(self, path: str, value: Node) -> set[Node]:
        """Return from where a path leads to a value."""
        found: set[Node] = set()
        for predicate, inverse in steps_of(path):
            starts = self.objects(value, predicate) if inverse else self.subjects(predicate, value)
            found.update(starts)
        return found
