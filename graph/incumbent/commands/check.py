"""``incumbent check``: SHACL findings, and places compared with the documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from incumbent.commands.output import write_text
from incumbent.commands.settings import known_options, settings_of, shared_options

if TYPE_CHECKING:
    from incumbent.checks.findings import Findings
    from incumbent.checks.locations import Locator

#: Told apart from failures and wrong usage.
EXIT_VIOLATIONS = 3
_FORMS = ("table", "json", "sarif", "ttl", "nt")
_ENGINE = "Rules for all things at once, or the reference, slower [default: sets]."


@click.command("check")
@click.option("--documents", metavar="DIR", help="Compare places and digests with these texts.")
@click.option("--explain", metavar="ID", help="Tell a rule, or a finding, in full.")
@click.option("--baseline", metavar="FILE", help="Known findings, accepted for a reason each.")
@click.option("--write-baseline", metavar="FILE", help="Start a baseline; reasons are yours.")
@click.option(
    "--severity",
    type=click.Choice(["violation", "warning", "information"]),
    help="Show these findings and graver ones [default: all].",
)
@click.option("--engine", type=click.Choice(["sets", "pyshacl"]), default="sets", help=_ENGINE)
@known_options
@shared_options
@click.pass_context
def command(
    context: click.Context,
    documents: str | None,
    explain: str | None,
    baseline: str | None,
    write_baseline: str | None,
    severity: str | None,
    engine: str,
) -> None:
    """Check the graph against its shapes; exit 3 when there are violations.

    Findings that a baseline accepts do not count. Formats: table, json, sarif, and the SHACL report
    itself as ttl or nt.
    """
    from incumbent.checks.baseline import Baseline, read_baseline
    from incumbent.checks.check import ENGINES, check
    from incumbent.checks.explain import explain_rule
    from incumbent.checks.findings import SEVERITIES
    from incumbent.checks.locations import Locator
    from incumbent.checks.rules import read_rules

    settings = settings_of(context)
    form = settings.one_of("a check", *_FORMS)
    if explain in read_rules():
        write_text(explain_rule(read_rules()[explain]))
        return
    known = read_baseline(Path(baseline)) if baseline else Baseline({})
    kg = settings.graph()
    chosen = next(name for name in ENGINES if name == engine)
    texts = Path(documents) if documents else None
    found = check(kg.store, documents=texts, corpus_folder=kg.folder, engine=chosen)
    findings = found.accept(known.reasons)
    if not settings.quiet:
        rules = read_rules().values()
        beside = {rule.id for rule in rules if rule.deactivated and texts is None}
        # On another day of knowledge other findings are missing, which is no fault of the baseline.
        unasked = set(read_rules()) if settings.known_on else beside
        _remark(findings, known.remarks(findings, unasked), baseline)
    if explain:
        write_text(_explained(findings, explain))
        return
    shown = findings.at_least(next((s for s in SEVERITIES if s == severity), SEVERITIES[-1]))
    if write_baseline:
        _write_baseline(shown, write_baseline)
    write_text(_formatted(shown, form, Locator(kg.store, texts)))
    if findings.unaccepted:
        context.exit(EXIT_VIOLATIONS)


def _remark(findings: Findings, remarks: list[str], path: str | None) -> None:
    for note in findings.notes:
        click.echo(f"incumbent: {note}", err=True)
    for remark in remarks:
        click.echo(f"incumbent: {path}: {remark}", err=True)


def _explained(findings: Findings, name: str) -> str:
    from incumbent.checks.explain import explain_finding, unknown

    for finding in findings:
        if finding.id == name:
            return explain_finding(finding, findings.accepted.get(name))
    raise unknown(name)


def _write_baseline(findings: Findings, path: str) -> None:
    """Write what is shown; reasons that stand in the file already are kept."""
    from incumbent.checks.baseline import read_baseline, write_baseline
    from incumbent.files import write_whole

    target = Path(path)
    reasons = dict(findings.accepted)
    if target.exists():
        reasons = {**reasons, **read_baseline(target).reasons}
    write_whole(target, write_baseline(findings, reasons).encode())
    told = f"{len(findings)} finding{'s' if len(findings) != 1 else ''}"
    lacking = sum(finding.id not in reasons for finding in findings)
    hint = f"; give the reasons of {lacking}" if lacking else ""
    click.echo(f"incumbent: {path} holds {told}{hint}", err=True)


def _formatted(findings: Findings, form: str, locator: Locator) -> str:
    if form == "json":
        return findings.to_json() + "\n"
    if form == "sarif":
        from incumbent import __version__
        from incumbent.checks.sarif import to_sarif

        return to_sarif(findings, locator, __version__)
    if form in ("ttl", "nt"):
        from incumbent.checks.report import report_triples
        from incumbent.views.turtle import turtle

        triples = report_triples(findings)
        if form == "ttl":
            return turtle({None: triples})
        return "".join(sorted(f"{triple} .\n" for triple in triples))
    return f"{findings}\n"
