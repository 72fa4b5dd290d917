"""The catalogue: every question runs unchanged everywhere, with the rows worked out by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import incumbent
import pyoxigraph as ox
import pytest
import yaml
from engines import Engine, embedded, rdflib_evaluator, read_csv, server
from incumbent.errors import ParameterError, UnknownQuestionError
from incumbent.questions.ask import fill
from incumbent.questions.catalogue import (
    all_questions,
    find_question,
    parameter_lines,
    question_files,
)
from incumbent.resources import data_folder
from incumbent.views.catalogue_index import catalogue_index
from incumbent.views.tables import format_rows

CASES = Path(__file__).parent / "cases" / "questions"
QUESTIONS = all_questions()
NAMES = [question.name for question in QUESTIONS]
ENGINES = [
    f"{name}, default graph {graph}"
    for name in ("pyoxigraph", "rdflib", "server")
    for graph in ("separate", "union")
]
THEMES = {
    "holders",
    "succession",
    "reporting",
    "departures",
    "people",
    "teams",
    "sources",
    "contradictions",
}
#: A value of each kind that no case holds, to show that a parameter does something.
_XSD = "http://www.w3.org/2001/XMLSchema#"
ELSEWHERE = {
    "date": [f'"{day}"^^<{_XSD}date>' for day in ("1900-01-01", "2999-01-01")],
    "integer": [f'"{number}"^^<{_XSD}integer>' for number in (1, 99)],
    "language": ['"fr"', '"xx"'],
}
NOBODY = ["<https://w3id.org/incumbent/id/nobody>"]


@pytest.fixture(scope="module")
def engines() -> Iterator[dict[str, Engine]]:
    with ExitStack() as running:
        made = [
            embedded(union=False),
            embedded(union=True),
            rdflib_evaluator(union=False),
            rdflib_evaluator(union=True),
            running.enter_context(server(union=False)),
            running.enter_context(server(union=True)),
        ]
        yield dict(zip(ENGINES, made, strict=True))


@pytest.fixture(scope="module")
def kg() -> incumbent.KnowledgeGraph:
    return incumbent.open()


def case_store(name: str) -> ox.Store:
    store = ox.Store()
    for path in (CASES / "base.trig", CASES / name / "data.trig"):
        store.load(path.read_bytes(), format=ox.RdfFormat.TRIG)
    return store


def case_query(name: str) -> str:
    parameters = CASES / name / "parameters.yaml"
    given = yaml.safe_load(parameters.read_text()) if parameters.is_file() else {}
    return find_question(name).filled(given or {})


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", NAMES)
def test_equal_rows_on_every_engine(name: str, engine: str, engines: dict[str, Engine]) -> None:
    """A question gives the rows worked out by hand, in the same order, on every engine."""
    header, rows = engines[engine](case_store(name), case_query(name))
    assert (header, rows) == read_csv(CASES / name / "expected.csv")
    assert rows, "a case without rows proves nothing"


@pytest.mark.parametrize("name", NAMES)
def test_every_parameter_changes_the_rows(name: str) -> None:
    """A parameter's value reaches the query: with some value from elsewhere, other rows come."""
    store, query = case_store(name), case_query(name)
    engine = embedded(union=False)
    usual = engine(store, query)[1]
    question = find_question(name)
    for parameter in question.parameters.values():
        line = re.compile(rf"^([ \t]*)VALUES \?{parameter.name} \{{.*\}}[ \t]*$", re.MULTILINE)
        others = [
            engine(store, line.sub(f"VALUES ?{parameter.name} {{ {value} }}", query))[1]
            for value in ELSEWHERE.get(parameter.kind, NOBODY)
        ]
        assert any(rows != usual for rows in others), parameter.name


@pytest.mark.parametrize("name", NAMES)
def test_golden_answer_on_the_built_in_corpus(name: str, kg: incumbent.KnowledgeGraph) -> None:
    """On the built-in corpus the question answers what was read and approved."""
    golden = (CASES / name / "golden.csv").read_bytes().decode()
    assert format_rows(kg.ask(name), "csv") == golden


@pytest.mark.parametrize("name", NAMES)
def test_defaults_in_words_are_the_terms_of_the_query(
    name: str, kg: incumbent.KnowledgeGraph
) -> None:
    """What the header gives as default, in words, is what the query's line holds."""
    question = find_question(name)
    lines = parameter_lines(question.text)
    by_name: dict[str, set[str]] = {}
    for key, terms in lines:
        by_name.setdefault(key, set()).add(terms)
    for parameter in question.parameters.values():
        assert len(by_name[parameter.name]) == 1, f"{parameter.name}: lines differ"
        if parameter.default is None:
            assert by_name[parameter.name] == {"UNDEF"}
            continue
        terms = fill(kg.store, question, {parameter.name: parameter.default})[parameter.name]
        expanded = by_name[parameter.name].pop()
        for prefix, namespace in re.findall(r"PREFIX (\w*): <([^>]*)>", question.text):
            expanded = re.sub(rf"\b{prefix}:(\w[\w-]*)", rf"<{namespace}\1>", expanded)
        assert expanded == terms


@pytest.mark.parametrize("name", NAMES)
def test_form(name: str) -> None:
    """A question is complete: header, theme, order by every column, named graphs only."""
    question = find_question(name)
    assert question.title
    assert question.description.endswith(".")
    assert question.theme in question.tags
    assert all(p.description for p in question.parameters.values())
    selected = re.search(r"SELECT (?:DISTINCT )?(.*?)\bWHERE", question.text, re.DOTALL)
    ordered = question.text.rpartition("ORDER BY")[2]
    assert selected
    columns = re.findall(r"AS \?(\w+)\)|\?(\w+)(?![^(]*\))", selected.group(1))
    names = {first or second for first, second in columns}
    assert names <= set(re.findall(r"\?(\w+)", ordered))


def test_the_catalogue_covers_its_themes() -> None:
    """There are at least forty questions, and every promised theme has some."""
    assert len(QUESTIONS) >= 40
    assert {question.theme for question in QUESTIONS} >= THEMES
    assert len(question_files()) == len(list(data_folder("queries").glob("*/*.rq")))


def test_the_index_is_up_to_date() -> None:
    """queries/README.md is what the catalogue's headers say."""
    index = data_folder("queries") / "README.md"
    assert index.read_text(encoding="utf-8") == catalogue_index()


def test_an_unknown_question_is_told_with_the_nearest() -> None:
    """A misspelled question suggests the right one."""
    with pytest.raises(UnknownQuestionError, match="holders"):
        find_question("hodlers")


def test_an_unknown_parameter_is_told_with_the_nearest() -> None:
    """A misspelled parameter suggests the right one."""
    with pytest.raises(ParameterError, match="did you mean post"):
        find_question("holders").filled({"pots": "1"})
