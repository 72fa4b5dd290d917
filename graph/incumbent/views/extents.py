"""When things in the record begin, end and happen, as days that can be compared."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TypeAlias

from incumbent.days import FIRST_DATE, FOREVER, LAST_DATE
from incumbent.views.facts import Facts
from incumbent.vocabulary import iri

Span: TypeAlias = tuple[int, int]


@dataclass(frozen=True)
class Extent:
    """The four bounds of a period; `silent` says which of begin and end only silence leaves open.

    Examples
    --------
    >>> Extent((1, 5), (9, 12)).core, Extent((1, 9), (2, 12)).core
    ((5, 9), None)
    """

    begin: Span
    end: Span
    silent: tuple[bool, bool] = (False, False)

    @property
    def core(self) -> Span | None:
        """From which day until before which it certainly lasts; None where no day is certain."""
        return (self.begin[1], self.end[0]) if self.begin[1] < self.end[0] else None

    @property
    def whole(self) -> Span:
        """From which day until before which day it possibly lasts."""
        return self.begin[0], self.end[1]

    def meets(self, first: int, last: int) -> bool:
        """Tell whether it possibly lasts on one of the days of a window."""
        return self.begin[0] <= last and first < self.end[1]

    def is_stated(self, first: int, last: int) -> bool:
        """Tell whether more than silence places it in a window."""
        low = self.begin[1] if self.silent[0] else self.begin[0]
        high = self.end[0] if self.silent[1] else self.end[1]
        return low < high and low <= last and first < high


def extent(facts: Facts, period: str) -> Extent | None:
    """Return when a period begins and ends; None where the record gives no bounds.

    Examples
    --------
    >>> import pyoxigraph
    >>> extent(Facts(pyoxigraph.Store(), "urn:x:record", "en"), "urn:x:tenure") is None
    True
    """
    begin = span(facts, period, "inc:beginNotBefore", "inc:beginNotAfter")
    end = span(facts, period, "inc:endNotBefore", "inc:endNotAfter")
    if begin is None or end is None:
        return None
    silent = facts.all(period, "inc:unstated")
    return Extent(
        begin,
        end,
        (iri("inc:beginNotBefore").value in silent, iri("inc:endNotAfter").value in silent),
    )


def span(facts: Facts, thing: str, first: str, last: str) -> Span | None:
    """Return the days between which something falls, by the names of its two bounds."""
    days = (facts.one(thing, first), facts.one(thing, last))
    if days[0] is None or days[1] is None:
        return None
    return _day(days[0]), _day(days[1])


def _day(text: str) -> int:
    if text == FIRST_DATE:
        return -FOREVER
    if text == LAST_DATE:
        return FOREVER
    return datetime.date.fromisoformat(text).toordinal()
