"""Identity: one name for two things, and two things that are said to be one and not to be one."""

from __future__ import annotations

import unicodedata
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from incumbent.rdf import Node, Triple
from incumbent.record.acceptance import Accepted
from incumbent.vocabulary import TYPE, iri

_SPELLINGS = frozenset({iri("skos:altLabel"), iri("skos:hiddenLabel")})
#: ``skos:closeMatch`` is not among them: what is close may well be another.
_SAME = frozenset({iri("owl:sameAs"), iri("skos:exactMatch")})
_DIFFERENT = iri("owl:differentFrom")

#: A relation between two things, and the claim that states it.
_Link = tuple[Triple, str]


@dataclass(frozen=True, slots=True)
class Identity:
    """Claims that hold together only if a name stands for two things, or two names for one.

    Attributes
    ----------
    things
        Which are taken for one, or bear one name.
    properties
        The spellings, or the relations of identity.
    sides
        The claims for each thing; of relations the claims that they are one, then that they are
        not.
    triples
        The relations, of which some must be false; a spelling leaves nothing open.
    """

    things: tuple[ox.NamedNode, ...]
    properties: tuple[ox.NamedNode, ...]
    sides: tuple[tuple[str, ...], ...]
    triples: tuple[Triple, ...] = ()

    @property
    def claims(self) -> tuple[str, ...]:
        """All claims that take part, sorted."""
        return tuple(sorted({claim for side in self.sides for claim in side}))

    def preferred_side(self, preferred: Iterable[str]) -> int | None:
        """Return which side judgements prefer, or None where they prefer none or several."""
        chosen = set(preferred)
        sides = [n for n, side in enumerate(self.sides) if not chosen.isdisjoint(side)]
        return sides[0] if len(sides) == 1 else None


def find_identities(accepted: Accepted, names: Iterable[Triple]) -> list[Identity]:
    """Find the contradictions of identity.

    Parameters
    ----------
    accepted
        The claims that enter the record; spellings and relations of identity are among them.
    names
        The types that the corpus's ``names.ttl`` gives: an organization may be called after a
        person, and only two things of one kind are taken for each other.
    """
    kinds: dict[ox.NamedNode, set[Node]] = {}
    for subject, predicate, node in names:
        if predicate == TYPE:
            kinds.setdefault(subject, set()).add(node)
    for thing, own in accepted.kinds.items():
        kinds.setdefault(thing, set()).update(own)
    return [*_names_for_several(accepted, kinds), *_one_and_not_one(accepted)]


def _names_for_several(
    accepted: Accepted, kinds: dict[ox.NamedNode, set[Node]]
) -> Iterable[Identity]:
    borne: dict[str, dict[ox.NamedNode, set[str]]] = {}
    spelled: dict[str, set[ox.NamedNode]] = {}
    for claim in accepted.claims:
        for subject, predicate, node in claim.triples:
            if predicate in _SPELLINGS:
                name = unicodedata.normalize("NFC", node.value).casefold()
                borne.setdefault(name, {}).setdefault(subject, set()).add(claim.iri.value)
                spelled.setdefault(name, set()).add(predicate)
    for name, bearers in sorted(borne.items()):
        for things in _alike(bearers, kinds) if len(bearers) > 1 else ():
            sides = tuple(tuple(sorted(bearers[thing])) for thing in things)
            properties = sorted(spelled[name], key=lambda one: one.value)
            yield Identity(things, tuple(properties), sides)


def _alike(
    things: Iterable[ox.NamedNode], kinds: dict[ox.NamedNode, set[Node]]
) -> list[tuple[ox.NamedNode, ...]]:
    """Return the groups of two and more that share a kind, or of which no kind is known."""
    groups: list[tuple[set[ox.NamedNode], set[Node]]] = []
    for thing in sorted(things, key=lambda one: one.value):
        own = kinds.get(thing, set())
        joined = ({thing}, set(own))
        apart = []
        for members, shared in groups:
            if own & shared or not (own or shared):
                joined = (joined[0] | members, joined[1] | shared)
            else:
                apart.append((members, shared))
        groups = [*apart, joined]
    return [tuple(sorted(m, key=lambda one: one.value)) for m, _ in groups if len(m) > 1]


def _one_and_not_one(accepted: Accepted) -> Iterable[Identity]:
    same: dict[ox.NamedNode, list[tuple[ox.NamedNode, _Link]]] = {}
    different: dict[Triple, set[str]] = {}
    stated: dict[Triple, set[str]] = {}
    for claim in accepted.claims:
        for triple in claim.triples:
            subject, predicate, node = triple
            if not isinstance(node, ox.NamedNode):
                continue
            if predicate in _SAME:
                stated.setdefault(triple, set()).add(claim.iri.value)
                same.setdefault(subject, []).append((node, (triple, claim.iri.value)))
                same.setdefault(node, []).append((subject, (triple, claim.iri.value)))
            elif predicate == _DIFFERENT:
                different.setdefault(triple, set()).add(claim.iri.value)
    for triple in sorted(different, key=str):
        one, _, other = triple
        way = _way(same, one, other) if isinstance(other, ox.NamedNode) else None
        if way is not None:
            links = [link for link, _ in way]
            claims = {claim for link in links for claim in stated[link]}
            ends = {node for t in (triple, *links) for node in (t[0], t[2])}
            things = sorted((n for n in ends if isinstance(n, ox.NamedNode)), key=str)
            properties = sorted({t[1] for t in (triple, *links)}, key=lambda p: p.value)
            sides = (tuple(sorted(claims)), tuple(sorted(different[triple])))
            yield Identity(tuple(things), tuple(properties), sides, (*links, triple))


def _way(
    same: dict[ox.NamedNode, list[tuple[ox.NamedNode, _Link]]],
    start: ox.NamedNode,
    goal: ox.NamedNode,
) -> list[_Link] | None:
    """Return a shortest way from one thing to another by what is said to be the same."""
    reached: dict[ox.NamedNode, list[_Link]] = {start: []}
    waiting = deque([start])
    while waiting and goal not in reached:
        node = waiting.popleft()
        for other, link in sorted(same.get(node, ()), key=str):
            if other not in reached:
                reached[other] = [*reached[node], link]
                waiting.append(other)
    return reached.get(goal)
