"""The checks room: findings, their order and forms, the texts, and what must not crash it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from incumbent.checks.check import check, with_ontology
from incumbent.checks.findings import Findings
from incumbent.checks.rules import SHAPES, prefix_file, read_groups, read_rules
from incumbent.documents.folder import corpus_folder
from incumbent.documents.text import digest
from incumbent.rdf import read_quads
from incumbent.store.build import build_quads
from incumbent.vocabulary import PREFIXES, RECORD, SOURCES, iri
from rdflib.namespace import RDF, SH

CASES = Path(__file__).parent / "cases" / "shapes"
TEXT = "Ana Ribeiro, ingénieure en chef, a démissionné mercredi."
ASKED_IN_SPARQL = sorted(
    quad.subject.value.removeprefix(SHAPES)
    for path in prefix_file().parent.glob("*.ttl")
    for quad in read_quads(path)
    if quad.predicate == iri("sh:sparql")
)
DECLARED = "".join(f"PREFIX {name}: <{namespace}>\n" for name, namespace in PREFIXES.items())


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


# Findings


def test_findings_are_the_same_each_time() -> None:
    first, second = check(load("claim-place")), check(load("claim-place"))
    assert list(first) == list(second)
    assert first.report.serialize(format="nt") is not None
    assert str(first) == str(second)


def test_an_id_follows_from_shape_focus_path_and_value_alone() -> None:
    """A curator's baseline refers to it, so it must not change between releases."""
    (finding,) = check(load("place-span"))
    assert (finding.id, finding.focus) == ("270e526a4030", iri("claim:a-1-place-1"))
    assert (finding.path, finding.value) == ("oa:end", ox.Literal(10))


def test_violations_come_before_warnings() -> None:
    findings = check(replaced(load("unit-organization"), "oa:end", ox.Literal(901)))
    assert [f.severity for f in findings] == ["violation", "warning"]
    assert ids(findings) == ["place-inside", "unit-organization"]
    assert [f.shape for f in findings.violations] == ["place-inside"]
    assert [f.shape for f in findings.warnings] == ["unit-organization"]
    assert findings.summary() == "1 violation, 1 warning"


def test_a_message_shows_all_values_where_too_many_are_given() -> None:
    store = load("membership-holder", "ok")
    store.add(ox.Quad(iri("id:ana-halden-1"), iri("inc:holder"), iri("id:halden"), RECORD))
    told = [f.message for f in check(store) if f.shape == "membership-holder"]
    assert any("has id:ana, id:halden as inc:holder" in message for message in told)


def test_a_message_says_nothing_where_there_is_no_value() -> None:
    (finding,) = check(load("claim-place"))
    assert "claim:a-1 has nothing as oa:hasSelector" in finding.message


def test_findings_as_json_have_full_iris() -> None:
    (told,) = json.loads(check(load("line-kind")).to_json())
    assert told["focus"] == "https://w3id.org/incumbent/id/line-1"
    assert told["value"] == "https://w3id.org/incumbent/ns#Acting"
    assert list(told) == ["id", "shape", "severity", "focus", "path", "value", "message"]


def test_findings_as_html_are_escaped() -> None:
    store = load("place-digest-form", "ok")
    findings = check(replaced(store, "inc:spanDigest", ox.Literal("<script>")))
    page = findings._repr_html_()
    assert "&lt;script&gt;" in page
    assert "<script>" not in page


def test_no_findings_say_so() -> None:
    findings = check(load("claim-place", "ok"))
    assert (len(findings), str(findings)) == (0, "no findings")
    assert (None, SH.conforms, rdflib.Literal(True)) in findings.report


def test_the_report_is_shacl_and_reads_back() -> None:
    """One result a finding, with its path described, alternatives included."""
    findings = check(load("transition-periods"))
    text = findings.report.serialize(format="turtle")
    report = rdflib.Graph().parse(data=text, format="turtle")
    (result,) = report.subjects(RDF.type, SH.ValidationResult)
    assert str(result).endswith(findings[0].id)
    assert report.value(result, SH.sourceShape) == rdflib.URIRef(SHAPES + "transition-periods")
    assert report.value(result, SH.resultSeverity) == SH.Violation
    component = report.value(result, SH.sourceConstraintComponent)
    assert component == SH.MinCountConstraintComponent
    path = report.value(result, SH.resultPath)
    assert report.value(path, SH.alternativePath) is not None
    assert str(report.value(result, SH.resultMessage)) == findings[0].message


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


def test_reading_rules_imports_neither_rdflib_nor_pyshacl() -> None:
    code = (
        "import sys, incumbent.checks.check, incumbent.checks.rules as r; r.read_rules();"
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


# Later: all focus nodes at once


@pytest.mark.parametrize("rule", ASKED_IN_SPARQL)
def test_sparql_gives_the_same_for_all_focus_nodes_at_once(rule: str) -> None:
    """Without $this bound, a shape's query finds what pySHACL finds node by node.

    A shape about one node, a graph, is one query already.
    """
    group = next(g for g in read_groups() if any(own.id == rule for own in g.rules))
    shapes = rdflib.Graph()
    for path in (prefix_file(), *group.files):
        shapes.parse(path, format="turtle")
    shape = rdflib.URIRef(SHAPES + rule)
    selects = [shapes.value(node, SH.select) for node in shapes.objects(shape, SH.sparql)]
    findings = check(load(rule))
    by_query = {f.focus.value for f in findings if f.component == "sh:SPARQLConstraintComponent"}
    store, graphs = with_ontology(load(rule)), list(group.graphs)
    nodes = [ox.NamedNode(str(node)) for node in shapes.objects(shape, SH.targetNode)]
    bindings = [{ox.Variable("this"): node} for node in nodes] or [{}]
    found = {
        row["this"].value
        for select in selects
        for bound in bindings
        for row in store.query(DECLARED + str(select), default_graph=graphs, substitutions=bound)
    }
    assert found == by_query


# The built-in corpus


def test_the_built_in_corpus_is_checked_in_time(built_in: ox.Store) -> None:
    started = time.perf_counter()
    check(built_in)
    assert time.perf_counter() - started < 8


def test_every_message_of_a_rule_names_only_what_is_filled_in() -> None:
    for rule in read_rules().values():
        assert set(re.findall(r"{[^}]*}", rule.message)) <= {"{$this}", "{$path}", "{$value}"}
