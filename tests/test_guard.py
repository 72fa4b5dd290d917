"""The guard: nothing in a user's query reaches the network, a file or the engine's limits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from canary import Canary, canary
from hypothesis import example, given
from hypothesis import strategies as st
from incumbent.errors import ForbiddenQueryError, IncumbentError, QuerySyntaxError
from incumbent.questions.catalogue import all_questions
from incumbent.questions.engine import query
from incumbent.questions.guard import safe_query
from incumbent.questions.words import UPDATES, WORDS

XSD = "http://www.w3.org/2001/XMLSchema#"
X = ox.NamedNode("http://x/")

#: CALL asks the canary, FILE stands for a file: IRI and HTTP for the canary's address. Where a
#: payload has words hidden from a lexer but not from the engine, the engine alone would ask.
PAYLOADS = {
    "SERVICE": "SELECT * { CALL }",
    "lower case": "SELECT * { service <HTTP> { ?a ?b ?c } }",
    "mixed case": "SELECT * { sErViCe <HTTP> { ?a ?b ?c } }",
    "silent": "SELECT * { SERVICE SILENT <HTTP> { ?a ?b ?c } }",
    "newlines": "SELECT *\n{\nSERVICE\n\n<HTTP>\n{ ?a ?b ?c } }",
    "tabs": "SELECT * {\tSERVICE\t<HTTP>\t{ ?a ?b ?c } }",
    "comment after the word": "SELECT * { SERVICE # why not\n <HTTP> { ?a ?b ?c } }",
    "comment that ends in CR": "SELECT * { # nothing\r CALL }",
    "no blank": "SELECT*{SERVICE<HTTP>{?a ?b ?c}}",
    "escaped keyword": "SELECT * { \\u0053ERVICE <HTTP> { ?a ?b ?c } }",
    "escaped in the middle": "SELECT * { SER\\u0056ICE <HTTP> { ?a ?b ?c } }",
    "long escape": "SELECT * { \\U00000053ERVICE <HTTP> { ?a ?b ?c } }",
    "nested group": "SELECT * { { { CALL } } }",
    "OPTIONAL": "SELECT * { OPTIONAL { CALL } }",
    "UNION": "SELECT * { { ?s ?p ?o } UNION { CALL } }",
    "MINUS": "SELECT * { ?s ?p ?o MINUS { CALL } }",
    "EXISTS": "SELECT * { FILTER EXISTS { CALL } }",
    "NOT EXISTS": "SELECT * { FILTER NOT EXISTS { CALL } }",
    "GRAPH": "SELECT * { GRAPH ?g { CALL } }",
    "sub-select": "SELECT * { { SELECT ?a { CALL } } }",
    "BIND": "SELECT * { BIND(EXISTS { CALL } AS ?x) }",
    "HAVING": "SELECT (COUNT(*) AS ?n) { } HAVING (EXISTS { CALL })",
    "ORDER BY": "SELECT * { } ORDER BY (EXISTS { CALL })",
    "CONSTRUCT": "CONSTRUCT { ?a ?b ?c } WHERE { CALL }",
    "ASK": "ASK { CALL }",
    "DESCRIBE": "DESCRIBE ?a { CALL }",
    "variable endpoint": "SELECT * { VALUES ?e { <HTTP> } SERVICE ?e { ?a ?b ?c } }",
    "prefixed endpoint": "PREFIX c: <HTTP> SELECT * { SERVICE c:x { ?a ?b ?c } }",
    "quote after less-than": "SELECT * { FILTER(1<'>') CALL FILTER('' = '') }",
    "comment after less-than": "SELECT * { FILTER(1<2)#>'''\n CALL #'''\n }",
    "hash in an escaped IRI": "SELECT * { ?s <http://x/\\u0041#> ?o . CALL }",
    "comment after a name": "PREFIX a: <HTTP> SELECT * { FILTER(1<a:b)#>'''\n CALL #'''\n }",
    "name that ends in a dot": "PREFIX e: <http://x/> SELECT * { ?s ?p e:.CALL }",
    "glued to a number": "SELECT * { ?s ?p 1e5CALL }",
    "glued to true": "SELECT * { ?s ?p trueCALL }",
    "undeclared prefix": "PREFIX : <HTTP> SELECT * { ?s ?p true.SERVICE:x { ?a ?b ?c } }",
    "path": "SELECT * { ?s <http://p>?CALL }",
    "blank node": "SELECT * { ?s ?p _:a.CALL }",
    "language": 'SELECT * { ?s ?p "x"@en.CALL }',
    "escaped quote": 'SELECT * { ?s ?p "\\"" . CALL }',
    "long strings": 'SELECT * { FILTER("""a""" != "") CALL FILTER("" = """ x """) }',
    "escaped name": "PREFIX e: <http://x/> SELECT * { ?s ?p e:a\\' . CALL FILTER(''='') }",
    "BOM": "\ufeffSELECT * { CALL }",
    "look-alike letter": "SELECT * { \u017fERVICE <HTTP> { ?a ?b ?c } }",
    "LOAD": "LOAD <HTTP>",
    "LOAD of a file": "load silent <FILE> INTO GRAPH <http://g/>",
    "FROM": "SELECT * FROM <HTTP> { ?s ?p ?o }",
    "from, comment between": "SELECT * from#x\n<HTTP>{ ?s ?p ?o }",
    "FROM NAMED": "SELECT * FROM NAMED <HTTP> { GRAPH ?g { ?s ?p ?o } }",
    "FROM a file": "SELECT * FROM <FILE> { ?s ?p ?o }",
    "FROM NAMED file": "SELECT * FROM NAMED <FILE> { GRAPH ?g { ?s ?p ?o } }",
    "FROM a prefixed name": "PREFIX c: <HTTP> SELECT * FROM c:x { ?s ?p ?o }",
    "second FROM": "SELECT * FROM <http://g/> FROM <HTTP> { ?s ?p ?o }",
    "FROM relative to a BASE": "BASE <HTTP> SELECT * FROM <x> { ?s ?p ?o }",
    "INSERT": "INSERT DATA { <http://a/> <http://b/> 1 }",
    "DELETE": "DELETE WHERE { ?s ?p ?o }",
    "query, then update": "SELECT * { } ; CLEAR ALL",
    "WITH": "WITH <http://g/> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "DROP": "DROP ALL",
}


@pytest.fixture(scope="module")
def server() -> Iterator[Canary]:
    with canary() as running:
        yield running


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("secret") / "secret.ttl"
    path.write_text("<http://secret/> <http://secret/> <http://secret/> .")
    return path


@pytest.fixture
def store() -> ox.Store:
    """Fill a small store, on which every payload's other patterns match."""
    filled = ox.Store()
    for node in (
        ox.Literal("true", datatype=ox.NamedNode(f"{XSD}boolean")),
        ox.Literal("1e5", datatype=ox.NamedNode(f"{XSD}double")),
        X,
    ):
        filled.add(ox.Quad(X, X, node))
    filled.add(ox.Quad(X, ox.NamedNode("http://x/A#"), X))
    filled.add(ox.Quad(X, X, X, ox.NamedNode("http://g/")))
    return filled


def written(payload: str, server: Canary, file: Path) -> str:
    call = f"SERVICE <{server.address}> {{ ?a ?b ?c }}"
    text = payload.replace("CALL", call).replace("HTTP", server.address)
    return text.replace("FILE", file.as_uri())


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=list(PAYLOADS))
def test_nothing_is_fetched_read_or_changed(
    payload: str, server: Canary, file: Path, store: ox.Store
) -> None:
    """However the words are hidden, the query is refused, and neither server nor file is asked."""
    before, asked = set(store), len(server.asked)
    with pytest.raises((ForbiddenQueryError, QuerySyntaxError)) as refused:
        query(store, written(payload, server, file))
    assert "\n" not in str(refused.value)
    assert "secret" not in str(refused.value).replace(file.as_uri(), "")
    assert server.asked[asked:] == []
    assert set(store) == before


def test_the_canary_sings(server: Canary, file: Path, store: ox.Store) -> None:
    """Without the guard the engine does ask the server: these payloads are no straw men."""
    hidden = ("SERVICE", "quote after less-than", "hash in an escaped IRI", "glued to a number")
    for name in hidden:
        asked = len(server.asked)
        list(store.query(written(PAYLOADS[name], server, file)))
        assert len(server.asked) > asked, name


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("SELECT * {\n SERVICE <http://a/> {} }", "line 2: SERVICE would ask another server"),
        ("SELECT * { service <http://a/> {} }", "line 1: service would ask another server"),
        ("LOAD <http://a/>", "line 1: LOAD would change the graph"),
        ("INSERT DATA {}", "line 1: INSERT would change the graph"),
        ("ASK FROM <http://a/> {}", "<http://a/> is no graph of this store; FROM may not fetch"),
        ("ASK FROM NAMED <file:///etc/passwd> {}", "<file:///etc/passwd> is no graph"),
    ],
)
def test_a_refusal_names_the_word_and_its_line(text: str, word: str, store: ox.Store) -> None:
    """Who is refused reads which word, in which line, and why."""
    with pytest.raises(ForbiddenQueryError, match=re.escape(word)):
        query(store, text)


@pytest.mark.parametrize(
    "text",
    [
        'SELECT * { ?s ?p "SERVICE <http://a/> { ?a ?b ?c }" }',
        "SELECT * { ?s ?p 'LOAD' }",
        'SELECT * { ?s ?p """\nSERVICE " INSERT "" FROM\n""" }',
        "SELECT * { ?s ?p '''it's \"LOAD\"''' }",
        'SELECT * { ?s ?p "\\"} SERVICE {" }',
        "SELECT * { ?s ?p ?o } # SERVICE <http://a/> { }",
        "# LOAD\nSELECT * { ?s ?p ?o }",
        "SELECT * { ?s ?p ?o }#SERVICE",
        "SELECT * { <http://a/SERVICE> ?p <http://a/#LOAD> }",
        "SELECT ?service ?load $from { ?service ?load $from }",
        "PREFIX load: <http://a/> SELECT * { load:service load:INSERT load:from }",
        "PREFIX : <http://a/> SELECT * { :SERVICE :a.b :LOAD . }",
        'SELECT * { ?s ?p "x"@service }',
        "SELECT * { _:service ?p ?o }",
        "SELECT * { ?s schema:Service ?o }",
        "PREFIX e: <http://a/> SELECT * { ?s ?p e:a\\-b\\'c }",
    ],
)
def test_words_that_are_no_keywords_are_allowed(text: str, store: ox.Store) -> None:
    """Words inside strings, comments, IRIs, names and variables are nobody's business."""
    assert query(store, text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * FROM <http://g/> { ?s ?p ?o }",
        "PREFIX e: <http://> SELECT * FROM e:g\\/ { ?s ?p ?o }",
        "PREFIX g: <http://g/> SELECT * FROM g: { ?s ?p ?o }",
        "SELECT * FROM NAMED <http://g/> { GRAPH ?g { ?s ?p ?o } }",
        "SELECT * FROM <http://\\u0067/> { ?s ?p ?o }",
    ],
)
def test_a_graph_of_the_store_may_be_chosen(text: str, store: ox.Store) -> None:
    """FROM a graph of the store works, by IRI and by prefixed name."""
    rows = query(store, text)
    assert not isinstance(rows, bool)
    assert len(rows) == 1


DEEP = {
    "braces": "SELECT * " + "{" * 3_000 + "}" * 3_000,
    "unclosed braces": "SELECT * " + "{" * 3_000,
    "brackets": "SELECT * { FILTER(" + "(" * 3_000 + "1" + ")" * 3_000 + ") }",
    "blank nodes": "SELECT * { " + "[ ?p " * 3_000 + "1" + " ]" * 3_000 + " }",
    "union": "SELECT * { " + " UNION ".join(["{}"] * 10_000) + " }",
    "negations": "SELECT * { FILTER(" + "!" * 20_000 + "true) }",
    "sum": "SELECT (" + "+".join(["1"] * 20_000) + " AS ?x) {}",
    "and": "SELECT * { FILTER(" + "&&".join(["true"] * 20_000) + ") }",
    "path": "SELECT * { ?s " + "/".join(["<a:b>"] * 20_000) + " ?o }",
    "alternatives": "SELECT * { ?s " + "|".join(["<a:b>"] * 20_000) + " ?o }",
    "binds": "SELECT * { " + " ".join(f"BIND(1 AS ?x{i})" for i in range(5_000)) + " }",
    "expressions": "SELECT " + " ".join(f"(1 AS ?x{i})" for i in range(5_000)) + " {}",
    "predicates": "SELECT * { ?s " + " ; ".join(["?p ?o"] * 20_000) + " }",
    "objects": "SELECT * { ?s ?p " + " , ".join(["?o"] * 20_000) + " }",
    "a megabyte": "SELECT * { ?s ?p ?o } #" + "x" * 1_000_000,
}


@pytest.mark.parametrize("text", DEEP.values(), ids=list(DEEP))
def test_what_would_crash_an_engine_is_refused(text: str, store: ox.Store) -> None:
    """Nesting, chains and length without bounds are refused before the engine sees them."""
    with pytest.raises(ForbiddenQueryError):
        query(store, text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * " + "{" * 60 + "}" * 60,
        "SELECT * { " + " UNION ".join(["{ ?s ?p ?o }"] * 100) + " }",
        "SELECT * { FILTER(1 IN (" + ", ".join(map(str, range(3_000))) + ")) }",
        "SELECT * { VALUES ?x { " + "1 " * 20_000 + "} }",
    ],
)
def test_large_queries_that_do_no_harm_are_answered(text: str, store: ox.Store) -> None:
    """The bounds leave room: what people and programs write is far below them."""
    query(store, text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("SELEC * {}", "line 1: “SELEC” is no word of SPARQL; did you mean SELECT?"),
        ("SELECT * {\n ?s ?p ?o .\n FILTR(?s) }", "line 3: “FILTR” is no word of SPARQL"),
        ("SELECT * { ?s x:y ?o }", "line 1: the prefix of “x:y” is not declared"),
        ("SELECT * { ?s ?p ?o", "line 1: “{” is never closed"),
        ("SELECT * {\n}\n}", "line 3: “}” closes nothing"),
        ("SELECT * { ( }", "line 1: “}” closes nothing"),
        ("SELECT * { ?s ?p 'abc }\n", "line 1: the string that begins with 'abc } does not end"),
        ('SELECT * { ?s ?p "\\d" }', "line 1: \\d means nothing in a string; write \\\\d"),
        ('SELECT * { ?s ?p "\\uD800" }', "line 1: \\uD800 is no character"),
        ("SELECT * { ?s <rel> ?o }", "line 1: <rel> is relative"),
        ("SELECT * { ?s\u00a0?p ?o }", "line 1: the character U+00A0 is not expected here"),
        ("SELECT * { ?s ?p ?o } \x00", "U+0000"),
        ("SELECT * { ?s ?p ?o } `", "line 1: “`” is not expected here"),
        ("PREFIX x:y <http://a/> ASK {}", "line 1: “x:y” is no prefix"),
        ("ASK FROM {}", "line 1: FROM names no graph"),
    ],
)
def test_a_word_that_cannot_stand_is_named(text: str, told: str, store: ox.Store) -> None:
    """What is no SPARQL is told with its line, the token and, where known, the repair."""
    with pytest.raises(QuerySyntaxError) as refused:
        query(store, text)
    assert told in str(refused.value)


@pytest.mark.parametrize("question", all_questions(), ids=lambda question: question.name)
def test_the_text_written_anew_asks_the_same(question, built) -> None:
    """Every question of the catalogue, written anew by the guard, reads the same to the engine."""
    tiny = ox.Store()
    tiny.extend(sorted(built.quads, key=str)[::40])
    safe = safe_query(question.text, lambda graph: True).text
    assert str(list(tiny.query(safe))) == str(list(tiny.query(question.text)))


@pytest.mark.parametrize(
    "literal",
    [
        r'"tab\t, newline\n, quote\", backslash\\, letter\u00e9, far\U0001F600"',
        '"""two "quotes" and ""three\n lines"""',
        "'it \"is\" # no comment <http://a/> { }'",
        "''",
        '""""quoted"""',
        '"accented é, emoji 😀"',
    ],
)
def test_strings_keep_their_value(literal: str, store: ox.Store) -> None:
    """A string written anew has the value that the engine reads in the original."""
    text = f"SELECT ({literal} AS ?x) {{ }}"
    assert query(store, text).terms[0][0] == next(iter(store.query(text)))["x"]


def test_every_word_of_ours_is_known_to_the_engine(store: ox.Store) -> None:
    """No word of an update is among the words that are let through."""
    assert not WORDS & UPDATES
    assert "SERVICE" not in WORDS | UPDATES


PIECES = st.sampled_from(
    [
        "SELECT",
        "*",
        "{",
        "}",
        "?s",
        "<http://a/>",
        '"',
        "'",
        "\\",
        "#",
        "\n",
        "SERVICE",
        "service",
        "<",
        ">",
        "e:",
        ".",
        "1e5",
        "true",
        "FROM",
        "e:x",
        "\\u0053",
        "@en",
        "_:b",
        '"""',
        " ",
        "é",
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=60))
@example("SELECT * { ?s ?p 1e5SERVICE <http://a/> {} }")
@example("SELECT * { ?s <http://a/x#y'(z)> ?o }")
@example("PREFIX a: <http://a/> SELECT * { FILTER(1<a:b)#>''' \n SERVICE <http://a/> {} #''' \n }")
def test_whatever_is_written_is_refused_or_safe(text: str) -> None:
    """The guard raises nothing but its own errors, and what it lets through has no bare SERVICE."""
    try:
        safe = safe_query(text, lambda graph: False).text
    except IncumbentError:
        return
    assert '"' not in re.sub(r'"(?:[A-Za-z0-9 ]|\\u[0-9A-F]{4}|\\U[0-9A-F]{8})*"', "", safe)
    without_strings = re.sub(r'"[^"]*"', "", safe)
    for iri in re.findall(r"<[A-Za-z][^ >]*:[^ >]*>", without_strings):
        assert re.fullmatch(r"<(?:[A-Za-z0-9:/._~-]|\\u[0-9A-F]{4}|\\U[0-9A-F]{8})*>", iri), safe
    bare = re.sub(r'"[^"]*"|<[^>]*>|[?$]\w+|@[\w-]+', " ", safe)
    assert not re.search("service|load|insert", bare, re.IGNORECASE), (text, safe)
    assert "#" not in bare
    assert "\\" not in bare


@given(st.text(max_size=80))
def test_any_string_survives(value: str) -> None:
    """Any text, written as a string of a query in the engine's own way, keeps its value."""
    literal = ox.Literal(value)
    safe = safe_query(f"SELECT ({literal} AS ?x) {{ }}", lambda graph: False)
    (row,) = ox.Store().query(safe.text)
    assert row["x"] == literal
