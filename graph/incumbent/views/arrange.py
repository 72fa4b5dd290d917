"""A tidy tree, left to right: a column and a height for every card.

Subtrees are packed by their contours (Reingold and Tilford 1981), taken per column because cards
differ in height. Many leaves under one card are set in a block of several columns, so that an
organization whose lines nobody stated makes a page and not a ribbon.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

GAP, ROOT_GAP, HEADER = 18.0, 36.0, 18.0
#: How many times more tall than wide a page may be before leaves are set tighter.
TALLEST = 1.5
#: From how many leaves on they make a block, and how wide a block is; tighter from step to step.
TIGHTNESS = ((7, 0.35), (4, 0.7), (3, 1.2), (2, 2.0), (1, 3.0))


@dataclass
class Places:
    """Where cards are: column and top, and the height of the line into a block's further columns.

    `headers` has an entry for those leaves only that stand in the second or a later column of a
    block: the height at which their line runs above the columns before.
    """

    column: dict[str, int] = field(default_factory=dict)
    top: dict[str, float] = field(default_factory=dict)
    headers: dict[str, float] = field(default_factory=dict)


@dataclass
class _Part:
    """A subtree on its own: its nodes' tops, and per column the highest and the lowest point."""

    tops: dict[str, float]
    contour: dict[int, tuple[float, float]]
    centre: float
    headers: dict[str, float] = field(default_factory=dict)

    def shift(self, by: float) -> None:
        self.tops = {node: top + by for node, top in self.tops.items()}
        self.headers = {node: y + by for node, y in self.headers.items()}
        self.contour = {at: (top + by, end + by) for at, (top, end) in self.contour.items()}
        self.centre += by


def arrange(
    roots: list[str],
    children: dict[str, list[str]],
    heights: dict[str, float],
    pitch: float = 240.0,
) -> Places:
    """Give every card a column and a top so that no two overlap.

    Where the page would be a ribbon, leaves are set in more columns, step by step.

    Parameters
    ----------
    roots
        The cards without a superior, in order.
    children
        Superior → subordinates, in order; a forest.
    heights
        Card → height in pixels.
    pitch
        About how wide a column is with the gap beside it, in pixels.

    Returns
    -------
    Places
        Tops start at 0.

    Examples
    --------
    >>> places = arrange(["a"], {"a": ["b", "c"]}, {"a": 40.0, "b": 40.0, "c": 40.0})
    >>> places.column["c"], places.top["b"], places.top["a"], places.top["c"]
    (1, 0.0, 29.0, 58.0)
    """
    best, shape = Places(), math.inf
    for tightness in TIGHTNESS:
        places = _arranged(roots, children, heights, tightness)
        tall = max((top + heights[node] for node, top in places.top.items()), default=0.0)
        wide = pitch * (max(places.column.values(), default=0) + 1)
        if tall / wide < shape:
            best, shape = places, tall / wide
        if shape <= TALLEST or tall < 1200:
            break
    return best


def _arranged(
    roots: list[str],
    children: dict[str, list[str]],
    heights: dict[str, float],
    tightness: tuple[int, float],
) -> Places:
    places = Places()
    column = places.column
    order: list[str] = []
    todo = [(root, 0) for root in reversed(roots)]
    while todo:
        node, at = todo.pop()
        column[node] = at
        order.append(node)
        todo += [(child, at + 1) for child in reversed(children.get(node, []))]
    parts: dict[str, _Part] = {}
    for node in reversed(order):
        below = [parts.pop(child) for child in children.get(node, [])]
        parts[node] = _family(node, column, below, heights[node], tightness)
    lone = [parts[root] for root in roots if not children.get(root)]
    trees = [parts[root] for root in roots if children.get(root)]
    if len(lone) > 1:
        widest = max(
            (max(part.contour) + 1 for part in trees), default=_columns(len(lone), TIGHTNESS[0])
        )
        lone = [_block(lone, 0, column, min(widest, len(lone)))]
    _stack_roots([*trees, *lone])
    for part in (*trees, *lone):
        places.top.update(part.tops)
        places.headers.update(part.headers)
    return places


def _columns(leaves: int, tightness: tuple[int, float]) -> int:
    """Choose how many columns make a block of leaves about as wide as a page is."""
    many, wide = tightness
    return min(leaves, max(1, round(math.sqrt(wide * leaves)))) if leaves > many else 1


def _family(
    node: str,
    column: dict[str, int],
    below: list[_Part],
    height: float,
    tightness: tuple[int, float],
) -> _Part:
    """Put a card beside its packed subordinates, half-way between the first and the last."""
    at = column[node]
    leaves = [part for part in below if len(part.tops) == 1]
    parts = [part for part in below if len(part.tops) > 1]
    wide = _columns(len(leaves), tightness)
    if wide > 1:
        parts.append(_block(leaves, at + 1, column, wide))
    else:
        parts = below
    if not parts:
        return _Part({node: 0.0}, {at: (0.0, height)}, height / 2)
    whole = _packed(parts)
    centre = (parts[0].centre + parts[-1].centre) / 2
    whole.tops[node] = centre - height / 2
    whole.contour[at] = (centre - height / 2, centre + height / 2)
    whole.centre = centre
    whole.shift(-min(top for top, _ in whole.contour.values()))
    return whole


def _packed(parts: list[_Part]) -> _Part:
    """Stack subtrees as tightly as their contours allow."""
    whole = _Part({}, {}, 0.0)
    for part in parts:
        shared = set(whole.contour) & set(part.contour)
        if shared:
            part.shift(max(whole.contour[at][1] + GAP - part.contour[at][0] for at in shared))
        whole.tops.update(part.tops)
        whole.headers.update(part.headers)
        for at, (top, end) in part.contour.items():
            old = whole.contour.get(at, (top, end))
            whole.contour[at] = (min(old[0], top), max(old[1], end))
    return whole


def _block(leaves: list[_Part], first: int, column: dict[str, int], count: int) -> _Part:
    """Set leaves in columns, filled downwards, under a free strip for the lines to reach them."""
    block = _Part({}, {}, 0.0)
    rows = math.ceil(len(leaves) / count)
    for index in range(0, len(leaves), rows):
        at, y = first + index // rows, HEADER
        for leaf in leaves[index : index + rows]:
            (node,) = leaf.tops
            ((top, end),) = leaf.contour.values()
            column[node], block.tops[node] = at, y
            y += end - top + GAP
            if at > first:
                block.headers[node] = HEADER * 0.4
        block.contour[at] = (0.0, y - GAP)
    # The line leaves a block at the middle of its first column, like a family's own.
    block.centre = (HEADER + block.contour[first][1]) / 2
    return block


def _stack_roots(parts: list[_Part]) -> None:
    """Put trees below each other, without interlocking them: they are told apart by the space."""
    y = 0.0
    for part in parts:
        part.shift(y - min(top for top, _ in part.contour.values()))
        y = max(end for _, end in part.contour.values()) + ROOT_GAP
