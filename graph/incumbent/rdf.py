"""Reading RDF files with pyoxigraph, the strictest of the parsers at hand."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from incumbent.errors import CorpusError
from incumbent.vocabulary import TYPE

Node = ox.NamedNode | ox.BlankNode | ox.Literal
Triple = tuple[ox.NamedNode, ox.NamedNode, Node]


def read_quads(path: Path) -> list[ox.Quad]:
    """Read a Turtle or TriG file.

    Parameters
    ----------
    path
        A file that ends in ``.ttl`` or ``.trig``, in UTF-8.

    Returns
    -------
    list of Quad
        In the order of the file.

    Raises
    ------
    CorpusError
        When the file is missing or does not parse; the message has file and line.
    """
    form = ox.RdfFormat.from_extension(path.suffix[1:])
    try:
        return list(ox.parse(path.read_bytes(), format=form))
    except SyntaxError as error:
        line = f":{error.lineno}" if error.lineno else ""
        raise CorpusError(f"{path}{line}: {error.msg}; mend the syntax and try again") from error
    except FileNotFoundError as error:
        raise CorpusError(f"{path} is missing; a corpus needs it") from error
    except OSError as error:
        raise CorpusError(f"{path} cannot be read: {error.strerror}") from error


def triple_of(quad: ox.Quad, path: Path) -> Triple:
    """Return a quad's triple, refusing blank nodes, which have no name to trace them by.

    Raises
    ------
    CorpusError
        When subject or object is a blank node.
    """
    subject, node = quad.subject, quad.object
    if not isinstance(subject, ox.NamedNode) or isinstance(node, ox.BlankNode):
        raise CorpusError(f"{path}: a blank node in {quad.graph_name}; give everything an IRI")
    if isinstance(node, ox.Triple):
        raise CorpusError(f"{path}: a triple term in {quad.graph_name}; claims hold plain triples")
    return subject, quad.predicate, node


class Terms:
    """One object for all equal terms, which takes a large corpus a quarter of the memory.

    Examples
    --------
    >>> node, terms = ox.NamedNode("urn:x:a"), Terms()
    >>> first, second, _ = terms.triple(ox.Quad(node, node, node), Path("a.ttl"))
    >>> first is second
    True
    """

    def __init__(self) -> None:
        self._known: dict[Node, Node] = {}

    def triple(self, quad: ox.Quad, path: Path) -> Triple:
        """Return a quad's triple as `triple_of` does, made of shared terms."""
        known = self._known
        subject, predicate, node = triple_of(quad, path)
        return (
            known.setdefault(subject, subject),  # type: ignore[return-value]
            known.setdefault(predicate, predicate),
            known.setdefault(node, node),
        )


class Description:
    """The properties of things in one graph, by subject and property.

    Examples
    --------
    >>> from incumbent.vocabulary import iri
    >>> names = Description([(iri("id:openai"), TYPE, iri("org:FormalOrganization"))])
    >>> names.first(iri("id:openai"), TYPE).value
    'http://www.w3.org/ns/org#FormalOrganization'
    """

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._by_subject: dict[ox.NamedNode, dict[ox.NamedNode, list[Node]]] = {}
        for subject, predicate, node in triples:
            self._by_subject.setdefault(subject, {}).setdefault(predicate, []).append(node)

    def subjects(self) -> list[ox.NamedNode]:
        """Return the things described, in the order they came."""
        return list(self._by_subject)

    def typed(self, kind: ox.NamedNode) -> list[ox.NamedNode]:
        """Return the things of a class, in the order they came."""
        return [s for s, properties in self._by_subject.items() if kind in properties.get(TYPE, ())]

    def all(self, subject: ox.NamedNode, predicate: ox.NamedNode) -> list[Node]:
        """Return every value of a property, in the order they came."""
        return self._by_subject.get(subject, {}).get(predicate, [])

    def first(self, subject: ox.NamedNode, predicate: ox.NamedNode) -> Node | None:
        """Return the first value of a property, or None."""
        values = self.all(subject, predicate)
        return values[0] if values else None

    def text(self, subject: ox.NamedNode, predicate: ox.NamedNode) -> str | None:
        """Return the first value's text (an IRI's own, a literal's lexical form), or None."""
        value = self.first(subject, predicate)
        return None if value is None else value.value
