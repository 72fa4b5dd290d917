r"""What a query may not ask, settled before an engine sees it.

Engines fetch on SERVICE, LOAD and ``FROM <http://…>``, have no switch against it, and crash on
deep nesting and long chains. Refusing words is not enough: where our lexer and the engine's parser
cut a text differently, a word can hide (``1e5SERVICE``, ``<http://x/\u0041#> SERVICE``). So query
text is cut into the tokens of the SPARQL grammar
(https://www.w3.org/TR/sparql11-query/#sparqlGrammar), only words of SPARQL are let through, and
the engine gets a text written anew from the tokens, in which every IRI, name and string is escaped
so that it can be read in one way only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from incumbent.errors import ForbiddenQueryError, QuerySyntaxError
from incumbent.questions.words import UPDATES, WORDS
from incumbent.vocabulary import PREFIXES

LENGTH_AT_MOST = 200_000
DEPTH_AT_MOST = 100
#: Links of a chain: every one is a level of an engine's recursion.
LINKS_AT_MOST = 300
#: Values of an IN, arguments of a function: these do not nest.
ARGUMENTS_AT_MOST = 4_000

_ESCAPED = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_LOCAL = r"[\w:]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]"
_TOKEN = re.compile(
    rf"""
      (?P<blank>[\x20\t\r\n]+)
    | (?P<comment>\#[^\r\n]*)
    | (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|{_ESCAPED})*>)
    | (?P<string>\"{{3}}(?:\"{{0,2}}(?:[^\"\\]|\\.))*\"{{3}}
               | '{{3}}(?:'{{0,2}}(?:[^'\\]|\\.))*'{{3}}
               | \"(?:[^\"\\\n\r]|\\.)*\" | '(?:[^'\\\n\r]|\\.)*')
    | (?P<node>_:\w(?:\.*[\w\-])*)
    | (?P<name>(?:[^\W\d_](?:\.*[\w\-])*)?:(?:(?:{_LOCAL})(?:\.*(?:{_LOCAL}|-))*)?)
    | (?P<variable>[?$]\w+)
    | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+\-]?[0-9]+)?)
    | (?P<word>[^\W\d]\w*)
    | (?P<mark>\&\&|\|\||\^\^|[{{}}()\[\].,;=<>!|+\-*/^?~])
    """,
    re.VERBOSE | re.DOTALL,
)
_SIMPLE = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}
_PAIRS = {"}": "{", ")": "(", "]": "["}
_LINKS = frozenset({".", ",", ";", "&&", "||", "!", "|", "+", "-", "*", "/", "^"})
_LINKING = frozenset({"UNION", "OPTIONAL", "MINUS", "BIND", "AS", "GRAPH", "FILTER", "VALUES"})


class Safe(NamedTuple):
    """A query that may be evaluated.

    Attributes
    ----------
    text
        What to hand to the engine: the same query, every name written out.
    chooses
        Whether it has a FROM, and so chooses its graphs itself.
    """

    text: str
    chooses: bool


class _Token(NamedTuple):
    kind: str
    text: str
    line: int


def safe_query(text: str, holds_graph: Callable[[str], bool]) -> Safe:
    """Refuse a query that would write, fetch, read elsewhere, or bring an engine down.

    Parameters
    ----------
    text
        SPARQL as a user gave it. The project's prefixes need not be declared.
    holds_graph
        Tells whether the store holds a graph of that IRI; FROM may name no other.

    Returns
    -------
    Safe
        The query to evaluate in its place.

    Raises
    ------
    ForbiddenQueryError
        With the offending word, its line, and what is allowed instead.
    QuerySyntaxError
        With the token that cannot stand in a query.

    Examples
    --------
    >>> safe_query('SELECT * { ?s ?p "LOAD" } # SERVICE', lambda graph: False).text
    'SELECT * { ?s ?p "LOAD" } '
    >>> safe_query("ASK { SERVICE <http://example.org/> { ?s ?p ?o } }", lambda graph: False)
    Traceback (most recent call last):
    ...
    incumbent.errors.ForbiddenQueryError: line 1: SERVICE would ask another server; ...
    """
    if len(text) > LENGTH_AT_MOST:
        raise ForbiddenQueryError(f"the query is longer than {LENGTH_AT_MOST} characters")
    tokens = _tokens(text)
    told = [token for token in tokens if token.kind not in ("blank", "comment")]
    _check_words(told)
    _check_size(told)
    _check_iris(told)
    prefixes, declarations = _prefixes(told)
    chooses = False
    for position, token in enumerate(told):
        if token.kind == "word" and token.text.upper() == "FROM":
            chooses = True
            _check_graph(token, told[position + 1 : position + 3], prefixes, holds_graph)
    writer = _Writer(prefixes)
    # Names are written out, so the engine needs no prefixes, and declaring them could only mislead.
    return Safe("".join(writer.written(t) for t in tokens if id(t) not in declarations), chooses)


class _Writer:
    """Writes tokens so that they can be read in one way only."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = prefixes
        self._nodes: dict[str, int] = {}

    def written(self, token: _Token) -> str:
        if token.kind == "comment":
            return ""
        if token.kind == "string":
            return f'"{_escaped(_text_of(token), " ")}"'
        if token.kind in ("iri", "name"):
            return f"<{_escaped(_iri_of(token, self._prefixes), ':/._~-')}>"
        if token.kind == "node":
            return f"_:b{self._nodes.setdefault(token.text, len(self._nodes))} "
        return token.text


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    position, line = 0, 1
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise QuerySyntaxError(f"line {line}: {_stray(text[position:])}")
        tokens.append(_Token(str(match.lastgroup), match.group(), line))
        line += match.group().count("\n")
        position = match.end()
    return tokens


def _stray(rest: str) -> str:
    if rest[0] in "\"'":
        return f"the string that begins with {rest[:20].splitlines()[0]} does not end"
    if rest[0] == "\\":
        return "a backslash stands outside a string; write the character itself"
    if rest[0].isprintable() and not rest[0].isspace():
        return f"“{rest[0]}” is not expected here"
    return f"the character U+{ord(rest[0]):04X} is not expected here; is it meant as a blank?"


def _check_words(tokens: list[_Token]) -> None:
    for token in tokens:
        if token.kind != "word":
            continue
        word = token.text.upper()
        if word == "SERVICE":
            raise _refused(token, "would ask another server; this graph is all a query may read")
        if word in UPDATES:
            raise _refused(token, "would change the graph; only queries are allowed")
        if word not in WORDS or not token.text.isascii():
            from difflib import get_close_matches

            near = get_close_matches(word, sorted(WORDS), 1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise QuerySyntaxError(f"line {token.line}: “{token.text}” is no word of SPARQL{hint}")


def _check_size(tokens: list[_Token]) -> None:
    opened: list[_Token] = []
    links = arguments = 0
    for token in tokens:
        if token.kind == "mark":
            _keep_open(opened, token)
        if len(opened) > DEPTH_AT_MOST:
            raise _refused(token, f"stands more than {DEPTH_AT_MOST} brackets deep")
        if token.text == "," and opened and opened[-1].text == "(":
            arguments += 1
        else:
            word = token.text.upper() if token.kind == "word" else token.text
            links += word in (_LINKING if token.kind == "word" else _LINKS)
        if links > LINKS_AT_MOST or arguments > ARGUMENTS_AT_MOST:
            raise _refused(
                token,
                f"makes the query too long: more than {LINKS_AT_MOST} patterns, branches and "
                f"operators, or {ARGUMENTS_AT_MOST} arguments",
            )
    if opened:
        raise QuerySyntaxError(f"line {opened[-1].line}: “{opened[-1].text}” is never closed")


def _keep_open(opened: list[_Token], token: _Token) -> None:
    if token.text in _PAIRS.values():
        opened.append(token)
    elif token.text in _PAIRS:
        if not opened or opened[-1].text != _PAIRS[token.text]:
            raise QuerySyntaxError(f"line {token.line}: “{token.text}” closes nothing")
        opened.pop()


def _check_iris(tokens: list[_Token]) -> None:
    if any(token.kind == "word" and token.text.upper() == "BASE" for token in tokens):
        return
    for token in tokens:
        if token.kind == "iri" and not re.match(r"<[A-Za-z][\w+.\-]*:", token.text):
            raise QuerySyntaxError(
                f"line {token.line}: {token.text} is relative; write it whole or declare a BASE"
            )


def _prefixes(tokens: list[_Token]) -> tuple[dict[str, str], set[int]]:
    """Return the namespaces by prefix, and the identities of the tokens that declare them."""
    found, declarations = dict(PREFIXES), set()
    for keyword, name, iri in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if keyword.kind == "word" and keyword.text.upper() == "PREFIX" and iri.kind == "iri":
            if name.kind != "name" or not name.text.endswith(":"):
                raise QuerySyntaxError(f"line {name.line}: “{name.text}” is no prefix; end it in :")
            found[name.text[:-1]] = _iri_of(iri, {})
            declarations |= {id(keyword), id(name), id(iri)}
    return found, declarations


def _check_graph(
    token: _Token,
    after: list[_Token],
    prefixes: Mapping[str, str],
    holds_graph: Callable[[str], bool],
) -> None:
    named = [t for t in after if t.text.upper() != "NAMED"][:1]
    if not named or named[0].kind not in ("iri", "name"):
        raise QuerySyntaxError(f"line {token.line}: {token.text} names no graph")
    if not holds_graph(_iri_of(named[0], prefixes)):
        raise _refused(token, f"{named[0].text} is no graph of this store; FROM may not fetch")


def _iri_of(token: _Token, prefixes: Mapping[str, str]) -> str:
    if token.kind == "iri":
        return _unescaped(token, token.text[1:-1])
    prefix, _, local = token.text.partition(":")
    if prefix not in prefixes:
        raise QuerySyntaxError(
            f"line {token.line}: the prefix of “{token.text}” is not declared; "
            f"add PREFIX {prefix}: <…>"
        )
    return prefixes[prefix] + re.sub(r"\\(.)", r"\1", local)


def _text_of(token: _Token) -> str:
    quotes = 3 if token.text[:3] in ('"""', "'''") and len(token.text) > 5 else 1
    return _unescaped(token, token.text[quotes:-quotes])


def _unescaped(token: _Token, text: str) -> str:
    def character(match: re.Match[str]) -> str:
        code, letter = match.group(1) or match.group(2), match.group(3)
        if code is None and letter not in _SIMPLE:
            raise QuerySyntaxError(
                f"line {token.line}: \\{letter} means nothing in a string; "
                f"write \\\\{letter} for a backslash"
            )
        if code is None:
            return _SIMPLE[letter]
        number = int(code, 16)
        if number > 0x10FFFF or 0xD800 <= number < 0xE000:
            raise QuerySyntaxError(f"line {token.line}: {match.group()} is no character")
        return chr(number)

    return re.sub(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", character, text, flags=re.S)


def _escaped(text: str, plain: str) -> str:
    """Return a text with all but ASCII letters, digits and some characters as code points."""
    return "".join(
        char if (char.isascii() and char.isalnum()) or char in plain else _code(char)
        for char in text
    )


def _code(char: str) -> str:
    return f"\\u{ord(char):04X}" if ord(char) < 0x10000 else f"\\U{ord(char):08X}"


def _refused(token: _Token, why: str) -> ForbiddenQueryError:
    return ForbiddenQueryError(f"line {token.line}: {token.text} {why}")
