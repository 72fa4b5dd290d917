"""Evidence: which claims stand behind a thing, and where documents disagree."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pyoxigraph as ox
import pytest
from incumbent.questions.evidence import gather
from incumbent.questions.names import find
from incumbent.questions.testimony import Evidence
from incumbent.store.build import build_quads
from incumbent.views.why import tell
from small import NAMES, TENURE


@pytest.fixture(scope="module")
def sutskever(store: ox.Store) -> Evidence:
    return gather(store, find(store, "Ilya Sutskever"))


def test_a_disagreement_shows_both_sides(sutskever: Evidence) -> None:
    """Where Sutskever went: each value with the documents that say so."""
    (conflict,) = (c for c in sutskever.conflicts if "inc:destination" in c.properties)
    sides = {value: {view.document_name for view in views} for value, views in conflict.sides}
    assert set(sides) == {"Anthropic", "Safe Superintelligence Inc."}
    assert sides["Anthropic"] == {"memos"}
    assert "dailyai" in sides["Safe Superintelligence Inc."]


def test_every_side_has_a_claim(store: ox.Store) -> None:
    """No side of a contradiction stands without a claim, and no claim of it is left out."""
    involves, kind = "inc:involves", "inc:Conflict"
    conflicts = store.query(
        f"SELECT ?about (COUNT(DISTINCT ?claim) AS ?claims) {{ GRAPH ?g {{ ?c a {kind} ; "
        f"inc:about ?about ; {involves} ?claim }} }} GROUP BY ?about",
        prefixes={"inc": "https://w3id.org/incumbent/ns#"},
    )
    told = [(row["about"], int(row["claims"].value)) for row in conflicts]
    assert told
    for about, count in told:
        found = gather(store, about).conflicts
        views = {view.name for c in found for _, side in c.sides for view in side}
        assert len(views) >= count
        assert all(side for c in found for _, side in c.sides)


def test_the_text_tells_both_sides_with_their_documents(sutskever: Evidence) -> None:
    """In words: the contradiction comes first, with both values and both documents' titles."""
    text = tell(sutskever)
    head = text[: text.index("\n\nIlya Sutskever · ")]
    assert "Documents contradict each other" in head
    assert "Anthropic" in head
    assert "Safe Superintelligence Inc." in head
    for document in ("dailyai", "memos"):
        assert f"[{document}-" in head
        assert f"\n  {document}: " in text[text.index("\nDocuments\n") :]


def test_claims_have_place_voice_and_acceptance(store: ox.Store, sutskever: Evidence) -> None:
    """Each claim is told with its places in the document, its modality and stance."""
    for subject in sutskever.subjects:
        for view in subject.claims:
            assert view.places, view
            assert all(0 <= start < end for start, end in view.places)
            assert view.sentence
            assert view.modality in {"Asserted", "Quoted", "Reported"}
            assert view.stance in {"Affirmed", "Predicted", "Rumoured", "Denied", "Opinion"}
            assert isinstance(view.accepted, bool)


def test_bounds_come_with_their_reasons(sutskever: Evidence) -> None:
    """Every bound that is not open has at least one claim behind it."""
    bare = [
        (subject.label, bound.property, bound.day)
        for subject in sutskever.subjects
        for bound in subject.bounds
        if bound.day not in ("0001-01-01", "9999-12-31") and not bound.claims
    ]
    assert bare == []


def test_garbled_spellings_are_told_with_their_documents(sutskever: Evidence) -> None:
    """How documents spell a name is part of the evidence."""
    spelled = dict(sutskever.spellings)
    assert {view.document_name for view in spelled["ilya suzkovo"]} == {"nouvelles"}


def test_in_french(store: ox.Store) -> None:
    """In French, labels and sentences are French."""
    english = gather(store, find(store, "OpenAI CTO"))
    french = gather(store, find(store, "OpenAI CTO"), "fr")
    assert french.label != english.label
    pairs = zip(english.subjects[0].claims, french.subjects[0].claims, strict=True)
    assert all(one.name == other.name and one.sentence != other.sentence for one, other in pairs)


def test_it_is_plain_data(sutskever: Evidence) -> None:
    """The evidence can be written as JSON and read again."""
    assert json.loads(json.dumps(asdict(sutskever)))["label"] == "Ilya Sutskever"


def test_every_thing_can_be_told(store: ox.Store) -> None:
    """Whatever has a name can be told about: people, posts, periods, documents, concepts."""
    names = "https://w3id.org/incumbent/graph/names"
    things = store.query(f"SELECT DISTINCT ?t {{ GRAPH <{names}> {{ ?t a ?k }} }} ORDER BY ?t")
    for row in list(things)[::7]:
        text = tell(gather(store, row["t"]))
        assert text.splitlines()[0], row


def test_a_small_corpus(corpus: Callable[..., Path]) -> None:
    """A tenure of one claim: the bounds, the claim, its place, and no contradiction."""
    store = ox.Store()
    store.extend(build_quads(corpus(TENURE, names=NAMES)).quads)
    evidence = gather(store, find(store, "Ada Angstrem"))
    assert evidence.conflicts == ()
    text = tell(evidence)
    assert "began not before 2020-01-01, because" in text
    assert "began not later than 2020-12-31, because" in text
    assert "Claim 1. [c1 at 0–11; asserted]" in text
    assert "ended not later than" not in text


def test_a_denial_keeps_its_voice(corpus: Callable[..., Path]) -> None:
    """A claim that denies says so, and who relays it."""
    store = ox.Store()
    denied = {"triples": TENURE, "stance": "Denied"}
    store.extend(build_quads(corpus(TENURE, denied, names=NAMES)).quads)
    text = tell(gather(store, find(store, "Acme CTO")))
    assert "[c2 at 0–11; asserted, denied]" in text
