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
    help="The day shown [default: the last day that documents tell much of].",
)
@click.option("--theme", type=click.Choice(["light", "dark"]), default="light", show_default=True)
@click.option("--width", type=click.IntRange(200, 10_000), help="Of the picture, in pixels.")
@click.option("--view", type=click.Choice(["chart", "timeline", "departures"]), default="chart")
@click.option("--from", "first", metavar="DATE", help="First day of a timeline or departures.")
@click.option("--to", "last", metavar="DATE", help="Last day of a timeline or departures.")
@click.option("--lanes", type=click.Choice(["posts", "people"]), help="Of a timeline.")
@click.option("--documents", metavar="DIR", help="The texts, whose passages the .html then shows.")
@known_options
@shared_options
@click.pass_context
def command(
    context: click.Context,
    output: str,
    on: str | None,
    theme: str,
    width: int | None,
    view: str,
    first: str | None,
    last: str | None,
    lanes: str | None,
    documents: str | None,
) -> None:
    """Draw the reporting graph of a day, a timeline, departures, or all of it for a browser.

    Alone, a tree in the terminal; else by the file's suffix: .html .svg .png .dot .mmd .graphml
    .gexf .txt. Timeline and departures: .svg .png .txt.
    """
    from incumbent.questions.ask import read_date
    from incumbent.views.draw import draw

    if view == "departures" and on:
        raise click.UsageError("departures have a window, --from and --to, not a day")
    if view == "chart" and (first or last or lanes):
        raise click.UsageError("--from, --to and --lanes are for --view timeline or departures")
    if view == "departures" and lanes:
        raise click.UsageError("--lanes is for --view timeline")
    settings = settings_of(context)
    kg = settings.graph()
    suffix = Path(output).suffix if output != "-" else ".txt"
    options: dict[str, Any] = {}
    if suffix in (".svg", ".png"):
        options = {"theme": theme, "width": width}
    if view != "chart":
        window = {"first": first, "last": last}
        options |= {key: day for key, day in window.items() if day}
        options |= {"view": view, **({"lanes": lanes} if lanes else {})}
    data = draw(
        kg,
        suffix,
        read_date(on) if on else kg.latest_day(),
        lang=settings.lang,
        documents=documents,
        report=lambda text: click.echo(f"incumbent: {text}", err=True),
        **options,
    )
    write_file(output, data)
