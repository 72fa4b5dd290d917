"""The legend of a timeline: every kind of bar and sign that occurs, in words."""

from __future__ import annotations

from incumbent.views.bar_shapes import DASHES, arrowhead, diamond
from incumbent.views.fonts import measure
from incumbent.views.history_words import told
from incumbent.views.legend import Item, mark_item, unit_item
from incumbent.views.shapes import text_of
from incumbent.views.themes import Theme
from incumbent.views.timeline import Timeline

_MARKS = ("acting", "defacto", "joint", "disputed")


def items(timeline: Timeline, colours: Theme) -> list[list[Item]]:
    """Return the items of the legend: bars and signs, marks, units.

    Examples
    --------
    >>> from incumbent.views.themes import LIGHT
    >>> items(Timeline("", "", "en", 1, 9, None, ()), LIGHT)
    [[], []]
    """
    swatches = _swatches(colours)
    shown = [
        _item(swatches[key], told(key, timeline.lang), colours)
        for key in swatches
        if key in _occurring(timeline)
    ]
    marks = {mark for lane in timeline.lanes for bar in lane.bars for mark in bar.marks}
    shown += [mark_item(key, timeline.lang, colours) for key in _MARKS if key in marks]
    units = [unit_item(label, at, colours, 900) for at, label in enumerate(timeline.units)]
    return [shown, units]


def _occurring(timeline: Timeline) -> set[str]:
    found = set()
    first, last = timeline.first, timeline.last
    for lane in timeline.lanes:
        for bar in lane.bars:
            begin, end = bar.extent.begin, bar.extent.end
            found |= {"certain_time"} if bar.extent.core and bar.kind != "vacant" else set()
            found |= {"acting_time"} if bar.kind == "acting" else set()
            found |= {"vacant_time"} if bar.kind == "vacant" else set()
            found |= {
                f"{pause.kind}_time" for pause in bar.pauses if pause.extent.meets(first, last)
            }
            found |= {"silent_time"} if any(bar.extent.silent) else set()
            bounded = (begin[0] < begin[1] and not bar.extent.silent[0]) or (
                end[0] < end[1] and not bar.extent.silent[1]
            )
            found |= {"possible_time"} if bounded else set()
            found |= {"beyond"} if begin[0] < first or end[1] > last + 1 else set()
            for change in bar.changes:
                for key, span in (("announcement", change.announced), ("effect", change.effect)):
                    found |= {key} if span and first <= span[1] <= last else set()
    return found


def _swatches(colours: Theme) -> dict[str, str]:
    """Give a small picture of each kind of bar and sign, 26 pixels wide."""
    soft, name = colours.soft, colours.soft.lstrip("#")
    frame = 'x="0" y="3" width="26" height="10"'
    edges = f'<path d="M0 3H26M0 13H26" fill="none" stroke="{soft}" stroke-dasharray='
    style = f'fill="none" stroke="{soft}" stroke-width="1.3"'
    gap = f'<rect {frame} fill="{soft}"/><rect x="5" y="4" width="16" height="8" '
    gap += f'fill="{colours.page}" stroke="{soft}"/>'
    faded = f'<rect {frame} fill="url(#e{name})"/>'
    return {
        "certain_time": f'<rect {frame} fill="{soft}"/>',
        "possible_time": f'{faded}{edges}"{DASHES[False]}"/><path d="M26 1V15" {style}/>',
        "silent_time": f'{faded}{edges}"{DASHES[True]}"/>',
        "beyond": f'<rect x="0" y="3" width="20" height="10" fill="{soft}"/>'
        + arrowhead(20, 8, 1, style),
        "acting_time": f'<rect {frame} fill="url(#a{name})" stroke="{soft}"/>',
        "vacant_time": f'<rect {frame} fill="none" stroke="{colours.alert}" '
        'stroke-dasharray="3 3"/>',
        "leave_time": gap,
        "suspended_time": f'{gap}<path d="M5 8H21" stroke="{soft}" stroke-width="1.4"/>',
        "announcement": diamond(13, 8, colours.page, colours),
        "effect": diamond(13, 8, colours.text, colours),
    }


def _item(shape: str, text: str, colours: Theme) -> Item:
    return shape + text_of(text, 33, 12, "title", colours.soft), 33 + measure(text, 11.5)
