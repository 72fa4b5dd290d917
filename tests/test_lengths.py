"""How long something lasted, where a claim states that: more than its bounds tell."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import incumbent
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from incumbent.record.constraints import ORIGIN, Constraint, Variable
from incumbent.record.record import Record
from incumbent.record.temporal import solve
from incumbent.vocabulary import PREFIXES, iri

LAST = 7
BEGIN, END, OTHER = Variable("it", "begin"), Variable("it", "end"), Variable("other", "end")
DAYS = (BEGIN, END, OTHER)
#: Every day within 0..LAST, so that all worlds can be tried.
BOX = [c for v in DAYS for c in (Constraint(v, ORIGIN, LAST), Constraint(ORIGIN, v, 0))]
TERM = "id:ada-ceo-1 a inc:Tenure ; inc:holder id:ada ; inc:post id:ceo ; "

constraints = st.builds(
    lambda ends, days, claim: Constraint(ends[0], ends[1], days, (claim,)),
    st.permutations([ORIGIN, *DAYS]),
    st.integers(-4, 5),
    st.sampled_from("abcd"),
)


@given(st.lists(constraints, max_size=6), st.integers(1, 5), st.integers(0, 3))
def test_a_length_is_as_tight_as_every_world_that_the_claims_allow(
    told: list[Constraint], least: int, more: int
) -> None:
    """The fewest and most days are those found by trying all days."""
    stated = [Constraint(BEGIN, END, -least, ("x",)), Constraint(END, BEGIN, least + more, ("x",))]
    problem = [*BOX, *stated, *told]
    worlds = [
        {ORIGIN: 0, **dict(zip(DAYS, days, strict=True))}
        for days in product(range(LAST + 1), repeat=len(DAYS))
    ]
    worlds = [w for w in worlds if all(w[c.later] - w[c.earlier] <= c.days for c in problem)]
    assume(worlds)
    fewest, most = solve(problem).lengths["it"]
    lengths = [world[END] - world[BEGIN] for world in worlds]
    assert (fewest.day, most.day) == (min(lengths), max(lengths))
    assert set(fewest.claims) <= {"x", *"abcd"}


def test_only_stated_lengths_are_told() -> None:
    """Where no claim speaks of how long it lasted, the bounds tell all there is."""
    assert solve([*BOX, Constraint(BEGIN, END, -1)]).lengths == {}


def test_contradicting_lengths_leave_the_loosest() -> None:
    """Three days by one claim and five by another: between three and five."""
    told = [
        Constraint(one, two, days, (claim,))
        for claim, length in (("a", 3), ("b", 5))
        for one, two, days in ((END, BEGIN, length), (BEGIN, END, -length))
    ]
    fewest, most = solve([*BOX, *told]).lengths["it"]
    assert (fewest.day, fewest.claims) == (3, ("a",))
    assert (most.day, most.claims) == (5, ("b",))


def _lengths(record: Record) -> dict[str, int]:
    names = {iri("inc:daysAtLeast"): "least", iri("inc:daysAtMost"): "most"}
    return {names[p]: int(o.value) for _, p, o in record.triples if p in names}


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        ('inc:lastedAtLeast "P5D"^^xsd:duration', {"least": 5}),
        ('inc:lastedAtMost "P14D"^^xsd:duration', {"most": 14}),
        ('inc:lastedAtLeast "P2M"^^xsd:duration', {"least": 59}),
        ('inc:lastedAtMost "P2M"^^xsd:duration', {"most": 62}),
        ('inc:began "2020"^^edtf:EDTF', {}),
        ('inc:lastedAtLeast "P5Y"^^xsd:duration ; inc:asOf "2024"^^edtf:EDTF', {}),
    ],
)
def test_the_record_tells_how_long_something_lasted(
    record_of: Callable[..., Record], stated: str, told: dict[str, int]
) -> None:
    """A stated length enters though no day is known; a length as of a day gives days instead."""
    assert _lengths(record_of(f"{TERM}{stated} .")) == told


def test_a_length_follows_through_other_claims(record_of: Callable[..., Record]) -> None:
    """At most fourteen days, and begun and ended in days that leave fewer: the tighter is told."""
    record = record_of(
        TERM + 'inc:lastedAtMost "P14D"^^xsd:duration .',
        TERM + 'inc:began "2024-05-01"^^edtf:EDTF ; inc:ended "2024-05-04/2024-05-08"^^edtf:EDTF .',
    )
    assert _lengths(record)["most"] == 8
    node = iri("inc:daysAtMost")
    (bound,) = [s for s, p, o in record.explanations if p == iri("inc:onProperty") and o == node]
    involved = {
        o.value for s, p, o in record.explanations if s == bound and p == iri("inc:involves")
    }
    assert involved == {f"{PREFIXES['claim']}c2"}


def test_why_tells_who_says_how_long(corpus: Callable[..., object]) -> None:
    """The claim stands behind the number of days."""
    home = corpus(
        TERM + 'inc:lastedAtMost "P14D"^^xsd:duration .',
        names='id:ada a <http://xmlns.com/foaf/0.1/Person> ; skos:prefLabel "Ada"@en , "Ada"@fr .',
    )
    evidence = incumbent.open(str(home)).why("Ada")
    (bound,) = [b for subject in evidence.subjects for b in subject.bounds if "days" in b.property]
    assert (bound.property, bound.day) == ("inc:daysAtMost", "14")
    assert [view.name for view in bound.claims] == ["c1"]
