"""Single-valued properties: several accepted values of one property are a contradiction."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from incumbent.claims.claim import Claim
from incumbent.ontology import Ontology
from incumbent.rdf import Node, Triple
from incumbent.vocabulary import iri

STAGE = iri("inc:stage")
#: From the least to the furthest; the last two are the two ways in which it can end.
STAGES = tuple(iri(f"inc:{name}") for name in ("Intended", "Announced", "Effected", "Abandoned"))
#: What took effect was not abandoned.
_ENDS = frozenset(STAGES[2:])


@dataclass(frozen=True, slots=True)
class ValueConflict:
    """Several values of a single-valued property, with the claims of each.

    Attributes
    ----------
    thing, property
        What they are values of.
    claims_by_value
        In a fixed order.
    open
        Whether no judgement prefers one of the values.
    """

    thing: ox.NamedNode
    property: ox.NamedNode
    claims_by_value: tuple[tuple[Node, tuple[str, ...]], ...]
    open: bool = True

    def claims(self) -> tuple[str, ...]:
        """All claims that take part, sorted."""
        return tuple(sorted({claim for _, by in self.claims_by_value for claim in by}))


def settle_values(
    claims: Iterable[Claim],
    triples: Iterable[Triple],
    ontology: Ontology,
    preferred: Collection[str] = (),
    doubted: Collection[Triple] = (),
) -> tuple[set[Triple], list[ValueConflict]]:
    """Keep one value of every single-valued property, or none where accepted claims disagree.

    Of stages the furthest stands; of concepts where one is broader than the other, the narrower
    (who resigned also "resigned or was pushed out"). Where that one is denied, the furthest or
    narrowest that is not denied stands.

    Parameters
    ----------
    claims
        The accepted claims.
    triples
        Those of their triples that may enter the record.
    ontology
        Says which properties have a single value.
    preferred
        Claims that judgements prefer; the value of one side that has any stands.
    doubted
        Triples that a claim denies and no judgement decides on; none of them stays.

    Returns
    -------
    tuple
        The triples that stay, and the conflicts in a fixed order.
    """
    kept = set(triples)
    said: dict[tuple[ox.NamedNode, ox.NamedNode], dict[Node, list[str]]] = {}
    for claim in claims:
        for subject, predicate, node in claim.triples:
            if predicate in ontology.single and (subject, predicate, node) in kept:
                values = said.setdefault((subject, predicate), {})
                values.setdefault(node, []).append(claim.iri.value)
    conflicts = []
    for (subject, predicate), values in said.items():
        standing = _compatible(predicate, set(values), ontology)
        chosen = {node for node in standing if not set(values[node]).isdisjoint(preferred)}
        if len(standing) > 1:
            sides = sorted(
                ((node, tuple(sorted(values[node]))) for node in standing),
                key=lambda side: str(side[0]),
            )
            is_open = len(chosen) != 1
            conflicts.append(ValueConflict(subject, predicate, tuple(sides), is_open))
            standing = set() if is_open else chosen
        elif any((subject, predicate, node) in doubted for node in standing):
            certain = {node for node in values if (subject, predicate, node) not in doubted}
            left = _compatible(predicate, certain, ontology)
            standing = left if len(left) == 1 else set()
        kept -= {(subject, predicate, node) for node in values if node not in standing}
    kept.difference_update(doubted)
    conflicts.sort(key=lambda conflict: (conflict.thing.value, conflict.property.value))
    return kept, conflicts


def _compatible(predicate: ox.NamedNode, values: set[Node], ontology: Ontology) -> set[Node]:
    if predicate == STAGE:
        if values >= _ENDS:
            return set(_ENDS)
        staged = [stage for stage in STAGES if stage in values]
        return {staged[-1]} if staged else values
    above = {
        broader
        for value in values
        if isinstance(value, ox.NamedNode)
        for broader in ontology.broader.get(value, ())
    }
    return {value for value in values if value not in above}
