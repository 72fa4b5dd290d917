"""The root of the command line, and the options that every command takes."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from incumbent.knowledge import KnowledgeGraph

#: Whether documents count that may have come out by a day, or only those that certainly had.
VARIANTS = ("certainly", "possibly")
_KNOWN = "By documents that certainly had come out, or possibly [default: certainly]."
FORMATS = (
    "table",
    "json",
    "csv",
    "tsv",
    "ndjson",
    "md",
    "ttl",
    "trig",
    "jsonld",
    "nt",
    "nq",
    "sarif",
)

#: Command to its one-line help; the module of the same name is imported when it is used.
COMMANDS = {
    "ask": "Ask a question of the catalogue; alone, list the questions.",
    "build": "Work the claims out into a record; done by itself when needed.",
    "check": "Check the graph against its shapes, and its places against the documents.",
    "diff": "Tell what changed in knowledge between two days, and which claims changed it.",
    "draw": "Draw the reporting graph of a day.",
    "export": "Write the graph as Turtle, JSON-LD, TriG, N-Quads, N-Triples or RDF/XML.",
    "locate": "Find a quotation in a document: its position and digest.",
    "publish": "Write everything a reader needs into a folder.",
    "query": "Run SPARQL, reading only.",
    "why": "Tell the claims, places and speakers behind a thing.",
}


class Settings:
    """What the shared options say."""

    def __init__(self) -> None:
        self.corpus: str | None = None
        self.format: str | None = None
        self.lang = "en"
        self.quiet = False
        self.debug = False
        self.known_on: str | None = None
        self.known: str | None = None

    def graph(self, *, rebuild: bool = False) -> KnowledgeGraph:
        """Open the corpus, showing progress on a terminal when it has to be built."""
        if self.known and self.known_on is None:
            raise click.UsageError("--known tells how to read --known-on; give a day with it")
        from incumbent.knowledge import open_graph

        shows = sys.stderr.isatty() and not self.quiet
        steps: list[str] = []

        def progress(step: str) -> None:
            steps.append(step)
            if shows:
                click.echo(f"\r\033[Kincumbent: {step} …", nl=False, err=True)

        kg = open_graph(
            self.corpus,
            progress=progress,
            rebuild=rebuild,
            in_memory=False,
            known_on=self.known_on,
            known=self.known or "certainly",
        )
        if shows and steps:
            click.echo("\r\033[K", nl=False, err=True)
        if not self.quiet:
            for note in kg.notes:
                click.echo(f"incumbent: {note}", err=True)
        return kg

    def output_format(self, terminal: str = "table", pipe: str = "json") -> str:
        """Return the chosen format, or the one that suits where the output goes."""
        if self.format:
            return self.format
        return terminal if sys.stdout.isatty() else pipe

    def one_of(self, what: str, *forms: str) -> str:
        """Return the chosen format, the first when none is, refusing what cannot be written."""
        form = self.format or forms[0]
        if form not in forms:
            from incumbent.errors import ParameterError

            raise ParameterError(f"{what} has no format {form}; choose one of {', '.join(forms)}")
        return form


def settings_of(context: click.Context) -> Settings:
    """Return the settings, made with the first option that is read."""
    root = context.find_root()
    if not isinstance(root.obj, Settings):
        root.obj = Settings()
    return root.obj


def _keep(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    # Given before the command or after it; whichever was given counts.
    if value not in (None, False):
        setattr(settings_of(context), str(parameter.name), value)


def shared_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that every command takes, before and after its name."""
    own: dict[str, Any] = {"expose_value": False, "callback": _keep}
    for option in (
        click.option("--debug", is_flag=True, help="Show tracebacks.", **own),
        click.option("--quiet", is_flag=True, help="Say nothing on stderr but errors.", **own),
        click.option("--lang", type=click.Choice(["en", "fr"]), help="Of names shown.", **own),
        click.option("--format", type=click.Choice(FORMATS), help="Of the output.", **own),
        click.option("--corpus", metavar="DIR", help="A corpus of your own.", **own),
    ):
        command = option(command)
    return command


def known_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of the second clock: what was known on a day."""
    own: dict[str, Any] = {"expose_value": False, "callback": _keep}
    for option in (
        click.option(
            "--known-on", metavar="DATE", help="As the documents out by then tell.", **own
        ),
        click.option("--known", type=click.Choice(VARIANTS), help=_KNOWN, **own),
    ):
        command = option(command)
    return command


class _Lazy(click.Group):
    """A group whose commands are imported when they are used, so that answering stays fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"incumbent.commands.{cmd_name}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, 1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise click.UsageError(f"there is no command {args[0]}{hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))


def _version(context: click.Context, parameter: click.Parameter, value: bool) -> None:  # noqa: ARG001
    if value and not context.resilient_parsing:
        from incumbent import __version__

        click.echo(f"incumbent {__version__}")
        context.exit()


@click.group(cls=_Lazy, invoke_without_command=True)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="Show the version.",
)
@shared_options
@click.pass_context
def cli(context: click.Context) -> None:
    """Who held which post, when, under whom, and who says so."""
    if context.invoked_subcommand is None:
        from incumbent.commands.overview import show

        show(settings_of(context))
