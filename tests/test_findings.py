"""Findings: stable ids, order, every form, baselines, and telling them in full."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner
from incumbent.checks.baseline import read_baseline, write_baseline
from incumbent.checks.check import check
from incumbent.checks.explain import explain_finding, explain_rule
from incumbent.checks.findings import Finding, Findings
from incumbent.checks.locations import Locator
from incumbent.checks.report import report_triples
from incumbent.checks.rules import SHAPES, read_rules
from incumbent.checks.sarif import to_sarif
from incumbent.commands import check as check_command
from incumbent.commands.settings import cli
from incumbent.documents.folder import corpus_folder
from incumbent.errors import IncumbentError, ParameterError
from incumbent.store.build import build_quads
from incumbent.store.known import KnownOn
from incumbent.views.turtle import turtle
from incumbent.vocabulary import RECORD, iri
from rdflib.namespace import RDF, SH
from shape_cases import ids, load, replaced

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
    assert list(told) == [
        *("id", "shape", "severity", "focus", "path", "value", "message", "accepted"),
    ]


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


def test_the_report_is_the_same_text_each_time() -> None:
    """Its paths are blank nodes, which are named after the finding."""
    texts = {turtle({None: report_triples(check(load("transition-periods")))}) for _ in range(2)}
    (text,) = texts
    report = rdflib.Graph().parse(data=text, format="turtle")
    assert len(set(report.objects(None, SH.alternativePath))) == 1


def test_one_severity_and_graver_ones_can_be_asked_for() -> None:
    findings = check(replaced(load("unit-organization"), "oa:end", ox.Literal(901)))
    assert ids(findings.at_least("violation")) == ["place-inside"]
    assert ids(findings.at_least("information")) == ids(findings)


# SARIF


def sarif(store: ox.Store, reasons: dict[str, str] | None = None) -> dict[str, object]:
    log = json.loads(to_sarif(check(store).accept(reasons or {}), Locator(store), "1.2.3"))
    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
    run: dict[str, object] = log["runs"][0]
    return run


def test_sarif_tells_every_rule_with_its_help() -> None:
    rules = sarif(load("place-span"))["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(read_rules())
    for rule in rules:
        told = read_rules()[rule["id"]]
        assert told.repair in rule["help"]["text"]
        assert told.example in rule["help"]["markdown"]
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")


def test_a_sarif_result_points_at_rule_finding_thing_and_text() -> None:
    store = load("claim-sentences")
    (finding,) = check(store)
    run = sarif(store)
    (result,) = run["results"]
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    assert (result["ruleId"], result["level"]) == ("claim-sentences", "error")
    assert result["message"]["text"] == finding.message
    assert result["partialFingerprints"] == {"incumbentFinding/v1": finding.id}
    (location,) = result["locations"]
    assert location["logicalLocations"][0]["fullyQualifiedName"] == finding.focus.value
    physical = location["physicalLocation"]
    assert physical["artifactLocation"] == {"uri": "post.txt", "uriBaseId": "DOCUMENTS"}
    assert physical["region"] == {"charOffset": 10, "charLength": 30}
    assert run["columnKind"] == "unicodeCodePoints"
    assert "DOCUMENTS" in run["originalUriBaseIds"]


def test_sarif_counts_lines_where_the_texts_are_at_hand(tmp_path: Path) -> None:
    """Code hosts show a finding at a line; offsets alone they do not understand."""
    (tmp_path / "post.txt").write_text("é23\n567\n9" + "x" * 40, encoding="utf-8")
    store = load("claim-sentences")
    for folder, expected in ((tmp_path, (3, 3, 3, 33)), (tmp_path / "none", None)):
        log = json.loads(to_sarif(check(store), Locator(store, folder), "1.2.3"))
        region = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]
        lines = [region.get(n) for n in ("startLine", "startColumn", "endLine", "endColumn")]
        assert lines == list(expected or [None] * 4)
        assert (region["charOffset"], region["charLength"]) == (10, 30)


def test_a_place_that_cannot_be_gives_the_document_alone() -> None:
    """SARIF allows no region of negative length."""
    (result,) = sarif(load("place-span"))["results"]
    assert "region" not in result["locations"][0]["physicalLocation"]


def test_what_has_no_place_has_its_logical_location() -> None:
    (result,) = sarif(load("line-kind"))["results"]
    (location,) = result["locations"]
    assert location["logicalLocations"][0]["name"] == "id:line-1"
    assert "physicalLocation" not in location


def test_accepted_findings_are_suppressed_in_sarif() -> None:
    (finding,) = check(load("line-kind"))
    (result,) = sarif(load("line-kind"), {finding.id: "as the document has it"})["results"]
    told = {"kind": "external", "justification": "as the document has it"}
    assert result["suppressions"] == [told]


# Baselines


@pytest.fixture
def finding() -> Finding:
    (found,) = check(load("line-kind"))
    return found


def test_a_baseline_is_toml_and_reads_back(finding: Finding, tmp_path: Path) -> None:
    path = tmp_path / "known.toml"
    path.write_text(write_baseline([finding], {finding.id: 'so it is: "é" \\ \x7f'}), "utf-8")
    (entry,) = tomllib.loads(path.read_text("utf-8"))["accepted"]
    assert (entry["rule"], entry["finding"]) == (finding.shape, finding.message)
    assert read_baseline(path).reasons == {finding.id: 'so it is: "é" \\ \x7f'}


def test_an_accepted_finding_is_still_told_and_counts_no_more(finding: Finding) -> None:
    findings = Findings([finding]).accept({finding.id: "known", "0" * 12: "gone"})
    assert (len(findings.violations), findings.unaccepted) == (1, ())
    assert findings.accepted == {finding.id: "known"}
    assert "accepted: known" in str(findings)
    assert findings.summary() == "1 violation (1 accepted)"
    assert findings.to_dicts()[0]["accepted"] == "known"


def test_without_a_reason_nothing_is_accepted(finding: Finding, tmp_path: Path) -> None:
    path = tmp_path / "known.toml"
    path.write_text(write_baseline([finding], {}), "utf-8")
    known = read_baseline(path)
    assert not known.reasons
    assert known.remarks([finding]) == [f"{finding.id} has no reason, so it is not accepted"]


def test_what_occurs_no_longer_is_told(finding: Finding, tmp_path: Path) -> None:
    path = tmp_path / "known.toml"
    path.write_text(write_baseline([finding], {finding.id: "known"}), "utf-8")
    told = read_baseline(path).remarks([])
    assert told == [f"{finding.id} is unknown or occurs no longer; take it out"]


def test_what_was_not_asked_is_not_told_as_gone(finding: Finding, tmp_path: Path) -> None:
    """A rule about texts finds nothing without --documents, and its entry is no mistake."""
    path = tmp_path / "known.toml"
    path.write_text(write_baseline([finding], {finding.id: "known"}), "utf-8")
    assert read_baseline(path).remarks([], {finding.shape}) == []


def test_an_entry_that_stands_twice_is_told(finding: Finding, tmp_path: Path) -> None:
    path = tmp_path / "known.toml"
    entry = f'[[accepted]]\nid = "{finding.id}"\nreason = "R"\n'
    path.write_text(entry + entry.replace("R", "other"), "utf-8")
    known = read_baseline(path)
    assert known.reasons == {finding.id: "R"}
    assert "more than once" in known.remarks([finding])[0]


@pytest.mark.parametrize("text", ["[[accepted]", "[[accepted]]\nreason = 'x'", "other = 1", "\0"])
def test_a_baseline_that_is_none_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "known.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ParameterError, match=r"known\.toml"):
        read_baseline(path)


def test_a_missing_baseline_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="cannot be read"):
        read_baseline(tmp_path / "none.toml")


# Telling in full


def test_a_rule_is_told_with_reason_example_and_repair() -> None:
    rule = read_rules()["line-kind"]
    told = explain_rule(rule)
    assert all(part in told for part in (rule.definition, rule.reason, rule.example, rule.repair))


def test_a_finding_is_told_with_its_rule(finding: Finding) -> None:
    told = explain_finding(finding, "known")
    assert told.startswith(finding.id)
    assert all(part in told for part in ("id:line-1", "inc:lineKind", "inc:Acting", "known"))
    assert explain_rule(read_rules()["line-kind"]) in told


# The command


class Opened:
    """A graph as the command sees it."""

    def __init__(self, store: ox.Store, folder: Path) -> None:
        self.store = store
        self.folder = folder


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let the command open a world with one violation."""
    opened = Opened(load("line-kind"), tmp_path)
    monkeypatch.setattr(
        check_command.settings_of.__globals__["Settings"], "graph", lambda _: opened
    )


def run(*arguments: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(cli, ["check", *arguments])
    if isinstance(done.exception, IncumbentError):
        raise done.exception
    return done.exit_code, done.stdout, done.stderr


@pytest.mark.usefixtures("world")
def test_violations_end_with_three(finding: Finding) -> None:
    code, out, _ = run()
    assert (code, out.splitlines()[-1]) == (3, "1 violation")
    assert finding.id in out


@pytest.mark.usefixtures("world")
def test_accepted_violations_end_with_zero(finding: Finding, tmp_path: Path) -> None:
    path = tmp_path / "known.toml"
    code, _, said = run("--write-baseline", str(path))
    assert (code, "1 finding" in said) == (3, True)
    assert run("--baseline", str(path))[0] == 3, "no reason is given yet"
    path.write_text(path.read_text("utf-8").replace('reason = ""', 'reason = "known"'), "utf-8")
    code, out, said = run("--baseline", str(path))
    assert (code, said) == (0, "")
    assert "accepted: known" in out
    run("--write-baseline", str(path))
    assert read_baseline(path).reasons == {finding.id: "known"}, "reasons are kept"


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("form", ["table", "json", "sarif", "ttl", "nt"])
def test_every_format_tells_the_finding(form: str, finding: Finding) -> None:
    code, out, _ = run("--format", form)
    assert code == 3
    assert finding.id in out
    if form in ("json", "sarif"):
        json.loads(out)
    if form in ("ttl", "nt"):
        report = rdflib.Graph().parse(data=out, format="turtle")
        assert (None, SH.sourceShape, rdflib.URIRef(SHAPES + "line-kind")) in report


@pytest.mark.usefixtures("world")
def test_both_engines_can_be_chosen() -> None:
    assert run("--engine", "pyshacl") == run("--engine", "sets") == run()


@pytest.mark.usefixtures("world")
def test_a_severity_leaves_the_rest_out() -> None:
    assert "line-kind" in run("--severity", "violation")[1]


@pytest.mark.usefixtures("world")
def test_explain_takes_a_rule_or_a_finding(finding: Finding) -> None:
    assert run("--explain", "place-inside")[1] == explain_rule(read_rules()["place-inside"])
    assert run("--explain", finding.id)[1] == explain_finding(finding)


@pytest.mark.usefixtures("world")
def test_explain_suggests_the_nearest_rule() -> None:
    with pytest.raises(IncumbentError, match="did you mean place-inside"):
        run("--explain", "place-insid")


@pytest.mark.usefixtures("world")
def test_explain_of_a_finding_that_is_gone_says_what_to_look_at() -> None:
    with pytest.raises(IncumbentError, match="occurs no longer, or needs the same --corpus"):
        run("--explain", "0123456789ab")


def test_a_check_knows_what_was_known_on_a_day(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It checks the record of that day, and asks for the texts that were out by then."""
    monkeypatch.setenv("INCUMBENT_CACHE", str(tmp_path / "cache"))
    (tmp_path / "texts").mkdir()
    given = ("--known-on", "2024-08-10", "--documents", str(tmp_path / "texts"))
    told = json.loads(run(*given, "--format", "json")[1])
    missing = [one["focus"] for one in told if one["shape"] == "document-missing"]
    assert len(missing) == 1, "the others had not come out"
    store = ox.Store()
    known = KnownOn(date(2024, 8, 10))
    store.bulk_extend(build_quads(corpus_folder(None), known=known).quads)
    expected = {finding.id for finding in check(store)}
    assert expected
    assert {one["id"] for one in told if one["focus"] not in missing} == expected
