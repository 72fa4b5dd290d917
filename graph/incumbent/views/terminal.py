"""Rows for a person at a terminal: what fits, what is worth reading, no word cut in two."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import pyoxigraph as ox

from incumbent.questions.rows import Rows, to_shown
from incumbent.views.tables import heading

_GAP: Final = "  "
#: A column of running text is not squeezed below this; rows are told one below the other instead.
_NARROWEST: Final = 24
#: Names and dates may be squeezed further.
_SHORT, _NARROW = 50, 12
_OPEN: Final = "…"
#: Terms of our own of more than one word.
_TERMS: Final = frozenset(
    {
        "DateConflict",
        "DeFacto",
        "FoundingMember",
        "IdentityConflict",
        "PushedOut",
        "ReportingLine",
        "ResignedOrPushedOut",
        "ValueConflict",
    }
)


def told(rows: Rows, width: int | None = None, *, styled: bool = False) -> str:
    """Return rows as a table, or one below the other where a table would not fit.

    IRIs stand beside their names and are left out, as are columns that say nothing; two bounds
    of a date are told in one column: a day, two days, ``≤ day``, ``≥ day``, or … for open.

    Parameters
    ----------
    rows
        An answer.
    width
        Columns of the terminal; None for as many as it takes.
    styled
        Whether headings are bold.

    Examples
    --------
    >>> day = ox.NamedNode("http://www.w3.org/2001/XMLSchema#date")
    >>> bounds = ox.Literal("0001-01-01", datatype=day), ox.Literal("2022-12-31", datatype=day)
    >>> print(told(Rows(("who", "beginNotBefore", "beginNotAfter"),
    ...     ((ox.Literal("Ada"), *bounds),))), end="")
    who  begin
    ───  ────────────
    Ada  ≤ 2022-12-31
    """
    if not rows.terms:
        return "no rows: nothing in the graph fits the question\n"
    names, cells = _columns(rows)
    widths = _widths(names, cells, width)
    lines = (
        _below(names, cells, width or 0, styled=styled)
        if widths is None
        else _table(names, cells, widths, styled=styled)
    )
    return "".join(f"{line.rstrip()}\n" for line in lines)


def wrapped(text: str, width: int | None, indent: str = "") -> str:
    """Return a text in lines of at most a width, all but the first indented."""
    if width is None:
        return f"{text}\n"
    first, *others = list(_lines(text, max(width, _NARROWEST))) or [""]
    return "".join(f"{line}\n" for line in (first, *(indent + line for line in others)))


def _columns(rows: Rows) -> tuple[list[str], list[list[str]]]:
    """Return the headings and cells of the columns worth a person's eye."""
    places = range(len(rows.columns))
    readable = [p for p in places if any(isinstance(row[p], ox.Literal) for row in rows.terms)]
    names: list[str] = []
    columns: list[list[str]] = []
    stem: str | None
    kept = [rows.columns[place] for place in readable or places]
    texts = {
        rows.columns[place]: [_worded(to_shown(row[place])) for row in rows.terms]
        for place in readable or places
    }
    for name in kept:
        stem, before = _stem(name)
        other = f"{stem}NotAfter" if stem else "notAfter"
        if stem is not None and before and other in texts:
            names.append(_heading(stem) or "date")
            columns.append([_span(*days) for days in zip(texts[name], texts[other], strict=True)])
        elif stem is None or (f"{stem}NotBefore" if stem else "notBefore") not in texts:
            names.append(_heading(name))
            columns.append(texts[name])
    told = [place for place, column in enumerate(columns) if any(column)] or [0]
    cells = [[columns[place][row] for place in told] for row in range(len(rows.terms))]
    return [names[place] for place in told], cells


def _heading(name: str) -> str:
    """Return a column's name as words; a name's column is called after what bears the name."""
    return heading(name.removesuffix("Name") or name)


def _worded(text: str) -> str:
    """Return one of our own terms as words: "ResignedOrPushedOut" is "resigned or pushed out"."""
    return heading(text) if text in _TERMS else text


def _stem(name: str) -> tuple[str | None, bool]:
    """Return what a bound's column bounds, and whether it is the earlier of the two."""
    for end in ("NotBefore", "NotAfter"):
        if name.endswith(end):
            return name.removesuffix(end), end == "NotBefore"
        if name == end[0].lower() + end[1:]:
            return "", end == "NotBefore"
    return None, False


def _span(first: str, last: str) -> str:
    if first == last:
        return first
    if first in ("", _OPEN):
        return f"≤ {last}"
    return f"≥ {first}" if last in ("", _OPEN) else f"{first} – {last}"


def _widths(names: list[str], cells: list[list[str]], width: int | None) -> list[int] | None:
    """Return how wide each column may be, or None when a table does not fit."""
    columns = [
        [name, *column] for name, column in zip(names, zip(*cells, strict=True), strict=True)
    ]
    widths = [max(_wide(text) for text in column) for column in columns]
    if width is None:
        return widths
    least = [
        max(
            min(full, _NARROWEST if full > _SHORT else _NARROW),
            *(_wide(word) for text in column for word in text.split()),
            1,
        )
        for full, column in zip(widths, columns, strict=True)
    ]
    excess = sum(widths) + len(_GAP) * (len(widths) - 1) - width
    if sum(widths) - sum(least) < excess:
        return None
    while excess > 0:
        widest = max(range(len(widths)), key=lambda p: (widths[p] > least[p], widths[p]))
        widths[widest] -= 1
        excess -= 1
    return widths


def _table(
    names: list[str], cells: list[list[str]], widths: list[int], *, styled: bool
) -> Iterator[str]:
    for line in _row(names, widths):
        yield f"\033[1m{line.rstrip()}\033[0m" if styled else line
    yield _GAP.join("─" * width for width in widths)
    for row in cells:
        yield from _row(row, widths)


def _row(texts: Sequence[str], widths: list[int]) -> Iterator[str]:
    pieces = [list(_lines(text, width)) for text, width in zip(texts, widths, strict=True)]
    for number in range(max(len(lines) for lines in pieces)):
        line = (lines[number] if number < len(lines) else "" for lines in pieces)
        yield _GAP.join(_padded(text, width) for text, width in zip(line, widths, strict=True))


def _below(names: list[str], cells: list[list[str]], width: int, *, styled: bool) -> Iterator[str]:
    label = max(_wide(name) for name in names)
    for number, row in enumerate(cells):
        if number:
            yield ""
        for name, text in zip(names, row, strict=True):
            if not text:
                continue
            lines = list(_lines(text, max(width - label - len(_GAP), _NARROW)))
            head = _padded(name, label)
            yield (f"\033[1m{head}\033[0m" if styled else head) + _GAP + lines[0]
            yield from (" " * (label + len(_GAP)) + line for line in lines[1:])


def _lines(text: str, width: int) -> Iterable[str]:
    """Break a text at its blanks; a word that is too long alone is cut."""
    line = ""
    for whole in text.split():
        word = whole
        if line and _wide(line) + 1 + _wide(word) > width:
            yield line
            line = ""
        while _wide(word) > width:
            cut = len(word)
            while _wide(word[:cut]) > width and cut > 1:
                cut -= 1
            yield word[:cut]
            word = word[cut:]
        line = f"{line} {word}" if line else word
    yield line


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _wide(text))


def _wide(text: str) -> int:
    """Return how many columns a text takes: two for wide characters, none for accents."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )
