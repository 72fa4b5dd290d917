"""A syntactic check of the OWL 2 RL profile, for graphs as small as an ontology.

It knows the grammar of https://www.w3.org/TR/owl2-profiles/#OWL_2_RL: which class expressions
may stand on the left of an axiom and which on the right, which datatypes exist, and which
properties must be simple. Whatever it does not know in the OWL namespace is a finding, so that
a construct can be added to the ontology only after it was added here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rdflib import OWL, RDF, RDFS, XSD, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

Test = Callable[[Graph, Node], bool]

DATATYPE_NAMES = (
    "decimal integer nonNegativeInteger nonPositiveInteger positiveInteger negativeInteger "
    "long int short byte unsignedLong unsignedInt unsignedShort unsignedByte float double "
    "string normalizedString token language Name NCName NMTOKEN boolean hexBinary "
    "base64Binary anyURI dateTime dateTimeStamp"
)
TYPE_NAMES = (
    "Ontology Class ObjectProperty DatatypeProperty AnnotationProperty NamedIndividual "
    "Restriction SymmetricProperty TransitiveProperty AllDifferent AllDisjointClasses Thing"
)
PREDICATE_NAMES = (
    "versionIRI versionInfo deprecated sameAs differentFrom distinctMembers members "
    "equivalentClass disjointWith equivalentProperty inverseOf propertyDisjointWith "
    "propertyChainAxiom hasKey unionOf intersectionOf oneOf complementOf onProperty "
    "someValuesFrom allValuesFrom hasValue maxCardinality maxQualifiedCardinality onClass"
)

DATATYPES = {RDF.langString, RDF.PlainLiteral, RDF.XMLLiteral, RDFS.Literal} | {
    XSD[name] for name in DATATYPE_NAMES.split()
}
SIMPLE_ONLY = {
    OWL.FunctionalProperty,
    OWL.InverseFunctionalProperty,
    OWL.AsymmetricProperty,
    OWL.IrreflexiveProperty,
}
KNOWN_TYPES = SIMPLE_ONLY | {OWL[name] for name in TYPE_NAMES.split()}
KNOWN_PREDICATES = {OWL[name] for name in PREDICATE_NAMES.split()}

DECLARED = f"""@prefix inc: <https://w3id.org/incumbent/ns#> . @prefix owl: <{OWL}> .
@prefix rdfs: <{RDFS}> . @prefix xsd: <{XSD}> .
inc:A a owl:Class . inc:B a owl:Class . inc:p a owl:ObjectProperty .
inc:q a owl:ObjectProperty . inc:d a owl:DatatypeProperty .
"""
"""What the forbidden axioms are about; sound by itself."""

FORBIDDEN = [
    "inc:A rdfs:subClassOf [ owl:unionOf ( inc:A inc:B ) ] .",
    "inc:A rdfs:subClassOf [ owl:onProperty inc:p ; owl:someValuesFrom inc:B ] .",
    "inc:A rdfs:subClassOf [ owl:oneOf ( inc:a ) ] .",
    "inc:A rdfs:subClassOf [ owl:onProperty inc:p ; owl:maxCardinality 2 ] .",
    "inc:A rdfs:subClassOf [ owl:onProperty inc:p ; owl:minCardinality 1 ] .",
    "inc:A rdfs:subClassOf owl:Thing .",
    "inc:A rdfs:subClassOf inc:Undeclared .",
    "[ owl:complementOf inc:B ] rdfs:subClassOf inc:A .",
    "[ owl:onProperty inc:p ; owl:allValuesFrom inc:B ] rdfs:subClassOf inc:A .",
    "inc:A owl:equivalentClass [ owl:unionOf ( inc:A inc:B ) ] .",
    "inc:A owl:disjointUnionOf ( inc:B ) .",
    "inc:p rdfs:domain [ owl:unionOf ( inc:A inc:B ) ] .",
    "inc:p a owl:ReflexiveProperty .",
    "inc:p a owl:TransitiveProperty , owl:AsymmetricProperty .",
    "inc:q a owl:TransitiveProperty ; rdfs:subPropertyOf inc:p . inc:p a owl:FunctionalProperty .",
    "inc:p owl:propertyChainAxiom ( inc:q inc:q ) . inc:p a owl:IrreflexiveProperty .",
    "inc:d rdfs:range xsd:date .",
    "inc:d a owl:TransitiveProperty .",
    "inc:d rdfs:subPropertyOf inc:p .",
    "inc:p a owl:DatatypeProperty .",
    'inc:a inc:d "2024-08-06"^^xsd:date .',
]
"""Axioms that break the profile, one fault each: proof that the check can fail."""


def violations(graph: Graph) -> list[str]:
    """Return what keeps a graph out of OWL 2 RL, one sentence each, sorted; none is good."""
    found = [*_vocabulary(graph), *_classes(graph), *_properties(graph), *_declarations(graph)]
    return sorted(set(found))


def _vocabulary(graph: Graph) -> Iterator[str]:
    for s, p, o in graph:
        if str(p).startswith(str(OWL)) and p not in KNOWN_PREDICATES:
            yield f"{_name(s)} uses {_name(p)}, which is not in the profile"
        built_in = str(o).startswith(str(OWL)) or o == RDFS.Datatype
        if p == RDF.type and built_in and o not in KNOWN_TYPES:
            yield f"{_name(s)} is an {_name(o)}, which is not in the profile"
        if isinstance(o, Literal):
            datatype = RDF.langString if o.language else o.datatype or XSD.string
            if datatype not in DATATYPES:
                yield f"{_name(s)} has a literal of {_name(datatype)}, which is not in the profile"


def _classes(graph: Graph) -> Iterator[str]:
    def wrong(test: Test, node: Node, side: str, axiom: Node) -> Iterator[str]:
        if not test(graph, node):
            yield f"{_name(node)} may not be the {side} of {_name(axiom)}"

    for s, o in graph.subject_objects(RDFS.subClassOf):
        yield from wrong(_is_sub, s, "subject", RDFS.subClassOf)
        yield from wrong(_is_super, o, "object", RDFS.subClassOf)
    for axiom, test in ((OWL.equivalentClass, _is_equivalent), (OWL.disjointWith, _is_sub)):
        for s, o in graph.subject_objects(axiom):
            yield from wrong(test, s, "subject", axiom)
            yield from wrong(test, o, "object", axiom)
    for axiom in graph.subjects(RDF.type, OWL.AllDisjointClasses):
        for part in _list(graph, axiom, OWL.members):
            yield from wrong(_is_sub, part, "member", OWL.AllDisjointClasses)
    for s in graph.subjects(OWL.hasKey):
        yield from wrong(_is_sub, s, "subject", OWL.hasKey)
    for axiom in (RDFS.domain, RDFS.range):
        for s, o in graph.subject_objects(axiom):
            data = axiom == RDFS.range and (s, RDF.type, OWL.DatatypeProperty) in graph
            test = _is_datatype if data else _is_super
            yield from wrong(test, o, "object", axiom)


def _properties(graph: Graph) -> Iterator[str]:
    complex_ = set(graph.subjects(RDF.type, OWL.TransitiveProperty))
    complex_ |= set(graph.subjects(OWL.propertyChainAxiom))
    grown = True
    while grown:
        more = {o for p in complex_ for o in graph.objects(p, RDFS.subPropertyOf)}
        more |= {o for p in complex_ for o in graph.objects(p, OWL.inverseOf)}
        more |= {s for p in complex_ for s in graph.subjects(OWL.inverseOf, p)}
        grown = not more <= complex_
        complex_ |= more
    for kind in SIMPLE_ONLY:
        for s in set(graph.subjects(RDF.type, kind)) & complex_:
            yield f"{_name(s)} is an {_name(kind)} and not simple"
    object_only = {OWL.SymmetricProperty, OWL.TransitiveProperty, *SIMPLE_ONLY}
    object_only.discard(OWL.FunctionalProperty)
    for s in graph.subjects(RDF.type, OWL.DatatypeProperty):
        for kind in set(graph.objects(s, RDF.type)) & object_only:
            yield f"{_name(s)} is a datatype property and may not be an {_name(kind)}"


def _declarations(graph: Graph) -> Iterator[str]:
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    sets = [set(graph.subjects(RDF.type, kind)) for kind in kinds]
    for one, other in ((0, 1), (0, 2), (1, 2)):
        for s in sets[one] & sets[other]:
            yield f"{_name(s)} is declared as two kinds of property"
    classes = {
        *graph.subjects(RDFS.subClassOf),
        *graph.objects(None, RDFS.subClassOf),
        *graph.objects(None, RDFS.domain),
        *(o for s, o in graph.subject_objects(RDFS.range) if s not in sets[1]),
    }
    for node in classes:
        if isinstance(node, URIRef) and (node, RDF.type, OWL.Class) not in graph:
            yield f"{_name(node)} is used as a class and not declared as one"
    for axiom in (RDFS.subPropertyOf, OWL.inverseOf, OWL.equivalentProperty):
        for pair in graph.subject_objects(axiom):
            if not any(set(pair) <= members for members in sets):
                yield f"{_name(pair[0])} and {_name(pair[1])} are not of one kind of property"


def _is_datatype(graph: Graph, node: Node) -> bool:
    return node in DATATYPES


def _is_class(node: Node) -> bool:
    return isinstance(node, URIRef) and node != OWL.Thing and node not in DATATYPES


def _parts(graph: Graph, node: Node) -> tuple[Node, Node] | None:
    """Return the one constructor of an anonymous class and its value."""
    heads = (
        "unionOf intersectionOf oneOf complementOf someValuesFrom allValuesFrom hasValue "
        "maxCardinality maxQualifiedCardinality"
    )
    found = [(OWL[h], o) for h in heads.split() for o in graph.objects(node, OWL[h])]
    return found[0] if isinstance(node, BNode) and len(found) == 1 else None


def _is_sub(graph: Graph, node: Node) -> bool:
    if _is_class(node):
        return True
    head, value = _parts(graph, node) or (None, node)
    if head in (OWL.unionOf, OWL.intersectionOf):
        return all(_is_sub(graph, part) for part in Collection(graph, value))
    if head == OWL.someValuesFrom:
        return value == OWL.Thing or value in DATATYPES or _is_sub(graph, value)
    return head in (OWL.oneOf, OWL.hasValue)


def _is_super(graph: Graph, node: Node) -> bool:
    if _is_class(node):
        return True
    head, value = _parts(graph, node) or (None, node)
    if head == OWL.intersectionOf:
        return all(_is_super(graph, part) for part in Collection(graph, value))
    if head == OWL.complementOf:
        return _is_sub(graph, value)
    if head == OWL.allValuesFrom:
        return value in DATATYPES or _is_super(graph, value)
    if head in (OWL.maxCardinality, OWL.maxQualifiedCardinality):
        filler = graph.value(node, OWL.onClass)
        fits = filler in (None, OWL.Thing) or _is_sub(graph, filler)
        return fits and str(value) in ("0", "1")
    return head == OWL.hasValue


def _is_equivalent(graph: Graph, node: Node) -> bool:
    if _is_class(node):
        return True
    head, value = _parts(graph, node) or (None, node)
    if head == OWL.intersectionOf:
        return all(_is_equivalent(graph, part) for part in Collection(graph, value))
    return head == OWL.hasValue


def _list(graph: Graph, node: Node, predicate: URIRef) -> list[Node]:
    head = graph.value(node, predicate)
    return [] if head is None else list(Collection(graph, head))


def _name(node: Node) -> str:
    return "an anonymous class" if isinstance(node, BNode) else node.n3()
