"""Which claims enter the record, and what kinds of things they speak of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from incumbent.claims.claim import DENIED, Claim
from incumbent.ontology import EVENT, PERIOD, Ontology
from incumbent.rdf import Triple
from incumbent.record.readings import PERIOD_DATES
from incumbent.vocabulary import PREFIXES, TYPE


@dataclass(frozen=True, slots=True)
class Accepted:
    """The accepted claims and the kinds of what they speak of.

    Attributes
    ----------
    claims
        Affirmed ones, predictions about a period or an event, and whatever else is preferred.
    kinds
        Our own classes of each thing, as claims state them.
    claims_of_kind
        The claims that state a kind, by thing.
    periods, events
        Things that last and things that happen; an organization about whose life something is
        stated is among the periods.
    """

    claims: tuple[Claim, ...]
    kinds: dict[ox.NamedNode, frozenset[ox.NamedNode]]
    claims_of_kind: dict[ox.NamedNode, tuple[str, ...]]
    periods: frozenset[ox.NamedNode]
    events: frozenset[ox.NamedNode]

    def told(self, claim: Claim) -> Iterator[Triple]:
        """Yield what an accepted claim tells: of a prediction, only of periods and events."""
        return _told(claim, self.periods, self.events)


def accept(
    claims: Iterable[Claim], ontology: Ontology, preferred: Collection[ox.NamedNode] = ()
) -> Accepted:
    """Choose the claims that enter the record.

    Rumours, denials and opinions stay in their graphs; a prediction enters where it is about a
    period, the life of an organization included, or an event. A rumour or opinion that a judgement
    prefers enters like a fact. A denial that is preferred stays where it is, for its graph holds
    what is *not* so; it keeps out what it denies.

    Parameters
    ----------
    claims
        All claims under consideration.
    ontology
        Says what is a period and what an event.
    preferred
        The claims that judgements prefer.
    """
    candidates = [
        claim
        for claim in claims
        if claim.affirmed or claim.predicted or (claim.iri in preferred and claim.stance != DENIED)
    ]
    kinds, _ = _kinds((claim, claim.triples) for claim in candidates)

    def of_kind(ancestor: ox.NamedNode) -> set[ox.NamedNode]:
        return {s for s, own in kinds.items() if any(ontology.is_a(k, ancestor) for k in own)}

    events = of_kind(EVENT)
    periods = of_kind(PERIOD)
    chosen = tuple(
        claim
        for claim in candidates
        if not claim.predicted
        or any(s in periods or s in events or p in PERIOD_DATES for s, p, _ in claim.triples)
    )
    periods |= {s for claim in chosen for s, p, _ in claim.triples if p in PERIOD_DATES} - events
    kinds, stated_by = _kinds((claim, _told(claim, periods, events)) for claim in chosen)
    return Accepted(
        chosen,
        {thing: frozenset(own) for thing, own in kinds.items()},
        {thing: tuple(sorted(by)) for thing, by in stated_by.items()},
        frozenset(periods),
        frozenset(events),
    )


def _told(claim: Claim, *doubtful: Collection[ox.NamedNode]) -> Iterator[Triple]:
    """Yield a claim's triples, of a prediction only those about what has days to doubt."""
    for triple in claim.triples:
        if not claim.predicted or any(triple[0] in things for things in doubtful):
            yield triple


def _kinds(
    told: Iterable[tuple[Claim, Iterable[Triple]]],
) -> tuple[dict[ox.NamedNode, set[ox.NamedNode]], dict[ox.NamedNode, set[str]]]:
    """Return our own classes of each thing, and the claims that state them."""
    kinds: dict[ox.NamedNode, set[ox.NamedNode]] = {}
    stated_by: dict[ox.NamedNode, set[str]] = {}
    for claim, triples in told:
        for subject, predicate, node in triples:
            ours = isinstance(node, ox.NamedNode) and node.value.startswith(PREFIXES["inc"])
            if predicate == TYPE and ours and isinstance(node, ox.NamedNode):
                kinds.setdefault(subject, set()).add(node)
                stated_by.setdefault(subject, set()).add(claim.iri.value)
    return kinds, stated_by
