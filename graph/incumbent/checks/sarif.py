"""Findings as SARIF 2.1.0, which code hosts and editors show beside the files."""

from __future__ import annotations

import json
from typing import Any

from incumbent.checks.findings import Finding, Findings, show
from incumbent.checks.locations import Location, Locator
from incumbent.checks.rules import Rule, Severity, read_rules

_LEVELS: dict[Severity, str] = {"violation": "error", "warning": "warning", "information": "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
#: What file names are relative to: the folder of the documents, wherever it lies.
_FOLDER = "DOCUMENTS"


def to_sarif(findings: Findings, locator: Locator, version: str) -> str:
    """Return findings as SARIF.

    Parameters
    ----------
    findings
        Accepted ones are told as suppressed, with the reason.
    locator
        Knows where in the documents a finding points, and lines if it has the texts.
    version
        Of Incumbent.

    Returns
    -------
    str
        JSON: every rule with its help, and a result for each finding, whose fingerprint is its id.
        A result has the thing at fault as its logical location and, where that is a claim, a place
        or a document, its spans; offsets count Unicode code points.
    """
    rules = list(read_rules().values())
    places = {rule.id: place for place, rule in enumerate(rules)}
    driver = {"name": "incumbent", "semanticVersion": version, "rules": [_rule(r) for r in rules]}
    run: dict[str, Any] = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_FOLDER: {"description": {"text": "The folder of the texts."}}},
        "results": [_result(f, findings, locator, places[f.shape]) for f in findings],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    help_text = f"{rule.reason} For example: {rule.example} Repair: {rule.repair}"
    marked = f"{rule.reason}\n\n**For example:** {rule.example}\n\n**Repair:** {rule.repair}"
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.definition},
        "fullDescription": {"text": f"{rule.definition} {rule.reason}"},
        "help": {"text": help_text, "markdown": marked},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(finding: Finding, findings: Findings, locator: Locator, place: int) -> dict[str, Any]:
    logical = {
        "fullyQualifiedName": finding.focus.value,
        "name": show(finding.focus),
        "kind": "resource",
    }
    spans = [{"physicalLocation": _physical(at, locator)} for at in locator.locate(finding)]
    locations = [{**span, "logicalLocations": [logical]} for span in spans]
    result: dict[str, Any] = {
        "ruleId": finding.shape,
        "ruleIndex": place,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "partialFingerprints": {"incumbentFinding/v1": finding.id},
        "locations": locations or [{"logicalLocations": [logical]}],
    }
    if findings.accepted:
        # Once one result is suppressed, the others say that they are not.
        reason = findings.accepted.get(finding.id)
        told = [] if reason is None else [{"kind": "external", "justification": reason}]
        result["suppressions"] = told
    return result


def _physical(at: Location, locator: Locator) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(at.file), "uriBaseId": _FOLDER}}
    if at.start is not None and at.end is not None:
        physical["region"] = {"charOffset": at.start, "charLength": at.end - at.start}
        # Code hosts show nothing without lines.
        lines = locator.lines(at)
        if lines is not None:
            names = ("startLine", "startColumn", "endLine", "endColumn")
            physical["region"] |= dict(zip(names, lines, strict=True))
    return physical


def _uri(file: str) -> str:
    from urllib.parse import quote

    return quote(file)
