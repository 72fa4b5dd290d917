"""Denials and identity: what claims of accepted things say against each other beside dates."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from incumbent.claims.corpus import Corpus
from incumbent.ontology import read_ontology
from incumbent.rdf import Description, Triple
from incumbent.record.record import Record, build_record
from incumbent.vocabulary import TYPE, iri

LEAVING = "id:leaving a inc:Departure ; inc:closes id:ann-firm-1 ; "
SERVICE = "id:ann-firm-1 a inc:Membership ; inc:holder id:ann ; org:organization id:firm ."
RecordOf = Callable[..., Record]


def _denied(triples: str) -> dict[str, str]:
    return {"triples": triples, "stance": "Denied"}


def _values(record: Record, name: str, thing: str = "id:leaving") -> set[str]:
    told = Description(record.triples).all(iri(thing), iri(name))
    return {value.value.rpartition("#")[2].rpartition("/")[2] for value in told}


def _conflicts(record: Record) -> list[tuple[str, set[str], set[str], set[str]]]:
    """Return each conflict's kind, things, properties and claims."""
    told = Description(record.explanations)

    def local(node: object, name: str) -> set[str]:
        values = told.all(node, iri(f"inc:{name}"))  # type: ignore[arg-type]
        return {value.value.rpartition("#")[2].rpartition("/")[2] for value in values}

    return sorted(
        (
            *local(node, "conflictKind"),
            local(node, "about"),
            local(node, "onProperty"),
            local(node, "involves"),
        )
        for node in told.typed(iri("inc:Conflict"))
    )  # type: ignore[return-value]


def test_what_is_stated_and_denied_is_left_open(record_of: RecordOf) -> None:
    """A value that another claim denies is out of the record, disputed, and told as a denial."""
    record = record_of(
        LEAVING + "inc:manner inc:Resigned .", _denied(LEAVING + "inc:manner inc:Resigned .")
    )
    assert _values(record, "inc:manner") == set()
    assert _values(record, "inc:disputed") == {"manner"}
    assert _conflicts(record) == [("Denial", {"leaving"}, {"manner"}, {"c1", "c2"})]
    assert _values(record, "inc:closes") == {"ann-firm-1"}


def test_where_the_furthest_stage_is_denied_the_furthest_undenied_stands(
    record_of: RecordOf,
) -> None:
    """Announced but, one claim says, not effected: announced, and the stage is disputed."""
    record = record_of(
        LEAVING + "inc:stage inc:Announced .",
        LEAVING + "inc:stage inc:Effected .",
        _denied(f"{LEAVING} inc:stage inc:Effected . {SERVICE}"),
        SERVICE,
    )
    assert _values(record, "inc:stage") == {"Announced"}
    assert _values(record, "inc:disputed") == {"stage"}
    assert _conflicts(record) == [("Denial", {"leaving"}, {"stage"}, {"c2", "c3"})]


def test_of_two_values_none_stands_because_the_other_is_denied(record_of: RecordOf) -> None:
    """Only a judgement decides; a denial of one destination is not a proof of the other."""
    record = record_of(
        LEAVING + "inc:destination id:rival .",
        LEAVING + "inc:destination id:own .",
        _denied(LEAVING + "inc:destination id:rival ."),
    )
    assert _values(record, "inc:destination") == set()
    assert [kind for kind, *_ in _conflicts(record)] == ["Denial", "ValueConflict"]


def test_one_of_several_values_can_be_denied(record_of: RecordOf) -> None:
    """Of a property with several values the denied one stays out too, the others stand."""
    record = record_of(
        LEAVING + "inc:reason id:quarrel , id:health .",
        _denied(LEAVING + "inc:reason id:quarrel ."),
    )
    assert _values(record, "inc:reason") == {"health"}
    assert _values(record, "inc:disputed") == {"reason"}


def test_what_names_the_thing_is_not_what_is_denied(record_of: RecordOf) -> None:
    """That somebody was dismissed is denied, not that there is such a departure or service."""
    record = record_of(
        LEAVING + "inc:manner inc:Resigned .",
        SERVICE,
        _denied(f"{LEAVING} inc:manner inc:Dismissed . {SERVICE}"),
    )
    assert _conflicts(record) == []
    assert _values(record, "inc:manner") == {"Resigned"}


def test_a_bare_denial_denies_what_the_thing_is_about(record_of: RecordOf) -> None:
    """Where nothing is said but whom a departure concerns, that is what is denied."""
    record = record_of(f"{LEAVING} inc:stage inc:Announced .", _denied(LEAVING[:-2] + "."))
    assert _conflicts(record) == [("Denial", {"leaving"}, {"closes"}, {"c1", "c2"})]
    assert _values(record, "inc:closes") == set()


def test_a_denial_of_several_things_together_contradicts_only_all_of_them(
    record_of: RecordOf,
) -> None:
    """That she resigned and went to a rival is false when either is."""
    denied = _denied(LEAVING + "inc:manner inc:Resigned ; inc:destination id:rival .")
    half = record_of(LEAVING + "inc:manner inc:Resigned .", denied)
    assert _conflicts(half) == []
    assert _values(half, "inc:manner") == {"Resigned"}
    whole = record_of(
        LEAVING + "inc:manner inc:Resigned .", LEAVING + "inc:destination id:rival .", denied
    )
    assert _conflicts(whole) == [
        ("Denial", {"leaving"}, {"destination", "manner"}, {"c1", "c2", "c3"})
    ]
    assert _values(whole, "inc:manner") | _values(whole, "inc:destination") == set()


def test_a_denied_date_bounds_nothing(record_of: RecordOf) -> None:
    """The begin is open and disputed; another claim's date of it would still count."""
    said = 'id:t a inc:Tenure ; inc:holder id:ann ; inc:began "{}"^^edtf:EDTF .'
    record = record_of(said.format("2018"), _denied(said.format("2018")))
    assert _values(record, "inc:beginNotBefore", "id:t") == {"0001-01-01"}
    assert _values(record, "inc:disputed", "id:t") == {"beginNotBefore", "beginNotAfter"}
    assert "beginNotBefore" not in _values(record, "inc:unstated", "id:t")
    assert _conflicts(record) == [
        ("Denial", {"t"}, {"beginNotBefore", "beginNotAfter"}, {"c1", "c2"})
    ]


def test_a_denied_relation_bounds_nothing(record_of: RecordOf) -> None:
    """Where it is denied that a departure closed the tenure, its day is not the tenure's end."""
    said = 'id:leaving inc:closes id:t . id:leaving a inc:Departure ; inc:effective "2020" .'
    said = said.replace('"2020"', '"2020"^^edtf:EDTF')
    record = record_of(
        said, "id:t a inc:Tenure .", _denied("id:leaving a inc:Departure ; inc:closes id:t .")
    )
    assert _values(record, "inc:endNotAfter", "id:t") == {"9999-12-31"}


@pytest.mark.parametrize("stance", ["Rumoured", "Opinion"])
def test_only_what_is_accepted_can_be_contradicted(record_of: RecordOf, stance: str) -> None:
    """A denial of a rumour, like one of what nobody says, is no conflict."""
    said = LEAVING + "inc:manner inc:Dismissed ."
    assert _conflicts(record_of({"triples": said, "stance": stance}, _denied(said))) == []


SAM = 'id:{0} a {1} ; skos:altLabel "{2}" .'


def test_one_name_of_two_people_is_a_conflict_of_identity(record_of: RecordOf) -> None:
    """Both are named, whatever the case of the letters, and nothing in the record is open."""
    record = record_of(
        SAM.format("sam-one", "inc:Group", "Sam"), SAM.format("sam-two", "inc:Group", "sam")
    )
    assert _conflicts(record) == [
        ("IdentityConflict", {"sam-one", "sam-two"}, {"altLabel"}, {"c1", "c2"})
    ]
    assert _values(record, "inc:disputed", "id:sam-one") == set()


def test_one_name_of_two_kinds_of_things_is_none(record_of: RecordOf) -> None:
    """A group may be called after a tenure; nobody takes the one for the other."""
    record = record_of(
        SAM.format("sam-one", "inc:Group", "Sam"), SAM.format("sam-two", "inc:Artefact", "Sam")
    )
    assert _conflicts(record) == []


def test_two_documents_that_spell_one_thing_alike_are_no_conflict(record_of: RecordOf) -> None:
    """The same short form of the same person twice is agreement."""
    assert _conflicts(record_of(*[SAM.format("sam-one", "inc:Group", "Sam")] * 2)) == []


@pytest.mark.parametrize("link", ["owl:sameAs", "skos:exactMatch"])
def test_two_said_to_be_one_and_not_to_be_one(record_of: RecordOf, link: str) -> None:
    """Identity holds along any chain; what cannot all hold is out of the record."""
    record = record_of(
        f"id:a {link} id:b .", f"id:c {link} id:b .", "id:c owl:differentFrom id:a ."
    )
    (conflict,) = _conflicts(record)
    assert conflict[0] == "IdentityConflict"
    assert conflict[1] == {"a", "b", "c"}
    assert conflict[3] == {"c1", "c2", "c3"}
    assert not [t for t in record.triples if t[1] in (iri(link), iri("owl:differentFrom"))]
    assert _values(record, "inc:disputed", "id:a")


def test_a_close_match_may_well_be_another(record_of: RecordOf) -> None:
    """What is close is not said to be the same."""
    record = record_of("id:a skos:closeMatch id:b .", "id:a owl:differentFrom id:b .")
    assert _conflicts(record) == []


# What the built-in corpus is known to hold.


@pytest.fixture(scope="module")
def record(openai: Corpus) -> Record:
    """Work out the built-in corpus's record as it stands before any judgement."""
    return build_record(openai.claims, read_ontology(), names=openai.names)


def test_the_five_documents_contradict_each_other_in_all_four_ways(record: Record) -> None:
    """A begin, a destination, whether a departure has taken effect, and who is meant by Sam."""
    found = {(kind, min(things)) for kind, things, _, _ in _conflicts(record)}
    assert found >= {
        ("DateConflict", "mira-murati-openai-cto-1"),
        ("ValueConflict", "ilya-sutskever-openai-departure-1"),
        ("Denial", "mira-murati-openai-departure-1"),
        ("IdentityConflict", "sam-altman"),
    }


def test_whoever_is_denied_to_have_gone_has_announced_it(record: Record) -> None:
    """Mira Murati's departure is announced; that it took effect is stated and denied."""
    assert _values(record, "inc:stage", "id:mira-murati-openai-departure-1") == {"Announced"}
    assert "stage" in _values(record, "inc:disputed", "id:mira-murati-openai-departure-1")


def test_nobody_becomes_something_else_by_a_denial(record: Record, openai: Corpus) -> None:
    """Types are never denied; every thing keeps the kinds that accepted claims give it."""
    accepted = record.accepted
    stated: set[Triple] = {t for c in accepted.claims for t in accepted.told(c) if t[1] == TYPE}
    assert stated <= record.triples
    assert len(openai.claims) > len(accepted.claims)
