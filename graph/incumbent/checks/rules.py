"""The rules that are checked, as the shape files state them: one shape, one rule, one id."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal

import pyoxigraph as ox

from incumbent.errors import IncumbentError
from incumbent.rdf import read_quads
from incumbent.resources import data_folder
from incumbent.vocabulary import BASE, PREFIXES, TYPE, iri

Severity = Literal["violation", "warning", "information"]

#: The namespace of shapes; what follows it in a shape's IRI is the rule's id.
SHAPES: Final = f"{BASE}shape/"
#: The graph that the ontology takes in a store that is being checked.
ONTOLOGY: Final = ox.NamedNode(PREFIXES["inc"].rstrip("#"))

_SEVERITIES: dict[str, Severity] = {
    PREFIXES["sh"] + "Violation": "violation",
    PREFIXES["sh"] + "Warning": "warning",
    PREFIXES["sh"] + "Info": "information",
}
_KINDS = (iri("sh:NodeShape"), iri("sh:PropertyShape"))


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule with its documentation.

    Attributes
    ----------
    id
        Stable and short: the local name of the shape's IRI.
    severity
        How much it matters when it is broken.
    message
        What a finding says, with ``{$this}``, ``{$path}`` and ``{$value}`` to be filled in.
    definition, reason, example, repair
        What must be so, why, a fault, and how to mend it.
    deactivated
        Whether SHACL processors skip it, because what it is about lies outside every graph.
    """

    id: str
    severity: Severity
    message: str
    definition: str
    reason: str
    example: str
    repair: str
    deactivated: bool


@dataclass(frozen=True, slots=True)
class ShapeFile:
    """The rules of one file.

    Attributes
    ----------
    path
        The file.
    title
        Its heading.
    graphs
        The graphs that name these shapes with ``sh:shapesGraph``.
    rules
        In the order of the file.
    """

    path: Path
    title: str
    graphs: tuple[ox.NamedNode, ...]
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Rules that are checked on the same graphs, taken together as one plain graph.

    Attributes
    ----------
    graphs
        The graphs that name these shapes with ``sh:shapesGraph``.
    files
        The shape files.
    rules
        In the order of the files.
    """

    graphs: tuple[ox.NamedNode, ...]
    files: tuple[Path, ...]
    rules: tuple[Rule, ...]


def shapes_folder() -> Path:
    """Return the folder of the shape files."""
    return data_folder("ontology") / "shapes"


def prefix_file() -> Path:
    """Return the file that declares the prefixes of the shapes' SPARQL."""
    return shapes_folder() / "shapes.ttl"


@cache
def read_files() -> tuple[ShapeFile, ...]:
    """Read every shape file, in the order of their names.

    Raises
    ------
    CorpusError
        When a shape file does not parse.
    IncumbentError
        When a shape lacks a message, a severity or its documentation.

    Examples
    --------
    >>> [file.title for file in read_files() if file.path.stem == "places"]
    ['Shapes of places']
    """
    files = (_read_file(path) for path in sorted(shapes_folder().glob("*.ttl")))
    return tuple(file for file in files if file.rules)


@cache
def read_groups() -> tuple[Group, ...]:
    """Put together the shape files that speak of the same graphs.

    Returns
    -------
    tuple of Group
        In the order of their first files.

    Raises
    ------
    CorpusError, IncumbentError
        As :func:`read_files`.

    Examples
    --------
    >>> sum(len(group.rules) for group in read_groups()) == len(read_rules())
    True
    """
    gathered: dict[tuple[ox.NamedNode, ...], list[ShapeFile]] = {}
    for file in read_files():
        gathered.setdefault(file.graphs, []).append(file)
    return tuple(
        Group(graphs, tuple(f.path for f in files), tuple(r for f in files for r in f.rules))
        for graphs, files in gathered.items()
    )


@cache
def read_rules() -> dict[str, Rule]:
    """Return every rule by its id.

    Examples
    --------
    >>> read_rules()["claim-place"].definition
    'A claim stands at one place in its document, or more.'
    """
    return {rule.id: rule for group in read_groups() for rule in group.rules}


def _read_file(path: Path) -> ShapeFile:
    properties: dict[ox.NamedNode, dict[ox.NamedNode, str]] = {}
    graphs: list[ox.NamedNode] = []
    shapes: list[ox.NamedNode] = []
    title = path.stem
    for quad in read_quads(path):
        if not isinstance(quad.subject, ox.NamedNode):
            continue
        if quad.predicate == iri("sh:shapesGraph"):
            graphs.append(quad.subject)
        elif quad.predicate == TYPE and quad.object in _KINDS:
            shapes.append(quad.subject)
        elif quad.predicate == iri("dcterms:title") and isinstance(quad.object, ox.Literal):
            title = quad.object.value
        elif isinstance(quad.object, ox.NamedNode | ox.Literal):
            properties.setdefault(quad.subject, {})[quad.predicate] = quad.object.value
    rules = tuple(_rule(shape, properties.get(shape, {}), path) for shape in shapes)
    return ShapeFile(path, title, tuple(sorted(graphs, key=lambda graph: graph.value)), rules)


def _rule(shape: ox.NamedNode, said: dict[ox.NamedNode, str], path: Path) -> Rule:
    def needed(name: str) -> str:
        value = said.get(iri(name))
        if value is None:
            raise IncumbentError(f"{path}: {shape.value} has no {name}; document the shape")
        return value

    return Rule(
        shape.value.removeprefix(SHAPES),
        _SEVERITIES[needed("sh:severity")],
        needed("sh:message"),
        needed("skos:definition"),
        needed("rdfs:comment"),
        needed("skos:example"),
        needed("skos:scopeNote"),
        said.get(iri("sh:deactivated")) == "true",
    )
