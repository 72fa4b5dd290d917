"""Single-valued properties: several accepted values of one property are a contradiction."""

from __future__ import annotations

from collections.abc import Iterable
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
    """Several values of a single-valued property, with the claims of each."""

    thing: ox.NamedNode
    property: ox.NamedNode
    claims_by_value: tuple[tuple[Node, tuple[str, ...]], ...]


def settle_values(
    claims: Iterable[Claim], triples: Iterable[Triple], ontology: Ontology
) -> tuple[set[Triple], list[ValueConflict]]:
    """Keep one value of every single-valued property, or none where accepted claims disagree.

    Of stages the furthest stands; of concepts where one is broader than the other, the narrower
    (who resigned also "resigned or was pushed out").

    Parameters
    ----------
    claims
        The accepted claims.
    triples
        Those of their triples that may enter the record.
    ontology
        Says which properties have a single value.

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
        kept -= {(subject, predicate, node) for node in values if node not in standing}
        if len(standing) > 1:
            kept -= {(subject, predicate, node) for node in standing}
            sides = sorted(
                ((node, tuple(sorted(values[node]))) for node in standing),
                key=lambda side: str(side[0]),
            )
            conflicts.append(ValueConflict(subject, predicate, tuple(sides)))
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
