"""Numbers for terms: each IRI and text stands in the data once."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from incumbent.rdf import Node
from incumbent.vocabulary import PREFIXES, shorten


class Terms:
    """All terms of the data, numbered in the order of their IRIs and texts.

    In a browser the number is the order, so what is sorted here need not be sorted there.

    Examples
    --------
    >>> from incumbent.vocabulary import iri
    >>> terms = Terms([ox.Literal("Boss", language="en"), iri("id:openai"), iri("inc:holder")])
    >>> terms.rows(), terms(iri("id:openai"))
    ([['Boss', 'en'], 'openai', 'inc:holder'], 1)
    """

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._keys = sorted({_key(node) for node in nodes})
        self._numbers = {key: number for number, key in enumerate(self._keys)}

    def __call__(self, node: Node) -> int:
        """Return a term's number."""
        return self._numbers[_key(node)]

    def rows(self) -> list[str | list[str]]:
        """Return the terms in order: things as short names, texts as lists."""
        return [
            [value, *([language] if language else [])] if is_text else short_name(value)
            for value, is_text, language in self._keys
        ]


def short_name(value: str) -> str:
    """Return what a thing is called in the page and in its addresses; no two alike.

    Examples
    --------
    >>> short_name("https://w3id.org/incumbent/id/openai"), short_name("https://example.org/a")
    ('openai', 'https://example.org/a')
    """
    short = shorten(value)
    prefix, _, local = short.partition(":")
    if prefix == "id" and short != value:
        return local if local and ":" not in local else value
    # An IRI that looks like a short name is no short name.
    return f"<{value}>" if short == value and (prefix in PREFIXES or ":" not in value) else short


def _key(node: Node) -> tuple[str, bool, str]:
    is_text = isinstance(node, ox.Literal)
    return node.value, is_text, (node.language or "") if isinstance(node, ox.Literal) else ""
