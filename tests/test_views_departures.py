"""The departures: who left, when, for where and how, grouped by month."""

from __future__ import annotations

import datetime
import xml.etree.ElementTree as ET
from dataclasses import replace

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from incumbent.errors import ParameterError
from incumbent.views.departures import Departures, Group, Leaver, departures
from incumbent.views.departures_svg import WIDTH, render_departures
from incumbent.views.fonts import clean, measure
from incumbent.views.history_text import departures_text
from incumbent.views.picture import Picture

from .odd_names import odd_names

SVG = "{http://www.w3.org/2000/svg}"
HEAD = """
@prefix inc: <https://w3id.org/incumbent/ns#> . @prefix id: <https://w3id.org/incumbent/id/> .
@prefix graph: <https://w3id.org/incumbent/graph/> . @prefix org: <http://www.w3.org/ns/org#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def departure(name: str, first: str, last: str, more: str = "", stage: str = "Effected") -> str:
    return f"""
    id:{name}-1 inc:holder id:{name} ; org:organization id:acme .
    id:{name}-left a inc:Departure ; inc:closes id:{name}-1 ; inc:stage inc:{stage} ;
      inc:notBefore "{first}"^^xsd:date ; inc:notAfter "{last}"^^xsd:date {more} ."""


@pytest.fixture(scope="module")
def store() -> ox.Store:
    record = [
        departure("ada", "2024-05-02", "2024-05-20", "; inc:manner inc:Resigned ; "
                  "inc:destination id:bolt"),
        departure("bo", "2024-02-01", "2024-08-31", "; inc:disputed inc:destination"),
        departure("cy", "2023-06-01", "2024-08-31"),
        departure("di", "2024-09-25", "9999-12-31", '; inc:statedUnknown inc:destination ; '
                  'inc:announcedNotBefore "2024-09-25"^^xsd:date ; '
                  'inc:announcedNotAfter "2024-09-25"^^xsd:date', "Announced"),
        departure("ed", "2024-05-02", "2024-05-20", stage="Abandoned"),
    ]  # fmt: skip
    people = ("ada", "Ada"), ("bo", "Bo"), ("cy", "Cy"), ("di", "Di"), ("ed", "Ed")
    names = [*people, ("acme", "Acme"), ("bolt", "Bolt"), ("nut", "Nut")]
    labels = "".join(f' id:{thing} skos:prefLabel "{name}"@en .' for thing, name in names)
    conflict = (
        "id:c inc:about id:bo-left ; inc:onProperty inc:destination ; inc:value id:bolt, id:nut ."
    )
    store = ox.Store()
    store.load(
        f"{HEAD} graph:record {{ {''.join(record)} }} graph:names {{ {labels} }} "
        f"graph:explanations {{ {conflict} }}".encode(),
        format=ox.RdfFormat.TRIG,
    )
    return store


def found(view: Departures) -> dict[str, list[str]]:
    return {group.title: [one.name for one in group.leavers] for group in view.groups}


def test_departures_are_grouped_by_month(store: ox.Store) -> None:
    """A month where it is certain, else the year, else neither; what is to come stands last."""
    assert found(departures(store)) == {
        "May 2024": ["Ada"],
        "2024, month not certain": ["Bo"],
        "Year not certain": ["Cy"],
        "Announced, end not stated": ["Di"],
    }


def test_a_departure_that_was_abandoned_is_none(store: ox.Store) -> None:
    """Who stayed after all is not among those who left."""
    assert all("Ed" not in names for names in found(departures(store)).values())


def test_a_window_marks_what_may_fall_outside(store: ox.Store) -> None:
    """Inside is certain, overlapping is possible, outside is left out."""
    may = departures(store, datetime.date(2024, 5, 1), datetime.date(2024, 5, 31))
    marks = {one.name: one.marks for group in may.groups for one in group.leavers}
    assert marks == {"Ada": (), "Bo": ("disputed", "possible"), "Cy": ("possible",)}


def test_destination_manner_and_stage_are_told(store: ox.Store) -> None:
    """One destination, two that are disputed, one stated to be unknown; terms in words."""
    leavers = {one.name: one for group in departures(store).groups for one in group.leavers}
    assert leavers["Ada"].destination == "Bolt"
    assert leavers["Bo"].destination == "Bolt / Nut"
    assert leavers["Cy"].destination == ""
    assert leavers["Di"].destination == "not said yet"
    assert (leavers["Ada"].manner, leavers["Ada"].stage) == ("resigned", "effected")
    assert (leavers["Di"].when, leavers["Di"].announced) == ("25 Sep 2024 or later", "25 Sep 2024")


def test_in_french_everything_is_french(store: ox.Store) -> None:
    """Headings, terms and dates change with the language."""
    told = departures_text(departures(store, lang="fr"))
    assert "Acme : les départs" in told
    assert "Mai 2024 (1)" in told
    assert "démissionné, effectué" in told


def test_a_window_cannot_end_before_it_begins(store: ox.Store) -> None:
    """Such a window is refused in words."""
    with pytest.raises(ParameterError, match="cannot begin on 2024-02-01"):
        departures(store, datetime.date(2024, 2, 1), datetime.date(2024, 1, 1))


def test_the_picture_names_columns_and_groups(store: ox.Store) -> None:
    """Columns, months, counts and marks are words in the picture."""
    root = ET.fromstring(render_departures(departures(store)))
    said = {text.text for text in root.iter(SVG + "text")}
    assert {"Who", "When", "For where", "Bolt", "May 2024", "disputed"} <= said


def test_the_same_departures_give_the_same_bytes(store: ox.Store) -> None:
    """Reading and drawing twice makes no difference; themes and widths do."""
    first, again = (Picture(departures(store), width=700) for _ in range(2))
    assert first.svg() == again.svg()
    assert first.svg() != Picture(departures(store), theme="dark", width=700).svg()
    assert first.png() == again.png()


def test_without_departures_the_picture_says_so() -> None:
    """An empty view has a sentence, as picture and as text."""
    empty = departures(ox.Store())
    assert "No departure is stated" in render_departures(empty, embed=False)
    assert "No departure is stated" in departures_text(empty)


@settings(deadline=None, max_examples=60)
@given(odd_names, odd_names)
def test_no_cell_runs_into_the_next(name: str, place: str) -> None:
    """Every text, in any script, ends before its column does."""
    plain = Leaver("u:1", clean(name), (1, 9), "May 2024", "", clean(place), clean(name), "", "")
    marked = replace(plain, marks=("disputed", "possible"), manner=clean(place))
    view = Departures(name, place, "fr", (Group(clean(name), (plain, marked)),))
    root = ET.fromstring(render_departures(view, embed=False))
    starts = [0.0, 228.0, 428.0, 664.0, 870.0, WIDTH]
    for row in (group for group in root.iter(SVG + "g") if group.get("data-thing")):
        for text in row.iter(SVG + "text"):
            held = next((one for one in row.iter(SVG + "svg") if text in one), text)
            left, size = float(held.get("x", "0")), float(text.get("font-size", "0"))
            end = next((start for start in starts if start > left), WIDTH)
            wide = measure(text.text or "", size, bold=text.get("font-weight") == "600")
            assert left + wide <= end
