"""What changed in knowledge between two graphs, and the claims that made the difference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import pyoxigraph as ox

from incumbent.questions.names import label
from incumbent.questions.rows import to_shown
from incumbent.views.changes import (
    ADDED,
    APPEARED,
    CHANGES,
    GONE,
    GREW,
    MOVED,
    NEW,
    REMOVED,
    SETTLED,
    Change,
    Difference,
    Reason,
)
from incumbent.views.compared import Known, Thing, Value
from incumbent.vocabulary import PREFIXES, SOURCES, TYPE, iri, shorten

#: The earlier and the later bound of each day that a thing has.
_DAYS: Final = {
    "begin": (iri("inc:beginNotBefore"), iri("inc:beginNotAfter")),
    "end": (iri("inc:endNotBefore"), iri("inc:endNotAfter")),
    "effect": (iri("inc:notBefore"), iri("inc:notAfter")),
    "announced": (iri("inc:announcedNotBefore"), iri("inc:announcedNotAfter")),
}
_BOUNDS: Final = frozenset(name for pair in _DAYS.values() for name in pair)
#: What the build adds of its own; contradictions are told as such.
_COMPUTED: Final = frozenset({TYPE, iri("inc:disputed"), iri("inc:unstated"), *_BOUNDS})
_ABOUT, _ON, _INVOLVES = iri("inc:about"), iri("inc:onProperty"), iri("inc:involves")
_SETTLED_BY = iri("inc:settledBy")


def difference(
    earlier: ox.Store, later: ox.Store, days: tuple[str, str] = ("", ""), lang: str = "en"
) -> Difference:
    """Compare what two stores know.

    Parameters
    ----------
    earlier, later
        Built stores of one corpus, such as of what was known on two days.
    days
        What they are called.
    lang
        Of labels and sentences.

    Examples
    --------
    >>> difference(ox.Store(), ox.Store()).changes
    ()
    """
    one, two = Known(earlier), Known(later)
    compared = _Compared(one, two, lang)
    changes = [
        *compared.contradictions(),
        *compared.things(),
        *(change for thing in one.record.keys() & two.record for change in compared.facts(thing)),
    ]
    changes.sort(key=_place)
    came, went = (tuple(_documents(*pair, lang)) for pair in ((two, one), (one, two)))
    return Difference(*days, came, went, tuple(changes))


def _place(one: Change) -> tuple[int | str, ...]:
    told = (one.kind, one.label, one.thing, one.property, one.before, one.after)
    return (CHANGES.index(one.change), *told, *(reason.claim for reason in one.because))


def _documents(one: Known, other: Known, lang: str) -> Iterator[str]:
    """Yield the titles of the documents that only the first of two stores has."""
    pattern = (None, TYPE, iri("inc:Document"), SOURCES)
    only = {quad.subject for quad in one.store.quads_for_pattern(*pattern)}
    only -= {quad.subject for quad in other.store.quads_for_pattern(*pattern)}
    for document in sorted(only, key=str):
        if isinstance(document, ox.NamedNode):
            yield label(one.store, document, lang)


class _Compared:
    def __init__(self, one: Known, two: Known, lang: str) -> None:
        self.one, self.two, self.lang = one, two, lang
        self.apart = one.claims ^ two.claims

    def contradictions(self) -> Iterator[Change]:
        """Yield those that came and went; what only has other claims than before is one change."""
        before, now = self._open(self.one), self._open(self.two)
        came, went = now.keys() - before.keys(), before.keys() - now.keys()
        topics_before = {before[node] for node in went}
        topics_now = {now[node] for node in came}
        for node in came:
            change = GREW if now[node] in topics_before else APPEARED
            yield self._contradiction(change, self.two, node)
        for node in went:
            if before[node] not in topics_now:
                known = self.two if node in self.two.conflicts else self.one
                yield self._contradiction(SETTLED, known, node)

    def _open(self, known: Known) -> dict[Thing, tuple[Thing, ...]]:
        """Return the contradictions that no judgement settles, each with what it is about."""
        return {
            node: (*known.explained(node, _ABOUT), *known.explained(node, _ON))
            for node in known.conflicts
            if not known.explained(node, _SETTLED_BY)
        }

    def _contradiction(self, change: str, known: Known, node: Thing) -> Change:
        about = known.explained(node, _ABOUT)
        properties = ", ".join(shorten(name.value) for name in known.explained(node, _ON))
        values = known.store.quads_for_pattern(node, iri("inc:value"), None, None)
        told = "; ".join(sorted(self._shown(known, quad.object) for quad in values))  # type: ignore[arg-type]
        sides = (told, "") if change == SETTLED else ("", told)
        claims = known.explained(node, _INVOLVES)
        return self._change(change, known, about[0], properties, *sides, claims)

    def things(self) -> Iterator[Change]:
        before, now = self.one.things(), self.two.things()
        for thing in now.keys() - before:
            dates = self._dates(self.two, thing)
            yield self._change(NEW, self.two, thing, "", "", dates, self._telling(thing))
        for thing in before.keys() - now:
            dates = self._dates(self.one, thing)
            yield self._change(GONE, self.one, thing, "", dates, "", self._telling(thing))

    def facts(self, thing: Thing) -> Iterator[Change]:
        """Yield the bounds that moved and the values that came or went."""
        one, two = self.one.record[thing], self.two.record[thing]
        for name in one.keys() | two.keys():
            before, now = one.get(name, set()), two.get(name, set())
            if before == now:
                continue
            if name in _BOUNDS:
                sides = (self._side(self.one, before), self._side(self.two, now))
                claims = self._moving(thing, name)
                yield self._change(MOVED, self.two, thing, shorten(name.value), *sides, claims)
            elif name not in _COMPUTED:
                yield from self._values(thing, name, before, now)

    def _values(
        self, thing: Thing, name: Thing, before: set[Value], now: set[Value]
    ) -> Iterator[Change]:
        for value in now - before:
            claims = self.apart & self.two.saying(thing, name, value)
            told = self._shown(self.two, value)
            yield self._change(ADDED, self.two, thing, shorten(name.value), "", told, claims)
        for value in before - now:
            claims = self.apart & self.one.saying(thing, name, value)
            claims = claims or self.apart & (
                self.two.explaining(thing, name) | self.two.saying(thing, name)
            )
            told = self._shown(self.one, value)
            yield self._change(REMOVED, self.one, thing, shorten(name.value), told, "", claims)

    def _moving(self, thing: Thing, name: Thing) -> set[Thing]:
        """Return the claims that moved a bound: those behind it that came or went.

        A bound that became looser may rest on nothing new; then what contradicts those behind it
        made the difference.
        """
        behind = self.one.explaining(thing, name) | self.two.explaining(thing, name)
        return self.apart & behind or self._against(behind) or self._telling(thing)

    def _against(self, claims: set[Thing]) -> set[Thing]:
        """Return the claims that came or went and contradict, among others, the given ones."""
        found: set[Thing] = set()
        for known in (self.one, self.two):
            for node in known.conflicts:
                involved = set(known.explained(node, _INVOLVES))
                found |= set() if claims.isdisjoint(involved) else involved & self.apart
        return found

    def _telling(self, thing: Thing) -> set[Thing]:
        """Return the claims about a thing that came or went, else those that mention it."""
        both = (self.one, self.two)
        ways = (
            {claim for known in both for claim in known.saying(thing)},
            {claim for known in both for claim in known.saying(None, None, thing)},
            {claim for known in both for claim in known.described_with(thing)},
        )
        return next((way & self.apart for way in ways if way & self.apart), set())

    def _change(
        self,
        change: str,
        known: Known,
        thing: Thing,
        name: str,
        before: str,
        after: str,
        claims: Iterable[Thing],
    ) -> Change:
        reasons = tuple(self._reason(claim) for claim in sorted(claims, key=lambda c: c.value))
        named = label(known.store, thing, self.lang)
        return Change(change, known.kind(thing), named, name, before, after, reasons, thing.value)

    def _reason(self, claim: Thing) -> Reason:
        store = (self.two if claim in self.two.claims else self.one).store
        texts = {
            quad.object.language: quad.object.value
            for quad in store.quads_for_pattern(claim, iri("inc:says"), None, SOURCES)
            if isinstance(quad.object, ox.Literal)
        }
        documents = (
            label(store, quad.object, self.lang)
            for quad in store.quads_for_pattern(claim, iri("inc:document"), None, SOURCES)
            if isinstance(quad.object, ox.NamedNode)
        )
        sentence = texts.get(self.lang) or texts.get("en") or ""
        return Reason(claim.value.rpartition("/")[2], sentence, next(documents, ""))

    def _dates(self, known: Known, thing: Thing) -> str:
        told = []
        for day, pair in _DAYS.items():
            first, last = (self._side(known, known.values(thing, name)) for name in pair)
            if (first, last) not in (("", ""), ("…", "…")):
                told.append(f"{day} {first if first == last else f'{first} – {last}'}")
        return ", ".join(told)

    def _side(self, known: Known, values: set[Value]) -> str:
        return ", ".join(sorted(self._shown(known, value) for value in values))

    def _shown(self, known: Known, value: Value) -> str:
        if not isinstance(value, ox.NamedNode):
            return to_shown(value)
        if value.value.startswith(PREFIXES["inc"]):
            return value.value.rpartition("#")[2]
        return label(known.store, value, self.lang)
