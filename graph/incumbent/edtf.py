"""Dates as documents state them: the part of EDTF that claims use, read as bounds.

The source is the Extended Date/Time Format of the Library of Congress
(https://www.loc.gov/standards/datetime/). Accepted are years, months and days, each with
``~``, ``?`` or ``%``; intervals ``a/b`` with open ends ``..``; and one-of sets ``[a,b]``,
``[a..b]``, ``[..b]``, ``[a..]``. What each form bounds is the table of readings in the ontology.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from incumbent.days import FOREVER

_SIMPLE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?%])?", re.ASCII)


class Hull(NamedTuple):
    """The first and last day that a stated date may mean, as ordinals; infinite where open.

    ``last_of_start`` and ``first_of_end`` matter for intervals ``a/b`` only, where they are the
    last day of ``a`` and the first of ``b``: a thing observed throughout an interval was surely
    there from the one to the other.
    """

    first: int
    last: int
    interval: bool = False
    last_of_start: int = FOREVER
    first_of_end: int = -FOREVER


def parse(text: str) -> Hull:
    """Read an EDTF date as the hull of the days it may mean.

    Parameters
    ----------
    text
        Such as ``2024``, ``2024-08~``, ``2018/..``, ``[..2024-09-26]``.

    Returns
    -------
    Hull
        First and last day, infinite where the text leaves an end open.

    Raises
    ------
    ValueError
        When the text is not of the accepted forms or names a day that does not exist; the message
        shows the text and what would be accepted.

    Examples
    --------
    >>> from incumbent.days import to_text
    >>> [to_text(day) for day in parse("2024-02")[:2]]
    ['2024-02-01', '2024-02-29']
    >>> [to_text(day) for day in parse("[..2024-09-26]")[:2]]
    ['0001-01-01', '2024-09-26']
    """
    if text.startswith("[") and text.endswith("]"):
        return _one_of(text)
    if "/" in text:
        return _interval(text)
    first, last = _simple(text, text)
    return Hull(first, last)


def _interval(text: str) -> Hull:
    start, _, end = text.partition("/")
    if "/" in end or not start or not end or start == end == "..":
        raise _wrong(text, "an interval is a/b, a/.. or ../b")
    start_hull = (-FOREVER, -FOREVER) if start == ".." else _simple(start, text)
    end_hull = (FOREVER, FOREVER) if end == ".." else _simple(end, text)
    if start_hull[0] > end_hull[1]:
        raise _wrong(text, "the interval ends before it begins")
    last_of_start = FOREVER if start == ".." else start_hull[1]
    first_of_end = -FOREVER if end == ".." else end_hull[0]
    return Hull(start_hull[0], end_hull[1], True, last_of_start, first_of_end)


def _one_of(text: str) -> Hull:
    firsts, lasts = [], []
    for part in text[1:-1].split(","):
        start, dots, end = part.strip().partition("..")
        if not (start or end):
            raise _wrong(text, "a one-of set names at least one date")
        firsts.append(-FOREVER if dots and not start else _simple(start, text)[0])
        lasts.append(FOREVER if dots and not end else _simple(end or start, text)[1])
        if firsts[-1] > lasts[-1]:
            raise _wrong(text, "the range ends before it begins")
    return Hull(min(firsts), max(lasts))


def _simple(text: str, whole: str) -> tuple[int, int]:
    match = _SIMPLE.fullmatch(text)
    if match is None:
        raise _wrong(whole, "write 2024, 2024-08, 2024-08-06, a/b, [a..b] or [a,b]")
    year, month, day, mark = match.groups()
    if mark == "?":
        return -FOREVER, FOREVER
    try:
        first, last = _days_of(int(year), int(month) if month else None, int(day) if day else None)
        if mark:
            # "about": one unit of its own precision wider each way.
            first = _before(first, month, day)
            last = _after(last, month, day)
    except (ValueError, OverflowError) as error:
        raise _wrong(whole, f"{text} does not exist") from error
    return first.toordinal(), last.toordinal()


def _days_of(year: int, month: int | None, day: int | None) -> tuple[date, date]:
    if month is not None and day is not None:
        return date(year, month, day), date(year, month, day)
    if month is not None:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, 1, 1), date(year, 12, 31)


def _before(first: date, month: str | None, day: str | None) -> date:
    """Return the first day of the unit before the one that begins on `first`."""
    previous = first - timedelta(days=1)
    return _days_of(
        previous.year, previous.month if month else None, previous.day if day else None
    )[0]


def _after(last: date, month: str | None, day: str | None) -> date:
    """Return the last day of the unit after the one that ends on `last`."""
    following = last + timedelta(days=1)
    return _days_of(
        following.year, following.month if month else None, following.day if day else None
    )[1]


def _wrong(text: str, hint: str) -> ValueError:
    return ValueError(f"{text!r} is no date that Incumbent reads: {hint}")
