"""Each shape finds its own fault, no other, and is documented; the built-in corpus has none."""

from __future__ import annotations

import re
from functools import cache

import pyoxigraph as ox
import pytest
import rdflib
import shape_cases
from incumbent.checks.check import check
from incumbent.checks.copies import with_ontology
from incumbent.checks.findings import Findings
from incumbent.checks.paths import path_text
from incumbent.checks.plain import PlainGraph
from incumbent.checks.rules import (
    ONTOLOGY,
    SHAPES,
    Group,
    Rule,
    prefix_file,
    read_groups,
    read_rules,
)
from incumbent.checks.rules_index import rules_index
from incumbent.documents.folder import corpus_folder
from incumbent.resources import data_folder, ontology_files
from incumbent.store.build import build_quads
from incumbent.vocabulary import PREFIXES, iri
from pyshacl import validate
from rdflib.namespace import RDF, SH
from shape_cases import CASES

RULES = [rule for rule in read_rules().values() if not rule.deactivated]
IDS = [rule.id for rule in RULES]
README = data_folder("ontology") / "shapes" / "README.md"


load = cache(shape_cases.load)


@cache
def findings_of(rule: str, name: str) -> Findings:
    return check(load(rule, name))


def expected(rule: str) -> tuple[str, str | None]:
    """Return focus and path as the second comment of the bad case tells them."""
    line = (CASES / rule / "bad.trig").read_text(encoding="utf-8").splitlines()[1]
    _, focus, path = line.removeprefix("# ").split(" ")
    name = ONTOLOGY.value if focus == "<ns>" else iri(focus).value
    return name, None if path == "-" else path


@cache
def shapes_graph() -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in sorted(prefix_file().parent.glob("*.ttl")):
        graph.parse(path, format="turtle")
    return graph


def group_of(rule: str) -> Group:
    return next(g for g in read_groups() if any(own.id == rule for own in g.rules))


@pytest.mark.parametrize("rule", IDS)
def test_a_sound_case_raises_nothing(rule: str) -> None:
    findings = findings_of(rule, "ok")
    assert not findings, str(findings)


@pytest.mark.parametrize("rule", IDS)
def test_a_bad_case_raises_exactly_its_own_rule(rule: str) -> None:
    findings = findings_of(rule, "bad")
    assert {f.shape for f in findings} == {rule}, str(findings)
    focus, path = expected(rule)
    assert [(f.focus.value, f.path) for f in findings] == [(focus, path)], str(findings)
    assert all(f.severity == read_rules()[rule].severity for f in findings)


@pytest.mark.parametrize("rule", IDS)
def test_a_message_begins_with_the_id_and_is_filled_in(rule: str) -> None:
    (finding, *_) = findings_of(rule, "bad")
    assert finding.message.startswith(f"{rule}: ")
    assert "{" not in finding.message
    assert "; " in finding.message, "a message names the fault; then the repair"


@pytest.mark.parametrize("rule", IDS)
def test_a_shape_has_focus_nodes_in_its_sound_case(rule: str) -> None:
    """A misspelled target would find nothing, conform, and never be noticed."""
    shapes, shape = shapes_graph(), rdflib.URIRef(SHAPES + rule)
    data = PlainGraph(with_ontology(load(rule, "ok")), group_of(rule).graphs)
    focus: set[rdflib.term.Node] = set()
    for kind in shapes.objects(shape, SH.targetClass):
        focus.update(data.subjects(RDF.type, kind))
    for predicate in shapes.objects(shape, SH.targetSubjectsOf):
        focus.update(data.subjects(predicate, None))
    every = set(data.all_nodes()) | {rdflib.URIRef(g.value) for g in group_of(rule).graphs}
    focus.update(node for node in shapes.objects(shape, SH.targetNode) if node in every)
    assert focus


def test_every_case_belongs_to_a_rule_and_names_its_fault() -> None:
    assert sorted(path.name for path in CASES.iterdir()) == sorted(IDS)
    for rule in IDS:
        first = (CASES / rule / "bad.trig").read_text(encoding="utf-8").splitlines()[0]
        assert re.fullmatch(rf"# {rule}: .+\.", first)


@pytest.mark.parametrize("rule", list(read_rules().values()), ids=lambda rule: rule.id)
def test_a_rule_is_documented(rule: Rule) -> None:
    assert rule.message.startswith(f"{rule.id}: ")
    assert all((rule.definition, rule.reason, rule.example, rule.repair))
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", rule.id)
    assert "{$this}" in rule.message or "{$value}" in rule.message


def test_every_term_that_shapes_speak_of_is_declared() -> None:
    ontology = rdflib.Graph()
    for path in ontology_files():
        ontology.parse(path, format="turtle")
    declared = {str(s) for s in ontology.subjects(rdflib.RDFS.isDefinedBy, None)}
    texts = [p.read_text(encoding="utf-8") for p in prefix_file().parent.glob("*.ttl")]
    code = [re.sub(r'(definition|comment|example|scopeNote|message) ".*"@en', "", t) for t in texts]
    used = {PREFIXES["inc"] + name for t in code for name in re.findall(r"\binc:(\w+)", t)}
    assert used <= declared, sorted(used - declared)


def test_sparql_of_shapes_follows_the_rules_of_pre_binding() -> None:
    """SHACL forbids MINUS, VALUES and SERVICE, and a sub-select must project $this.

    A comment would swallow the rest of a query when it is put on one line.
    """
    for text in shapes_graph().objects(None, SH.select):
        assert not re.search(r"\b(MINUS|VALUES|SERVICE|FROM)\b|(^|\s)#", str(text))
        selects = re.findall(r"SELECT (?:DISTINCT )?(\S+)", str(text))
        assert set(selects) == {"$this"}


def test_the_shapes_are_well_formed_shacl() -> None:
    nothing = PlainGraph(ox.Store(), [])
    conforms, _, text = validate(nothing, shacl_graph=shapes_graph(), meta_shacl=True)
    assert conforms, text


def test_shapes_use_paths_that_findings_can_show() -> None:
    for shape, path in shapes_graph().subject_objects(SH.path):
        assert ":" in path_text(shapes_graph(), path), shape


def test_readme_is_written_from_the_shapes() -> None:
    """When it fails: python -m incumbent.checks.rules_index > ontology/shapes/README.md."""
    assert README.read_text(encoding="utf-8") == rules_index()
    assert all(f"| `{rule}` |" in rules_index() for rule in read_rules())


def test_the_built_in_corpus_breaks_no_rule() -> None:
    store = ox.Store()
    store.bulk_extend(build_quads(corpus_folder(None)).quads)
    findings = check(store)
    assert not findings.violations, str(findings)
