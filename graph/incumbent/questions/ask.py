"""Asking a question of the catalogue: values in people's words become terms of the query."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

import pyoxigraph as ox

from incumbent.errors import NotFoundError, ParameterError
from incumbent.questions.catalogue import Parameter, Question, find_question
from incumbent.questions.names import find
from incumbent.questions.remarks import remarks
from incumbent.questions.rows import Rows, to_rows
from incumbent.vocabulary import PREFIXES, RECORD

_XSD = PREFIXES["xsd"]


def ask(
    store: ox.Store,
    name: str,
    values: Mapping[str, str | int | bool | date | None],
    *,
    record: ox.NamedNode = RECORD,
    named: ox.Store | None = None,
) -> Rows:
    """Ask a question of the catalogue.

    Parameters
    ----------
    store
        A built store.
    name
        The question's name, such as ``holders``.
    values
        Parameters in words (``post="OpenAI CTO"``), as dates, numbers or IRIs; what is left out
        takes the question's default, None leaves an optional parameter open.
    record
        Which record graph to ask.
    named
        A built store that knows the names in the values; the one that is asked unless given.

    Returns
    -------
    Rows
        With remarks on what is disputed or open behind them.

    Raises
    ------
    UnknownQuestionError, ParameterError, NotFoundError, AmbiguousNameError
        When the question or a value cannot be understood.
    """
    question = find_question(name)
    text = question.filled(fill(named or store, question, values, record))
    rows = to_rows(store.query(text))  # type: ignore[arg-type]  # the catalogue holds SELECT only
    language = str(values.get("lang") or "en")
    return Rows(rows.columns, rows.terms, remarks(store, rows, language))


def fill(
    store: ox.Store,
    question: Question,
    values: Mapping[str, str | int | bool | date | None],
    record: ox.NamedNode = RECORD,
) -> dict[str, str]:
    """Return the serialised terms for a question's parameters.

    Raises
    ------
    ParameterError, NotFoundError, AmbiguousNameError
        When the question takes no such parameter or cannot take such a value.
    """
    terms = {}
    for key, value in values.items():
        parameter = question.parameters.get(key)
        if parameter is None:
            raise question.no_parameter(key)
        terms[key] = "UNDEF" if value is None else str(_term(store, parameter, value))
    if record != RECORD:
        terms["record"] = str(record)
    return terms


def _term(
    store: ox.Store, parameter: Parameter, value: str | int | bool | date
) -> ox.NamedNode | ox.Literal:
    text = value.isoformat()[:10] if isinstance(value, date) else str(value)
    if parameter.kind == "date":
        return ox.Literal(read_date(text).isoformat(), datatype=ox.NamedNode(f"{_XSD}date"))
    if parameter.kind == "integer":
        if not re.fullmatch(r"[+-]?[0-9]{1,18}", text):
            raise ParameterError(f"{parameter.name} takes a whole number, not “{text}”")
        return ox.Literal(str(int(text)), datatype=ox.NamedNode(f"{_XSD}integer"))
    if parameter.kind in ("string", "language"):
        return _literal(parameter, text)
    if parameter.kind == "concept":
        return _of_ontology(parameter, text)
    try:
        return find(store, text, parameter.kind)
    except NotFoundError:
        if parameter.kind == "claim":
            return find(store, f"claim:{text}", parameter.kind)
        raise


def _literal(parameter: Parameter, text: str) -> ox.Literal:
    try:
        return ox.Literal(text)
    except ValueError as error:  # bytes of another encoding
        raise ParameterError(f"{parameter.name} takes text, not {text!r}") from error


def _of_ontology(parameter: Parameter, text: str) -> ox.NamedNode:
    """Return a term of our own namespace, such as ``Quoted`` or ``inc:Quoted``."""
    local = text.removeprefix(PREFIXES["inc"]).removeprefix("inc:")
    if not re.fullmatch(r"\w+", local):
        raise ParameterError(f"{parameter.name} takes a term such as Quoted, not “{text}”")
    from incumbent.ontology import read_ontology  # a few milliseconds that few questions need

    term = ox.NamedNode(PREFIXES["inc"] + local)
    known = read_ontology().description.subjects()
    if term not in known:
        from difflib import get_close_matches

        names = [t.value.removeprefix(PREFIXES["inc"]) for t in known]
        near = get_close_matches(local, names, 1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise ParameterError(f"the ontology has no term {local}{hint}")
    return term


def read_date(text: str) -> date:
    """Read a day as people give it on the command line.

    Raises
    ------
    ParameterError
        When it is not of the form 2024-09-25 or no such day exists.

    Examples
    --------
    >>> read_date("2024-09-25")
    datetime.date(2024, 9, 25)
    """
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise ParameterError(f"“{text}” is no date; write a day as 2024-09-25")
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ParameterError(f"“{text}” is no date: there is no such day") from error
