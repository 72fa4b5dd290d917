"""How a bar of a timeline looks: solid where certain, fading where possible, signs at its edges.

No meaning rests on colour alone: what is possible has dashed edges, what only silence allows has
dotted ones, acting is striped, vacant is empty, a leave is a gap, and a bar that goes on outside
the window ends in an arrow.
"""

from __future__ import annotations

from incumbent.views.axis import Axis
from incumbent.views.bars import Bar, Change, Pause
from incumbent.views.extents import Extent, Span
from incumbent.views.frame import said
from incumbent.views.lanes import BAR, BAR_AT
from incumbent.views.shapes import number
from incumbent.views.themes import Theme

DASHES = {False: "4 2.5", True: "1.3 2.7"}
_THIN = 5.0


def definitions(colours: list[str]) -> str:
    """Return the fades and stripes that bars of these colours refer to."""
    found = []
    for colour in sorted(set(colours)):
        name = colour.lstrip("#")
        faint, strong = (
            f'<stop offset="{{}}" stop-color="{colour}" stop-opacity="{opacity}"/>'
            for opacity in (".06", ".45")
        )
        fades = {
            "b": faint.format(0) + strong.format(1),
            "e": strong.format(0) + faint.format(1),
            "n": strong.format(0),
        }
        found += [
            f'<linearGradient id="{kind}{name}">{stops}</linearGradient>'
            for kind, stops in fades.items()
        ]
        found.append(
            f'<pattern id="a{name}" width="5" height="5" patternUnits="userSpaceOnUse" '
            f'patternTransform="rotate(45)"><rect width="2.4" height="5" fill="{colour}"/>'
            "</pattern>"
        )
    return "".join(found)


def bar_shapes(bar: Bar, axis: Axis, top: float, colour: str, colours: Theme) -> list[str]:
    """Return a bar with its pauses and its changes, as a group that tells all of itself."""
    high = _THIN if bar.kind == "service" else BAR
    y = top + BAR_AT + (BAR - high) / 2
    return [
        f"<g><title>{said(bar.full)}</title>",
        *_margins(bar, axis, y, high, colour),
        *_core(bar, axis, y, high, colour),
        *(
            shape
            for pause in bar.pauses
            for shape in _pause(bar, pause, axis, y, high, colour, colours)
        ),
        *_edges(bar.extent, axis, y, high, colour),
        *(shape for change in bar.changes for shape in _change(change, axis, top, colours)),
        "</g>",
    ]


def _margins(bar: Bar, axis: Axis, y: float, high: float, colour: str) -> list[str]:
    """Fade towards the days before which it cannot begin and after which it cannot last.

    Where no day is certain, the days on which it may both begin and end are the strongest.
    """
    lasting, name = bar.extent, colour.lstrip("#")
    early, late = lasting.core or (lasting.end[0], lasting.begin[1])
    spans = [
        ((lasting.begin[0], early), f"url(#b{name})", lasting.silent[0]),
        ((late, lasting.end[1]), f"url(#e{name})", lasting.silent[1]),
    ]
    if lasting.core is None:
        spans.insert(1, ((early, late), f"url(#n{name})", lasting.silent[0]))
    shapes = []
    for span, fill, dotted in spans:
        if axis.x(span[0]) < axis.x(span[1]):
            shapes.append(_faded(span, axis, y, high, fill, colour, dotted))
            if bar.kind == "acting":
                stripes = f"url(#a{name})"
                shapes.append(_faded(span, axis, y, high, stripes, colour, dotted, ".4"))
    return shapes


def _faded(
    span: Span, axis: Axis, y: float, high: float, fill: str, colour: str, dotted: bool,
    opacity: str = "",
) -> str:  # fmt: skip
    left, right = axis.x(span[0]), max(axis.x(span[1]), axis.x(span[0]) + 1.5)
    dash = DASHES[dotted]
    thin = f' fill-opacity="{opacity}"' if opacity else ""
    return (
        f'<rect x="{number(left)}" y="{number(y)}" width="{number(right - left)}" '
        f'height="{number(high)}" fill="{fill}"{thin}/>'
        f'<path d="M{number(left)} {number(y)}H{number(right)}M{number(left)} {number(y + high)}'
        f'H{number(right)}" fill="none" stroke="{colour}" stroke-dasharray="{dash}"/>'
    )


def _core(bar: Bar, axis: Axis, y: float, high: float, colour: str) -> list[str]:
    core = bar.extent.core
    if core is None or core[1] <= axis.first or core[0] > axis.last:
        return []
    left = axis.x(core[0])
    wide = max(axis.x(core[1]) - left, 1.5)
    fills = {"acting": f"url(#a{colour.lstrip('#')})", "vacant": "none"}
    line = f' stroke="{colour}"' if bar.kind in fills else ""
    dash = ' stroke-dasharray="3 3"' if bar.kind == "vacant" else ""
    shape = (
        f'<rect x="{number(left)}" y="{number(y)}" width="{number(wide)}" '
        f'height="{number(high)}" fill="{fills.get(bar.kind, colour)}"{line}{dash}/>'
    )
    return [shape]


def _pause(
    bar: Bar, pause: Pause, axis: Axis, y: float, high: float, colour: str, colours: Theme
) -> list[str]:
    """Cut a gap: empty where certain, half empty where possible; a line runs on if suspended."""
    lasting = pause.extent
    low, end = bar.extent.whole
    shapes = []
    for span, certain in ((lasting.whole, False), (lasting.core, True)):
        if span is None:
            continue
        left, right = axis.x(max(span[0], low)), axis.x(min(span[1], end))
        if right - left < 0.2:
            continue
        opacity = "" if certain else ' fill-opacity=".55"'
        dash = "" if certain else f' stroke-dasharray="{DASHES[any(lasting.silent)]}"'
        shapes.append(
            f'<rect x="{number(left)}" y="{number(y + 1)}" width="{number(right - left)}" '
            f'height="{number(high - 2)}" fill="{colours.page}"{opacity} stroke="{colour}"{dash}/>'
        )
        if pause.kind == "suspended" and certain:
            shapes.append(
                f'<path d="M{number(left)} {number(y + high / 2)}H{number(right)}" '
                f'stroke="{colour}" stroke-width="1.4"/>'
            )
    return shapes


def _edges(lasting: Extent, axis: Axis, y: float, high: float, colour: str) -> list[str]:
    """Sign the ends: a post where it must begin or end at last, an arrow where it goes on."""
    shapes = []
    low, end = lasting.whole
    style = f'fill="none" stroke="{colour}" stroke-width="1.3"'
    if low < axis.first:
        shapes.append(arrowhead(axis.left, y + high / 2, -1, style))
    elif lasting.begin[0] < lasting.begin[1]:
        shapes.append(_post(axis.x(low), y, high, style))
    if end > axis.last + 1:
        shapes.append(arrowhead(axis.right, y + high / 2, 1, style))
    elif lasting.end[0] < lasting.end[1]:
        shapes.append(_post(axis.x(end), y, high, style))
    return shapes


def _post(x: float, y: float, high: float, style: str) -> str:
    return f'<path d="M{number(x)} {number(y - 2)}V{number(y + high + 2)}" {style}/>'


def arrowhead(x: float, y: float, way: int, style: str) -> str:
    """Return the sign that a bar goes on outside the window."""
    start = x + 1 * way
    return (
        f'<path d="M{number(start)} {number(y - 4)}L{number(start + 4 * way)} {number(y)}'
        f'L{number(start)} {number(y + 4)}" {style}/>'
    )


def _change(change: Change, axis: Axis, top: float, colours: Theme) -> list[str]:
    """Mark the announcement on the upper edge, hollow, and the effect on the lower one, filled."""
    shapes = []
    for span, y, fill in (
        (change.announced, top + BAR_AT, colours.page),
        (change.effect, top + BAR_AT + BAR, colours.text),
    ):
        if span is None or not axis.first <= span[1] <= axis.last:
            continue
        right = axis.x(span[1]) + axis.width / (axis.last + 1 - axis.first) / 2
        left = max(axis.x(span[0]), right - 40) if span[0] < axis.first else axis.x(span[0])
        if right - left > 6:
            stop = f"M{number(left)} {number(y - 2.5)}v5" if span[0] >= axis.first else ""
            shapes.append(
                f'<path d="M{number(left)} {number(y)}H{number(right)}{stop}" fill="none" '
                f'stroke="{colours.text}" stroke-width=".9"/>'
            )
        shapes.append(diamond(right, y, fill, colours))
    return shapes


def diamond(x: float, y: float, fill: str, colours: Theme) -> str:
    """Return the mark of an announcement or an effect."""
    return (
        f'<path d="M{number(x)} {number(y - 4.5)}l4.5 4.5l-4.5 4.5l-4.5 -4.5Z" fill="{fill}" '
        f'stroke="{colours.text}"/>'
    )
