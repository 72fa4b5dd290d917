"""What happened to a membership: when it lasted, its pauses, what opened and closed it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from incumbent.views.extents import Extent, Span, extent, span
from incumbent.views.facts import Facts
from incumbent.views.fonts import clean
from incumbent.views.history_words import span_text, told
from incumbent.views.seats import ACTING, DE_FACTO, LEAVE, organizations
from incumbent.views.words import word
from incumbent.vocabulary import iri

EFFECTED, ABANDONED = iri("inc:Effected").value, iri("inc:Abandoned").value


@dataclass(frozen=True)
class Pause:
    """A leave, or a time for which a post was left for another."""

    thing: str
    kind: str
    extent: Extent


@dataclass(frozen=True)
class Change:
    """What opened or closed a membership: when it was announced and when it took effect."""

    thing: str
    announced: Span | None
    effect: Span | None


@dataclass(frozen=True)
class Bar:
    """One membership on a lane; `full` says everything in one line.

    `kind` is `held`, `acting`, `vacant` or `service`; `marks` are keys of `words`.
    """

    thing: str
    name: str
    kind: str
    extent: Extent
    marks: tuple[str, ...] = ()
    pauses: tuple[Pause, ...] = ()
    changes: tuple[Change, ...] = ()
    full: str = ""


class Bars:
    """Makes bars of the periods of a record.

    Parameters
    ----------
    facts
        The record.
    lang
        The language of words.
    """

    def __init__(self, facts: Facts, lang: str) -> None:
        self.facts, self.lang = facts, lang
        self.pauses = self._by_period("inc:interrupts")
        self.changes: defaultdict[str, set[str]] = defaultdict(set)
        for predicate in ("inc:opens", "inc:closes"):
            for period, events in self._by_period(predicate).items():
                self.changes[period] |= set(events)
        self.memberships: defaultdict[str, list[str]] = defaultdict(list)
        for period, holders in facts.values("inc:holder").items():
            for holder in holders:
                self.memberships[holder].append(period)
        self.joint = {
            one
            for period, others in facts.values("inc:jointWith").items()
            for one in (period, *others)
        }

    def _by_period(self, predicate: str) -> dict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for thing, periods in self.facts.values(predicate).items():
            for period in periods:
                found[period].append(thing)
        return found

    def bar(self, period: str, holder: str, name: str, *, service: bool = False) -> Bar | None:
        """Return the bar of a membership; None where the record gives it no bounds."""
        lasting = extent(self.facts, period)
        if lasting is None:
            return None
        basis = self.facts.one(period, "inc:basis") or ""
        empty = self.facts.one(holder, "inc:atMost") == "0"
        kind = "vacant" if empty else "acting" if basis == ACTING else "held"
        pauses = self._pauses(period, holder)
        there = {
            "acting": basis == ACTING,
            "defacto": basis == DE_FACTO,
            "joint": period in self.joint,
            "disputed": self.facts.disputed(period),
        }
        marks = tuple(mark for mark, given in there.items() if given)
        shown = word("vacant", self.lang) if empty else name
        return Bar(
            thing=period,
            name=shown,
            kind="service" if service and kind == "held" else kind,
            extent=lasting,
            marks=marks,
            pauses=pauses,
            changes=self._changes(period),
            full=self._full(shown, lasting, marks, pauses),
        )

    def _pauses(self, period: str, holder: str) -> tuple[Pause, ...]:
        """Give what interrupts a membership, and leaves from the service that it belongs to."""
        facts, found = self.facts, list(self.pauses.get(period, []))
        homes = set(facts.all(period, "org:organization"))
        for seat in facts.all(period, "inc:post"):
            homes |= set(organizations(facts, seat))
        for other in self.memberships[holder]:
            if homes & set(facts.all(other, "org:organization")):
                leaves = self.pauses.get(other, [])
                found += [one for one in leaves if LEAVE in facts.types(one)]
        pauses = []
        for thing in sorted(set(found)):
            lasting = extent(facts, thing)
            if lasting is not None:
                kind = "leave" if LEAVE in facts.types(thing) else "suspended"
                pauses.append(Pause(thing, kind, lasting))
        return tuple(pauses)

    def _changes(self, period: str) -> tuple[Change, ...]:
        facts, found = self.facts, []
        for event in sorted(self.changes.get(period, ())):
            stage = facts.one(event, "inc:stage")
            if stage == ABANDONED:
                continue
            announced = span(facts, event, "inc:announcedNotBefore", "inc:announcedNotAfter")
            effect = span(facts, event, "inc:notBefore", "inc:notAfter")
            found.append(Change(event, announced, effect if stage == EFFECTED else None))
        return tuple(found)

    def _full(
        self, name: str, lasting: Extent, marks: tuple[str, ...], pauses: tuple[Pause, ...]
    ) -> str:
        lang = self.lang
        parts = [clean(name) + "".join(f" ({word(mark, lang)})" for mark in marks)]
        parts.append(extent_text(lasting, lang))
        parts += [f"{word(one.kind, lang)}: {extent_text(one.extent, lang)}" for one in pauses]
        return " · ".join(parts)


def extent_text(lasting: Extent, lang: str) -> str:
    """Return when a period begins and ends, in words.

    Examples
    --------
    >>> extent_text(Extent((738000, 738000), (738100, 10**9)), "en")
    'begins 29 Jul 2021, ends 6 Nov 2021 or later'
    """
    begin = told("begins", lang, span=span_text(*lasting.begin, lang))
    return f"{begin}, {told('ends', lang, span=span_text(*lasting.end, lang))}"
