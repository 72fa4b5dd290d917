"""Two engines with one verdict: all focus nodes at once, and pySHACL node by node."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from incumbent.checks import runner
from incumbent.checks.check import check
from incumbent.checks.findings import Findings
from incumbent.checks.nesting import nested
from incumbent.checks.rules import read_rules
from incumbent.documents.folder import corpus_folder
from incumbent.store.build import build_quads
from incumbent.vocabulary import iri

sys.path.insert(0, str(Path(__file__).parent / "bench"))
from checks import compared
from faults import FAULTS
from generate import World, write_corpus
from shape_cases import load


@pytest.fixture(scope="module")
def built_in() -> ox.Store:
    store = ox.Store()
    store.bulk_extend(build_quads(corpus_folder(None)).quads)
    return store


def told(findings: Findings) -> set[tuple[object, ...]]:
    return {(f.id, f.focus, f.path, f.value, f.severity, f.message) for f in findings}


@pytest.mark.parametrize(
    "rule", [rule.id for rule in read_rules().values() if not rule.deactivated]
)
def test_both_engines_find_the_same(rule: str) -> None:
    """Finding by finding: id, focus, path, value, severity and message."""
    for name in ("ok", "bad"):
        by_sets = check(load(rule, name))
        assert told(by_sets) == told(check(load(rule, name), engine="pyshacl"))
        assert not by_sets.notes, "a rule that only pySHACL can run"


def test_both_engines_find_the_same_in_the_built_in_corpus(built_in: ox.Store) -> None:
    assert told(check(built_in)) == told(check(built_in, engine="pyshacl"))


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> tuple[ox.Store, World]:
    """Return a generated corpus in which every kind of fault is planted."""
    folder = tmp_path_factory.mktemp("generated")
    world = write_corpus(folder, 180, per_fault=10)
    store = ox.Store()
    store.bulk_extend(build_quads(folder).quads)
    return store, world


def test_both_engines_find_the_same_in_a_generated_corpus(
    generated: tuple[ox.Store, World],
) -> None:
    store, world = generated
    assert {planted.kind for planted in world.planted} == {fault.kind for fault in FAULTS}
    assert told(check(store)) == told(check(store, engine="pyshacl"))


def test_a_generated_corpus_has_the_planted_faults_and_no_others(
    generated: tuple[ox.Store, World], tmp_path: Path
) -> None:
    store, world = generated
    write_corpus(tmp_path, 180, per_fault=10)
    findings = check(store, documents=tmp_path / "documents")
    assert compared(findings, store, [p.to_dict() for p in world.planted]) == ([], [])


@pytest.mark.parametrize("engine", ["sets", "pyshacl"])
def test_the_engines_are_two(engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Comparing them would prove nothing if one ran the other's queries."""
    expected = told(check(load("post-overfull")))
    monkeypatch.setattr(runner.Runner, "found", lambda _: [])
    found = told(check(load("post-overfull"), engine=engine))  # type: ignore[arg-type]
    assert found == (set() if engine == "sets" else expected)


@pytest.mark.parametrize(
    ("rule", "predicate", "kind", "texts"),
    [
        ("period-bounds-order", "inc:endNotAfter", "xsd:date", "2023-02-29 2024-01-01Z soon 2024"),
        ("period-bounds-order", "inc:endNotAfter", "xsd:gYear", "2020 soon"),
        ("group-size", "inc:atLeast", "xsd:integer", "007 +5 1.0 many 0 -1"),
        ("group-size", "inc:atLeast", "xsd:decimal", "5.0 five"),
        ("claim-accepted", "inc:accepted", "xsd:boolean", "1 TRUE yes false"),
        ("place-start", "oa:start", "xsd:string", "0 x"),
    ],
)
def test_both_engines_read_odd_values_alike(
    rule: str, predicate: str, kind: str, texts: str
) -> None:
    for text in texts.split(" "):
        store = ox.Store()
        value = ox.Literal(text, datatype=iri(kind))
        for quad in load(rule, "ok"):
            kept = value if quad.predicate == iri(predicate) else quad.object
            store.add(ox.Quad(quad.subject, quad.predicate, kept, quad.graph_name))
        assert told(check(store)) == told(check(store, engine="pyshacl")), text


def test_what_sets_cannot_run_is_left_to_pyshacl_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    known = runner.condition

    def without_patterns(name: str, *given: Any) -> str | None:
        return None if name == "sh:pattern" else known(name, *given)

    expected = told(check(load("place-digest-form")))
    monkeypatch.setattr(runner, "condition", without_patterns)
    findings = check(load("place-digest-form"))
    assert told(findings) == expected
    assert "the rule place-digest-form was run by pySHACL, node by node" in findings.notes
    assert not any("place-span" in note for note in findings.notes)


DATA = """
    PREFIX : <http://x/>
    INSERT DATA {
        :a :p :b , "two words" ; :q 1 . :b :p :c ; :q 2 . :c :q 3 .
        GRAPH :g { :a :r :b }
    }
"""


@pytest.mark.parametrize(
    "pattern",
    [
        "FILTER EXISTS { ?x :p ?y . ?y :q ?n . FILTER(?n > 1) }",
        "FILTER NOT EXISTS { ?x :p ?y ; :q ?m . ?y :p ?z . FILTER(?m < 2 || ?z != ?x) }",
        "FILTER(?x = :c || EXISTS { ?x :p ?y , ?z . FILTER(?y != ?z) })",
        'FILTER EXISTS { ?x :p "two words" . ?x :q ?n . FILTER(STR(?n) = "1") }',
        "FILTER EXISTS { GRAPH :g { ?x :r ?y } ?y :p ?z FILTER(!EXISTS { GRAPH :g { ?z :r ?x }}) }",
        "FILTER NOT EXISTS { { ?x :p :b } UNION { ?x :p :c } ?x :q ?n . FILTER(?n > 1) }",
        "FILTER NOT EXISTS { ?x :p ?y . OPTIONAL { ?y :p ?z } FILTER(!BOUND(?z)) }",
        "FILTER EXISTS { ?x :p|:q ?y . ?y ^:p ?x . ?y :p+ ?z }",
        "FILTER EXISTS { SELECT ?x { ?x :p ?y . ?y :q ?n } GROUP BY ?x }",
    ],
)
def test_nesting_changes_no_rows(pattern: str) -> None:
    store = ox.Store()
    store.update(DATA)
    query = f"SELECT ?x WHERE {{ ?x :q ?any . {pattern} }} ORDER BY ?x"
    rows = [
        [row["x"] for row in store.query(text, prefixes={"": "http://x/"})]
        for text in (query, nested(query))
    ]
    assert rows[0] == rows[1]


def test_nesting_leaves_one_pattern_a_level() -> None:
    """Oxigraph hashes joins inside EXISTS, a scan for every row of the query."""
    query = nested("SELECT * { ?a :p ?b FILTER NOT EXISTS { ?c a :K ; :q ?a ; :r ?d } }")
    assert query.endswith(
        "NOT EXISTS { ?c :q ?a . FILTER EXISTS { ?c a :K . FILTER EXISTS { ?c :r ?d . } } } }"
    )
