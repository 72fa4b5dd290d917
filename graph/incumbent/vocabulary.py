"""The namespaces and graph names that Python code speaks of; what the terms mean is ontology."""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

BASE: Final = "https://w3id.org/incumbent/"

#: Prefix to namespace: one table for reading, writing and showing IRIs.
PREFIXES: Final[dict[str, str]] = {
    "inc": f"{BASE}ns#",
    "id": f"{BASE}id/",
    "claim": f"{BASE}claim/",
    "graph": f"{BASE}graph/",
    "dcterms": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def iri(name: str) -> NamedNode:
    """Return the IRI of a prefixed name.

    Examples
    --------
    >>> iri("inc:holder").value
    'https://w3id.org/incumbent/ns#holder'
    """
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


def shorten(value: str) -> str:
    """Return an IRI as a prefixed name where one of our prefixes fits, else as it is.

    Examples
    --------
    >>> shorten("https://w3id.org/incumbent/id/openai")
    'id:openai'
    >>> shorten("https://example.org/a/b")
    'https://example.org/a/b'
    """
    for prefix, namespace in PREFIXES.items():
        if value.startswith(namespace) and "/" not in value[len(namespace) :]:
            return f"{prefix}:{value[len(namespace) :]}"
    return value


RECORD: Final = iri("graph:record")
NAMES: Final = iri("graph:names")
SOURCES: Final = iri("graph:sources")
JUDGEMENTS: Final = iri("graph:judgements")
EXPLANATIONS: Final = iri("graph:explanations")
CONCLUSIONS: Final = iri("graph:conclusions")

#: The graphs that together make the default graph of a user's own query.
DEFAULT_GRAPHS: Final = (RECORD, NAMES, CONCLUSIONS)
#: The graphs with a name of their own.
NAMED_GRAPHS: Final = (RECORD, NAMES, SOURCES, JUDGEMENTS, EXPLANATIONS, CONCLUSIONS)


def is_ours(graph: NamedNode) -> bool:
    """Tell whether a graph is one of ours, the record as known on a day included; else a claim's.

    Examples
    --------
    >>> is_ours(iri("graph:names")), is_ours(iri("claim:memos-1"))
    (True, False)
    """
    return graph.value.startswith(PREFIXES["graph"])


TYPE: Final = iri("rdf:type")
