"""Writing answers: for a terminal, a pipe, a spreadsheet, a page."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from pathlib import Path

import click
import pyoxigraph as ox

from incumbent.commands.settings import Settings
from incumbent.errors import ParameterError
from incumbent.questions.rows import Rows, Term, to_python, to_shown


def write_rows(rows: Rows, settings: Settings, *, pipe: str = "json") -> None:
    """Write rows to stdout in the chosen format; remarks follow a table, never data."""
    form = settings.output_format(pipe=pipe)
    if form == "table":
        _write_table(rows, settings)
        return
    write_text(format_rows(rows, form))


def write_text(text: str) -> None:
    """Write text to stdout as UTF-8, whatever the locale says."""
    click.get_binary_stream("stdout").write(text.encode("utf-8", "surrogateescape"))


def write_file(path: str, data: bytes) -> None:
    """Write to a file, whole or not at all; ``-`` is stdout."""
    if path == "-":
        click.get_binary_stream("stdout").write(data)
        return
    from incumbent.files import write_whole

    write_whole(Path(path), data)


def format_rows(rows: Rows, form: str) -> str:
    """Return rows as text.

    Parameters
    ----------
    rows
        An answer.
    form
        ``json`` (SPARQL 1.1 Query Results JSON), ``csv``, ``tsv`` (the SPARQL 1.1 formats),
        ``ndjson`` (one object of Python values a line), ``md`` or ``table``.

    Raises
    ------
    ParameterError
        When rows have no such format.
    """
    writers = {"json": _json, "csv": _csv, "tsv": _tsv, "ndjson": _ndjson, "md": _md, "table": str}
    if form not in writers:
        raise ParameterError(f"rows have no format {form}; choose one of {', '.join(writers)}")
    text = writers[form](rows)
    return text if text.endswith("\n") else text + "\n"


def _json(rows: Rows) -> str:
    bindings = [
        {n: _json_term(t) for n, t in zip(rows.columns, row, strict=True) if t is not None}
        for row in rows.terms
    ]
    answer = {"head": {"vars": list(rows.columns)}, "results": {"bindings": bindings}}
    return json.dumps(answer, ensure_ascii=False, indent=1)


def _json_term(term: Term) -> dict[str, str]:
    if isinstance(term, ox.Literal):
        told = {"type": "literal", "value": term.value}
        if term.language:
            told["xml:lang"] = term.language
        elif not term.datatype.value.endswith("#string"):
            told["datatype"] = term.datatype.value
        return told
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    return {"type": "bnode", "value": str(term)[2:]}


def _csv(rows: Rows) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(rows.columns)
    for row in rows.terms:
        writer.writerow(["" if t is None else getattr(t, "value", str(t)) for t in row])
    return out.getvalue()


def _tsv(rows: Rows) -> str:
    lines = ["\t".join(f"?{name}" for name in rows.columns)]
    lines += ["\t".join("" if t is None else str(t) for t in row) for row in rows.terms]
    return "\n".join(lines)


def _ndjson(rows: Rows) -> str:
    lines = []
    for row in rows.terms:
        values = {n: to_python(t) for n, t in zip(rows.columns, row, strict=True)}
        lines.append(json.dumps(values, ensure_ascii=False, default=str))
    return "\n".join(lines) + ("\n" if lines else "")


def _md(rows: Rows) -> str:
    def cells(texts: list[str]) -> str:
        return "| " + " | ".join(text.replace("|", "\\|") for text in texts) + " |"

    head = [cells([_heading(name) for name in rows.columns]), cells(["---"] * len(rows.columns))]
    return "\n".join([*head, *(cells(line) for line in rows.shown())])


def _heading(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def _readable(rows: Rows) -> list[int]:
    """Return the columns worth a person's eye: not IRIs, which stand beside their names."""
    told = [
        place
        for place in range(len(rows.columns))
        if any(isinstance(row[place], ox.Literal) for row in rows.terms)
    ]
    return told or list(range(len(rows.columns)))


def _write_table(rows: Rows, settings: Settings) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    # In a pipe there is no width to fit into; a table there is as wide as it needs.
    console = Console(highlight=False, soft_wrap=False, width=None if sys.stdout.isatty() else 250)
    if not rows.terms:
        console.print("no rows: nothing in the graph fits the question")
        return
    places = _readable(rows)
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for place in places:
        table.add_column(_heading(rows.columns[place]), overflow="fold")
    for row in rows.terms:
        table.add_row(*(to_shown(row[place]).replace("[", r"\[") for place in places))
    console.print(table)
    if settings.quiet:
        return
    for note in rows.notes:
        console.print(note, markup=False)
