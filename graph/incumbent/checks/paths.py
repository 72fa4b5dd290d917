"""Property paths of shapes as text for people."""

from __future__ import annotations

import rdflib
from rdflib.collection import Collection
from rdflib.namespace import SH

from incumbent.vocabulary import shorten


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


def _members(graph: rdflib.Graph, members: rdflib.term.Node | None) -> list[rdflib.term.Node]:
    return [] if members is None else list(Collection(graph, members))
