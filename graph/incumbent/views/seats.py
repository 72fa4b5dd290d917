"""Who sits where on a date: the holders of posts and the leaders of units, with their marks."""

from __future__ import annotations

import datetime
from collections import defaultdict
from typing import TypedDict

from incumbent.views.facts import CERTAIN, NO, POSSIBLE, RANK, UNSTATED, Facts, strongest
from incumbent.vocabulary import iri

ACTING = iri("inc:Acting").value
DE_FACTO = iri("inc:DeFacto").value
LEAD = iri("inc:Lead").value
LEAVE = iri("inc:Leave").value


class Holder(TypedDict):
    """Somebody on a card: a person in a post, or leading a unit, on the date of the graph."""

    person: str
    name: str
    certainty: str
    basis: str
    acting: bool
    on_leave: bool
    leave: str
    suspended: str
    joint: bool
    disputed: bool
    tenure: str


class Seats:
    """The holders of every post and the leaders of every unit on a date.

    Parameters
    ----------
    facts
        The record.
    on
        The date.
    """

    def __init__(self, facts: Facts, on: datetime.date) -> None:
        self._facts, self._on = facts, on
        self._pauses = self._read_pauses()
        #: seat (post or unit) → every period in it, at whatever date
        self.periods: dict[str, list[str]] = seat_periods(facts)
        #: seat → who holds it on the date, strongest first
        self.holders: dict[str, list[Holder]] = {}
        #: seat → how certainly nobody holds it, where a document says so
        self.vacant: dict[str, str] = {}
        for seat, periods in self.periods.items():
            self._fill(seat, periods)

    def _read_pauses(self) -> dict[str, list[tuple[bool, str]]]:
        """Give period → (whether it is a leave, certainty) of what interrupts it on the date."""
        found: dict[str, list[tuple[bool, str]]] = {}
        for pause, periods in self._facts.values("inc:interrupts").items():
            certainty = self._facts.certainty(pause, self._on)
            if certainty in (CERTAIN, POSSIBLE):
                for period in periods:
                    leave = LEAVE in self._facts.types(pause)
                    found.setdefault(period, []).append((leave, certainty))
        return found

    def _fill(self, seat: str, periods: list[str]) -> None:
        holders = []
        for period in periods:
            certainty = self._facts.certainty(period, self._on)
            if certainty == NO:
                continue
            for person in self._facts.all(period, "inc:holder"):
                if self._facts.one(person, "inc:atMost") == "0":
                    self.vacant[seat] = strongest((certainty, self.vacant.get(seat, NO)))
                else:
                    holders.append(self._holder(seat, period, person, certainty))
        holders.sort(key=lambda one: (RANK[one["certainty"]], one["acting"], one["name"]))
        self.holders[seat] = _distinct(holders)

    def _holder(self, seat: str, period: str, person: str, certainty: str) -> Holder:
        facts = self._facts
        basis = facts.one(period, "inc:basis") or ""
        pauses = self._pauses.get(period, []) + self._leaves_of(person, seat)
        leave = strongest(found for is_leave, found in pauses if is_leave)
        return Holder(
            person=person,
            name=facts.label(person),
            certainty=certainty,
            basis=basis,
            acting=basis == ACTING,
            on_leave=leave != NO,
            leave=leave,
            suspended=strongest(found for is_leave, found in pauses if not is_leave),
            joint=self._joint(period),
            disputed=facts.disputed(period),
            tenure=period,
        )

    def _leaves_of(self, person: str, seat: str) -> list[tuple[bool, str]]:
        """Give the leaves from a person's service in the organization that a seat belongs to."""
        facts = self._facts
        homes = set(organizations(facts, seat))
        return [
            (True, certainty)
            for period, pauses in self._pauses.items()
            for leave, certainty in pauses
            if leave
            and person in facts.all(period, "inc:holder")
            and homes & set(facts.all(period, "org:organization"))
        ]

    def _joint(self, period: str) -> bool:
        facts = self._facts
        others = set(facts.all(period, "inc:jointWith"))
        others |= {one for one, with_ in facts.values("inc:jointWith").items() if period in with_}
        return any(facts.certainty(other, self._on) != NO for other in others)

    def shown(self, seat: str) -> list[Holder]:
        """Give the holders worth showing: those known only by silence yield to the others."""
        holders = self.holders.get(seat, [])
        stated = [holder for holder in holders if holder["certainty"] != UNSTATED]
        if stated or self.vacant.get(seat) == CERTAIN:
            return stated
        return holders

    def before(self, seat: str) -> list[str]:
        """Give the names of the last stated holders whose time was over on the date."""
        facts, ended = self._facts, []
        for period in self.periods.get(seat, []):
            if facts.over_by(period, self._on):
                last = facts.one(period, "inc:endNotAfter") or ""
                ended += [(last, facts.label(who)) for who in facts.all(period, "inc:holder")]
        latest = max((last for last, _ in ended), default="")
        return sorted({name for last, name in ended if last == latest})

    def known(self, seat: str) -> bool:
        """Tell whether a seat is known to have been there by the date, held or not."""
        periods = self.periods.get(seat, [])
        return any(self._facts.began_by(period, self._on) for period in periods)


def seat_periods(facts: Facts) -> dict[str, list[str]]:
    """Give seat (a post, or a unit that is led) → every period in it, at whatever date.

    Parameters
    ----------
    facts
        The record.
    """
    found = defaultdict(list)
    for period in facts.values("inc:holder"):
        posts = facts.all(period, "inc:post")
        leads = LEAD in facts.all(period, "org:role") and not posts
        for seat in posts or (facts.all(period, "org:organization") if leads else []):
            found[seat].append(period)
    return dict(sorted(found.items()))


def organizations(facts: Facts, seat: str) -> list[str]:
    """Give the organizations and units around a post or unit, from the nearest outwards.

    Parameters
    ----------
    facts
        The record.
    seat
        A post, unit or organization.

    Returns
    -------
    list of IRIs without the seat itself; a circle is cut where it closes.
    """
    around: list[str] = []
    todo = [seat]
    for thing in todo:
        for wider in facts.all(thing, "org:postIn") + facts.all(thing, "org:unitOf"):
            if wider not in around and wider != seat:
                around.append(wider)
                todo.append(wider)
    return around


def _distinct(holders: list[Holder]) -> list[Holder]:
    """Keep the strongest of several stays of one person in one seat on one date."""
    kept: dict[str, Holder] = {}
    for holder in holders:
        kept.setdefault(holder["person"], holder)
    return list(kept.values())
