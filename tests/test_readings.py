"""How stated dates are read: the table of DESIGN row by row, and the one that is published."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from incumbent.rdf import Description, read_quads, triple_of
from incumbent.record.readings import STATED
from incumbent.record.record import Record
from incumbent.resources import data_folder
from incumbent.vocabulary import TYPE, iri

OPEN, NEVER = "0001-01-01", "9999-12-31"
BOUNDS = ("beginNotBefore", "beginNotAfter", "endNotBefore", "endNotAfter")
RecordOf = Callable[..., Record]


def _bounds(record: Record, thing: str = "id:t", names: tuple[str, ...] = BOUNDS) -> list[str]:
    told = Description(record.triples)
    found = [told.all(iri(thing), iri(f"inc:{name}")) for name in names]
    assert all(len(values) == 1 for values in found), found
    return [values[0].value for values in found]


def _tenure(stated: str) -> str:
    return f"id:t a inc:Tenure ; {stated} ."


def _edtf(name: str, text: str) -> str:
    return f'inc:{name} "{text}"^^edtf:EDTF'


def _lasted(name: str, text: str, as_of: str | None = None) -> str:
    day = "" if as_of is None else f' ; inc:asOf "{as_of}"^^edtf:EDTF'
    return f'inc:lasted{name} "{text}"^^xsd:duration{day}'


# ruff: noqa: E501 (a table is read by its rows)
TABLE = {
    # began: in the hull; a period lasts a day at least.
    "began on a day": (_edtf("began", "2018-03-05"), "2018-03-05", "2018-03-05", "2018-03-06", NEVER),
    "began in a month": (_edtf("began", "2018-03"), "2018-03-01", "2018-03-31", "2018-03-02", NEVER),
    "began in a year": (_edtf("began", "2018"), "2018-01-01", "2018-12-31", "2018-01-02", NEVER),
    "began within": (_edtf("began", "2018/2020-05"), "2018-01-01", "2020-05-31", "2018-01-02", NEVER),
    # ended: the last day may count, so the end may be the day after.
    "ended on a day": (_edtf("ended", "2024-05-14"), OPEN, "2024-05-14", "2024-05-14", "2024-05-15"),
    "ended in a month": (_edtf("ended", "2024-05"), OPEN, "2024-05-31", "2024-05-01", "2024-06-01"),
    "former": (_edtf("ended", "[..2024-09-26]"), OPEN, "2024-09-26", OPEN, "2024-09-27"),
    # observedOn: in force on some day of the hull.
    "seen on a day": (_edtf("observedOn", "2024-08-06"), OPEN, "2024-08-06", "2024-08-07", NEVER),
    "seen in a month": (_edtf("observedOn", "2024-08"), OPEN, "2024-08-31", "2024-08-02", NEVER),
    "seen on one of two days": (
        _edtf("observedOn", "[2024-09-25,2024-09-26]"), OPEN, "2024-09-26", "2024-09-26", NEVER
    ),
    "seen by a day": (_edtf("observedOn", "[..2024-09-26]"), OPEN, "2024-09-26", OPEN, NEVER),
    # observedOn of an interval: throughout.
    "seen throughout": (
        _edtf("observedOn", "2024-08-01/2024-08-06"), OPEN, "2024-08-01", "2024-08-07", NEVER
    ),
    "seen throughout years": (
        _edtf("observedOn", "2018/2020"), OPEN, "2018-12-31", "2020-01-02", NEVER
    ),
    "seen from a year on": (_edtf("observedOn", "2018/.."), OPEN, "2018-12-31", OPEN, NEVER),
    "seen up to a year": (_edtf("observedOn", "../2020"), OPEN, NEVER, "2020-01-02", NEVER),
    # Lengths as of a day: seen on it, and begun so long before by the calendar.
    "more than N years": (
        _lasted("AtLeast", "P6Y6M", "2024-09-25"), OPEN, "2018-03-25", "2024-09-26", NEVER
    ),
    "more than N years in a year": (
        _lasted("AtLeast", "P6Y", "2024"), OPEN, "2018-12-31", "2024-01-02", NEVER
    ),
    "at most N years": (
        _lasted("AtMost", "P2Y", "2024-09-25"), "2022-09-25", "2024-09-25", "2024-09-26", NEVER
    ),
    "at most N years in a year": (
        _lasted("AtMost", "P2Y", "2024"), "2022-01-01", "2024-12-31", "2024-01-02", NEVER
    ),
    "bare N years": (
        'inc:lastedAtLeast "P5Y"^^xsd:duration ; ' + _lasted("AtMost", "P7Y", "2024-09-25"),
        "2017-09-25", "2019-09-25", "2024-09-26", NEVER,
    ),
    "by the calendar": (
        _lasted("AtLeast", "P1M", "2024-03-31"), OPEN, "2024-02-29", "2024-04-01", NEVER
    ),
    # Lengths of the whole.
    "a few days": (
        _edtf("began", "2023-11-17") + ' ; inc:lastedAtLeast "P2D"^^xsd:duration ; '
        'inc:lastedAtMost "P14D"^^xsd:duration',
        "2023-11-17", "2023-11-17", "2023-11-19", "2023-12-01",
    ),
    "a month in all, at least": (
        _edtf("began", "2023-11-17") + " ; " + _lasted("AtLeast", "P1M"),
        "2023-11-17", "2023-11-17", "2023-12-15", NEVER,
    ),
    "a month in all, at most": (
        _edtf("began", "2023-11-17") + " ; " + _lasted("AtMost", "P1M"),
        "2023-11-17", "2023-11-17", "2023-11-18", "2023-12-18",
    ),
    "a year in all": (
        _edtf("began", "2023-11-17") + " ; " + _lasted("AtMost", "P1Y"),
        "2023-11-17", "2023-11-17", "2023-11-18", "2024-11-17",
    ),
    # Qualifiers and open ends.
    "about": (_edtf("began", "2024-08~"), "2024-07-01", "2024-09-30", "2024-07-02", NEVER),
    "about and uncertain": (_edtf("began", "2024%"), "2023-01-01", "2025-12-31", "2023-01-02", NEVER),
    "uncertain": (_edtf("began", "2024-08?"), OPEN, NEVER, OPEN, NEVER),
    "uncertain end": (_edtf("ended", "2024?"), OPEN, NEVER, OPEN, NEVER),
    "uncertain sight": (_edtf("observedOn", "2024?"), OPEN, NEVER, OPEN, NEVER),
    "that day or later": (_edtf("began", "[2024-08-01..]"), "2024-08-01", NEVER, "2024-08-02", NEVER),
    "that day or earlier": (_edtf("began", "[..2024-08-06]"), OPEN, "2024-08-06", OPEN, NEVER),
    "ended that day or later": (_edtf("ended", "[2024-08-01..]"), OPEN, NEVER, "2024-08-01", NEVER),
    # What bounds nothing.
    "stated unknown": ("inc:statedUnknown inc:ended", OPEN, NEVER, OPEN, NEVER),
    "a title": ('inc:title "PDG"', OPEN, NEVER, OPEN, NEVER),
    "a plan": ('inc:plannedUntil "2024-12-31"^^xsd:date', OPEN, NEVER, OPEN, NEVER),
    # Two time zones: a one-of set.
    "two time zones": (
        _edtf("began", "[2024-09-25,2024-09-26]"), "2024-09-25", "2024-09-26", "2024-09-26", NEVER
    ),
}  # fmt: skip


@pytest.mark.parametrize("row", TABLE)
def test_each_row_of_the_table_gives_its_four_bounds(record_of: RecordOf, row: str) -> None:
    """A period of which one thing is stated has the bounds that the table gives by hand."""
    stated, *expected = TABLE[row]
    assert _bounds(record_of(_tenure(stated))) == expected


@pytest.mark.parametrize("row", TABLE)
def test_bounds_that_a_claim_gives_are_explained_by_it(record_of: RecordOf, row: str) -> None:
    """Each real bound names the claim; an open side names none, whatever was stated."""
    stated, *expected = TABLE[row]
    told = Description(record_of(_tenure(stated)).explanations)
    explained = {
        prop.value.rpartition("#")[2]
        for node in told.typed(iri("inc:Bound"))
        for prop in told.all(node, iri("inc:onProperty"))
        if told.all(node, iri("inc:involves")) == [iri("claim:c1")]
    }
    real = {name for name, day in zip(BOUNDS, expected, strict=True) if day not in (OPEN, NEVER)}
    # Lengths have tests of their own.
    others = {TYPE.value.rpartition("#")[2], "daysAtLeast", "daysAtMost"}
    assert explained - others == real


def test_an_event_lies_in_the_hull_of_its_effect(record_of: RecordOf) -> None:
    """An effect gives an event its two bounds; an announcement is a day of its own."""
    stated = f"{_edtf('effective', '2024-05')} ; {_edtf('announced', '2024-05-14')}"
    record = record_of(f"id:e a inc:Departure ; {stated} .")
    names = ("notBefore", "notAfter", "announcedNotBefore", "announcedNotAfter")
    assert _bounds(record, "id:e", names) == ["2024-05-01", "2024-05-31", *["2024-05-14"] * 2]


def test_what_was_effected_may_have_become_known_afterwards(record_of: RecordOf) -> None:
    """Only what is told as announced, and not yet effected, lies after its announcement."""
    told = f"id:e a inc:Departure ; {_edtf('announced', '2024-09-25')} ; inc:stage inc:"
    assert _bounds(record_of(told + "Effected ."), "id:e", ("notBefore",)) == [OPEN]
    assert _bounds(record_of(told + "Announced ."), "id:e", ("notBefore",)) == ["2024-09-25"]


def test_the_same_day_seen_and_ended_agree(record_of: RecordOf) -> None:
    """Ended on a day and still shown on it is no contradiction: the last day may count."""
    record = record_of(
        _tenure(_edtf("ended", "2024-05-14")), _tenure(_edtf("observedOn", "2024-05-14"))
    )
    assert _bounds(record)[2:] == ["2024-05-15", "2024-05-15"]
    assert not Description(record.explanations).typed(iri("inc:Conflict"))


def test_agreeing_claims_narrow(record_of: RecordOf) -> None:
    """Several readings of one period intersect."""
    record = record_of(
        _tenure(_edtf("began", "2018")),
        _tenure(_edtf("began", "2018-03/2019")),
        _tenure(_lasted("AtLeast", "P6Y6M", "2024-09-25")),
    )
    assert _bounds(record)[:3] == ["2018-03-01", "2018-03-25", "2024-09-26"]


@pytest.mark.parametrize(
    "stated",
    [
        _edtf("began", "2025-01-01"),
        _edtf("began", "2025"),
        _edtf("observedOn", "2025-01-01/2025-06-30"),
        _lasted("AtLeast", "P1Y", "2026-01-01"),
        _edtf("began", "2025-01-01") + " ; " + _edtf("ended", "2025-12-31"),
    ],
)
def test_a_prediction_gives_no_certainty(record_of: RecordOf, stated: str) -> None:
    """What is only foretold begins no earlier than foretold, and nothing says that it ever did."""
    claim = {"triples": _tenure(stated), "stance": "Predicted", "said": "2024-09-25"}
    begin_low, begin_high, _, end_high = _bounds(record_of(claim))
    assert (begin_low, begin_high, end_high) == ("2024-09-25", NEVER, NEVER)


def test_a_foretold_end_is_not_before_the_day_of_the_prediction(record_of: RecordOf) -> None:
    """Who will leave has not left; when they will is bounded by nothing else."""
    record = record_of(
        _tenure(_edtf("began", "2018")),
        {
            "triples": _tenure(_edtf("ended", "2024-12-31")),
            "stance": "Predicted",
            "said": "2024-09-25",
        },
    )
    assert _bounds(record)[2:] == ["2024-09-25", NEVER]


def test_a_foretold_event_lies_after_the_day_it_was_first_foretold(record_of: RecordOf) -> None:
    """Of several predictions the earliest counts, by the first day on which it may be said."""
    event = {"triples": "id:e a inc:Appointment .", "stance": "Predicted"}
    record = record_of(event | {"said": "2024-09"}, event | {"said": "2024-08-06"})
    assert _bounds(record, "id:e", ("notBefore", "notAfter")) == ["2024-08-06", NEVER]


def test_one_plain_claim_lifts_the_bound_of_what_was_foretold(record_of: RecordOf) -> None:
    """Where a period is also told as a fact, a prediction without a date bounds nothing."""
    foretold = {"triples": "id:t a inc:Tenure .", "stance": "Predicted", "said": "2024-09-25"}
    record = record_of(foretold, "id:t a inc:Tenure ; inc:holder id:ann .")
    assert _bounds(record) == [OPEN, NEVER, OPEN, NEVER]


@pytest.mark.parametrize(
    "foretold",
    [
        "id:e a inc:Departure ; inc:closes id:t .",
        "id:leave a inc:Leave ; inc:interrupts id:t .",
        "id:next a inc:Tenure ; inc:succeeds id:t .",
        'id:t inc:ended "2025"^^edtf:EDTF .',
    ],
)
def test_what_a_prediction_takes_as_given_is_not_foretold(
    record_of: RecordOf, foretold: str
) -> None:
    """Who is to leave a post holds it already: its begin is not after the prediction for that."""
    claim = {
        "triples": f"id:t a inc:Tenure ; inc:holder id:ann . {foretold}",
        "stance": "Predicted",
        "said": "2024-09-25",
    }
    assert _bounds(record_of(claim))[:2] == [OPEN, NEVER]


def test_an_announced_prediction_was_announced(record_of: RecordOf) -> None:
    """That something was announced is a fact, whatever becomes of it."""
    record = record_of(
        {
            "triples": f"id:e a inc:Departure ; {_edtf('announced', '2024-09-25')} .",
            "stance": "Predicted",
        }
    )
    names = ("announcedNotBefore", "announcedNotAfter", "notAfter")
    assert _bounds(record, "id:e", names) == ["2024-09-25", "2024-09-25", NEVER]


def _published() -> list[tuple[str, list[tuple[ox.NamedNode, ox.Term]]]]:
    path: Path = data_folder("ontology") / "readings.ttl"
    told = Description(triple_of(quad, path) for quad in read_quads(path))
    rows = []
    for row in told.typed(iri("skos:Concept")):
        for example in told.all(row, iri("skos:example")):
            assert isinstance(example, ox.NamedNode)
            facts = [
                (prop, value)
                for prop in {quad.predicate for quad in read_quads(path)}
                for value in told.all(example, prop)
            ]
            rows.append((row.value.rpartition("/")[2], facts))
    return rows


@pytest.mark.parametrize(("name", "facts"), _published(), ids=[row[0] for row in _published()])
def test_every_worked_example_of_the_published_table_holds(
    record_of: RecordOf, name: str, facts: list[tuple[ox.NamedNode, ox.Term]]
) -> None:
    """The bounds that ``readings.ttl`` prints for an example are those that the build gives."""
    moments = ("notBefore", "notAfter", "announcedNotBefore", "announcedNotAfter")
    bounds = {iri(f"inc:{bound}") for bound in (*BOUNDS, *moments)}
    expected = {p: v for p, v in facts if p in bounds}
    stated = [f"<{p.value}> {v}" for p, v in facts if p not in expected]
    assert expected, name
    assert stated, name
    event = iri("inc:notBefore") in expected or iri("inc:announcedNotBefore") in expected
    kind = "inc:Departure" if event else "inc:Tenure"
    record = Description(record_of(f"id:t a {kind} ; {' ; '.join(stated)} .").triples)
    assert {p: record.first(iri("id:t"), p) for p in expected} == expected


def test_stated_dates_stay_in_claim_graphs(record_of: RecordOf) -> None:
    """The record carries bounds only; EDTF text, durations and titles stay with the claims."""
    stated = [row[0] for row in TABLE.values()]
    record = record_of(*map(_tenure, stated))
    assert not {predicate for _, predicate, _ in record.triples} & (STATED | {iri("inc:title")})
