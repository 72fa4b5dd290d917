"""Evaluating SPARQL over a store: guarded, read-only, with errors that show the place."""

from __future__ import annotations

import re

import pyoxigraph as ox

from incumbent.errors import QuerySyntaxError
from incumbent.questions.guard import safe_query
from incumbent.questions.rows import Rows, to_rows
from incumbent.vocabulary import DEFAULT_GRAPHS, PREFIXES

Triples = list[ox.Triple]

#: What pyoxigraph says of a query that parses and yet makes no sense.
_REASON = re.compile(r"(?:The SELECT|SELECT \*|Duplicated)[^,\[\"]*")
#: Longer texts are not parsed a second time to find the bad token.
_READABLE = 5_000


def query(store: ox.Store, text: str) -> Rows | Triples | bool:
    """Evaluate a user's query.

    The default graph is record, names and conclusions together; everything else is a named graph.
    The project's prefixes need not be declared.

    Parameters
    ----------
    store
        What to ask.
    text
        SELECT, ASK, CONSTRUCT or DESCRIBE.

    Returns
    -------
    Rows, list of Triple or bool
        By the form of the query.

    Raises
    ------
    ForbiddenQueryError
        When the text would write, fetch or read elsewhere.
    QuerySyntaxError
        When it does not parse; the message shows line and token.
    """
    safe = safe_query(text, lambda graph: _holds(store, graph))
    # A FROM in the text chooses the dataset; only without one is it ours to choose.
    chosen: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] | None
    chosen = None if safe.chooses else list(DEFAULT_GRAPHS)
    try:
        result = store.query(safe.text, default_graph=chosen)
    except SyntaxError as error:
        raise QuerySyntaxError(_at_its_place(text, str(error.msg))) from error
    if isinstance(result, ox.QueryBoolean):
        return bool(result)
    if isinstance(result, ox.QueryTriples):
        return sorted(set(result), key=str)
    return to_rows(result)


def _holds(store: ox.Store, graph: str) -> bool:
    try:
        return store.contains_named_graph(ox.NamedNode(graph))
    except ValueError:  # no IRI at all
        return False


def _at_its_place(text: str, told: str) -> str:
    """Return a message that names the bad token, which rdflib's parser finds best."""
    reason = _REASON.search(told)
    if reason:
        return reason.group().rstrip()
    if len(text) <= _READABLE:
        from rdflib.plugins.sparql.parser import parseQuery

        declared = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
        try:
            parseQuery(declared + text)
        except Exception as found:  # pyparsing and rdflib raise many kinds; none may hide ours
            line = getattr(found, "lineno", None)
            column = getattr(found, "col", None)
            if isinstance(line, int) and isinstance(column, int):
                return _token_at(text, line - len(PREFIXES), column)
    return (
        "the query breaks a rule of SPARQL: a variable bound twice, a blank node in two groups, "
        "or rows of unequal length"
    )


def _token_at(text: str, line: int, column: int) -> str:
    lines = text.split("\n")
    rest = lines[line - 1][column - 1 :].split() if 0 < line <= len(lines) else []
    if not text.strip():
        return "the query is empty"
    if rest:
        return f"line {line}, column {column}: “{rest[0]}” is not expected here"
    if line >= len(lines):
        return "the query ends too early"
    return f"line {line}: something is missing at its end"
