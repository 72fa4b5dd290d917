"""Everything a reader needs, in a folder: the graph, its picture, every answer, the checks."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

import pyoxigraph as ox

from incumbent.files import write_whole
from incumbent.questions.catalogue import all_questions
from incumbent.questions.rows import Rows, Term
from incumbent.views.draw import draw, render
from incumbent.views.export import export
from incumbent.views.tables import format_rows
from incumbent.vocabulary import iri

if TYPE_CHECKING:
    from incumbent.knowledge import KnowledgeGraph

_PAGE = Template("""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem;
  padding: 0 1rem; color: #1b2430; background: #fff }
h1 { font-size: 1.6rem } h2 { font-size: 1.2rem; margin-top: 2rem }
a { color: #0b57a4 } img { max-width: 100%; height: auto; border: 1px solid #d5dae1 }
table { border-collapse: collapse; width: 100% } td, th { text-align: left; padding: .25rem .75rem;
  border-bottom: 1px solid #e3e7ec; vertical-align: top } small { color: #515c6b }
@media (prefers-color-scheme: dark) { body { color: #e4e8ee; background: #14181e }
  a { color: #8bc1ff } td, th { border-color: #323a45 } small { color: #a8b2bf } }
</style>
</head>
<body>
<h1>$title</h1>
<p>Who held which post, when, under whom, and who says so: worked out by Incumbent from what
$documents documents claim. $claims claims, $conflicts contradictions between them.</p>
<p><a href="chart.html"><strong>Look around in it</strong></a>: the reporting graph of every day,
its history, who left, and the evidence for each statement. One file that needs no network.</p>
<h2>The reporting graph on $on</h2>
<p><a href="chart.svg"><img src="chart.svg" alt="The reporting graph on $on: every post with its
holder, and who reports to whom"></a></p>
<p><small>Also as <a href="chart.png">PNG</a> and as <a href="chart.txt">text</a>.</small></p>
<h2>The graph</h2>
<table>
<tr><th>What</th><th>Files</th></tr>
<tr><td>The record: what follows from all accepted claims</td><td>$record</td></tr>
<tr><td>The claims, each with document, place, speaker and doubt</td><td>$claimed</td></tr>
</table>
<h2>Answers</h2>
<table>
<tr><th>Question</th><th>Rows</th></tr>
$answers
</table>
<h2>Checks</h2>
<p>$violations violations. The whole report: <a href="check.txt">text</a>,
<a href="check.json">JSON</a>.</p>
</body>
</html>
""")

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_RECORD = ("record.ttl", "record.jsonld", "record.trig")
_CLAIMS = ("claims.trig", "claims.jsonld", "claims.nq")


def publish(kg: KnowledgeGraph, folder: Path) -> list[Path]:
    """Write a graph for its readers.

    Everything is worked out before the first file is written, and each file is written whole.

    Parameters
    ----------
    kg
        What to publish.
    folder
        Where to; made when missing. Files of the same names are replaced, others left alone.

    Returns
    -------
    list of Path
        The files, in the order written.

    Raises
    ------
    TargetError
        When the folder cannot be written.
    """
    files = dict(_files(kg))
    written = []
    for name, data in files.items():
        write_whole(folder / name, data)
        written.append(folder / name)
    return written


def _files(kg: KnowledgeGraph) -> Iterator[tuple[str, bytes]]:
    day = kg.latest_day()
    yield "chart.html", draw(kg, ".html", day)
    for name in _RECORD:
        yield name, export(kg.store, Path(name).suffix, "record")
    for name in _CLAIMS:
        yield name, export(kg.store, Path(name).suffix, "claims")
    graph = kg.reporting(day)
    for suffix in (".svg", ".png", ".txt"):
        yield f"chart{suffix}", render(graph, suffix)
    answers = []
    for question in all_questions():
        rows = kg.ask(question.name)
        name = f"answers/{question.theme}/{question.name}.csv"
        yield name, format_rows(_tame(rows), "csv").encode()
        answers.append((name, question.title, len(rows)))
    findings = kg.check()
    yield "check.txt", f"{findings}\n".encode()
    yield "check.json", findings.to_json().encode()
    yield "index.html", _page(kg, day.isoformat(), answers, len(findings.violations)).encode()


def _tame(rows: Rows) -> Rows:
    """Return rows whose texts no spreadsheet takes for formulas: readers open these files there."""

    def tame(term: Term) -> Term:
        if isinstance(term, ox.Literal) and term.value.startswith(_FORMULA):
            plain = term.language or term.datatype == iri("xsd:string")
            return ox.Literal(f"'{term.value}", language=term.language) if plain else term
        return term

    return Rows(rows.columns, tuple(tuple(map(tame, row)) for row in rows.terms))


def _page(kg: KnowledgeGraph, on: str, answers: list[tuple[str, str, int]], violations: int) -> str:
    rows = (
        f'<tr><td><a href="{escape(name)}">{escape(title)}</a></td><td>{count}</td></tr>'
        for name, title, count in answers
    )
    counts = kg.counts()
    return _PAGE.substitute(
        title=escape(kg.title()),
        documents=counts["documents"],
        claims=counts["claims"],
        conflicts=counts["contradictions"],
        on=on,
        record=_links(_RECORD),
        claimed=_links(_CLAIMS),
        answers="\n".join(rows),
        violations=violations or "No",
    )


def _links(names: tuple[str, ...]) -> str:
    return ", ".join(f'<a href="{name}">{name}</a>' for name in names)
