"""Difference constraints between days, and shortest paths over them.

Dechter, Meiri and Pearl, "Temporal constraint networks" (Artificial Intelligence 49, 1991): days
are variables, claims are constraints, the tightest bounds are shortest paths from and to the
origin, and a negative cycle is a contradiction. A path's length is kept together with the number
of claims on it, so that of equally tight explanations the one with the fewest claims is told.
"""

from __future__ import annotations

from collections.abc import Iterable
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
    parent: dict[Variable, Variable] = {}

    def root(variable: Variable) -> Variable:
        while parent.setdefault(variable, variable) != variable:
            parent[variable] = parent[parent[variable]]
            variable = parent[variable]
        return variable

    ordered = sorted(set(constraints))
    for constraint in ordered:
        if ORIGIN not in (constraint.later, constraint.earlier):
            parent[root(constraint.later)] = root(constraint.earlier)
    groups: dict[Variable, list[Constraint]] = {}
    for constraint in ordered:
        variable = constraint.later if constraint.earlier == ORIGIN else constraint.earlier
        groups.setdefault(root(variable), []).append(constraint)
    return [groups[key] for key in sorted(groups)]


def distances(constraints: list[Constraint], *, forward: bool) -> dict[Variable, Distance]:
    """Return the shortest paths from the origin, or those to it, where there are any.

    Bellman and Ford's algorithm; components are small, so simplicity wins.

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
    cost, via = _relaxed(constraints, {ORIGIN: 0}, forward=forward)
    paths: dict[Variable, Distance] = {}
    for variable in cost:
        claims: dict[str, None] = {}
        node = variable
        while node != ORIGIN:
            node, constraint = via[node]
            claims.update(dict.fromkeys(reversed(constraint.claims)))
        paths[variable] = Distance(cost[variable] // _SCALE, tuple(reversed(claims)))
    return paths


def negative_cycle(constraints: list[Constraint]) -> list[str] | None:
    """Return the claims on a cycle of negative length, wherever it lies, or None.

    Examples
    --------
    >>> begin = Variable("a", "begin")
    >>> negative_cycle([not_after(begin, 5, "x"), not_before(begin, 7, "y")])
    ['x', 'y']
    """
    variables = {variable for constraint in constraints for variable in constraint[:2]}
    start = dict.fromkeys(variables, 0)
    cost, via = _relaxed(constraints, start, forward=True)
    # What could still be lowered was lowered in the last round, so a cycle leads to it.
    node = next(
        (c.earlier for c in constraints if cost[c.earlier] + _weight(c) < cost[c.later]), None
    )
    if node is None:
        return None
    for _ in variables:
        node = via[node][0]
    claims: set[str] = set()
    start_of_cycle = node
    while True:
        node, constraint = via[node]
        claims.update(constraint.claims)
        if node == start_of_cycle:
            return sorted(claims)


def _weight(constraint: Constraint) -> int:
    return constraint.days * _SCALE + len(constraint.claims)


def _relaxed(
    constraints: list[Constraint], start: dict[Variable, int], *, forward: bool
) -> tuple[dict[Variable, int], dict[Variable, tuple[Variable, Constraint]]]:
    """Relax every constraint until nothing changes, or as often as there are variables."""
    edges = [
        (c.earlier, c.later, _weight(c), c) if forward else (c.later, c.earlier, _weight(c), c)
        for c in constraints
    ]
    cost = dict(start)
    via: dict[Variable, tuple[Variable, Constraint]] = {}
    for _ in range(len({variable for edge in edges for variable in edge[:2]}) + 1):
        changed = False
        for tail, head, weight, constraint in edges:
            known = cost.get(tail)
            if known is not None and known + weight < cost.get(head, known + weight + 1):
                cost[head], via[head], changed = known + weight, (tail, constraint), True
        if not changed:
            break
    return cost, via
