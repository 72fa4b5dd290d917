"""The departures in a window of time: who, when, from where, for where, in what manner."""

from __future__ import annotations

import datetime
from calendar import monthrange
from dataclasses import dataclass
from itertools import groupby

import pyoxigraph as ox

from incumbent.days import FOREVER, is_bounded
from incumbent.errors import ParameterError
from incumbent.ontology import read_ontology
from incumbent.views.bars import ABANDONED
from incumbent.views.extents import Span, span
from incumbent.views.facts import Facts
from incumbent.views.fonts import clean
from incumbent.views.history_words import month_name, span_text, told
from incumbent.views.labels import known_text, most_common, shortened
from incumbent.views.words import long_date, word
from incumbent.vocabulary import EXPLANATIONS, RECORD, iri

_DESTINATION, _MANNER = "inc:destination", "inc:manner"
_UNBOUNDED: Span = (-FOREVER, FOREVER)


@dataclass(frozen=True)
class Leaver:
    """One departure; `marks` are keys of `words`, `full` says everything in one line."""

    thing: str
    name: str
    effect: Span
    when: str
    announced: str
    left: str
    destination: str
    manner: str
    stage: str
    marks: tuple[str, ...] = ()
    full: str = ""


@dataclass(frozen=True)
class Group:
    """The departures of one month, or of a time that cannot be told so closely."""

    title: str
    leavers: tuple[Leaver, ...]


@dataclass(frozen=True)
class Departures:
    """Everything that a picture of departures says, in order."""

    title: str
    subtitle: str
    lang: str
    groups: tuple[Group, ...]


def departures(
    store: ox.Store,
    first: datetime.date | None = None,
    last: datetime.date | None = None,
    *,
    record: str = RECORD.value,
    lang: str = "en",
) -> Departures:
    """Return who left or is to leave in a window of time; a leave is not a departure.

    Parameters
    ----------
    store
        Holds the record, the names and the explanations.
    first, last
        The window; where None, it is open. What may fall outside is marked as possible.
    record
        The record graph to ask; one as known on a date for the second clock.
    lang
        The preferred language of labels.

    Raises
    ------
    ParameterError
        When the window ends before it begins.

    Examples
    --------
    >>> departures(ox.Store()).groups
    ()
    """
    if first and last and first > last:
        raise ParameterError(f"a window cannot begin on {first} and end on {last}")
    window = (first.toordinal() if first else -FOREVER, last.toordinal() if last else FOREVER)
    reader = _Reader(store, Facts(store, record, lang), lang)
    found = [one for one in map(reader.leaver, reader.events()) if _meets(one.effect, window)]
    marked = [reader.marked(one, window) for one in found]
    marked.sort(key=lambda one: (_place(one)[0], one.effect, one.name, one.thing))
    groups = [
        Group(_heading(key[1], lang), tuple(under))
        for key, under in groupby(marked, key=lambda one: _place(one))
    ]
    home = reader.home
    return Departures(
        title=told("departures_of", lang, name=home) if home else told("departures", lang),
        subtitle=f"{_window_text(first, last, lang)}, {known_text(record, lang)}",
        lang=lang,
        groups=tuple(groups),
    )


class _Reader:
    def __init__(self, store: ox.Store, facts: Facts, lang: str) -> None:
        self.store, self.facts, self.lang = store, facts, lang
        self.home = clean(
            most_common(
                facts.label(place)
                for event in self.events()
                for period in facts.all(event, "inc:closes")
                for place in facts.all(period, "org:organization")
            )
        )

    def events(self) -> list[str]:
        facts = self.facts
        return [
            event
            for event in facts.typed("inc:Departure")
            if facts.one(event, "inc:stage") != ABANDONED and facts.all(event, "inc:closes")
        ]

    def leaver(self, event: str) -> Leaver:
        facts, lang = self.facts, self.lang
        periods = facts.all(event, "inc:closes")
        holders = {who for period in periods for who in facts.all(period, "inc:holder")}
        effect = span(facts, event, "inc:notBefore", "inc:notAfter") or _UNBOUNDED
        announced = span(facts, event, "inc:announcedNotBefore", "inc:announcedNotAfter")
        told_of = announced is not None and any(map(is_bounded, announced))
        stage = facts.one(event, "inc:stage")
        return Leaver(
            thing=event,
            name=", ".join(sorted(self._label(who) for who in holders)),
            effect=effect,
            when=span_text(*effect, lang),
            announced=span_text(*announced, lang) if announced and told_of else "",
            left=self._left(periods),
            destination=" / ".join(self._label(one) for one in self._values(event, _DESTINATION))
            or (told("not_told", lang) if self._is_unknown(event) else ""),
            manner=" / ".join(_term(one, lang) for one in self._values(event, _MANNER)),
            stage=_term(stage, lang) if stage else "",
            marks=("disputed",) if facts.disputed(event) else (),
        )

    def marked(self, one: Leaver, window: Span) -> Leaver:
        inside = window[0] <= one.effect[0] and one.effect[1] <= window[1]
        marks = (*one.marks, *(() if inside else ("possible",)))
        parts = [one.name, one.left, one.when]
        parts += [told("announced", self.lang, span=one.announced)] if one.announced else []
        parts += [f"→ {one.destination}" if one.destination else "", one.manner, one.stage]
        parts += [word(mark, self.lang) for mark in marks]
        full = " · ".join(part for part in parts if part)
        return Leaver(**{**one.__dict__, "marks": marks, "full": full})

    def _label(self, thing: str) -> str:
        return clean(self.facts.label(thing)) or word("nameless", self.lang)

    def _left(self, periods: list[str]) -> str:
        """Name what was left: the posts, and the organizations other than the one of the title."""
        facts = self.facts
        posts = {self._label(post) for one in periods for post in facts.all(one, "inc:post")}
        places = {
            self._label(place)
            for one in periods
            for place in facts.all(one, "org:organization")
            if not facts.all(place, "org:unitOf")
        }
        named = sorted(shortened(post, self.home) for post in posts)
        return ", ".join(named + sorted(places if not named else places - {self.home}))

    def _values(self, event: str, predicate: str) -> list[str]:
        """Give the values of a property; where they are disputed, all that sources give."""
        known = self.facts.all(event, predicate)
        if known or iri(predicate).value not in self.facts.all(event, "inc:disputed"):
            return known
        about = self.store.quads_for_pattern(
            None, iri("inc:about"), ox.NamedNode(event), EXPLANATIONS
        )
        return sorted(
            value.object.value
            for conflict in about
            if any(
                quad.object == iri(predicate)
                for quad in self.store.quads_for_pattern(
                    conflict.subject, iri("inc:onProperty"), None, EXPLANATIONS
                )
            )
            for value in self.store.quads_for_pattern(
                conflict.subject, iri("inc:value"), None, EXPLANATIONS
            )
            if isinstance(value.object, ox.NamedNode)
        )

    def _is_unknown(self, event: str) -> bool:
        return iri(_DESTINATION).value in self.facts.all(event, "inc:statedUnknown")


def _term(value: str, lang: str) -> str:
    """Return one of our concepts in words, from the ontology."""
    labels = [
        one
        for one in read_ontology().description.all(ox.NamedNode(value), iri("skos:prefLabel"))
        if isinstance(one, ox.Literal)
    ]
    wanted = [one.value for tag in (lang, "en") for one in labels if one.language == tag]
    return wanted[0] if wanted else value.rpartition("#")[2].rpartition("/")[2]


def _meets(effect: Span, window: Span) -> bool:
    return effect[0] <= window[1] and window[0] <= effect[1]


def _place(one: Leaver) -> tuple[tuple[int, int], str]:
    """Give the order and the key of the group that a departure stands in."""
    low, high = one.effect
    if not is_bounded(high):
        return (2, 0), "to_come"
    begin = datetime.date.fromordinal(max(low, 1))
    end = datetime.date.fromordinal(high)
    if (begin.year, begin.month) == (end.year, end.month):
        return (0, end.replace(day=monthrange(end.year, end.month)[1]).toordinal()), (
            f"{end.year}-{end.month}"
        )
    if begin.year == end.year:
        return (0, datetime.date(end.year, 12, 31).toordinal() + 1), str(end.year)
    return (1, 0), "some_time"


def _heading(key: str, lang: str) -> str:
    if key in ("to_come", "some_time"):
        return told(key, lang)
    year, _, month = key.partition("-")
    if not month:
        return told("some_month", lang, year=year)
    text = month_name(int(year), int(month), lang)
    return text[0].upper() + text[1:]


def _window_text(first: datetime.date | None, last: datetime.date | None, lang: str) -> str:
    if first and last:
        return told("window", lang, first=long_date(first, lang), last=long_date(last, lang))
    if first:
        return told("or_later", lang, day=long_date(first, lang))
    text = told("by", lang, day=long_date(last, lang)) if last else told("all_time", lang)
    return text[0].upper() + text[1:]
