"""Constraints between things: what each relation means, and the whole against trying every day."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from functools import cache, reduce
from itertools import combinations, pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from incumbent.days import FOREVER
from incumbent.questions.evidence import gather
from incumbent.rdf import Description
from incumbent.record.between import _RELATIONS
from incumbent.record.constraints import Constraint, Variable, not_after, not_before
from incumbent.record.readings import lasting
from incumbent.record.record import Record
from incumbent.record.temporal import solve
from incumbent.views.why import tell
from incumbent.vocabulary import BASE, iri

RecordOf = Callable[..., Record]
BOUNDS = ("beginNotBefore", "beginNotAfter", "endNotBefore", "endNotAfter")
EVENT_BOUNDS = ("notBefore", "notAfter")
OPEN, NEVER = "0001-01-01", "9999-12-31"
ANN = "id:ann-ceo-1 a inc:Tenure ; inc:holder id:ann ; inc:post id:ceo"
BOB = "id:bob-ceo-1 a inc:Tenure ; inc:holder id:bob ; inc:post id:ceo"
SERVICE = "id:ann-firm-1 a inc:Membership ; inc:holder id:ann ; org:organization id:firm"
CEO = "id:ceo org:postIn id:firm ."


def _dates(record: Record, thing: str, names: tuple[str, ...] = BOUNDS) -> list[str | None]:
    told = Description(record.triples)
    return [told.text(iri(f"id:{thing}"), iri(f"inc:{name}")) for name in names]


def _because(record: Record, thing: str, name: str) -> list[str]:
    """Return the claims that explain a bound, in their order."""
    told = Description(record.explanations)
    (node,) = [
        node
        for node in told.typed(iri("inc:Bound"))
        if iri(f"id:{thing}") in told.all(node, iri("inc:about"))
        and iri(f"inc:{name}") in told.all(node, iri("inc:onProperty"))
    ]
    found: list[str] = []
    while claim := told.first(node, iri(f"rdf:_{len(found) + 1}")):
        found.append(claim.value.rpartition("/")[2])
    return found


def _conflicts(record: Record) -> list[set[str]]:
    told = Description(record.explanations)
    found = {
        frozenset(c.value.rpartition("/")[2] for c in told.all(node, iri("inc:involves")))
        for node in told.typed(iri("inc:Conflict"))
    }
    return sorted(map(set, found), key=sorted)


def test_a_successor_begins_when_the_predecessor_ends_or_later(record_of: RecordOf) -> None:
    """Succession bounds the end of the one and the begin of the other, whichever is stated."""
    begun = record_of(
        f"{ANN} .", f'{BOB} ; inc:began "2020-05-01"^^edtf:EDTF ; inc:succeeds id:ann-ceo-1 .'
    )
    assert _dates(begun, "ann-ceo-1") == [OPEN, "2020-04-30", OPEN, "2020-05-01"]
    assert _because(begun, "ann-ceo-1", "endNotAfter") == ["c2"]
    seen = record_of(
        f'{ANN} ; inc:observedOn "2020-05-01"^^edtf:EDTF .',
        f"{BOB} ; inc:succeeds id:ann-ceo-1 .",
    )
    assert _dates(seen, "bob-ceo-1") == ["2020-05-02", NEVER, "2020-05-03", NEVER]
    assert sorted(_because(seen, "bob-ceo-1", "beginNotBefore")) == ["c1", "c2"]


def test_a_handover_on_one_day_is_no_contradiction(record_of: RecordOf) -> None:
    """Who ends on the day on which the other begins ends as that day begins."""
    record = record_of(
        f'{ANN} ; inc:ended "2020-05-01"^^edtf:EDTF .',
        f'{BOB} ; inc:began "2020-05-01"^^edtf:EDTF ; inc:succeeds id:ann-ceo-1 .',
    )
    assert _conflicts(record) == []
    assert _dates(record, "ann-ceo-1")[2:] == ["2020-05-01", "2020-05-01"]


def test_succession_that_dates_exclude_is_a_contradiction_of_the_three_claims(
    record_of: RecordOf,
) -> None:
    """A stated end, a stated begin and the succession cannot all hold; each alone can go."""
    record = record_of(
        f'{ANN} ; inc:ended "2021"^^edtf:EDTF .',
        f'{BOB} ; inc:began "2020"^^edtf:EDTF .',
        f"{BOB} ; inc:succeeds id:ann-ceo-1 .",
    )
    assert _conflicts(record) == [{"c1", "c2", "c3"}]


def test_two_claims_of_one_succession_are_either_enough(record_of: RecordOf) -> None:
    """The bound stands by one of them; a contradiction names one at a time."""
    record = record_of(
        f"{ANN} .",
        f'{BOB} ; inc:began "2020"^^edtf:EDTF .',
        *[f"{BOB} ; inc:succeeds id:ann-ceo-1 ."] * 2,
    )
    assert _dates(record, "ann-ceo-1")[3] == "2020-12-31"
    assert len(_because(record, "ann-ceo-1", "endNotAfter")) == 2


def test_an_interruption_lies_inside_what_it_interrupts(record_of: RecordOf) -> None:
    """A leave says that the tenure had begun before it and went on until its end."""
    record = record_of(
        f"{ANN} .",
        "id:leave a inc:Leave ; inc:interrupts id:ann-ceo-1 ; "
        'inc:began "2020-03-01"^^edtf:EDTF ; inc:ended "2020-06-01"^^edtf:EDTF .',
    )
    assert _dates(record, "ann-ceo-1") == [OPEN, "2020-03-01", "2020-06-01", NEVER]


def test_an_appointment_opens_and_a_departure_closes_its_tenure(record_of: RecordOf) -> None:
    """The begin is the day of the appointment; the end that of the departure, or the next day."""
    record = record_of(
        "id:in a inc:Appointment ; inc:opens id:ann-ceo-1 ; "
        'inc:effective "2020-03-01"^^edtf:EDTF .',
        "id:out a inc:Departure ; inc:closes id:ann-ceo-1 ; "
        'inc:effective "2021-03-01"^^edtf:EDTF .',
        f"{ANN} .",
    )
    assert _dates(record, "ann-ceo-1") == ["2020-03-01", "2020-03-01", "2021-03-01", "2021-03-02"]


def test_what_is_known_of_a_tenure_dates_its_appointment_and_departure(
    record_of: RecordOf,
) -> None:
    """The other way round: the days of events follow from those of what they open and close."""
    record = record_of(
        "id:in a inc:Appointment ; inc:opens id:ann-ceo-1 .",
        "id:out a inc:Departure ; inc:closes id:ann-ceo-1 .",
        f'{ANN} ; inc:began "2020-03-01"^^edtf:EDTF ; inc:ended "2021-03-01"^^edtf:EDTF .',
    )
    assert _dates(record, "in", EVENT_BOUNDS) == ["2020-03-01", "2020-03-01"]
    assert _dates(record, "out", EVENT_BOUNDS) == ["2021-02-28", "2021-03-02"]


def test_what_was_abandoned_neither_opens_nor_closes(record_of: RecordOf) -> None:
    """A departure that was called off leaves the tenure's end alone."""
    record = record_of(
        f'{ANN} ; inc:observedOn "2024-01-01"^^edtf:EDTF .',
        "id:out a inc:Departure ; inc:closes id:ann-ceo-1 ; inc:stage inc:Abandoned ; "
        'inc:effective "2021"^^edtf:EDTF .',
    )
    assert _conflicts(record) == []
    assert _dates(record, "ann-ceo-1")[3] == NEVER


def test_stated_order_of_events_bounds_both(record_of: RecordOf) -> None:
    """What is before another is not later than it, and the other not earlier."""
    record = record_of(
        'id:first a inc:Event ; inc:effective "2020"^^edtf:EDTF ; inc:before id:second .',
        'id:second a inc:Event ; inc:effective "2019/2020-06-30"^^edtf:EDTF .',
    )
    assert _dates(record, "first", EVENT_BOUNDS) == ["2020-01-01", "2020-06-30"]
    assert _dates(record, "second", EVENT_BOUNDS) == ["2020-01-01", "2020-06-30"]


@pytest.mark.parametrize(
    ("stage", "stance", "earliest"),
    [
        ("inc:Announced", "Affirmed", "2024-09-25"),
        ("inc:Intended", "Affirmed", "2024-09-25"),
        ("inc:Effected", "Affirmed", OPEN),
        ("inc:Effected", "Predicted", "2024-09-25"),
    ],
)
def test_an_announcement_precedes_the_effect_only_of_what_is_still_to_come(
    record_of: RecordOf, stage: str, stance: str, earliest: str
) -> None:
    """Some departures become known after they took effect."""
    told = "id:out a inc:Departure ; inc:closes id:ann-ceo-1 ; "
    record = record_of(
        {"triples": f"{told} inc:stage {stage} .", "stance": stance, "said": "2010/2025"},
        f'{told} inc:announced "2024-09-25"^^edtf:EDTF . {ANN} .',
    )
    assert _dates(record, "out", EVENT_BOUNDS)[0] == earliest


def test_a_tenure_lies_inside_the_holders_service(record_of: RecordOf) -> None:
    """Where there is one membership in the post's organization, the tenure lies inside it."""
    record = record_of(
        f'{SERVICE} ; inc:began "2015"^^edtf:EDTF ; inc:ended "2020"^^edtf:EDTF .', f"{ANN} . {CEO}"
    )
    assert _dates(record, "ann-ceo-1") == ["2015-01-01", "2020-12-31", "2015-01-02", "2021-01-01"]
    assert _because(record, "ann-ceo-1", "beginNotBefore") == ["c1"]
    assert _because(record, "ann-ceo-1", "endNotAfter") == ["c1"]


def test_service_in_a_unit_lies_inside_that_in_what_it_belongs_to(record_of: RecordOf) -> None:
    """Units nest at any depth: a team of a division of a firm."""
    record = record_of(
        f'{SERVICE} ; inc:began "2015"^^edtf:EDTF .',
        "id:team org:unitOf id:division . id:division org:unitOf id:firm . "
        "id:ann-team-1 a inc:Membership ; inc:holder id:ann ; org:organization id:team .",
    )
    assert _dates(record, "ann-team-1")[0] == "2015-01-01"


def test_of_several_stays_none_is_taken_to_hold_the_tenure(record_of: RecordOf) -> None:
    """With two memberships nobody says which the tenure belongs to."""
    record = record_of(
        f'{SERVICE} ; inc:began "2015"^^edtf:EDTF ; inc:ended "2016"^^edtf:EDTF .',
        f'{SERVICE.replace("firm-1", "firm-2")} ; inc:began "2020"^^edtf:EDTF .',
        f'{ANN} ; inc:observedOn "2021"^^edtf:EDTF . {CEO}',
    )
    assert _dates(record, "ann-ceo-1")[0] == OPEN
    assert _conflicts(record) == []


def test_another_persons_service_bounds_nothing(record_of: RecordOf) -> None:
    """Bob's years at the firm say nothing of Ann's."""
    record = record_of(
        f'{SERVICE.replace("ann", "bob")} ; inc:began "2015"^^edtf:EDTF .', f"{ANN} . {CEO}"
    )
    assert _dates(record, "ann-ceo-1") == [OPEN, NEVER, OPEN, NEVER]


@pytest.mark.parametrize("outer", ["ceo", "firm", "group", "ann"])
def test_a_tenure_lies_inside_the_life_of_all_it_belongs_to(
    record_of: RecordOf, outer: str
) -> None:
    """The post, its unit, the organization and the holder: before and after them nobody served."""
    record = record_of(
        f"{ANN} . id:ceo org:postIn id:firm . id:firm org:unitOf id:group .",
        f'id:{outer} inc:began "2015"^^edtf:EDTF ; inc:ended "2020-01-01"^^edtf:EDTF .',
    )
    assert _dates(record, "ann-ceo-1") == ["2015-01-01", "2020-01-01", "2015-01-02", "2020-01-02"]


def test_nobody_serves_before_birth_or_after_death(record_of: RecordOf) -> None:
    """The life of a person is told by the days of birth and death."""
    record = record_of(
        f"{ANN} .",
        'id:ann schema:birthDate "1950"^^xsd:gYear ; schema:deathDate "2010-02-03"^^xsd:date .',
    )
    assert _dates(record, "ann-ceo-1") == ["1950-01-01", "2010-02-03", "1950-01-02", "2010-02-04"]


def test_a_tenure_outside_a_life_is_a_contradiction(record_of: RecordOf) -> None:
    """Structure has no claims of its own; the two dates explain the contradiction."""
    record = record_of(
        f'{ANN} ; inc:ended "2010"^^edtf:EDTF . {CEO}',
        'id:firm inc:began "2015"^^edtf:EDTF .',
    )
    assert _conflicts(record) == [{"c1", "c2"}]


@pytest.mark.parametrize(
    "foretold",
    [
        f"{BOB} ; inc:succeeds id:ann-ceo-1 .",
        f'{BOB} ; inc:began "2030"^^edtf:EDTF ; inc:succeeds id:ann-ceo-1 . {CEO}',
        "id:in a inc:Event ; inc:before id:out .",
    ],
)
def test_a_prediction_makes_nothing_else_certain(record_of: RecordOf, foretold: str) -> None:
    """Who is to succeed, and where, says nothing of the predecessor's end or of any service."""
    facts = [
        f'{ANN} ; inc:observedOn "2024-01-01"^^edtf:EDTF .',
        SERVICE.replace("ann", "bob")
        + ' ; inc:began "2015"^^edtf:EDTF ; inc:ended "2020"^^edtf:EDTF .',
        "id:out a inc:Departure ; inc:closes id:ann-ceo-1 .",
        "id:in a inc:Event .",
    ]
    told = {"triples": foretold, "stance": "Predicted", "said": "2024-03-01"}
    before, after = record_of(*facts), record_of(*facts, told)
    for thing in ("ann-ceo-1", "bob-firm-1"):
        assert _dates(after, thing) == _dates(before, thing)
    assert _conflicts(after) == []


def test_a_foretold_departure_leaves_the_tenure_going_until_then(record_of: RecordOf) -> None:
    """What is to be closed has not ended when it is foretold; when it will is not certain."""
    record = record_of(
        f"{ANN} .",
        {
            "triples": "id:out a inc:Departure ; inc:closes id:ann-ceo-1 .",
            "stance": "Predicted",
            "said": "2024-03-01",
        },
    )
    assert _dates(record, "ann-ceo-1") == [OPEN, NEVER, "2024-03-01", NEVER]


def test_an_undecided_structure_bounds_nothing(record_of: RecordOf) -> None:
    """Where documents disagree on the post, no life of a post holds the tenure."""
    record = record_of(
        f"{ANN} .",
        "id:ann-ceo-1 inc:post id:cto .",
        'id:ceo inc:began "2015"^^edtf:EDTF .',
        'id:cto inc:began "2016"^^edtf:EDTF .',
    )
    assert _dates(record, "ann-ceo-1")[0] == OPEN


def test_a_bound_through_several_periods_names_its_claims_in_order(record_of: RecordOf) -> None:
    """Three holders one after the other: the last begin follows from the first, step by step."""
    record = record_of(
        f'{ANN} ; inc:observedOn "2020-05-01"^^edtf:EDTF .',
        f"{BOB} ; inc:succeeds id:ann-ceo-1 .",
        "id:cyd-ceo-1 a inc:Tenure ; inc:holder id:cyd ; inc:succeeds id:bob-ceo-1 .",
        "id:dee-ceo-1 a inc:Tenure ; inc:holder id:dee ; inc:succeeds id:cyd-ceo-1 .",
    )
    assert _dates(record, "dee-ceo-1")[0] == "2020-05-04"
    assert _because(record, "dee-ceo-1", "beginNotBefore") in (
        ["c1", "c2", "c3", "c4"],
        ["c4", "c3", "c2", "c1"],
    )


def test_why_tells_each_bound_with_its_claims_in_words(store: object) -> None:
    """The service that holds a tenure is told as the ground of the tenure's bound."""
    evidence = gather(store, iri("id:mira-murati-openai-cto-1"))  # type: ignore[arg-type]
    told = tell(evidence)
    bounded = [b for b in evidence.subjects[0].bounds if b.day not in (OPEN, NEVER)]
    assert bounded
    for bound in bounded:
        assert bound.claims, bound
        lines = told[told.index(f" {bound.day}, because") :].splitlines()
        for line, view in zip(lines[1:], bound.claims, strict=False):
            assert view.sentence in line
            assert view.name in line


# The whole against trying every day.

LAST = 4
THINGS = ("p", "q", "r")
DAYS = [Variable(thing, day) for thing in THINGS for day in ("begin", "end")]
DAYS += [Variable("e", "effect")]
WORLDS = [
    dict(zip(DAYS, days, strict=True))
    for days in product(range(LAST + 1), repeat=len(DAYS))
    if all(days[n] < days[n + 1] for n in (0, 2, 4))
]
BOX = [c for v in DAYS for c in (not_before(v, 0), not_after(v, LAST))]
BOX += [lasting(thing) for thing in THINGS]
#: Makes all of them one component without bounding anything more.
BOX += [Constraint(one, two, LAST) for one, two in pairwise(DAYS)]
EVERY_WORLD = (1 << len(WORLDS)) - 1


def _relations() -> st.SearchStrategy[list[Constraint]]:
    def related(name: str, one: str, other: str, claim: str) -> list[Constraint]:
        ends = ("e", other) if name in ("opens", "closes") else (one, other)
        return list(_RELATIONS[iri(f"inc:{name}")](*ends, claim))

    return st.builds(
        lambda name, pair, claim: related(name, *pair, claim),
        st.sampled_from(["succeeds", "interrupts", "opens", "closes"]),
        st.permutations(THINGS).map(lambda order: tuple(order[:2])),
        st.sampled_from("abcd"),
    )


_stated = st.builds(
    lambda bound, variable, day, claim: [bound(variable, day, claim)],
    st.sampled_from([not_before, not_after]),
    st.sampled_from(DAYS),
    st.integers(0, LAST),
    st.sampled_from("abcd"),
)


@cache
def _worlds_of(later: Variable, earlier: Variable, days: int) -> int:
    """Return the worlds in which one constraint holds, one bit each."""
    holds = ((world.get(later, 0) - world.get(earlier, 0) <= days) for world in reversed(WORLDS))
    return int("".join("1" if one else "0" for one in holds), 2)


def _holding(constraints: list[Constraint], kept: frozenset[str]) -> int:
    """Return the worlds in which what the kept claims say holds."""
    standing = (_worlds_of(*c[:3]) for c in constraints if kept.issuperset(c.claims))
    return reduce(int.__and__, standing, EVERY_WORLD)


def _range(worlds: int, variable: Variable) -> tuple[int, int]:
    held = [d for d in range(LAST + 1) if worlds & _worlds_of(*not_after(variable, d)[:3])
            & _worlds_of(*not_before(variable, d)[:3])]  # fmt: skip
    return held[0], held[-1]


@given(
    st.lists(_relations(), min_size=1, max_size=3),
    st.lists(_stated, min_size=1, max_size=3),
    st.randoms(use_true_random=False),
)
@settings(max_examples=150, deadline=None)
def test_relations_and_dates_together_are_solved_as_by_trying_every_day(
    related: list[list[Constraint]], stated: list[list[Constraint]], chance: object
) -> None:
    """Bounds and contradictions over periods that succeed, hold, open and close are exact."""
    told = [c for part in (*related, *stated) for c in part]
    claims = sorted({claim for c in told for claim in c.claims})
    subsets = [frozenset(s) for n in range(len(claims) + 1) for s in combinations(claims, n)]
    possible = {kept: _holding(told, kept) for kept in subsets}
    consistent = [kept for kept in subsets if possible[kept]]
    repairs = [kept for kept in consistent if not any(kept < more for more in consistent)]
    impossible = [kept for kept in subsets if not possible[kept]]
    shuffled = [*BOX, *told]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    solution = solve(shuffled)
    assert {*solution.conflicts} == {
        kept for kept in impossible if not any(less < kept for less in impossible)
    }
    for variable in DAYS:
        ranges = [_range(possible[kept], variable) for kept in repairs]
        assert solution.lower[variable].day == min(low for low, _ in ranges)
        assert solution.upper[variable].day == max(high for _, high in ranges)
    again = solve([*BOX, *told])
    assert (again.lower, again.upper, again.conflicts) == (
        solution.lower, solution.upper, solution.conflicts
    )  # fmt: skip


@given(st.lists(_relations(), min_size=1, max_size=4), st.lists(_stated, min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_explanations_are_enough_and_nothing_in_them_can_be_left_out(
    related: list[list[Constraint]], stated: list[list[Constraint]]
) -> None:
    """The claims of a bound give it by themselves, and without any of them it is wider."""
    told = [*[lasting(t) for t in THINGS], *(c for part in (*related, *stated) for c in part)]
    solution = solve(told)
    if solution.conflicts:
        return
    for variable in solution.upper:
        for side, bounds in (("lower", solution.lower), ("upper", solution.upper)):
            bound = bounds[variable]
            if abs(bound.day) >= FOREVER:
                assert bound.claims == ()
                continue
            for left_out in (None, *bound.claims):
                rest = {claim for claim in bound.claims if claim != left_out}
                part = getattr(solve([c for c in told if rest.issuperset(c.claims)]), side)
                same = variable in part and part[variable].day == bound.day
                assert same == (left_out is None)


def _succession(posts: int, holders: int = 5) -> list[Constraint]:
    """Return what generated documents say of so many posts, each held by one after the other."""
    constraints: list[Constraint] = []
    life = Variable(f"{BASE}id/firm", "begin")
    constraints += [not_before(life, 100, "founded"), not_after(life, 100, "founded")]
    first = date(1980, 1, 1).toordinal()
    for post in range(posts):
        for place in range(holders):
            name, claim = f"tenure-{post:06}-{place}", f"claim-{post:06}-{place}"
            begin, end = Variable(name, "begin"), Variable(name, "end")
            day = first + place * 1000 + post % 900
            constraints += [lasting(name), not_before(begin, day, claim)]
            constraints += [not_after(begin, day, claim), not_before(end, day + 1000, claim)]
            constraints += [not_after(end, day + 1001, claim), Constraint(life, begin, 0)]
            if place:
                before = Variable(f"tenure-{post:06}-{place - 1}", "end")
                constraints.append(Constraint(before, begin, 0, (claim,)))
    return constraints


def _seconds(posts: int) -> float:
    constraints = _succession(posts)
    start = time.process_time()
    assert not solve(constraints).conflicts
    return time.process_time() - start


def test_cost_grows_with_the_number_of_tenures_and_no_faster() -> None:
    """Ten times the tenures of one firm, all in one component, take about ten times as long."""
    _seconds(20)
    few, many = min(_seconds(40) for _ in range(3)), _seconds(400)
    assert many < 20 * few + 0.2
