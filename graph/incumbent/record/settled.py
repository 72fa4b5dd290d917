"""What claims come to before their days are worked out: who says what, settled or left open."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from incumbent.claims.claim import Claim
from incumbent.claims.judgements import Judgements
from incumbent.ontology import Ontology
from incumbent.rdf import Triple
from incumbent.record import readings
from incumbent.record.acceptance import Accepted, accept
from incumbent.record.between import between
from incumbent.record.conflicts import Found, undecided_triples
from incumbent.record.constraints import Constraint
from incumbent.record.denials import find_denials
from incumbent.record.identities import find_identities
from incumbent.record.values import settle_values
from incumbent.vocabulary import iri

LABELS = frozenset({iri("skos:altLabel"), iri("skos:hiddenLabel")})
#: What is stated stays in claim graphs; other spellings go to the names.
NOT_RECORDED = readings.STATED | LABELS | {iri("inc:title")}


@dataclass(frozen=True, slots=True)
class Settled:
    """Claims put together.

    Attributes
    ----------
    accepted
        The claims that enter.
    triples
        What they state, without what is left open.
    found
        The contradictions, those of dates aside.
    constraints
        What they say of days.
    """

    accepted: Accepted
    triples: set[Triple]
    found: Found
    constraints: list[Constraint]


def settle(
    claims: Sequence[Claim],
    ontology: Ontology,
    judgements: Judgements,
    names: Collection[Triple],
    *,
    prefer: bool = True,
) -> Settled:
    """Put claims together.

    Parameters
    ----------
    claims
        All under consideration.
    ontology
        Kinds, single-valued properties and the order of concepts.
    judgements
        Rumours that they prefer enter.
    names
        The types of things.
    prefer
        Whether preferred claims win; without it, every contradiction is open.
    """
    accepted = accept(claims, ontology, judgements.preferred)
    preferred = frozenset(claim.value for claim in judgements.preferred if prefer)
    denials = find_denials(accepted, claims)
    identities = find_identities(accepted, names)
    undecided = Found([], denials, identities, preferred)
    refuted, doubted = undecided_triples(undecided)
    literal = {
        triple
        for claim in accepted.claims
        for triple in accepted.told(claim)
        if triple[1] not in NOT_RECORDED and triple[0] != claim.iri
    }
    triples, values = settle_values(
        accepted.claims, literal - refuted, ontology, preferred, doubted
    )
    found = Found(values, denials, identities, preferred)
    return Settled(accepted, triples, found, _constraints(accepted, triples, refuted | doubted))


def _constraints(accepted: Accepted, triples: set[Triple], denied: set[Triple]) -> list[Constraint]:
    constraints = readings.read_claims(accepted.claims, denied)
    constraints += [readings.lasting(period.value) for period in accepted.periods]
    told: dict[ox.NamedNode, list[Claim]] = {}
    for claim in accepted.claims:
        for thing in {subject for subject, _, _ in claim.triples}:
            told.setdefault(thing, []).append(claim)
    for thing in (accepted.periods | accepted.events) - readings.presupposed(accepted.claims):
        by = told.get(thing, [])
        if by and all(claim.predicted for claim in by):
            day = readings.EFFECT if thing in accepted.events else readings.BEGIN
            constraints += readings.first_foretold(thing.value, day, by)
    return constraints + between(accepted, triples)
