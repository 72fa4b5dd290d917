"""Contradictions of all four kinds, and which of them a curator's judgements settle."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from incumbent.claims.judgements import Judgements
from incumbent.rdf import Node, Triple
from incumbent.record.denials import Denial
from incumbent.record.identities import Identity
from incumbent.record.values import ValueConflict
from incumbent.vocabulary import iri

DATES, VALUES = iri("inc:DateConflict"), iri("inc:ValueConflict")
DENIAL, IDENTITY = iri("inc:Denial"), iri("inc:IdentityConflict")
_SAME = frozenset({iri("owl:sameAs"), iri("skos:exactMatch")})


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims that cannot all hold, as the explanations tell them.

    Attributes
    ----------
    kind
        One of `DATES`, `VALUES`, `DENIAL` and `IDENTITY`.
    things, properties
        What they are about.
    claims
        Sorted.
    values
        Of a single-valued property.
    disputes
        Whether the record leaves the properties of the things open; else a judgement has settled
        it, or, where two people bear one name, nothing is open.
    settled_by
        The judgements that settle it.
    """

    kind: ox.NamedNode
    things: tuple[ox.NamedNode, ...]
    properties: tuple[ox.NamedNode, ...]
    claims: tuple[str, ...]
    values: tuple[Node, ...] = ()
    disputes: bool = True
    settled_by: tuple[ox.NamedNode, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The contradictions of one set of claims, dates apart.

    Attributes
    ----------
    values, denials, identities
        As the modules of these names find them.
    preferred
        The claims that were preferred in settling them.
    """

    values: list[ValueConflict]
    denials: list[Denial]
    identities: list[Identity]
    preferred: frozenset[str]

    def conflicts(self) -> dict[tuple[object, ...], Conflict]:
        """Return every contradiction, under what makes it the same one whoever is preferred."""
        found: dict[tuple[object, ...], Conflict] = {}
        for one in self.values:
            found[VALUES, one.thing, one.property] = Conflict(
                VALUES,
                (one.thing,),
                (one.property,),
                one.claims(),
                tuple(value for value, _ in one.claims_by_value),
                one.open,
            )
        for denial in self.denials:
            claims = tuple(sorted({denial.denier.value, *denial.affirmers}))
            is_open = denial.upheld(self.preferred) is None
            for thing in denial.things():
                names = denial.properties(thing)
                kind = IDENTITY if _SAME.intersection(names) else DENIAL
                found[DENIAL, denial.denier, thing] = Conflict(
                    kind, (thing,), names, claims, disputes=is_open
                )
        for same in self.identities:
            disputes = bool(same.triples) and same.preferred_side(self.preferred) is None
            found[IDENTITY, same.things, same.properties, same.triples] = Conflict(
                IDENTITY, same.things, same.properties, same.claims, disputes=disputes
            )
        return found

    def undecided(self) -> set[tuple[object, ...]]:
        """Return the contradictions that no judgement decides, under the same keys."""
        still = {key for key, conflict in self.conflicts().items() if conflict.disputes}
        return still | {
            (IDENTITY, same.things, same.properties, same.triples)
            for same in self.identities
            if same.preferred_side(self.preferred) is None
        }


def settle_conflicts(before: Found, after: Found, judgements: Judgements) -> list[Conflict]:
    """Tell every contradiction apart from those of dates, settled or not.

    Parameters
    ----------
    before
        Those of all claims, whatever the judgements say.
    after
        Those that are left without the rejected claims.
    judgements
        What a curator decided.
    """
    told = after.conflicts()
    undecided = after.undecided()
    result = [told[key] for key in told if key in undecided]
    for key, conflict in {**told, **before.conflicts()}.items():
        if key not in undecided:
            by = judgements.naming({ox.NamedNode(claim) for claim in conflict.claims})
            if by:
                result.append(_settled(conflict, by))
    return result


def settled_dates(
    conflicts: Iterable[frozenset[str]], judgements: Judgements
) -> dict[frozenset[str], tuple[ox.NamedNode, ...]]:
    """Return the contradictions of dates that judgements settle, and the judgements.

    One is settled where it loses a claim: because that is rejected, or because it cannot hold
    beside preferred ones.

    Parameters
    ----------
    conflicts
        All of them, each a smallest set of claims that cannot all hold.
    judgements
        What a curator decided.
    """
    conflicts = set(conflicts)
    rejected = {claim.value for claim in judgements.rejected}
    kept = preferable(conflicts, judgements)
    losers: dict[str, set[str]] = {claim: {claim} for claim in rejected}
    for conflict in conflicts:
        against = conflict - kept
        if len(against) == 1 and conflict.isdisjoint(rejected):
            losers.setdefault(next(iter(against)), set()).update(conflict & kept)
    settled: dict[frozenset[str], tuple[ox.NamedNode, ...]] = {}
    for conflict in conflicts:
        deciding = {claim for loser in conflict & losers.keys() for claim in losers[loser]}
        if deciding:
            named = {ox.NamedNode(claim) for claim in deciding}
            settled[conflict] = tuple(judgements.naming(named))
    return settled


def preferable(conflicts: Collection[frozenset[str]], judgements: Judgements) -> frozenset[str]:
    """Return the preferred claims, without those that contradict each other."""
    preferred = frozenset(claim.value for claim in judgements.preferred)
    clashing = (conflict for conflict in conflicts if conflict <= preferred)
    return preferred.difference(*clashing)


def undecided_triples(found: Found) -> tuple[set[Triple], set[Triple]]:
    """Return what is left out of the record: denied for certain, and denied but not decided.

    Parameters
    ----------
    found
        Of its values nothing is needed.
    """
    refuted: set[Triple] = set()
    doubted: set[Triple] = set()
    for denial in found.denials:
        upheld = denial.upheld(found.preferred)
        if upheld is not False:
            (refuted if upheld else doubted).update(denial.triples)
    for same in found.identities:
        side = same.preferred_side(found.preferred)
        different = {t for t in same.triples if t[1] not in _SAME}
        if side is None:
            doubted.update(same.triples)
        else:
            refuted.update(different if side == 0 else set(same.triples) - different)
    return refuted, doubted - refuted


def _settled(conflict: Conflict, by: Iterable[ox.NamedNode]) -> Conflict:
    return Conflict(
        conflict.kind,
        conflict.things,
        conflict.properties,
        conflict.claims,
        conflict.values,
        disputes=False,
        settled_by=tuple(by),
    )
