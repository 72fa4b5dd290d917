"""``incumbent publish``: everything a reader needs, in a folder."""

from __future__ import annotations

import click

from incumbent.commands.settings import settings_of, shared_options


@click.command("publish")
@click.option("-o", "--output", metavar="DIR", required=True, help="The folder to write to.")
@shared_options
@click.pass_context
def command(context: click.Context, output: str) -> None:
    """Write record, claims, picture, answers and checks into a folder, with an index page."""
    settings = settings_of(context)
    written = settings.graph().publish(output)
    if not settings.quiet:
        click.echo(
            f"incumbent: {len(written)} files in {output}; open {output}/index.html", err=True
        )
