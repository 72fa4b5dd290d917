"""How solving and checking grow: ``python tests/bench/checks.py [TENURES…]``, 1,000 to 100,000.

For each size a corpus is generated, its record worked out and everything checked, each in a
process of its own; what is found is compared with what was planted. Prints JSON, with how much
longer each step takes for ten times the tenures.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import Any
from unittest.mock import patch

from generate import write_corpus

SIZES = (1_000, 10_000, 100_000)
STEPS = ("solve", "build", "check")
#: Conflicts are named after a digest; who they are is told by the claims that they involve.
CONFLICT = "conflict-unsettled"


def main() -> None:
    """Measure every size and print the numbers and their growth."""
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    told = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            write_corpus(Path(folder), size)
            told[size] = {k: v for step in STEPS for k, v in _apart(step, folder).items()}
            print(f"{size}: {told[size]}", file=sys.stderr)
    growth = {
        f"{small} to {large}": {
            step: round(told[large][step] / told[small][step] * 10 * small / large, 1)
            for step in ("solve_seconds", "record_seconds", "build_seconds", "check_seconds")
        }
        for small, large in pairwise(sizes)
    }
    print(json.dumps({"tenures": told, "times for ten times the tenures": growth}, indent=1))


def _apart(step: str, folder: str) -> dict[str, Any]:
    command = [sys.executable, __file__, step, folder]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def solve(folder: Path) -> dict[str, Any]:
    """Measure the working out of the record, and in it the solver by itself."""
    from incumbent.claims.corpus import read_corpus
    from incumbent.ontology import read_ontology
    from incumbent.record import temporal
    from incumbent.record.record import build_record

    spent: dict[str, float] = {"seconds": 0, "megabytes": 0}
    original = temporal.solve

    def timed(*given: Any) -> Any:
        started = time.process_time()
        solution = original(*given)
        spent["seconds"] += time.process_time() - started
        spent["megabytes"] = _megabytes()
        return solution

    corpus, ontology = read_corpus(folder), read_ontology()
    started = time.process_time()
    with patch.object(temporal, "solve", timed):
        build_record(corpus.claims, ontology, corpus.judgements, corpus.names)
    return {
        "solve_seconds": round(spent["seconds"], 2),
        "solve_megabytes": spent["megabytes"],
        "record_seconds": round(time.process_time() - started, 2),
        "record_megabytes": _megabytes(),
    }


def build(folder: Path) -> dict[str, Any]:
    """Build the store on disk, where `incumbent check` finds it; conclusions are left out.

    No rule looks at them.
    """
    import pyoxigraph as ox
    from incumbent.store.build import build_quads

    started = time.process_time()
    with patch("incumbent.conclusions.entailment.conclude", lambda *_: set()):
        built = build_quads(folder)
    store = ox.Store(str(folder / "store"))
    store.bulk_extend(built.quads)
    store.flush()
    return {
        "quads": len(store),
        "build_seconds": round(time.process_time() - started, 2),
        "build_megabytes": _megabytes(),
    }


def check(folder: Path) -> dict[str, Any]:
    """Measure all checks, and compare what they find with what was planted."""
    import pyoxigraph as ox
    from incumbent.checks.check import check as run

    store = ox.Store.read_only(str(folder / "store"))
    started, clock = time.process_time(), time.perf_counter()
    findings = run(store, documents=folder / "documents")
    seconds, passed = time.process_time() - started, time.perf_counter() - clock
    planted = json.loads((folder / "faults.json").read_text(encoding="utf-8"))
    missing, unexpected = compared(findings, store, planted)
    return {
        "check_seconds": round(seconds, 2),
        "check_clock_seconds": round(passed, 2),
        "check_megabytes": _megabytes(),
        "planted": len(planted),
        "missing": missing,
        "unexpected": unexpected,
    }


def compared(findings: Any, store: Any, planted: list[Any]) -> tuple[list[Any], list[Any]]:
    """Return what was planted and is not found, and the violations and warnings beyond it."""
    expected = {(f["rule"], f["focus"]) for fault in planted for f in fault["findings"]}
    found = {pair for finding in findings.at_least("warning") for pair in _told(finding, store)}
    unresolved = {pair for pair in found if pair[0] == CONFLICT}
    wanted = {focus for rule, focus in expected if rule == CONFLICT}
    # A conflict is as planted when one of the claims that make it was.
    found -= unresolved
    blamed = {claims: set(claims.split(" ")) & wanted for _, claims in unresolved}
    found |= {(CONFLICT, claim) for claims in blamed.values() for claim in claims}
    found |= {(CONFLICT, claims) for claims, planted_in in blamed.items() if not planted_in}
    return sorted(map(list, expected - found)), sorted(map(list, found - expected))


def _told(finding: Any, store: Any) -> list[tuple[str, str]]:
    from incumbent.checks.findings import show
    from incumbent.vocabulary import EXPLANATIONS, iri

    if finding.shape != CONFLICT:
        return [(finding.shape, show(finding.focus))]
    quads = store.quads_for_pattern(finding.focus, iri("inc:involves"), None, EXPLANATIONS)
    return [(CONFLICT, " ".join(sorted(show(quad.object) for quad in quads)))]


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] in STEPS:
        print(json.dumps(globals()[sys.argv[1]](Path(sys.argv[2]))))
    else:
        main()
