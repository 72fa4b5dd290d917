"""Answers as rows: for Python, for people and for machines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import isfinite
from unicodedata import category

import pyoxigraph as ox

from incumbent.vocabulary import PREFIXES, shorten

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None
Value = str | int | float | bool | date | None

_XSD = PREFIXES["xsd"]
_INTEGERS = frozenset(f"{_XSD}{name}" for name in ("integer", "int", "long", "nonNegativeInteger"))
_NUMBERS = frozenset(f"{_XSD}{name}" for name in ("decimal", "double", "float"))
#: More rows than this a notebook page does not bear.
_SHOWN = 500
#: How bounds that are open are shown to people.
_SENTINELS = {"0001-01-01": "…", "9999-12-31": "…"}


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to a question: named columns and rows of RDF terms.

    Iterating gives dictionaries of Python values; ``terms`` keeps the RDF terms.

    Attributes
    ----------
    columns
        Names, in the order of the query.
    terms
        One tuple a row, None where a variable is unbound.
    notes
        What a reader of the rows should know: disagreements and open dates behind them.

    Examples
    --------
    >>> rows = Rows(("name",), ((ox.Literal("Ada", language="en"),),))
    >>> list(rows), len(rows)
    ([{'name': 'Ada'}], 1)
    """

    columns: tuple[str, ...]
    terms: tuple[tuple[Term, ...], ...]
    notes: tuple[str, ...] = field(default=())

    def __len__(self) -> int:
        return len(self.terms)

    def __iter__(self) -> Iterator[dict[str, Value]]:
        for row in self.terms:
            yield {name: to_python(term) for name, term in zip(self.columns, row, strict=True)}

    def __getitem__(self, position: int) -> dict[str, Value]:
        row = self.terms[position]
        return {name: to_python(term) for name, term in zip(self.columns, row, strict=True)}

    def column(self, name: str) -> list[Value]:
        """Return one column's values."""
        place = self.columns.index(name)
        return [to_python(row[place]) for row in self.terms]

    def shown(self) -> list[list[str]]:
        """Return the rows as short texts for people: prefixed names, "…" for open bounds."""
        return [[to_shown(term) for term in row] for row in self.terms]

    def __str__(self) -> str:
        return _aligned(self.columns, self.shown())

    def _repr_html_(self) -> str:
        from html import escape

        shown = Rows(self.columns, self.terms[:_SHOWN]).shown()
        head = "".join(f'<th scope="col">{escape(printable(name))}</th>' for name in self.columns)
        # Names may run from right to left; each cell keeps its direction to itself.
        body = "".join(
            "<tr>" + "".join(f'<td dir="auto">{escape(cell)}</td>' for cell in row) + "</tr>"
            for row in shown
        )
        more = len(self) - len(shown)
        notes = [*self.notes, *([f"{more} more rows are not shown."] if more else [])]
        told = "".join(f"<p>{escape(printable(note))}</p>" for note in notes)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{told}"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:  # noqa: ARG002
        # Without this a notebook's plain text would be the dataclass, with every RDF term.
        return {"text/plain": str(self), "text/html": self._repr_html_()}


def to_rows(solutions: ox.QuerySolutions) -> Rows:
    """Collect the solutions of a SELECT query."""
    columns = tuple(variable.value for variable in solutions.variables)
    places = range(len(columns))
    return Rows(columns, tuple(tuple(row[i] for i in places) for row in solutions))


def to_python(term: Term) -> Value:
    """Return an RDF term as the Python value that fits it best."""
    if term is None:
        return None
    if not isinstance(term, ox.Literal):
        return term.value if isinstance(term, ox.NamedNode) else str(term)
    kind, text = term.datatype.value, term.value
    try:
        if kind == f"{_XSD}boolean":
            return {"true": True, "1": True, "false": False, "0": False}.get(text, text)
        if kind in _INTEGERS:
            return int(text)
        if kind in _NUMBERS:
            number = float(text)
            # JSON and spreadsheets have no word for these.
            return number if isfinite(number) else text
        if kind == f"{_XSD}date":
            return date.fromisoformat(text)
    except ValueError:
        return text
    return text


def to_shown(term: Term) -> str:
    """Return an RDF term as a person reads it in a table."""
    if term is None:
        return ""
    if isinstance(term, ox.Literal):
        if term.datatype.value == f"{_XSD}boolean":
            return "yes" if term.value in ("true", "1") else ""
        return _SENTINELS.get(term.value, printable(term.value))
    return printable(shorten(term.value) if isinstance(term, ox.NamedNode) else str(term))


def printable(text: str) -> str:
    r"""Return a text on one line, without what would steer a terminal or turn the reading round.

    Examples
    --------
    >>> printable("red \x1b[31m alert")
    'red �[31m alert'
    """
    if text.isprintable():
        return text
    plain = (" " if char.isspace() else char for char in " ".join(text.splitlines()))
    return "".join("�" if category(char) in ("Cc", "Cf", "Cs") else char for char in plain)


def _aligned(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    widths = [max([len(c), *(len(r[i]) for r in rows)]) for i, c in enumerate(columns)]
    lines = [columns, ["-" * width for width in widths], *rows]
    return "\n".join(
        "  ".join(cell.ljust(w) for cell, w in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
