"""Constraints between things: what succession, interruption and membership say of their days.

A relation that a claim states (who succeeds whom, what a departure closes) constrains as that
claim; two claims of one relation give two constraints, so that either suffices. What follows from
the settled structure (a tenure lies inside its holder's service and inside the life of its post)
constrains without a claim: it holds in every repair.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import pyoxigraph as ox

from incumbent.rdf import Triple
from incumbent.record import readings
from incumbent.record.acceptance import Accepted
from incumbent.record.constraints import Constraint, Variable
from incumbent.record.values import STAGE
from incumbent.vocabulary import iri

_HOLDER, _POST, _ORGANIZATION = iri("inc:holder"), iri("inc:post"), iri("org:organization")
_POST_IN, _UNIT_OF = iri("org:postIn"), iri("org:unitOf")


def between(accepted: Accepted, triples: Iterable[Triple]) -> list[Constraint]:
    """Return the constraints between the days of different things.

    Parameters
    ----------
    accepted
        The accepted claims, with the periods and events they speak of.
    triples
        The settled triples of the record, single-valued properties without contradiction.

    Returns
    -------
    list of Constraint
        In no particular order.
    """
    known = accepted.periods | accepted.events
    stated = [
        constraint
        for claim in accepted.claims
        for subject, predicate, node in claim.triples
        if predicate in _RELATIONS and subject in known and node in known
        for constraint in _RELATIONS[predicate](subject.value, node.value, claim.iri.value)
    ]
    return [*stated, *_announced_ahead(accepted), *_contained(accepted, triples)]


def _succeeds(later: str, earlier: str, claim: str) -> Iterator[Constraint]:
    yield _at_most(_end(earlier), _begin(later), claim)


def _interrupts(inner: str, outer: str, claim: str) -> Iterator[Constraint]:
    yield _at_most(_begin(outer), _begin(inner), claim)
    yield _at_most(_end(inner), _end(outer), claim)


def _opens(event: str, period: str, claim: str) -> Iterator[Constraint]:
    effect = Variable(event, readings.EFFECT)
    yield _at_most(effect, _begin(period), claim)
    yield _at_most(_begin(period), effect, claim)


def _closes(event: str, period: str, claim: str) -> Iterator[Constraint]:
    # The day of leaving may be the last day or the first one without.
    effect = Variable(event, readings.EFFECT)
    yield _at_most(effect, _end(period), claim)
    yield Constraint(_end(period), effect, 1, (claim,))


def _before(first: str, second: str, claim: str) -> Iterator[Constraint]:
    yield _at_most(Variable(first, readings.EFFECT), Variable(second, readings.EFFECT), claim)


_RELATIONS: dict[ox.NamedNode, Callable[[str, str, str], Iterator[Constraint]]] = {
    iri("inc:succeeds"): _succeeds,
    iri("inc:interrupts"): _interrupts,
    iri("inc:opens"): _opens,
    iri("inc:closes"): _closes,
    iri("inc:before"): _before,
}


def _announced_ahead(accepted: Accepted) -> list[Constraint]:
    """Return that what is told as announced, not yet effected, follows its announcement.

    So do the begin of what it opens and the end of what it closes.
    """
    announced = (STAGE, iri("inc:Announced"))
    days = {iri("inc:opens"): readings.BEGIN, iri("inc:closes"): readings.END}
    constraints = []
    for claim in accepted.claims:
        ahead = {s for s, p, o in claim.triples if (p, o) == announced}
        later = [Variable(event.value, readings.EFFECT) for event in ahead]
        for subject, predicate, node in claim.triples:
            if subject in ahead and predicate in days:
                later.append(Variable(node.value, days[predicate]))
        for event in ahead:
            told = Variable(event.value, readings.ANNOUNCEMENT)
            constraints += [Constraint(told, day, 0, (claim.iri.value,)) for day in later]
    return constraints


def _begin(period: str) -> Variable:
    return Variable(period, readings.BEGIN)


def _end(period: str) -> Variable:
    return Variable(period, readings.END)


def _at_most(earlier: Variable, later: Variable, *claims: str) -> Constraint:
    """Return the constraint that a day does not come after another."""
    return Constraint(earlier, later, 0, claims)


def _contained(accepted: Accepted, triples: Iterable[Triple]) -> Iterator[Constraint]:
    """Yield that service in posts and units lies inside what it belongs to."""
    facts = _Structure(triples)
    for period, holder in sorted(facts.holder.items(), key=lambda item: item[0].value):
        if period not in accepted.periods:
            continue
        post, unit = facts.post.get(period), facts.organization.get(period)
        within = [holder, *([post] if post else []), *([unit] if unit else [])]
        above = facts.organizations_above(post or unit)
        within += above
        for organization in above:
            services = facts.services.get((holder, organization), set()) - {period}
            # Of several stays it is not said which one a tenure belongs to.
            if len(services) == 1:
                within += services
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
        self.services: dict[tuple[ox.NamedNode, ox.NamedNode], set[ox.NamedNode]] = {}
        for period, organization in self.organization.items():
            holder = self.holder.get(period)
            if holder is not None:
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
