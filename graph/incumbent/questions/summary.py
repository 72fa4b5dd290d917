"""What a graph holds, in a few words: its title, how many things of each sort, its latest day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Final

import pyoxigraph as ox

from incumbent.questions import engine
from incumbent.questions.rows import Rows

#: Day by day, how many periods more, or fewer, are certain than on the day before.
_CHANGES: Final = """
SELECT ?day (SUM(?more) AS ?change) WHERE {
  GRAPH graph:record { ?period inc:beginNotAfter ?begin ; inc:endNotBefore ?end }
  FILTER(?begin < ?end)
  VALUES ?more { 1 -1 }
  BIND(IF(?more = 1, ?begin, ?end) AS ?day)
} GROUP BY ?day ORDER BY ?day
"""
_COUNTS: Final = """
SELECT ?what (COUNT(DISTINCT ?thing) AS ?count) WHERE {
  VALUES (?what ?kind ?graph) {
    ("documents" inc:Document graph:names) ("claims" inc:Claim graph:sources)
    ("people" foaf:Person graph:names) ("posts" org:Post graph:names)
    ("tenures" inc:Tenure graph:record) ("departures" inc:Departure graph:record)
    ("reporting lines" inc:ReportingLine graph:record)
    ("contradictions" inc:Conflict graph:explanations)
  }
  GRAPH ?graph { ?thing a ?kind }
} GROUP BY ?what
"""
_COUNTED: Final = ("documents", "claims", "people", "posts", "tenures", "departures")
_TITLES: Final = """
SELECT ?title { GRAPH graph:sources { ?corpus a schema:Collection ; dcterms:title ?title } }
ORDER BY DESC(?title)
"""


def latest_day(store: ox.Store) -> date | None:
    """Return the last day that documents tell much of; None where nothing is certain.

    It is the last one on which at least half as many periods are certain as ever are on one day:
    a single thing seen a day later does not make that later day the one to look at.

    Examples
    --------
    >>> latest_day(ox.Store()) is None
    True
    """
    certain, counted = 0, list[tuple[date, int]]()
    for row in _rows(store, _CHANGES):
        certain += int(str(row["change"]))
        if isinstance(row["day"], date):
            counted.append((row["day"], certain))
    peak = max((count for _, count in counted), default=0)
    fewer = (
        later for (_, before), (later, after) in pairwise(counted) if before * 2 >= peak > after * 2
    )
    return max(fewer, default=date.min + timedelta(days=1)) - timedelta(days=1) if peak else None


def counts(store: ox.Store) -> dict[str, int]:
    """Return how many documents, claims, people, … a store holds.

    Examples
    --------
    >>> set(counts(ox.Store()).values())
    {0}
    """
    found = {row["what"]: row["count"] for row in _rows(store, _COUNTS)}
    return {
        what: int(str(found.get(what, 0)))
        for what in (*_COUNTED, "reporting lines", "contradictions")
    }


def title(store: ox.Store, lang: str = "en") -> str:
    """Return a corpus's title, in a language if there is one; empty where it has none.

    Examples
    --------
    >>> title(ox.Store())
    ''
    """
    terms = [row[0] for row in _rows(store, _TITLES).terms]
    titles = {term.language: term.value for term in terms if isinstance(term, ox.Literal)}
    return titles.get(lang) or titles.get("en") or ""


def _rows(store: ox.Store, text: str) -> Rows:
    answer = engine.query(store, text)
    return answer if isinstance(answer, Rows) else Rows((), ())
