"""The record graph read into plain dictionaries, with the certainty of periods on a date.

The reporting graph asks a few hundred small questions of the record. Reading each predicate once
is faster than as many SPARQL calls and keeps the order of everything deterministic.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable

import pyoxigraph as ox

from incumbent.vocabulary import NAMES, TYPE, iri

FOREVER = "9999-12-31"

CERTAIN, POSSIBLE, UNSTATED, NO = "certain", "possible", "unstated", "no"
RANK = {CERTAIN: 0, POSSIBLE: 1, UNSTATED: 2, NO: 3}

Values = dict[str, list[str]]


class Facts:
    """One record graph and the names, by predicate.

    Parameters
    ----------
    store
        The store that holds both.
    record
        The IRI of the record graph: the record itself, or one as known on a date.
    lang
        The preferred language of labels.

    Examples
    --------
    >>> Facts(ox.Store(), "https://w3id.org/incumbent/graph/record", "en").label("urn:x/openai")
    'openai'
    """

    def __init__(self, store: ox.Store, record: str, lang: str) -> None:
        self._store = store
        self._record = ox.NamedNode(record)
        self._lang = lang
        self._cache: dict[str, Values] = {}
        self._labels: dict[str, tuple[tuple[int, str], str]] | None = None
        self._types: dict[str, set[str]] | None = None

    def values(self, predicate: str) -> Values:
        """Give subject → sorted objects of one predicate (a prefixed name) of the record."""
        if predicate not in self._cache:
            found: defaultdict[str, set[str]] = defaultdict(set)
            quads = self._store.quads_for_pattern(None, iri(predicate), None, self._record)
            for quad in quads:
                found[_text(quad.subject)].add(_text(quad.object))
            # Most things have one value, and sorting each of those alone would take longest.
            self._cache[predicate] = {
                key: sorted(found[key]) if len(found[key]) > 1 else list(found[key])
                for key in sorted(found)
            }
        return self._cache[predicate]

    def all(self, subject: str, predicate: str) -> list[str]:
        """Give the sorted objects of a subject and predicate; none is an empty list."""
        return self.values(predicate).get(subject, [])

    def one(self, subject: str, predicate: str) -> str | None:
        """Give the first object of a subject and predicate, or None."""
        found = self.all(subject, predicate)
        return found[0] if found else None

    def types(self, thing: str) -> set[str]:
        """Give the types of a thing in the record and the names."""
        if self._types is None:
            found: defaultdict[str, set[str]] = defaultdict(set)
            for graph in (self._record, NAMES):
                for quad in self._store.quads_for_pattern(None, TYPE, None, graph):
                    found[_text(quad.subject)].add(_text(quad.object))
            self._types = dict(found)
        return self._types.get(thing, set())

    def typed(self, kind: str) -> list[str]:
        """Give everything of a type (a prefixed name), in order of IRI."""
        self.types("")
        wanted = iri(kind).value
        return sorted(thing for thing, kinds in (self._types or {}).items() if wanted in kinds)

    def label(self, thing: str) -> str:
        """Give the chosen label: the preferred language, else English, else any, else the IRI."""
        if self._labels is None:
            self._labels = self._read_labels()
        if thing in self._labels:
            return self._labels[thing][1]
        return thing.rstrip("/").replace("#", "/").rsplit("/", 1)[-1] or thing

    def _read_labels(self) -> dict[str, tuple[tuple[int, str], str]]:
        wanted = {"en": 1, "": 2, self._lang: 0}
        best: dict[str, tuple[tuple[int, str], str]] = {}
        for quad in self._store.quads_for_pattern(None, iri("skos:prefLabel"), None, NAMES):
            if not isinstance(quad.object, ox.Literal) or not quad.object.value.strip():
                continue
            tag = quad.object.language or ""
            found = ((wanted.get(tag, 3), f"{tag} {quad.object.value}"), quad.object.value)
            thing = _text(quad.subject)
            if thing not in best or found[0] < best[thing][0]:
                best[thing] = found
        return best

    def bounded(self, thing: str) -> bool:
        """Tell whether the record gives bounds for a thing."""
        return thing in self.values("inc:beginNotBefore")

    def certainty(self, period: str, on: datetime.date) -> str:
        """Tell whether a period covers a date: certain, possible, unstated or no.

        A thing without bounds gives `"no"`: whoever asks looks first at `bounded`.
        """
        bounds = [self.values(name).get(period) for name in _BOUNDS]
        if not all(bounds):
            return NO
        begin, began, ends, end = (bound[0] for bound in bounds if bound)
        day = on.isoformat()
        if not (begin <= day < end):
            return NO
        if began <= day < ends:
            return CERTAIN
        silent = self.all(period, "inc:unstated")
        if (day < began and iri("inc:beginNotBefore").value in silent) or (
            began <= day and iri("inc:endNotAfter").value in silent
        ):
            return UNSTATED
        return POSSIBLE

    def exists(self, thing: str, on: datetime.date) -> bool:
        """Tell whether an organization, unit or post can exist on a date (silence allows it)."""
        return not self.bounded(thing) or self.certainty(thing, on) != NO

    def began_by(self, period: str, on: datetime.date) -> bool:
        """Tell whether a period certainly began on or before a date."""
        return (self.one(period, "inc:beginNotAfter") or FOREVER) <= on.isoformat()

    def over_by(self, period: str, on: datetime.date) -> bool:
        """Tell whether a period certainly was over on a date."""
        return (self.one(period, "inc:endNotAfter") or FOREVER) <= on.isoformat()

    def disputed(self, *things: str) -> bool:
        """Tell whether anything about one of the things is disputed."""
        return any(self.all(thing, "inc:disputed") for thing in things)


_BOUNDS = ("inc:beginNotBefore", "inc:beginNotAfter", "inc:endNotBefore", "inc:endNotAfter")


def strongest(certainties: Iterable[str]) -> str:
    """Give the strongest of several certainties; of none, `"no"`."""
    return min(certainties, key=lambda certainty: RANK[certainty], default=NO)


def _text(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return str(term) if isinstance(term, ox.Triple) else term.value
