"""``incumbent query``: any SPARQL, reading only."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from incumbent.commands.output import write_rows, write_text
from incumbent.commands.settings import settings_of, shared_options
from incumbent.errors import ParameterError
from incumbent.questions.rows import Rows


@click.command("query")
@click.argument("source", metavar="[FILE | - | TEXT]", default="-")
@shared_options
@click.pass_context
def command(context: click.Context, source: str) -> None:
    """Run SPARQL, reading only.

    The query is a file, the text itself, or stdin (-). The default graph is record, names and
    conclusions together; the prefixes of the project need not be declared.
    """
    settings = settings_of(context)
    answer = settings.graph().query(_text(source))
    if isinstance(answer, bool):
        form = settings.output_format()
        told = "true" if answer else "false"
        write_text(f'{{"head": {{}}, "boolean": {told}}}\n' if form == "json" else f"{told}\n")
    elif isinstance(answer, Rows):
        write_rows(answer, settings)
    else:
        from incumbent.views.export import triples_as

        form = settings.format if settings.format not in (None, "table", "json") else "ttl"
        write_text(triples_as(answer, f".{form}").decode())


def _text(source: str) -> str:
    if source == "-":
        return sys.stdin.read()
    looks_like_a_path = not any(char in source for char in "{}\n") and len(source) < 1000
    if looks_like_a_path:
        path = Path(source)
        if path.is_file():
            try:
                return path.read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError) as error:
                raise ParameterError(f"{source} cannot be read: {error}") from error
        if " " not in source or path.suffix in (".rq", ".sparql"):
            raise ParameterError(f"there is no file {source}; give a file, -, or a query's text")
    return source
