"""Rows as text: for spreadsheets, programs and pages."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterable
from typing import Any, Final

import pyoxigraph as ox

from incumbent.errors import ParameterError
from incumbent.questions.rows import Rows, Term, to_python

#: What Markdown would take for markup or for the end of a cell.
_MARKUP: Final = re.compile(r"[\\`*_<>|\[\]&#~]")


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
    if form not in _WRITERS:
        raise ParameterError(f"rows have no format {form}; choose one of {', '.join(_WRITERS)}")
    text = _WRITERS[form](rows)
    return text if text.endswith("\n") or form == "ndjson" else text + "\n"


def _json(rows: Rows) -> str:
    bindings = [
        {n: _json_term(t) for n, t in zip(rows.columns, row, strict=True) if t is not None}
        for row in rows.terms
    ]
    answer = {"head": {"vars": list(rows.columns)}, "results": {"bindings": bindings}}
    return json.dumps(answer, ensure_ascii=False, indent=1)


def _json_term(term: Term) -> dict[str, Any]:
    if isinstance(term, ox.Literal):
        told = {"type": "literal", "value": term.value}
        if term.language:
            told["xml:lang"] = term.language
        elif not term.datatype.value.endswith("#string"):
            told["datatype"] = term.datatype.value
        return told
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = zip(("subject", "predicate", "object"), term, strict=True)
        return {"type": "triple", "value": {name: _json_term(part) for name, part in parts}}
    return {"type": "bnode", "value": str(term)[2:]}


def _csv(rows: Rows) -> str:
    out = io.StringIO()
    import csv  # only one of the formats

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
    def cells(texts: Iterable[str]) -> str:
        return "| " + " | ".join(texts) + " |"

    head = [cells(heading(name) for name in rows.columns), cells(["---"] * len(rows.columns))]
    body = (cells(_MARKUP.sub(r"\\\g<0>", text) for text in line) for line in rows.shown())
    return "\n".join([*head, *body])


def heading(name: str) -> str:
    """Return a column's name as words: ``beginNotAfter`` is "begin not after"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


_WRITERS: Final[dict[str, Callable[[Rows], str]]] = {
    "json": _json,
    "csv": _csv,
    "tsv": _tsv,
    "ndjson": _ndjson,
    "md": _md,
    "table": str,
}
