"""Constraints between things: what succession, interruption and membership say of their days.

A relation that a claim states (who succeeds whom, what a departure closes) constrains as that
claim; two claims of one relation give two constraints, so that either suffices. What follows from
the settled structure (a tenure lies inside its holder's service and inside the life of its post)
constrains without a claim: it holds in every repair.

A prediction makes nothing certain. It may say which period its own event is to open or close, and
so carry "not before it was foretold" from one to the other; that a foretold tenure would follow
another, or lie inside a service, says nothing of the other or of the service.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

import pyoxigraph as ox

from incumbent import edtf
from incumbent.claims.claim import Claim
from incumbent.days import is_bounded
from incumbent.errors import CorpusError
from incumbent.rdf import Triple
from incumbent.record import readings
from incumbent.record.acceptance import Accepted
from incumbent.record.constraints import Constraint, Variable, not_after, not_before
from incumbent.record.values import STAGE
from incumbent.vocabulary import iri

_HOLDER, _POST, _ORGANIZATION = iri("inc:holder"), iri("inc:post"), iri("org:organization")
_POST_IN, _UNIT_OF = iri("org:postIn"), iri("org:unitOf")
_BORN, _DIED = iri("schema:birthDate"), iri("schema:deathDate")
_SUCCEEDS, _BEFORE = iri("inc:succeeds"), iri("inc:before")
_ABANDONED = iri("inc:Abandoned")
#: Who tells one of these stages tells it before the effect.
_AHEAD = frozenset({iri("inc:Intended"), iri("inc:Announced")})
#: What is stated between two things that would follow one another.
_ORDERS = frozenset({_SUCCEEDS, _BEFORE})


def between(accepted: Accepted, triples: Collection[Triple]) -> list[Constraint]:
    """Return the constraints between the days of different things.

    Parameters
    ----------
    accepted
        The accepted claims, with the periods and events they speak of.
    triples
        The settled triples of the record: single-valued properties without contradiction, and
        nothing that is denied.

    Returns
    -------
    list of Constraint
        In no particular order.

    Raises
    ------
    CorpusError
        When a day of birth or death cannot be read; the message names the claim.
    """
    structure = _Structure(triples)
    constraints: list[Constraint] = []
    for claim in accepted.claims:
        constraints.extend(_related(claim, accepted, triples, structure))
        constraints.extend(_announced_ahead(claim, accepted))
        constraints.extend(_lived(claim, structure))
    constraints.extend(_contained(accepted, structure))
    return constraints


def _succeeds(later: str, earlier: str, claim: str) -> Iterator[Constraint]:
    # When one ends the other may begin: days are half-open, so a same-day handover fits.
    yield _at_most(_end(earlier), _begin(later), claim)


def _interrupts(inner: str, outer: str, claim: str) -> Iterator[Constraint]:
    yield _at_most(_begin(outer), _begin(inner), claim)
    yield _at_most(_end(inner), _end(outer), claim)


def _opens(event: str, period: str, claim: str) -> Iterator[Constraint]:
    yield _at_most(_effect(event), _begin(period), claim)
    yield _at_most(_begin(period), _effect(event), claim)


def _closes(event: str, period: str, claim: str) -> Iterator[Constraint]:
    # The day of leaving may be the last day or the first one without.
    yield _at_most(_effect(event), _end(period), claim)
    yield Constraint(_end(period), _effect(event), 1, (claim,))


def _before(first: str, second: str, claim: str) -> Iterator[Constraint]:
    yield _at_most(_effect(first), _effect(second), claim)


_RELATIONS: dict[ox.NamedNode, Callable[[str, str, str], Iterator[Constraint]]] = {
    _SUCCEEDS: _succeeds,
    iri("inc:interrupts"): _interrupts,
    iri("inc:opens"): _opens,
    iri("inc:closes"): _closes,
    _BEFORE: _before,
}
_OF_EVENTS = frozenset({iri("inc:opens"), iri("inc:closes"), _BEFORE})


def _related(
    claim: Claim, accepted: Accepted, triples: Collection[Triple], structure: _Structure
) -> Iterator[Constraint]:
    """Yield what the relations that a claim states say, where the record holds them."""
    for triple in claim.triples:
        subject, predicate, node = triple
        if predicate not in _RELATIONS or triple not in triples:
            continue
        if claim.predicted and predicate in _ORDERS:
            continue
        subjects = accepted.events if predicate in _OF_EVENTS else accepted.periods
        objects = accepted.events if predicate == _BEFORE else accepted.periods
        # What was abandoned neither opened nor closed anything.
        if subject in subjects and node in objects and subject not in structure.abandoned:
            yield from _RELATIONS[predicate](subject.value, node.value, claim.iri.value)


def _announced_ahead(claim: Claim, accepted: Accepted) -> Iterator[Constraint]:
    """Yield that what a claim tells as still to come follows its announcement.

    Elsewhere the order is open: some departures become known after they took effect.
    """
    for event in dict.fromkeys(subject for subject, _, _ in claim.triples):
        if event in accepted.events and (
            claim.predicted or any((event, STAGE, stage) in claim.triples for stage in _AHEAD)
        ):
            told = Variable(event.value, readings.ANNOUNCEMENT)
            yield _at_most(told, _effect(event.value), claim.iri.value)


def _lived(claim: Claim, structure: _Structure) -> Iterator[Constraint]:
    """Yield that nobody serves before being born, or after the day of death."""
    if claim.predicted:
        return
    for subject, predicate, node in claim.triples:
        if predicate not in (_BORN, _DIED) or subject not in structure.held:
            continue
        try:
            hull = edtf.parse(node.value)
        except ValueError as error:
            raise CorpusError(f"{claim.iri.value}: {error}") from error
        for period in structure.held[subject]:
            if predicate == _BORN and is_bounded(hull.first):
                yield not_before(_begin(period.value), hull.first, claim.iri.value)
            if predicate == _DIED and is_bounded(hull.last):
                yield not_after(_end(period.value), hull.last + 1, claim.iri.value)


def _effect(event: str) -> Variable:
    return Variable(event, readings.EFFECT)


def _begin(period: str) -> Variable:
    return Variable(period, readings.BEGIN)


def _end(period: str) -> Variable:
    return Variable(period, readings.END)


def _at_most(earlier: Variable, later: Variable, *claims: str) -> Constraint:
    """Return the constraint that a day does not come after another."""
    return Constraint(earlier, later, 0, claims)


def _contained(accepted: Accepted, structure: _Structure) -> Iterator[Constraint]:
    """Yield that service in posts and units lies inside what it belongs to."""
    told = {
        subject
        for claim in accepted.claims
        if not claim.predicted
        for subject, _, _ in claim.triples
    }
    for period, holder in structure.holder.items():
        if period not in accepted.periods or period not in told:
            continue
        place = structure.post.get(period) or structure.organization.get(period)
        above = structure.organizations_above(place)
        within = [holder, *([place] if place else []), *above]
        for organization in above:
            services = structure.services.get((holder, organization), set()) - {period}
            # Of several stays it is not said which one a tenure belongs to.
            if len(services) == 1:
                within += services & told
        for outer in within:
            if outer in accepted.periods and outer != period:
                yield _at_most(_begin(outer.value), _begin(period.value))
                yield _at_most(_end(period.value), _end(outer.value))


class _Structure:
    """Who serves where, as the settled triples say."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.holder: dict[ox.NamedNode, ox.NamedNode] = {}
        self.post: dict[ox.NamedNode, ox.NamedNode] = {}
        self.organization: dict[ox.NamedNode, ox.NamedNode] = {}
        self.abandoned: set[ox.NamedNode] = set()
        self._above: dict[ox.NamedNode, set[ox.NamedNode]] = {}
        for subject, predicate, node in triples:
            if not isinstance(node, ox.NamedNode):
                continue
            if predicate == _HOLDER:
                self.holder[subject] = node
            elif predicate == _POST:
                self.post[subject] = node
            elif predicate == _ORGANIZATION:
                self.organization[subject] = node
            elif predicate in (_POST_IN, _UNIT_OF):
                self._above.setdefault(subject, set()).add(node)
            elif predicate == STAGE and node == _ABANDONED:
                self.abandoned.add(subject)
        self.held: dict[ox.NamedNode, set[ox.NamedNode]] = {}
        self.services: dict[tuple[ox.NamedNode, ox.NamedNode], set[ox.NamedNode]] = {}
        for period, holder in self.holder.items():
            self.held.setdefault(holder, set()).add(period)
            organization = self.organization.get(period)
            if organization is not None:
                self.services.setdefault((holder, organization), set()).add(period)

    def organizations_above(self, start: ox.NamedNode | None) -> list[ox.NamedNode]:
        """Return what a post or unit belongs to, at any remove."""
        found: dict[ox.NamedNode, None] = {}
        frontier = [start] if start else []
        while frontier:
            for node in sorted(self._above.get(frontier.pop(), ()), key=lambda n: n.value):
                if node not in found:
                    found[node] = None
                    frontier.append(node)
        return list(found)
