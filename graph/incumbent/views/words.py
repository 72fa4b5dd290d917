"""The words that pictures say in English and French, and dates as people write them."""

from __future__ import annotations

import datetime
from typing import Final

_WORDS: Final[dict[str, tuple[str, str]]] = {
    "title": ("Reporting graph", "Organigramme"),
    "title_of": ("{name}: who reports to whom", "{name} : qui dépend de qui"),
    "and_others": ("{name} and others", "{name} et autres"),
    "nameless": ("No name", "Sans nom"),
    "on": ("On {date}", "Au {date}"),
    "known": ("as known on {date}", "selon ce qu’on savait le {date}"),
    "known_maybe": (
        "as possibly known on {date}",
        "selon ce qu’on savait peut-être le {date}",
    ),
    "known_all": ("as all documents tell it", "selon tous les documents"),
    "acting": ("acting", "par intérim"),
    "defacto": ("de facto", "de fait"),
    "leave": ("on leave", "en congé"),
    "leave_possible": ("possibly on leave", "peut-être en congé"),
    "suspended": ("suspended", "suspendu"),
    "suspended_possible": ("possibly suspended", "peut-être suspendu"),
    "possible": ("possible", "possible"),
    "unstated": ("unstated", "non précisé"),
    "disputed": ("disputed", "contesté"),
    "joint": ("joint", "conjoint"),
    "vacant": ("Vacant", "Vacant"),
    "vacant_possible": ("Possibly vacant", "Peut-être vacant"),
    "no_holder": ("Holder not stated", "Titulaire non précisé"),
    "no_lead": ("Lead not stated", "Responsable non précisé"),
    "formerly": ("before: {names}", "avant : {names}"),
    "organization": ("Organization", "Organisation"),
    "unit": ("Unit", "Unité"),
    "person": ("Person", "Personne"),
    "solid": ("reports to", "dépend de"),
    "dotted": ("dotted line", "lien fonctionnel"),
    "extra": ("further superior", "autre supérieur"),
    "belongs": ("superior not stated", "supérieur non précisé"),
    "line_possible": ("possibly reports to", "dépend peut-être de"),
    "left_out": (
        "Left out: {count} posts or units elsewhere that only silence allows.",
        "Non montrés : {count} postes ou unités ailleurs, que seul le silence permet.",
    ),
    "left_out_one": (
        "Left out: one post or unit elsewhere that only silence allows.",
        "Non montré : un poste ou une unité ailleurs, que seul le silence permet.",
    ),
    "also": ("also reports to", "dépend aussi de"),
    "nothing": (
        "Nothing is stated about posts or reporting on this date.",
        "Rien n’est dit des postes ni des liens hiérarchiques à cette date.",
    ),
    "legend_possible": ("possible, not certain", "possible, pas certain"),
    "legend_unstated": ("only silence allows it", "seul le silence le permet"),
    "legend_disputed": ("sources disagree", "les sources divergent"),
    "legend_acting": ("holds it for the time being", "à titre provisoire"),
    "legend_leave": ("holds it, away for a time", "titulaire absent pour un temps"),
    "legend_suspended": ("interrupted", "interrompu"),
    "legend_vacant": ("stated to have no holder", "dit sans titulaire"),
    "legend_joint": ("leads it with another", "dirige avec un autre"),
    "legend_defacto": ("without the title", "sans le titre"),
}
_MONTHS: Final = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}


def word(key: str, lang: str, **values: str) -> str:
    """Return a word or sentence of a picture, in French for `fr`, else in English.

    Raises
    ------
    KeyError
        When there is no such word.

    Examples
    --------
    >>> word("formerly", "en", names="Ada")
    'before: Ada'
    """
    text = _WORDS[key][1 if lang.startswith("fr") else 0]
    for name, value in values.items():
        text = text.replace("{" + name + "}", value)
    return text


def all_words() -> dict[str, tuple[str, str]]:
    """Return every word by its key, in English and in French."""
    return dict(_WORDS)


def long_date(day: datetime.date, lang: str) -> str:
    """Return a date as people write it.

    Examples
    --------
    >>> long_date(datetime.date(2024, 9, 1), "en"), long_date(datetime.date(2024, 9, 1), "fr")
    ('1 September 2024', '1er septembre 2024')
    """
    french = lang.startswith("fr")
    month = _MONTHS["fr" if french else "en"].split()[day.month - 1]
    number = "1er" if french and day.day == 1 else str(day.day)
    return f"{number} {month} {day.year}"
