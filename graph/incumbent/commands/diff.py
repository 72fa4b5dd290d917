"""``incumbent diff``: what changed in knowledge between two days."""

from __future__ import annotations

import dataclasses
import json

import click

from incumbent.commands.output import write_lines, write_rows, write_text
from incumbent.commands.settings import VARIANTS, settings_of, shared_options
from incumbent.errors import ParameterError


@click.command("diff")
@click.option(
    "--known-on",
    "days",
    metavar="DATE",
    multiple=True,
    help="A day of knowledge; give two, the earlier first.",
)
@click.option("--known", type=click.Choice(VARIANTS), help="As for the other commands.")
@shared_options
@click.pass_context
def command(context: click.Context, days: tuple[str, ...], known: str | None) -> None:
    """Tell what changed in knowledge between two days, and which claims changed it.

    What changed in the world is another question: incumbent ask changes.
    """
    settings = settings_of(context)
    form = settings.one_of("a difference", "table", "json", "md", "csv", "tsv", "ndjson")
    if len(days) != 2:
        raise ParameterError("diff compares two days; give --known-on DATE twice")
    settings.known = known
    opened = []
    for day in days:
        settings.known_on = day
        opened.append(settings.graph())
    from incumbent.knowledge.graph import difference

    found = difference(*opened, lang=settings.lang)
    if form == "table":
        write_lines(str(found))
    elif form == "json":
        told = json.dumps(dataclasses.asdict(found), ensure_ascii=False, indent=1)
        write_text(told + "\n")
    elif form == "md":
        from incumbent.views.diff_text import markdown

        write_text(markdown(found))
    else:
        write_rows(found.rows(), settings)
