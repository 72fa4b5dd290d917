"""The command line: ``incumbent``."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

import click

from incumbent.commands.settings import cli
from incumbent.errors import IncumbentError

_USAGE = 2
_INTERRUPTED = 130


def main() -> NoReturn:
    """Run the command line; every error becomes one line on stderr and an honest exit code."""
    code = _run("--debug" in sys.argv)
    # Freeing a read-only store and every object takes as long as answering; leave them. Whatever
    # was to be written has been, or its error has been told.
    os._exit(code)


def _run(debug: bool) -> int:
    try:
        if sys.stdout is None or sys.stderr is None:
            return 1
        ended = cli.main(prog_name="incumbent", standalone_mode=False)
        sys.stdout.flush()
        return ended if isinstance(ended, int) else 0
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    except BrokenPipeError:
        return 0  # the reader has seen enough, which is no failure
    except (KeyboardInterrupt, click.Abort):
        return _told("interrupted", _INTERRUPTED)
    except Exception as error:  # whatever it is, a user gets one line
        if debug:
            import traceback

            traceback.print_exc()
            return getattr(error, "exit_code", 1)
        return _told(*_message(error))


def _message(error: Exception) -> tuple[str, int]:
    if isinstance(error, IncumbentError):
        return str(error), error.exit_code
    if isinstance(error, click.UsageError):
        told = error.format_message().rstrip(".")
        if error.ctx and "id you mean" not in told:
            told += f"; see {error.ctx.command_path} --help"
        return told, _USAGE
    if isinstance(error, click.ClickException):
        return error.format_message(), error.exit_code
    if isinstance(error, OSError):
        where = f" {error.filename}" if error.filename else " the output"
        return f"cannot read or write{where}: {error.strerror or error}", 1
    return f"internal error: {type(error).__name__}: {error} (run with --debug)", 1


def _told(message: str, code: int) -> int:
    text = f"incumbent: {' '.join(message.split())}\n"
    try:
        os.write(2, text.encode("utf-8", "backslashreplace"))
    except OSError:
        return code or 1
    return code
