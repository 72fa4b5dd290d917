"""The simple temporal problem: the tightest days that claims allow, contradictions included.

Where claims contradict each other, each bound is its loosest value over the repairs of the
component of constraints that it stands in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from incumbent.collecting import uncollected
from incumbent.days import FOREVER
from incumbent.record.constraints import (
    ORIGIN,
    Constraint,
    Distance,
    Paths,
    Variable,
    apart,
    components,
    distances,
)
from incumbent.record.readings import BEGIN, END
from incumbent.record.repairs import find_contradictions


class Bound(NamedTuple):
    """One side of a variable's range and the claims that fix it, in the order of the argument."""

    day: int
    claims: tuple[str, ...]


NO_LOWER = Bound(-FOREVER, ())
NO_UPPER = Bound(FOREVER, ())


@dataclass(slots=True)
class Solution:
    """The ranges of variables, and the contradictions.

    Attributes
    ----------
    lower, upper
        The bounds of each variable; over several repairs the loosest.
    conflicts
        Sets of claims that cannot all hold, none of which can be left out.
    disputed
        Variables whose range a conflicting claim bears on directly, so that repairs differ.
    lengths
        The fewest and the most days of those things of which a claim states how long they lasted.
    capped
        Whether some component had more repairs than are worked out, so that every claim in any
        conflict of it was dropped.
    """

    lower: dict[Variable, Bound] = field(default_factory=dict)
    upper: dict[Variable, Bound] = field(default_factory=dict)
    conflicts: list[frozenset[str]] = field(default_factory=list)
    disputed: set[Variable] = field(default_factory=set)
    lengths: dict[str, tuple[Bound, Bound]] = field(default_factory=dict)
    capped: bool = False


@uncollected()
def solve(constraints: Sequence[Constraint], preferred: Collection[str] = ()) -> Solution:
    """Find the tightest bounds that constraints allow, or the loosest over all repairs.

    Parameters
    ----------
    constraints
        In any order; the result does not depend on it.
    preferred
        Claims that judgements prefer: only repairs that keep them count, in each component where
        they can all hold.

    Returns
    -------
    Solution
        With a bound for every variable that occurs.

    Examples
    --------
    >>> from incumbent.record.constraints import not_after, not_before
    >>> begin = Variable("tenure", "begin")
    >>> told = [not_before(begin, 10, "a"), not_after(begin, 20, "b"), not_after(begin, 5, "c")]
    >>> found = solve(told, preferred={"a"})
    >>> found.lower[begin].day, found.upper[begin]
    (10, Bound(day=20, claims=('b',)))
    """
    solution = Solution()
    for component in components(constraints):
        variables = {v for c in component for v in (c.later, c.earlier)} - {ORIGIN}
        if not _solve_alone(component, variables, solution):
            _solve_component(component, variables, preferred, solution)
    solution.conflicts.sort(key=sorted)
    return solution


def _solve_alone(
    constraints: list[Constraint], variables: set[Variable], solution: Solution
) -> bool:
    """Solve what has a single day the direct way, unless its claims contradict each other."""
    if len(variables) > 1:
        return False
    (variable,) = variables
    lower, upper = NO_LOWER, NO_UPPER
    for c in constraints:
        if c.later == variable:
            upper = min(upper, Bound(c.days, c.claims), key=_tightest_upper)
        else:
            lower = min(lower, Bound(-c.days, c.claims), key=_tightest_lower)
    if lower.day > upper.day:
        return False
    solution.lower[variable], solution.upper[variable] = lower, upper
    return True


def _tightest_upper(bound: Bound) -> tuple[int, int, tuple[str, ...]]:
    return bound.day, len(bound.claims), bound.claims


def _tightest_lower(bound: Bound) -> tuple[int, int, tuple[str, ...]]:
    return -bound.day, len(bound.claims), bound.claims


def _loosest_upper(bound: Bound) -> tuple[int, int, tuple[str, ...]]:
    return -bound.day, len(bound.claims), bound.claims


def _loosest_lower(bound: Bound) -> tuple[int, int, tuple[str, ...]]:
    return bound.day, len(bound.claims), bound.claims


def _solve_component(
    constraints: list[Constraint],
    variables: set[Variable],
    preferred: Collection[str],
    solution: Solution,
) -> None:
    found = find_contradictions(constraints, preferred)
    solution.conflicts.extend(found.conflicts)
    solution.capped |= found.capped
    standing = [_standing(constraints, kept) for kept in found.repairs]
    ranges = [_ranges(kept, variables) for kept in standing]
    solution.lengths.update(_lengths(constraints, standing))
    for variable in variables:
        lowers, uppers = zip(*(part[variable] for part in ranges), strict=True)
        solution.lower[variable] = min(lowers, key=_loosest_lower)
        solution.upper[variable] = min(uppers, key=_loosest_upper)
    if not found.conflicts and len(ranges) == 1:
        return
    claims = {claim for c in constraints for claim in c.claims}
    left_out = claims - frozenset.intersection(*found.repairs)
    for variable in _touched(constraints, left_out):
        days = {(lower.day, upper.day) for lower, upper in (part[variable] for part in ranges)}
        if len(days) > 1 or found.capped:
            solution.disputed.add(variable)


def _touched(constraints: Iterable[Constraint], claims: Collection[str]) -> set[Variable]:
    """Return the variables that the given claims speak of themselves."""
    touching = [c for c in constraints if any(claim in claims for claim in c.claims)]
    return {v for c in touching for v in (c.later, c.earlier) if v != ORIGIN}


def _standing(constraints: Iterable[Constraint], kept: Collection[str]) -> list[Constraint]:
    """Return what the kept claims and the structure say."""
    return [c for c in constraints if all(claim in kept for claim in c.claims)]


def _lengths(
    constraints: Iterable[Constraint], repairs: Sequence[list[Constraint]]
) -> Iterator[tuple[str, tuple[Bound, Bound]]]:
    """Yield how long things lasted whose length is stated: loosest of the repairs' tightest."""
    stated = {c.later.thing for c in constraints if c.claims and c.later.thing == c.earlier.thing}
    for thing in sorted(stated):
        begin, end = Variable(thing, BEGIN), Variable(thing, END)
        fewest, most = [], []
        for standing in repairs:
            low, high = apart(standing, begin, end), apart(standing, end, begin)
            fewest.append(NO_LOWER if low is None else Bound(-low.days, low.claims))
            most.append(NO_UPPER if high is None else Bound(high.days, high.claims))
        yield thing, (min(fewest, key=_loosest_lower), min(most, key=_loosest_upper))


def _ranges(
    standing: list[Constraint], variables: Iterable[Variable]
) -> dict[Variable, tuple[Bound, Bound]]:
    """Return the tightest bounds that constraints allow."""
    twice = _speaking_twice(standing)
    lowest = _reduced(standing, twice, forward=False)
    highest = _reduced(standing, twice, forward=True)
    ranges = {}
    for variable in variables:
        low, high = lowest.get(variable), highest.get(variable)
        ranges[variable] = (
            NO_LOWER if low is None else Bound(-low.days, low.claims),
            NO_UPPER if high is None else Bound(high.days, high.claims),
        )
    return ranges


def _speaking_twice(constraints: Iterable[Constraint]) -> frozenset[str]:
    """Return the claims that one path can pass twice: they relate days, and say more besides."""
    said = Counter(claim for c in constraints for claim in c.claims)
    relating = {claim for c in constraints if ORIGIN not in c[:2] for claim in c.claims}
    return frozenset(claim for claim in relating if said[claim] > 1)


def _reduced(
    constraints: list[Constraint], twice: frozenset[str], *, forward: bool
) -> dict[Variable, Distance]:
    """Return the shortest paths, each without the claims that the rest of it does without.

    A shortest path has the fewest steps that claims stand behind, which are the fewest claims
    unless one claim stands behind several steps.
    """
    found = distances(constraints, forward=forward)
    del found[ORIGIN]
    paths: Paths | None = None
    for variable, distance in found.items():
        if len(distance.claims) < 2 or twice.isdisjoint(distance.claims):
            continue
        paths = paths or Paths(constraints, forward=forward)
        for claim in distance.claims:
            shorter = paths.to(variable, frozenset(found[variable].claims) - {claim})
            if shorter is not None and shorter.days == distance.days:
                found[variable] = shorter
    return found
