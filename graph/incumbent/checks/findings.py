"""Findings: what the checks report, each with a stable id, and how they are shown."""

from __future__ import annotations

import hashlib
import html
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from incumbent.checks.rules import Rule, Severity
from incumbent.rdf import Node
from incumbent.vocabulary import shorten

if TYPE_CHECKING:
    import rdflib

SEVERITIES: tuple[Severity, ...] = ("violation", "warning", "information")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that breaks one rule.

    Attributes
    ----------
    id
        Twelve hexadecimal digits that follow from shape, focus, path and value alone.
    shape
        The id of the rule, which is the local name of the shape's IRI.
    severity
        ``"violation"``, ``"warning"`` or ``"information"``.
    focus
        The thing that breaks the rule.
    path
        The property, as a SPARQL path with the project's prefixes, where the rule is about one.
    value
        The value at fault, where there is one.
    message
        What is wrong and how to mend it, in words; begins with the rule's id.
    component
        The SHACL constraint component that failed, as a prefixed name.
    """

    id: str
    shape: str
    severity: Severity
    focus: Node
    path: str | None
    value: Node | None
    message: str
    component: str


def make_finding(
    rule: Rule,
    focus: Node,
    path: str | None,
    value: Node | None,
    component: str,
    shown: str | None = None,
) -> Finding:
    """Put a finding together.

    Parameters
    ----------
    rule
        The rule that is broken.
    focus, path, value, component
        As :class:`Finding` keeps them.
    shown
        What the message gives as value, when it is more than the one value.

    Examples
    --------
    >>> from incumbent.checks.rules import read_rules
    >>> from incumbent.vocabulary import iri
    >>> rule = read_rules()["place-start"]
    >>> finding = make_finding(rule, iri("claim:a-1-place-1"), "oa:start", ox.Literal(-1), "sh:x")
    >>> finding.message[:46]
    'place-start: claim:a-1-place-1 has -1 as oa:st'
    """
    identity = "\n".join((rule.id, str(focus), path or "", "" if value is None else str(value)))
    message = rule.message.replace("{$this}", show(focus)).replace("{$path}", path or "")
    told = shown if value is None else show(value)
    return Finding(
        hashlib.sha256(identity.encode()).hexdigest()[:12],
        rule.id,
        rule.severity,
        focus,
        path,
        value,
        message.replace("{$value}", told or "nothing"),
        component,
    )


def show(node: Node) -> str:
    """Return a node as people read it: a prefixed name, or a literal's text."""
    return shorten(node.value) if isinstance(node, ox.NamedNode) else node.value


class Findings:
    """All findings of a check, the gravest first, always in the same order.

    Examples
    --------
    >>> print(Findings([]))
    no findings
    """

    def __init__(self, findings: Iterable[Finding]) -> None:
        self._findings = tuple(sorted({f.id: f for f in findings}.values(), key=_order))

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._findings)

    def __len__(self) -> int:
        return len(self._findings)

    def __getitem__(self, position: int) -> Finding:
        return self._findings[position]

    @property
    def violations(self) -> tuple[Finding, ...]:
        """What must be mended."""
        return self.of_severity("violation")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What is likely to be wrong."""
        return self.of_severity("warning")

    def of_severity(self, severity: Severity) -> tuple[Finding, ...]:
        """Return the findings of one severity."""
        return tuple(f for f in self._findings if f.severity == severity)

    @property
    def report(self) -> rdflib.Graph:
        """The SHACL validation report, in which every finding has an IRI that ends in its id."""
        from incumbent.checks.report import build_report

        return build_report(self._findings)

    def summary(self) -> str:
        """Return the numbers in one line."""
        counts = [(len(self.of_severity(s)), s) for s in SEVERITIES]
        told = [f"{n} {s}{'s' if n > 1 and s != 'information' else ''}" for n, s in counts if n]
        return ", ".join(told) or "no findings"

    def to_dicts(self) -> list[dict[str, str | None]]:
        """Return the findings with full IRIs, ready for JSON or a table."""
        return [
            {
                "id": finding.id,
                "shape": finding.shape,
                "severity": finding.severity,
                "focus": finding.focus.value,
                "path": finding.path,
                "value": None if finding.value is None else finding.value.value,
                "message": finding.message,
            }
            for finding in self._findings
        ]

    def to_json(self) -> str:
        """Return the findings as a JSON array."""
        return json.dumps(self.to_dicts(), ensure_ascii=False, indent=2)

    def __str__(self) -> str:
        lines = [f"{f.severity:<11}  {f.id}  {f.message}" for f in self._findings]
        return "\n".join([*lines, self.summary()])

    def _repr_html_(self) -> str:
        columns = ("severity", "shape", "focus", "path", "value", "message", "id")
        head = "".join(f"<th>{name}</th>" for name in columns)
        rows = "".join(
            "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in _cells(f)) + "</tr>"
            for f in self._findings
        )
        return (
            f"<table><caption>{html.escape(self.summary())}</caption>"
            f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        )


def _cells(finding: Finding) -> tuple[str, ...]:
    value = "" if finding.value is None else show(finding.value)
    return (
        finding.severity,
        finding.shape,
        show(finding.focus),
        finding.path or "",
        value,
        finding.message,
        finding.id,
    )


def _order(finding: Finding) -> tuple[int, str, str, str, str]:
    return (
        SEVERITIES.index(finding.severity),
        finding.shape,
        str(finding.focus),
        finding.path or "",
        str(finding.value),
    )
