"""Days as integers and calendar arithmetic, against Python's own calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from incumbent.days import (
    FIRST_DATE,
    FOREVER,
    LAST_DATE,
    is_bounded,
    longest,
    minus,
    parse_duration,
    shortest,
    to_text,
)

ordinary = st.dates(date(1, 1, 2), date(9999, 12, 30))
months = st.integers(0, 1200)


@given(ordinary)
def test_every_day_but_the_sentinels_is_written_as_itself(day: date) -> None:
    """A real day is bounded and written as its ISO date."""
    assert is_bounded(day.toordinal())
    assert to_text(day.toordinal()) == day.isoformat()


@pytest.mark.parametrize("day", [-FOREVER, -FOREVER + 1, -1, 0, 1])
def test_before_all_days_is_the_first_sentinel(day: int) -> None:
    """Minus infinity, and whatever lies before the calendar, is written 0001-01-01."""
    assert not is_bounded(day)
    assert to_text(day) == FIRST_DATE


@pytest.mark.parametrize("day", [date.max.toordinal(), date.max.toordinal() + 1, FOREVER])
def test_after_all_days_is_the_last_sentinel(day: int) -> None:
    """Infinity, and whatever lies after the calendar, is written 9999-12-31, never 9999-12-30."""
    assert not is_bounded(day)
    assert to_text(day) == LAST_DATE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("P6Y6M", (78, 0)),
        ("P8Y", (96, 0)),
        ("P1M", (1, 0)),
        ("P2W", (0, 14)),
        ("P10D", (0, 10)),
        ("P1Y2M3W4D", (14, 25)),
        ("P0D", (0, 0)),
        ("P18M", (18, 0)),
    ],
)
def test_durations_are_read_as_months_and_days(text: str, expected: tuple[int, int]) -> None:
    """Years count as twelve months, weeks as seven days."""
    assert parse_duration(text) == expected


@pytest.mark.parametrize(
    "text", ["", "P", "6Y", "-P1Y", "P1.5Y", "PT5H", "P1YT5H", "P1D1Y", "p1y", "P1Y ", "P٣Y"]
)
def test_what_is_no_duration_of_days_is_refused_by_name(text: str) -> None:
    """Signs, fractions, times of day and other digits are refused, with the text shown."""
    with pytest.raises(ValueError, match="no duration") as refused:
        parse_duration(text)
    assert repr(text) in str(refused.value)


@pytest.mark.parametrize(
    ("day", "duration", "expected"),
    [
        ("2024-09-25", "P6Y6M", "2018-03-25"),
        ("2024-09-25", "P8Y", "2016-09-25"),
        ("2024-03-31", "P1M", "2024-02-29"),
        ("2023-03-31", "P1M", "2023-02-28"),
        ("2024-02-29", "P1Y", "2023-02-28"),
        ("2024-02-29", "P4Y", "2020-02-29"),
        ("2024-01-15", "P1M", "2023-12-15"),
        ("2024-03-01", "P1D", "2024-02-29"),
        ("2024-03-31", "P1M1D", "2024-02-28"),
        ("2024-09-25", "P0D", "2024-09-25"),
    ],
)
def test_going_back_follows_the_calendar(day: str, duration: str, expected: str) -> None:
    """Months keep the day of the month, or take the last one there is; then days are counted."""
    start = date.fromisoformat(day).toordinal()
    assert to_text(minus(start, parse_duration(duration))) == expected


@given(st.dates(date(200, 1, 1), date(9999, 12, 30)), months, st.integers(0, 400))
def test_going_back_lands_in_the_month_that_the_calendar_says(
    day: date, count: int, days: int
) -> None:
    """N months back is the month N before, on the same day or its last; N days back is exact."""
    back = date.fromordinal(minus(day.toordinal(), (count, 0)))
    assert (day.year * 12 + day.month) - (back.year * 12 + back.month) == count
    last = (back + timedelta(days=1)).day == 1
    assert back.day == day.day or (back.day < day.day and last)
    assert minus(day.toordinal(), (count, days)) == back.toordinal() - days


def test_going_back_before_the_calendar_is_unbounded() -> None:
    """A duration longer than the calendar gives minus infinity, and infinities stay."""
    assert minus(date(5, 1, 1).toordinal(), (72, 0)) == -FOREVER
    assert minus(FOREVER, (12, 0)) == FOREVER
    assert minus(-FOREVER, (12, 0)) == -FOREVER


@given(st.dates(date(400, 1, 1), date(9999, 12, 30)), months, st.integers(0, 40))
@example(date(2024, 2, 29), 12, 0)
@example(date(1904, 2, 29), 96, 0)
@example(date(2023, 3, 31), 1, 0)
def test_a_duration_lasts_between_its_shortest_and_its_longest(
    end: date, count: int, days: int
) -> None:
    """Wherever a duration ends, the calendar counts a number of days between the two."""
    duration = count, days
    length = end.toordinal() - minus(end.toordinal(), duration)
    assert shortest(duration) <= length <= longest(duration)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 7, 12, 13, 48, 96, 1199])
def test_shortest_and_longest_are_reached(count: int) -> None:
    """Neither is wider than need be: some day of the calendar's cycle reaches each."""
    first = date(2000, 1, 1).toordinal()
    ends = range(first + 146_097, first, -1)
    lengths = {end - minus(end, (count, 0)) for end in ends}
    assert (min(lengths), max(lengths)) == (shortest((count, 0)), longest((count, 0)))


def test_very_long_durations_are_counted_by_the_calendars_cycle() -> None:
    """Four hundred years always last 146,097 days, and a month more lasts 28 to 31 more."""
    assert shortest((4800, 0)) == longest((4800, 0)) == 146_097
    assert (shortest((9601, 0)), longest((9601, 0))) == (2 * 146_097 + 28, 2 * 146_097 + 31)
