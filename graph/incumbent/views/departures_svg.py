"""The departures as SVG: a table grouped by month, in the frame of every picture."""

from __future__ import annotations

from typing import Final
from xml.sax.saxutils import quoteattr

from incumbent.views.boxes import STYLES, Piece
from incumbent.views.departures import Departures, Group, Leaver
from incumbent.views.fonts import clean, measure, wrap
from incumbent.views.frame import Frame, said
from incumbent.views.history_words import told
from incumbent.views.legend import flowed, mark_item
from incumbent.views.shapes import fitted, number, pill, text_of
from incumbent.views.themes import Theme
from incumbent.views.words import word

#: Heading → how wide its column is, with the space after it.
COLUMNS: Final = {"who": 228.0, "when": 200.0, "left": 236.0, "where_to": 206.0, "how": 170.0}
WIDTH: Final = sum(COLUMNS.values())
_SPACE, _PAD, _ARROW = 18.0, 7.0, 15.0
#: The most lines that a cell takes.
_LINES: Final = 4


def render_departures(
    departures: Departures, *, theme: str = "light", width: int | None = None, embed: bool = True
) -> str:
    """Return the picture of departures: groups of rows, each with its columns.

    Parameters
    ----------
    departures
        What is to be drawn.
    theme, width, embed
        As for the chart.

    Returns
    -------
    str
        Valid XML, which refers to nothing outside itself.

    Raises
    ------
    ValueError
        When there is no such theme, or the width is not positive.

    Examples
    --------
    >>> empty = Departures("Nobody", "At any time", "en", ())
    >>> render_departures(empty, embed=False).startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    True
    """
    lang = departures.lang
    frame = Frame(departures.title, departures.subtitle, lang, theme, WIDTH)
    if departures.groups:
        table = _Table(lang, frame.colours)
        shapes = table.shapes(departures.groups)
        frame.add(shapes, table.y)
    else:
        frame.say(told("no_departure", lang))
    frame.y += 16
    marks = {mark for group in departures.groups for one in group.leavers for mark in one.marks}
    items = [mark_item(mark, lang, frame.colours) for mark in sorted(marks)]
    frame.add(*flowed([items], "", frame.colours, frame.inner))
    rows = [one.full for group in departures.groups for one in group.leavers]
    return frame.document(". ".join([departures.subtitle, *rows]), "", width, embed)


class _Table:
    """Writes a table from top to bottom."""

    def __init__(self, lang: str, colours: Theme) -> None:
        self.lang, self.colours = lang, colours
        self.y = 0.0

    def shapes(self, groups: tuple[Group, ...]) -> list[str]:
        parts = []
        x = 0.0
        for key, wide in COLUMNS.items():
            parts.append(text_of(told(key, self.lang), x, 12, "small", self.colours.soft))
            x += wide
        self.y = 18.0
        for group in groups:
            parts += self._heading(group)
            for one in group.leavers:
                parts += self._row(one)
            self.y += 14
        return parts

    def _heading(self, group: Group) -> list[str]:
        colours, count = self.colours, str(len(group.leavers))
        self.y += 20
        line = self._rule(colours.line, self.y + 7)
        title = text_of(group.title, 0, self.y, "heading", colours.text)
        beside = measure(group.title, STYLES["heading"][0], bold=True) + 9
        number_of = text_of(count, beside, self.y, "cell", colours.soft)
        self.y += 8
        return [line, title, number_of]

    def _rule(self, colour: str, y: float, opacity: str = "1") -> str:
        return (
            f'<path d="M0 {number(y)}H{number(WIDTH)}" stroke="{colour}" '
            f'stroke-opacity="{opacity}"/>'
        )

    def _row(self, one: Leaver) -> list[str]:
        announced = told("announced", self.lang, span=one.announced) if one.announced else ""
        cells = [
            [(one.name, "name")],
            [(one.when, "cell"), (announced, "small")],
            [(one.left, "cell")],
            [(one.destination, "cell")],
            [(one.manner, "cell"), (one.stage, "small")],
        ]
        shapes, x, bottom = [], 0.0, self.y
        for (key, wide), texts in zip(COLUMNS.items(), cells, strict=True):
            inset = _ARROW if key == "where_to" else 0.0
            pieces, end = self._cell(texts, x + inset, wide - _SPACE - inset)
            if inset and pieces:
                shapes.append(self._arrow(x, pieces[0].y - 4))
            if key == "who":
                marks, end = self._marks(one.marks, end)
                shapes += marks
            shapes += [self._text(piece) for piece in pieces]
            bottom = max(bottom, end)
            x += wide
        self.y = bottom + _PAD
        rule = self._rule(self.colours.edge, self.y, ".55")
        group = f"<g data-thing={quoteattr(clean(one.thing))}><title>{said(one.full)}</title>"
        return [group, *shapes, rule, "</g>"]

    def _arrow(self, x: float, y: float) -> str:
        """Draw the way to a destination: a shape, since few fonts have it beside their letters."""
        return (
            f'<path d="M{number(x)} {number(y)}h9m-3.5 -3.5l3.5 3.5l-3.5 3.5" fill="none" '
            f'stroke="{self.colours.soft}" stroke-width="1.2"/>'
        )

    def _cell(
        self, texts: list[tuple[str, str]], x: float, width: float
    ) -> tuple[list[Piece], float]:
        pieces, y = [], self.y + _PAD
        for text, style in texts:
            size, bold, step = STYLES[style]
            for line in wrap(text, size, width, _LINES, bold):
                wide = measure(line, size, bold)
                pieces.append(Piece(line, style, x, y + step / 2 + size * 0.36, wide))
                y += step
        return pieces, y

    def _marks(self, marks: tuple[str, ...], y: float) -> tuple[list[str], float]:
        shapes, x = [], 0.0
        size, _, step = STYLES["pill"]
        for mark in marks:
            text = word(mark, self.lang)
            wide = measure(text, size) + 12
            piece = Piece(text, "pill", x, y + step / 2 + size * 0.35, wide, mark)
            shapes.append(pill(piece, self.colours))
            x += wide + 5
        return shapes, y + (step if marks else 0.0)

    def _text(self, piece: Piece) -> str:
        colours = self.colours
        return fitted(piece, colours.soft if piece.style == "small" else colours.text)
