"""What a query may not ask, seen by a lexer before anything is evaluated.

Engines fetch on SERVICE, LOAD and ``FROM <http://…>``, have no switch against it, and crash on
deep nesting. So query text is cut into the tokens of the SPARQL grammar
(https://www.w3.org/TR/sparql11-query/#sparqlGrammar) and refused by its keywords; words inside
strings, IRIs, names and comments are none.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from incumbent.errors import ForbiddenQueryError

LENGTH_AT_MOST = 200_000
DEPTH_AT_MOST = 100
BRANCHES_AT_MOST = 1_000

_UPDATES = frozenset(
    {"INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "LOAD", "WITH"}
)

_TOKEN = re.compile(
    r"""
      (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<comment>\#[^\r\n]*)
    | (?P<string>\"{3}(?:(?:\"|\"\")?(?:[^\"\\]|\\.))*\"{3}
               | '{3}(?:(?:'|'')?(?:[^'\\]|\\.))*'{3}
               | \"(?:[^\"\\\n\r]|\\.)*\" | '(?:[^'\\\n\r]|\\.)*')
    | (?P<variable>[?$]\w+)
    | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<name>(?:[^\W\d_][\w.\-]*)?:(?:[\w\-:%.]|\\.)*)
    | (?P<word>[^\W\d][\w]*)
    | (?P<mark>[{}()\[\]])
    """,
    re.VERBOSE | re.DOTALL,
)


class _Token(NamedTuple):
    kind: str
    text: str
    line: int


def check_query(text: str, holds_graph: Callable[[str], bool]) -> None:
    """Refuse a query that would write, fetch, read elsewhere, or bring an engine down.

    Parameters
    ----------
    text
        SPARQL as a user gave it.
    holds_graph
        Tells whether the store holds a graph of that IRI; FROM may name no other.

    Raises
    ------
    ForbiddenQueryError
        With the offending word, its line, and what is allowed instead.

    Examples
    --------
    >>> check_query('SELECT * { ?s ?p "LOAD" } # SERVICE', lambda graph: False)
    >>> check_query("ASK { SERVICE <http://example.org/> { ?s ?p ?o } }", lambda graph: False)
    Traceback (most recent call last):
    ...
    incumbent.errors.ForbiddenQueryError: line 1: SERVICE would ask another server; ...
    """
    if len(text) > LENGTH_AT_MOST:
        raise ForbiddenQueryError(f"the query is longer than {LENGTH_AT_MOST} characters")
    tokens = _tokens(text)
    _check_nesting(tokens)
    prefixes = _prefixes(tokens)
    for position, token in enumerate(tokens):
        if token.kind != "word":
            continue
        word = token.text.upper()
        if word == "SERVICE":
            raise _refused(token, "would ask another server; this graph is all a query may read")
        if word in _UPDATES:
            raise _refused(token, "would change the graph; only queries are allowed")
        if word == "FROM":
            named = _named(tokens, position)
            graph = _resolve(named, prefixes)
            if graph is None or not holds_graph(graph):
                told = named.text if named else "nothing"
                raise _refused(token, f"{told} is no graph of this store; FROM may not fetch")


def keywords(text: str) -> set[str]:
    """Return the bare words of a query in capitals, those in strings and names left out.

    Examples
    --------
    >>> sorted(keywords("ASK FROM <http://example.org/from> { }"))
    ['ASK', 'FROM']
    """
    return {token.text.upper() for token in _tokens(text) if token.kind == "word"}


def _tokens(text: str) -> list[_Token]:
    tokens, line, last = [], 1, 0
    for match in _TOKEN.finditer(text):
        line += text.count("\n", last, match.start())
        last = match.start()
        if match.lastgroup not in (None, "comment", "string"):
            tokens.append(_Token(str(match.lastgroup), match.group(), line))
    return tokens


def _check_nesting(tokens: list[_Token]) -> None:
    depth = branches = 0
    for token in tokens:
        if token.kind == "mark":
            depth += 1 if token.text in "{([" else -1
            if depth > DEPTH_AT_MOST:
                raise _refused(token, f"stands more than {DEPTH_AT_MOST} brackets deep")
        elif token.text.upper() in ("UNION", "OPTIONAL", "MINUS"):
            branches += 1
            if branches > BRANCHES_AT_MOST:
                raise _refused(token, f"the query has more than {BRANCHES_AT_MOST} branches")


def _prefixes(tokens: list[_Token]) -> dict[str, str]:
    found = {}
    for keyword, name, iri in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if keyword.text.upper() == "PREFIX" and iri.kind == "iri":
            found[name.text.partition(":")[0]] = iri.text[1:-1]
    return found


def _named(tokens: list[_Token], position: int) -> _Token | None:
    after = [t for t in tokens[position + 1 : position + 3] if t.text.upper() != "NAMED"]
    return after[0] if after else None


def _resolve(token: _Token | None, prefixes: dict[str, str]) -> str | None:
    if token is None:
        return None
    if token.kind == "iri":
        return token.text[1:-1]
    prefix, _, local = token.text.partition(":")
    return prefixes[prefix] + local if token.kind == "name" and prefix in prefixes else None


def _refused(token: _Token, why: str) -> ForbiddenQueryError:
    return ForbiddenQueryError(f"line {token.line}: {token.text} {why}")
