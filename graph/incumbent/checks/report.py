"""The SHACL validation report of findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from incumbent.checks.findings import Finding
from incumbent.checks.rules import SHAPES, Severity
from incumbent.checks.steps import expand
from incumbent.rdf import Node
from incumbent.vocabulary import BASE, TYPE, iri

_SEVERITIES: dict[Severity, str] = {
    "violation": "sh:Violation",
    "warning": "sh:Warning",
    "information": "sh:Info",
}


def report_triples(findings: Iterable[Finding]) -> list[ox.Triple]:
    """Return findings as a SHACL validation report.

    Parameters
    ----------
    findings
        In any order.

    Returns
    -------
    list of Triple
        One ``sh:ValidationReport``; a result has the IRI ``…/finding/`` and the finding's id, and
        the nodes of paths are named after it, so that equal findings give equal triples.

    Examples
    --------
    >>> len(report_triples([]))
    2
    """
    report = ox.NamedNode(f"{BASE}report")
    told = list(findings)
    conforms = ox.Literal(not told)
    triples = [
        ox.Triple(report, TYPE, iri("sh:ValidationReport")),
        ox.Triple(report, iri("sh:conforms"), conforms),
    ]
    for finding in told:
        result = ox.NamedNode(f"{BASE}finding/{finding.id}")
        triples.append(ox.Triple(report, iri("sh:result"), result))
        triples += [ox.Triple(result, iri(name), node) for name, node in _said(finding)]
        for name, path in (
            ("sh:sourceConstraintComponent", finding.component),
            ("sh:resultPath", finding.path),
        ):
            if path is not None:
                node, described = _path(path, f"path{finding.id}")
                triples += [ox.Triple(result, iri(name), node), *described]
    return triples


def _said(finding: Finding) -> Iterator[tuple[str, Node]]:
    yield "rdf:type", iri("sh:ValidationResult")
    yield "sh:focusNode", finding.focus
    yield "sh:resultSeverity", iri(_SEVERITIES[finding.severity])
    yield "sh:sourceShape", ox.NamedNode(SHAPES + finding.shape)
    yield "sh:resultMessage", ox.Literal(finding.message, language="en")
    if finding.value is not None:
        yield "sh:value", finding.value


def _path(path: str, label: str) -> tuple[ox.NamedNode | ox.BlankNode, list[ox.Triple]]:
    """Return the node of a path and what describes it."""
    if "|" in path:
        ends = [_path(step, f"{label}x{n}") for n, step in enumerate(path.split("|"))]
        triples = [triple for _, described in ends for triple in described]
        rest: ox.NamedNode | ox.BlankNode = iri("rdf:nil")
        for number, (node, _) in reversed(list(enumerate(ends))):
            cell = ox.BlankNode(f"{label}y{number}")
            triples.append(ox.Triple(cell, iri("rdf:first"), node))
            triples.append(ox.Triple(cell, iri("rdf:rest"), rest))
            rest = cell
        whole = ox.BlankNode(label)
        return whole, [*triples, ox.Triple(whole, iri("sh:alternativePath"), rest)]
    if path.startswith("^"):
        whole = ox.BlankNode(label)
        return whole, [ox.Triple(whole, iri("sh:inversePath"), expand(path[1:]))]
    return expand(path), []
