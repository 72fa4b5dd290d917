"""The words of the timeline and of the departures, and stretches of time as people write them."""

from __future__ import annotations

import datetime
from calendar import monthrange
from typing import Final

from incumbent.days import is_bounded

_WORDS: Final[dict[str, tuple[str, str]]] = {
    "timeline": ("Who held which post, and when", "Qui a occupé quel poste, et quand"),
    "timeline_of": (
        "{name}: who held which post, and when",
        "{name} : qui a occupé quel poste, et quand",
    ),
    "people": ("Who was where, and when", "Qui était où, et quand"),
    "people_of": ("{name}: who was where, and when", "{name} : qui était où, et quand"),
    "departures": ("Who left", "Les départs"),
    "departures_of": ("{name}: who left", "{name} : les départs"),
    "window": ("{first} to {last}", "Du {first} au {last}"),
    "all_time": ("At any time", "À toute date"),
    "no_lane": (
        "Nothing is stated about posts in this window.",
        "Rien n’est dit des postes dans cette période.",
    ),
    "no_departure": (
        "No departure is stated in this window.",
        "Aucun départ n’est dit dans cette période.",
    ),
    "led": ("leads {name}", "dirige {name}"),
    "member": ("member of {name}", "membre de {name}"),
    "begins": ("begins {span}", "début {span}"),
    "ends": ("ends {span}", "fin {span}"),
    "announced": ("announced {span}", "annonce {span}"),
    "effective": ("effective {span}", "effet {span}"),
    "certain_time": ("certain", "certain"),
    "possible_time": ("possible: begins or ends somewhere in it", "possible : début ou fin dedans"),
    "silent_time": ("only silence allows it", "seul le silence le permet"),
    "acting_time": ("acting", "par intérim"),
    "vacant_time": ("vacant", "vacant"),
    "leave_time": ("on leave", "en congé"),
    "suspended_time": ("suspended", "suspendu"),
    "announcement": ("announced", "annoncé"),
    "effect": ("took effect, by this day", "a pris effet, à ce jour au plus tard"),
    "beyond": ("goes on outside the window", "continue hors de la période"),
    "who": ("Who", "Qui"),
    "when": ("When", "Quand"),
    "left": ("Left", "A quitté"),
    "where_to": ("For where", "Pour où"),
    "how": ("How", "Comment"),
    "not_told": ("not said yet", "pas encore dit"),
    "or_later": ("{day} or later", "{day} ou plus tard"),
    "by": ("by {day}", "au plus tard le {day}"),
    "no_day": ("day not stated", "jour non précisé"),
    "some_month": ("{year}, month not certain", "{year}, mois incertain"),
    "some_time": ("Year not certain", "Année incertaine"),
    "to_come": ("Announced, end not stated", "Annoncés, fin non précisée"),
    "window_possible": ("perhaps in this window", "peut-être dans cette période"),
}
_MONTHS: Final = {
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "fr": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
}
_WHOLE_MONTHS: Final = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}


def told(key: str, lang: str, **values: str) -> str:
    """Return words about time, in French for `fr`, else in English.

    Raises
    ------
    KeyError
        When there are no such words.

    Examples
    --------
    >>> told("by", "fr", day="6 août 2024")
    'au plus tard le 6 août 2024'
    """
    text = _WORDS[key][1 if lang.startswith("fr") else 0]
    for name, value in values.items():
        text = text.replace("{" + name + "}", value)
    return text


def month_name(year: int, month: int, lang: str, short: bool = False) -> str:
    """Return a month with its year.

    Examples
    --------
    >>> month_name(2024, 2, "en"), month_name(2024, 2, "fr", short=True)
    ('February 2024', 'févr. 2024')
    """
    names = (_MONTHS if short else _WHOLE_MONTHS)["fr" if lang.startswith("fr") else "en"]
    return f"{names.split()[month - 1]} {year}"


def short_date(day: datetime.date, lang: str) -> str:
    """Return a date with its month abbreviated.

    Examples
    --------
    >>> short_date(datetime.date(2024, 9, 1), "fr")
    '1 sept. 2024'
    """
    return f"{day.day} {month_name(day.year, day.month, lang, short=True)}"


def span_text(first: int, last: int, lang: str) -> str:
    """Return between which days something falls, as people write it.

    Parameters
    ----------
    first, last
        Days as ordinals; unbounded ones are beyond the calendar.
    lang
        The language.

    Examples
    --------
    >>> may = datetime.date(2024, 5, 1).toordinal()
    >>> span_text(may, may, "en"), span_text(may, may + 30, "en"), span_text(may, 10**9, "en")
    ('1 May 2024', 'May 2024', '1 May 2024 or later')
    >>> span_text(may, may + 29, "fr"), span_text(-10**9, may, "en")
    ('1 mai 2024 – 30 mai 2024', 'by 1 May 2024')
    """
    low, high = is_bounded(first), is_bounded(last)
    if not low and not high:
        return told("no_day", lang)
    if not high:
        return told("or_later", lang, day=short_date(datetime.date.fromordinal(first), lang))
    end = datetime.date.fromordinal(last)
    if not low:
        return told("by", lang, day=short_date(end, lang))
    begin = datetime.date.fromordinal(first)
    if begin.day == 1 and end.day == monthrange(end.year, end.month)[1]:
        if (begin.year, begin.month) == (end.year, end.month):
            return month_name(begin.year, begin.month, lang, short=True)
        if begin.month == 1 and end.month == 12:
            return str(begin.year) if begin.year == end.year else f"{begin.year} – {end.year}"
    days = [short_date(one, lang) for one in (begin, end)]
    return days[0] if begin == end else " – ".join(days)
