"""Single-valued properties: what stays in the record when claims differ."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from incumbent.ontology import read_ontology
from incumbent.rdf import Description
from incumbent.record.record import Record
from incumbent.vocabulary import TYPE, iri

EVENT = "id:leaving a inc:Departure ; inc:closes id:ann-ceo-1 ; "
RecordOf = Callable[..., Record]


def _values(record: Record, name: str, thing: str = "id:leaving") -> set[str]:
    told = Description(record.triples).all(iri(thing), iri(name))
    return {_local(value.value) for value in told}


def _conflicts(record: Record, kind: str = "inc:ValueConflict") -> list[dict[str, set[str]]]:
    told = Description(record.explanations)
    return [
        {
            name: {_local(value.value) for value in told.all(node, iri(f"inc:{name}"))}
            for name in ("about", "onProperty", "involves", "value")
        }
        for node in told.typed(iri("inc:Conflict"))
        if iri(kind) in told.all(node, iri("inc:conflictKind"))
    ]


def _local(value: str) -> str:
    return value.rpartition("#")[2].rpartition("/")[2]


def test_several_destinations_leave_the_record_and_stand_on_the_conflict(
    record_of: RecordOf,
) -> None:
    """Different accepted values are left out, marked disputed, and told with both sides."""
    record = record_of(
        EVENT + "inc:destination id:anthropic .",
        EVENT + "inc:destination id:own-company .",
        EVENT + "inc:destination id:anthropic .",
    )
    assert _values(record, "inc:destination") == set()
    assert _values(record, "inc:disputed") == {"destination"}
    assert _conflicts(record) == [
        {
            "about": {"leaving"},
            "onProperty": {"destination"},
            "involves": {"c1", "c2", "c3"},
            "value": {"anthropic", "own-company"},
        }
    ]
    assert _values(record, "inc:closes") == {"ann-ceo-1"}


def test_agreeing_claims_are_no_conflict(record_of: RecordOf) -> None:
    """The same value said twice stands once, undisputed."""
    record = record_of(*[EVENT + "inc:destination id:anthropic ."] * 2)
    assert _values(record, "inc:destination") == {"anthropic"}
    assert _values(record, "inc:disputed") == set()
    assert _conflicts(record) == []


@pytest.mark.parametrize(
    ("said", "kept", "disputed"),
    [
        (["Resigned"], {"Resigned"}, False),
        (["ResignedOrPushedOut"], {"ResignedOrPushedOut"}, False),
        (["ResignedOrPushedOut", "Resigned"], {"Resigned"}, False),
        (["PushedOut", "ResignedOrPushedOut"], {"PushedOut"}, False),
        (["Resigned", "PushedOut"], set(), True),
        (["Resigned", "PushedOut", "ResignedOrPushedOut"], set(), True),
        (["Retired", "ResignedOrPushedOut"], set(), True),
    ],
)
def test_of_two_manners_where_one_is_broader_the_narrower_stands(
    record_of: RecordOf, said: list[str], kept: set[str], disputed: bool
) -> None:
    """Who resigned also "resigned or was pushed out"; what excludes each other is disputed."""
    record = record_of(*(EVENT + f"inc:manner inc:{manner} ." for manner in said))
    assert _values(record, "inc:manner") == kept
    assert bool(_values(record, "inc:disputed")) == disputed
    assert bool(_conflicts(record)) == disputed


def test_a_broader_value_takes_no_part_in_a_conflict_of_narrower_ones(record_of: RecordOf) -> None:
    """The claim of "resigned or was pushed out" agrees with both sides, so it is on neither."""
    manners = ("Resigned", "PushedOut", "ResignedOrPushedOut")
    (conflict,) = _conflicts(record_of(*(EVENT + f"inc:manner inc:{m} ." for m in manners)))
    assert conflict["involves"] == {"c1", "c2"}
    assert conflict["value"] == {"Resigned", "PushedOut"}


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (["Intended"], {"Intended"}),
        (["Announced", "Intended"], {"Announced"}),
        (["Intended", "Effected", "Announced"], {"Effected"}),
        (["Announced", "Abandoned"], {"Abandoned"}),
        (["Effected", "Abandoned"], set()),
        (["Announced", "Effected", "Abandoned"], set()),
    ],
)
def test_the_furthest_stage_stands(record_of: RecordOf, said: list[str], kept: set[str]) -> None:
    """Later stages take the place of earlier ones; effected and abandoned exclude each other."""
    record = record_of(*(EVENT + f"inc:stage inc:{stage} ." for stage in said))
    assert _values(record, "inc:stage") == kept
    assert [conflict["value"] for conflict in _conflicts(record)] == (
        [] if kept else [{"Effected", "Abandoned"}]
    )


def test_properties_with_several_values_keep_them_all(record_of: RecordOf) -> None:
    """Reasons, and whatever the ontology does not call single-valued, never conflict."""
    record = record_of(EVENT + "inc:reason id:r1 .", EVENT + "inc:reason id:r2 .")
    assert _values(record, "inc:reason") == {"r1", "r2"}
    assert _conflicts(record) == []


def test_what_is_not_accepted_disputes_nothing(record_of: RecordOf) -> None:
    """A rumoured, denied or merely held value of a property leaves the accepted one alone."""
    record = record_of(
        EVENT + "inc:destination id:anthropic .",
        *(
            {"triples": EVENT + f"inc:destination id:{stance} .", "stance": stance}
            for stance in ("Rumoured", "Denied", "Opinion")
        ),
    )
    assert _values(record, "inc:destination") == {"anthropic"}
    assert _conflicts(record) == []


def test_one_period_with_two_holders_has_none_in_the_record(record_of: RecordOf) -> None:
    """Even who holds a tenure is left open when documents differ; its type and days stay."""
    record = record_of(
        'id:t a inc:Tenure ; inc:holder id:ann ; inc:post id:ceo ; inc:began "2020"^^edtf:EDTF .',
        "id:t a inc:Tenure ; inc:holder id:bob ; inc:post id:ceo .",
    )
    assert _values(record, "inc:holder", "id:t") == set()
    assert _values(record, "inc:post", "id:t") == {"ceo"}
    assert _values(record, "inc:disputed", "id:t") == {"holder"}
    assert (iri("id:t"), TYPE, iri("inc:Tenure")) in record.triples


def test_single_valued_are_those_that_the_ontology_calls_so() -> None:
    """The properties that can conflict are the ontology's functional ones."""
    single = {name.value.rpartition("#")[2] for name in read_ontology().single}
    assert single >= {"holder", "post", "basis", "subordinate", "superior", "lineKind", "stage"}
    assert single >= {"manner", "destination"}
    assert not single & {"reason", "closes", "opens", "interrupts", "jointWith", "succeeds"}
