"""An axis of days: where a day stands, and ticks as dense as there is room for."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from incumbent.views.history_words import month_name, short_date

#: Steps between ticks: so many days, or months.
_DAYS, _MONTHS = (1, 2, 7, 14), (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000)
_ROOM = 66.0


@dataclass(frozen=True)
class Axis:
    """Days from `first` to `last`, both included, on `width` pixels from `left`.

    Examples
    --------
    >>> axis = Axis(10, 19, 100.0, 50.0)
    >>> axis.x(10), axis.x(20), axis.x(-(10**9))
    (100.0, 150.0, 100.0)
    """

    first: int
    last: int
    left: float
    width: float

    @property
    def right(self) -> float:
        """Where the last day is over."""
        return self.left + self.width

    def x(self, day: int) -> float:
        """Return where a day begins; days outside the window stand at its edges."""
        inside = min(max(day, self.first), self.last + 1)
        return self.left + self.width * (inside - self.first) / (self.last + 1 - self.first)

    def ticks(self, lang: str) -> list[tuple[float, str]]:
        """Return where ticks stand and what they say.

        Examples
        --------
        >>> year = datetime.date(2024, 1, 1).toordinal()
        >>> [text for _, text in Axis(year, year + 365, 0, 300).ticks("en")]
        ['Jan 2024', 'Apr 2024', 'Jul 2024', 'Oct 2024']
        """
        days = self.last + 1 - self.first
        for step in _DAYS:
            if self.width * step / days >= _ROOM:
                found = range(self.first + -self.first % step, self.last + 1, step)
                return [
                    (self.x(day), short_date(datetime.date.fromordinal(day), lang)) for day in found
                ]
        step = next((s for s in _MONTHS if self.width * s * 30.4 / days >= _ROOM), _MONTHS[-1])
        return [(self.x(day), text) for day, text in self._months(step, lang)]

    def _months(self, step: int, lang: str) -> list[tuple[int, str]]:
        begin = datetime.date.fromordinal(self.first)
        month = begin.year * 12 + begin.month - 1 + (begin.day > 1)
        month += -month % step
        found = []
        while month < 12 * datetime.MAXYEAR:
            day = datetime.date(month // 12, month % 12 + 1, 1)
            if day.toordinal() > self.last:
                break
            year = step >= 12
            found.append(
                (day.toordinal(), str(day.year) if year else month_name(*_of(day), lang, True))
            )
            month += step
        return found


def _of(day: datetime.date) -> tuple[int, int]:
    return day.year, day.month
