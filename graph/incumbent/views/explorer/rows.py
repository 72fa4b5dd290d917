"""Records, explanations and judgements as rows of numbers, each with the moments it holds in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final, TypeAlias

import pyoxigraph as ox

from incumbent.days import FIRST_DATE, LAST_DATE
from incumbent.rdf import Description, Node, Triple
from incumbent.vocabulary import PREFIXES, TYPE, iri

_PERIOD: Final = tuple(
    iri(f"inc:{name}")
    for name in ("beginNotBefore", "beginNotAfter", "endNotBefore", "endNotAfter")
)
_EVENT: Final = (iri("inc:notBefore"), iri("inc:notAfter"))
_ANNOUNCEMENT: Final = (iri("inc:announcedNotBefore"), iri("inc:announcedNotAfter"))
#: Name of the rows → the bounds that make one.
BOUNDS: Final = {"bounds": _PERIOD, "spans": _EVENT, "announced": _ANNOUNCEMENT}
_UNSTATED, _DISPUTED, _UNKNOWN = (
    iri(f"inc:{name}") for name in ("unstated", "disputed", "statedUnknown")
)
_APART: Final = frozenset({*_PERIOD, *_EVENT, *_ANNOUNCEMENT, _UNSTATED, _DISPUTED, _UNKNOWN})
_ABOUT, _ON, _INVOLVES = iri("inc:about"), iri("inc:onProperty"), iri("inc:involves")
_EPOCH: Final = date(1970, 1, 1).toordinal()
_MEMBER: Final = PREFIXES["rdf"] + "_"

#: Name of the rows → the property that makes one.
DOUBTS: Final = {"disputed": _DISPUTED, "unknown": _UNKNOWN}

#: A row as it is before the moments it holds in are known; a set of moments is a number of bits.
Row = tuple[Any, ...]


#: Gives a term its number.
Number: TypeAlias = Callable[[Node], int]


def masked(moments: Sequence[Iterable[Row]]) -> list[list[Any]]:
    """Return the rows of all moments once each, with a bit a moment where not all have it.

    Examples
    --------
    >>> masked([[(1, 2), (3, 4)], [(1, 2)]])
    [[1, 2], [3, 4, 1]]
    """
    held: defaultdict[Row, int] = defaultdict(int)
    for number, rows in enumerate(moments):
        for row in rows:
            held[row] |= 1 << number
    every = (1 << len(moments)) - 1
    order = sorted(held, key=_sortable)
    return [[*row, *([held[row]] if held[row] != every else [])] for row in order]


def _sortable(row: Row) -> list[tuple[int, Any]]:
    return [(0, -1) if cell is None else (int(not isinstance(cell, int)), cell) for cell in row]


def fact_rows(record: Iterable[Triple], terms: Number) -> Iterator[Row]:
    """Yield what a record states, days and doubts aside."""
    for triple in record:
        if triple[1] not in _APART:
            yield tuple(map(terms, triple))


def doubt_rows(record: Iterable[Triple], terms: Number) -> dict[str, list[Row]]:
    """Return what is disputed, and what is stated to be unknown, of which thing."""
    triples = [triple for triple in record if triple[1] in DOUBTS.values()]
    return {
        kind: [(terms(subject), terms(node)) for subject, name, node in triples if name == doubt]
        for kind, doubt in DOUBTS.items()
    }


def day_rows(record: Iterable[Triple], terms: Number) -> dict[str, list[Row]]:
    """Return the bounds of periods, events and announcements, a row a thing."""
    days: dict[ox.NamedNode, dict[ox.NamedNode, str]] = {}
    unstated: defaultdict[ox.NamedNode, int] = defaultdict(int)
    for subject, name, node in record:
        if name == _UNSTATED:
            unstated[subject] |= 1 if node == _PERIOD[0] else 2
        elif name in _APART and isinstance(node, ox.Literal):
            days.setdefault(subject, {})[name] = node.value
    found: dict[str, list[Row]] = {name: [] for name in BOUNDS}
    for thing, told in days.items():
        for rows, bounds in BOUNDS.items():
            if all(bound in told for bound in bounds):
                row = (terms(thing), *(day_number(told[bound]) for bound in bounds))
                found[rows].append((*row, unstated[thing]) if bounds is _PERIOD else row)
    return found


def day_number(text: str) -> int | None:
    """Return a day as the browser counts: from 1970-01-01; None where nothing bounds it.

    Examples
    --------
    >>> day_number("1970-01-02"), day_number("9999-12-31")
    (1, None)
    """
    if text in (FIRST_DATE, LAST_DATE):
        return None
    return date.fromisoformat(text).toordinal() - _EPOCH


def why_rows(explained: Description, terms: Number, claims: dict[Node, int]) -> Iterator[Row]:
    """Yield which claims fix which bound of what, in the order of the argument."""
    for node in explained.typed(iri("inc:Bound")):
        thing, name = explained.first(node, _ABOUT), explained.first(node, _ON)
        if thing is not None and name in _APART:
            yield terms(thing), terms(name), tuple(claims[one] for one in _members(explained, node))


def _members(explained: Description, node: ox.NamedNode) -> Iterator[Node]:
    position = 1
    while (claim := explained.first(node, ox.NamedNode(f"{_MEMBER}{position}"))) is not None:
        yield claim
        position += 1


def conflict_rows(
    explained: Description, terms: Number, claims: dict[Node, int], judgements: list[ox.NamedNode]
) -> Iterator[Row]:
    """Yield the contradictions: kind, things, properties, claims, values, judgements."""

    def numbers(node: ox.NamedNode, name: ox.NamedNode) -> tuple[int, ...]:
        return tuple(sorted(terms(value) for value in explained.all(node, name)))

    for node in explained.typed(iri("inc:Conflict")):
        settling = explained.all(node, iri("inc:settledBy"))
        yield (
            numbers(node, iri("inc:conflictKind")),
            numbers(node, _ABOUT),
            numbers(node, _ON),
            tuple(sorted(claims[claim] for claim in explained.all(node, _INVOLVES))),
            numbers(node, iri("inc:value")),
            tuple(at for at, judgement in enumerate(judgements) if judgement in settling),
        )


def judgement_rows(
    judged: Description, terms: Number, claims: dict[Node, int]
) -> tuple[list[ox.NamedNode], list[list[Any]]]:
    """Return the judgements and their rows: preferred, rejected, reasons, by whom, when."""
    judgements = sorted(judged.typed(iri("inc:Judgement")), key=lambda node: node.value)
    rows = []
    for node in judgements:
        sides = (
            sorted(claims[claim] for claim in judged.all(node, iri(name)) if claim in claims)
            for name in ("inc:prefers", "inc:rejects")
        )
        by = judged.all(node, iri("prov:wasAttributedTo"))
        rows.append(
            [
                *sides,
                *in_both(judged, node, iri("inc:rationale")),
                min(map(terms, by), default=None),
                judged.text(node, iri("dcterms:date")),
            ]
        )
    return judgements, rows


def in_both(described: Description, thing: ox.NamedNode, name: ox.NamedNode) -> list[Any]:
    """Return a text in English and in French; 0 where the French one is no other."""
    texts = {
        node.language or "": node.value
        for node in sorted(described.all(thing, name), key=str, reverse=True)
        if isinstance(node, ox.Literal)
    }
    english = texts.get("en") or texts.get("") or next(iter(texts.values()), "")
    french = texts.get("fr") or english
    return [english, 0 if french == english else french]


def nodes_of(described: Description, things: Iterable[ox.NamedNode], *names: str) -> Iterator[Node]:
    """Yield the values of some properties of things."""
    for thing in things:
        for name in names:
            yield from described.all(thing, iri(name))


def kinds_of(triples: Iterable[Triple]) -> defaultdict[Node, set[str]]:
    """Return the classes of everything that has one."""
    found: defaultdict[Node, set[str]] = defaultdict(set)
    for subject, name, node in triples:
        if name == TYPE:
            found[subject].add(node.value)
    return found
