"""Evaluating SPARQL over a store: guarded, read-only, with errors that show the place."""

from __future__ import annotations

import pyoxigraph as ox

from incumbent.errors import QuerySyntaxError
from incumbent.questions.guard import check_query, keywords
from incumbent.questions.rows import Rows, to_rows
from incumbent.vocabulary import DEFAULT_GRAPHS, PREFIXES

Triples = list[ox.Triple]


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
    check_query(text, lambda graph: store.contains_named_graph(ox.NamedNode(graph)))
    # A FROM in the text chooses the dataset; only without one is it ours to choose.
    chosen = None if "FROM" in keywords(text) else list(DEFAULT_GRAPHS)
    try:
        result = store.query(text, default_graph=chosen, prefixes=PREFIXES)
    except SyntaxError as error:
        raise QuerySyntaxError(_at_its_place(text, error)) from error
    if isinstance(result, ox.QueryBoolean):
        return bool(result)
    if isinstance(result, ox.QueryTriples):
        return sorted(set(result), key=str)
    return to_rows(result)


def _at_its_place(text: str, error: SyntaxError) -> str:
    """Return a message that names the bad token, which rdflib's parser finds best."""
    from rdflib.plugins.sparql.parser import parseQuery

    declared = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    try:
        parseQuery(declared + text)
    except Exception as found:  # pyparsing and rdflib raise many kinds; none may hide ours
        line = getattr(found, "lineno", None)
        column = getattr(found, "col", None)
        if isinstance(line, int) and isinstance(column, int):
            line -= len(PREFIXES)
            lines = text.splitlines() or [""]
            rest = lines[line - 1][column - 1 :].split() if 0 < line <= len(lines) else []
            token = rest[0] if rest else "the end of the query"
            return f"line {line}, column {column}: “{token}” is not expected here"
    return str(error.msg or error)
