"""Judgements: what is preferred wins where it conflicts, what is rejected is followed nowhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from incumbent.claims.corpus import Corpus, read_corpus
from incumbent.claims.judgements import read_judgements
from incumbent.ontology import read_ontology
from incumbent.rdf import Description
from incumbent.record.record import Record, build_record
from incumbent.store.build import build_quads
from incumbent.vocabulary import JUDGEMENTS, PREFIXES, SOURCES, iri

LEAVING = "id:leaving a inc:Departure ; inc:closes id:ann-firm-1 ; "
BEGAN = 'id:t a inc:Tenure ; inc:holder id:ann ; inc:post id:ceo ; inc:began "{}"^^edtf:EDTF .'
PREFIX_LINES = "".join(f"@prefix {name}: <{space}> .\n" for name, space in PREFIXES.items())
Judge = Callable[..., Record]


def _judgement(said: str, name: str = "j1") -> str:
    return (
        f"graph:judgements {{ id:{name} a inc:Judgement ; {said} ; inc:rationale "
        '"Because."@en , "Parce que."@fr ; prov:wasAttributedTo id:curator ; '
        'dcterms:date "2026-01-15"^^xsd:date . }\n'
    )


@pytest.fixture
def judged(corpus: Callable[..., Path]) -> Judge:
    """Work small claims out under judgements, each given by what it prefers and rejects."""

    def work_out(*claims: object, by: tuple[str, ...] = ()) -> Record:
        home = corpus(*claims)
        said = "".join(_judgement(one, f"j{n}") for n, one in enumerate(by, 1))
        (home / "judgements.trig").write_text(PREFIX_LINES + said, encoding="utf-8")
        read = read_corpus(home)
        home.rename(home.with_name(f"done-{len(list(home.parent.iterdir()))}"))
        return build_record(read.claims, read_ontology(), read.judgements, read.names)

    return work_out


def _values(record: Record, name: str, thing: str = "id:leaving") -> set[str]:
    told = Description(record.triples).all(iri(thing), iri(name))
    return {value.value.rpartition("#")[2].rpartition("/")[2] for value in told}


def _settled(record: Record) -> list[tuple[str, set[str]]]:
    """Return each conflict's kind with the judgements that settle it."""
    told = Description(record.explanations)
    return sorted(
        (
            str(told.text(node, iri("inc:conflictKind"))).rpartition("#")[2],
            {j.value.rpartition("/")[2] for j in told.all(node, iri("inc:settledBy"))},
        )
        for node in told.typed(iri("inc:Conflict"))
    )


def _accepted(record: Record) -> set[str]:
    return {claim.iri.value.rpartition("/")[2] for claim in record.accepted.claims}


@pytest.mark.parametrize("said", ["inc:prefers claim:c1", "inc:rejects claim:c2"])
def test_a_value_that_is_judged_stands_and_its_conflict_is_settled(
    judged: Judge, said: str
) -> None:
    """Preferred, or left when the other is rejected, a destination enters the record undisputed."""
    record = judged(
        LEAVING + "inc:destination id:rival .", LEAVING + "inc:destination id:own .", by=(said,)
    )
    assert _values(record, "inc:destination") == {"rival"}
    assert _values(record, "inc:disputed") == set()
    assert _settled(record) == [("ValueConflict", {"j1"})]


def test_what_loses_to_a_preferred_claim_still_counts_elsewhere(judged: Judge) -> None:
    """A claim is preferred among those it conflicts with; what else they say stands."""
    record = judged(
        LEAVING + "inc:destination id:rival .",
        LEAVING + "inc:destination id:own ; inc:reason id:quarrel .",
        by=("inc:prefers claim:c1",),
    )
    assert _values(record, "inc:reason") == {"quarrel"}
    assert _accepted(record) == {"c1", "c2"}


def test_what_is_rejected_counts_nowhere_but_is_told(judged: Judge) -> None:
    """All that the claim says goes; the conflict still names it."""
    record = judged(
        LEAVING + "inc:destination id:rival .",
        LEAVING + "inc:destination id:own ; inc:reason id:quarrel .",
        by=("inc:rejects claim:c2",),
    )
    assert _values(record, "inc:reason") == set()
    assert _accepted(record) == {"c1"}
    told = Description(record.explanations)
    (conflict,) = told.typed(iri("inc:Conflict"))
    assert len(told.all(conflict, iri("inc:involves"))) == 2


@pytest.mark.parametrize("said", ["inc:prefers claim:c2", "inc:rejects claim:c1"])
def test_a_contradiction_of_dates_is_settled(judged: Judge, said: str) -> None:
    """The bounds follow the claim that is kept, and nothing about them is disputed."""
    record = judged(BEGAN.format("2018"), BEGAN.format("2022"), by=(said,))
    assert _values(record, "inc:beginNotBefore", "id:t") == {"2022-01-01"}
    assert _values(record, "inc:beginNotAfter", "id:t") == {"2022-12-31"}
    assert _values(record, "inc:disputed", "id:t") == set()
    assert _settled(record) == [("DateConflict", {"j1"})]


def test_a_preference_that_leaves_the_others_at_odds_settles_nothing(judged: Judge) -> None:
    """Of three claims that cannot all hold, which of the other two is wrong stays open."""
    claims = (
        'id:t a inc:Tenure ; inc:ended "2019"^^edtf:EDTF .',
        'id:u a inc:Tenure ; inc:began "2018"^^edtf:EDTF .',
        "id:u a inc:Tenure ; inc:succeeds id:t .",
    )
    record = judged(*claims, by=("inc:prefers claim:c3",))
    assert _settled(record) == [("DateConflict", set())] * 2
    assert _values(record, "inc:disputed", "id:t") | _values(record, "inc:disputed", "id:u")
    two = judged(*claims, by=("inc:prefers claim:c3", "inc:prefers claim:c1"))
    assert _settled(two) == [("DateConflict", {"j1", "j2"})] * 2
    assert _values(two, "inc:disputed", "id:t") == set()
    assert _values(two, "inc:endNotBefore", "id:t") == {"2019-01-01"}


def test_judgements_that_prefer_both_sides_decide_nothing(judged: Judge) -> None:
    """What two judgements prefer against each other stays in dispute, of values and of dates."""
    both = ("inc:prefers claim:c1", "inc:prefers claim:c2")
    values = judged(
        LEAVING + "inc:destination id:rival .", LEAVING + "inc:destination id:own .", by=both
    )
    assert _values(values, "inc:destination") == set()
    assert _settled(values) == [("ValueConflict", set())]
    dates = judged(BEGAN.format("2018"), BEGAN.format("2022"), by=both)
    assert len(_values(dates, "inc:disputed", "id:t")) == 2
    assert _settled(dates) == [("DateConflict", set())]


def test_what_one_prefers_and_another_rejects_is_rejected(judged: Judge) -> None:
    """The record never states more than is known; a check reports the two judgements."""
    record = judged(
        LEAVING + "inc:destination id:rival .",
        by=("inc:prefers claim:c1", "inc:rejects claim:c1"),
    )
    assert _values(record, "inc:destination") == set()
    assert _accepted(record) == set()


@pytest.mark.parametrize("stance", ["Rumoured", "Opinion"])
def test_a_preferred_rumour_or_opinion_enters_the_record(judged: Judge, stance: str) -> None:
    """Its triples and its dates then count like those of a fact."""
    rumour = {"triples": BEGAN.format("2018"), "stance": stance}
    assert _accepted(judged(rumour)) == set()
    record = judged(rumour, BEGAN.format("2022"), by=("inc:prefers claim:c1",))
    assert _values(record, "inc:beginNotAfter", "id:t") == {"2018-12-31"}
    assert _settled(record) == [("DateConflict", {"j1"})]


def test_a_preferred_denial_keeps_out_what_it_denies(judged: Judge) -> None:
    """Its graph holds what is not so, which never enters the record."""
    denied = {"triples": LEAVING + "inc:manner inc:Dismissed .", "stance": "Denied"}
    stated = LEAVING + "inc:manner inc:Dismissed ."
    record = judged(denied, stated, by=("inc:prefers claim:c1",))
    assert _values(record, "inc:manner") == set()
    assert _values(record, "inc:disputed") == set()
    assert _settled(record) == [("Denial", {"j1"})]
    assert _values(judged(denied, by=("inc:prefers claim:c1",)), "inc:manner") == set()


@pytest.mark.parametrize("said", ["inc:prefers claim:c2", "inc:rejects claim:c1"])
def test_a_denial_that_is_not_followed_leaves_the_fact(judged: Judge, said: str) -> None:
    """The fact stands undisputed; the denial is told as settled."""
    denied = {"triples": LEAVING + "inc:manner inc:Dismissed .", "stance": "Denied"}
    record = judged(denied, LEAVING + "inc:manner inc:Dismissed .", by=(said,))
    assert _values(record, "inc:manner") == {"Dismissed"}
    assert _values(record, "inc:disputed") == set()
    assert _settled(record) == [("Denial", {"j1"})]


def test_a_judgement_on_a_claim_that_is_gone_changes_nothing(judged: Judge) -> None:
    """A check reports it; the record is as without it."""
    claims = (LEAVING + "inc:destination id:rival .", LEAVING + "inc:destination id:own .")
    with_it = judged(*claims, by=("inc:prefers claim:gone ; inc:rejects claim:lost",))
    assert with_it.triples == judged(*claims).triples


def test_names_of_one_bearer_can_be_rejected(judged: Judge) -> None:
    """When one of two claims of a name is rejected, the name is one thing's alone."""
    record = judged(
        'id:sam-one a inc:Group ; skos:altLabel "Sam" .',
        'id:sam-two a inc:Group ; skos:altLabel "Sam" .',
        by=("inc:rejects claim:c2",),
    )
    assert _settled(record) == [("IdentityConflict", {"j1"})]


def test_a_judged_build_marks_rejected_claims_and_keeps_their_graphs(
    corpus: Callable[..., Path],
) -> None:
    """Rejected claims are nowhere accepted and can still be asked for."""
    home = corpus(LEAVING + "inc:destination id:rival .", LEAVING + "inc:destination id:own .")
    told = PREFIX_LINES + _judgement("inc:rejects claim:c2")
    (home / "judgements.trig").write_text(told, encoding="utf-8")
    quads = list(build_quads(home).quads)
    (mark,) = [
        q.object.value
        for q in quads
        if q.graph_name == SOURCES
        and (q.subject, q.predicate) == (iri("claim:c2"), iri("inc:accepted"))
    ]
    assert mark == "false"
    assert any(q.graph_name == iri("claim:c2") for q in quads)
    assert any(q.graph_name == JUDGEMENTS for q in quads)


def test_judgements_are_read_whatever_their_order() -> None:
    """The same triples in another order are the same decisions."""
    judgement, other = iri("id:judgement-1"), iri("id:judgement-2")
    told = [
        (one, name, value)
        for one in (judgement, other)
        for name, value in (
            (iri("rdf:type"), iri("inc:Judgement")),
            (iri("inc:rejects"), iri("claim:a-1")),
            (iri("inc:prefers"), iri("claim:a-2")),
        )
    ]
    assert read_judgements(told) == read_judgements(reversed(told))
    assert read_judgements([]).each == ()


def test_every_judgement_of_the_built_in_corpus_settles_what_it_names(openai: Corpus) -> None:
    """Each names claims that there are, gives its grounds in both languages, and settles one."""
    record = build_record(openai.claims, read_ontology(), openai.judgements, openai.names)
    told = Description(openai.judgements)
    known = {claim.iri for claim in openai.claims}
    judgements = read_judgements(openai.judgements)
    settling = {
        node
        for subject, predicate, node in record.explanations
        if predicate == iri("inc:settledBy")
    }
    assert judgements.each
    assert judgements.preferred | judgements.rejected <= known
    for judgement in judgements.each:
        assert judgement.iri in settling, judgement
        grounds = told.all(judgement.iri, iri("inc:rationale"))
        assert {g.language for g in grounds if isinstance(g, ox.Literal)} == {"en", "fr"}
