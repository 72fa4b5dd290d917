"""The record: traceable, bounded everywhere, the same in any order, and never saying too much."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable

import pyoxigraph as ox
import pytest
from incumbent.claims.corpus import Corpus
from incumbent.ontology import EVENT, PERIOD, TRANSITION, read_ontology
from incumbent.questions.ask import ask
from incumbent.questions.remarks import remarks
from incumbent.rdf import Description, Triple
from incumbent.record import repairs
from incumbent.record.record import Record, build_record
from incumbent.record.settled import LABELS, NOT_RECORDED
from incumbent.store.build import Built
from incumbent.vocabulary import BASE, EXPLANATIONS, RECORD, SOURCES, TYPE, iri

OPEN, NEVER = "0001-01-01", "9999-12-31"
PERIOD_BOUNDS = [iri(f"inc:{n}") for n in
                 ("beginNotBefore", "beginNotAfter", "endNotBefore", "endNotAfter")]  # fmt: skip
EVENT_BOUNDS = [iri("inc:notBefore"), iri("inc:notAfter")]
ANNOUNCED_BOUNDS = [iri("inc:announcedNotBefore"), iri("inc:announcedNotAfter")]
BOUNDS = frozenset((*PERIOD_BOUNDS, *EVENT_BOUNDS, *ANNOUNCED_BOUNDS))
RecordOf = Callable[..., Record]


@pytest.fixture(scope="module")
def record(openai: Corpus) -> Record:
    """Work out the built-in corpus's record as it stands before any judgement."""
    return build_record(openai.claims, read_ontology())


@pytest.fixture(scope="module")
def described(record: Record) -> Description:
    """Describe the things of the record."""
    return Description(record.triples)


@pytest.fixture(scope="module")
def explained(record: Record) -> Description:
    """Describe the explanations."""
    return Description(record.explanations)


def _short(triple: Triple) -> str:
    return " ".join(term.value.rpartition("/")[2] for term in triple)


def _explains(explained: Description, kind: str) -> dict[tuple[ox.NamedNode, object], set[str]]:
    """Return by thing and property (None: the whole) the claims that explain it."""
    found: dict[tuple[ox.NamedNode, object], set[str]] = {}
    for node in explained.typed(iri(kind)):
        claims = {claim.value for claim in explained.all(node, iri("inc:involves"))}
        for thing in explained.all(node, iri("inc:about")):
            assert isinstance(thing, ox.NamedNode)
            for name in explained.all(node, iri("inc:onProperty")) or [None]:
                found.setdefault((thing, name), set()).update(claims)
    return found


def test_every_triple_is_in_an_accepted_claim_or_explained(
    record: Record, described: Description, explained: Description
) -> None:
    """What no accepted claim says word for word has an explanation that names its claims."""
    said = {triple for claim in record.accepted.claims for triple in claim.triples}
    bounds, conflicts = _explains(explained, "inc:Bound"), _explains(explained, "inc:Conflict")
    commands = set(described.typed(iri("inc:Command")))
    unexplained = []
    for triple in record.triples - said:
        thing, name, value = triple
        if name in BOUNDS and value.value in (OPEN, NEVER):
            continue  # open: there is nothing that claims say
        if name == iri("inc:unstated"):
            assert isinstance(value, ox.NamedNode)
            assert described.text(thing, value) in (OPEN, NEVER), _short(triple)
            continue
        if name == iri("inc:disputed"):
            claims = conflicts.get((thing, value))
        elif thing in commands and name not in PERIOD_BOUNDS:
            claims = bounds.get((thing, None))
        else:
            claims = bounds.get((thing, name))
        if not claims:
            unexplained.append(_short(triple))
    assert unexplained == []


def test_every_explanation_names_accepted_claims_in_order(
    record: Record, explained: Description
) -> None:
    """The claims of a bound are numbered from one, and they are the ones that it involves."""
    accepted = {claim.iri.value for claim in record.accepted.claims}
    for node in (*explained.typed(iri("inc:Bound")), *explained.typed(iri("inc:Conflict"))):
        involved = {claim.value for claim in explained.all(node, iri("inc:involves"))}
        assert involved, node
        # A claim that denies, and one that was rejected, takes part without being accepted.
        open_ = not explained.all(node, iri("inc:settledBy"))
        if open_ and iri("inc:Denial") not in explained.all(node, iri("inc:conflictKind")):
            assert involved <= accepted, node
        assert explained.all(node, iri("inc:about")), node
        names = explained.all(node, iri("inc:onProperty"))
        if iri("inc:Bound") in explained.all(node, TYPE) and BOUNDS.intersection(names):
            ordered = []
            while claim := explained.first(node, iri(f"rdf:_{len(ordered) + 1}")):
                ordered.append(claim.value)
            assert len(ordered) == len(involved), node
            assert set(ordered) == involved, node


def test_no_explanation_is_about_something_else(record: Record, explained: Description) -> None:
    """Whatever is explained is in the record: a bound that is not open, or a disputed property."""
    things = {(s, p) for s, p, _ in record.triples}
    for thing, name in _explains(explained, "inc:Bound"):
        if name is not None:
            assert (thing, name) in things
    for node in explained.typed(iri("inc:Conflict")):
        names = explained.all(node, iri("inc:onProperty"))
        settled = explained.all(node, iri("inc:settledBy"))
        spelled = LABELS.intersection(names)  # two may bear one name, and nothing is open
        for thing in explained.all(node, iri("inc:about")) if not settled and not spelled else ():
            assert {(thing, iri("inc:disputed"), name) for name in names} <= record.triples


def test_every_period_has_four_bounds_and_every_event_its_two(described: Description) -> None:
    """Bounds are there exactly once each, and in an order that can be."""
    periods = described.typed(PERIOD)
    events = described.typed(EVENT)
    transitions = described.typed(TRANSITION)
    assert len(periods) > 50
    assert len(transitions) > 30
    wrong = []
    for things, names in (
        (periods, PERIOD_BOUNDS), (events, EVENT_BOUNDS), (transitions, ANNOUNCED_BOUNDS)
    ):  # fmt: skip
        for thing in things:
            values = [described.all(thing, name) for name in names]
            if any(len(one) != 1 for one in values):
                wrong.append((thing, values))
                continue
            days = [one[0].value for one in values]
            assert all(one[0].datatype == iri("xsd:date") for one in values)  # type: ignore[union-attr]
            if not days[0] <= days[1] or not days[-2] <= days[-1] or not days[0] <= days[-1]:
                wrong.append((thing, days))
            if len(days) == 4 and not days[0] < days[3]:
                wrong.append((thing, days))
    assert wrong == []


def test_nothing_else_has_some_bounds_only(described: Description) -> None:
    """A thing with one bound has all of its kind: the life of an organization, for one."""
    for thing in described.subjects():
        for names in (PERIOD_BOUNDS, EVENT_BOUNDS, ANNOUNCED_BOUNDS):
            count = sum(len(described.all(thing, name)) for name in names)
            assert count in (0, len(names)), thing


def test_rumours_denials_and_opinions_never_enter(openai: Corpus, record: Record) -> None:
    """What only an unaccepted claim says is not in the record."""
    accepted = {claim.iri for claim in record.accepted.claims}
    said = {triple for claim in record.accepted.claims for triple in claim.triples}
    left_out = [claim for claim in openai.claims if claim.iri not in accepted]
    assert {claim.stance for claim in left_out} >= {iri("inc:Rumoured"), iri("inc:Opinion")}
    assert not any(claim.affirmed for claim in left_out)
    only_there = {t for claim in left_out for t in claim.triples} - said
    computed = {t for t in record.triples if t[1] == TYPE}
    assert not only_there & (record.triples - computed)


@pytest.mark.parametrize("stance", ["Rumoured", "Denied", "Opinion"])
def test_a_claim_that_is_not_put_forward_as_a_fact_leaves_no_trace(
    record_of: RecordOf, stance: str
) -> None:
    """Neither its triples, nor its dates, nor its kinds reach the record."""
    fact = 'id:t a inc:Tenure ; inc:holder id:ann ; inc:began "2018"^^edtf:EDTF .'
    other = (
        "id:t a inc:Leave ; inc:post id:ceo ; inc:began 'x' . id:ann a inc:Group . "
        'id:new a inc:Tenure ; inc:ended "2020"^^edtf:EDTF .'
    )
    told = record_of(fact, {"triples": other, "stance": stance})
    assert told.triples == record_of(fact).triples
    assert told.explanations == record_of(fact).explanations


def test_a_prediction_enters_with_its_period_and_nothing_else(record_of: RecordOf) -> None:
    """What is foretold of a period or event stands under its days; nothing else enters."""
    told = record_of(
        {
            "triples": "id:t a inc:Tenure ; inc:holder id:ann ; inc:post id:ceo . "
            "id:ann schema:alumniOf id:school . id:g a inc:Group .",
            "stance": "Predicted",
        },
        {"triples": "id:h a inc:Group ; schema:member id:ann .", "stance": "Predicted"},
    )
    assert {s for s, _, _ in told.triples} == {iri("id:t")}
    assert (iri("id:t"), iri("inc:holder"), iri("id:ann")) in told.triples
    assert len(told.accepted.claims) == 1


def test_the_foretold_end_of_an_organization_is_not_before_it_was_foretold(
    record_of: RecordOf,
) -> None:
    """The life of an organization is a period, though nobody calls the organization one."""
    told = record_of(
        {
            "triples": 'id:team inc:ended "2025"^^edtf:EDTF .',
            "stance": "Predicted",
            "said": "2024-09-25",
        }
    )
    bounds = [Description(told.triples).text(iri("id:team"), name) for name in PERIOD_BOUNDS]
    assert bounds == [OPEN, NEVER, "2024-09-25", NEVER]
    assert (iri("id:team"), TYPE, PERIOD) not in told.triples


def test_wider_kinds_are_added_and_explained(record_of: RecordOf) -> None:
    """A leave is found as an interruption and as a period; the claim that calls it one is told."""
    told = record_of("id:l a inc:Leave ; inc:interrupts id:t .")
    kinds = {o.value.rpartition("#")[2] for s, p, o in told.triples if p == TYPE}
    assert kinds == {"Leave", "Interruption", "Period"}
    explains = _explains(Description(told.explanations), "inc:Bound")
    assert explains[(iri("id:l"), TYPE)] == {f"{BASE}claim/c1"}


def test_spellings_and_what_a_claim_says_of_itself_stay_out(record: Record) -> None:
    """Names go to the names graph; a claim that only carries a sentence adds nothing."""
    assert not {p for _, p, _ in record.triples} & NOT_RECORDED
    assert not [s for s, _, _ in record.triples if s.value.startswith(f"{BASE}claim/")]


DATES = "id:t a inc:Tenure ; inc:holder id:ann ; inc:post id:ceo ; inc:began "


def test_dates_that_contradict_each_other_are_loosest_and_marked(record_of: RecordOf) -> None:
    """Over two repairs each bound is its loosest, the thing is disputed, both claims are told."""
    told = record_of(
        DATES + '"2018"^^edtf:EDTF .',
        DATES + '"2022"^^edtf:EDTF .',
        DATES + '"2018/2022"^^edtf:EDTF .',
    )
    described, explained = Description(told.triples), Description(told.explanations)
    bounds = [described.text(iri("id:t"), name) for name in PERIOD_BOUNDS]
    assert bounds == ["2018-01-01", "2022-12-31", "2018-01-02", NEVER]
    (conflict,) = explained.typed(iri("inc:Conflict"))
    involved = {claim.value for claim in explained.all(conflict, iri("inc:involves"))}
    assert involved == {f"{BASE}claim/c1", f"{BASE}claim/c2"}
    assert explained.all(conflict, iri("inc:conflictKind")) == [iri("inc:DateConflict")]
    assert set(described.all(iri("id:t"), iri("inc:disputed"))) == set(PERIOD_BOUNDS[:2])


def test_disputed_is_only_what_a_conflicting_claim_speaks_of(record_of: RecordOf) -> None:
    """A disputed begin leaves the stated end, and other things, undisputed."""
    told = record_of(
        DATES + '"2018"^^edtf:EDTF .',
        DATES + '"2022"^^edtf:EDTF .',
        'id:t inc:ended "2024"^^edtf:EDTF .',
        'id:u a inc:Tenure ; inc:holder id:bob ; inc:began "2018"^^edtf:EDTF .',
    )
    disputed = {(s, o) for s, p, o in told.triples if p == iri("inc:disputed")}
    assert disputed == {(iri("id:t"), name) for name in PERIOD_BOUNDS[:2]}


def test_a_contradiction_that_leaves_nothing_open_is_still_told(record_of: RecordOf) -> None:
    """Two lengths that exclude each other are a conflict about the period, though undated."""
    told = record_of(
        'id:l a inc:Leave ; inc:lastedAtLeast "P10D"^^xsd:duration .',
        'id:l a inc:Leave ; inc:lastedAtMost "P5D"^^xsd:duration .',
    )
    explained = Description(told.explanations)
    (conflict,) = explained.typed(iri("inc:Conflict"))
    assert explained.all(conflict, iri("inc:about")) == [iri("id:l")]
    assert len(explained.all(conflict, iri("inc:involves"))) == 2


def test_too_many_repairs_are_noted(record_of: RecordOf, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the cap the curator is told, and the disputed bounds are open but not unstated."""
    monkeypatch.setattr(repairs, "REPAIRS_AT_MOST", 1)
    told = record_of(DATES + '"2018"^^edtf:EDTF .', DATES + '"2022"^^edtf:EDTF .')
    assert len(told.notes) == 1
    assert "more than" in told.notes[0]
    described = Description(told.triples)
    assert [described.text(iri("id:t"), name) for name in PERIOD_BOUNDS[:2]] == [OPEN, NEVER]
    assert set(described.all(iri("id:t"), iri("inc:disputed"))) == set(PERIOD_BOUNDS[:2])
    assert described.all(iri("id:t"), iri("inc:unstated")) == [iri("inc:endNotAfter")]


@pytest.mark.parametrize(
    ("stated", "unstated"),
    [
        ('inc:began "2018"^^edtf:EDTF', {"endNotAfter"}),
        ('inc:observedOn "2018"^^edtf:EDTF', {"beginNotBefore", "endNotAfter"}),
        ('inc:began "2018"^^edtf:EDTF ; inc:statedUnknown inc:ended', set()),
        ("inc:statedUnknown inc:began", {"endNotAfter"}),
        ('inc:began "2018"^^edtf:EDTF ; inc:ended "2020"^^edtf:EDTF', set()),
    ],
)
def test_unstated_is_an_open_side_of_which_nobody_speaks(
    record_of: RecordOf, stated: str, unstated: set[str]
) -> None:
    """Silence is marked; a statement that something is unknown is not silence."""
    told = Description(record_of(f"id:t a inc:Tenure ; {stated} .").triples)
    found = {v.value.rpartition("#")[2] for v in told.all(iri("id:t"), iri("inc:unstated"))}
    assert found == unstated


LINE = "id:{0} a inc:ReportingLine ; inc:subordinate id:{1} ; inc:superior id:{2} ; {3} ."


def test_commands_are_derived_with_bounds_and_claims(record_of: RecordOf) -> None:
    """Two lines one above the other give a command of depth two, explained by both claims."""
    told = record_of(
        LINE.format("l1", "a", "b", 'inc:began "2020"^^edtf:EDTF'),
        LINE.format("l2", "b", "c", 'inc:began "2019"^^edtf:EDTF ; inc:ended "2022"^^edtf:EDTF'),
    )
    described = Description(told.triples)
    commands = described.typed(iri("inc:Command"))
    (command,) = [c for c in commands if described.text(c, iri("inc:depth")) == "2"]
    assert described.all(command, iri("inc:subordinate")) == [iri("id:a")]
    assert described.all(command, iri("inc:superior")) == [iri("id:c")]
    assert set(described.all(command, iri("inc:through"))) == {iri("id:l1"), iri("id:l2")}
    bounds = [described.text(command, name) for name in PERIOD_BOUNDS]
    assert bounds == ["2020-01-01", "2020-12-31", "2020-01-02", "2023-01-01"]
    assert not described.all(command, iri("inc:unstated"))
    explains = _explains(Description(told.explanations), "inc:Bound")
    assert explains[(command, None)] == {f"{BASE}claim/c1", f"{BASE}claim/c2"}
    assert explains[(command, PERIOD_BOUNDS[3])] == {f"{BASE}claim/c2"}


def test_a_line_that_nobody_calls_one_gives_no_command(record_of: RecordOf) -> None:
    """Without a type it has no days; the build goes on and a check reports it."""
    told = record_of("id:l inc:subordinate id:a ; inc:superior id:b .")
    assert not Description(told.triples).typed(iri("inc:Command"))
    assert len(told.triples) == 2


def test_a_line_with_two_superiors_gives_no_command(record_of: RecordOf) -> None:
    """Where the superior is disputed, nobody is said to command."""
    told = record_of(LINE.format("l", "a", "b", ""), LINE.format("l", "a", "c", ""))
    assert not Description(told.triples).typed(iri("inc:Command"))


def test_a_chain_of_command_that_was_cut_is_noted(record_of: RecordOf) -> None:
    """The curator learns that a chain was deeper than the limit."""
    lines = [LINE.format(f"l{n}", f"p{n}", f"p{n + 1}", "") for n in range(18)]
    assert record_of(*lines).notes == ["a chain of command deeper than 16 lines was cut"]
    assert record_of(*lines[:16]).notes == []


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_of_claims_does_not_matter(openai: Corpus, record: Record, seed: int) -> None:
    """The same claims in another order give the same record and the same explanations."""
    shuffled = list(openai.claims)
    random.Random(seed).shuffle(shuffled)
    again = build_record(shuffled, read_ontology())
    assert again.triples == record.triples
    assert again.explanations == record.explanations
    assert again.notes == record.notes


_BUILD = """
import hashlib, sys
from incumbent.documents.folder import corpus_folder
from incumbent.store.build import build_quads
built = build_quads(corpus_folder(None))
print(hashlib.sha256("\\n".join(sorted(map(str, built.quads))).encode()).hexdigest(), built.notes)
"""


def test_a_build_gives_the_same_quads_whatever_the_hash_seed() -> None:
    """Two processes with different hash seeds work out the same quads."""
    builds = [
        subprocess.Popen(
            [sys.executable, "-c", _BUILD],
            env={**os.environ, "PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed in ("1", "4321")
    ]
    said = [build.communicate(timeout=120)[0] for build in builds]
    assert all(build.returncode == 0 for build in builds)
    assert said[0] == said[1]
    assert len(said[0]) > 64


def test_the_build_tells_which_claims_are_accepted(built: Built, openai: Corpus) -> None:
    """Every claim is marked accepted or not, as the judged record takes it."""
    record = build_record(openai.claims, read_ontology(), openai.judgements, openai.names)
    marked = {
        quad.subject: quad.object.value == "true"
        for quad in built.quads
        if quad.graph_name == SOURCES and quad.predicate == iri("inc:accepted")
    }
    assert {claim for claim, yes in marked.items() if yes} == {
        claim.iri for claim in record.accepted.claims
    }
    assert len(marked) > len(record.accepted.claims)


def test_the_build_writes_each_graph_and_no_default_graph(built: Built) -> None:
    """Every quad is in a named graph of ours; nothing stands in the default graph."""
    graphs = {quad.graph_name for quad in built.quads}
    assert {RECORD, EXPLANATIONS, SOURCES} <= graphs
    assert all(isinstance(g, ox.NamedNode) and g.value.startswith(BASE) for g in graphs)


# What the built-in corpus is known to say.


@pytest.mark.parametrize(
    ("day", "told"),
    [("2022-03-15", "disputed: "), ("2021-07-01", "disputed: "), ("2024-09-26", "open: ")],
)
def test_who_was_cto_is_possible_with_the_claims_that_leave_it_open(
    store: ox.Store, day: str, told: str
) -> None:
    """Mira Murati is possibly CTO: documents disagree on her begin, and no end is fixed."""
    rows = ask(store, "holders", {"post": "OpenAI CTO", "on": day})
    assert [(row["holderName"], row["certainty"]) for row in rows] == [("Mira Murati", "possible")]
    assert any(remark.startswith(told) for remark in remarks(store, rows))


def test_her_begin_is_disputed_between_two_documents(explained: Description) -> None:
    """One document dates the post from 2018, another from 2022; both stand on the conflict."""
    claims = _explains(explained, "inc:Conflict")[
        (iri("id:mira-murati-openai-cto-1"), iri("inc:beginNotBefore"))
    ]
    assert len({claim.rpartition("/")[2].rpartition("-")[0] for claim in claims}) >= 2


def test_where_sutskever_went_is_a_conflict_with_both_documents(
    record: Record, explained: Description
) -> None:
    """His destination is out of the record; the conflict holds both values and their documents."""
    departure, name = iri("id:ilya-sutskever-openai-departure-1"), iri("inc:destination")
    assert not [t for t in record.triples if t[:2] == (departure, name)]
    (conflict,) = [
        node
        for node in explained.typed(iri("inc:Conflict"))
        if explained.all(node, iri("inc:about")) == [departure]
        and name in explained.all(node, iri("inc:onProperty"))
    ]
    values = {value.value.rpartition("/")[2] for value in explained.all(conflict, iri("inc:value"))}
    assert values == {"anthropic", "safe-superintelligence"}
    claims = explained.all(conflict, iri("inc:involves"))
    documents = {claim.value.rpartition("/")[2].rpartition("-")[0] for claim in claims}
    assert documents >= {"dailyai", "memos"}
