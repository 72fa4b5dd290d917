"""The SHACL validation report of findings."""

from __future__ import annotations

from collections.abc import Sequence

import rdflib
from rdflib.namespace import RDF, SH

from incumbent.checks.findings import Finding
from incumbent.checks.paths import add_path
from incumbent.checks.plain import to_rdflib
from incumbent.checks.rules import SHAPES, Severity
from incumbent.vocabulary import BASE, PREFIXES

_SEVERITIES: dict[Severity, rdflib.URIRef] = {
    "violation": SH.Violation,
    "warning": SH.Warning,
    "information": SH.Info,
}


def build_report(findings: Sequence[Finding]) -> rdflib.Graph:
    """Return findings as a SHACL validation report.

    Parameters
    ----------
    findings
        In any order.

    Returns
    -------
    Graph
        One ``sh:ValidationReport``; a result has the IRI ``…/finding/`` and the finding's id.

    Examples
    --------
    >>> len(build_report([]))
    2
    """
    graph = rdflib.Graph()
    for prefix in ("id", "claim", "graph", "inc", "oa", "dcterms", "skos", "sh"):
        graph.bind(prefix, PREFIXES[prefix])
    report = rdflib.URIRef(f"{BASE}report")
    graph.add((report, RDF.type, SH.ValidationReport))
    graph.add((report, SH.conforms, rdflib.Literal(not findings)))
    for finding in findings:
        result = rdflib.URIRef(f"{BASE}finding/{finding.id}")
        graph.add((report, SH.result, result))
        graph.add((result, RDF.type, SH.ValidationResult))
        graph.add((result, SH.focusNode, to_rdflib(finding.focus)))
        graph.add((result, SH.resultSeverity, _SEVERITIES[finding.severity]))
        graph.add((result, SH.sourceShape, rdflib.URIRef(SHAPES + finding.shape)))
        graph.add((result, SH.sourceConstraintComponent, add_path(graph, finding.component)))
        graph.add((result, SH.resultMessage, rdflib.Literal(finding.message, lang="en")))
        if finding.path is not None:
            graph.add((result, SH.resultPath, add_path(graph, finding.path)))
        if finding.value is not None:
            graph.add((result, SH.value, to_rdflib(finding.value)))
    return graph
