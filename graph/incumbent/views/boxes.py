"""What stands on a card and where, measured: names, marks, title, unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from incumbent.views.chart import Card, Chart, Entry
from incumbent.views.fonts import measure, wrap
from incumbent.views.words import word

LEFT, RIGHT, TOP, BOTTOM = 15.0, 10.0, 8.0, 8.0
NARROWEST, WIDEST = 168.0, 244.0
MOST_NAMES: Final = 5
#: Style → size, semi-bold, line height.
STYLES: Final[dict[str, tuple[float, bool, float]]] = {
    "name": (13.0, True, 18.0),
    "state": (12.5, True, 18.0),
    "silent": (12.5, False, 18.0),
    "heading": (14.0, True, 20.0),
    "leader": (11.5, False, 18.0),
    "title": (11.5, False, 15.0),
    "small": (10.5, False, 14.0),
    "pill": (10.0, False, 17.0),
    "lane": (11.5, True, 15.0),
    "cell": (12.0, False, 17.0),
}


@dataclass(frozen=True)
class Piece:
    """A line of text on a card: its style, its baseline and its width, from the card's corner."""

    text: str
    style: str
    x: float
    y: float
    width: float
    mark: str = ""
    faded: bool = False


@dataclass(frozen=True)
class Box:
    """A card with its size and its pieces."""

    card: Card
    width: float
    height: float
    pieces: tuple[Piece, ...]


def boxes(chart: Chart) -> dict[str, Box]:
    """Return the box of every card, all of one width, which suits most of their texts.

    Parameters
    ----------
    chart
        The cards.

    Returns
    -------
    dict
        Node → box. Every piece lies inside its box, ellipsized where it must be.

    Examples
    --------
    >>> card = Card("urn:x:ceo", "post", "Chief Executive Officer", (Entry("Ada"),))
    >>> box = boxes(Chart("", "", "en", (card,), (), (), ()))["urn:x:ceo"]
    >>> [piece.text for piece in box.pieces], box.width
    (['Ada', 'Chief Executive Officer'], 168.0)
    """
    natural = sorted(_natural(card, chart.lang) for card in chart.cards)
    fitting = natural[int(len(natural) * 0.85)] if natural else NARROWEST
    width = round(min(max(fitting + LEFT + RIGHT, NARROWEST), WIDEST))
    return {card.node: _Writer(card, chart.lang, width).box() for card in chart.cards}


def _natural(card: Card, lang: str) -> float:
    widths = [measure(card.title, 11.5)]
    for entry in card.entries:
        pills = sum(_pill_width(word(mark, lang)) + 5 for mark in entry.marks[:2])
        widths.append(measure(entry.name, 13.0, bold=True) + pills)
    return max(widths)


def _pill_width(text: str) -> float:
    return measure(text, STYLES["pill"][0]) + 12


class _Writer:
    """Writes a card from top to bottom."""

    def __init__(self, card: Card, lang: str, width: float) -> None:
        self.card, self.lang, self.width = card, lang, float(width)
        self.inner = width - LEFT - RIGHT
        self.y, self.x = TOP, LEFT
        self.pieces: list[Piece] = []

    def box(self) -> Box:
        card = self.card
        if card.kind in ("organization", "unit"):
            self._text(card.title, "heading" if card.kind == "organization" else "name", 2)
        for entry in card.entries[:MOST_NAMES]:
            self._entry(entry)
        if len(card.entries) > MOST_NAMES:
            self._text(f"+ {len(card.entries) - MOST_NAMES}", "title", 1)
        if card.state:
            silent = card.state in ("no_holder", "no_lead")
            self._text(word(card.state, self.lang), "silent" if silent else "state", 1)
        if card.note:
            self._text(card.note, "small", 1)
        if card.kind in ("post", "person") and card.title:
            self._text(card.title, "title", 2)
        if card.disputed:
            self._pills(("disputed",))
        around = card.unit if card.kind in ("post", "person") else ""
        for text in (around, card.place):
            if text:
                self._text(text, "small", 1)
        if card.kind in ("organization", "unit"):
            self._text(word(card.kind, self.lang), "small", 1)
        return Box(card, self.width, round(self.y + BOTTOM), tuple(self.pieces))

    def _text(self, text: str, style: str, lines: int, faded: bool = False) -> None:
        size, bold, step = STYLES[style]
        for line in wrap(text, size, self.inner, lines, bold):
            width = measure(line, size, bold)
            baseline = self.y + step / 2 + size * 0.36
            self.pieces.append(Piece(line, style, LEFT, baseline, width, "", faded))
            self.y += step
            self.x = LEFT + width

    def _entry(self, entry: Entry) -> None:
        style = "leader" if self.card.kind == "unit" else "name"
        self._text(entry.name, style, 2, entry.faded)
        if entry.marks:
            step = STYLES[style][2]
            self._pills(entry.marks, self.x + 6, self.y - step / 2)

    def _pills(self, marks: tuple[str, ...], x: float = LEFT, middle: float = 0.0) -> None:
        """Set pills after the last text where they fit, else on lines of their own."""
        size, _, step = STYLES["pill"]
        fresh = middle == 0.0
        if fresh:
            middle, self.y = self.y + step / 2, self.y + step
        for mark in marks:
            text = wrap(word(mark, self.lang), size, self.inner - 12, 1)[0]
            width = _pill_width(text)
            if x + width > self.width - RIGHT:
                x, middle = LEFT, self.y + step / 2
                self.y += step
            self.pieces.append(Piece(text, "pill", x, middle + size * 0.35, width, mark))
            x += width + 5
