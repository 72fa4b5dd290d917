"""Writing answers: for a terminal, a pipe, a spreadsheet, a page."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from incumbent.commands.settings import Settings
from incumbent.questions.rows import Rows, printable
from incumbent.views.tables import format_rows


def write_rows(rows: Rows, settings: Settings, *, pipe: str = "json") -> None:
    """Write rows to stdout in the chosen format; remarks follow a table, never data."""
    form = settings.output_format(pipe=pipe)
    if form != "table":
        write_text(format_rows(rows, form))
        return
    from incumbent.views.terminal import told, wrapped

    width = terminal_width()
    text = told(rows, width, styled=is_styled())
    if rows.notes and not settings.quiet:
        text += "\n" + "".join(
            wrapped(printable(note), width and width - 2, "  ") for note in rows.notes
        )
    write_text(text)


def write_text(text: str) -> None:
    """Write text to stdout as UTF-8, whatever the locale says."""
    _write(text.encode("utf-8", "surrogateescape"))


def write_lines(text: str) -> None:
    """Write lines to stdout, broken at the terminal's width, what is broken off indented more."""
    from incumbent.views.terminal import wrapped

    width = terminal_width()
    told = []
    for line in text.splitlines():
        bare = line.lstrip()
        indent = line[: len(line) - len(bare)]
        told.append(
            indent + wrapped(printable(bare), width and width - len(indent) - 2, f"{indent}  ")
        )
    write_text("".join(told))


def write_file(path: str, data: bytes) -> None:
    """Write to a file, whole or not at all; ``-`` is stdout."""
    if path == "-":
        _write(data)
        return
    from incumbent.files import write_whole

    write_whole(Path(path), data)


def terminal_width() -> int | None:
    """Return the columns of the terminal on stdout; None in a pipe, which has no width."""
    if not sys.stdout.isatty():
        return None
    import shutil  # a pipe has no width to ask for

    return max(shutil.get_terminal_size().columns, 20)


def is_styled() -> bool:
    """Return whether stdout takes bold: a terminal whose owner did not ask for plain text."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return sys.stdout.isatty() and not plain


def _write(data: bytes) -> None:
    try:
        sys.stdout.buffer.write(data)
        # Now, while an error can still be told.
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise SystemExit(0) from None  # the reader has seen enough, which is no failure
