"""Difference constraints between days, and shortest paths over them.

Dechter, Meiri and Pearl, "Temporal constraint networks" (Artificial Intelligence 49, 1991): days
are variables, claims are constraints, the tightest bounds are shortest paths from and to the
origin, and a negative cycle is a contradiction. A path's length is kept together with the number
of claims on it, so that of equally tight explanations the one with the fewest claims is told.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable
from typing import NamedTuple

#: Lengths are multiplied by this and the number of claims added: one integer to compare.
_SCALE = 1 << 20


class Variable(NamedTuple):
    """A day to be found: of which thing, and which one (begin, end, effect, announcement)."""

    thing: str
    day: str


ORIGIN = Variable("", "origin")


class Constraint(NamedTuple):
    """``later - earlier <= days``, because the claims say so (structure: no claims)."""

    later: Variable
    earlier: Variable
    days: int
    claims: tuple[str, ...] = ()


class Distance(NamedTuple):
    """The length of a shortest path and the claims on it, in the order of the path."""

    days: int
    claims: tuple[str, ...]


def not_after(variable: Variable, day: int, *claims: str) -> Constraint:
    """Return the constraint that a variable is at most a day."""
    return Constraint(variable, ORIGIN, day, claims)


def not_before(variable: Variable, day: int, *claims: str) -> Constraint:
    """Return the constraint that a variable is at least a day."""
    return Constraint(ORIGIN, variable, -day, claims)


def components(constraints: Iterable[Constraint]) -> list[list[Constraint]]:
    """Split constraints into the groups that share variables, the origin aside.

    Examples
    --------
    >>> a, b = Variable("a", "begin"), Variable("b", "begin")
    >>> [len(group) for group in components([not_after(a, 5), not_before(a, 2), not_after(b, 5)])]
    [2, 1]
    """
    numbers: dict[Variable, int] = {}
    parent: list[int] = []

    def number(variable: Variable) -> int:
        found = numbers.setdefault(variable, len(parent))
        if found == len(parent):
            parent.append(found)
        return found

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    placed = []
    for constraint in dict.fromkeys(constraints):
        later, earlier, _, _ = constraint
        node = number(later if earlier == ORIGIN else earlier)
        if later != ORIGIN and earlier != ORIGIN:
            parent[root(number(later))] = root(node)
        placed.append((node, constraint))
    groups: dict[int, list[Constraint]] = {}
    for node, constraint in placed:
        groups.setdefault(root(node), []).append(constraint)
    for group in groups.values():
        group.sort()
    return sorted(groups.values())


def distances(constraints: Iterable[Constraint], *, forward: bool) -> dict[Variable, Distance]:
    """Return the shortest paths from the origin, or those to it, where there are any.

    Parameters
    ----------
    constraints
        Without a negative cycle.
    forward
        From the origin, which gives upper bounds; else to it, which gives lower bounds, negated.

    Examples
    --------
    >>> begin, end = Variable("a", "begin"), Variable("a", "end")
    >>> told = [not_after(end, 9, "x"), Constraint(begin, end, -1)]
    >>> distances(told, forward=True)[begin]
    Distance(days=8, claims=('x',))
    """
    network = Network(constraints, forward=forward)
    cost, via, _ = network.relax({ORIGIN: 0})
    return {variable: _told(variable, ORIGIN, cost[variable], via) for variable in cost}


def apart(constraints: Iterable[Constraint], later: Variable, earlier: Variable) -> Distance | None:
    """Return how many days one variable can be after another at most, or None if there is no limit.

    Parameters
    ----------
    constraints
        Without a negative cycle.
    later, earlier
        Two variables.

    Examples
    --------
    >>> begin, end = Variable("a", "begin"), Variable("a", "end")
    >>> apart([Constraint(end, begin, 9, ("x",))], end, begin)
    Distance(days=9, claims=('x',))
    """
    cost, via, _ = Network(constraints, forward=True).relax({earlier: 0})
    return _told(later, earlier, cost[later], via) if later in cost else None


def negative_cycle(constraints: Iterable[Constraint]) -> list[str] | None:
    """Return the claims on a cycle of negative length, wherever it lies, or None.

    Examples
    --------
    >>> begin = Variable("a", "begin")
    >>> negative_cycle([not_after(begin, 5, "x"), not_before(begin, 7, "y")])
    ['x', 'y']
    """
    network = Network(constraints, forward=True)
    _, via, node = network.relax(dict.fromkeys(network.variables, 0))
    if node is None:
        return None
    claims: set[str] = set()
    start = node
    while True:
        node, constraint = via[node]
        claims.update(constraint.claims)
        if node == start:
            return sorted(claims)


#: How a variable was reached: from which one, by which constraint.
_Via = dict[Variable, tuple[Variable, Constraint]]


class Network:
    """Constraints as a graph of days, each edge as long as one day can be from another.

    Parameters
    ----------
    constraints
        In a fixed order, which decides between equals.
    forward
        Whether edges lead from the earlier day to the later; else the other way.
    """

    def __init__(self, constraints: Iterable[Constraint], *, forward: bool) -> None:
        self._edges: dict[Variable, list[tuple[Variable, int, Constraint]]] = {}
        for c in constraints:
            tail, head = (c.earlier, c.later) if forward else (c.later, c.earlier)
            weight = c.days * _SCALE + len(c.claims)
            self._edges.setdefault(tail, []).append((head, weight, c))
            self._edges.setdefault(head, [])

    @property
    def variables(self) -> Collection[Variable]:
        """All days that occur, the origin among them."""
        return self._edges.keys()

    def relax(
        self, start: dict[Variable, int], allowed: frozenset[str] | None = None
    ) -> tuple[dict[Variable, int], _Via, Variable | None]:
        """Find shortest ways by Bellman and Ford's algorithm, with a queue of what has changed.

        Parameters
        ----------
        start
            The variables to start from, with what is known of them.
        allowed
            The claims that may stand behind an edge; all of them without it.

        Returns
        -------
        tuple
            What each variable costs, how each was reached, and one that lies on a negative cycle,
            if there is any.
        """
        cost = dict(start)
        via: _Via = {}
        waiting = deque(start)
        queued = set(start)
        lowered, limit = 0, max(len(self._edges), 8)
        while waiting:
            tail = waiting.popleft()
            queued.discard(tail)
            for head, weight, constraint in self._edges.get(tail, ()):
                if allowed is not None and not allowed.issuperset(constraint.claims):
                    continue
                reached = cost[tail] + weight
                if reached < cost.get(head, reached + 1):
                    cost[head], via[head] = reached, (tail, constraint)
                    lowered += 1
                    if head not in queued:
                        queued.add(head)
                        waiting.append(head)
            if lowered > limit:
                # Looking back as often as everything was lowered once costs no more than that.
                lowered = 0
                node = _cycle(via)
                if node is not None:
                    return cost, via, node
        return cost, via, None


class Paths:
    """Shortest paths to one variable at a time, by way of some claims only.

    Parameters
    ----------
    constraints
        Without a negative cycle.
    forward
        As for `distances`.
    """

    def __init__(self, constraints: Iterable[Constraint], *, forward: bool) -> None:
        # From the variable back to the origin, which leaves the rest of a large graph alone.
        self._network = Network(
            (c for c in constraints if (c.later if forward else c.earlier) != ORIGIN),
            forward=not forward,
        )

    def to(self, variable: Variable, allowed: frozenset[str]) -> Distance | None:
        """Return the shortest path of a variable that only the given claims stand behind."""
        cost, via, _ = self._network.relax({variable: 0}, allowed)
        if ORIGIN not in cost:
            return None
        found = _told(ORIGIN, variable, cost[ORIGIN], via)
        return Distance(found.days, found.claims[::-1])


def _told(variable: Variable, start: Variable, cost: int, via: _Via) -> Distance:
    """Return the length of a way and its claims, in the order in which it passes them."""
    claims: dict[str, None] = {}
    node = variable
    while node != start:
        node, constraint = via[node]
        for claim in reversed(constraint.claims):
            claims[claim] = None
    return Distance(cost // _SCALE, tuple(reversed(claims)))


def _cycle(via: _Via) -> Variable | None:
    """Return a variable that was reached by way of itself, which takes a negative cycle."""
    seen: dict[Variable, Variable] = {}
    for start in via:
        node = start
        while node in via and node not in seen:
            seen[node] = start
            node = via[node][0]
        if seen.get(node) == start and node in via:
            return node
    return None
