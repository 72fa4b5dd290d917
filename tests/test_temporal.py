"""The solver: bounds, contradictions, repairs and explanations, against trying every day."""

from __future__ import annotations

import random
import time
from functools import reduce
from itertools import combinations, pairwise, product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from incumbent.days import FOREVER
from incumbent.record import repairs
from incumbent.record.constraints import (
    ORIGIN,
    Constraint,
    Variable,
    components,
    negative_cycle,
    not_after,
    not_before,
)
from incumbent.record.repairs import find_contradictions
from incumbent.record.temporal import Solution, solve

LAST = 6
VARIABLES = [Variable(f"thing-{number}", "begin") for number in range(4)]
CLAIMS = ["a", "b", "c", "d", "e", "f"]
#: Structure that keeps every day within 0..LAST, so that all of them can be tried, and that makes
#: all of them one component without bounding anything more.
BOX = [c for v in VARIABLES for c in (not_before(v, 0), not_after(v, LAST))]
BOX += [Constraint(one, two, LAST) for one, two in pairwise(VARIABLES)]
WORLDS = [
    dict(zip(VARIABLES, days, strict=True))
    for days in product(range(LAST + 1), repeat=len(VARIABLES))
]
EVERY_WORLD = (1 << len(WORLDS)) - 1

pairs = st.lists(st.sampled_from([ORIGIN, *VARIABLES]), min_size=2, max_size=2, unique=True)
#: Most constraints are between days and the calendar, as in life, and tight enough to clash.
told = st.builds(
    lambda pair, days, claim: Constraint(pair[0], pair[1], days, (claim,)),
    pairs,
    st.integers(-5, 5),
    st.sampled_from(CLAIMS),
)
between = st.builds(
    lambda pair, days: Constraint(pair[0], pair[1], days),
    st.lists(st.sampled_from(VARIABLES), min_size=2, max_size=2, unique=True),
    st.integers(0, 3),
)


@st.composite
def problems(draw: st.DrawFn) -> list[Constraint]:
    """Up to ten constraints of up to six claims, with some structure, consistent in itself."""
    structure = draw(st.lists(between, max_size=2))
    constraints = [*BOX, *structure, *draw(st.lists(told, min_size=1, max_size=10))]
    assume(_worlds(constraints, frozenset()))
    return constraints


def _holds(constraint: Constraint, world: dict[Variable, int]) -> bool:
    later, earlier = world.get(constraint.later, 0), world.get(constraint.earlier, 0)
    return later - earlier <= constraint.days


_KNOWN: dict[tuple[Variable, Variable, int], int] = {}


def _worlds_of(constraint: Constraint) -> int:
    """Return the worlds in which one constraint holds, one bit each."""
    key = constraint[:3]
    if key not in _KNOWN:
        bits = ("1" if _holds(constraint, world) else "0" for world in reversed(WORLDS))
        _KNOWN[key] = int("".join(bits), 2)
    return _KNOWN[key]


def _worlds(constraints: list[Constraint], kept: frozenset[str]) -> int:
    """Return the worlds in which the structure and the kept claims hold."""
    standing = [c for c in constraints if kept.issuperset(c.claims)]
    return reduce(int.__and__, map(_worlds_of, standing), EVERY_WORLD)


def _range(worlds: int, variable: Variable) -> tuple[int, int]:
    held = [d for d in range(LAST + 1) if worlds & _worlds_of(not_after(variable, d))
            & _worlds_of(not_before(variable, d))]  # fmt: skip
    return held[0], held[-1]


def _subsets(claims: frozenset[str]) -> list[frozenset[str]]:
    return [
        frozenset(some)
        for size in range(len(claims) + 1)
        for some in combinations(sorted(claims), size)
    ]


def _tried(
    constraints: list[Constraint],
) -> tuple[set[frozenset[str]], set[frozenset[str]]]:
    """Return all conflicts and all repairs by trying every set of claims in every world."""
    claims = frozenset(claim for c in constraints for claim in c.claims)
    possible = {some for some in _subsets(claims) if _worlds(constraints, some)}
    impossible = set(_subsets(claims)) - possible
    conflicts = {some for some in impossible if not any(less < some for less in impossible)}
    maximal = {some for some in possible if not any(some < more for more in possible)}
    return conflicts, maximal


@given(problems())
@settings(max_examples=400, deadline=None)
def test_conflicts_and_repairs_are_those_of_trying_everything(
    constraints: list[Constraint],
) -> None:
    """Every smallest contradiction and every largest consistent set is found, and nothing else."""
    conflicts, maximal = _tried(constraints)
    found = find_contradictions(sorted(set(constraints)))
    assert set(found.conflicts) == conflicts
    assert set(found.repairs) == maximal
    assert len(found.repairs) == len(maximal)
    assert not found.capped
    assert set(solve(constraints).conflicts) == conflicts


@given(problems())
@settings(max_examples=300, deadline=None)
def test_bounds_are_the_loosest_over_all_repairs(constraints: list[Constraint]) -> None:
    """Each bound is the widest day that some largest consistent set of claims still allows."""
    _, maximal = _tried(constraints)
    solution = solve(constraints)
    for variable in VARIABLES:
        ranges = [_range(_worlds(constraints, kept), variable) for kept in maximal]
        lowest, highest = min(low for low, _ in ranges), max(high for _, high in ranges)
        assert (solution.lower[variable].day, solution.upper[variable].day) == (lowest, highest)


@given(problems())
@settings(max_examples=300, deadline=None)
def test_explanations_suffice_and_nothing_in_them_can_be_left_out(
    constraints: list[Constraint],
) -> None:
    """The claims told for a bound imply it alone, and no smaller set of them does."""
    solution = solve(constraints)
    for variable in VARIABLES:
        low, high = solution.lower[variable], solution.upper[variable]
        assert _range(_worlds(constraints, frozenset(low.claims)), variable)[0] == low.day
        assert _range(_worlds(constraints, frozenset(high.claims)), variable)[1] == high.day
        for claim in low.claims:
            fewer = frozenset(low.claims) - {claim}
            assert _range(_worlds(constraints, fewer), variable)[0] < low.day
        for claim in high.claims:
            fewer = frozenset(high.claims) - {claim}
            assert _range(_worlds(constraints, fewer), variable)[1] > high.day


def test_of_equally_tight_explanations_the_one_with_the_fewest_claims_is_told() -> None:
    """A single claim goes before two that say the same together, and structure before a claim."""
    early, late = Variable("a", "begin"), Variable("b", "begin")
    first, after = not_before(early, 5, "early"), Constraint(early, late, 0, ("after",))
    assert solve([first, after]).lower[late] == (5, ("early", "after"))
    assert solve([first, after, not_before(late, 5, "late")]).lower[late] == (5, ("late",))
    assert solve([first, after, Constraint(early, late, 0)]).lower[late] == (5, ("early",))
    third = Variable("c", "begin")
    two = [not_after(early, 5, "x"), Constraint(third, early, 0, ("z",))]
    one = [not_after(late, 5, "y"), Constraint(third, late, 0)]
    assert solve(two).upper[third] == (5, ("x", "z"))
    assert solve([*two, *one]).upper[third] == (5, ("y",))


@pytest.mark.parametrize("alone", ["a", "z"])
def test_a_claim_that_says_everything_needs_no_other_beside_it(alone: str) -> None:
    """Where one claim tells two steps of the argument, another that tells one is not told too."""
    early, late = Variable("a", "begin"), Variable("b", "begin")
    whole = [not_before(early, 5, alone), Constraint(early, late, 0, (alone,))]
    assert solve([*whole, not_before(early, 5, "m")]).lower[late] == (5, (alone,))
    other_way = [not_after(late, 5, alone), Constraint(early, late, 0, (alone,))]
    assert solve([*other_way, not_after(late, 5, "m")]).upper[early] == (5, (alone,))


@given(problems())
@settings(max_examples=300, deadline=None)
def test_a_day_is_disputed_where_a_conflicting_claim_speaks_of_it(
    constraints: list[Constraint],
) -> None:
    """Disputed are the days that a conflicting claim speaks of and that repairs place apart."""
    conflicts, maximal = _tried(constraints)
    conflicting = frozenset[str]().union(*conflicts)
    expected = set()
    for variable in VARIABLES:
        spoken_of = any(
            variable in c[:2] and conflicting.intersection(c.claims) for c in constraints
        )
        ranges = {_range(_worlds(constraints, kept), variable) for kept in maximal}
        if spoken_of and len(ranges) > 1:
            expected.add(variable)
    assert solve(constraints).disputed == expected


@given(problems(), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_the_order_of_constraints_does_not_matter(
    constraints: list[Constraint], chance: random.Random
) -> None:
    """The same constraints in another order give the same bounds, conflicts and explanations."""
    shuffled = list(constraints)
    chance.shuffle(shuffled)
    assert solve(shuffled) == solve(constraints)


@given(problems(), st.integers(0, 2))
@settings(max_examples=200, deadline=None)
def test_beyond_the_cap_bounds_are_only_wider(constraints: list[Constraint], cap: int) -> None:
    """With too many repairs, what is kept is in all of them, so no bound is tighter than known."""
    conflicts, maximal = _tried(constraints)
    whole = solve(constraints)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(repairs, "REPAIRS_AT_MOST", cap)
        found = find_contradictions(sorted(set(constraints)))
        capped = solve(constraints)
    assert found.capped == bool(len(maximal) > cap and conflicts)
    assert set(found.conflicts) <= conflicts
    if found.capped:
        assert len(found.repairs) == 1
        assert found.repairs[0] <= frozenset.intersection(*maximal)
    for variable in VARIABLES:
        assert capped.lower[variable].day <= whole.lower[variable].day
        assert capped.upper[variable].day >= whole.upper[variable].day
    assert capped.disputed >= whole.disputed


@given(
    st.lists(
        st.builds(
            lambda bound, variable, day, claim: bound(variable, day, claim),
            st.sampled_from([not_before, not_after]),
            st.sampled_from(VARIABLES),
            st.integers(0, LAST),
            st.sampled_from(CLAIMS),
        ),
        min_size=2,
        max_size=6,
        unique_by=lambda c: c.claims,
    )
)
@settings(max_examples=200, deadline=None)
def test_beyond_the_cap_only_conflicting_claims_are_dropped(stated: list[Constraint]) -> None:
    """Where each claim bounds one day, exactly the claims in some conflict are dropped and told."""
    constraints = sorted({*BOX, *stated, Constraint(VARIABLES[0], VARIABLES[1], 0)})
    conflicts, maximal = _tried(constraints)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(repairs, "REPAIRS_AT_MOST", 0)
        found = find_contradictions(constraints)
    claims = frozenset(claim for c in stated for claim in c.claims)
    assert found.repairs == (claims.difference(*conflicts),)
    assert found.repairs[0] == frozenset.intersection(*maximal)
    assert frozenset().union(*found.conflicts) == frozenset().union(*conflicts)


@given(problems())
@settings(max_examples=150, deadline=None)
def test_when_not_all_conflicts_are_told_those_told_are_conflicts(
    constraints: list[Constraint],
) -> None:
    """Beyond the number of conflicts told, repairs stay exact and what is told is true."""
    conflicts, maximal = _tried(constraints)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(repairs, "CONFLICTS_AT_MOST", 0)
        found = find_contradictions(sorted(set(constraints)))
    assert set(found.repairs) == maximal
    assert set(found.conflicts) <= conflicts
    assert bool(found.conflicts) == bool(conflicts)


@given(
    st.lists(
        st.builds(
            lambda pair, days, claim: Constraint(pair[0], pair[1], days, (claim,)),
            st.permutations([ORIGIN, *VARIABLES[:2]]).map(lambda order: order[:2]),
            st.integers(-3, 3),
            st.sampled_from(CLAIMS),
        ),
        min_size=1,
        max_size=6,
        unique_by=lambda c: c.claims,
    )
)
@settings(max_examples=300, deadline=None)
def test_open_sides_are_infinite_and_explained_by_nothing(constraints: list[Constraint]) -> None:
    """What no claim bounds is infinite; a bound that exists is found without any box around it."""
    reach = range(-13, 14)
    worlds = [
        {VARIABLES[0]: first, VARIABLES[1]: second}
        for first, second in product(reach, repeat=2)
        if all(_holds(c, {VARIABLES[0]: first, VARIABLES[1]: second}) for c in constraints)
    ]
    solution = solve(constraints)
    assert bool(solution.conflicts) == (not worlds)
    for variable in solution.upper if worlds else ():
        days = [world[variable] for world in worlds]
        # Two steps of at most three days reach six; what reaches farther has no bound.
        lowest = min(days) if min(days) >= -6 else -FOREVER
        highest = max(days) if max(days) <= 6 else FOREVER
        low, high = solution.lower[variable], solution.upper[variable]
        assert (low.day, high.day) == (lowest, highest)
        assert bool(low.claims) == (lowest > -FOREVER)
        assert bool(high.claims) == (highest < FOREVER)


def test_a_contradiction_far_from_any_date_is_found() -> None:
    """Two lengths that exclude each other contradict, though no day of the calendar is stated."""
    begin, end = Variable("leave", "begin"), Variable("leave", "end")
    longer = Constraint(begin, end, -10, ("at least ten",))
    shorter = Constraint(end, begin, 5, ("at most five",))
    solution = solve([longer, shorter, Constraint(begin, end, -1)])
    assert solution.conflicts == [frozenset({"at least ten", "at most five"})]
    assert solution.upper[end].day == FOREVER


def test_a_claim_that_contradicts_itself_is_left_out_and_told() -> None:
    """A claim that ends a period before it begins is a conflict of its own; the others stand."""
    begin, end = Variable("tenure", "begin"), Variable("tenure", "end")
    solution = solve(
        [
            not_before(begin, 9, "absurd"),
            not_after(end, 4, "absurd"),
            not_before(begin, 2, "plain"),
            Constraint(begin, end, -1),
        ]
    )
    assert solution.conflicts == [frozenset({"absurd"})]
    assert solution.lower[begin] == (2, ("plain",))
    assert solution.upper[end].day == FOREVER
    assert solution.lower[end] == (3, ("plain",))


def test_components_share_no_day_but_the_calendar() -> None:
    """A contradiction about one thing leaves another thing's days alone."""
    one, other = Variable("one", "begin"), Variable("other", "begin")
    constraints = [not_after(one, 3, "a"), not_before(one, 5, "b"), not_after(other, 4, "a")]
    assert len(components(constraints)) == 2
    solution = solve(constraints)
    assert solution.disputed == {one}
    assert solution.upper[other] == (4, ("a",))


def test_many_documents_with_each_its_own_year_stay_quick() -> None:
    """Sixty documents that each name another begin give sixty repairs, within a second."""
    begin = Variable("tenure", "begin")
    constraints = [
        c
        for number in range(60)
        for c in (
            not_before(begin, number * 365, f"document-{number:02}"),
            not_after(begin, number * 365 + 364, f"document-{number:02}"),
        )
    ]
    start = time.process_time()
    found = find_contradictions(components(constraints)[0])
    assert time.process_time() - start < 1
    assert len(found.repairs) == 60
    assert not found.capped
    assert len(frozenset().union(*found.conflicts)) == 60


def _chain(length: int, *wrong: int) -> list[Constraint]:
    """Holders one after the other, each begin stated; some stated a second time, wrongly."""
    begins = [Variable(f"tenure-{number:04}", "begin") for number in range(length)]
    stated = [
        c
        for number, begin in enumerate(begins)
        for c in (
            not_before(begin, 100 * number, f"claim-{number:04}"),
            not_after(begin, 100 * number, f"claim-{number:04}"),
        )
    ]
    after = [Constraint(one, two, 0) for one, two in pairwise(begins)]
    again = [not_after(begins[number], 100 * number - 20, f"wrong-{number:04}") for number in wrong]
    return stated + after + again


def test_many_contradictions_in_one_component_drop_only_their_claims() -> None:
    """Beyond 64 repairs the claims in conflict are dropped, and what nobody contests stands."""
    wrong = range(0, 60, 3)
    start = time.process_time()
    solution = solve(_chain(60, *wrong))
    assert time.process_time() - start < 5
    assert solution.capped
    assert len(solution.conflicts) == len(wrong)
    begins = sorted(solution.lower)
    assert solution.disputed == {begins[number] for number in wrong}
    for number, begin in enumerate(begins):
        exact = solution.lower[begin].day == solution.upper[begin].day == 100 * number
        assert exact == (number % 3 != 0), begin


def test_a_long_consistent_chain_is_solved_quickly() -> None:
    """A thousand periods that follow each other are solved in about a second."""
    start = time.process_time()
    solution = solve(_chain(1000))
    assert time.process_time() - start < 2
    assert not solution.conflicts


def test_nothing_to_solve_is_solved() -> None:
    """No constraints give no bounds and no contradiction."""
    assert solve([]) == Solution()
    assert negative_cycle([]) is None
