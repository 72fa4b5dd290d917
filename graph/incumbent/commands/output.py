"""Writing answers: for a terminal, a pipe, a spreadsheet, a page."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import pyoxigraph as ox

from incumbent.commands.settings import Settings
from incumbent.questions.rows import Rows, to_shown
from incumbent.views.tables import format_rows, heading


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
        table.add_column(heading(rows.columns[place]), overflow="fold")
    for row in rows.terms:
        table.add_row(*(to_shown(row[place]).replace("[", r"\[") for place in places))
    console.print(table)
    if settings.quiet:
        return
    for note in rows.notes:
        console.print(note, markup=False)
