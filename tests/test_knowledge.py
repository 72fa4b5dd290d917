"""The knowledge graph in Python: what it offers, and that its rows are exact in every format."""

from __future__ import annotations

import csv
import io
import json
import math
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import incumbent
import networkx
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from incumbent.errors import IncumbentError, NotFoundError, ParameterError
from incumbent.knowledge import KnowledgeGraph
from incumbent.questions.rows import Rows, to_python, to_shown
from incumbent.views.tables import format_rows, heading
from incumbent.views.terminal import told, wrapped
from incumbent.vocabulary import PREFIXES
from rdflib.query import Result
from running import environment
from small import NAMES, TENURE

XSD = PREFIXES["xsd"]
INC = rdflib.Namespace(PREFIXES["inc"])


@pytest.fixture(scope="module")
def kg(store: ox.Store) -> KnowledgeGraph:
    return KnowledgeGraph(store, Path("openai"))


def typed(text: str, kind: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + kind))


# ---------------------------------------------------------------- the graph


def test_opening_a_corpus(
    corpus: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder opens as a graph, in memory or left on disk, with equal answers."""
    monkeypatch.setenv("INCUMBENT_CACHE", str(tmp_path / "cache"))
    home = corpus(TENURE, names=NAMES)
    steps: list[str] = []
    one = incumbent.knowledge.open_graph(home, progress=steps.append)
    two = incumbent.open(str(home), in_memory=False)
    assert steps
    asked = [kg.ask("holders", post="Acme CTO", on=date(2021, 1, 1)).terms for kg in (one, two)]
    assert asked[0] == asked[1] != ()
    assert one.folder == home
    assert one.title() == "corpus"
    with pytest.raises(IncumbentError, match="is no corpus"):
        incumbent.open(tmp_path / "nowhere")


def test_the_dataset_is_the_same_graph(kg: KnowledgeGraph, store: ox.Store) -> None:
    """kg.dataset is an rdflib Dataset with every graph, over the same data."""
    dataset = kg.dataset
    assert isinstance(dataset, rdflib.Dataset)
    record = dataset.graph(rdflib.URIRef(PREFIXES["graph"] + "record"))
    assert len(record) == sum(
        1 for _ in store.quads_for_pattern(None, None, None, ox.NamedNode(str(record.identifier)))
    )
    holders = set(record.objects(None, INC.holder))
    assert rdflib.URIRef(kg.find("Mira Murati")) in holders


def test_the_dataset_answers_sparql(kg: KnowledgeGraph) -> None:
    """The query method of rdflib works on it, with the same rows as ours."""
    text = (
        "PREFIX inc: <https://w3id.org/incumbent/ns#>\nSELECT ?who { "
        "GRAPH <https://w3id.org/incumbent/graph/record> { ?t inc:holder ?who } } ORDER BY ?who"
    )
    theirs = [str(row.who) for row in kg.dataset.query(text)]
    ours = kg.query(text)
    assert isinstance(ours, Rows)
    assert theirs == ours.column("who")
    assert len(theirs) > 5


def test_the_reporting_graph(kg: KnowledgeGraph) -> None:
    """kg.reporting is a directed networkx graph of a day, given as text or date."""
    graph = kg.reporting("2024-09-25")
    assert isinstance(graph, networkx.DiGraph)
    assert graph.number_of_nodes() > 5
    assert graph.number_of_edges() > 0
    assert set(graph) == set(kg.reporting(date(2024, 9, 25)))
    with pytest.raises(ParameterError, match="is no date"):
        kg.reporting("2024-09-31")


def test_finding(kg: KnowledgeGraph) -> None:
    """kg.find gives an IRI for a name, of a kind if need be."""
    assert kg.find("openai cto") == PREFIXES["id"] + "openai-cto"
    with pytest.raises(NotFoundError):
        kg.find("openai cto", "person")


def test_counts_title_and_latest_day(kg: KnowledgeGraph) -> None:
    """What the overview tells: how much there is, what it is called, how far it looks."""
    counts = kg.counts()
    assert counts["documents"] == 5
    assert min(counts.values()) > 0
    assert next(iter(counts)) == "documents"
    assert kg.title() != kg.title("fr")
    assert kg.title("xx") == kg.title("en")
    assert kg.title('en") } INSERT #') == kg.title("en")
    assert date(2024, 9, 1) < kg.latest_day() < date(2026, 1, 1)


def test_an_empty_graph_has_nothing(tmp_path: Path) -> None:
    """Without data, counts are zero and questions have no rows."""
    kg = KnowledgeGraph(ox.Store(), tmp_path / "empty")
    assert set(kg.counts().values()) == {0}
    assert kg.title() == "empty"
    assert len(kg.ask("departures")) == 0


def test_exporting_and_drawing(kg: KnowledgeGraph, tmp_path: Path) -> None:
    """Files are written whole, in the format of their suffix; an unknown one changes nothing."""
    written = kg.export(tmp_path / "new" / "record.ttl")
    assert len(rdflib.Graph().parse(written)) > 100
    assert kg.draw(tmp_path / "chart.svg", on="2024-09-25").read_text().startswith("<")
    old = tmp_path / "old.xyz"
    old.write_text("old")
    with pytest.raises(ParameterError, match="xyz"):
        kg.export(old)
    with pytest.raises(ParameterError, match="xyz"):
        kg.draw(old, on="2024-09-25")
    assert old.read_text() == "old"


def test_importing_is_light() -> None:
    """`import incumbent` imports none of the heavy libraries."""
    program = "import sys, incumbent; print(*sorted({m.partition('.')[0] for m in sys.modules}))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=environment("x")
    )
    assert done.returncode == 0
    assert not {"rdflib", "networkx", "pyshacl", "owlrl", "rich", "yaml"} & set(done.stdout.split())


def test_every_public_name_is_there() -> None:
    """What the package promises in __all__ exists."""
    assert all(hasattr(incumbent, name) for name in incumbent.__all__)


# ---------------------------------------------------------------- rows


HOSTILE = '<script>alert("x")</script>'
SAMPLE = Rows(
    ("thing", "text", "count", "since", "sure", "none"),
    (
        (
            ox.NamedNode(PREFIXES["id"] + "a"),
            ox.Literal("é, “x”\n\ttab|pipe", language="fr"),
            typed("-7", "integer"),
            typed("2024-09-25", "date"),
            typed("true", "boolean"),
            None,
        ),
        (
            ox.BlankNode("b0"),
            ox.Literal(HOSTILE),
            typed("1.5", "decimal"),
            typed("0001-01-01", "date"),
            typed("false", "boolean"),
            ox.Literal(""),
        ),
    ),
    ("disputed: <b>",),
)


def test_rows_are_dictionaries() -> None:
    """Iterating gives Python values by name; columns, length and positions work."""
    first, second = SAMPLE
    assert first["thing"] == PREFIXES["id"] + "a"
    assert first["count"] == -7
    assert first["since"] == date(2024, 9, 25)
    assert first["sure"] is True
    assert first["none"] is None
    assert second["count"] == 1.5
    assert SAMPLE[-1] == second
    assert len(SAMPLE) == 2
    assert SAMPLE.column("sure") == [True, False]
    assert list(first) == list(SAMPLE.columns)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("abc", "integer"),
        ("", "integer"),
        ("9" * 5_000, "integer"),
        ("abc", "double"),
        ("INF", "double"),
        ("-INF", "double"),
        ("NaN", "double"),
        ("2024-13-45", "date"),
        ("2024-09-25Z", "date"),
        ("-0044-03-15", "date"),
        ("maybe", "boolean"),
    ],
)
def test_values_that_python_cannot_hold_stay_text(text: str, kind: str) -> None:
    """An ill-typed or boundless literal is its own text, and JSON stays JSON."""
    value = to_python(typed(text, kind))
    assert isinstance(value, str)
    rows = Rows(("x",), ((typed(text, kind),),))
    assert json.loads(format_rows(rows, "ndjson")) == {"x": value}


def test_notebooks_escape_what_is_hostile() -> None:
    """In a notebook names, values and notes are text, never markup."""
    html = Rows(("<i>", "b"), ((ox.Literal(HOSTILE), None),), (HOSTILE,))
    page = html._repr_html_()
    assert "<script" not in page
    assert "<i>" not in page
    assert page.count("&lt;script&gt;") == 2


def test_printing_rows() -> None:
    """In a console rows are aligned, one line each, whatever they hold."""
    lines = str(SAMPLE).splitlines()
    assert len(lines) == 4
    assert "id:a" in lines[2]
    assert "…" in lines[3]


def test_json_round_trip() -> None:
    """SPARQL JSON is read back by rdflib's parser, term for term."""
    result = Result.parse(io.BytesIO(format_rows(SAMPLE, "json").encode()), format="json")
    assert [str(name) for name in result.vars] == list(SAMPLE.columns)
    read = [[row.get(rdflib.Variable(name)) for name in SAMPLE.columns] for row in result.bindings]
    assert read[0][0] == rdflib.URIRef(PREFIXES["id"] + "a")
    assert read[0][1] == rdflib.Literal("é, “x”\n\ttab|pipe", lang="fr")
    assert read[0][5] is None
    assert read[1][1] == rdflib.Literal(HOSTILE)
    assert read[1][5] == rdflib.Literal("")
    for row, terms in zip(read, SAMPLE.terms, strict=True):
        for node, term in zip(row[2:5], terms[2:5], strict=True):
            assert isinstance(term, ox.Literal)
            assert (str(node.datatype), str(node.n3()).split('"')[1]) == (
                term.datatype.value,
                term.value,
            )


def test_json_of_the_catalogue(kg: KnowledgeGraph) -> None:
    """Every answer's JSON is what pyoxigraph itself would write."""
    for name in ("holders", "departures", "claims-by-modality", "spellings"):
        rows = kg.ask(name)
        theirs = ox.parse_query_results(
            format_rows(rows, "json").encode(), format=ox.QueryResultsFormat.JSON
        )
        assert isinstance(theirs, ox.QuerySolutions)
        read = tuple(tuple(row[name] for name in rows.columns) for row in theirs)
        assert read == rows.terms


def test_tsv_round_trip() -> None:
    """SPARQL TSV is read back by pyoxigraph, term for term."""
    plain = Rows(SAMPLE.columns, SAMPLE.terms[:1])
    text = format_rows(plain, "tsv")
    assert text.splitlines()[0] == "\t".join(f"?{name}" for name in plain.columns)
    theirs = ox.parse_query_results(text.encode(), format=ox.QueryResultsFormat.TSV)
    assert isinstance(theirs, ox.QuerySolutions)
    assert [tuple(row[name] for name in plain.columns) for row in theirs] == list(plain.terms)


def test_csv_is_the_sparql_format() -> None:
    """CSV has CRLF, a header of names, plain values, quotes where needed, nothing for unbound."""
    text = format_rows(SAMPLE, "csv")
    assert text.startswith("thing,text,count,since,sure,none\r\n")
    header, *lines = csv.reader(io.StringIO(text, newline=""))
    assert header == list(SAMPLE.columns)
    assert lines[0] == [
        PREFIXES["id"] + "a",
        "é, “x”\n\ttab|pipe",
        "-7",
        "2024-09-25",
        "true",
        "",
    ]
    assert lines[1][1] == HOSTILE


def test_ndjson_is_an_object_a_line() -> None:
    """NDJSON has one object of plain values a line; no rows give no lines."""
    lines = format_rows(SAMPLE, "ndjson").splitlines()
    assert [json.loads(line)["count"] for line in lines] == [-7, 1.5]
    assert json.loads(lines[0])["since"] == "2024-09-25"
    assert format_rows(Rows(("x",), ()), "ndjson") == ""


def test_markdown_keeps_its_cells() -> None:
    """Neither pipes, line breaks nor markup in a value break out of its cell."""
    lines = format_rows(SAMPLE, "md").splitlines()
    assert len(lines) == 4
    assert lines[0] == "| thing | text | count | since | sure | none |"
    for line in lines:
        assert line.replace("\\|", "").count("|") == 7, line
    assert "\\<script\\>" in lines[3]


def test_an_unknown_format_is_told() -> None:
    """A format that rows have not is refused with those they have."""
    with pytest.raises(ParameterError, match="rows have no format xml; choose one of json, csv"):
        format_rows(SAMPLE, "xml")


def test_no_rows_in_every_format() -> None:
    """An empty answer is a header in every format, and a sentence for people."""
    empty = Rows(("a", "b"), ())
    assert json.loads(format_rows(empty, "json"))["results"] == {"bindings": []}
    assert format_rows(empty, "csv") == "a,b\r\n"
    assert format_rows(empty, "tsv") == "?a\t?b\n"
    assert told(empty) == "no rows: nothing in the graph fits the question\n"


def test_triples_in_rows() -> None:
    """A triple term is told as the SPARQL 1.2 results format tells it."""
    one = ox.NamedNode("http://a/")
    term = json.loads(format_rows(Rows(("t",), ((ox.Triple(one, one, one),),)), "json"))
    told_ = term["results"]["bindings"][0]["t"]
    assert told_["type"] == "triple"
    assert told_["value"]["object"] == {"type": "uri", "value": "http://a/"}


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_any_text_survives_every_format(texts: list[str]) -> None:
    """Whatever stands in a value, JSON, CSV, TSV and NDJSON give it back."""
    rows = Rows(("x",), tuple((ox.Literal(text),) for text in texts))
    bindings = json.loads(format_rows(rows, "json"))["results"]["bindings"]
    assert [binding["x"]["value"] for binding in bindings] == texts
    lines = format_rows(rows, "ndjson").split("\n")[:-1]
    assert [json.loads(line)["x"] for line in lines] == texts
    read = ox.parse_query_results(
        format_rows(rows, "tsv").encode(), format=ox.QueryResultsFormat.TSV
    )
    assert isinstance(read, ox.QuerySolutions)
    assert [row["x"].value for row in read] == texts
    cells = list(csv.reader(io.StringIO(format_rows(rows, "csv"), newline="")))[1:]
    assert [cell[0] if cell else "" for cell in cells] == texts


# ---------------------------------------------------------------- terminal


def bounds(*days: str) -> tuple[ox.Literal, ...]:
    return tuple(typed(day, "date") for day in days)


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        ("2024-09-25", "2024-09-25", "2024-09-25"),
        ("2024-05-01", "2024-05-31", "2024-05-01 – 2024-05-31"),
        ("0001-01-01", "2024-05-31", "≤ 2024-05-31"),
        ("2024-05-01", "9999-12-31", "≥ 2024-05-01"),
        ("0001-01-01", "9999-12-31", "…"),
    ],
)
def test_two_bounds_are_told_in_one_column(first: str, last: str, shown: str) -> None:
    """Bounds of a date share a column: a day, two days, at most, at least, or open."""
    rows = Rows(("beginNotBefore", "beginNotAfter"), (bounds(first, last),))
    assert told(rows).splitlines()[0] == "begin"
    assert told(rows).splitlines()[2] == shown


def test_what_says_nothing_is_left_out() -> None:
    """Empty columns and IRIs beside names are not shown; IRIs alone are."""
    iri, name = ox.NamedNode(PREFIXES["id"] + "a"), ox.Literal("Ada")
    rows = Rows(("holderName", "holder", "basis"), ((name, iri, None),))
    assert told(rows).splitlines() == ["holder", "──────", "Ada"]
    assert told(Rows(("holder",), ((iri,),))).splitlines()[2] == "id:a"


@given(
    st.lists(st.lists(TEXTS, min_size=3, max_size=3), min_size=1, max_size=4),
    st.integers(min_value=40, max_value=200),
)
def test_no_line_is_wider_than_the_terminal(texts: list[list[str]], width: int) -> None:
    """Whatever the rows hold, every line fits."""
    rows = Rows(("one", "twoName", "three"), tuple(tuple(map(ox.Literal, row)) for row in texts))
    assert all(len(line) <= width for line in told(rows, width).split("\n"))


def test_a_wide_table_is_told_row_by_row() -> None:
    """Where columns do not fit, each row is told as lines of name and value."""
    sentence = ox.Literal("a sentence of some words that runs on and on " * 3)
    rows = Rows(("first", "second", "third"), ((sentence,) * 3,))
    assert "─" not in told(rows, 60)
    assert told(rows, 60).count("\nthird ") == 1
    assert "─" in told(rows, 200)


def test_wrapping() -> None:
    """Text is broken at blanks; only a word longer than the line is cut; None leaves it alone."""
    assert wrapped("one two three", None) == "one two three\n"
    assert wrapped("a " * 20 + "end", 24, "  ").splitlines()[1].startswith("  a")
    assert max(map(len, wrapped("x" * 60, 24).splitlines())) == 24


def test_headings_are_words() -> None:
    """Column names become words."""
    assert heading("beginNotAfter") == "begin not after"
    assert heading("who") == "who"


def test_nothing_steers_the_terminal() -> None:
    """Control and direction characters are replaced; line breaks become blanks."""
    shown = to_shown(ox.Literal("a\x1b[31mb\x07c\u202ed\ne\x9bf"))
    assert shown == "a�[31mb�c�d e�f"
    assert math.isfinite(len(shown))
