"""``incumbent`` alone: what the graph holds, in one screen, and what to try next."""

from __future__ import annotations

from incumbent.commands.output import write_text
from incumbent.commands.settings import Settings

_COUNTS = """
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
_ORDER = (
    "documents",
    "claims",
    "people",
    "posts",
    "tenures",
    "departures",
    "reporting lines",
    "contradictions",
)


def show(settings: Settings) -> None:
    """Write the overview."""
    from incumbent.questions.rows import Rows

    kg = settings.graph()
    rows = kg.query(_COUNTS)
    assert isinstance(rows, Rows)
    counts = {str(row["what"]): row["count"] for row in rows}
    told = "   ".join(f"{counts.get(what, 0)} {what}" for what in _ORDER)
    write_text(
        f"""Incumbent: who held which post, when, under whom, and who says so.

{kg.title(settings.lang)}
{told}

Try
  incumbent ask holders --post "OpenAI CTO" --on 2024-09-26
  incumbent ask                                the catalogue of questions
  incumbent why "Ilya Sutskever"               the claims behind a person, post or event
  incumbent draw -o chart.svg --on 2024-09-26  the reporting graph of a day
  incumbent query 'SELECT * {{ ?tenure inc:holder ?who ; inc:post ?post }}'
  incumbent check                              what the shapes find
  incumbent --help                             everything else
"""
    )
