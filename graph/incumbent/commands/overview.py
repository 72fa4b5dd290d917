"""``incumbent`` alone: what the graph holds, in one screen, and what to try next."""

from __future__ import annotations

from incumbent.commands.output import write_text
from incumbent.commands.settings import Settings


def show(settings: Settings) -> None:
    """Write the overview."""
    kg = settings.graph()
    told = "   ".join(f"{count} {what}" for what, count in kg.counts().items())
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
