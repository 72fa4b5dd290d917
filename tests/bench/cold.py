"""How long a cold answer takes, as a multiple of an empty Python: ``python tests/bench/cold.py``.

Both are measured in turn in one run, so that the noise of the machine falls on both.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time

RUNS = 31
EMPTY = [sys.executable, "-c", "pass"]
ANSWER = [
    sys.executable,
    "-c",
    "from incumbent.__main__ import main; main()",
    *("ask", "holders", "--post", "OpenAI CTO", "--on", "2023-06-01"),
]
#: What an answer from the cache must not import.
HEAVY = ("rdflib", "pyshacl", "owlrl", "networkx", "rich", "yaml")


def seconds(command: list[str]) -> float:
    """Return how long a process takes."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Print the ratio of the medians, and which heavy modules an answer imports."""
    seconds(ANSWER)  # warms the cache
    empty, answer = [], []
    for _ in range(RUNS):
        empty.append(seconds(EMPTY))
        answer.append(seconds(ANSWER))
    imported = subprocess.run(
        [sys.executable, "-X", "importtime", *ANSWER[1:]],
        capture_output=True,
        text=True,
        check=True,
    ).stderr
    heavy = [name for name in HEAVY if f"| {name}\n" in imported or f" {name}\n" in imported]
    ratio = statistics.median(answer) / statistics.median(empty)
    print(json.dumps({"ratio": round(ratio, 2), "limit": 8, "aim": 5, "heavy": heavy}))


if __name__ == "__main__":
    main()
