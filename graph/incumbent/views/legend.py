"""The legend: every mark, kind of line and unit that occurs, in words."""

from __future__ import annotations

from typing import TypeAlias

from incumbent.views.boxes import STYLES, Piece
from incumbent.views.chart import Chart
from incumbent.views.fonts import measure, wrap
from incumbent.views.shapes import fitted, number, pill, text_of
from incumbent.views.themes import Theme
from incumbent.views.words import word

ROW, SPACE = 22.0, 20.0
#: A shape and how wide it is.
Item: TypeAlias = tuple[str, float]
LINES = {"solid": "", "line_possible": "9 3 2 3", "extra": "", "dotted": "5 4", "belongs": "2 3"}
EXPLAINED = {
    "acting": "legend_acting",
    "defacto": "legend_defacto",
    "leave": "legend_leave",
    "leave_possible": "legend_leave",
    "suspended": "legend_suspended",
    "suspended_possible": "legend_suspended",
    "joint": "legend_joint",
    "possible": "legend_possible",
    "unstated": "legend_unstated",
    "vacant": "legend_vacant",
    "vacant_possible": "legend_vacant",
    "disputed": "legend_disputed",
}


def legend(chart: Chart, colours: Theme, width: float) -> tuple[list[str], float]:
    """Return the shapes of a chart's legend and the height that they take.

    Parameters
    ----------
    chart
        Its `legend` and `units` say what occurs.
    colours
        The theme.
    width
        Items flow onto as many rows as this width asks for.

    Returns
    -------
    shapes and height

    Examples
    --------
    >>> from incumbent.views.themes import LIGHT
    >>> legend(Chart("", "", "en", (), (), (), ()), LIGHT, 500)
    ([], 0.0)
    """
    items = [_line(key, chart.lang, colours) for key in chart.legend if key in LINES]
    items += [mark_item(key, chart.lang, colours) for key in chart.legend if key in EXPLAINED]
    units = [unit_item(label, at, colours, width) for at, label in enumerate(chart.units)]
    return flowed([items, units], chart.note, colours, width)


def flowed(
    groups: list[list[Item]], note: str, colours: Theme, width: float
) -> tuple[list[str], float]:
    """Set groups of items onto as many rows as the width asks for, and a note below.

    Examples
    --------
    >>> from incumbent.views.themes import LIGHT
    >>> flowed([[("<path/>", 40.0), ("<path/>", 40.0)]], "", LIGHT, 60)[1]
    44.0
    """
    shapes: list[str] = []
    y = 0.0
    for group in groups:
        x = 0.0
        for shape, wide in group:
            if x and x + wide > width:
                x, y = 0.0, y + ROW
            shapes.append(f'<g transform="translate({number(x)} {number(y)})">{shape}</g>')
            x += wide + SPACE
        y += ROW if group else 0.0
    for line in wrap(note, STYLES["title"][0], width, 2):
        shapes.append(text_of(line, 0.0, y + 12, "title", colours.soft))
        y += ROW
    return shapes, y


def _line(key: str, lang: str, colours: Theme) -> Item:
    colour = {"belongs": colours.faint, "solid": colours.line, "line_possible": colours.line}.get(
        key, colours.extra
    )
    dash = f' stroke-dasharray="{LINES[key]}"' if LINES[key] else ""
    thick = "1" if key == "belongs" else "1.6"
    tip = f'<path d="M0 8L6 4.5V11.5Z" fill="{colour}"/>' if key in ("extra", "dotted") else ""
    text = word(key, lang)
    shape = f'<path d="M0 8H30" stroke="{colour}" stroke-width="{thick}"{dash}/>{tip}'
    shape += text_of(text, 37, 12, "title", colours.soft)
    return shape, 37 + measure(text, 11.5)


def mark_item(key: str, lang: str, colours: Theme) -> Item:
    """Return a mark with what it means."""
    text = word(key, lang)
    wide = measure(text, 10) + 12
    about = word(EXPLAINED[key], lang)
    shape = pill(Piece(text, "pill", 0.0, 11.5, wide, key), colours)
    shape += text_of(about, wide + 7, 12, "title", colours.soft)
    return shape, wide + 7 + measure(about, 11.5)


def unit_item(label: str, at: int, colours: Theme, width: float) -> Item:
    """Return the colour of a unit with its name."""
    text = "".join(wrap(label, 11.5, width - 20, 1))
    colour = colours.units[at % len(colours.units)]
    shape = f'<rect x="0" y="1" width="6" height="14" rx="2" fill="{colour}"/>'
    wide = measure(text, STYLES["title"][0])
    shape += fitted(Piece(text, "title", 13, 12, wide), colours.soft)
    return shape, 13 + wide
