"""The explorer's data: terms, names, facts, bounds and claims, as the store has them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from incumbent.knowledge import KnowledgeGraph
from incumbent.views.explorer.data import page_words
from incumbent.views.explorer.terms import Terms, short_name
from incumbent.vocabulary import RECORD, iri

EPOCH = date(1970, 1, 1)


def test_the_data_is_the_same_in_every_process(kg: KnowledgeGraph, tmp_path: Path) -> None:
    """No order of a set or of a store shows in it."""
    made = []
    for seed in ("1", "2"):
        target = tmp_path / f"{seed}.html"
        program = f"import incumbent; incumbent.open().draw({str(target)!r}, on='2024-09-25')"
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        subprocess.run([sys.executable, "-c", program], env=environment, check=True)
        made.append(target.read_bytes())
    assert made[0] == made[1]


def test_every_number_is_that_of_a_row(data: dict[str, Any]) -> None:
    """Facts lead to terms, reasons and conflicts to claims, claims to documents."""
    terms, claims = range(len(data["terms"])), range(len(data["claims"]))
    assert all(number in terms for fact in data["facts"] for number in fact[:3])
    assert all(claim in claims for row in data["why"] for claim in row[2])
    assert all(claim in claims for row in data["conflicts"] for claim in row[3])
    assert {row[1] for row in data["claims"]} == set(range(len(data["documents"])))


def test_names_of_terms_are_short_and_no_two_alike(data: dict[str, Any]) -> None:
    """Each name stands for one IRI, whatever IRIs a corpus has."""
    things = [term for term in data["terms"] if isinstance(term, str)]
    assert {"openai", "inc:holder", "org:Post"} <= set(things)
    assert len(things) == len(set(things))
    crafted = ["id:openai", "openai", "https://w3id.org/incumbent/id/id:openai", "claim:a"]
    assert len(set(map(short_name, [*crafted, iri("id:openai").value]))) == len(crafted) + 1


def test_terms_are_in_the_order_of_their_iris(data: dict[str, Any], kg: KnowledgeGraph) -> None:
    """A page sorts numbers, and so sorts as Python does."""
    nodes = [quad.subject for quad in kg.store.quads_for_pattern(None, None, None, RECORD)]
    terms = Terms(nodes)
    values = sorted({node.value for node in nodes})
    assert [short_name(value) for value in values] == terms.rows()


def test_facts_are_those_of_the_record(data: dict[str, Any], kg: KnowledgeGraph) -> None:
    """With all documents, no statement of the record is missing and none is added."""
    terms = data["terms"]
    told = {
        tuple(terms[number] for number in fact[:3])
        for fact in data["facts"]
        if isinstance(terms[fact[2]], str) and (len(fact) == 3 or fact[3] & 1)
    }
    stated = {
        tuple(short_name(term.value) for term in (quad.subject, quad.predicate, quad.object))
        for quad in kg.store.quads_for_pattern(None, iri("inc:holder"), None, RECORD)
    }
    assert {fact for fact in told if fact[1] == "inc:holder"} == stated


def test_bounds_are_those_of_the_record(data: dict[str, Any], kg: KnowledgeGraph) -> None:
    """A day is its number, and what nothing bounds is null."""
    names = ("inc:beginNotBefore", "inc:beginNotAfter", "inc:endNotBefore", "inc:endNotAfter")
    rows = {data["terms"][row[0]]: row for row in data["bounds"] if len(row) == 6 or row[6] & 1}
    tenure = iri("id:mira-murati-openai-cto-1")
    for cell, name in enumerate(names, 1):
        (quad,) = kg.store.quads_for_pattern(tenure, iri(name), None, RECORD)
        day = rows["mira-murati-openai-cto-1"][cell]
        told = quad.object.value
        assert day is None if told[:4] in ("0001", "9999") else str(EPOCH + timedelta(day)) == told


def test_claims_stand_in_the_order_of_documents_and_texts(data: dict[str, Any]) -> None:
    """Documents by their day, claims by their first place."""
    order = [(row[1], min(row[2])[0]) for row in data["claims"]]
    assert order == sorted(order)
    days = [(row[4], row[5]) for row in data["documents"]]
    assert days == sorted(days)


def test_what_became_of_a_claim_is_told(data: dict[str, Any], kg: KnowledgeGraph) -> None:
    """Accepted, rejected and preferred claims are told apart, as the graph has them."""
    states = {data["terms"][row[0]]: row[11] for row in data["claims"]}
    judgements = data["judgements"]
    named = [{data["terms"][data["claims"][at][0]] for at in side} for side in judgements[0][:2]]
    assert named == [{"claim:simseo-022"}, {"claim:aifaner-040", "claim:aifaner-041"}]
    assert states["claim:simseo-022"] & 4
    assert states["claim:aifaner-040"] == 2
    accepted = kg.query("SELECT (COUNT(*) AS ?n) { GRAPH graph:sources { ?c inc:accepted true } }")
    assert sum(state & 1 for state in states.values()) == next(iter(accepted))["n"]


def test_people_posts_and_properties_have_names_in_both_languages(data: dict[str, Any]) -> None:
    """A reader needs no IRI, whichever language they read."""
    names = {data["terms"][row[0]]: row[1:] for row in data["names"]}
    assert names["mira-murati"][:3] == ["Mira Murati", 0, "person"]
    assert "Murati" in names["mira-murati"][3]
    assert names["openai-cto"][2] == "post"
    assert names["inc:holder"][1]
    used = [data["terms"][number] for fact in data["facts"] for number in fact[1:3]]
    strange = {
        term
        for term in used
        if isinstance(term, str) and re.match("[a-z]+:(?!//)", term) and not term.startswith("inc:")
        if f"ev.{term}" not in page_words()
    }
    assert strange == set()
