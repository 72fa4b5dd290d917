"""``incumbent build``: claims to record, done by itself when needed."""

from __future__ import annotations

import click

from incumbent.commands.settings import settings_of, shared_options


@click.command("build")
@shared_options
@click.pass_context
def command(context: click.Context) -> None:
    """Work the claims out into a record; done by itself when needed."""
    settings = settings_of(context)
    kg = settings.graph(rebuild=True)
    if not settings.quiet:
        click.echo(f"incumbent: {len(kg.store)} statements from {kg.folder}", err=True)
