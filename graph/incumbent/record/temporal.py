"""The simple temporal problem: days as variables, claims as difference constraints.

Dechter, Meiri and Pearl, "Temporal constraint networks" (Artificial Intelligence 49, 1991): the
tightest bounds are shortest paths from and to the origin, and a negative cycle is a contradiction.
A path's length is kept together with the number of claims on it, so that of equally tight
explanations the one with the fewest claims is told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from incumbent.days import FOREVER

#: Beyond so many repairs of one component every claim of it is dropped (sound, wider, and said).
REPAIRS_AT_MOST = 64

_SCALE = 1 << 20  # lengths are multiplied by this, the number of claims added: one integer to compare


class Variable(NamedTuple):
    """A day to be found: which thing's, and which of its days (begin, end, effect, announcement)."""

    thing: str
    day: str


ORIGIN = Variable("", "origin")


class Constraint(NamedTuple):
    """``later - earlier <= days``, because the claims say so (structure: no claims)."""

    later: Variable
    earlier: Variable
    days: int
    claims: tuple[str, ...] = ()


def not_after(variable: Variable, day: int, *claims: str) -> Constraint:
    """Return the constraint that a variable is at most a day."""
    return Constraint(variable, ORIGIN, day, claims)


def not_before(variable: Variable, day: int, *claims: str) -> Constraint:
    """Return the constraint that a variable is at least a day."""
    return Constraint(ORIGIN, variable, -day, claims)


class Bound(NamedTuple):
    """One side of a variable's range and the claims that fix it, in the order of the argument."""

    day: int
    claims: tuple[str, ...]


NO_LOWER = Bound(-FOREVER, ())
NO_UPPER = Bound(FOREVER, ())


@dataclass(slots=True)
class Solution:
    """The ranges of a component's variables, and its contradictions.

    Attributes
    ----------
    lower, upper
        The bounds of each variable; over several repairs the loosest.
    conflicts
        Sets of claims that cannot all hold, none of which can be left out.
    disputed
        Variables whose range a conflicting claim bears on directly, so that repairs differ.
    capped
        Whether there were more repairs than `REPAIRS_AT_MOST`.
    """

    lower: dict[Variable, Bound] = field(default_factory=dict)
    upper: dict[Variable, Bound] = field(default_factory=dict)
    conflicts: list[frozenset[str]] = field(default_factory=list)
    disputed: set[Variable] = field(default_factory=set)
    capped: bool = False


def solve(constraints: Sequence[Constraint]) -> Solution:
    """Find the tightest bounds that constraints allow, or the loosest over all repairs.

    Parameters
    ----------
    constraints
        In any order; the result does not depend on it.

    Returns
    -------
    Solution
        With a bound for every variable that occurs.

    Examples
    --------
    >>> begin = Variable("tenure", "begin")
    >>> found = solve([not_before(begin, 10, "a"), not_after(begin, 20, "b")])
    >>> found.lower[begin].day, found.upper[begin]
    (10, Bound(day=20, claims=('b',)))
    """
    solution = Solution()
    for component in components(constraints):
        _solve_component(component, solution)
    solution.conflicts.sort(key=sorted)
    return solution


def components(constraints: Iterable[Constraint]) -> list[list[Constraint]]:
    """Split constraints into the groups that share variables, the origin aside."""
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


def _solve_component(constraints: list[Constraint], solution: Solution) -> None:
    claims = frozenset(claim for constraint in constraints for claim in constraint.claims)
    conflict = find_conflict(constraints, claims)
    if conflict is None:
        _loosen(solution, constraints)
        return
    conflicts, repairs = _repairs(constraints, claims, conflict)
    if repairs is None:
        solution.capped = True
        repairs = [frozenset()]
    solution.conflicts.extend(conflicts)
    ranges = []
    for kept in repairs:
        part = Solution()
        _loosen(part, _of(constraints, kept), constraints)
        ranges.append(part)
        _widen(solution, part)
    involved = frozenset().union(*conflicts)
    for variable in _touched(constraints, involved):
        days = {(part.lower[variable].day, part.upper[variable].day) for part in ranges}
        if len(days) > 1 or solution.capped:
            solution.disputed.add(variable)


def _touched(constraints: list[Constraint], claims: Collection[str]) -> set[Variable]:
    """Return the variables that the given claims speak of themselves."""
    touching = [c for c in constraints if any(claim in claims for claim in c.claims)]
    return {v for c in touching for v in (c.later, c.earlier) if v != ORIGIN}


def _loosen(
    solution: Solution, constraints: list[Constraint], all_of: list[Constraint] | None = None
) -> None:
    """Enter the tightest bounds of consistent constraints, for every variable of `all_of`."""
    upper, _ = _shortest(constraints, forward=True)
    lower, _ = _shortest(constraints, forward=False)
    for constraint in all_of or constraints:
        for variable in (constraint.later, constraint.earlier):
            if variable != ORIGIN:
                day, claims = upper.get(variable, (FOREVER, ()))
                solution.upper[variable] = Bound(day, claims)
                day, claims = lower.get(variable, (FOREVER, ()))
                solution.lower[variable] = Bound(-day, claims)


def _widen(solution: Solution, part: Solution) -> None:
    """Take from one repair's ranges what is looser than what stands."""
    for variable, bound in part.upper.items():
        known = solution.upper.get(variable)
        if known is None or (-bound.day, len(bound.claims), bound.claims) < (
            -known.day,
            len(known.claims),
            known.claims,
        ):
            solution.upper[variable] = bound
    for variable, bound in part.lower.items():
        known = solution.lower.get(variable)
        if known is None or (bound.day, len(bound.claims), bound.claims) < (
            known.day,
            len(known.claims),
            known.claims,
        ):
            solution.lower[variable] = bound


def _of(constraints: Iterable[Constraint], kept: Collection[str]) -> list[Constraint]:
    return [c for c in constraints if all(claim in kept for claim in c.claims)]


_Paths = dict[Variable, tuple[int, tuple[str, ...]]]


def _shortest(constraints: list[Constraint], *, forward: bool) -> tuple[_Paths, list[str] | None]:
    """Return the distances from the origin (or to it) with their claims, or a negative cycle's.

    Bellman and Ford's algorithm; components are small, so simplicity wins.
    """
    edges = [
        (c.earlier, c.later, c) if forward else (c.later, c.earlier, c) for c in constraints
    ]
    cost: dict[Variable, int] = {ORIGIN: 0}
    via: dict[Variable, tuple[Variable, Constraint]] = {}
    count = len({v for edge in edges for v in edge[:2]} | {ORIGIN})
    for _ in range(count):
        changed: Variable | None = None
        for start, end, constraint in edges:
            if start in cost:
                reached = cost[start] + constraint.days * _SCALE + len(constraint.claims)
                if end not in cost or reached < cost[end]:
                    cost[end], via[end], changed = reached, (start, constraint), end
        if changed is None:
            break
    else:
        if changed is not None:
            return {}, _cycle(via, changed, count)
    paths: _Paths = {}
    for variable in cost:
        claims: list[str] = []
        node = variable
        while node != ORIGIN:
            node, constraint = via[node]
            claims.extend(claim for claim in reversed(constraint.claims) if claim not in claims)
        days = cost[variable] // _SCALE
        paths[variable] = (days, tuple(reversed(claims)))
    return paths, None


def _cycle(via: dict[Variable, tuple[Variable, Constraint]], node: Variable, count: int) -> list[str]:
    """Return the claims on the cycle that the predecessors of a node lead into."""
    for _ in range(count):
        node = via[node][0]
    claims: list[str] = []
    start = node
    while True:
        node, constraint = via[node]
        claims.extend(constraint.claims)
        if node == start:
            return claims


def find_conflict(constraints: list[Constraint], kept: Collection[str]) -> frozenset[str] | None:
    """Return claims that cannot all hold and of which none can be left out, or None.

    A cycle that Bellman and Ford find need not be minimal; claims are deleted one by one as long
    as the rest still contradicts.
    """
    _, cycle = _shortest(_of(constraints, kept), forward=True)
    if cycle is None:
        # A cycle that the origin does not reach is found on the way back to it.
        _, cycle = _shortest(_of(constraints, kept), forward=False)
    if cycle is None:
        return None
    needed = sorted(set(cycle))
    for claim in list(needed):
        rest = [other for other in needed if other != claim]
        part = _of(constraints, rest)
        if any(_shortest(part, forward=way)[1] is not None for way in (True, False)):
            needed = rest
    return frozenset(needed)


def _repairs(
    constraints: list[Constraint], claims: frozenset[str], first: frozenset[str]
) -> tuple[list[frozenset[str]], list[frozenset[str]] | None]:
    """Return the conflicts met and all maximal consistent sets of claims (None: too many).

    Reiter's hitting-set tree ("A theory of diagnosis from first principles", 1987): whatever is
    left out must hit every conflict, so branch over the claims of one conflict at a time.
    """
    conflicts = [first]
    removals: list[frozenset[str]] = []
    frontier: list[frozenset[str]] = [frozenset()]
    seen = set(frontier)
    while frontier:
        removed = frontier.pop(0)
        if any(known <= removed for known in removals):
            continue
        conflict = next((c for c in conflicts if not c & removed), None)
        if conflict is None:
            conflict = find_conflict(constraints, claims - removed)
            if conflict is None:
                removals.append(removed)
                if len(removals) > REPAIRS_AT_MOST:
                    return conflicts, None
                continue
            conflicts.append(conflict)
        for claim in sorted(conflict):
            further = removed | {claim}
            if further not in seen:
                seen.add(further)
                frontier.append(further)
    return conflicts, [claims - removed for removed in removals]
