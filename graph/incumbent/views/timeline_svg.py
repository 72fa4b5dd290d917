"""The timeline as SVG: lanes of bars over an axis of days, in the frame of every picture."""

from __future__ import annotations

import datetime
from xml.sax.saxutils import quoteattr

from incumbent.views.bar_shapes import bar_shapes, definitions
from incumbent.views.boxes import STYLES, Piece
from incumbent.views.fonts import clean, measure
from incumbent.views.frame import Frame
from incumbent.views.history_words import short_date, told
from incumbent.views.lanes import AXIS, LABEL, Lanes, PlacedLane, place
from incumbent.views.legend import flowed
from incumbent.views.shapes import fitted, number, pill, text_of
from incumbent.views.themes import Theme
from incumbent.views.timeline import Lane, Timeline
from incumbent.views.timeline_legend import items


def render_timeline(
    timeline: Timeline, *, theme: str = "light", width: int | None = None, embed: bool = True
) -> str:
    """Return the picture of a timeline: lanes, axis, the day that is marked, and a legend.

    Parameters
    ----------
    timeline
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
    >>> empty = Timeline("Nobody", "May 2024", "en", 738000, 738100, None, ())
    >>> render_timeline(empty, embed=False).startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    True
    """
    places = place(timeline)
    frame = Frame(timeline.title, timeline.subtitle, timeline.lang, theme, places.width)
    drawing = _Drawing(timeline, places, frame.colours)
    if timeline.lanes:
        frame.add(drawing.shapes(), places.height)
    else:
        frame.say(told("no_lane", timeline.lang))
    frame.y += 20
    frame.add(*flowed(items(timeline, frame.colours), timeline.note, frame.colours, frame.inner))
    lanes = (f"{one.title}: " + "; ".join(bar.full for bar in one.bars) for one in timeline.lanes)
    description = f"{timeline.subtitle}. " + ". ".join(lanes)
    return frame.document(description, drawing.definitions(), width, embed)


class _Drawing:
    def __init__(self, timeline: Timeline, places: Lanes, colours: Theme) -> None:
        self.timeline, self.places, self.colours = timeline, places, colours

    def definitions(self) -> str:
        used = [self._colour(lane) for lane in self.timeline.lanes]
        return definitions([self.colours.soft, self.colours.alert, *used])

    def shapes(self) -> list[str]:
        parts = [*self._axis(), *self._day()]
        for placed in self.places.lanes:
            parts += self._lane(placed)
        return parts

    def _colour(self, lane: Lane) -> str:
        units = self.colours.units
        if not lane.unit:
            return self.colours.soft
        return units[self.timeline.units.index(lane.unit) % len(units)]

    def _axis(self) -> list[str]:
        axis, colours = self.places.axis, self.colours
        bottom = self.places.height
        line = f"M{number(axis.left)} {number(AXIS)}H{number(axis.right)}"
        parts = [f'<path d="{line}" stroke="{colours.edge}"/>']
        for x, text in axis.ticks(self.timeline.lang):
            parts.append(
                f'<path d="M{number(x)} {number(AXIS - 5)}V{number(bottom)}" '
                f'stroke="{colours.edge}" stroke-opacity=".55"/>'
            )
            if x + measure(text, STYLES["small"][0]) <= self.places.width:
                parts.append(text_of(text, x, AXIS - 9, "small", colours.soft))
        return parts

    def _lane(self, placed: PlacedLane) -> list[str]:
        lane, colours = placed.lane, self.colours
        colour = self._colour(lane)
        bottom = placed.y + placed.height
        line = f"M0 {number(bottom)}H{number(self.places.width)}"
        parts = [
            f"<g data-thing={quoteattr(clean(lane.thing))}>",
            f'<path d="{line}" stroke="{colours.edge}" stroke-opacity=".55"/>',
        ]
        if lane.unit:
            parts.append(
                f'<rect y="{number(placed.y + 6)}" width="5" height="{number(placed.height - 12)}" '
                f'fill="{colour}"/>'
            )
        parts += [
            fitted(piece, colours.text if piece.style == "name" else colours.soft)
            for piece in placed.label
        ]
        for row in placed.rows:
            vacant = row.bar.kind == "vacant"
            parts += bar_shapes(
                row.bar, self.places.axis, row.y, colours.alert if vacant else colour, colours
            )
            parts += [self._piece(piece, vacant) for piece in row.pieces]
        return [*parts, "</g>"]

    def _piece(self, piece: Piece, vacant: bool) -> str:
        if piece.mark:
            return pill(piece, self.colours)
        # A rim in the colour of the page keeps lines off the letters.
        text = fitted(piece, self.colours.alert if vacant else self.colours.text)
        rim = f'stroke="{self.colours.page}" stroke-width="3" stroke-linejoin="round"'
        return f'<g {rim} paint-order="stroke">{text}</g>'

    def _day(self) -> list[str]:
        """Draw the line of the day, with its date above."""
        if self.timeline.on is None:
            return []
        axis, colour = self.places.axis, self.colours.calm
        x = axis.x(self.timeline.on) + axis.width / (axis.last + 1 - axis.first) / 2
        text = short_date(datetime.date.fromordinal(self.timeline.on), self.timeline.lang)
        wide = measure(text, STYLES["lane"][0], bold=True)
        left = min(max(x - wide / 2, LABEL), axis.right - wide)
        line = f"M{number(x)} 16V{number(self.places.height)}"
        return [
            f'<path d="{line}" stroke="{colour}" stroke-width="1.4" stroke-opacity=".8"/>',
            text_of(text, left, 11, "lane", colour),
        ]
