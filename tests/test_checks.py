"""The checks room: two engines with one verdict, the texts, and what must not crash it."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from incumbent.checks import runner
from incumbent.checks.check import check
from incumbent.checks.copies import together, with_ontology
from incumbent.checks.findings import Findings
from incumbent.checks.nesting import nested
from incumbent.checks.rules import ONTOLOGY, SHAPES, read_rules
from incumbent.documents.folder import corpus_folder
from incumbent.documents.text import digest
from incumbent.store.build import build_quads
from incumbent.vocabulary import CONCLUSIONS, PREFIXES, RECORD, SOURCES, iri
from rdflib.namespace import RDF, SH

sys.path.insert(0, str(Path(__file__).parent / "bench"))
from checks import compared
from faults import FAULTS
from generate import World, write_corpus

CASES = Path(__file__).parent / "cases" / "shapes"
TEXT = "Ana Ribeiro, ingénieure en chef, a démissionné mercredi."


def load(rule: str, name: str = "bad") -> ox.Store:
    store = ox.Store()
    store.bulk_load(path=str(CASES / rule / f"{name}.trig"), format=ox.RdfFormat.TRIG)
    return store


@pytest.fixture(scope="module")
def built_in() -> ox.Store:
    store = ox.Store()
    store.bulk_extend(build_quads(corpus_folder(None)).quads)
    return store


@pytest.fixture
def with_text(tmp_path: Path) -> tuple[ox.Store, Path]:
    """Return a sound world whose one document and one place fit a text on disk."""
    (tmp_path / "post.txt").write_text(TEXT, encoding="utf-8")
    source = (CASES / "claim-place" / "ok.trig").read_text(encoding="utf-8")
    source = source.replace("a" * 64, digest(TEXT)).replace("b" * 64, digest(TEXT[10:40]))
    source = source.replace("dcterms:extent 900", f"dcterms:extent {len(TEXT)}")
    store = ox.Store()
    store.load(source.encode(), format=ox.RdfFormat.TRIG)
    return store, tmp_path


def replaced(store: ox.Store, predicate: str, value: ox.Literal) -> ox.Store:
    """Return a copy of a store with another value of a property in the sources."""
    copy = ox.Store()
    for quad in store:
        same = quad.predicate == iri(predicate) and quad.graph_name == SOURCES
        kept = value if same else quad.object
        copy.add(ox.Quad(quad.subject, quad.predicate, kept, quad.graph_name))
    return copy


def ids(findings: Findings) -> list[str]:
    return [finding.shape for finding in findings]


# What must not happen


def test_a_check_writes_nothing_to_the_store() -> None:
    store = load("claim-place")
    before = sorted(map(str, store))
    check(store)
    assert sorted(map(str, store)) == before


def test_a_backslash_in_a_value_is_no_error() -> None:
    """PySHACL takes values in messages for patterns; messages are filled in here instead."""
    store = load("triple-traceable", "ok")
    odd = ox.Literal(r"\1 \g<a> {$this}")
    store.add(ox.Quad(iri("id:ana-halden-1"), iri("schema:about"), odd, RECORD))
    (finding,) = check(store)
    assert (finding.shape, finding.value) == ("triple-traceable", odd)
    assert odd.value in finding.message


def test_dates_that_do_not_exist_are_found_and_told_of_nowhere_else(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """PySHACL compares years as it likes and rdflib logs; neither may lose the report."""
    store = load("period-bounds-order", "ok")
    end = next(store.quads_for_pattern(None, iri("inc:endNotAfter"), None, RECORD))
    store.remove(end)
    for text, kind in (("2023-02-29", "xsd:date"), ("2020", "xsd:gYear"), ("soon", "xsd:string")):
        value = ox.Literal(text, datatype=iri(kind))
        store.add(ox.Quad(end.subject, end.predicate, value, RECORD))
    findings = check(store)
    wrong = {f.value.value for f in findings if f.shape == "date-exists" and f.value is not None}
    assert wrong == {"2023-02-29", "2020", "soon"}
    assert not caplog.records


def test_copies_for_checks_hold_what_the_store_holds(built_in: ox.Store) -> None:
    """Copied as text, save for what says nothing new; blank nodes and odd literals stay."""
    store = ox.Store()
    store.bulk_extend(built_in)
    store.update(
        "INSERT DATA { GRAPH <http://x/claim> { _:a <http://x/p> _:b } GRAPH "
        '<https://w3id.org/incumbent/graph/record> { _:a <http://x/p> "_:\\u0085\\n" , _:b } }'
    )
    passed_over = (CONCLUSIONS, ONTOLOGY)
    numbers = f"{PREFIXES['rdf']}_"
    expected = {q for q in store if not q.predicate.value.startswith(numbers)}
    copied = {q for q in with_ontology(store) if q.graph_name not in passed_over}
    assert copied == {q for q in expected if q.graph_name not in passed_over}
    record = {q.triple for q in expected if q.graph_name == RECORD}
    assert {q.triple for q in together(store, [RECORD])} == record


def test_an_empty_store_has_no_findings() -> None:
    assert not check(ox.Store())


def test_a_rumour_is_no_fact() -> None:
    """Graphs are checked apart: what only a rumour says is not traceable."""
    store = load("triple-traceable", "ok")
    accepted = next(store.quads_for_pattern(iri("claim:a-1"), iri("inc:accepted"), None, SOURCES))
    store.remove(accepted)
    no = ox.Literal("false", datatype=iri("xsd:boolean"))
    store.add(ox.Quad(accepted.subject, accepted.predicate, no, SOURCES))
    assert set(ids(check(store))) == {"triple-traceable"}


def test_a_disputed_holder_is_excused() -> None:
    store = load("membership-holder")
    disputed = (iri("id:ana-halden-1"), iri("inc:disputed"), iri("inc:holder"))
    store.add(ox.Quad(*disputed, RECORD))
    assert "membership-holder" not in ids(check(store))


def test_a_wider_type_must_follow_from_a_stated_one() -> None:
    store = load("triple-traceable", "ok")
    store.add(ox.Quad(iri("id:ana-halden-1"), iri("rdf:type"), iri("inc:Artefact"), RECORD))
    assert "triple-traceable" in ids(check(store))


def test_a_check_imports_neither_rdflib_nor_pyshacl() -> None:
    code = (
        "import sys, incumbent.checks.check as c, pyoxigraph; c.check(pyoxigraph.Store());"
        "print([m for m in ('rdflib', 'pyshacl', 'owlrl', 'networkx') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# Texts


def test_sound_texts_raise_nothing(with_text: tuple[ox.Store, Path]) -> None:
    store, folder = with_text
    assert not check(store, documents=folder)


def test_texts_are_not_looked_at_unasked(with_text: tuple[ox.Store, Path]) -> None:
    store, _ = with_text
    assert not check(store)


def test_a_missing_text_is_reported_not_raised(with_text: tuple[ox.Store, Path]) -> None:
    store, folder = with_text
    (folder / "post.txt").unlink()
    (finding,) = check(store, documents=folder)
    assert (finding.shape, finding.focus) == ("document-missing", iri("id:post"))
    assert "post.txt" in finding.message


def test_a_text_that_is_not_utf8_is_reported(with_text: tuple[ox.Store, Path]) -> None:
    store, folder = with_text
    (folder / "post.txt").write_bytes(TEXT.encode("latin-1"))
    assert ids(check(store, documents=folder)) == ["document-missing"]


def test_a_changed_text_is_reported_with_the_places_it_touches(
    with_text: tuple[ox.Store, Path],
) -> None:
    store, folder = with_text
    changed = TEXT.replace("ingénieure", "ingenieure")
    (folder / "post.txt").write_text(changed, encoding="utf-8")
    document, place = check(store, documents=folder)
    assert (document.shape, document.value) == ("document-digest", ox.Literal(digest(changed)))
    assert (place.shape, place.focus) == ("place-digest", iri("claim:a-1-place-1"))


def test_a_changed_text_leaves_other_places_alone(with_text: tuple[ox.Store, Path]) -> None:
    store, folder = with_text
    (folder / "post.txt").write_text(TEXT.replace("mercredi", "vendredi"), encoding="utf-8")
    assert ids(check(store, documents=folder)) == ["document-digest"]


def test_line_ends_are_part_of_a_text(with_text: tuple[ox.Store, Path]) -> None:
    store, folder = with_text
    (folder / "post.txt").write_bytes(TEXT.encode() + b"\r\n")
    assert ids(check(store, documents=folder)) == ["document-digest", "document-length"]


def test_a_place_off_by_one_is_reported(with_text: tuple[ox.Store, Path]) -> None:
    store, folder = with_text
    moved = replaced(store, "oa:start", ox.Literal(11))
    assert ids(check(moved, documents=folder)) == ["place-digest"]


def test_a_place_outside_the_text_is_reported(with_text: tuple[ox.Store, Path]) -> None:
    store, folder = with_text
    beyond = replaced(store, "oa:end", ox.Literal(len(TEXT) + 1))
    assert ids(check(beyond, documents=folder)) == ["place-inside", "place-outside"]


def test_findings_about_texts_are_in_the_report(with_text: tuple[ox.Store, Path]) -> None:
    store, folder = with_text
    (folder / "post.txt").unlink()
    report = check(store, documents=folder).report
    (result,) = report.subjects(RDF.type, SH.ValidationResult)
    assert report.value(result, SH.sourceShape) == rdflib.URIRef(SHAPES + "document-missing")


# All focus nodes at once


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


# The built-in corpus


def test_the_built_in_corpus_is_checked_in_time(built_in: ox.Store) -> None:
    started = time.process_time()
    check(built_in)
    assert time.process_time() - started < 4


def test_every_message_of_a_rule_names_only_what_is_filled_in() -> None:
    for rule in read_rules().values():
        assert set(re.findall(r"{[^}]*}", rule.message)) <= {"{$this}", "{$path}", "{$value}"}
