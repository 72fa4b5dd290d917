"""Claims: read with their descriptions, and refused in one clear line when something is wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from incumbent.claims.corpus import Corpus, read_corpus
from incumbent.errors import CorpusError
from incumbent.ontology import read_ontology
from incumbent.record.record import build_record
from incumbent.vocabulary import TYPE, iri

TENURE = "id:ann-ceo-1 a inc:Tenure ; inc:holder id:ann ; inc:post id:ceo ."


def test_a_claim_has_its_triples_and_its_description(corpus: Callable[..., Path]) -> None:
    """What a claim says, who says it, how, and where are read together."""
    home = corpus({"triples": TENURE, "stance": "Rumoured", "document": "two"})
    (claim,) = read_corpus(home).claims
    assert claim.iri == iri("claim:c1")
    assert (iri("id:ann-ceo-1"), TYPE, iri("inc:Tenure")) in claim.triples
    assert claim.document.iri == iri("id:document-two")
    assert claim.stance == iri("inc:Rumoured")
    assert not claim.affirmed
    assert not claim.predicted
    assert [(place.start, place.end) for place in claim.places] == [(0, 11)]


def test_a_claim_is_said_when_it_says_so_else_when_its_document_came_out(
    corpus: Callable[..., Path],
) -> None:
    """The day of speaking is inc:saidOn; without it, the bounds of the publication."""
    home = corpus({"triples": TENURE, "said": "2023-11-17"}, {"triples": TENURE, "document": "two"})
    first, second = read_corpus(home).claims
    assert first.said[:2] == (date(2023, 11, 17).toordinal(),) * 2
    assert second.said[:2] == (date(2024, 6, 1).toordinal(), date(2024, 6, 30).toordinal())


def test_claims_come_in_the_order_of_files_and_places_in_that_of_the_text(
    corpus: Callable[..., Path],
) -> None:
    """Files are read by name; the places of one claim stand in the order of the text."""
    places = (
        "claim:c1 a inc:Claim ; inc:document id:document-one ; inc:stance inc:Affirmed ; "
        "oa:hasSelector claim:p1 , claim:p2 , claim:p3 ."
        'claim:p1 oa:start 20 ; oa:end 25 ; inc:spanDigest "a" .'
        'claim:p2 oa:start 0 ; oa:end 30 ; inc:spanDigest "b" .'
        'claim:p3 oa:start 0 ; oa:end 5 ; inc:spanDigest "c" .'
    )
    other = {"triples": TENURE, "document": "two"}
    home = corpus({"triples": TENURE, "description": places}, other)
    first, second = read_corpus(home).claims
    assert [place.digest for place in first.places] == ["c", "b", "a"]
    assert second.document.iri == iri("id:document-two")


def test_every_claim_of_the_built_in_corpus_is_read(openai: Corpus) -> None:
    """All five documents make claims, each with a stance and at least one place in its text."""
    assert {claim.document.iri for claim in openai.claims} == set(openai.documents)
    assert len(openai.claims) == len({claim.iri for claim in openai.claims}) > 500
    assert all(claim.places and claim.triples for claim in openai.claims)


def _break(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text, f"{old!r} is not in {path}"
    path.write_text(text.replace(old, new, 1), "utf-8")


FAULTS = {
    "a missing file": ("names.ttl", None, None, r"names\.ttl is missing; a corpus needs it"),
    "a missing registry": ("corpus.ttl", None, None, r"corpus\.ttl is missing"),
    "a syntax error": (
        "claims/one.trig", "a inc:Tenure ;", "a inc:Tenure", r"one\.trig:\d+: .*mend the syntax"
    ),
    "an unknown prefix": ("names.ttl", "\n", "\nnope:x a inc:Event .\n", r"names\.ttl:\d+: "),
    "an unregistered document": (
        "claims/one.trig", "id:document-one", "id:document-nine",
        "document https://w3id.org/incumbent/id/document-nine is not registered",
    ),
    "no document": (
        "claims/one.trig", "inc:document id:document-one ;", "", "c1 has no inc:document"
    ),
    "a place beyond the end": (
        "claims/one.trig", "oa:end 11", "oa:end 99", r"place 0–99 is out of range; one\.txt has 52"
    ),
    "a place that ends before it starts": (
        "claims/one.trig", "oa:start 0", "oa:start 11", "place 11–11 is out of range"
    ),
    "a place that is no number": (
        "claims/one.trig", "oa:end 11", 'oa:end "end"', "place 0–end is not two whole numbers"
    ),
    "a place before the beginning": (
        "claims/one.trig", "oa:start 0", "oa:start -1", "place -1–11 is not two whole numbers"
    ),
    "a place without digest": (
        "claims/one.trig", "; inc:spanDigest", "; inc:says", "lacks oa:start, oa:end or inc:spanDig"
    ),
    "a missing stance": (
        "claims/one.trig", "inc:stance inc:Affirmed ;", "", "c1 has no inc:stance; say one of"
    ),
    "an unknown stance": (
        "claims/one.trig", "inc:Affirmed", "inc:Afirmed", "unknown inc:stance .*Afirmed; say one of"
    ),
    "an unreadable day of speaking": (
        "claims/one.trig", "inc:says", 'inc:saidOn "25/09/24" ; inc:says', "c1: '25/09/24' is no"
    ),
    "a blank node": (
        "claims/one.trig", "inc:holder id:ann", "inc:holder []", "a blank node in .*claim/c1"
    ),
    "a claim in two files": (
        "claims/two.trig", None, "claims/one.trig", r"two\.trig: .*c1 stands in one\.trig too"
    ),
    "a claim described twice": (
        "claims/one.trig", "inc:document id:document-one",
        "inc:document id:document-one , id:document-two", "c1 has several inc:document",
    ),
    "a triple outside every graph": (
        "claims/one.trig", "claim:c1 {", "id:x a inc:Event . claim:c1 {",
        "a triple outside every graph .*id/x",
    ),
    "a claim that says nothing": (
        "claims/one.trig", TENURE, "", "c1 is described but its graph is empty"
    ),
    "a claim that nobody describes": (
        "claims/one.trig", "claim:c1 {", "claim:other { id:x a inc:Event . } claim:c1 {",
        "claim/other has no inc:document",
    ),
    "a file in another encoding": ("names.ttl", "", b"# caf\xe9\n<a", r"names\.ttl"),
    "a day that does not exist": (
        "claims/one.trig", "inc:holder id:ann ;", 'inc:holder id:ann ; inc:began "2023-02-29" ;',
        "c1: '2023-02-29' is no date .*does not exist",
    ),
    "a length that is no duration": (
        "claims/one.trig", "inc:holder id:ann ;",
        'inc:holder id:ann ; inc:lastedAtLeast "six years" ;', "c1: 'six years' is no duration",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_a_corpus_is_told_in_one_line(corpus: Callable[..., Path], fault: str) -> None:
    """Each fault is a CorpusError of one line that says what is wrong and where."""
    name, old, new, told = FAULTS[fault]
    home = corpus(TENURE)
    path = home / name
    if isinstance(new, bytes):
        path.write_bytes(path.read_bytes() + new)
    elif old is not None and new is not None:
        _break(path, old, new)
    elif new is not None:
        path.write_bytes((home / new).read_bytes())
    else:
        path.unlink()
    with pytest.raises(CorpusError, match=told) as refused:
        build_record(read_corpus(home).claims, read_ontology())
    assert "\n" not in str(refused.value)
    assert refused.value.exit_code == 1


def test_a_prediction_with_a_day_that_does_not_exist_is_refused(
    corpus: Callable[..., Path],
) -> None:
    """Though it bounds nothing, a foretold date is checked like any other."""
    began = 'id:ann-ceo-1 a inc:Tenure ; inc:began "2025-02-30"^^edtf:EDTF .'
    home = corpus({"triples": began, "stance": "Predicted"})
    with pytest.raises(CorpusError, match="2025-02-30"):
        build_record(read_corpus(home).claims, read_ontology())


def test_a_corpus_without_claims_is_empty_not_wrong(corpus: Callable[..., Path]) -> None:
    """A corpus that has only begun has documents and no record."""
    read = read_corpus(corpus())
    assert read.claims == []
    assert len(read.documents) == 2
    assert build_record(read.claims, read_ontology()).triples == set()
