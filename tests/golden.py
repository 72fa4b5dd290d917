"""Write what tests compare with, to be read before it is committed: ``python tests/golden.py``.

The answers of the catalogue and the picture on the built-in corpus, and the generated indexes.
"""

from __future__ import annotations

from pathlib import Path

import incumbent
from incumbent.checks.rules_index import rules_index
from incumbent.questions.catalogue import all_questions
from incumbent.resources import data_folder
from incumbent.views.catalogue_index import catalogue_index
from incumbent.views.draw import render
from incumbent.views.tables import format_rows

TESTS = Path(__file__).parent
CHART = TESTS / "golden" / "chart.svg"
CHART_DAY = "2024-09-25"


def chart(kg: incumbent.KnowledgeGraph) -> bytes:
    """Return the picture that the README shows."""
    return render(kg.reporting(CHART_DAY), ".svg")


def main() -> None:
    """Write every golden file."""
    kg = incumbent.open()
    for question in all_questions():
        answer = format_rows(kg.ask(question.name), "csv")
        (TESTS / "cases" / "questions" / question.name / "golden.csv").write_bytes(answer.encode())
    CHART.parent.mkdir(exist_ok=True)
    CHART.write_bytes(chart(kg))
    (data_folder("queries") / "README.md").write_text(catalogue_index(), encoding="utf-8")
    index = data_folder("ontology") / "shapes" / "README.md"
    index.write_text(rules_index(), encoding="utf-8")


if __name__ == "__main__":
    main()
