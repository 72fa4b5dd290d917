"""Small shapes of SVG: texts, marks, bent lines, and numbers as short as they can be."""

from __future__ import annotations

from itertools import pairwise
from xml.sax.saxutils import escape

from incumbent.views.boxes import STYLES, Piece
from incumbent.views.fonts import ELLIPSIS, covered, measure
from incumbent.views.layout import Point
from incumbent.views.themes import MARKS, Theme


def number(value: float) -> str:
    """Return a number with one decimal at most.

    Examples
    --------
    >>> number(3.04), number(-0.01), number(2.55)
    ('3', '0', '2.5')
    """
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def text_of(text: str, x: float, y: float, style: str, fill: str) -> str:
    """Return a text element, in a style of `boxes.STYLES`.

    Examples
    --------
    >>> text_of("Ada & Co", 1, 2.25, "pill", "#000")
    '<text x="1" y="2.2" font-size="10" fill="#000">Ada &amp; Co</text>'
    """
    size, bold, _ = STYLES[style]
    weight = ' font-weight="600"' if bold else ""
    rest = ""
    if text.endswith(ELLIPSIS) and not covered(text):
        # Drawn together, a font that has the letters and lacks the dots would draw neither.
        text = text.removesuffix(ELLIPSIS)
        rest = text_of(ELLIPSIS, x + measure(text, size, bold), y, style, fill)
    return (
        f'<text x="{number(x)}" y="{number(y)}" font-size="{number(size)}"{weight} fill="{fill}">'
        f"{escape(text)}</text>{rest}"
    )


def fitted(piece: Piece, fill: str) -> str:
    """Return a text that stays in its width even where another font draws it wider than measured.

    Examples
    --------
    >>> fitted(Piece("Ada", "pill", 1, 9, 20), "#000")
    '<text x="1" y="9" font-size="10" fill="#000">Ada</text>'
    >>> fitted(Piece("渡辺", "pill", 1, 9, 22), "#000")[:46]
    '<svg x="1" y="-6" width="22" height="20"><text'
    """
    if covered(piece.text):
        return text_of(piece.text, piece.x, piece.y, piece.style, fill)
    size = STYLES[piece.style][0]
    text = text_of(piece.text, 0.0, 1.5 * size, piece.style, fill)
    return (
        f'<svg x="{number(piece.x)}" y="{number(piece.y - 1.5 * size)}" '
        f'width="{number(piece.width)}" height="{number(2 * size)}">{text}</svg>'
    )


def pill(piece: Piece, colours: Theme) -> str:
    """Return a mark: its word in a rounded frame, dashed where it speaks of doubt."""
    colour = getattr(colours, MARKS[piece.mark])
    doubt = piece.mark in ("possible", "unstated") or piece.mark.endswith("_possible")
    dash = ' stroke-dasharray="3 2"' if doubt else ""
    return (
        f'<rect x="{number(piece.x)}" y="{number(piece.y - 10.5)}" width="{number(piece.width)}" '
        f'height="14" rx="7" fill="none" stroke="{colour}"{dash}/>'
        + text_of(piece.text, piece.x + 6, piece.y, "pill", colour)
    )


def corners(points: tuple[Point, ...], radius: float = 5.0) -> str:
    """Return path data with rounded corners."""
    data = [f"M{number(points[0][0])} {number(points[0][1])}"]
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        turn = min(radius, _far(before, here) / 2, _far(here, after) / 2)
        (ax, ay), (bx, by) = _towards(here, before, turn), _towards(here, after, turn)
        data.append(f"L{number(ax)} {number(ay)}Q{number(here[0])} {number(here[1])}")
        data.append(f" {number(bx)} {number(by)}")
    data.append(f"L{number(points[-1][0])} {number(points[-1][1])}")
    return "".join(data)


def _far(a: Point, b: Point) -> float:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def _towards(start: Point, end: Point, by: float) -> Point:
    far = _far(start, end) or 1.0
    return (
        start[0] + (end[0] - start[0]) * by / far,
        start[1] + (end[1] - start[1]) * by / far,
    )


def arrow(points: tuple[Point, ...], colour: str) -> str:
    """Return the tip of a line that ends at its superior."""
    (before, _), (x, y) = points[-2], points[-1]
    back = x + 6 if before > x else x - 6
    return (
        f'<path d="M{number(x)} {number(y)}L{number(back)} {number(y - 3.5)}V{number(y + 3.5)}Z" '
        f'fill="{colour}" stroke="none"/>'
    )


def merged(lines: list[tuple[Point, ...]]) -> str:
    """Return path data for lines that share runs, each run once: dashes drawn twice would fill.

    Examples
    --------
    >>> merged([((9, 1), (5, 1), (5, 4)), ((9, 2), (5, 2), (5, 4))])
    'M5 1V4M5 1H9M5 2H9'
    """
    level: dict[float, list[tuple[float, float]]] = {}
    upright: dict[float, list[tuple[float, float]]] = {}
    for points in lines:
        for (ax, ay), (bx, by) in pairwise(points):
            if ax == bx:
                upright.setdefault(ax, []).append((min(ay, by), max(ay, by)))
            else:
                level.setdefault(ay, []).append((min(ax, bx), max(ax, bx)))
    data = [
        f"M{number(x)} {number(low)}V{number(high)}"
        for x, spans in sorted(upright.items())
        for low, high in _union(spans)
    ]
    data += [
        f"M{number(low)} {number(y)}H{number(high)}"
        for y, spans in sorted(level.items())
        for low, high in _union(spans)
    ]
    return "".join(data)


def _union(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    for low, high in sorted(spans):
        if found and low <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return found
