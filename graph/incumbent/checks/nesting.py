"""Rewriting EXISTS so that Oxigraph goes from one pattern to the next.

Its optimizer orders the joins of a query, but not those inside EXISTS: there the patterns are
evaluated apart and hashed, a scan of the store for every row. One pattern a level has no join,
and ``EXISTS { a . b . FILTER(c) }`` says the same as
``EXISTS { a . FILTER EXISTS { b . FILTER(c) } }``.
What is not understood (OPTIONAL, BIND, a sub-select) stays as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

_TOKEN = re.compile(
    r'"(?:[^"\\]|\\.)*"(?:@[A-Za-z-]+|\^\^(?:<[^<>\s]*>|[\w-]*:[\w-]*))?'
    r"|<[^<>\"{}|^`\\\s]*>|[?$]\w+|[\w-]*:[\w-]*|[\w.]*\w|&&|\|\||[!<>]=|\S"
)
#: Inside a group these are not simply patterns and filters.
_OPAQUE = frozenset({"OPTIONAL", "BIND", "SELECT", "MINUS", "VALUES", "SERVICE"})
_BRACKETS = {"{": "}", "(": ")"}


@dataclass(frozen=True, slots=True)
class _Item:
    """A triple pattern or a group in braces, with the graph that it is about."""

    tokens: tuple[str, ...]
    graph: str | None

    @property
    def variables(self) -> frozenset[str]:
        named = (self.graph,) if self.graph else ()
        return _variables((*self.tokens, *named))

    def cost(self, bound: frozenset[str]) -> int:
        """Return roughly how many matches there are when these variables are known."""
        if self.tokens[0] == "{":
            return 500 if self.variables & bound else 10**6
        first, link, last = self.tokens[0], self.tokens[1:-1], self.tokens[-1]
        subject, node = _known(first, bound), _known(last, bound)
        if subject:
            return 1 if node else 10
        if not node:
            return 10**6
        kind = link in (("a",), ("rdf:type",))
        return 10**5 if kind else 50 if last[0] in "?$" else 10**4

    def words(self) -> list[str]:
        """Return it as it stands in a group."""
        if self.graph:
            return ["GRAPH", self.graph, "{", *self.tokens, "}"]
        return [*self.tokens, "."]


class _NotUnderstoodError(Exception):
    """A group that holds more than patterns and filters."""


@cache
def nested(query: str) -> str:
    """Rewrite every EXISTS of a query.

    Parameters
    ----------
    query
        SPARQL without comments.

    Returns
    -------
    str
        A query with the same rows.

    Examples
    --------
    >>> nested("SELECT * { ?a a ?b FILTER EXISTS { ?c a ?d ; ?e ?a } }")
    'SELECT * { ?a a ?b FILTER EXISTS { ?c ?e ?a . FILTER EXISTS { ?c a ?d . } } }'
    """
    return _text(_rewritten(_TOKEN.findall(query), frozenset(), None))


@cache
def delayed(query: str) -> str:
    """Rewrite a query so that EXISTS within EXISTS is asked last, of the rows that are left.

    Oxigraph asks it as soon as the variables are known that it sees in it, and not those deeper in.

    Parameters
    ----------
    query
        As :func:`nested` returns it; what it binds is not bound beforehand.

    Returns
    -------
    str
        A query with the same rows.

    Examples
    --------
    >>> delayed("SELECT ?a { ?a ?b ?c FILTER EXISTS { ?c ?d ?e FILTER EXISTS { ?e ?f ?a } } }")
    'SELECT ?a { { SELECT * { ?a ?b ?c } } FILTER EXISTS { ?c ?d ?e FILTER EXISTS { ?e ?f ?a } } }'
    """
    tokens = _TOKEN.findall(query)
    start = tokens.index("{")
    end = _closing(tokens, start)
    first, last = list[str](), list[str]()
    at = start + 1
    while at < end:
        if tokens[at].upper() == "FILTER":
            after = _end_of_filter(tokens, at + 1)
            costly = sum(token.upper() == "EXISTS" for token in tokens[at:after]) > 1
        else:
            after = _closing(tokens, at) + 1 if tokens[at] in _BRACKETS else at + 1
            costly = False
        (last if costly else first).extend(tokens[at:after])
        at = after
    if not last or not first:
        return query
    inner = ["{", "SELECT", "*", "{", *first, "}", "}"]
    return _text([*tokens[: start + 1], *inner, *last, *tokens[end:]])


def _text(tokens: Sequence[str]) -> str:
    """Put tokens together; Oxigraph takes no space between some functions and their bracket."""
    spaced = (
        word if word == "(" and before[-1].isalnum() else f" {word}"
        for before, word in zip(("{", *tokens), tokens, strict=False)
    )
    return "".join(spaced).strip()


def _rewritten(tokens: Sequence[str], bound: frozenset[str], graph: str | None) -> list[str]:
    """Rewrite the EXISTS among tokens, whose other variables are known inside them."""
    known = bound | _variables(_outside(tokens))
    found: list[str] = []
    at = 0
    while at < len(tokens):
        found.append(tokens[at])
        if tokens[at].upper() == "EXISTS":
            end = _closing(tokens, at + 1)
            found.extend(["{", *_body(tokens[at + 2 : end], known, graph), "}"])
            at = end
        at += 1
    return found


def _body(tokens: Sequence[str], bound: frozenset[str], graph: str | None) -> list[str]:
    try:
        items, filters = _parts(tokens, graph)
    except _NotUnderstoodError:
        inner = _rewritten(tokens, bound, None)
        return ["GRAPH", graph, "{", *inner, "}"] if graph else inner
    own = frozenset(v for item in items for v in item.variables)
    waiting = [(_variables(text) & own, text, where) for text, where in filters]
    rest, levels, known = list(items), list[list[str]](), bound
    while rest:
        item = min(rest, key=lambda one: one.cost(known))
        rest.remove(item)
        known |= item.variables
        level = item.words()
        for needed, text, where in [w for w in waiting if w[0] <= known or not rest]:
            waiting.remove((needed, text, where))
            level += ["FILTER", *_rewritten(text, bound | own, where)]
        levels.append(level)
    body = levels.pop()
    while levels:
        body = [*levels.pop(), "FILTER", "EXISTS", "{", *body, "}"]
    return body


def _parts(
    tokens: Sequence[str], graph: str | None
) -> tuple[list[_Item], list[tuple[tuple[str, ...], str | None]]]:
    """Split a group into its patterns and its filters, each with its graph."""
    items: list[_Item] = []
    filters: list[tuple[tuple[str, ...], str | None]] = []
    at = 0
    while at < len(tokens):
        word = tokens[at].upper()
        if word in _OPAQUE:
            raise _NotUnderstoodError
        if word == "FILTER":
            end = _end_of_filter(tokens, at + 1)
            filters.append((tuple(tokens[at + 1 : end]), graph))
        elif word == "GRAPH":
            end = _closing(tokens, at + 2) + 1
            inner = _parts(tokens[at + 3 : end - 1], tokens[at + 1])
            items += inner[0]
            filters += inner[1]
        elif word == "{":
            end = _closing(tokens, at) + 1
            while end < len(tokens) and tokens[end].upper() == "UNION":
                end = _closing(tokens, end + 1) + 1
            items.append(_Item(_simple(tokens[at:end]), graph))
        else:
            end = _end_of_triples(tokens, at)
            items += [_Item(triple, graph) for triple in _triples(tokens[at:end])]
        at = end
    if not items:
        raise _NotUnderstoodError
    return items, filters


def _simple(tokens: Sequence[str]) -> tuple[str, ...]:
    """Return a group or union of groups, unless it holds what depends on its place."""
    if any(token.upper() in _OPAQUE or token.upper() == "FILTER" for token in tokens):
        raise _NotUnderstoodError
    return tuple(tokens)


def _end_of_filter(tokens: Sequence[str], at: int) -> int:
    while tokens[at] not in _BRACKETS:
        at += 1  # NOT EXISTS, EXISTS, or the name of a function
    return _closing(tokens, at) + 1


def _end_of_triples(tokens: Sequence[str], at: int) -> int:
    while at < len(tokens) and tokens[at] != "{" and tokens[at].upper() not in ("FILTER", "GRAPH"):
        if tokens[at].upper() in _OPAQUE:
            raise _NotUnderstoodError
        at += 1
    return at


def _triples(tokens: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Write out ``?a p ?b , ?c ; q ?d .`` triple by triple."""
    subject, link, words = "", tuple[str, ...](), list[str]()
    for word in (*tokens, "."):
        if word not in (".", ";", ","):
            words.append(word)
            continue
        if words:
            if not subject:
                subject = words.pop(0)
            if len(words) > 1:
                link = tuple(words[:-1])
            yield (subject, *link, words[-1])
        words = []
        if word == ".":
            subject = ""


def _outside(tokens: Sequence[str]) -> Iterator[str]:
    """Yield the tokens that are in no EXISTS."""
    at = 0
    while at < len(tokens):
        if tokens[at].upper() == "EXISTS":
            at = _closing(tokens, at + 1)
        else:
            yield tokens[at]
        at += 1


def _closing(tokens: Sequence[str], at: int) -> int:
    """Return where the bracket that opens at a place is closed."""
    opening, closing, depth = tokens[at], _BRACKETS[tokens[at]], 0
    for place in range(at, len(tokens)):
        depth += (tokens[place] == opening) - (tokens[place] == closing)
        if depth == 0:
            return place
    raise ValueError("a bracket is not closed")


def _variables(tokens: Iterator[str] | Sequence[str]) -> frozenset[str]:
    return frozenset(token[1:] for token in tokens if token[0] in "?$" and len(token) > 1)


def _known(token: str, bound: frozenset[str]) -> bool:
    return token[0] not in "?$" or token[1:] in bound
