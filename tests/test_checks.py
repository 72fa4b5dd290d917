"""The checks room: two engines with one verdict, the texts, and what must not crash it."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from incumbent.checks.check import check
from incumbent.checks.copies import together, with_ontology
from incumbent.checks.rules import ONTOLOGY, SHAPES, read_rules
from incumbent.documents.folder import corpus_folder
from incumbent.documents.text import digest
from incumbent.store.build import build_quads
from incumbent.vocabulary import CONCLUSIONS, PREFIXES, RECORD, SOURCES, iri
from rdflib.namespace import RDF, SH

sys.path.insert(0, str(Path(__file__).parent / "bench"))
from shape_cases import CASES, ids, load, replaced

TEXT = "Ana Ribeiro, ingénieure en chef, a démissionné mercredi."


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


# The built-in corpus


def test_the_built_in_corpus_is_checked_in_time(built_in: ox.Store) -> None:
    started = time.process_time()
    check(built_in)
    assert time.process_time() - started < 4


def test_every_message_of_a_rule_names_only_what_is_filled_in() -> None:
    for rule in read_rules().values():
        assert set(re.findall(r"{[^}]*}", rule.message)) <= {"{$this}", "{$path}", "{$value}"}
