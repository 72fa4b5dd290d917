"""Judgements: what a curator prefers and rejects, read from a corpus's ``judgements.trig``."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from incumbent.rdf import Description, Triple
from incumbent.vocabulary import iri


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision about claims.

    Attributes
    ----------
    iri
        Its name.
    prefers
        Claims that are followed among those that they conflict with.
    rejects
        Claims that are followed nowhere.
    """

    iri: ox.NamedNode
    prefers: frozenset[ox.NamedNode]
    rejects: frozenset[ox.NamedNode]


@dataclass(frozen=True, slots=True)
class Judgements:
    """All decisions of a corpus.

    Attributes
    ----------
    each
        In the order of their names.
    preferred, rejected
        What they come to. What one prefers and another rejects is rejected: the record never
        states more than is known, and a check reports the two.
    """

    each: tuple[Judgement, ...] = ()
    preferred: frozenset[ox.NamedNode] = frozenset()
    rejected: frozenset[ox.NamedNode] = frozenset()

    def naming(self, claims: Collection[ox.NamedNode]) -> list[ox.NamedNode]:
        """Return the judgements that name one of the given claims."""
        return [
            judgement.iri
            for judgement in self.each
            if not (judgement.prefers | judgement.rejects).isdisjoint(claims)
        ]


def read_judgements(triples: Iterable[Triple]) -> Judgements:
    """Read what a curator decided.

    Parameters
    ----------
    triples
        Those of ``graph:judgements``.

    Examples
    --------
    >>> from incumbent.vocabulary import TYPE
    >>> judgement, claim = iri("id:judgement-1"), iri("claim:post-7")
    >>> told = [(judgement, TYPE, iri("inc:Judgement")), (judgement, iri("inc:rejects"), claim)]
    >>> read_judgements(told).rejected == {claim}
    True
    """
    described = Description(triples)

    def named(judgement: ox.NamedNode, name: str) -> frozenset[ox.NamedNode]:
        values = described.all(judgement, iri(name))
        return frozenset(value for value in values if isinstance(value, ox.NamedNode))

    each = tuple(
        Judgement(node, named(node, "inc:prefers"), named(node, "inc:rejects"))
        for node in sorted(set(described.typed(iri("inc:Judgement"))), key=lambda n: n.value)
    )
    rejected = frozenset(claim for judgement in each for claim in judgement.rejects)
    preferred = frozenset(claim for judgement in each for claim in judgement.prefers)
    return Judgements(each, preferred - rejected, rejected)
