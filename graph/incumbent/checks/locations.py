"""Where in the documents a finding points: the places of the claim that it is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from incumbent.checks.findings import Finding
from incumbent.checks.steps import View
from incumbent.rdf import Node
from incumbent.vocabulary import EXPLANATIONS, SOURCES, iri

_SELECTOR, _DOCUMENT = iri("oa:hasSelector"), iri("inc:document")
_INVOLVES = iri("inc:involves")
_START, _END, _FILE = iri("oa:start"), iri("oa:end"), iri("dcterms:identifier")


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A span of a document.

    Attributes
    ----------
    file
        The name of the document's file.
    start, end
        The first code point and the one after the last; None where the whole document is meant.
    """

    file: str
    start: int | None
    end: int | None


class Locator:
    """Finds the places of findings in the sources of a store, and their lines in the texts.

    Parameters
    ----------
    store
        Holds the sources graph.
    folder
        Where the texts lie; without it no lines are known.
    """

    def __init__(self, store: ox.Store, folder: Path | None = None) -> None:
        self._folder = folder
        self._texts: dict[str, str] = {}
        self._sources = View(store, (SOURCES,))
        self._explanations = View(store, (EXPLANATIONS,))

    def locate(self, finding: Finding) -> list[Location]:
        """Return the places of the claim, the place or the document that a finding is about.

        Of a conflict, those of its claims. The thing at fault comes first; where it has no place,
        the value may have one.
        """
        for node in (finding.focus, finding.value):
            if node is not None:
                found = sorted(set(self._places(node)), key=lambda at: (at.file, at.start or 0))
                if found:
                    return found
        return []

    def lines(self, at: Location) -> tuple[int, int, int, int] | None:
        """Return first line and column of a span, and last line and the column after its end.

        They count from 1. None where the text is not at hand, or ends before the span does.
        """
        text = self._text(at.file)
        if at.start is None or at.end is None or at.end > len(text):
            return None
        found = []
        for offset in (at.start, at.end):
            found += [text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)]
        return found[0], found[1], found[2], found[3]

    def _text(self, file: str) -> str:
        if self._folder is not None and file not in self._texts:
            try:
                self._texts[file] = (self._folder / file).read_bytes().decode("utf-8")
            except (OSError, ValueError):
                self._texts[file] = ""  # the checks of texts tell of it
        return self._texts.get(file, "")

    def _places(self, node: Node) -> Iterator[Location]:
        sources = self._sources
        for file in self._files(node):
            yield Location(file, None, None)
        for place in sources.objects(node, _SELECTOR):
            yield from self._span(place, node)
        for claim in sources.subjects(_SELECTOR, node):
            yield from self._span(node, claim)
        for claim in self._explanations.objects(node, _INVOLVES):
            for place in sources.objects(claim, _SELECTOR):
                yield from self._span(place, claim)

    def _span(self, place: Node, claim: Node) -> Iterator[Location]:
        start, end = self._number(place, _START), self._number(place, _END)
        for document in self._sources.objects(claim, _DOCUMENT):
            for file in self._files(document):
                sound = start is not None and end is not None and 0 <= start < end
                yield Location(file, start, end) if sound else Location(file, None, None)

    def _files(self, document: Node) -> Iterator[str]:
        for file in self._sources.objects(document, _FILE):
            yield file.value

    def _number(self, place: Node, name: ox.NamedNode) -> int | None:
        values = [node.value for node in self._sources.objects(place, name)]
        sound = len(values) == 1 and values[0].isascii() and values[0].isdigit()
        return int(values[0]) if sound else None
