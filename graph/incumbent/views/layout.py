"""Places for everything on a chart: cards in columns, lines that never run through a card."""

from __future__ import annotations

from dataclasses import dataclass

from incumbent.views.arrange import Places, arrange
from incumbent.views.boxes import Box, boxes
from incumbent.views.chart import Chart, Line
from incumbent.views.routes import BUS, LANE, Route, Router, gap_widths

Point = tuple[float, float]


@dataclass(frozen=True)
class Placed:
    """A box with its upper left corner."""

    box: Box
    x: float
    y: float

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.x + self.box.width

    @property
    def middle(self) -> float:
        """The y half-way down."""
        return self.y + self.box.height / 2


@dataclass(frozen=True)
class Path:
    """A line as corners, from subordinate to superior, all runs level or upright."""

    line: Line
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Layout:
    """A chart with places; the corner is at 0, 0."""

    width: float
    height: float
    cards: tuple[Placed, ...]
    paths: tuple[Path, ...]


def layout(chart: Chart) -> Layout:
    """Return places for the cards and lines of a chart.

    Parameters
    ----------
    chart
        What is to be drawn.

    Returns
    -------
    Layout
        No two cards overlap, and no line crosses a card.

    Examples
    --------
    >>> layout(Chart("", "", "en", (), (), (), ())).cards
    ()
    """
    sized = boxes(chart)
    heights = {node: box.height for node, box in sized.items()}
    superior, children = chart.superior, chart.children
    roots = [card.node for card in chart.cards if card.node not in superior]
    places = arrange(roots, children, heights)
    extra = [line for line in chart.lines if not line.first]
    routes = Router(places, heights).lead([(line.subordinate, line.superior) for line in extra])
    count = max(places.column.values(), default=-1) + 1
    gaps = gap_widths(routes, count)
    lefts, x = [], 0.0
    card_width = max((box.width for box in sized.values()), default=0.0)
    for gap in gaps:
        lefts.append(x + gap)
        x += gap + card_width
    cards = {
        node: Placed(box, lefts[places.column[node]], places.top[node])
        for node, box in sized.items()
    }
    paths = [
        Path(line, _branch(cards, line, places, lefts, gaps)) for line in chart.lines if line.first
    ]
    paths += [
        Path(line, _way(cards, route, lefts, gaps))
        for line, route in zip(extra, routes, strict=True)
    ]
    return _framed(cards, paths)


def _branch(
    cards: dict[str, Placed], line: Line, places: Places, lefts: list[float], gaps: list[float]
) -> tuple[Point, ...]:
    """Lead a line of the tree along the upright run that all subordinates share."""
    child, parent = cards[line.subordinate], cards[line.superior]
    column = places.column[line.subordinate]
    bus = lefts[column] - gaps[column] + BUS
    points = [(child.x, child.middle), (bus, child.middle)]
    header = places.headers.get(line.subordinate)
    if header is not None:
        first = places.column[line.superior] + 1
        own = lefts[first] - gaps[first] + BUS
        points += [(bus, header), (own, header)]
        bus = own
    points += [(bus, parent.middle), (parent.right, parent.middle)]
    return _straightened(points)


def _way(
    cards: dict[str, Placed], route: Route, lefts: list[float], gaps: list[float]
) -> tuple[Point, ...]:
    """Turn a route into corners."""
    start, end = cards[route.start], cards[route.end]
    points = [(start.x, route.heights[0])]
    for index, gap in enumerate(route.gaps):
        lane = lefts[gap] - gaps[gap] + BUS + 8 + LANE * route.lanes[index]
        points += [(lane, route.heights[index]), (lane, route.heights[index + 1])]
    points.append((end.x if route.from_left else end.right, route.heights[-1]))
    return _straightened(points)


def _straightened(points: list[Point]) -> tuple[Point, ...]:
    """Leave out corners where the line does not turn."""
    kept: list[Point] = []
    for point in points:
        if kept and point == kept[-1]:
            continue
        while len(kept) > 1 and (
            kept[-2][0] == kept[-1][0] == point[0] or kept[-2][1] == kept[-1][1] == point[1]
        ):
            kept.pop()
        kept.append(point)
    return tuple(kept)


def _framed(cards: dict[str, Placed], paths: list[Path]) -> Layout:
    """Move everything so that the corner is at 0, 0, and round to tenths of a pixel."""
    points = [point for path in paths for point in path.points]
    points += [(card.x, card.y) for card in cards.values()]
    points += [(card.right, card.y + card.box.height) for card in cards.values()]
    if not points:
        return Layout(0.0, 0.0, (), ())
    left, top = min(x for x, _ in points), min(y for _, y in points)

    def moved(point: Point) -> Point:
        return round(point[0] - left, 1), round(point[1] - top, 1)

    width, height = moved((max(x for x, _ in points), max(y for _, y in points)))
    return Layout(
        width,
        height,
        tuple(Placed(card.box, *moved((card.x, card.y))) for card in cards.values()),
        tuple(Path(path.line, tuple(map(moved, path.points))) for path in paths),
    )
