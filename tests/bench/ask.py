"""How long each question takes when warm, on the built-in corpus: ``python tests/bench/ask.py``."""

from __future__ import annotations

import json
import statistics
import time

import incumbent
from incumbent.questions.catalogue import all_questions

RUNS = 20


def main() -> None:
    """Print the median milliseconds of ``kg.ask`` for every question, the slowest first."""
    kg = incumbent.open()
    times = {}
    for question in all_questions():
        taken = []
        for _ in range(RUNS):
            start = time.perf_counter()
            kg.ask(question.name)
            taken.append((time.perf_counter() - start) * 1000)
        times[question.name] = round(statistics.median(taken), 2)
    print(json.dumps(dict(sorted(times.items(), key=lambda item: -item[1])), indent=1))


if __name__ == "__main__":
    main()
