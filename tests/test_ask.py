"""Asking: values in people's words become terms of the query, and nothing else."""

from __future__ import annotations

from datetime import date, datetime

import pyoxigraph as ox
import pytest
from incumbent.errors import (
    AmbiguousNameError,
    IncumbentError,
    NotFoundError,
    ParameterError,
    QuerySyntaxError,
    UnknownQuestionError,
)
from incumbent.questions.ask import ask, fill, read_date
from incumbent.questions.catalogue import Parameter, all_questions, find_question, parameter_lines
from incumbent.questions.rows import Rows
from incumbent.vocabulary import iri

QUESTIONS = all_questions()
INJECTIONS = [
    "> } SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } #",
    '" } } UNION { GRAPH ?g { ?s ?p ?o } } #',
    '"@en } VALUES ?x { "1',
    "id:openai-cto> <http://a/",
    "id:openai-cto } VALUES ?post { id:openai-ceo",
    "\\u0022 } { ?s ?p ?o",
    "2024-09-25'^^xsd:date } #",
    "UNDEF",
    "?post",
    "\n}\nVALUES ?on { UNDEF }",
    "line\rbreak\u2028and\x85more",
    "'; DROP ALL; --",
    "\x00",
    "\udcff",
    "{{on}}",
    "%s%n",
]


def holders(store: ox.Store, **values: str | int | bool | date | None) -> Rows:
    return ask(store, "holders", values)


@pytest.mark.parametrize(
    "on",
    ["2023-06-01", date(2023, 6, 1), datetime(2023, 6, 1, 12, 30)],
    ids=["text", "date", "datetime"],
)
def test_a_day_may_be_given_in_several_ways(store: ox.Store, on: str | date) -> None:
    """A day is a text, a date or a moment of it, and means the same."""
    rows = holders(store, post="OpenAI CTO", on=on)
    assert [(row["holderName"], row["certainty"]) for row in rows] == [("Mira Murati", "certain")]


@pytest.mark.parametrize(
    "day",
    [
        "2023-02-29",
        "2023-13-01",
        "2023-00-10",
        "0000-01-01",
        "2023",
        "2023-6-1",
        "1.6.2023",
        "",
        "yesterday",
        "2023-06-01T00:00",
        "２０２３-06-01",
        " 2023-06-01",
        "2023-06-01\n",
        "-001-01-01",
    ],
)
def test_an_impossible_day_is_refused(store: ox.Store, day: str) -> None:
    """What is no day of the calendar, or not written as one, is told as such."""
    with pytest.raises(ParameterError, match="is no date"):
        holders(store, on=day)
    with pytest.raises(ParameterError):
        read_date(day)


@pytest.mark.parametrize("value", [True, 7, 2023])
def test_a_value_of_another_kind_is_refused(store: ox.Store, value: int) -> None:
    """Neither numbers nor truths are days, nor do they name a post."""
    with pytest.raises(ParameterError, match="is no date"):
        holders(store, on=value)
    with pytest.raises(NotFoundError):
        holders(store, post=value)


def test_unknown_questions_and_parameters_suggest_the_nearest(store: ox.Store) -> None:
    """A mistyped question or parameter is told with the nearest, and what there is."""
    with pytest.raises(UnknownQuestionError, match="did you mean holders"):
        ask(store, "holder", {})
    with pytest.raises(UnknownQuestionError, match="`incumbent ask` lists them"):
        ask(store, "qqqqqq", {})
    with pytest.raises(
        ParameterError, match=r"no parameter pots; did you mean post\?.*takes: post"
    ):
        holders(store, pots="OpenAI CTO")
    for hidden in ("record", "certainty"):
        with pytest.raises(ParameterError, match="takes no parameter"):
            holders(store, **{hidden: "x"})
    for path in ("../holders", "holders/holders", "", "holders.rq"):
        with pytest.raises(UnknownQuestionError):
            ask(store, path, {})


def test_names_are_resolved_by_kind(store: ox.Store) -> None:
    """A post is wanted: a person's name is refused, a shared first name is asked back."""
    with pytest.raises(NotFoundError, match="is no post"):
        holders(store, post="Mira Murati")
    with pytest.raises(AmbiguousNameError, match="Sam Altman"):
        ask(store, "career", {"person": "Sam"})


def test_integers_are_whole_numbers(store: ox.Store) -> None:
    """A whole number is taken as text or number; all else is refused in words."""
    question = find_question("holders")._replace(
        parameters={"n": Parameter("n", "integer", "1", "")}, text="VALUES ?n { 1 }"
    )
    assert "-7" in fill(store, question, {"n": -7})["n"]
    assert fill(store, question, {"n": "007"})["n"].startswith('"7"')
    for bad in ("1.5", "x", "", "٣", "9" * 5_000, True, "1 } #"):
        with pytest.raises(ParameterError, match="whole number"):
            fill(store, question, {"n": bad})


def test_terms_of_the_ontology(store: ox.Store) -> None:
    """A term is given by its name, with or without prefix; an unknown one suggests the nearest."""
    told = {
        str(ask(store, "claims-by-speaker", {"modality": term}).terms)
        for term in ("Quoted", "inc:Quoted", "https://w3id.org/incumbent/ns#Quoted")
    }
    assert len(told) == 1
    with pytest.raises(ParameterError, match="no term Quotd; did you mean Quoted"):
        ask(store, "claims-by-speaker", {"modality": "Quotd"})


def test_an_optional_parameter_may_be_left_open(store: ox.Store) -> None:
    """None, given or by default, widens the question; a value narrows it."""
    everyone = ask(store, "destinations", {})
    assert ask(store, "destinations", {"organization": None}).terms == everyone.terms
    assert len(ask(store, "destinations", {"organization": "Anthropic"})) < len(everyone)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_every_line_of_a_parameter_is_filled(question) -> None:
    """A parameter's line stands repeated where the query needs it; all are replaced alike."""
    for name in question.parameters:
        lines = parameter_lines(question.filled({name: '"new"'}))
        assert {terms for line, terms in lines if line == name} == {'"new"'}
        others = [line for line in lines if line[0] != name]
        assert others == [line for line in parameter_lines(question.text) if line[0] != name]


@pytest.mark.parametrize("name", ["holders", "career", "departures", "spellings", "single-source"])
def test_nothing_gets_in_through_a_parameter(store: ox.Store, name: str) -> None:
    """Whatever stands in a value is an error or finds nothing: it never becomes query."""
    question = find_question(name)
    for parameter in question.parameters:
        for payload in INJECTIONS:
            try:
                rows = ask(store, name, {parameter: payload})
            except IncumbentError as error:
                assert not isinstance(error, QuerySyntaxError)  # noqa: PT017
                continue
            assert parameter == "lang"
            plain = ask(store, name, {parameter: "xx"})
            assert rows.terms == plain.terms, (parameter, payload)


def test_remarks_tell_of_disagreement(store: ox.Store) -> None:
    """Asked who was CTO on 2021-07-01, the answer is possible, and both documents are named."""
    rows = holders(store, post="OpenAI CTO", on="2021-07-01")
    assert [(r["holderName"], r["certainty"], r["disputed"]) for r in rows] == [
        ("Mira Murati", "possible", True)
    ]
    disputed = [note for note in rows.notes if note.startswith("disputed: ")]
    for document in ("aifaner-", "memos-"):
        assert any(document in note for note in disputed), rows.notes


@pytest.mark.parametrize("day", ["2022-03-15", "2024-09-26"])
def test_possible_is_not_certain(store: ox.Store, day: str) -> None:
    """In the year she began and on the day after the announcement she is only possibly CTO."""
    rows = holders(store, post="OpenAI CTO", on=day)
    assert [(r["holderName"], r["certainty"]) for r in rows] == [("Mira Murati", "possible")]


def test_remarks_tell_what_is_open(store: ox.Store) -> None:
    """The day after the announcement, the claim that no date is set is told with its document."""
    notes = holders(store, post="OpenAI CTO", on="2024-09-26").notes
    opened = [note for note in notes if note.startswith("open: ")]
    assert any("no set date" in note and "simseo-" in note for note in opened), notes


def test_remarks_speak_the_language(store: ox.Store) -> None:
    """Remarks come in French where names do."""
    notes = holders(store, post="OpenAI CTO", on="2024-09-26", lang="fr").notes
    assert any("date" in note and "pas" in note for note in notes), notes
    assert notes != holders(store, post="OpenAI CTO", on="2024-09-26").notes


def test_no_remarks_where_all_agree(store: ox.Store) -> None:
    """An answer about things that nobody disputes or calls unknown has no remarks."""
    assert holders(store, post="OpenAI chief scientist", on="2024-09-25").notes == ()


def test_another_record_can_be_asked(store: ox.Store) -> None:
    """The record is a parameter of its own: a graph that is not there knows nobody."""
    rows = ask(store, "holders", {}, record=iri("graph:nowhere"))
    assert len(rows) == 0
