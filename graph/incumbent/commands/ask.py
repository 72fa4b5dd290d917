"""``incumbent ask``: a question of the catalogue, each with its own options."""

from __future__ import annotations

import click

from incumbent.commands.output import terminal_width, write_rows, write_text
from incumbent.commands.settings import (
    Settings,
    known_options,
    settings_of,
    shared_options,
)
from incumbent.questions.catalogue import Question, all_questions, find_question, question_files


class _Catalogue(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(question_files())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:  # noqa: ARG002
        return _question_command(find_question(cmd_name))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Questions"):
            formatter.write_dl([(q.name, q.title) for q in all_questions()])


def _question_command(question: Question) -> click.Command:
    @click.pass_context
    def run(context: click.Context, /, **given: str | None) -> None:
        settings = settings_of(context)
        values: dict[str, str] = {
            str(name): value for name, value in given.items() if value is not None
        }
        if "lang" in question.parameters:
            values.setdefault("lang", settings.lang)
        answer = settings.graph().ask(question.name, **values)
        write_rows(answer, settings)

    options: list[click.Parameter] = [
        click.Option(
            [f"--{name.replace('_', '-')}", name],
            metavar=parameter.kind.upper(),
            help=f"{parameter.description} [default: {parameter.default or 'any'}]",
        )
        for name, parameter in question.parameters.items()
        if name != "lang"
    ]
    plain = click.Command(
        question.name,
        callback=run,
        params=options,
        help=f"{question.title}\n\n{question.description}",
    )
    return _with_shared_options(plain)


def _with_shared_options(command: click.Command) -> click.Command:
    def carrier() -> None: ...

    known_options(shared_options(carrier))
    command.params.extend(reversed(getattr(carrier, "__click_params__", [])))
    return command


@click.group("ask", cls=_Catalogue, invoke_without_command=True)
@known_options
@shared_options
@click.pass_context
def command(context: click.Context) -> None:
    """Ask a question of the catalogue; alone, list the questions."""
    if context.invoked_subcommand is None:
        _list(settings_of(context))


def _list(settings: Settings) -> None:
    if settings.output_format(pipe="table") == "table":
        write_text(_listed())
        return
    import pyoxigraph as ox

    from incumbent.questions.rows import Rows

    rows = tuple(
        tuple(ox.Literal(text) for text in (q.theme, q.name, _parameters(q), q.title))
        for q in all_questions()
    )
    write_rows(Rows(("theme", "question", "parameters", "title"), rows), settings)


def _listed() -> str:
    """Return the catalogue as a list, theme by theme."""
    from itertools import groupby

    from incumbent.views.terminal import wrapped

    questions, width = all_questions(), terminal_width()
    column = max(len(question.name) for question in questions) + 4
    parts = []
    for theme, those in groupby(questions, lambda question: question.theme):
        parts.append(f"{theme}\n")
        for question in those:
            title = wrapped(question.title, width and width - column, " " * column)
            parts.append(f"{f'  {question.name}':{column}}{title}")
    return "".join(parts) + "\nincumbent ask QUESTION --help tells what a question takes.\n"


def _parameters(question: Question) -> str:
    return " ".join(f"--{name}" for name in question.parameters if name != "lang")
