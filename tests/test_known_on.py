"""The second clock: the graph as it followed from the documents that had come out by a day."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import incumbent
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from incumbent import edtf
from incumbent.claims.claim import AFFIRMED, Claim
from incumbent.claims.corpus import Corpus
from incumbent.days import to_text
from incumbent.documents.registry import Document
from incumbent.errors import NotFoundError, ParameterError
from incumbent.knowledge import KnowledgeGraph
from incumbent.ontology import read_ontology
from incumbent.record.record import Record, build_record
from incumbent.store.build import Built
from incumbent.store.known import KnownOn, as_known, told_apart
from incumbent.views.export import export
from incumbent.vocabulary import NAMES as NAMES_GRAPH
from incumbent.vocabulary import PREFIXES, RECORD, SOURCES, TYPE, iri, is_ours
from on_day import BEFORE, FIRST, LAST, SECOND, built_on, graph_on
from running import run
from small import NAMES, TENURE

DAYS = [BEFORE, FIRST, date(2024, 9, 24), date(2024, 9, 25), SECOND, LAST]
BOUNDS = ("begin", "end", "", "announced")


def bounds(triples: set[ox.Triple]) -> dict[tuple[str, str], tuple[str, str]]:
    """Return first and last day of each begin, end, effect and announcement."""
    told = {(s.value, p.value.rpartition("#")[2]): o.value for s, p, o in triples}
    found = {}
    for thing, name in told:
        for day in BOUNDS:
            first, last = (
                (f"{day}NotBefore", f"{day}NotAfter") if day else ("notBefore", "notAfter")
            )
            if name == first:
                found[thing, day] = (told[thing, first], told[thing, last])
    return found


def record_of(built: Built) -> set[ox.Triple]:
    return {quad.triple for quad in built.quads if quad.graph_name == RECORD}


# ---------------------------------------------------------------- which documents count


@given(
    first=st.integers(738_000, 740_000),
    long=st.integers(0, 90),
    day=st.dates(date(2021, 1, 1), date(2027, 1, 1)),
    later=st.integers(0, 100),
)
def test_what_is_certainly_known_is_possibly_known(
    first: int, long: int, day: date, later: int
) -> None:
    """The two variants bracket what was known, and neither ever forgets a document."""
    document = Document(iri("id:d"), "d.txt", "00", 1, edtf.Hull(first, first + long))
    certain, possible = (KnownOn(day, possibly) for possibly in (False, True))
    assert certain.holds(document) <= possible.holds(document)
    for known in (certain, possible):
        assert known.holds(document) <= known._replace(day=day + timedelta(later)).holds(document)
    assert certain.holds(document) == (first + long <= day.toordinal())


def test_a_document_without_a_last_day_is_never_certainly_known() -> None:
    """A document that came out at an unknown time after a day is only possibly known."""
    document = Document(iri("id:d"), "d.txt", "00", 1, edtf.parse("[2024-06-01..]"))
    assert not KnownOn(date(9000, 1, 1)).holds(document)
    assert KnownOn(date(2024, 6, 1), possibly=True).holds(document)
    assert not KnownOn(date(2024, 5, 31), possibly=True).holds(document)


@pytest.mark.parametrize("day", DAYS)
def test_variants_bracket_on_the_built_in_corpus(day: date, openai: Corpus) -> None:
    """What certainly was known is a part of what possibly was, claims, names and sources alike."""
    certain, possible = (as_known(openai, KnownOn(day, p)) for p in (False, True))
    assert certain.documents.items() <= possible.documents.items()
    for part in ("claims", "names", "sources"):
        wider = getattr(possible, part)
        assert all(one in wider for one in getattr(certain, part)), part


# ---------------------------------------------------------------- the graph of a day


def test_the_last_day_knows_everything(built: Built, openai: Corpus) -> None:
    """From the day of the last document on, all graphs are those of the whole corpus."""
    known = built_on(LAST)
    assert {q for q in known.quads if q.graph_name != KnownOn(LAST).record} == set(built.quads)
    assert known.notes == built.notes
    for possibly in (False, True):
        assert as_known(openai, KnownOn(LAST, possibly)) == openai


def test_a_day_holds_only_its_documents(openai: Corpus) -> None:
    """On the day of the first article every graph speaks of it alone."""
    quads = list(built_on(FIRST).quads)
    claims = {claim.iri for claim in openai.claims if claim.document.file.startswith("004_")}
    graphs = {quad.graph_name for quad in quads}
    assert {g for g in graphs if isinstance(g, ox.NamedNode) and not is_ours(g)} == claims
    later = {claim.iri for claim in openai.claims} - claims
    later |= {d for d, told in openai.documents.items() if not told.file.startswith("004_")}
    later |= {place.iri for claim in openai.claims if claim.iri in later for place in claim.places}
    assert not any(end in later for quad in quads for end in (quad.subject, quad.object))
    kinds = {q.object for q in quads if q.graph_name == SOURCES and q.predicate == TYPE}
    assert {iri("inc:Claim"), iri("inc:Document")} <= kinds


def test_nobody_is_named_before_anybody_speaks_of_them() -> None:
    """Names that only later documents bring are not known yet; those of earlier ones stay."""

    def named(day: date) -> set[str]:
        quads = (quad for quad in built_on(day).quads if quad.graph_name == NAMES_GRAPH)
        return {quad.subject.value.rpartition("/")[2] for quad in quads}

    assert "mark-chen" not in named(FIRST)
    assert "mark-chen" in named(LAST)
    assert {"ilya-sutskever", "openai"} <= named(FIRST) <= named(SECOND) <= named(LAST)


def test_the_record_stands_under_the_name_of_its_day() -> None:
    """The same record under both names, so that an export tells what it is."""
    for known in (KnownOn(FIRST), KnownOn(date(2024, 9, 25), possibly=True)):
        quads = list(built_on(*known).quads)
        own = {quad.triple for quad in quads if quad.graph_name == known.record}
        assert own == {quad.triple for quad in quads if quad.graph_name == RECORD}
        assert own
    assert known.record.value.endswith("/graph/record/known-on/2024-09-25/possibly")


def test_knowledge_only_narrows_where_nothing_contradicts() -> None:
    """From August to September 2024 no dates contradict, and every bound stays or tightens."""
    quads = list(built_on(SECOND).quads)
    assert not any(quad.object == iri("inc:DateConflict") for quad in quads)
    before, after = (bounds(record_of(built_on(day))) for day in (FIRST, SECOND))
    assert len(before) > 30
    for key, (first, last) in before.items():
        assert first <= after[key][0] <= after[key][1] <= last, key


# ---------------------------------------------------------------- any small corpus

STATED = ["2019", "2020", "2020-05", "2021-06-15", "[2019-05..2020-04]", "[..2020-10]", "2022~"]


@st.composite
def corpora(draw: st.DrawFn) -> Corpus:
    """Three documents of uncertain days, and claims about the days of two tenures."""
    documents = {}
    for number in range(3):
        first = draw(st.integers(0, 60))
        published = edtf.Hull(739_000 + first, 739_000 + first + draw(st.integers(0, 30)))
        document = Document(iri(f"id:document-{number}"), f"{number}.txt", "00", 9, published)
        documents[document.iri] = document
    claims = []
    told = st.tuples(
        st.sampled_from(list(documents)),
        st.sampled_from(["inc:began", "inc:ended", "inc:observedOn"]),
        st.sampled_from(STATED),
        st.sampled_from(["id:ada-1", "id:eve-1"]),
    )
    for number, (source, name, text, thing) in enumerate(draw(st.lists(told, max_size=6))):
        triples = (
            (iri(thing), TYPE, iri("inc:Tenure")),
            (iri(thing), iri("inc:holder"), iri(thing.partition("-")[0])),
            (iri(thing), iri(name), ox.Literal(text, datatype=iri("edtf:EDTF"))),
        )
        document = documents[source]
        claim = iri(f"claim:c-{number}")
        claims.append(Claim(claim, triples, document, AFFIRMED, document.published, ()))
    return Corpus(Path(), documents, claims, [], [])


def worked_out(corpus: Corpus, day: int, possibly: bool) -> Record:
    known = KnownOn(date.fromordinal(day), possibly)
    return build_record(as_known(corpus, known).claims, read_ontology())


@given(corpora())
def test_any_knowledge_only_narrows_where_nothing_contradicts(corpus: Corpus) -> None:
    """As documents come out, each bound stays or tightens until dates contradict each other."""
    for possibly in (False, True):
        known: dict[tuple[str, str], tuple[str, str]] = {}
        for day in range(739_000, 739_100, 10):
            record = worked_out(corpus, day, possibly)
            if any(kind == iri("inc:Conflict") for _, _, kind in record.explanations):
                break
            now = bounds(record.triples)
            for key, (first, last) in known.items():
                assert first <= now[key][0] <= now[key][1] <= last
            known = now
        else:
            assert known == bounds(build_record(corpus.claims, read_ontology()).triples)


@given(corpora(), st.integers(739_000, 739_095))
def test_any_two_variants_bracket(corpus: Corpus, day: int) -> None:
    """What is certainly known on a day is known at least as well when more documents count."""
    certain, possible = (worked_out(corpus, day, possibly) for possibly in (False, True))
    assert {claim.iri for claim in certain.accepted.claims} <= {
        claim.iri for claim in possible.accepted.claims
    }
    if not any(kind == iri("inc:Conflict") for _, _, kind in possible.explanations):
        wider, narrower = bounds(certain.triples), bounds(possible.triples)
        assert all(w[0] <= narrower[key][0] <= narrower[key][1] <= w[1] for key, w in wider.items())


def test_judgements_that_rest_on_later_claims_are_not_known() -> None:
    """A judgement stays with what it says of known claims, unless it prefers one that is not."""
    published = {"early": edtf.parse("2024-06-01"), "late": edtf.parse("2024-09-01")}
    documents = {
        iri(f"id:{n}"): Document(iri(f"id:{n}"), n, "", 9, h) for n, h in published.items()
    }
    early, late = (
        Claim(iri(f"claim:{d.file}"), (), d, AFFIRMED, d.published, ()) for d in documents.values()
    )
    prefers, rejects = iri("inc:prefers"), iri("inc:rejects")
    kept = [
        (iri("id:both"), TYPE, iri("inc:Judgement")),
        (iri("id:both"), prefers, early.iri),
    ]
    said = [
        *kept,
        (iri("id:both"), rejects, late.iri),
        (iri("id:one"), TYPE, iri("inc:Judgement")),
        (iri("id:one"), rejects, late.iri),
        (iri("id:groundless"), prefers, late.iri),
        (iri("id:groundless"), rejects, early.iri),
    ]
    corpus = Corpus(Path(), documents, [early, late], [], [], said)
    assert as_known(corpus, KnownOn(date(2024, 7, 1))).judgements == kept
    assert as_known(corpus, KnownOn(date(2024, 9, 1))).judgements == said


def test_notes_count_the_documents(openai: Corpus) -> None:
    """A note tells how many documents count, and how many more may; on the last day none does."""
    told = told_apart(openai, KnownOn(date(2024, 9, 25)))
    assert told is not None
    assert "1 of 5 documents had come out; 3 more may have" in told
    assert "4 of 5 documents may have" in str(told_apart(openai, KnownOn(date(2024, 9, 25), True)))
    assert "none of 5" in str(told_apart(openai, KnownOn(BEFORE)))
    assert told_apart(openai, KnownOn(LAST)) is None


# ---------------------------------------------------------------- the graph as Python sees it


def test_questions_ask_what_was_known() -> None:
    """Of the departures of September 2024 nobody knew in August."""
    asked = {"from": "2024-09-01", "to": "2024-09-30"}
    names = [
        {row["personName"] for row in graph_on(day).ask("departures", **asked)}
        for day in (FIRST, LAST)
    ]
    assert "Mira Murati" not in names[0]
    assert "Mira Murati" in names[1]


def test_names_of_today_ask_about_what_was_not_known() -> None:
    """A post that was not yet spoken of has no holder known, which is no error."""
    kg = graph_on(FIRST)
    assert (
        len(kg.ask("holders", post="Senior Vice President of Research of OpenAI", on="2024-09-26"))
        == 0
    )
    evidence = kg.why("Mark Chen")
    assert evidence.label == "Mark Chen"
    assert evidence.subjects[0].claims == ()
    with pytest.raises(NotFoundError):
        kg.ask("holders", post="Astronaut")
    with pytest.raises(NotFoundError):
        kg.why("Astronaut")


def test_evidence_is_of_known_documents_only() -> None:
    """`why` shows the claims of the known document, and takes no record for a claim."""
    evidence = graph_on(FIRST).why("Ilya Sutskever")
    views = [view for subject in evidence.subjects for view in subject.claims]
    views += [v for s in evidence.subjects for bound in s.bounds for v in bound.claims]
    assert views
    assert {view.document_name for view in views} == {"dailyai"}


def test_a_day_before_any_document() -> None:
    """Then nothing is known: no rows, an empty picture, an export without statements, a note."""
    kg = graph_on(BEFORE)
    assert set(kg.counts().values()) == {0}
    assert len(kg.ask("holders", post="OpenAI CTO", on="2020-01-01")) == 0
    assert len(kg.reporting(kg.latest_day())) == 0
    assert kg.latest_day() == BEFORE
    assert list(ox.parse(export(kg.store, ".nt"), format=ox.RdfFormat.N_TRIPLES)) == []
    assert "so the graph is empty" in kg.notes[0]
    assert not kg.check().violations


def test_a_picture_shows_both_days(tmp_path: Path) -> None:
    """The subtitle tells the day shown and the day of knowledge, and which documents count."""
    target = tmp_path / "chart.txt"

    def subtitle(kg: KnowledgeGraph) -> str:
        kg.draw(target, on="2024-09-25")
        return target.read_text(encoding="utf-8").splitlines()[1]

    on = "On 25 September 2024, as "
    assert subtitle(graph_on(FIRST)) == on + "known on 6 August 2024"
    possible = graph_on(date(2024, 9, 25), possibly=True)
    assert subtitle(possible) == on + "possibly known on 25 September 2024"
    french = possible.reporting("2024-09-25", lang="fr")
    assert french.graph["known_on"] == "2024-09-25"


def test_an_export_tells_what_it_is() -> None:
    """Formats with graphs hold the record under its day; plain ones hold it once."""
    kg, known = graph_on(FIRST), KnownOn(FIRST)
    quads = list(ox.parse(export(kg.store, ".nq"), format=ox.RdfFormat.N_QUADS))
    own = {quad.triple for quad in quads if quad.graph_name == known.record}
    assert own == {quad.triple for quad in quads if quad.graph_name == RECORD}
    plain = list(ox.parse(export(kg.store, ".nt"), format=ox.RdfFormat.N_TRIPLES))
    assert {quad.triple for quad in plain} == {quad.triple for quad in quads}


# ---------------------------------------------------------------- opening, cache, command line


@pytest.fixture
def home(corpus: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a small corpus: Ada's begin in the later document, her end in the earlier one."""
    monkeypatch.setenv("INCUMBENT_CACHE", str(tmp_path / "cache"))
    ended = TENURE.replace("inc:began", "inc:ended").replace('"2020"', '"2023"')
    return corpus(TENURE, {"triples": ended, "document": "two"}, names=NAMES)


def test_each_day_and_variant_has_its_entry(home: Path, tmp_path: Path) -> None:
    """What was known on different days, or in different variants, never mixes in the cache."""
    whole = incumbent.open(home)
    opened = {
        ("2024-06-15", "certainly"): (),
        ("2024-06-15", "possibly"): ("0001-01-01", "2023-01-01"),
        ("2024-06-30", "certainly"): ("0001-01-01", "2023-01-01"),
        ("2024-09-26", "certainly"): ("2020-01-01", "2023-01-01"),
    }
    for _ in range(2):
        for (day, variant), expected in opened.items():
            kg = whole.known_on(day, variant)
            rows = kg.ask("posts-held", person="Ada Ångström", on="2022-01-01")
            days = [(str(r["beginNotBefore"]), str(r["endNotBefore"])) for r in rows]
            assert days == ([expected] if expected else [])
    names = {path.name[33:] for path in (tmp_path / "cache").iterdir() if len(path.name) > 31}
    assert names == {"", *(f"{day}-{variant}" for day, variant in opened)}


def test_opening_with_a_day(home: Path) -> None:
    """`incumbent.open` takes the day as text or date, and says what it cannot take."""
    one = incumbent.open(home, known_on=date(2024, 6, 30), in_memory=False)
    two = incumbent.open(home, known_on="2024-06-30")
    assert set(one.store) == set(two.store)
    assert one.moment == KnownOn(date(2024, 6, 30))
    with pytest.raises(ParameterError, match="no date"):
        incumbent.open(home, known_on="June")
    with pytest.raises(ParameterError, match="certainly or possibly"):
        two.known_on("2024-06-30", "surely")


def test_days_do_not_push_out_the_whole_record(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many days are asked about, the entry of all documents stays in the cache."""
    monkeypatch.setattr("incumbent.store.cache._ENTRIES_KEPT", 1)
    whole = incumbent.open(home)
    for day in ("2024-06-30", "2024-07-01"):
        whole.known_on(day)
    names = {path.name[32:] for path in (tmp_path / "cache").iterdir() if len(path.name) > 31}
    assert names == {"", "-2024-07-01-certainly"}


def test_the_command_line(home: Path, tmp_path: Path) -> None:
    """--known-on on ask, query, why, draw and export; a note on stderr tells what counts."""
    cache, own = tmp_path / "cache", ("--corpus", str(home), "--known-on", "2024-06-15")
    asked = ("ask", "posts-held", "--person", "Ada Ångström", "--on", "2022-01-01", *own)
    certain, possible = run(*asked, cache=cache), run(*asked, "--known", "possibly", cache=cache)
    assert json.loads(certain.out)["results"]["bindings"] == []
    assert len(json.loads(possible.out)["results"]["bindings"]) == 1
    assert "none of 2 documents had come out" in certain.err
    assert "1 more may have (--known possibly counts them)" in certain.err
    assert "1 of 2 documents may have come out" in possible.err
    text = "ASK { ?t inc:holder ?who }"
    told = [
        run("query", text, *own, *more, cache=cache).out for more in ((), ("--known", "possibly"))
    ]
    assert ["true" in answer for answer in told] == [False, True]
    assert run("why", "Ada Ångström", *own, cache=cache).out == "Ada Ångström\n"
    assert "as known on 15 June 2024" in run("draw", *own, cache=cache).out
    exported = run("export", "--format", "nq", *own, "--known", "possibly", cache=cache).out
    assert f"<{RECORD.value}/known-on/2024-06-15/possibly>" in exported


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--known-on", "2024-02-30"), "there is no such day"),
        (("--known-on", "yesterday"), "is no date"),
        (("--known", "possibly"), "--known tells how to read --known-on"),
        (("--known-on", "2024-06-15", "--known", "surely"), "'surely' is not one of"),
    ],
)
def test_wrong_usage(options: tuple[str, ...], message: str, home: Path, tmp_path: Path) -> None:
    """A day that is none, a variant that is none or stands alone: one line, exit code 2."""
    ran = run("ask", "posts", "--corpus", str(home), *options, cache=tmp_path / "cache")
    assert ran.code == 2
    assert message in ran.err
    assert ran.err.count("\n") == 1


def test_bounds_of_a_record_are_read_as_they_stand() -> None:
    """The helper of these tests pairs the right bounds (it would prove nothing otherwise)."""
    day = iri("xsd:date")
    thing = iri("id:a")
    triples = {
        (thing, iri("inc:beginNotBefore"), ox.Literal(to_text(739_000), datatype=day)),
        (thing, iri("inc:beginNotAfter"), ox.Literal(to_text(739_001), datatype=day)),
    }
    assert bounds(triples) == {(f"{PREFIXES['id']}a", "begin"): ("2024-04-24", "2024-04-25")}
