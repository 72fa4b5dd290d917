"""``incumbent draw``: the reporting graph of a day."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from incumbent.commands.output import write_file
from incumbent.commands.settings import known_options, settings_of, shared_options


@click.command("draw")
@click.option("-o", "--output", metavar="FILE", default="-", help="Target; - is stdout.")
@click.option(
    "--on",
    metavar="DATE",
    help="The day shown [default: the last day on which anything is certain].",
)
@click.option("--theme", type=click.Choice(["light", "dark"]), default="light", show_default=True)
@click.option("--width", type=click.IntRange(200, 10_000), help="Of the picture, in pixels.")
@known_options
@shared_options
@click.pass_context
def command(
    context: click.Context, output: str, on: str | None, theme: str, width: int | None
) -> None:
    """Draw the reporting graph of a day.

    Alone, a tree in the terminal; else by the file's suffix: .svg .png .dot .mmd .graphml .gexf
    .txt.
    """
    from incumbent.views.draw import render

    settings = settings_of(context)
    kg = settings.graph()
    graph = kg.reporting(on or kg.latest_day(), lang=settings.lang)
    suffix = Path(output).suffix if output != "-" else ".txt"
    options: dict[str, Any] = {}
    if suffix in (".svg", ".png"):
        options = {"theme": theme, "width": width}
    write_file(output, render(graph, suffix, **options))
