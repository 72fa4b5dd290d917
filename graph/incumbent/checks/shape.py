"""What a shape demands, read from its file: targets, path, constraints, queries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from incumbent.checks.rules import SHAPES, Group, Rule
from incumbent.rdf import Node, read_quads
from incumbent.vocabulary import PREFIXES, iri, shorten

#: Properties of a shape that demand nothing by themselves; all others of SHACL's are constraints.
_SAID = frozenset(
    iri(f"sh:{name}")
    for name in (
        *("targetClass", "targetSubjectsOf", "targetObjectsOf", "targetNode", "path", "sparql"),
        *("severity", "message", "deactivated", "name", "description", "order", "group"),
    )
)
_NIL = iri("rdf:nil")


@dataclass(frozen=True, slots=True)
class Part:
    """A path, or none, and what its values must be.

    Attributes
    ----------
    path
        As SPARQL writes it, with the project's prefixes; None where the focus itself is the value.
    constraints
        The name of each parameter (``"sh:minCount"``) with its values, lists taken apart.
    choices
        The alternatives of each ``sh:or``.
    """

    path: str | None
    constraints: tuple[tuple[str, tuple[Node, ...]], ...]
    choices: tuple[tuple[Part, ...], ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A rule in the form in which it is run.

    Attributes
    ----------
    rule
        Its documentation.
    part
        Its path and constraints.
    classes, subjects_of, objects_of, nodes
        Its targets.
    selects
        Its SPARQL.
    """

    rule: Rule
    part: Part
    classes: tuple[ox.NamedNode, ...]
    subjects_of: tuple[ox.NamedNode, ...]
    objects_of: tuple[ox.NamedNode, ...]
    nodes: tuple[ox.NamedNode, ...]
    selects: tuple[str, ...]


@cache
def read_shapes(group: Group) -> tuple[Shape, ...]:
    """Read the shapes of a group that are not deactivated, in the order of its rules.

    Examples
    --------
    >>> from incumbent.checks.rules import read_groups
    >>> shapes = {s.rule.id: s for group in read_groups() for s in read_shapes(group)}
    >>> shapes["place-claim"].part.path
    '^oa:hasSelector'
    """
    reader = _Reader()
    for path in group.files:
        reader.add(read_quads(path))
    return tuple(reader.shape(rule) for rule in group.rules if not rule.deactivated)


class _Reader:
    def __init__(self) -> None:
        self._said: dict[Node, dict[ox.NamedNode, list[Node]]] = {}

    def add(self, quads: list[ox.Quad]) -> None:
        for quad in quads:
            if not isinstance(quad.subject, ox.Triple) and not isinstance(quad.object, ox.Triple):
                properties = self._said.setdefault(quad.subject, {})
                properties.setdefault(quad.predicate, []).append(quad.object)

    def shape(self, rule: Rule) -> Shape:
        node = ox.NamedNode(SHAPES + rule.id)

        def named(name: str) -> tuple[ox.NamedNode, ...]:
            values = self._all(node, name)
            return tuple(value for value in values if isinstance(value, ox.NamedNode))

        queries = [self._all(query, "sh:select") for query in self._all(node, "sh:sparql")]
        return Shape(
            rule,
            self._part(node),
            named("sh:targetClass"),
            named("sh:targetSubjectsOf"),
            named("sh:targetObjectsOf"),
            named("sh:targetNode"),
            tuple(text.value for texts in queries for text in texts),
        )

    def _part(self, node: Node) -> Part:
        path = next(iter(self._all(node, "sh:path")), None)
        constraints = []
        choices = []
        for predicate, values in self._said.get(node, {}).items():
            if predicate == iri("sh:or"):
                choices += [tuple(self._part(m) for m in self._members(v)) for v in values]
            elif predicate.value.startswith(PREFIXES["sh"]) and predicate not in _SAID:
                apart = tuple(member for v in values for member in self._members(v))
                constraints.append((shorten(predicate.value), apart))
        text = None if path is None else self._path(path)
        return Part(text, tuple(constraints), tuple(choices))

    def _path(self, path: Node) -> str:
        if isinstance(path, ox.NamedNode):
            return shorten(path.value)
        for inner in self._all(path, "sh:inversePath"):
            return "^" + self._path(inner)
        for alternatives in self._all(path, "sh:alternativePath"):
            return "|".join(self._path(step) for step in self._members(alternatives))
        return ""  # a path that only pySHACL follows

    def _members(self, node: Node) -> Iterator[Node]:
        first = self._all(node, "rdf:first")
        if not first and node != _NIL:
            yield node
        while first:
            yield first[0]
            node = self._all(node, "rdf:rest")[0]
            first = self._all(node, "rdf:first")

    def _all(self, node: Node, name: str) -> list[Node]:
        return self._said.get(node, {}).get(iri(name), [])
