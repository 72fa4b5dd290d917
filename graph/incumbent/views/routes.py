"""Lines besides the tree, led around the cards: at right angles, through gaps that hold no card.

A line leaves its subordinate on the left, runs up or down in the gap between two columns, crosses
a column only where no card stands, and ends at its superior. Lines that share a gap get lanes of
their own, and the gaps grow with their lanes.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from incumbent.views.arrange import GAP, Places

LANE, BUS, MARGIN = 7.0, 16.0, 13.0
#: How many places to cross a column are looked at, the nearest ones.
CHOICES = 12

Span = tuple[float, float]


@dataclass
class Route:
    """A line between two cards before columns have a place on the page.

    `gaps` are the gaps it runs in (gap g lies left of column g), `heights` its heights: at the
    subordinate, at each column that it crosses, at the superior.
    """

    start: str
    end: str
    from_left: bool
    gaps: list[int]
    heights: list[float] = field(default_factory=list)
    lanes: list[int] = field(default_factory=list)


class Router:
    """Leads lines around cards.

    Parameters
    ----------
    places
        Columns and tops.
    heights
        Card → height.
    """

    def __init__(self, places: Places, heights: dict[str, float]) -> None:
        self.places, self.heights = places, heights
        self.free = self._free()
        self.taken: dict[int, list[float]] = {}

    def _free(self) -> dict[int, list[Span]]:
        """Give per column the spans of height where no card stands."""
        columns: dict[int, list[Span]] = {}
        for node, column in self.places.column.items():
            top = self.places.top[node]
            columns.setdefault(column, []).append((top, top + self.heights[node]))
        free = {}
        for column, cards in columns.items():
            cards.sort()
            edges = [cards[0][0] - 4 * GAP, *(y for card in cards for y in card)]
            edges.append(cards[-1][1] + 4 * GAP)
            spans = zip(edges[::2], edges[1::2], strict=True)
            free[column] = [(low, high) for low, high in spans if high - low >= 12]
        return free

    def lead(self, ends: list[tuple[str, str]]) -> list[Route]:
        """Lead lines from subordinate to superior.

        Parameters
        ----------
        ends
            Subordinate and superior of each line.

        Returns
        -------
        list of Route
            One per line, in the same order.
        """
        column = self.places.column
        routes = []
        for start, end in ends:
            here, there = column[start], column[end]
            ahead = range(here, there + 1) if there >= here else range(here, there, -1)
            routes.append(Route(start, end, there >= here, list(ahead)))
        self._attach(routes)
        for route in sorted(routes, key=lambda one: (len(one.gaps), one.start, one.end)):
            self._cross(route)
        self._share_lanes(routes)
        return routes

    def _middle(self, node: str) -> float:
        return self.places.top[node] + self.heights[node] / 2

    def _attach(self, routes: list[Route]) -> None:
        """Spread the ends of lines over the sides of cards: upper half for lines from above."""
        sides: dict[tuple[str, bool, bool], list[tuple[float, int, int]]] = {}
        for number, route in enumerate(routes):
            route.heights = [0.0, 0.0]
            for place, (node, other) in enumerate(
                ((route.start, route.end), (route.end, route.start))
            ):
                left = place == 0 or route.from_left
                upper = self._middle(other) < self._middle(node)
                key = (self._middle(other), number, place)
                sides.setdefault((node, left, upper), []).append(key)
        for (node, _, upper), keys in sides.items():
            half = self.heights[node] / 2 - 7
            first = self.places.top[node] + (4 if upper else half + 10)
            for index, (_, number, place) in enumerate(sorted(keys)):
                height = first + half * (index + 1) / (len(keys) + 1)
                routes[number].heights[place] = height

    def _cross(self, route: Route) -> None:
        """Choose the heights at which a line crosses columns, with the least way up and down."""
        start, goal = route.heights
        step = -1 if len(route.gaps) > 1 and route.gaps[1] < route.gaps[0] else 1
        crossed = [gap - 1 if step < 0 else gap for gap in route.gaps[:-1]]
        best: dict[float, tuple[float, list[float]]] = {start: (0.0, [])}
        for column in crossed:
            following: dict[float, tuple[float, list[float]]] = {}
            for height in self._choices(column, start, goal):
                following[height] = min(
                    (cost + abs(height - before), [*way, height])
                    for before, (cost, way) in best.items()
                )
            best = following
        _, way = min((cost + abs(goal - last), way) for last, (cost, way) in best.items())
        for column, height in zip(crossed, way, strict=True):
            self.taken.setdefault(column, []).append(height)
        route.heights = [start, *way, goal]

    def _choices(self, column: int, start: float, goal: float) -> list[float]:
        """Give heights at which a column can be crossed, near the straight way."""
        found = set()
        for low, high in self.free.get(column, [(min(start, goal), max(start, goal) + 12)]):
            for wish in (start, goal):
                found.add(self._beside_others(column, low + 5, high - 5, wish))
        low, high = sorted((start, goal))
        return sorted(found, key=lambda y: (max(low - y, y - high, 0.0), y))[:CHOICES]

    def _beside_others(self, column: int, low: float, high: float, wish: float) -> float:
        near = min(max(wish, low), high)
        for offset in (0.0, 4.0, -4.0, 8.0, -8.0, 12.0, -12.0):
            height = near + offset
            others = self.taken.get(column, [])
            if low <= height <= high and all(abs(height - other) >= 3.5 for other in others):
                return height
        return near

    def _share_lanes(self, routes: list[Route]) -> None:
        """Give every run in a gap the first lane that is free along it."""
        runs: dict[int, list[tuple[float, float, int, int]]] = {}
        for number, route in enumerate(routes):
            route.lanes = [0] * len(route.gaps)
            for index, gap in enumerate(route.gaps):
                low, high = sorted(route.heights[index : index + 2])
                runs.setdefault(gap, []).append((low, high, number, index))
        for spans in runs.values():
            ends: list[float] = []
            for low, high, number, index in sorted(spans):
                lane = next((at for at, end in enumerate(ends) if end + 4 < low), len(ends))
                ends[lane : lane + 1] = [high]
                routes[number].lanes[index] = lane


def gap_widths(routes: list[Route], columns: int) -> list[float]:
    """Return the width of every gap: room for the tree's own line, the lanes and a margin.

    Parameters
    ----------
    routes
        With their lanes.
    columns
        How many columns there are.

    Returns
    -------
    list of float
        Gap g lies left of column g; the first is 0 where nothing runs in it.
    """
    lanes = [0] * columns
    for route in routes:
        for gap, lane in zip(route.gaps, route.lanes, strict=True):
            lanes[gap] = max(lanes[gap], lane + 1)
    widths = [BUS + MARGIN + 6 + LANE * count for count in lanes]
    if widths and not lanes[0]:
        widths[0] = 0.0
    return widths
