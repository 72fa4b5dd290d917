"""The catalogue: one question per ``.rq`` file, with parameters that are lines of the query.

A question says in a ``#+`` header (YAML) what it is called and which parameters it takes. In the
query each parameter is a line of its own, ``VALUES ?name { TERMS }``, with a working default, so
the file runs as it stands on any SPARQL 1.1 engine; asking with another value replaces the line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from incumbent.errors import CorpusError, ParameterError, UnknownQuestionError
from incumbent.resources import data_folder
from incumbent.store.cache import remembered

_LINE = re.compile(r"[ \t]*VALUES \?(\w+) \{(.*)\}[ \t]*")


class Parameter(NamedTuple):
    """A parameter of a question.

    Attributes
    ----------
    name, description
        For people and for the command line.
    kind
        ``post``, ``person``, ``date``, …: what its values are.
    default
        In words, as a person would give it; None where leaving it out widens the question.
    """

    name: str
    kind: str
    default: str | None
    description: str


class Question(NamedTuple):
    """A question of the catalogue.

    Attributes
    ----------
    name, theme
        Its file's name and folder.
    title, description
        One line, one sentence.
    parameters
        By name, in the order of the header.
    text
        The query with its defaults, as the file holds it.
    tags
        Words to find it by.
    """

    name: str
    theme: str
    title: str
    description: str
    parameters: Mapping[str, Parameter]
    text: str
    tags: tuple[str, ...]

    def filled(self, values: Mapping[str, str]) -> str:
        """Return the query with values in place of defaults.

        Parameters
        ----------
        values
            Parameter name to SPARQL terms, already serialised: ``<https://…>``, ``"2024"``, …

        Raises
        ------
        ParameterError
            When the question has no such parameter.

        Examples
        --------
        >>> text = find_question("holders").filled({"on": '"2020-01-01"^^xsd:date'})
        >>> '"2020-01-01"^^xsd:date' in text
        True
        """
        lines = self.text.split("\n")
        for name, terms in values.items():
            places = [i for i, line in enumerate(lines) if _parameter_of(line) == name]
            if not places:
                raise self.no_parameter(name)
            for place in places:
                indent = lines[place][: len(lines[place]) - len(lines[place].lstrip())]
                lines[place] = f"{indent}VALUES ?{name} {{ {terms} }}"
        return "\n".join(lines)

    def no_parameter(self, name: str) -> ParameterError:
        """Return the error for a parameter that this question does not take."""
        from difflib import get_close_matches

        known = ", ".join(self.parameters) or "none"
        near = get_close_matches(name, self.parameters, 1)
        hint = f"; did you mean {near[0]}?" if near else ""
        return ParameterError(
            f"the question {self.name} takes no parameter {name}{hint} (it takes: {known})"
        )


def _parameter_of(line: str) -> str | None:
    match = _LINE.fullmatch(line)
    return match.group(1) if match else None


def parameter_lines(text: str) -> list[tuple[str, str]]:
    """Return the name and the terms of every parameter line of a query."""
    matches = (_LINE.fullmatch(line) for line in text.split("\n"))
    return [(match.group(1), match.group(2).strip()) for match in matches if match]


@cache
def question_files() -> dict[str, Path]:
    """Return the catalogue's files by question name, in order of theme and name."""
    return {path.stem: path for path in sorted(data_folder("queries").glob("*/*.rq"))}


def find_question(name: str) -> Question:
    """Return a question by name.

    Raises
    ------
    UnknownQuestionError
        With the nearest names.
    """
    files = question_files()
    if name not in files:
        from difflib import get_close_matches

        near = get_close_matches(name, files, 3, 0.5)
        hint = f"did you mean {' or '.join(near)}?" if near else "`incumbent ask` lists them"
        raise UnknownQuestionError(f"there is no question {name}; {hint}")
    return read_question(files[name])


def all_questions() -> list[Question]:
    """Return the whole catalogue, in order of theme and name."""
    return [read_question(path) for path in question_files().values()]


@cache
def read_question(path: Path) -> Question:
    """Read a question's file.

    Raises
    ------
    CorpusError
        When its header is missing or is not YAML of the expected form.
    """
    text = path.read_text(encoding="utf-8")
    header = _header(path, text)
    try:
        parameters = {
            name: Parameter(
                name,
                given["type"],
                None if given.get("default") is None else str(given["default"]),
                given.get("description", ""),
            )
            for name, given in (header.get("parameters") or {}).items()
        }
        return Question(
            path.stem,
            path.parent.name,
            header["title"],
            header["description"],
            parameters,
            text,
            tuple(header.get("tags") or ()),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise CorpusError(f"{path}: the #+ header lacks {error}") from error


def _header(path: Path, text: str) -> dict[str, Any]:
    lines = [line[2:].removeprefix(" ") for line in text.split("\n") if line.startswith("#+")]
    try:
        header = remembered("\n".join(lines), _parsed)
    except ValueError as error:
        raise CorpusError(f"{path}: the #+ header is no YAML: {error}") from error
    if not isinstance(header, dict):
        raise CorpusError(f"{path} has no #+ header")
    return header


def _parsed(header: str) -> Any:
    import yaml  # as long to import as the rest of an answer takes

    try:
        return yaml.safe_load(header)
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error
