"""Findings: what the checks report, each with a stable id, and how they are shown."""

from __future__ import annotations

import hashlib
import html
import json
from collections.abc import Iterable, Iterator, Mapping
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

    Parameters
    ----------
    findings
        In any order; what is found twice is told once.
    notes
        What whoever reads them should know of the check itself.
    accepted
        The reasons of findings that a team lives with, by their ids.

    Examples
    --------
    >>> print(Findings([]))
    no findings
    """

    def __init__(
        self,
        findings: Iterable[Finding],
        notes: Iterable[str] = (),
        accepted: Mapping[str, str] | None = None,
    ) -> None:
        # One value can fail two constraints of a rule; the same of them is always kept.
        by_id = {f.id: f for f in sorted(findings, key=lambda f: f.component, reverse=True)}
        self._findings = tuple(sorted(by_id.values(), key=_order))
        self.notes = tuple(notes)
        self.accepted = {f.id: accepted[f.id] for f in self if accepted and f.id in accepted}

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

    @property
    def unaccepted(self) -> tuple[Finding, ...]:
        """The violations that nobody has given a reason to live with."""
        return tuple(f for f in self.violations if f.id not in self.accepted)

    def of_severity(self, severity: Severity) -> tuple[Finding, ...]:
        """Return the findings of one severity."""
        return tuple(f for f in self._findings if f.severity == severity)

    def at_least(self, severity: Severity) -> Findings:
        """Return the findings of a severity and of graver ones."""
        kept = SEVERITIES[: SEVERITIES.index(severity) + 1]
        return Findings((f for f in self if f.severity in kept), self.notes, self.accepted)

    def accept(self, reasons: Mapping[str, str]) -> Findings:
        """Return the same findings, those of these ids accepted for their reasons."""
        return Findings(self, self.notes, reasons)

    @property
    def report(self) -> rdflib.Graph:
        """The SHACL validation report, in which every finding has an IRI that ends in its id."""
        import rdflib

        from incumbent.checks.report import report_triples
        from incumbent.vocabulary import PREFIXES

        graph = rdflib.Graph()
        for prefix in ("id", "claim", "graph", "inc", "oa", "dcterms", "skos", "sh"):
            graph.bind(prefix, PREFIXES[prefix])
        quads = (ox.Quad(*triple) for triple in report_triples(self))
        return graph.parse(data=ox.serialize(quads, format=ox.RdfFormat.N_TRIPLES), format="nt")

    def summary(self) -> str:
        """Return the numbers in one line."""
        counts = [(len(self.of_severity(s)), s) for s in SEVERITIES]
        told = [f"{n} {s}{'s' if n > 1 and s != 'information' else ''}" for n, s in counts if n]
        accepted = f" ({len(self.accepted)} accepted)" if self.accepted else ""
        return (", ".join(told) or "no findings") + accepted

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
                "accepted": self.accepted.get(finding.id),
            }
            for finding in self._findings
        ]

    def to_json(self) -> str:
        """Return the findings as a JSON array."""
        return json.dumps(self.to_dicts(), ensure_ascii=False, indent=2)

    def __str__(self) -> str:
        lines = []
        for finding in self:
            reason = self.accepted.get(finding.id)
            lines.append(f"{finding.severity:<11}  {finding.id}  {finding.message}")
            if reason is not None:
                lines.append(f"{'':<11}  accepted: {reason}")
        return "\n".join([*lines, self.summary()])

    def _repr_html_(self) -> str:
        columns = ("severity", "shape", "focus", "path", "value", "message", "id")
        head = "".join(f'<th scope="col">{name}</th>' for name in columns)
        rows = "".join(
            "<tr>" + "".join(f'<td dir="auto">{_safe(cell)}</td>' for cell in _cells(f)) + "</tr>"
            for f in self._findings
        )
        return (
            f"<table><caption>{html.escape(self.summary())}</caption>"
            f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        )

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:  # noqa: ARG002
        # Without this a notebook's plain text would be the object's address in memory.
        return {"text/plain": str(self), "text/html": self._repr_html_()}


def _safe(text: str) -> str:
    """Return text for a cell: no markup, and no marks that turn the reading round."""
    seen = (one if one.isprintable() or one == "\n" else "\ufffd" for one in text)
    return html.escape("".join(seen))


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
