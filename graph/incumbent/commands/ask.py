"""``incumbent ask``: a question of the catalogue, each with its own options."""

from __future__ import annotations

import click

from incumbent.commands.output import write_rows
from incumbent.commands.settings import Settings, settings_of, shared_options
from incumbent.questions.catalogue import Question, all_questions, find_question, question_files


class _Catalogue(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(question_files())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        return _question_command(find_question(cmd_name))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Questions"):
            formatter.write_dl([(q.name, q.title) for q in all_questions()])


def _question_command(question: Question) -> click.Command:
    @click.pass_context
    def run(context: click.Context, **given: str | None) -> None:
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

    shared_options(carrier)
    command.params.extend(reversed(getattr(carrier, "__click_params__", [])))
    return command


@click.group("ask", cls=_Catalogue, invoke_without_command=True)
@shared_options
@click.pass_context
def command(context: click.Context) -> None:
    """Ask a question of the catalogue; alone, list the questions."""
    if context.invoked_subcommand is None:
        _list(settings_of(context))


def _list(settings: Settings) -> None:
    import pyoxigraph as ox

    from incumbent.questions.rows import Rows

    rows = tuple(
        tuple(ox.Literal(text) for text in (q.theme, q.name, _parameters(q), q.title))
        for q in all_questions()
    )
    write_rows(Rows(("theme", "question", "parameters", "title"), rows), settings, pipe="table")


def _parameters(question: Question) -> str:
    return " ".join(f"--{name}" for name in question.parameters if name != "lang")
