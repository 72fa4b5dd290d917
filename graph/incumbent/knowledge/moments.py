"""The second clock as people give it: a day, and which documents count as known by then."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from incumbent.errors import ParameterError
from incumbent.questions.ask import read_date

if TYPE_CHECKING:
    from incumbent.store.known import KnownOn


def read_moment(day: str | date, variant: str = "certainly") -> KnownOn:
    """Return a day of the second clock as people give it.

    Parameters
    ----------
    day
        Such as ``2024-08-06``.
    variant
        ``certainly`` or ``possibly``.

    Raises
    ------
    ParameterError
        When the day is none, or there is no such variant.

    Examples
    --------
    >>> read_moment("2024-08-06", "possibly").variant
    'possibly'
    """
    from incumbent.store.known import KnownOn  # few questions are about what was known

    if variant not in ("certainly", "possibly"):
        raise ParameterError(f"known is certainly or possibly, not “{variant}”")
    read = read_date(day) if isinstance(day, str) else day
    return KnownOn(read, possibly=variant == "possibly")
