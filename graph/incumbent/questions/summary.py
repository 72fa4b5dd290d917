"""What a graph holds, in a few words: its title, how many things of each sort, its latest day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import pyoxigraph as ox

from incumbent.questions import engine
from incumbent.questions.rows import Rows

_LATEST: Final = """
SELECT (MAX(?end) AS ?day) WHERE {
  GRAPH graph:record { ?period inc:beginNotAfter ?begin ; inc:endNotBefore ?end }
  FILTER(?begin < ?end && ?end < "9999-12-31"^^xsd:date)
}
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
    """Return the last day on which anything is certain; None where nothing is.

    Examples
    --------
    >>> latest_day(ox.Store()) is None
    True
    """
    days = (day for row in _rows(store, _LATEST) for day in row.values())
    return next((day - timedelta(days=1) for day in days if isinstance(day, date)), None)


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
