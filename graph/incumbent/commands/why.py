"""``incumbent why``: the evidence for a thing."""

from __future__ import annotations

import dataclasses
import json

import click

from incumbent.commands.output import write_lines, write_text
from incumbent.commands.settings import known_options, settings_of, shared_options


@click.command("why")
@click.argument("thing")
@known_options
@shared_options
@click.pass_context
def command(context: click.Context, thing: str) -> None:
    """Tell the claims, places and speakers behind a thing.

    THING is a name in any spelling the corpus knows, or an IRI such as id:openai-cto.
    """
    settings = settings_of(context)
    form = settings.one_of("evidence", "table", "json")
    evidence = settings.graph().why(thing, lang=settings.lang)
    if form == "json":
        told = json.dumps(dataclasses.asdict(evidence), ensure_ascii=False, indent=1)
        write_text(told + "\n")
        return
    from incumbent.views.why import tell

    write_lines(tell(evidence))
