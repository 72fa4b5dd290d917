"""Dates as documents state them: by a table, and against the edtf package where it is right."""

from __future__ import annotations

from datetime import date

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st
from incumbent.days import FOREVER, to_text
from incumbent.edtf import parse

days = st.dates(date(1000, 1, 1), date(9998, 12, 31)).map(date.isoformat)
precisions = st.sampled_from([4, 7, 10])
#: A year, month or day that exists.
simple = st.builds(lambda day, precision: day[:precision], days, precisions)
#: Two of one precision, in order: the edtf package reads no one-of sets of mixed precision.
pairs = st.builds(
    lambda two, precision: sorted(day[:precision] for day in two),
    st.lists(days, min_size=2, max_size=2),
    precisions,
)


def _oracle(text: str) -> tuple[str, str]:
    read = parse_edtf(text)
    low, high = (tuple(bound)[:3] for bound in (read.lower_strict(), read.upper_strict()))
    return date(*low).isoformat(), date(*high).isoformat()


@settings(deadline=None)
@given(simple)
def test_plain_dates_agree_with_the_edtf_package(text: str) -> None:
    """A year, a month or a day means from its first day to its last."""
    assert _texts(text) == _oracle(text)


@settings(deadline=None)  # the first use builds the package's grammar
@given(pairs, st.sampled_from(["{}/{}", "[{},{}]", "[{}..{}]"]))
def test_closed_spans_agree_with_the_edtf_package(two: list[str], form: str) -> None:
    """A closed interval or one-of set goes from its first date's first day to its last's last."""
    text = form.format(*two)
    assert _texts(text) == _oracle(text)


def _texts(text: str) -> tuple[str, str]:
    first, last = parse(text)[:2]
    return to_text(first), to_text(last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-09-25", "2024-09-25", "2024-09-25"),
        # About: one unit of its own precision wider each way.
        ("2024~", "2023-01-01", "2025-12-31"),
        ("2024-08~", "2024-07-01", "2024-09-30"),
        ("2024-01~", "2023-12-01", "2024-02-29"),
        ("2024-12~", "2024-11-01", "2025-01-31"),
        ("2024-03-01~", "2024-02-29", "2024-03-02"),
        ("2024-08%", "2024-07-01", "2024-09-30"),
        # Uncertain: bounds nothing.
        ("2024?", "0001-01-01", "9999-12-31"),
        ("2024-08-06?", "0001-01-01", "9999-12-31"),
        # Open, as written.
        ("2018/..", "2018-01-01", "9999-12-31"),
        ("../2018-03", "0001-01-01", "2018-03-31"),
        ("[2024-08-06..]", "2024-08-06", "9999-12-31"),
        ("[..2024-09-26]", "0001-01-01", "2024-09-26"),
        # Sets: the hull, whatever the order.
        ("[2024-09-25,2024-09-26]", "2024-09-25", "2024-09-26"),
        ("[2024-09-26, 2024-09-25]", "2024-09-25", "2024-09-26"),
        ("[2020,2022..2023,2019-05]", "2019-05-01", "2023-12-31"),
        ("[2020,2022..]", "2020-01-01", "9999-12-31"),
        ("[2024-09-25]", "2024-09-25", "2024-09-25"),
        ("[2024~,2030]", "2023-01-01", "2030-12-31"),
        # Intervals.
        ("2018/2020-05", "2018-01-01", "2020-05-31"),
        ("2018~/2020", "2017-01-01", "2020-12-31"),
        ("2018?/2020", "0001-01-01", "2020-12-31"),
        ("2018/2020?", "2018-01-01", "9999-12-31"),
        ("2024-08-15/2024-08", "2024-08-15", "2024-08-31"),
    ],
)
def test_each_form_has_its_hull(text: str, first: str, last: str) -> None:
    """Every accepted form means the days between two that are known by hand."""
    assert _texts(text) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "today", "24", "2024-8", "2024-08-6", "2024-13", "2024-00", "2023-02-29",
        "2024-04-31", "2024-08-00", "0000", "0001~", "9999~", "20240806", "2024-08-06T10:00",
        "2024 ", " 2024", "2024\n", "-2024", "202X", "{2024,2025}", "Y2024", "2024-21", "2024~?",
        "/", "/2020", "2020/", "../..", "2020/2021/2022", "2021/2020", "2024-09-02/2024-09-01",
        "[]", "[..]", "[,]", "[2024,]", "[2024", "2024]", "[2025..2024]", "[2024/2025]",
        "..2024", "2024..", "٢٠٢٤", "2024−08",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_by_name(text: str) -> None:
    """Days that do not exist and forms that are not accepted are refused, with the text shown."""
    with pytest.raises(ValueError, match="no date that Incumbent reads") as refused:
        parse(text)
    assert repr(text) in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "last_of_start", "first_of_end"),
    [
        ("2024-08-01/2024-08-06", "2024-08-01", "2024-08-06"),
        ("2018/2020", "2018-12-31", "2020-01-01"),
        ("2018/..", "2018-12-31", "0001-01-01"),
        ("../2020", "9999-12-31", "2020-01-01"),
    ],
)
def test_an_interval_knows_where_its_ends_may_lie(
    text: str, last_of_start: str, first_of_end: str
) -> None:
    """Of an interval the last day of its start and the first of its end are kept."""
    hull = parse(text)
    assert hull.interval
    assert (to_text(hull.last_of_start), to_text(hull.first_of_end)) == (
        last_of_start,
        first_of_end,
    )


@given(simple)
def test_about_a_date_is_a_unit_wider_on_each_side(text: str) -> None:
    """About a date adds the whole year, month or day before, and the whole one after."""
    plain, about = parse(text), parse(text + "~")
    before = date.fromordinal(plain.first - 1).isoformat()[: len(text)]
    after = date.fromordinal(plain.last + 1).isoformat()[: len(text)]
    assert about[:2] == (parse(before).first, parse(after).last)


def test_open_ends_are_infinite_not_sentinels() -> None:
    """Inside, an open end is infinity, so that arithmetic never takes it for a day."""
    assert parse("[..2024]").first == -FOREVER
    assert parse("2024/..").last == FOREVER
    assert parse("2024?")[:2] == (-FOREVER, FOREVER)
