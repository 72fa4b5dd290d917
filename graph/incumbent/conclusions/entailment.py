"""What the ontology entails of the record, by OWL 2 RL, in the vocabularies that people know."""

from __future__ import annotations

from collections.abc import Iterable

import owlrl
import pyoxigraph as ox
import rdflib

from incumbent.rdf import Node, Triple
from incumbent.resources import ontology_files
from incumbent.vocabulary import PREFIXES, TYPE

#: Conclusions are published in these; what is entailed in our own terms stands in the record.
_PUBLISHED = tuple(PREFIXES[name] for name in ("foaf", "org", "prov", "schema"))
_LANGUAGE = ("rdf", "rdfs", "owl", "xsd")
_OF_LANGUAGE = tuple(PREFIXES[name] for name in _LANGUAGE)


def conclude(record: Iterable[Triple], names: Iterable[Triple]) -> set[Triple]:
    """Derive what the ontology and its alignments entail.

    Parameters
    ----------
    record
        The record.
    names
        The names graph; of it only the types take part.

    Returns
    -------
    set
        New triples about things of the record, in W3C ORG, schema.org, FOAF and PROV terms.
    """
    known = {*record, *((s, p, o) for s, p, o in names if p == TYPE)}
    ontology = rdflib.Graph()
    for path in ontology_files():
        ontology.parse(data=path.read_bytes(), format="turtle")
    terms = _terms_with_axioms(ontology)
    graph = rdflib.Graph()
    graph += _axioms(ontology)
    for triple in known:
        # What no axiom speaks of entails nothing; leaving it out keeps the closure small.
        if triple[1].value in terms or (triple[1] == TYPE and triple[2].value in terms):
            graph.add(_to_rdflib(triple))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False).expand(graph)
    subjects = {triple[0].value for triple in known}
    found: set[Triple] = set()
    for subject, predicate, node in graph:
        if isinstance(subject, rdflib.URIRef) and str(subject) in subjects:
            entailed = _published(subject, predicate, node)
            if entailed is not None and entailed not in known:
                found.add(entailed)
    return found


def _terms_with_axioms(ontology: rdflib.Graph) -> set[str]:
    """Return the terms that occur in an axiom, not only in their own documentation."""
    terms: set[str] = set()
    for subject, predicate, node in _axioms(ontology):
        is_axiom = str(predicate).startswith((PREFIXES["rdfs"], PREFIXES["owl"]))
        if is_axiom or str(node).startswith(PREFIXES["owl"]):
            terms |= {str(subject), str(node)}
    return terms


def _axioms(ontology: rdflib.Graph) -> rdflib.Graph:
    axioms = rdflib.Graph()
    for triple in ontology:
        predicate = str(triple[1])
        documentation = predicate == PREFIXES["rdfs"] + "isDefinedBy"
        if predicate.startswith(_OF_LANGUAGE) and not documentation:
            axioms.add(triple)
    return axioms


def _published(subject: object, predicate: object, node: object) -> Triple | None:
    """Return an entailed triple if it says something in a published vocabulary."""
    is_type = str(predicate) == TYPE.value
    term = str(node) if is_type else str(predicate)
    if not term.startswith(_PUBLISHED) or isinstance(node, rdflib.BNode):
        return None
    return ox.NamedNode(str(subject)), ox.NamedNode(str(predicate)), _from_rdflib(node)


def _to_rdflib(triple: Triple) -> tuple[rdflib.URIRef, rdflib.URIRef, rdflib.term.Node]:
    subject, predicate, node = triple
    value: rdflib.term.Node = rdflib.URIRef(node.value)
    if isinstance(node, ox.Literal):
        datatype = None if node.language else rdflib.URIRef(node.datatype.value)
        # The lexical form stays as it is, so that what comes back is known again.
        value = rdflib.Literal(node.value, lang=node.language, datatype=datatype, normalize=False)
    return rdflib.URIRef(subject.value), rdflib.URIRef(predicate.value), value


def _from_rdflib(node: object) -> Node:
    if isinstance(node, rdflib.Literal):
        if node.language:
            return ox.Literal(str(node), language=node.language)
        datatype = str(node.datatype or PREFIXES["xsd"] + "string")
        return ox.Literal(str(node), datatype=ox.NamedNode(datatype))
    return ox.NamedNode(str(node))
