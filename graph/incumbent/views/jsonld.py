"""JSON-LD for reading: plain JSON by the project's context, of which only what is used is kept."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

import pyoxigraph as ox

from incumbent.errors import ParameterError
from incumbent.resources import data_folder
from incumbent.views import turtle
from incumbent.views.turtle import Graphs, Node, Properties
from incumbent.vocabulary import NAMED_GRAPHS, SOURCES, TYPE, iri

_STRING: Final = iri("xsd:string")
_BOOLEAN: Final = iri("xsd:boolean")
_INTEGER: Final = iri("xsd:integer")
#: What a word's definition may say for us to use it.
_UNDERSTOOD: Final = {"@id", "@type", "@container"}
# Up to 15 digits, which every JSON reader keeps exactly.
_PLAIN_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")


def jsonld(graphs: Graphs) -> str:
    """Return graphs as JSON-LD.

    Named graphs are objects with `@graph`. A claim's graph stands inside the claim's description,
    a place inside the claim that has it.

    Raises
    ------
    ParameterError
        When a value is of RDF 1.2, which JSON-LD 1.1 cannot say.

    Examples
    --------
    >>> triple = ox.Triple(iri("id:openai"), TYPE, iri("org:FormalOrganization"))
    >>> json.loads(jsonld({None: [triple]}))["@graph"]
    [{'id': 'thing:openai', 'type': 'FormalOrganization'}]
    """
    path = data_folder("ontology") / "context.jsonld"
    definitions = json.loads(path.read_text(encoding="utf-8"))["@context"]
    if _clashes(graphs, definitions):
        definitions = {}
    writer = _Writer(Context(definitions))
    content = writer.graphs(graphs)
    return _pretty({"@context": writer.context.used(), "@graph": content}) + "\n"


def _clashes(graphs: Graphs, definitions: Mapping[str, Any]) -> bool:
    """Tell whether an IRI such as `<schema:name>` would be read as a prefixed name."""
    nodes = {node for triples in graphs.values() for triple in triples for node in triple}
    nodes |= {node.datatype for node in nodes if isinstance(node, ox.Literal)}
    nodes |= {name for name in graphs if name}
    schemes = {n.value.partition(":")[0] for n in nodes if isinstance(n, ox.NamedNode)}
    return not schemes.isdisjoint(definitions)


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the context: its name, and `@id`, `@vocab`, `@language`, a datatype or nothing."""

    name: str
    kind: str


class Context:
    """A JSON-LD context: which word stands for which IRI, and which words were used.

    Parameters
    ----------
    definitions
        What stands under `@context`.

    Examples
    --------
    >>> context = Context({"org": "http://www.w3.org/ns/org#", "Post": "org:Post"})
    >>> context.word("http://www.w3.org/ns/org#Post"), context.word("http://www.w3.org/ns/org#Role")
    ('Post', 'org:Role')
    """

    def __init__(self, definitions: Mapping[str, Any]) -> None:
        self._definitions = definitions
        plain = {n: d for n, d in definitions.items() if isinstance(d, str) and n[0] != "@"}
        self._prefixes = {d: n for n, d in plain.items() if d.endswith(("#", "/"))}
        self._keywords = {d: n for n, d in plain.items() if d.startswith("@")}
        self._used: set[str] = set()
        self._terms: dict[str, Term] = {}
        for name, definition in definitions.items():
            term = self._term(name, definition)
            if term:
                self._terms.setdefault(self._expanded(definition), term)

    def _term(self, name: str, definition: Any) -> Term | None:
        if isinstance(definition, str):
            keyword = definition.startswith("@") or name.startswith("@")
            return None if keyword or definition in self._prefixes else Term(name, "")
        # Other ways to define a word are legal; a word that we do not understand stays unused.
        if not isinstance(definition, dict) or not definition.keys() <= _UNDERSTOOD:
            return None
        kind, container = definition.get("@type", ""), definition.get("@container")
        if container:
            return Term(name, "@language") if container == "@language" and not kind else None
        return Term(name, kind if kind[:1] in ("", "@") else self._expanded(kind))

    def _expanded(self, definition: Any) -> str:
        text: str = definition if isinstance(definition, str) else definition.get("@id", "")
        prefix, _, local = text.partition(":")
        return f"{self._definitions[prefix]}{local}" if prefix in self._definitions else text

    def keyword(self, name: str) -> str:
        """Return the word for a keyword such as `@id`."""
        return self._use(self._keywords.get(name, name))

    def term(self, value: str) -> Term | None:
        """Return the word for a property."""
        term = self._terms.get(value)
        if term:
            self._use(term.name)
        return term

    def word(self, value: str) -> str:
        """Return what stands for an IRI where words of the context are read: types, `@vocab`."""
        term = self.term(value)
        return term.name if term else self.short(value)

    def short(self, value: str) -> str:
        """Return what stands for an IRI where only prefixes are read: ids."""
        end = max(value.rfind("#"), value.rfind("/")) + 1
        prefix = self._prefixes.get(value[:end])
        name = f"{prefix}:{value[end:]}"
        # A prefixed name may be a word of its own, with a meaning that does not fit here.
        if prefix is None or end == len(value) or name in self._definitions:
            return value
        self._use(prefix)
        return name

    def used(self) -> dict[str, Any]:
        """Return the context as small as the words used allow."""
        needed = set(self._used)
        for name in self._used:
            definition = self._definitions.get(name)
            texts = definition.values() if isinstance(definition, dict) else [definition]
            needed |= {str(text).partition(":")[0] for text in [name, *texts]}
        return {n: d for n, d in self._definitions.items() if n in needed or n == "@version"}

    def _use(self, name: str) -> str:
        self._used.add(name)
        return name


class _Writer:
    def __init__(self, context: Context) -> None:
        self.context = context
        self._id, self._type = context.keyword("@id"), context.keyword("@type")
        self._text = turtle.Terms()

    def graphs(self, graphs: Graphs) -> list[Any]:
        """Return the things of the default graph, then the named graphs."""
        described = {subject for subject, _, _ in graphs.get(SOURCES, ())}
        inside: Graphs = {
            name: triples
            for name, triples in graphs.items()
            if name in described and name not in NAMED_GRAPHS
        }
        content: list[Any] = []
        for name in turtle.in_reading_order(graphs):
            if name in inside:
                continue
            nodes = self._nodes(graphs[name], inside if name == SOURCES else {})
            if name is None:
                content += nodes
            elif nodes:
                content.append({self._id: self.context.short(name.value), "@graph": nodes})
        return content

    def _nodes(self, triples: Iterable[ox.Triple], inside: Graphs) -> list[Any]:
        """Return the things of a graph, those with a graph of their own last."""
        described = turtle.group(triples)
        parts = {node: its for node, its in _places(described).items() if node not in inside}
        whole = [subject for subject in described if subject not in parts]
        whole.sort(key=lambda s: (s in inside, turtle.natural(self._text(s))))
        nodes = []
        for subject in whole:
            node = self._node(subject, described[subject], parts)
            if isinstance(subject, ox.NamedNode) and subject in inside:
                node["@graph"] = self._nodes(inside[subject], {})
            nodes.append(node)
        return nodes

    def _node(
        self, subject: Node, properties: Properties, parts: Mapping[Node, Properties]
    ) -> dict[str, Any]:
        node: dict[str, Any] = {self._id: self._name(subject)}
        word = self.context.word
        for predicate in turtle.ordered_properties(properties, lambda p: word(p.value)):
            objects = turtle.ordered_objects(properties[predicate], self._text)
            types = [word(o.value) for o in objects if isinstance(o, ox.NamedNode)]
            if predicate == TYPE and len(types) == len(objects):
                node[self._type] = _one(types)
                continue
            term = self.context.term(predicate.value)
            if term and term.kind == "@language":
                texts, objects = _by_language(objects)
                if texts:
                    node[term.name] = texts
                term = None
            if objects:
                kind = term.kind if term else ""
                key = term.name if term else self.context.short(predicate.value)
                node[key] = _one([self._value(o, kind, parts) for o in objects])
        return node

    def _value(self, node: Node, kind: str, parts: Mapping[Node, Properties]) -> Any:
        if isinstance(node, ox.Literal):
            return self._literal(node, kind)
        if node in parts:
            return self._node(node, parts[node], {})
        if kind == "@vocab" and isinstance(node, ox.NamedNode):
            return self.context.word(node.value)
        name = self._name(node)
        return name if kind in ("@id", "@vocab") else {self._id: name}

    def _literal(self, node: ox.Literal, kind: str) -> Any:
        if node.direction:
            raise ParameterError(f"JSON-LD cannot hold {node}; choose .ttl, .trig, .nt or .nq")
        if node.language:
            return {"@value": node.value, "@language": node.language}
        if node.datatype.value == kind:
            return node.value
        plain: str | int | bool = node.value
        if node.datatype == _BOOLEAN and node.value in ("true", "false"):
            plain = node.value == "true"
        elif node.datatype == _INTEGER and _PLAIN_INTEGER.fullmatch(node.value):
            plain = int(node.value)
        elif node.datatype != _STRING:
            return {"@value": node.value, "@type": self.context.word(node.datatype.value)}
        return {"@value": plain} if kind else plain

    def _name(self, node: Node) -> str:
        if isinstance(node, ox.NamedNode):
            return self.context.short(node.value)
        if isinstance(node, ox.BlankNode):
            return str(node)
        raise ParameterError(f"JSON-LD cannot hold {node}; choose .ttl, .trig, .nt or .nq")


def _places(described: Mapping[Node, Properties]) -> dict[Node, Properties]:
    """Return the places that only one claim has: they are told inside it."""
    owned = (properties.get(turtle.HAS_SELECTOR, ()) for properties in described.values())
    return {
        node: described[node]
        for node, times in Counter(chain.from_iterable(owned)).items()
        # A selector with selectors of its own could contain itself.
        if times == 1 and turtle.HAS_SELECTOR not in described.get(node, {turtle.HAS_SELECTOR})
    }


def _by_language(nodes: list[Node]) -> tuple[dict[str, Any], list[Node]]:
    """Return texts by language, and the values that are no such texts."""
    told: dict[str, list[str]] = {}
    others: list[Node] = []
    for node in nodes:
        if isinstance(node, ox.Literal) and node.language and not node.direction:
            told.setdefault(node.language, []).append(node.value)
        else:
            others.append(node)
    return {language: _one(texts) for language, texts in told.items()}, others


def _one(values: list[Any]) -> Any:
    """Return the value where there is one, else all."""
    return values[0] if len(values) == 1 else values


def _pretty(value: Any, indent: int = 0, before: int = 0) -> str:
    """Return JSON with each object and list on one line where it fits behind its key."""
    if not isinstance(value, list) or len(value) < turtle.WIDTH / 2:
        flat = json.dumps(value, ensure_ascii=False)
        if not isinstance(value, dict | list) or indent + before + len(flat) < turtle.WIDTH:
            return flat
    ends = "{}" if isinstance(value, dict) else "[]"
    if isinstance(value, dict):
        keys = [f"{json.dumps(key, ensure_ascii=False)}: " for key in value]
        parts = [
            key + _pretty(inner, indent + 2, len(key))
            for key, inner in zip(keys, value.values(), strict=True)
        ]
    else:
        parts = [_pretty(inner, indent + 2) for inner in value]
    lines = ",".join(f"\n{' ' * (indent + 2)}{part}" for part in parts)
    return f"{ends[0]}{lines}\n{' ' * indent}{ends[1]}"
