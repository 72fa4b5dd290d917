"""Writing the graph to a file: Turtle, JSON-LD, TriG, N-Quads, N-Triples and RDF/XML.

Equal graphs give equal bytes in every format, in whatever order they were loaded. The libraries'
own writers do not: pyoxigraph follows the order of loading and of its hash tables, rdflib the seed
of Python's hashes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from incumbent.errors import ParameterError
from incumbent.views.jsonld import jsonld
from incumbent.views.turtle import (
    Graphs,
    Node,
    Terms,
    group,
    natural,
    ordered_objects,
    ordered_properties,
    split,
    turtle,
)
from incumbent.vocabulary import DEFAULT_GRAPHS, JUDGEMENTS, PREFIXES, RECORD, SOURCES, iri

#: Suffix to media type.
FORMATS: Final[dict[str, str]] = {
    ".ttl": "text/turtle",
    ".jsonld": "application/ld+json",
    ".trig": "application/trig",
    ".nq": "application/n-quads",
    ".nt": "application/n-triples",
    ".rdf": "application/rdf+xml",
}
#: What can be exported.
WHAT: Final = ("record", "claims", "all")

#: The formats that hold one plain graph and nothing else.
_PLAIN = (".ttl", ".nt", ".rdf")


def export(store: ox.Store, suffix: str, what: str = "record") -> bytes:
    """Return a part of the graph as a file's content.

    Parameters
    ----------
    store
        A built corpus.
    suffix
        One of `FORMATS`.
    what
        `record`: record, names and conclusions; one plain graph, save in `.trig` and `.nq`, which
        keep the three apart. `claims`: every claim as a graph of its own, with sources and
        judgements. `all`: every graph.

    Returns
    -------
    bytes
        UTF-8, the same for equal graphs.

    Raises
    ------
    ParameterError
        When there is no such format or part, or the format cannot hold it.

    Examples
    --------
    >>> from incumbent.vocabulary import RECORD, TYPE
    >>> store = ox.Store()
    >>> store.add(ox.Quad(iri("id:openai-cto"), TYPE, iri("org:Post"), RECORD))
    >>> print(export(store, ".ttl").decode().splitlines()[-1])
    id:openai-cto a org:Post .
    """
    suffix = _known(suffix)
    if what not in WHAT:
        raise ParameterError(f"cannot export “{what}”; choose {_listed(WHAT)}")
    if what != "record" and suffix in _PLAIN:
        others = [s for s in FORMATS if s not in _PLAIN]
        raise ParameterError(
            f"{suffix} holds one plain graph and would mix the claims; choose {_listed(others)}"
        )
    graphs = {name: _triples(store, name) for name in _chosen(store, what)}
    if what == "record" and suffix in (*_PLAIN, ".jsonld"):
        graphs = {None: list({t for triples in graphs.values() for t in triples})}
    return _written(graphs, suffix)


def triples_as(triples: Iterable[ox.Triple], suffix: str = ".ttl") -> bytes:
    r"""Return triples, such as a CONSTRUCT gives, as a file's content.

    Blank nodes are renamed by their place in the graph, so that equal results look equal.

    Raises
    ------
    ParameterError
        When there is no such format, or it cannot hold the triples.

    Examples
    --------
    >>> triple = ox.Triple(iri("id:a"), iri("inc:about"), ox.BlankNode())
    >>> triples_as([triple], ".nt")
    b'<https://w3id.org/incumbent/id/a> <https://w3id.org/incumbent/ns#about> _:c14n0 .\n'
    """
    return _written({None: list(triples)}, _known(suffix))


def turtle_of(triples: Iterable[ox.Triple]) -> str:
    """Return triples as readable Turtle.

    Examples
    --------
    >>> print(turtle_of([ox.Triple(iri("id:a"), iri("inc:about"), ox.Literal(3))]), end="")
    @prefix id: <https://w3id.org/incumbent/id/> .
    @prefix inc: <https://w3id.org/incumbent/ns#> .
    <BLANKLINE>
    id:a inc:about 3 .
    """
    return triples_as(triples).decode()


def _known(suffix: str) -> str:
    known = f".{suffix.removeprefix('.').lower()}"
    if known not in FORMATS:
        raise ParameterError(f"no format “{suffix}”; choose {_listed(FORMATS)}")
    return known


def _listed(names: Iterable[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} or {last}"


def _chosen(store: ox.Store, what: str) -> list[ox.NamedNode | None]:
    named = [name for name in store.named_graphs() if isinstance(name, ox.NamedNode)]
    if what == "record":
        # What was known on a day stands under the name of its day too.
        return [*DEFAULT_GRAPHS, *(n for n in named if n.value.startswith(f"{RECORD.value}/"))]
    if what == "all":
        return [None, *named]
    claims = [name for name in named if not name.value.startswith(PREFIXES["graph"])]
    return [SOURCES, JUDGEMENTS, *claims]


def _triples(store: ox.Store, name: ox.NamedNode | None) -> list[ox.Triple]:
    graph = name or ox.DefaultGraph()
    return [quad.triple for quad in store.quads_for_pattern(None, None, None, graph)]


def _written(graphs: Graphs, suffix: str) -> bytes:
    graphs = _canonical(graphs)
    if suffix in (".nq", ".nt"):
        return "".join(sorted(set(_lines(graphs)))).encode()
    if suffix == ".jsonld":
        return jsonld(graphs).encode()
    if suffix == ".rdf":
        return _rdf_xml(graphs[None]).encode()
    return turtle(graphs).encode()


def _canonical(graphs: Graphs) -> Graphs:
    """Name blank nodes by their place in the graph, since their own names are accidents."""
    nodes = (node for triples in graphs.values() for triple in triples for node in triple)
    if not any(isinstance(node, ox.BlankNode) for node in nodes):
        return graphs
    dataset = ox.Dataset(
        ox.Quad(t.subject, t.predicate, t.object, name or ox.DefaultGraph())
        for name, triples in graphs.items()
        for t in triples
    )
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    renamed: dict[ox.NamedNode | None, list[ox.Triple]] = {name: [] for name in graphs}
    for quad in dataset:
        name = quad.graph_name if isinstance(quad.graph_name, ox.NamedNode) else None
        renamed[name].append(quad.triple)
    return renamed


def _lines(graphs: Graphs) -> Iterable[str]:
    for name, triples in graphs.items():
        end = f" {name} .\n" if name else " .\n"
        for triple in triples:
            yield f"{triple}{end}"


# What XML can name; the letters are those on which all versions of XML agree.
_XML_NAME = re.compile(r"[A-Za-z_À-ÖØ-öø-ÿ][A-Za-z0-9_.À-ÖØ-öø-ÿ-]*\Z")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# These have a meaning of their own in RDF/XML and cannot stand as properties.
_SYNTAX = re.compile(
    re.escape(PREFIXES["rdf"])
    + "(RDF|ID|about|bagID|parseType|resource|nodeID|datatype|Description|aboutEach(Prefix)?|li)"
    + r"|http://www\.w3\.org/XML/1998/namespace.*"
)


def _rdf_xml(triples: Iterable[ox.Triple]) -> str:
    text = Terms()
    described = group(triples)
    prefixes = {"rdf"}
    lines: list[str] = []
    for subject in sorted(described, key=lambda node: natural(text(node))):
        lines.append(f"  <rdf:Description {_reference(subject, 'about')}>")
        for predicate in ordered_properties(described[subject], text):
            name, declared = _element(predicate, prefixes)
            nodes = ordered_objects(described[subject][predicate], text)
            lines += [f"    <{name}{declared}{_content(node, name)}" for node in nodes]
        lines.append("  </rdf:Description>\n")
    spaces = "".join(f'\n    xmlns:{p}="{PREFIXES[p]}"' for p in sorted(prefixes))
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{spaces}>\n\n'
    return head + "".join(f"{line}\n" for line in lines) + "</rdf:RDF>\n"


def _element(predicate: ox.NamedNode, prefixes: set[str]) -> tuple[str, str]:
    """Return the name of a property's element, and a namespace to declare on it."""
    value = predicate.value
    prefix, local = split(value)
    if _SYNTAX.fullmatch(value):
        raise ParameterError(f".rdf cannot hold the property {predicate}; choose another format")
    if prefix and _XML_NAME.match(local):
        prefixes.add(prefix)
        return f"{prefix}:{local}", ""
    start = next((i for i in range(len(value)) if _XML_NAME.match(value, i)), 0)
    if not start:
        raise ParameterError(f".rdf cannot hold the property {predicate}; choose another format")
    return f"ns:{value[start:]}", f" xmlns:ns={quoteattr(value[:start])}"


def _reference(node: Node, attribute: str) -> str:
    if isinstance(node, ox.NamedNode):
        return f"rdf:{attribute}={quoteattr(node.value)}"
    if isinstance(node, ox.BlankNode):
        return f'rdf:nodeID="{node.value}"'
    raise ParameterError(f".rdf cannot hold {node}; choose another format")


def _content(node: Node, name: str) -> str:
    if not isinstance(node, ox.Literal):
        return f" {_reference(node, 'resource')}/>"
    if node.direction or _NOT_XML.search(node.value):
        raise ParameterError(f".rdf cannot hold {node}, but any other format can")
    kind = ""
    if node.language:
        kind = f' xml:lang="{node.language}"'
    elif node.datatype != iri("xsd:string"):
        kind = f" rdf:datatype={quoteattr(node.datatype.value)}"
    # XML readers turn a bare carriage return into a line feed.
    return f"{kind}>{escape(node.value, {chr(13): '&#13;'})}</{name}>"
