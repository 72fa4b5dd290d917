"""Days as integers with infinities, and calendar arithmetic on them.

Inside, a day is its proleptic Gregorian ordinal (``date.toordinal``). ``FOREVER`` and ``-FOREVER``
stand for "no bound"; they become the sentinel dates only when a bound is written out.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import cache
from typing import Final

#: Farther than any day; plain integer so that sums and comparisons stay integers.
FOREVER: Final = 10**9

FIRST_DATE: Final = "0001-01-01"
LAST_DATE: Final = "9999-12-31"

_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?", re.ASCII)


def is_bounded(day: int) -> bool:
    """Tell whether a day is a real one, neither infinity nor a sentinel.

    Examples
    --------
    >>> is_bounded(738_000), is_bounded(FOREVER)
    (True, False)
    """
    return date.min.toordinal() < day < date.max.toordinal()


def to_text(day: int) -> str:
    """Return a day as an ISO date, infinities as the sentinel dates.

    Examples
    --------
    >>> to_text(date(2024, 9, 25).toordinal()), to_text(-FOREVER)
    ('2024-09-25', '0001-01-01')
    """
    if day <= date.min.toordinal():
        return FIRST_DATE
    if day >= date.max.toordinal():
        return LAST_DATE
    return date.fromordinal(day).isoformat()


def parse_duration(text: str) -> tuple[int, int]:
    """Read an ``xsd:duration`` of years, months, weeks and days.

    Parameters
    ----------
    text
        Such as ``"P6Y6M"`` or ``"P10D"``; times of day and signs are refused.

    Returns
    -------
    tuple of int
        Months and days.

    Raises
    ------
    ValueError
        When the text is no such duration.

    Examples
    --------
    >>> parse_duration("P6Y6M"), parse_duration("P2W")
    ((78, 0), (0, 14))
    """
    match = _DURATION.fullmatch(text)
    if match is None or text == "P":
        raise ValueError(f"{text!r} is no duration of years, months, weeks or days, such as P6Y6M")
    years, months, weeks, days = (int(part or 0) for part in match.groups())
    return years * 12 + months, weeks * 7 + days


def minus(day: int, duration: tuple[int, int]) -> int:
    """Go back from a day by months and days of the calendar; 31 March minus a month is the 28th.

    Examples
    --------
    >>> to_text(minus(date(2024, 9, 25).toordinal(), parse_duration("P6Y6M")))
    '2018-03-25'
    """
    if not is_bounded(day):
        return day
    months, days = duration
    start = date.fromordinal(day)
    count = start.year * 12 + start.month - 1 - months
    year, month = divmod(count, 12)
    if year < 1:
        return -FOREVER
    moved = date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
    return moved.toordinal() - days


def shortest(duration: tuple[int, int]) -> int:
    """Return the fewest days that a duration can last (twelve months: 365, one month: 28).

    Examples
    --------
    >>> shortest((12, 0)), shortest((1, 3))
    (365, 31)
    """
    months, days = duration
    return _spans(months)[0] + days


def longest(duration: tuple[int, int]) -> int:
    """Return the most days that a duration can last (twelve months: 366, one month: 31).

    Examples
    --------
    >>> longest((12, 0)), longest((1, 3))
    (366, 34)
    """
    months, days = duration
    return _spans(months)[1] + days


@cache
def _spans(months: int) -> tuple[int, int]:
    """Return the fewest and the most days of so many months, wherever they start.

    The calendar repeats itself every 4800 months, which are 146,097 days.
    """
    rounds, rest = divmod(months, 4800)
    first = date(2000, 1, 1).toordinal()
    starts = [date(2000 + n // 12, n % 12 + 1, 1).toordinal() - first for n in range(4800)]
    starts += [start + 146_097 for start in starts]
    lengths = [starts[n + rest] - starts[n] for n in range(4800)]
    return rounds * 146_097 + min(lengths), rounds * 146_097 + max(lengths)
