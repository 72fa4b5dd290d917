"""What a stated date says of the days of a thing: the ontology's table of readings, applied.

A claim states a value (``inc:began "2018"``); here it becomes constraints on the days of what it
speaks of. Constraints between different things stand in a module of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

import pyoxigraph as ox

from incumbent import edtf
from incumbent.claims.claim import Claim
from incumbent.days import FOREVER, is_bounded, longest, minus, parse_duration, shortest
from incumbent.errors import CorpusError
from incumbent.rdf import Triple
from incumbent.record.constraints import Constraint, Variable, not_after, not_before
from incumbent.vocabulary import iri

BEGIN, END, EFFECT, ANNOUNCEMENT = "begin", "end", "effect", "announcement"

BEGAN, ENDED, OBSERVED = iri("inc:began"), iri("inc:ended"), iri("inc:observedOn")
AT_LEAST, AT_MOST, AS_OF = iri("inc:lastedAtLeast"), iri("inc:lastedAtMost"), iri("inc:asOf")
EFFECTIVE, ANNOUNCED = iri("inc:effective"), iri("inc:announced")

_OPENS = iri("inc:opens")
#: Who is told to close, interrupt or follow something takes it as given.
_GIVEN = frozenset({iri("inc:closes"), iri("inc:interrupts"), iri("inc:succeeds")})

#: Stated about a period; whatever carries one of these has four bounds.
PERIOD_DATES = frozenset({BEGAN, ENDED, OBSERVED, AT_LEAST, AT_MOST, AS_OF})
#: Stated about an event.
EVENT_DATES = frozenset({EFFECTIVE, ANNOUNCED})
#: All that stays in claim graphs.
STATED = PERIOD_DATES | EVENT_DATES


def read_claims(claims: Iterable[Claim], denied: Collection[Triple] = ()) -> list[Constraint]:
    """Read the stated dates of accepted claims as constraints.

    Parameters
    ----------
    claims
        Affirmed ones are read by the table; a predicted one says no more than that what it
        foretells does not lie before the day it was foretold.
    denied
        Stated dates that another claim says are false; they bound nothing.

    Returns
    -------
    list of Constraint
        Each with the one claim that it comes from.

    Raises
    ------
    CorpusError
        When a date cannot be read; the message names the claim.
    """
    constraints: list[Constraint] = []
    for claim in claims:
        try:
            constraints.extend(_foretold(claim) if claim.predicted else _stated(claim, denied))
        except ValueError as error:
            raise CorpusError(f"{claim.iri.value}: {error}") from error
    return [c for c in constraints if abs(c.days) < FOREVER]


def lasting(thing: str) -> Constraint:
    """Return the constraint that a period lasts at least one day."""
    return Constraint(Variable(thing, BEGIN), Variable(thing, END), -1)


def first_foretold(thing: str, day: str, claims: Iterable[Claim]) -> list[Constraint]:
    """Place what only predictions speak of: not before the earliest of them was made.

    Parameters
    ----------
    thing
        A period or event.
    day
        Which of its days is foretold: `BEGIN` or `EFFECT`.
    claims
        The predictions.
    """
    earliest = min(claims, key=lambda claim: (claim.said.first, claim.iri.value))
    if not is_bounded(earliest.said.first):
        return []
    return [not_before(Variable(thing, day), earliest.said.first, earliest.iri.value)]


def presupposed(claims: Iterable[Claim]) -> set[ox.NamedNode]:
    """Return the periods that predictions take as given: what is to end, or to be followed.

    Of these it is not foretold that they begin.
    """
    found: set[ox.NamedNode] = set()
    for claim in claims:
        if claim.predicted:
            begins = {s for s, p, _ in claim.triples if p == BEGAN}
            given = {s for s, p, _ in claim.triples if p == ENDED}
            for _, predicate, node in claim.triples:
                if isinstance(node, ox.NamedNode):
                    begins |= {node} if predicate == _OPENS else set()
                    given |= {node} if predicate in _GIVEN else set()
            found |= given - begins
    return found


def _stated(claim: Claim, denied: Collection[Triple]) -> Iterator[Constraint]:
    name = claim.iri.value
    as_of = {s: o.value for s, p, o in claim.triples if p == AS_OF}
    for triple in claim.triples:
        subject, predicate, node = triple
        thing = subject.value
        if triple in denied:
            continue
        if predicate in (AT_LEAST, AT_MOST):
            yield from _duration(thing, predicate, node.value, as_of.get(subject), name)
        elif predicate in _READINGS:
            yield from _READINGS[predicate](thing, edtf.parse(node.value), name)


def _foretold(claim: Claim) -> Iterator[Constraint]:
    days = {BEGAN: BEGIN, ENDED: END, EFFECTIVE: EFFECT}
    for subject, predicate, node in claim.triples:
        if predicate in days:
            edtf.parse(node.value)  # a date that does not exist is a fault even in a prediction
            if is_bounded(claim.said.first):
                day = Variable(subject.value, days[predicate])
                yield not_before(day, claim.said.first, claim.iri.value)
        elif predicate == ANNOUNCED:
            # That something was announced is a fact, whatever became of it.
            yield from _announced(subject.value, edtf.parse(node.value), claim.iri.value)


def _range(thing: str, day: str, first: int, last: int, claim: str) -> Iterator[Constraint]:
    variable = Variable(thing, day)
    yield not_before(variable, first, claim)
    yield not_after(variable, last, claim)


def _began(thing: str, hull: edtf.Hull, claim: str) -> Iterator[Constraint]:
    return _range(thing, BEGIN, hull.first, hull.last, claim)


def _ended(thing: str, hull: edtf.Hull, claim: str) -> Iterator[Constraint]:
    # Documents do not say whether the last day counts: the end may be the day after.
    return _range(thing, END, hull.first, hull.last + 1, claim)


def _observed(thing: str, hull: edtf.Hull, claim: str) -> Iterator[Constraint]:
    begun = hull.last_of_start if hull.interval else hull.last
    going = hull.first_of_end if hull.interval else hull.first
    yield not_after(Variable(thing, BEGIN), begun, claim)
    if going > -FOREVER:
        yield not_before(Variable(thing, END), going + 1, claim)


def _effective(thing: str, hull: edtf.Hull, claim: str) -> Iterator[Constraint]:
    return _range(thing, EFFECT, hull.first, hull.last, claim)


def _announced(thing: str, hull: edtf.Hull, claim: str) -> Iterator[Constraint]:
    return _range(thing, ANNOUNCEMENT, hull.first, hull.last, claim)


_READINGS: dict[ox.NamedNode, Callable[[str, edtf.Hull, str], Iterator[Constraint]]] = {
    BEGAN: _began,
    ENDED: _ended,
    OBSERVED: _observed,
    EFFECTIVE: _effective,
    ANNOUNCED: _announced,
}


def _duration(
    thing: str, predicate: ox.NamedNode, text: str, as_of: str | None, claim: str
) -> Iterator[Constraint]:
    duration = parse_duration(text)
    begin, end = Variable(thing, BEGIN), Variable(thing, END)
    if as_of is None:
        # The whole of it lasted so long; months and years have no fixed number of days.
        if predicate == AT_LEAST:
            yield Constraint(begin, end, -shortest(duration), (claim,))
        else:
            yield Constraint(end, begin, longest(duration), (claim,))
        return
    hull = edtf.parse(as_of)
    yield from _observed(thing, hull, claim)
    if predicate == AT_LEAST:
        yield not_after(begin, minus(hull.last, duration), claim)
    else:
        yield not_before(begin, minus(hull.first, duration), claim)
