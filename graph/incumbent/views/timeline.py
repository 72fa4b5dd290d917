"""The timeline: one lane a post or a person, before anything has a place on a picture."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from itertools import chain

import pyoxigraph as ox

from incumbent.days import is_bounded
from incumbent.errors import ParameterError
from incumbent.views.bars import Bar, Bars
from incumbent.views.extents import Span
from incumbent.views.facts import Facts
from incumbent.views.fonts import clean
from incumbent.views.history_words import told
from incumbent.views.labels import known_text, most_common, shortened
from incumbent.views.seats import LEAD, organizations, seat_periods
from incumbent.views.words import long_date, word
from incumbent.vocabulary import RECORD, iri

LANES = ("posts", "people")
_YEAR = 366
_PERSON = iri("foaf:Person").value


@dataclass(frozen=True)
class Lane:
    """One lane: a post, a unit that is led, or a person, with its bars in order of time."""

    thing: str
    title: str
    kind: str
    bars: tuple[Bar, ...]
    unit: str = ""
    place: str = ""


@dataclass(frozen=True)
class Timeline:
    """Everything that a timeline says, in order.

    `first` and `last` are the days of the window, as ordinals; `on` is the day that a line marks;
    `units` are the labels of units in the order of their colours; `note` says what is left out.
    """

    title: str
    subtitle: str
    lang: str
    first: int
    last: int
    on: int | None
    lanes: tuple[Lane, ...]
    units: tuple[str, ...] = ()
    note: str = ""


def timeline(
    store: ox.Store,
    first: datetime.date | None = None,
    last: datetime.date | None = None,
    *,
    on: datetime.date | None = None,
    lanes: str = "posts",
    record: str = RECORD.value,
    lang: str = "en",
) -> Timeline:
    """Return who held what in a window of time.

    Parameters
    ----------
    store
        Holds the record and the names.
    first, last
        The window; where None, it reaches as far as what is stated about these lanes.
    on
        A day to mark with a line.
    lanes
        `posts` or `people`.
    record
        The record graph to ask; one as known on a date for the second clock.
    lang
        The preferred language of labels.

    Raises
    ------
    ParameterError
        When there are no such lanes, or the window ends before it begins.

    Examples
    --------
    >>> timeline(ox.Store(), on=datetime.date(2024, 5, 1)).lanes
    ()
    """
    if lanes not in LANES:
        raise ParameterError(f"lanes are {' or '.join(LANES)}, not “{lanes}”")
    facts = Facts(store, record, lang)
    found = _post_lanes(facts, lang) if lanes == "posts" else _people_lanes(facts, lang)
    marked = on.toordinal() if on else None
    window = _window(found, first, last, marked)
    home = _home(facts, found, lanes == "posts")
    shown = [_within(lane, window, home) for lane in found]
    kept = [lane for lane in shown if lane.bars]
    silent = [lane for lane in kept if lanes == "posts" and _is_silent(lane, window)]
    kept = [lane for lane in kept if lane not in silent]
    kept.sort(
        key=lambda lane: (lane.kind == "group", lane.place, lane.unit, lane.title, lane.thing)
    )
    days = [long_date(datetime.date.fromordinal(day), lang) for day in window]
    parts = [told("window", lang, first=days[0], last=days[1]), known_text(record, lang)]
    key = "timeline" if lanes == "posts" else "people"
    left_out = "left_out" if len(silent) > 1 else "left_out_one"
    return Timeline(
        title=told(f"{key}_of", lang, name=home) if home else told(key, lang),
        subtitle=", ".join(parts),
        lang=lang,
        first=window[0],
        last=window[1],
        on=marked if marked is not None and window[0] <= marked <= window[1] else None,
        lanes=tuple(kept),
        units=tuple(sorted({lane.unit for lane in kept if lane.unit})),
        note=word(left_out, lang, count=str(len(silent))) if silent else "",
    )


def _post_lanes(facts: Facts, lang: str) -> list[Lane]:
    bars, lanes = Bars(facts, lang), []
    units = set(facts.typed("org:OrganizationalUnit")) | set(facts.values("org:unitOf"))
    for seat, periods in seat_periods(facts).items():
        made = [
            bars.bar(period, holder, _named(facts, holder, lang))
            for period in periods
            for holder in facts.all(period, "inc:holder")
        ]
        around = organizations(facts, seat)
        unit = next((facts.label(one) for one in around if one in units), "")
        lanes.append(
            Lane(
                thing=seat,
                title=_named(facts, seat, lang),
                kind="unit" if seat in units else "post",
                bars=_ordered(made),
                unit=facts.label(seat) if seat in units else unit,
                place=next((clean(facts.label(one)) for one in around if one not in units), ""),
            )
        )
    return lanes


def _people_lanes(facts: Facts, lang: str) -> list[Lane]:
    bars, lanes = Bars(facts, lang), []
    for person, periods in sorted(bars.memberships.items()):
        if facts.one(person, "inc:atMost") == "0":
            continue
        made = [
            bars.bar(period, person, _role(facts, period, lang), service=_is_service(facts, period))
            for period in periods
        ]
        kind = "person" if _PERSON in facts.types(person) else "group"
        lanes.append(Lane(person, _named(facts, person, lang), kind, _ordered(made)))
    return lanes


def _home(facts: Facts, lanes: list[Lane], by_posts: bool) -> str:
    """Give the label of the organization that most lanes, or most memberships, belong to."""
    if by_posts:
        return most_common(lane.place for lane in lanes)
    wholes = chain.from_iterable(facts.values("org:organization").values())
    return clean(most_common(facts.label(one) for one in wholes))


def _named(facts: Facts, thing: str, lang: str) -> str:
    return clean(facts.label(thing)) or word("nameless", lang)


def _is_service(facts: Facts, period: str) -> bool:
    """Tell whether a membership is plain service, beside which posts are held."""
    return not facts.all(period, "inc:post") and LEAD not in facts.all(period, "org:role")


def _role(facts: Facts, period: str, lang: str) -> str:
    """Name what somebody was: a post, the lead or a member of a unit, or where they served."""
    posts = facts.all(period, "inc:post")
    if posts:
        return _named(facts, posts[0], lang)
    places = facts.all(period, "org:organization")
    place = _named(facts, places[0], lang) if places else word("nameless", lang)
    if LEAD in facts.all(period, "org:role"):
        return told("led", lang, name=place)
    inside = any(facts.all(one, "org:unitOf") for one in places)
    return told("member", lang, name=place) if inside else place


def _ordered(bars: list[Bar | None]) -> tuple[Bar, ...]:
    there = [bar for bar in bars if bar is not None]
    return tuple(
        sorted(
            there,
            key=lambda bar: (
                bar.kind == "service", bar.extent.begin[1], bar.extent.end, bar.name, bar.thing,
            ),
        )
    )  # fmt: skip


def _window(
    lanes: list[Lane], first: datetime.date | None, last: datetime.date | None, on: int | None
) -> Span:
    """Give the window asked for, or the whole months around all that is stated narrowly."""
    days = sorted(_stated_days(lanes)) or sorted(_any_days(lanes))
    days += [on] if on is not None else []
    if not days:
        days = [datetime.date(2000, 1, 1).toordinal()]
    low = datetime.date.fromordinal(min(days)).replace(day=1).toordinal()
    span = max(max(days) - low, 31)
    high = min(max(days) + max(span // 25, 14), datetime.date.max.toordinal())
    window = (first.toordinal() if first else low, last.toordinal() if last else high)
    if window[0] > window[1]:
        low_day, high_day = map(datetime.date.fromordinal, window)
        raise ParameterError(f"a window cannot begin on {low_day} and end on {high_day}")
    return window


def _stated_days(lanes: list[Lane]) -> set[int]:
    """Give the days within a year of which a begin or an end is stated, or a stay is certain."""
    bars = list(chain.from_iterable(lane.bars for lane in lanes))
    extents = [bar.extent for bar in bars] + [one.extent for bar in bars for one in bar.pauses]
    spans = [span for one in extents for span in (one.begin, one.end)]
    spans += [
        span
        for bar in bars
        for change in bar.changes
        for span in (change.announced, change.effect)
        if span
    ]
    found = {day for low, high in spans if high - low <= _YEAR for day in (low, high)}
    return {day for day in found if is_bounded(day)} | {
        day for one in extents if one.core for day in one.core if is_bounded(day)
    }


def _any_days(lanes: list[Lane]) -> set[int]:
    return {
        day
        for lane in lanes
        for bar in lane.bars
        for day in (*bar.extent.begin, *bar.extent.end)
        if is_bounded(day)
    }


def _within(lane: Lane, window: Span, home: str) -> Lane:
    """Keep the bars that meet a window, and leave out of labels what the title says."""
    return Lane(
        lane.thing,
        shortened(lane.title, home),
        lane.kind,
        tuple(
            replace(bar, name=shortened(bar.name, home))
            for bar in lane.bars
            if bar.extent.meets(*window)
        ),
        shortened(lane.unit, home),
        "" if lane.place == home else lane.place,
    )


def _is_silent(lane: Lane, window: Span) -> bool:
    """Tell whether a lane is elsewhere and only silence places anybody on it."""
    return bool(lane.place) and not any(bar.extent.is_stated(*window) for bar in lane.bars)
