"""The index of the catalogue, as ``queries/README.md`` holds it."""

from __future__ import annotations

from incumbent.questions.catalogue import Question, all_questions

_INTRODUCTION = """\
# The catalogue

<!-- Generated: python -m incumbent.views.catalogue_index > queries/README.md -->

One question a file. Each runs as it stands on any SPARQL 1.1 engine that holds the exported
graphs, and through `incumbent ask NAME --PARAMETER VALUE` or `kg.ask("NAME", PARAMETER=VALUE)`.
A parameter is a line `VALUES ?name { … }`; replace the whole line, wherever it stands, to ask
with another value.
"""
_HEAD = "| question | asks | parameters |\n| --- | --- | --- |\n"


def catalogue_index() -> str:
    """Return the index: every question with its title, parameters and defaults, by theme."""
    parts = [_INTRODUCTION]
    theme = ""
    for question in all_questions():
        if question.theme != theme:
            theme = question.theme
            parts.append(f"\n## {theme.capitalize()}\n\n{_HEAD}")
        parts.append(_line(question))
    return "".join(parts)


def _line(question: Question) -> str:
    parameters = ", ".join(
        f"`{name}` ({parameter.default or 'any'})"
        for name, parameter in question.parameters.items()
        if name != "lang"
    )
    link = f"[{question.name}]({question.theme}/{question.name}.rq)"
    return f"| {link} | {question.title}: {question.description} | {parameters} |\n"


if __name__ == "__main__":
    print(catalogue_index(), end="")  # noqa: T201 (this is what the module is run for)
