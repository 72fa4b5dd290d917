"""``incumbent export``: the graph in RDF's formats."""

from __future__ import annotations

from pathlib import Path

import click

from incumbent.commands.output import write_file
from incumbent.commands.settings import known_options, settings_of, shared_options


@click.command("export")
@click.option("-o", "--output", metavar="FILE", default="-", help="Target; - is stdout.")
@click.option(
    "--what",
    type=click.Choice(["record", "claims", "all"]),
    default="record",
    show_default=True,
    help="The record with names and conclusions, the claims with their sources, or everything.",
)
@known_options
@shared_options
@click.pass_context
def command(context: click.Context, output: str, what: str) -> None:
    """Write the graph as Turtle, JSON-LD, TriG, N-Quads, N-Triples or RDF/XML.

    The format is that of the file's suffix, else of --format, else Turtle (TriG for claims).
    """
    from incumbent.views.export import export

    settings = settings_of(context)
    default = f".{settings.format}" if settings.format else ".ttl" if what == "record" else ".trig"
    suffix = Path(output).suffix if output != "-" else default
    write_file(output, export(settings.graph().store, suffix or default, what))
