"""Why each computed triple of the record is what it is: the claims behind it, in order."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from functools import cache

import pyoxigraph as ox

from incumbent.rdf import Triple
from incumbent.record import readings, temporal
from incumbent.record.acceptance import Accepted
from incumbent.record.conflicts import DATES, Conflict
from incumbent.record.constraints import ORIGIN, Constraint, Variable
from incumbent.vocabulary import PREFIXES, TYPE, iri

_BOUND, _CONFLICT = iri("inc:Bound"), iri("inc:Conflict")
_SETTLED = iri("inc:settledBy")
_ABOUT, _ON, _INVOLVES = iri("inc:about"), iri("inc:onProperty"), iri("inc:involves")

#: Which properties a contradiction about a day leaves open.
_PROPERTIES = {
    readings.BEGIN: ("inc:beginNotBefore", "inc:beginNotAfter"),
    readings.END: ("inc:endNotBefore", "inc:endNotAfter"),
    readings.EFFECT: ("inc:notBefore", "inc:notAfter"),
    readings.ANNOUNCEMENT: ("inc:announcedNotBefore", "inc:announcedNotAfter"),
}


class Explanations:
    """Collects the triples of ``graph:explanations``; every node's IRI follows from its content."""

    def __init__(self, accepted: Accepted, constraints: Iterable[Constraint]) -> None:
        self.triples: set[Triple] = set()
        self._accepted = accepted
        self._claims = {claim.iri.value: claim.iri for claim in accepted.claims}
        self._bears_on: dict[str, set[Variable]] = {}
        for constraint in constraints:
            for claim in constraint.claims:
                touched = {constraint.later, constraint.earlier} - {ORIGIN}
                self._bears_on.setdefault(claim, set()).update(touched)

    def bound(self, thing: ox.NamedNode, name: ox.NamedNode, bound: temporal.Bound) -> None:
        """Tell which claims fix a bound, in the order of the argument."""
        node = _node("bound", thing.value, name.value)
        self._tell(node, _BOUND, thing, (name,), bound.claims, numbered=True)

    def kind(self, thing: ox.NamedNode) -> None:
        """Tell which claims say what kind of thing it is, from which wider kinds follow."""
        node = _node("kind", thing.value)
        self._tell(node, _BOUND, thing, (TYPE,), self._accepted.claims_of_kind[thing])

    def command(self, command: ox.NamedNode, lines: Iterable[ox.NamedNode]) -> None:
        """Tell which claims state the lines that a command goes through."""
        of_lines = [c for line in lines for c in self._accepted.claims_of_kind.get(line, ())]
        node = _node("command", command.value)
        self._tell(node, _BOUND, command, (), list(dict.fromkeys(of_lines)), numbered=True)

    def conflict(self, conflict: Conflict) -> None:
        """Tell a contradiction of values, a denial, or one of identity."""
        key = [thing.value for thing in conflict.things]
        key += [name.value for name in conflict.properties]
        node = _node("conflict", *key, *conflict.claims)
        for thing in conflict.things:
            self._tell(node, _CONFLICT, thing, conflict.properties, conflict.claims)
        self.triples.add((node, iri("inc:conflictKind"), conflict.kind))
        self.triples |= {(node, iri("inc:value"), value) for value in conflict.values}
        self.triples |= {(node, _SETTLED, judgement) for judgement in conflict.settled_by}

    def dates(
        self,
        claims: frozenset[str],
        disputed: Collection[Variable],
        settled_by: Iterable[ox.NamedNode] = (),
    ) -> None:
        """Tell a contradiction of dates, of each thing that its claims speak of and leave open.

        Where it leaves nothing open, since nothing else bounds it, of all that they speak of.
        """
        touched = {v for claim in claims for v in self._bears_on.get(claim, ())}
        days: dict[str, set[str]] = {}
        for variable in touched.intersection(disputed) or touched:
            days.setdefault(variable.thing, set()).add(variable.day)
        for thing in sorted(days):
            node = _node("conflict", thing, *sorted(claims))
            names = [iri(name) for day in sorted(days[thing]) for name in _PROPERTIES[day]]
            self._tell(node, _CONFLICT, ox.NamedNode(thing), names, sorted(claims))
            self.triples.add((node, iri("inc:conflictKind"), DATES))
            self.triples |= {(node, _SETTLED, judgement) for judgement in settled_by}

    def _tell(
        self,
        node: ox.NamedNode,
        kind: ox.NamedNode,
        thing: ox.NamedNode,
        properties: Iterable[ox.NamedNode],
        claims: Iterable[str],
        *,
        numbered: bool = False,
    ) -> None:
        add = self.triples.add
        add((node, TYPE, kind))
        add((node, _ABOUT, thing))
        for name in properties:
            add((node, _ON, name))
        for position, claim in enumerate(claims, 1):
            named = self._claim(claim)
            add((node, _INVOLVES, named))
            if numbered:
                add((node, _member(position), named))

    def _claim(self, claim: str) -> ox.NamedNode:
        """Return a claim's node, the same one each time, which spares memory."""
        return self._claims.get(claim) or self._claims.setdefault(claim, ox.NamedNode(claim))


@cache
def _member(position: int) -> ox.NamedNode:
    return iri(f"rdf:_{position}")


def _node(kind: str, *parts: str) -> ox.NamedNode:
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
    return ox.NamedNode(f"{PREFIXES['id']}{kind}-{digest}")
