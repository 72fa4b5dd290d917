"""Contradictions among claims about days: which claims cannot all hold, and what can be kept.

A *conflict* is a set of claims that cannot all hold and of which none can be left out; a *repair*
is a set of claims that can all hold and to which none can be added. Either follows from the other:
the conflicts are the smallest sets that meet everything that some repair leaves out (Reiter, "A
theory of diagnosis from first principles", Artificial Intelligence 32, 1987).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from incumbent.record.constraints import ORIGIN, Constraint, distances, negative_cycle

#: Beyond so many repairs of one component every claim in any conflict of it is dropped (sound,
#: wider, and said).
REPAIRS_AT_MOST = 64
#: Beyond so many conflicts not all are told, but each claim's part in one is.
CONFLICTS_AT_MOST = 256
#: The search for repairs gives up after so many sets, as if there were too many repairs.
SETS_AT_MOST = 4096


class Contradictions(NamedTuple):
    """The contradictions of one component.

    Attributes
    ----------
    conflicts
        In a fixed order; none when the constraints are consistent.
    repairs
        All of them; where there are too many, the one set of claims that is in all of them.
    capped
        Whether there were too many repairs.
    """

    conflicts: tuple[frozenset[str], ...]
    repairs: tuple[frozenset[str], ...]
    capped: bool = False


class _TooManyError(Exception):
    """There are more repairs than anybody would read."""


def find_contradictions(
    constraints: list[Constraint], preferred: Collection[str] = ()
) -> Contradictions:
    """Find the conflicts and the repairs of a component.

    Parameters
    ----------
    constraints
        In a fixed order; what has no claims is structure and holds in every repair.
    preferred
        Claims that every repair keeps, if they can all hold; a conflict then tells which of the
        other claims cannot hold beside them.

    Examples
    --------
    >>> from incumbent.record.constraints import Variable, not_after, not_before
    >>> begin = Variable("tenure", "begin")
    >>> told = [not_after(begin, 5, "a"), not_before(begin, 7, "b"), not_before(begin, 1, "c")]
    >>> found = find_contradictions(told)
    >>> [sorted(claims) for claims in found.conflicts], [sorted(kept) for kept in found.repairs]
    ([['a', 'b']], [['b', 'c'], ['a', 'c']])
    """
    claims = frozenset(claim for constraint in constraints for claim in constraint.claims)
    if negative_cycle(constraints) is None:
        return Contradictions((), (claims,))
    suspects, constraints = _suspects(constraints, claims)
    kept_anyway = claims.intersection(preferred)
    if kept_anyway and negative_cycle(_of(constraints, kept_anyway)) is None:
        suspects = {claim: by for claim, by in suspects.items() if claim not in kept_anyway}
    certain = claims - frozenset(suspects)
    try:
        partial = _Search(constraints, certain).repairs(suspects)
    except _TooManyError:
        return Contradictions(_told(constraints, certain, suspects), (certain,), capped=True)
    conflicts = _transversals(frozenset(suspects) - kept for kept in partial)
    if conflicts is None:
        told = _told(constraints, certain, suspects)
    else:
        told = tuple(sorted(conflicts, key=sorted))
    repairs = sorted(partial, key=lambda kept: sorted(frozenset(suspects) - kept))
    return Contradictions(told, tuple(certain | kept for kept in repairs))


def find_conflict(constraints: list[Constraint], kept: Collection[str]) -> frozenset[str] | None:
    """Return claims that cannot all hold and of which none can be left out, or None.

    A cycle that Bellman and Ford find need not be minimal; claims are deleted one by one as long
    as the rest still contradicts.
    """
    needed = negative_cycle(_of(constraints, kept))
    if needed is None:
        return None
    for claim in list(needed):
        rest = [other for other in needed if other != claim]
        if negative_cycle(_of(constraints, rest)) is not None:
            needed = rest
    return frozenset(needed)


def _of(constraints: Iterable[Constraint], kept: Collection[str]) -> list[Constraint]:
    return [c for c in constraints if all(claim in kept for claim in c.claims)]


def _suspects(
    constraints: list[Constraint], claims: frozenset[str]
) -> tuple[dict[str, frozenset[str]], list[Constraint]]:
    """Return every claim that may be in a conflict, with claims that contradict together with it.

    And the constraints that may be on a negative cycle, the only ones that still matter. A
    conflict is such a cycle. All of them pass the origin, unless the constraints between days
    contradict each other; the shortest way from the origin to a constraint and from there back to
    the origin then decides whether one passes it. What is not returned is in no conflict.
    """
    if negative_cycle([c for c in constraints if ORIGIN not in c[:2]]) is not None:
        return dict.fromkeys(sorted(claims), claims), constraints
    ahead = distances([c for c in constraints if c.later != ORIGIN], forward=True)
    back = distances([c for c in constraints if c.earlier != ORIGIN], forward=False)
    found: dict[str, frozenset[str]] = {}
    bearing: list[Constraint] = []
    for c in constraints:
        if c.earlier in ahead and c.later in back:
            there, onwards = ahead[c.earlier], back[c.later]
            if there.days + c.days + onwards.days < 0:
                bearing.append(c)
                around = frozenset((*there.claims, *c.claims, *onwards.claims))
                for claim in c.claims:
                    found.setdefault(claim, around)
    return dict(sorted(found.items())), bearing


class _Search:
    """The search for all repairs, adding one claim after the other."""

    def __init__(self, constraints: list[Constraint], certain: frozenset[str]) -> None:
        self._constraints = constraints
        self._certain = certain
        self._conflicts: list[frozenset[str]] = []
        self._sets = 0

    def repairs(self, suspects: Iterable[str]) -> set[frozenset[str]]:
        """Return the repairs, restricted to the suspects.

        The repairs of the first claims never outnumber those of all, so the search may stop as
        soon as there are too many.
        """
        found: set[frozenset[str]] = {frozenset()}
        for claim in suspects:
            grown: set[frozenset[str]] = set()
            for kept in found:
                whole = kept | {claim}
                within = self._within(whole, claim)
                grown |= within if whole in within else within | {kept}
            found = {one for one in grown if not any(one < other for other in grown)}
            if len(found) > REPAIRS_AT_MOST:
                raise _TooManyError
        return found

    def _within(self, whole: frozenset[str], claim: str) -> set[frozenset[str]]:
        """Return the largest consistent parts of a set that have the claim just added to it."""
        found: set[frozenset[str]] = set()
        seen = {whole}
        waiting = [whole]
        while waiting:
            part = waiting.pop()
            self._sets += 1
            if self._sets > SETS_AT_MOST:
                raise _TooManyError
            if any(part <= known for known in found):
                continue
            conflict = self._conflict(part)
            if conflict is None:
                found.add(part)
                continue
            for other in sorted(conflict - {claim}, reverse=True):
                less = part - {other}
                if less not in seen:
                    seen.add(less)
                    waiting.append(less)
        return found

    def _conflict(self, part: frozenset[str]) -> frozenset[str] | None:
        for known in self._conflicts:
            if known <= part:
                return known
        conflict = find_conflict(self._constraints, part | self._certain)
        if conflict is not None:
            self._conflicts.append(conflict)
        return conflict


def _transversals(families: Iterable[frozenset[str]]) -> set[frozenset[str]] | None:
    """Return the smallest sets that meet every given set, or None when they are too many."""
    found: set[frozenset[str]] = {frozenset()}
    for family in sorted(families, key=sorted):
        hits = {one for one in found if one & family}
        more = {one | {claim} for one in found - hits for claim in family}
        found = hits | {one for one in more if not any(hit <= one for hit in hits)}
        if len(found) > CONFLICTS_AT_MOST:
            return None
    return found


def _told(
    constraints: list[Constraint], certain: frozenset[str], suspects: dict[str, frozenset[str]]
) -> tuple[frozenset[str], ...]:
    """Return conflicts enough to show each suspect's part in one, where it can be shown so."""
    told: dict[frozenset[str], None] = {}
    for claim, around in suspects.items():
        if not any(claim in conflict for conflict in told):
            conflict = find_conflict(constraints, around | certain)
            if conflict is not None:
                told[conflict] = None
    return tuple(sorted(told, key=sorted))
