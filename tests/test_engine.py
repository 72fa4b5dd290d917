"""A user's own query: what the default graph is, what comes back, and what errors say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from incumbent.errors import QuerySyntaxError
from incumbent.questions.engine import query
from incumbent.questions.rows import Rows
from incumbent.store.build import build_quads
from small import NAMES, TENURE

RUMOUR = (
    "id:sam-one-acme-cto-1 a inc:Tenure ; inc:holder id:sam-one ; inc:post id:acme-cto ; "
    'inc:began "2030"^^edtf:EDTF .'
)


@pytest.fixture
def small(corpus: Callable[..., Path]) -> ox.Store:
    """Build a corpus in which one holder is stated and one is rumoured."""
    rumoured = {"triples": RUMOUR, "stance": "Rumoured"}
    store = ox.Store()
    store.extend(build_quads(corpus(TENURE, rumoured, names=NAMES)).quads)
    return store


def rows(store: ox.Store, text: str) -> list[tuple[str, ...]]:
    answer = query(store, text)
    assert isinstance(answer, Rows)
    return [tuple(getattr(term, "value", str(term)) for term in row) for row in answer.terms]


def test_plain_patterns_see_record_names_and_conclusions(small: ox.Store) -> None:
    """Without GRAPH, a query reads the record, the names and what the ontology entails."""
    assert rows(small, "SELECT ?n { ?t inc:holder ?who . ?who skos:prefLabel ?n }") == [
        ("Ada Ångström",),
        ("Ada Ångström",),
    ]
    assert query(small, "ASK { ?m org:member id:ada }") is True
    for graph in ("record", "names", "conclusions"):
        alone = query(small, f"SELECT * {{ GRAPH graph:{graph} {{ ?s ?p ?o }} }}")
        assert isinstance(alone, Rows)
        assert len(alone) > 0, graph


def test_a_rumour_does_not_leak(small: ox.Store) -> None:
    """What is only rumoured is seen in its claim's graph and nowhere in plain patterns."""
    pattern = "{ ?tenure inc:holder id:sam-one }"
    assert query(small, f"ASK {pattern}") is False
    assert query(small, f"ASK {{ GRAPH ?claim {pattern} }}") is True
    assert query(small, "ASK { ?claim a inc:Claim }") is False
    assert query(small, "ASK { GRAPH graph:sources { ?claim a inc:Claim } }") is True


def test_claims_are_named_graphs(small: ox.Store) -> None:
    """Who says so is the graph that a pattern stands in."""
    told = rows(
        small,
        "SELECT ?claim ?doc { GRAPH ?claim { ?t inc:began ?when } "
        "GRAPH graph:sources { ?claim inc:document ?doc } } ORDER BY ?claim",
    )
    assert [claim.rpartition("/")[2] for claim, _ in told] == ["c1", "c2"]


def test_from_chooses_the_graphs(small: ox.Store) -> None:
    """A query with FROM reads the graphs it names and no others."""
    text = "SELECT ?t FROM {} {{ ?t inc:holder id:sam-one }}"
    assert len(rows(small, text.format("claim:c2"))) == 1
    assert rows(small, text.format("graph:record")) == []
    assert rows(small, "SELECT ?t FROM NAMED claim:c2 { ?t inc:holder ?w }") == []


def test_the_forms_of_a_query(small: ox.Store) -> None:
    """SELECT gives rows, ASK a truth, CONSTRUCT and DESCRIBE triples, once each and in order."""
    assert isinstance(query(small, "SELECT * { ?s inc:holder ?o }"), Rows)
    assert query(small, "ASK { ?s inc:holder ?o }") is True
    told = query(small, "CONSTRUCT { ?o a foaf:Person } { ?s inc:holder ?o . ?s ?p ?x }")
    assert isinstance(told, list)
    assert [str(triple.subject) for triple in told] == ["<https://w3id.org/incumbent/id/ada>"]
    described = query(small, "DESCRIBE id:ada")
    assert isinstance(described, list)
    assert described == sorted(described, key=str)
    assert described


def test_dates_compare_and_come_back_as_dates(small: ox.Store) -> None:
    """Bounds are dates, for filters and in Python."""
    answer = query(
        small,
        "SELECT ?d { ?t inc:beginNotBefore ?d FILTER(?d > '2019-12-31'^^xsd:date) }",
    )
    assert isinstance(answer, Rows)
    assert answer.column("d") == [date(2020, 1, 1)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "the query is empty"),
        ("   \n", "the query is empty"),
        ("SELECT", "the query ends too early"),
        ("SELECT * { ?s ?p }", "line 1, column"),
        ("SELECT * {\n ?s ?p ?o .\n} ORDER ?s", "line 3, column 3: “ORDER” is not expected here"),
        ("SELECT (?x AS ?y) { } GROUP BY ?z", "variable that is unbound"),
        ("SELECT * { } GROUP BY ?s", "not authorized with GROUP BY"),
        ("SELECT ?x ?x { }", "Duplicated variable name"),
        ("SELECT * { BIND(1 AS ?x) BIND(2 AS ?x) }", "a variable bound twice"),
        ("SELECT * { VALUES (?x ?y) { (1) } }", "rows of unequal length"),
    ],
)
def test_what_does_not_parse_is_told(text: str, told: str) -> None:
    """A syntax error names line and token in one line; a rule that is broken is named."""
    with pytest.raises(QuerySyntaxError) as refused:
        query(ox.Store(), text)
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)
