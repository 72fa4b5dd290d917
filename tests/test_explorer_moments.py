"""The second clock of the explorer: what was known when, as moments in the page's data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import incumbent
import pytest
from incumbent.documents.registry import Document
from incumbent.edtf import parse
from incumbent.knowledge import KnowledgeGraph
from incumbent.views.explorer.data import explorer_data
from incumbent.views.explorer.moments import MOMENTS_AT_MOST, read_moments, turning_days
from incumbent.views.explorer.terms import short_name
from incumbent.vocabulary import RECORD, iri


def test_every_moment_of_the_second_clock_is_there(data: dict[str, Any]) -> None:
    """All documents first, then each day on which one comes to be known, oldest first."""
    assert [(one["day"], one["possibly"], len(one["documents"])) for one in data["moments"]] == [
        (None, False, 5),
        ("2024-08-06", False, 1),
        ("2024-09-25", True, 4),
        ("2024-09-26", False, 3),
    ]
    assert data["momentsLeftOut"] == 0


def test_what_was_not_known_holds_at_no_earlier_moment(
    data: dict[str, Any], kg: KnowledgeGraph
) -> None:
    """The moments' records are those of ``known_on``."""
    terms = data["terms"]
    for number, moment in enumerate(data["moments"][1:], 1):
        variant = "possibly" if moment["possibly"] else "certainly"
        known = kg.known_on(moment["day"], variant)
        expected = {
            short_name(quad.subject.value)
            for quad in known.store.quads_for_pattern(None, iri("inc:holder"), None, RECORD)
        }
        holding = {
            terms[fact[0]]
            for fact in data["facts"]
            if terms[fact[1]] == "inc:holder" and (len(fact) == 3 or fact[3] >> number & 1)
        }
        assert holding == expected


def test_a_graph_of_one_day_has_that_moment_alone(kg: KnowledgeGraph) -> None:
    """What is known on a day does not tell what came to be known later."""
    known = kg.known_on("2024-08-06")
    made = explorer_data(known.store, known.folder, date(2024, 8, 6), known=known.moment)
    assert [moment["day"] for moment in made["moments"]] == ["2024-08-06"]
    assert len(made["documents"]) == 1
    assert len(made["claims"]) == known.counts()["claims"]


def _documents(*published: str) -> list[Document]:
    return [
        Document(iri(f"id:document-{number}"), "", "", 0, parse(day))
        for number, day in enumerate(published)
    ]


@pytest.mark.parametrize(
    ("published", "days"),
    [
        (("2024-01-01", "2024-02-01"), ["2024-01-01"]),
        (("2024-01-01", "2024-01-01"), []),
        (("2024-01", "2024-03-01"), ["2024-01-01 possibly", "2024-01-31"]),
        (("2024-01", "2024-01-15", "2025"), [
            "2024-01-01 possibly", "2024-01-15", "2024-01-15 possibly", "2024-01-31",
        ]),
    ],
)  # fmt: skip
def test_days_of_the_second_clock_are_those_that_change_it(
    published: tuple[str, ...], days: list[str]
) -> None:
    """Possibly where it makes a difference; no day from which on all are known."""
    found = turning_days(_documents(*published))
    told = [f"{one.day} possibly" if one.possibly else str(one.day) for one in found]
    assert [day for day in told if not day.startswith("2025")] == days


def test_the_latest_moments_are_kept(corpus: Callable[..., Path]) -> None:
    """Of more than twelve days the latest are worked out, and the number of others is told."""
    claims = [f"id:p{n} a inc:Membership ; inc:holder id:h{n} ." for n in range(2)]
    home = corpus(*claims)
    registry = home / "corpus.ttl"
    lines = [
        f'id:document-x{n} a inc:Document ; dcterms:issued "2024-01-{n:02}"^^edtf:EDTF ; '
        f'dcterms:identifier "x{n}" ; dcterms:extent 1 ; inc:spanDigest "0" .\n'
        for n in range(1, 20)
    ]
    registry.write_text(registry.read_text("utf-8") + "".join(lines), encoding="utf-8")
    graph = incumbent.open(home)
    moments, left_out = read_moments(graph.store, graph.folder, None)
    assert len(moments) == MOMENTS_AT_MOST + 1
    days = turning_days(_registered(home))
    assert left_out == len(days) - MOMENTS_AT_MOST
    assert [moment.known for moment in moments[1:]] == days[-MOMENTS_AT_MOST:]


def _registered(home: Path) -> Iterator[Document]:
    from incumbent.documents.registry import read_registry

    return iter(read_registry(home)[1].values())
