"""Several named graphs of a store seen as one plain rdflib graph.

pySHACL looks triples up one pattern at a time, for which rdflib's own memory is fastest, and hands
the SPARQL of shapes over as text, for which Oxigraph is. A query sees the graphs as its default
graph and reaches every graph of the store by GRAPH, so that a shape can ask where else a triple
stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pyoxigraph as ox
import rdflib
from rdflib.query import Result

from incumbent.rdf import Node


class PlainGraph(rdflib.Graph):
    """Graphs of a store, taken together.

    Parameters
    ----------
    source
        The store; it must not change as long as this graph is in use.
    graphs
        Which of its graphs make this one.
    """

    def __init__(self, source: ox.Store, graphs: Iterable[ox.NamedNode]) -> None:
        super().__init__()
        self._source = source
        self._graphs: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = list(graphs)
        terms: dict[object, rdflib.term.Identifier] = {}
        for graph in self._graphs:
            for quad in source.quads_for_pattern(None, None, None, graph):
                triple = (quad.subject, quad.predicate, quad.object)
                subject, predicate, node = (terms.setdefault(t, to_rdflib(t)) for t in triple)
                self.add((subject, predicate, node))

    def query(  # type: ignore[override]
        self,
        query_object: str,
        processor: object = None,  # noqa: ARG002
        result: object = None,  # noqa: ARG002
        initNs: Mapping[str, Any] | None = None,  # noqa: N803
        initBindings: Mapping[str, Any] | None = None,  # noqa: N803
        use_store_provided: bool = True,  # noqa: ARG002
        **_: object,
    ) -> Result:
        """Evaluate a SELECT query in the store, with these graphs as its default graph."""
        bindings = (initBindings or {}).items()
        answer = self._source.query(
            query_object,
            prefixes={name: str(namespace) for name, namespace in (initNs or {}).items()},
            default_graph=self._graphs,
            substitutions={ox.Variable(str(name)): from_rdflib(node) for name, node in bindings},
        )
        if not isinstance(answer, ox.QuerySolutions):
            raise TypeError("a shape asks with SELECT")
        found = Result("SELECT")
        found.vars = [rdflib.Variable(variable.value) for variable in answer.variables]
        found.bindings = [
            {name: to_rdflib(t) for name, t in zip(found.vars, row, strict=True) if t is not None}
            for row in answer
        ]
        return found


def to_rdflib(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> rdflib.term.Identifier:
    """Return a term as rdflib has it, its text untouched."""
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        datatype = rdflib.URIRef(term.datatype.value)
        return rdflib.Literal(term.value, datatype=datatype, normalize=False)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    raise TypeError("a triple term has no counterpart in rdflib")


def from_rdflib(term: rdflib.term.Node) -> Node:
    """Return a term of rdflib as pyoxigraph has it."""
    if isinstance(term, rdflib.Literal):
        if term.language:
            return ox.Literal(str(term), language=term.language)
        return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype or rdflib.XSD.string)))
    if isinstance(term, rdflib.BNode):
        return ox.BlankNode(str(term))
    return ox.NamedNode(str(term))
