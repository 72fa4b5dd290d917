"""Property paths of shapes: as text for people, and back as SHACL has them."""

from __future__ import annotations

import rdflib
from rdflib.collection import Collection
from rdflib.namespace import SH

from incumbent.vocabulary import PREFIXES, shorten


def path_text(graph: rdflib.Graph, path: rdflib.term.Node) -> str:
    """Return a SHACL path as a SPARQL path with the project's prefixes.

    Parameters
    ----------
    graph
        Where the path is described, when it is more than a property.
    path
        A property, alternatives, or an inverse: what the project's shapes use.

    Examples
    --------
    >>> path_text(rdflib.Graph(), rdflib.URIRef("https://w3id.org/incumbent/ns#holder"))
    'inc:holder'
    """
    if isinstance(path, rdflib.URIRef):
        return shorten(str(path))
    inverse = graph.value(path, SH.inversePath)
    if inverse is not None:
        return "^" + path_text(graph, inverse)
    alternatives = graph.value(path, SH.alternativePath)
    return "|".join(path_text(graph, step) for step in _members(graph, alternatives))


def values_at(data: rdflib.Graph, focus: rdflib.term.Node, path: str) -> list[rdflib.term.Node]:
    """Return what a path leads to from a node.

    Parameters
    ----------
    data
        The graph that is checked.
    focus
        Where the path starts.
    path
        As :func:`path_text` gives it.
    """
    found: set[rdflib.term.Node] = set()
    for step in path.split("|"):
        if step.startswith("^"):
            found.update(data.subjects(_expand(step[1:]), focus))
        else:
            found.update(data.objects(focus, _expand(step)))
    return sorted(found, key=str)


def add_path(graph: rdflib.Graph, path: str) -> rdflib.term.Node:
    """Write a path as SHACL describes it and return its node.

    Examples
    --------
    >>> report = rdflib.Graph()
    >>> path_text(report, add_path(report, "inc:opens|inc:closes"))
    'inc:opens|inc:closes'
    """
    if "|" in path:
        steps = [add_path(graph, step) for step in path.split("|")]
        node, members = rdflib.BNode(), rdflib.BNode()
        Collection(graph, members, steps)
        graph.add((node, SH.alternativePath, members))
        return node
    if path.startswith("^"):
        node = rdflib.BNode()
        graph.add((node, SH.inversePath, add_path(graph, path[1:])))
        return node
    return _expand(path)


def _members(graph: rdflib.Graph, members: rdflib.term.Node | None) -> list[rdflib.term.Node]:
    return [] if members is None else list(Collection(graph, members))


def _expand(name: str) -> rdflib.URIRef:
    prefix, _, local = name.partition(":")
    return rdflib.URIRef(PREFIXES[prefix] + local if prefix in PREFIXES else name)
