"""The chart as SVG: one file, readable in any browser, the same bytes for the same chart."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from incumbent.views.boxes import Piece
from incumbent.views.chart import Card, Chart, Line
from incumbent.views.fonts import clean
from incumbent.views.frame import Frame, said
from incumbent.views.layout import Layout, Path, Placed, layout
from incumbent.views.legend import legend
from incumbent.views.shapes import arrow, corners, merged, number, pill, text_of
from incumbent.views.themes import Theme
from incumbent.views.words import word

CORNER = 6.0


def render_svg(
    chart: Chart, *, theme: str = "light", width: int | None = None, embed: bool = True
) -> str:
    """Return the picture of a chart: title with its dates, cards, lines and a legend.

    Parameters
    ----------
    chart
        What is to be drawn.
    theme
        `light` or `dark`.
    width
        The width in pixels that the picture is scaled to; its own width where None.
    embed
        Carry the letters of the font that occur along, so that the picture looks the same where
        the font is not installed.

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
    >>> empty = Chart("Nobody", "On 1 May 2024", "en", (), (), (), ())
    >>> render_svg(empty, embed=False).startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    True
    """
    places = layout(chart)
    frame = Frame(chart.title, chart.subtitle, chart.lang, theme, places.width)
    drawing = _Drawing(chart, places, frame.colours)
    frame.add(drawing.shapes(), places.height)
    if not chart.cards:
        frame.say(word("nothing", chart.lang))
    frame.y += 26
    frame.add(*legend(chart, frame.colours, frame.inner))
    lines = " ".join(f"{line.full}." for line in chart.lines)
    return frame.document(f"{chart.subtitle}. {lines}", drawing.definitions(), width, embed)


class _Drawing:
    def __init__(self, chart: Chart, places: Layout, colours: Theme) -> None:
        self.chart, self.places, self.colours = chart, places, colours
        self.parts: list[str] = []
        self.clips: set[tuple[float, float]] = set()

    def shapes(self) -> list[str]:
        self._lines()
        for card in self.places.cards:
            self._card(card)
        return self.parts

    def definitions(self) -> str:
        return "".join(
            f'<clipPath id="c{number(w)}-{number(h)}"><rect width="{number(w)}" '
            f'height="{number(h)}" rx="{number(CORNER)}"/></clipPath>'
            for w, h in sorted(self.clips)
        )

    def _lines(self) -> None:
        """Draw the lines: dashed branches of one superior as one shape, all others singly."""
        shared: dict[tuple[str, str, str, str], list[Path]] = {}
        for path in sorted(self.places.paths, key=lambda one: not one.line.first):
            colour, thick, dash = self._stroke(path.line)
            if path.line.first and dash:
                shared.setdefault((path.line.superior, colour, thick, dash), []).append(path)
                continue
            tip = "" if path.line.first else arrow(path.points, colour)
            shape = corners(path.points)
            self._line(shape, colour, thick, dash, path.line.full, tip)
        for (_, colour, thick, dash), paths in shared.items():
            full = " · ".join(path.line.full for path in paths)
            self._line(merged([path.points for path in paths]), colour, thick, dash, full, "")

    def _line(self, shape: str, colour: str, thick: str, dash: str, full: str, tip: str) -> None:
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self.parts.append(
            f'<g fill="none" stroke="{colour}" stroke-width="{thick}"><title>{said(full)}</title>'
            f'<path d="{shape}"{dashed}/>{tip}</g>'
        )

    def _stroke(self, line: Line) -> tuple[str, str, str]:
        """Give colour, width and dashes of a line."""
        colours = self.colours
        if line.kind == "belongs":
            return colours.faint, "1", "2 3"
        colour = colours.line if line.first else colours.extra
        dash = "9 3 2 3" if line.certainty in ("possible", "unstated") else ""
        return (
            colours.dispute if line.disputed else colour,
            "1" if line.certainty == "unstated" else "1.6",
            "5 4" if line.kind == "dotted" else dash,
        )

    def _card(self, placed: Placed) -> None:
        box, card, colours = placed.box, placed.box.card, self.colours
        wide, high = number(box.width), number(box.height)
        self.clips.add((box.width, box.height))
        self.parts.append(
            f'<g transform="translate({number(placed.x)} {number(placed.y)})" data-thing='
            f"{quoteattr(clean(card.node))}><title>{said(card.full)}</title>"
        )
        fill = colours.card if card.kind in ("post", "person") else colours.tint
        self.parts.append(
            f'<rect width="{wide}" height="{high}" rx="{number(CORNER)}" fill="{fill}"/>'
            f'<g clip-path="url(#c{wide}-{high})">{self._bar(card, box.height)}'
        )
        for piece in box.pieces:
            self._piece(piece)
        stroke, dash, thick = self._border(card)
        self.parts.append(
            f'</g><rect x=".5" y=".5" width="{number(box.width - 1)}" '
            f'height="{number(box.height - 1)}" rx="{number(CORNER)}" fill="none" '
            f'stroke="{stroke}" stroke-width="{thick}"{dash}/></g>'
        )

    def _bar(self, card: Card, height: float) -> str:
        if not card.unit:
            return ""
        units = self.colours.units
        colour = units[self.chart.units.index(card.unit) % len(units)]
        return f'<rect width="5" height="{number(height)}" fill="{colour}"/>'

    def _border(self, card: Card) -> tuple[str, str, str]:
        colours = self.colours
        if card.state.startswith("vacant"):
            return colours.alert, ' stroke-dasharray="3 3"', "1.2"
        if card.state:
            return colours.faint, ' stroke-dasharray="1.5 3"', "1.2"
        if card.faded:
            return colours.faint, ' stroke-dasharray="1.5 3"', "1.2"
        if card.possible:
            return colours.line, ' stroke-dasharray="6 3"', "1.2"
        return colours.edge, "", "1"

    def _piece(self, piece: Piece) -> None:
        if piece.mark:
            self.parts.append(pill(piece, self.colours))
            return
        colour = "text" if piece.style in ("name", "heading") else "soft"
        if piece.style == "state":
            colour = "alert"
        if piece.faded:
            colour = "soft"
        fill = getattr(self.colours, colour)
        self.parts.append(text_of(piece.text, piece.x, piece.y, piece.style, fill))
