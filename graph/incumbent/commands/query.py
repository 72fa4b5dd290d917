"""``incumbent query``: any SPARQL, reading only."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import click

from incumbent.commands.output import write_rows, write_text
from incumbent.commands.settings import (
    Settings,
    known_options,
    settings_of,
    shared_options,
)
from incumbent.errors import ParameterError
from incumbent.questions.rows import Rows

_LONGEST_PATH = 1_000
#: A graph's text on a terminal is Turtle, its JSON is JSON-LD.
_AS_RDF = {"table": "ttl", "json": "jsonld"}
_PLAIN = ("table", "json", "csv", "tsv", "ndjson", "md")


@click.command("query")
@click.argument("source", metavar="[FILE | - | TEXT]", default="-")
@known_options
@shared_options
@click.pass_context
def command(context: click.Context, source: str) -> None:
    """Run SPARQL, reading only.

    The query is a file, the text itself, or stdin (-). The default graph is record, names and
    conclusions together; the prefixes of the project need not be declared.
    """
    settings = settings_of(context)
    text = _text(source)
    kg = settings.graph()
    # The engine cannot be interrupted from Python; let Ctrl-C end the process.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    answer = kg.query(text)
    if isinstance(answer, Rows):
        write_rows(answer, settings)
    elif isinstance(answer, bool):
        _write_boolean(answer, settings)
    else:
        from incumbent.views.export import triples_as

        form = settings.format or "ttl"
        write_text(triples_as(answer, f".{_AS_RDF.get(form, form)}").decode())


def _write_boolean(answer: bool, settings: Settings) -> None:
    told = "true" if answer else "false"
    form = settings.output_format()
    if form not in _PLAIN:
        raise ParameterError(f"a yes or no has no format {form}; choose one of {', '.join(_PLAIN)}")
    write_text(f'{{"head": {{}}, "boolean": {told}}}\n' if form == "json" else f"{told}\n")


def _text(source: str) -> str:
    if source == "-":
        if sys.stdin.isatty():
            click.echo("incumbent: type a query, then Ctrl-D", err=True)
        return _decoded(sys.stdin.buffer.read(), "stdin")
    if any(char in source for char in "{}\n\0") or len(source) > _LONGEST_PATH:
        return source
    path = Path(source)
    if path.is_file():
        return _decoded(path.read_bytes(), source)
    if " " not in source or path.suffix in (".rq", ".sparql"):
        raise ParameterError(f"there is no file {source}; give a file, -, or a query's text")
    return source


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ParameterError(f"{name} is not UTF-8 at byte {error.start}") from error
