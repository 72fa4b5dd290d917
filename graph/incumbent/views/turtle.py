"""Turtle and TriG for reading: prefixes, one subject a paragraph, everything in a fixed order."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Final

import pyoxigraph as ox

from incumbent.vocabulary import NAMED_GRAPHS, PREFIXES, SOURCES, TYPE, iri

Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Properties = dict[ox.NamedNode, set[Node]]
#: What is exported: the triples of each graph by its name; None names the default graph.
Graphs = Mapping[ox.NamedNode | None, Collection[ox.Triple]]

HAS_SELECTOR: Final = iri("oa:hasSelector")

WIDTH = 100

#: The properties that a reader looks for first, in this order; all others follow by name.
_FIRST = """
    rdf:type skos:prefLabel skos:altLabel skos:hiddenLabel dcterms:title inc:says
    inc:document inc:about inc:onProperty
    inc:holder inc:subordinate inc:superior inc:post org:organization org:role inc:basis
    inc:interrupts inc:opens inc:closes inc:stage
    inc:announcedNotBefore inc:announcedNotAfter inc:notBefore inc:notAfter
    inc:beginNotBefore inc:beginNotAfter inc:endNotBefore inc:endNotAfter oa:start oa:end
"""
_RANK: Final = {iri(name): rank for rank, name in enumerate(_FIRST.split())}

_PREFIX_OF: Final = {namespace: prefix for prefix, namespace in PREFIXES.items()}
# The local names that need no escape: a safe part of PN_LOCAL, letters of all scripts included.
_LETTER = "A-Za-z_À-ÖØ-öø-˿Ͱ-ͽͿ-῿⁰-↏Ⰰ-⿯、-퟿豈-﷏ﷰ-�𐀀-󯿿"
_LOCAL = re.compile(rf"[{_LETTER}0-9](?:[{_LETTER}0-9.-]*[{_LETTER}0-9-])?")
_BARE = {
    "http://www.w3.org/2001/XMLSchema#integer": re.compile(r"[+-]?[0-9]+"),
    "http://www.w3.org/2001/XMLSchema#decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    "http://www.w3.org/2001/XMLSchema#boolean": re.compile(r"true|false"),
}
_NUMBER = re.compile(r"[0-9]+")


def turtle(graphs: Graphs) -> str:
    """Return graphs as TriG, which is Turtle where there is only the default graph.

    A claim's description stands right before the graph of the claim.

    Examples
    --------
    >>> triple = ox.Triple(iri("id:openai"), TYPE, iri("org:FormalOrganization"))
    >>> print(turtle({None: [triple]}))
    @prefix id: <https://w3id.org/incumbent/id/> .
    @prefix org: <http://www.w3.org/ns/org#> .
    <BLANKLINE>
    id:openai a org:FormalOrganization .
    <BLANKLINE>
    """
    terms = Terms()
    blocks = [_block(terms, graph, triples) for graph, triples in _told_together(graphs)]
    prefixes = [f"@prefix {p}: <{PREFIXES[p]}> .\n" for p in sorted(terms.prefixes)]
    return "\n".join(["".join(prefixes), *blocks] if prefixes else blocks)


def in_reading_order(graphs: Graphs) -> list[ox.NamedNode | None]:
    """Return the graphs' names: the default graph, the graphs that have names, the claims."""
    ranks = {name: rank for rank, name in enumerate([None, *NAMED_GRAPHS])}
    later = len(ranks)
    ours = PREFIXES["graph"]

    def key(name: ox.NamedNode | None) -> tuple[int, bool, tuple[str, str]]:
        text = name.value if name else ""
        return ranks.get(name, later), not text.startswith(ours), natural(text)

    return sorted(graphs, key=key)


def _told_together(
    graphs: Graphs,
) -> Iterable[tuple[ox.NamedNode | None, Collection[ox.Triple]]]:
    """Yield graphs in parts, so that each claim's description stands beside its content."""
    told: dict[ox.NamedNode, list[ox.Triple]]
    told = {name: [] for name in graphs if name and name not in NAMED_GRAPHS}
    owner: dict[Node, ox.NamedNode] = {name: name for name in told}
    sources = graphs.get(SOURCES, ())
    for subject, predicate, node in sources:
        if predicate == HAS_SELECTOR and subject in told:
            owner.setdefault(node, owner[subject])
    rest: list[ox.Triple] = []
    for triple in sources:
        claim = owner.get(triple.subject)
        (told[claim] if claim else rest).append(triple)
    for name in in_reading_order(graphs):
        if name and told.get(name):
            yield SOURCES, told[name]
        triples = rest if name == SOURCES else graphs[name]
        if triples:
            yield name, triples


def _block(terms: Terms, graph: ox.NamedNode | None, triples: Iterable[ox.Triple]) -> str:
    described = group(triples)
    margin = "" if graph is None else "    "
    paragraphs = []
    for subject in sorted(described, key=lambda subject: natural(terms(subject))):
        lines = _paragraph(terms, subject, described[subject], WIDTH - len(margin))
        paragraphs.append("".join(f"{margin}{line}\n" for line in lines))
    content = "\n".join(paragraphs)
    return content if graph is None else f"{terms(graph)} {{\n{content}}}\n"


def _paragraph(terms: Terms, subject: Node, properties: Properties, width: int) -> list[str]:
    lines: list[str] = []
    for predicate in ordered_properties(properties, terms):
        verb = "a" if predicate == TYPE else terms(predicate)
        verb = f"    {verb}" if lines else f"{terms(subject)} {verb}"
        nodes = ordered_objects(properties[predicate], terms)
        objects = [terms(node) for node in nodes]
        if len(verb) + sum(len(text) + 3 for text in objects) <= width:
            lines.append(f"{verb} {' , '.join(objects)} ;")
        elif isinstance(nodes[0], ox.Literal):
            # Long sentences stand on lines of their own.
            lines += [verb, *(f"        {text} ," for text in objects)]
            lines[-1] = f"{lines[-1][:-1]};"
        else:
            lines += _filled(verb, objects, width)
    lines[-1] = f"{lines[-1][:-1]}."
    return lines


def _filled(line: str, objects: list[str], width: int) -> Iterable[str]:
    """Yield a long list of things, as many in a line as it takes."""
    for number, text in enumerate(objects):
        if number and len(line) + len(text) + 3 > width:
            yield line
            line = "       "
        line += f" {text} ," if number < len(objects) - 1 else f" {text} ;"
    yield line


class Terms:
    """Writes terms as Turtle does, and remembers which prefixes that takes.

    Examples
    --------
    >>> terms = Terms()
    >>> terms(ox.Literal("2024-09", datatype=iri("edtf:EDTF"))), terms(ox.Literal(3))
    ('"2024-09"^^edtf:EDTF', '3')
    >>> sorted(terms.prefixes)
    ['edtf']
    """

    def __init__(self) -> None:
        self.prefixes: set[str] = set()
        self._known: dict[Node, str] = {}

    def __call__(self, node: Node) -> str:
        """Return a term's text."""
        text = self._known.get(node)
        if text is None:
            text = self._known[node] = self._write(node)
        return text

    def _write(self, node: Node) -> str:
        if isinstance(node, ox.NamedNode):
            prefix, local = split(node.value)
            if prefix is None or not _LOCAL.fullmatch(local):
                return str(node)
            self.prefixes.add(prefix)
            return f"{prefix}:{local}"
        if isinstance(node, ox.Literal):
            bare = _BARE.get(node.datatype.value)
            if bare and bare.fullmatch(node.value):
                return node.value
            quoted, datatype = str(node), str(node.datatype)
            if quoted.endswith(f"^^{datatype}"):
                return quoted[: -len(datatype)] + self(node.datatype)
            return quoted
        return str(node)


def group(triples: Iterable[ox.Triple]) -> dict[Node, Properties]:
    """Return the objects by subject and property."""
    grouped: dict[Node, Properties] = {}
    for subject, predicate, node in triples:
        grouped.setdefault(subject, {}).setdefault(predicate, set()).add(node)
    return grouped


def ordered_properties(
    properties: Collection[ox.NamedNode], name: Callable[[ox.NamedNode], str]
) -> list[ox.NamedNode]:
    """Return properties in the order of reading: type, label, who and what, when, the rest."""
    known = [p for p in properties if p in _RANK]
    others = [p for p in properties if p not in _RANK]
    known.sort(key=_RANK.__getitem__)
    others.sort(key=lambda p: natural(name(p)))
    return known + others


def ordered_objects(nodes: Iterable[Node], name: Callable[[Node], str]) -> list[Node]:
    """Return values in the order of reading: things before texts, our own before others'."""

    def key(node: Node) -> tuple[bool, str, bool, tuple[str, str]]:
        text = name(node)
        if isinstance(node, ox.Literal):
            return True, node.language or "", True, natural(text)
        return False, "", not text.startswith("inc:"), natural(text)

    return sorted(nodes, key=key)


def split(value: str) -> tuple[str | None, str]:
    """Return the prefix and the local name of an IRI; no prefix when none of ours fits.

    Examples
    --------
    >>> split("https://w3id.org/incumbent/id/openai")
    ('id', 'openai')
    >>> split("https://example.org/a")
    (None, 'a')
    """
    end = max(value.rfind("#"), value.rfind("/")) + 1
    return _PREFIX_OF.get(value[:end]), value[end:]


def natural(text: str) -> tuple[str, str]:
    """Return a key that sorts numbers by their size: `rdf:_2` before `rdf:_10`."""
    return _NUMBER.sub(lambda number: number[0].zfill(12), text), text
