"""Places for the bars of a timeline: rows in which no two bars or names meet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from incumbent.views.axis import Axis
from incumbent.views.bars import Bar
from incumbent.views.boxes import STYLES, Piece
from incumbent.views.fonts import measure, wrap
from incumbent.views.timeline import Lane, Timeline
from incumbent.views.words import word

LABEL, GAP, PLOT = 210.0, 18.0, 780.0
AXIS: Final = 44.0
#: From the top of a row: the baseline of the name, and the bar.
NAME_AT, BAR_AT, BAR, ROW = 12.0, 18.0, 10.0, 36.0
_PAD = 6.0


@dataclass(frozen=True)
class Row:
    """A bar with its top, and the pieces of its name line."""

    bar: Bar
    y: float
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class PlacedLane:
    """A lane with its top and height, the pieces of its label and its bars."""

    lane: Lane
    y: float
    height: float
    label: tuple[Piece, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Lanes:
    """A timeline with places; the corner is at 0, 0."""

    axis: Axis
    width: float
    height: float
    lanes: tuple[PlacedLane, ...]


def place(timeline: Timeline) -> Lanes:
    """Return places for the lanes of a timeline.

    Parameters
    ----------
    timeline
        What is to be drawn.

    Returns
    -------
    Lanes
        Every name lies on the picture, shortened where it must be.

    Examples
    --------
    >>> place(Timeline("", "", "en", 738000, 738100, None, ())).lanes
    ()
    """
    axis = Axis(timeline.first, timeline.last, LABEL + GAP, PLOT)
    y, lanes = AXIS, []
    for lane in timeline.lanes:
        label, tall = _label(lane, y)
        rows = _rows(lane, axis, timeline.lang, y + _PAD)
        bottom = max((row.y + ROW for row in rows), default=y)
        height = max(bottom + _PAD - 2, tall + _PAD) - y
        lanes.append(PlacedLane(lane, y, height, label, rows))
        y += height
    return Lanes(axis, LABEL + GAP + PLOT, y, tuple(lanes))


def _label(lane: Lane, top: float) -> tuple[tuple[Piece, ...], float]:
    """Write what a lane is about: its title on three lines at most, its unit, its place."""
    unit = lane.unit if lane.kind != "unit" else ""
    texts = [(lane.title, "name", 3), (unit, "small", 1), (lane.place, "small", 1)]
    pieces, y = [], top + _PAD
    for text, style, most in texts:
        size, bold, step = STYLES[style]
        for line in wrap(text, size, LABEL - 12, most, bold):
            width = measure(line, size, bold)
            pieces.append(Piece(line, style, 12.0, y + step / 2 + size * 0.36, width))
            y += step
    return tuple(pieces), y


def _rows(lane: Lane, axis: Axis, lang: str, top: float) -> tuple[Row, ...]:
    """Set each bar on the first row on which neither it nor its name meets another."""
    taken: list[list[tuple[float, float]]] = []
    rows = []
    for bar in lane.bars:
        pieces, left, right = _named(bar, axis, lang)
        left = min(left, axis.x(bar.extent.whole[0])) - 5
        right = max(right, axis.x(bar.extent.whole[1])) + 5
        at = next(
            (
                number
                for number, spans in enumerate(taken)
                if all(right <= low or high <= left for low, high in spans)
            ),
            len(taken),
        )
        if at == len(taken):
            taken.append([])
        taken[at].append((left, right))
        y = top + at * ROW
        moved = tuple(
            Piece(one.text, one.style, one.x, one.y + y, one.width, one.mark) for one in pieces
        )
        rows.append(Row(bar, y, moved))
    return tuple(rows)


def _named(bar: Bar, axis: Axis, lang: str) -> tuple[list[Piece], float, float]:
    """Write the name of a bar and its marks where it certainly begins, or as near as fits."""
    size, bold, _ = STYLES["lane"]
    marks = [word(mark, lang) for mark in bar.marks]
    widths = [measure(text, STYLES["pill"][0]) + 12 for text in marks]
    beside = sum(width + 5 for width in widths) + 1
    name = "".join(wrap(bar.name, size, PLOT - beside, 1, bold))
    wide = measure(name, size, bold)
    start = bar.extent.core[0] if bar.extent.core else bar.extent.end[0]
    left = min(axis.x(start), axis.right - wide - beside)
    pieces = [Piece(name, "lane", left, NAME_AT, wide)]
    x = left + wide + 6
    for mark, text, width in zip(bar.marks, marks, widths, strict=True):
        pieces.append(Piece(text, "pill", x, NAME_AT, width, mark))
        x += width + 5
    return pieces, left, x
