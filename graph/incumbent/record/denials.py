"""Denials: what accepted claims state and another claim says is false.

The graph of a denied claim holds a proposition, together with whatever names the thing that it is
about: to deny that Ana resigned it must say whose departure is meant. What is denied is what it
says of the things that nothing else in the graph refers to, and of that rather how and when
(manner, stage, destination, days) than of whom and where, if it says any such thing. It is a
contradiction only where accepted claims state all of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from incumbent.claims.claim import Claim
from incumbent.rdf import Triple
from incumbent.record import readings
from incumbent.record.acceptance import Accepted
from incumbent.vocabulary import TYPE, iri

#: What tells which thing is meant, unless nothing else is said of it.
_IDENTIFYING = frozenset(
    iri(name)
    for name in (
        "inc:holder", "inc:post", "org:organization", "org:postIn", "org:unitOf",
        "inc:subordinate", "inc:superior", "inc:opens", "inc:closes", "inc:interrupts",
    )
)  # fmt: skip
_NOT_DENIED = frozenset(
    {TYPE, iri("skos:altLabel"), iri("skos:hiddenLabel"), iri("inc:title"), iri("schema:about")}
)
_BEGIN = (iri("inc:beginNotBefore"), iri("inc:beginNotAfter"))
_END = (iri("inc:endNotBefore"), iri("inc:endNotAfter"))
#: Which bounds a stated date leaves open when it is denied.
_BOUNDS: dict[ox.NamedNode, tuple[ox.NamedNode, ...]] = {
    readings.BEGAN: _BEGIN,
    readings.ENDED: _END,
    readings.OBSERVED: (_BEGIN[1], _END[0]),
    readings.AT_LEAST: _BEGIN + _END,
    readings.AT_MOST: _BEGIN + _END,
    readings.AS_OF: (),
    readings.EFFECTIVE: (iri("inc:notBefore"), iri("inc:notAfter")),
    readings.ANNOUNCED: (iri("inc:announcedNotBefore"), iri("inc:announcedNotAfter")),
}


@dataclass(frozen=True, slots=True)
class Denial:
    """A claim that denies what others state.

    Attributes
    ----------
    denier
        The claim with the stance Denied.
    triples
        What it denies; not all of it can be true.
    affirmers
        The accepted claims that state it, sorted.
    """

    denier: ox.NamedNode
    triples: tuple[Triple, ...]
    affirmers: tuple[str, ...]

    def upheld(self, preferred: Collection[str]) -> bool | None:
        """Tell whether the denial stands: yes, no, or None where no judgement decides."""
        for_it = self.denier.value in preferred
        against = not set(self.affirmers).isdisjoint(preferred)
        return None if for_it == against else for_it

    def properties(self, thing: ox.NamedNode) -> tuple[ox.NamedNode, ...]:
        """Return what the denial leaves open of a thing: bounds for dates, else the properties."""
        found: dict[ox.NamedNode, None] = {}
        for subject, predicate, _ in self.triples:
            if subject == thing:
                found.update(dict.fromkeys(_BOUNDS.get(predicate, (predicate,))))
        return tuple(sorted(found, key=lambda name: name.value))

    def things(self) -> list[ox.NamedNode]:
        """Return the things of which something is denied."""
        subjects = {subject for subject, _, _ in self.triples}
        return sorted(subjects, key=lambda thing: thing.value)


def find_denials(accepted: Accepted, claims: Iterable[Claim]) -> list[Denial]:
    """Find the denied claims that contradict accepted ones.

    Parameters
    ----------
    accepted
        The claims that enter the record.
    claims
        All under consideration, among them those with the stance Denied.

    Returns
    -------
    list of Denial
        In the order of the deniers' names.
    """
    denied = {claim.iri: denied_by(claim) for claim in claims if claim.denied}
    wanted = {triple for triples in denied.values() for triple in triples}
    stated: dict[Triple, set[str]] = {}
    for claim in accepted.claims if wanted else ():
        for triple in accepted.told(claim):
            if triple in wanted:
                stated.setdefault(triple, set()).add(claim.iri.value)
    return [
        Denial(denier, triples, tuple(sorted(set().union(*(stated[t] for t in triples)))))
        for denier, triples in sorted(denied.items(), key=lambda item: item[0].value)
        if triples and all(triple in stated for triple in triples)
    ]


def denied_by(claim: Claim) -> tuple[Triple, ...]:
    """Return what a denied claim says is false, apart from what names the things it is about."""
    said = [t for t in claim.triples if t[0] != claim.iri and t[1] not in _NOT_DENIED]
    referred_to = {node for subject, _, node in said if node != subject}
    own = [t for t in said if t[0] not in referred_to] or said
    return tuple([t for t in own if t[1] not in _IDENTIFYING] or own)
