"""``incumbent check``: SHACL findings, and places compared with the documents."""

from __future__ import annotations

import click

from incumbent.commands.output import write_text
from incumbent.commands.settings import settings_of, shared_options

#: Told apart from failures and wrong usage.
EXIT_VIOLATIONS = 3


@click.command("check")
@click.option("--documents", metavar="DIR", help="Compare places and digests with these texts.")
@shared_options
@click.pass_context
def command(context: click.Context, documents: str | None) -> None:
    """Check the graph against its shapes; exit 3 when there are violations."""
    settings = settings_of(context)
    findings = settings.graph().check(documents=documents)
    form = settings.format or "table"
    write_text(findings.to_json() if form == "json" else f"{findings}\n")
    if findings.violations:
        context.exit(EXIT_VIOLATIONS)
