"""A difference in knowledge, told in words and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from incumbent.questions.rows import Rows
from incumbent.views.changes import GONE, NEW, Change, Difference
from incumbent.views.tables import format_rows, heading

#: How many claims are told behind one change; the rest is counted.
_TOLD_AT_MOST = 4


def tell(difference: Difference) -> str:
    """Tell a difference as plain text: contradictions first, then dates, values and things.

    Examples
    --------
    >>> print(tell(Difference("2024-08-06", "2024-08-07", (), (), ())), end="")
    From what was known on 2024-08-06 to what was known on 2024-08-07
    Nothing changed.
    """
    return "".join(f"{line}\n" for line in _lines(difference))


def markdown(difference: Difference) -> str:
    """Tell a difference as Markdown: a table for each sort of change.

    Examples
    --------
    >>> print(markdown(Difference("2024-08-06", "2024-08-07", (), (), ())), end="")
    # From what was known on 2024-08-06 to what was known on 2024-08-07
    <BLANKLINE>
    Nothing changed.
    """
    parts = [f"# {_title(difference)}\n"]
    parts += [f"{line}\n" for line in _documents(difference)]
    for change, those in groupby(difference.changes, lambda one: one.change):
        changes = tuple(those)
        rows = Difference("", "", (), (), changes).rows()
        shown = [
            place for place, name in enumerate(rows.columns) if name not in ("change", "thing")
        ]
        table = Rows(
            tuple(rows.columns[place] for place in shown),
            tuple(tuple(row[place] for place in shown) for row in rows.terms),
        )
        parts.append(f"## {_heading(change)}: {len(changes)}\n")
        parts.append(format_rows(table, "md"))
    if not difference.changes:
        parts.append("Nothing changed.\n")
    return "\n".join(parts)


def _title(difference: Difference) -> str:
    return f"From what was known on {difference.earlier} to what was known on {difference.later}"


def _documents(difference: Difference) -> Iterator[str]:
    if difference.documents:
        yield f"Documents that came: {'; '.join(difference.documents)}"
    if difference.withdrawn:
        yield f"Documents that went: {'; '.join(difference.withdrawn)}"


def _heading(change: str) -> str:
    return change[:1].upper() + change[1:]


def _lines(difference: Difference) -> Iterator[str]:
    yield _title(difference)
    yield from _documents(difference)
    if not difference.changes:
        yield "Nothing changed."
    for change, those in groupby(difference.changes, lambda one: one.change):
        changes = list(those)
        yield ""
        yield f"{_heading(change)}: {len(changes)}"
        brief = change in (NEW, GONE)
        for key, about in groupby(changes, lambda one: (one.kind, one.label, one.thing)):
            if not brief:
                yield f"  {key[1]}"
            for one in about:
                yield from _brief(one) if brief else _told(one)


def _brief(one: Change) -> Iterator[str]:
    dates = one.after or one.before
    names = [reason.claim for reason in one.because[:_TOLD_AT_MOST]]
    rest = len(one.because) - len(names)
    names += [f"{rest} more"] if rest else []
    told = f"; {dates}" if dates else ""
    told += f" ({', '.join(names)})" if names else ""
    yield f"  {heading(one.kind)}: {one.label}{told}"


def _told(one: Change) -> Iterator[str]:
    name = ", ".join(heading(name.rpartition(":")[2]) for name in one.property.split(", "))
    if one.before and one.after:
        yield f"    {name}: {one.before} → {one.after}"
    else:
        yield f"    {name}{f': {one.before or one.after}' if one.before or one.after else ''}"
    for reason in one.because[:_TOLD_AT_MOST]:
        yield f"      {reason.sentence} ({reason.document}; {reason.claim})"
    rest = len(one.because) - _TOLD_AT_MOST
    if rest > 0:
        yield f"      and {rest} more claims"
