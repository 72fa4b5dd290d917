"""The day that a picture shows when nobody names one."""

from __future__ import annotations

from datetime import date, timedelta

import pyoxigraph as ox
from hypothesis import given, settings
from hypothesis import strategies as st
from incumbent.questions.summary import latest_day
from incumbent.vocabulary import RECORD, iri

FIRST = date(2020, 1, 1)
spans = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=8)


def _store(certain: list[tuple[int, int]]) -> ox.Store:
    """Give periods that are certain from one day until before another, counted from FIRST."""
    store = ox.Store()
    for number, days in enumerate(certain):
        period = iri(f"id:period-{number}")
        for name, day in zip(("inc:beginNotAfter", "inc:endNotBefore"), days, strict=True):
            text = str(FIRST + timedelta(day))
            store.add(
                ox.Quad(period, iri(name), ox.Literal(text, datatype=iri("xsd:date")), RECORD)
            )
    return store


@settings(deadline=None)
@given(spans)
def test_it_is_the_last_day_with_half_of_the_most_that_is_certain(
    certain: list[tuple[int, int]],
) -> None:
    """Counting every day by itself finds the same one."""
    counts = [sum(begin <= day < end for begin, end in certain) for day in range(32)]
    peak = max(counts)
    days = [day for day, count in enumerate(counts) if peak and count * 2 >= peak]
    expected = FIRST + timedelta(days[-1]) if days else None
    assert latest_day(_store(certain)) == expected


def test_a_straggler_does_not_make_the_day() -> None:
    """Five are seen until the tenth day and one until the eleventh: the tenth tells more."""
    assert latest_day(_store([(0, 10)] * 5 + [(0, 11)])) == FIRST + timedelta(9)
