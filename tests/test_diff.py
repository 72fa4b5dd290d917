"""What changed in knowledge between two days, and the claims that made the difference."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import incumbent
import pyoxigraph as ox
import pytest
from incumbent.views.changes import (
    ADDED,
    APPEARED,
    CHANGES,
    GONE,
    MOVED,
    NEW,
    REMOVED,
    SETTLED,
    Change,
    Difference,
)
from incumbent.views.diff import difference
from incumbent.views.diff_text import markdown, tell
from incumbent.vocabulary import EXPLANATIONS, TYPE, iri
from on_day import FIRST, LAST, SECOND, graph_on
from running import run
from small import NAMES, TENURE


@cache
def between(one: date, two: date) -> Difference:
    return difference(graph_on(one).store, graph_on(two).store, (str(one), str(two)))


def find(found: Difference, change: str, thing: str, name: str = "") -> Change:
    """Return the one change of a sort about a thing (and one of its properties)."""
    (one,) = (
        change_
        for change_ in found.changes
        if change_.change == change
        and change_.thing.endswith(f"/{thing}")
        and name in change_.property.split(", ")
    )
    return one


def test_what_september_brought() -> None:
    """Two articles came; what only they speak of is newly known, with its dates and claims."""
    found = between(FIRST, SECOND)
    assert len(found.documents) == 2
    assert found.withdrawn == ()
    new = {one.label: one for one in found.changes if one.change == NEW}
    assert {"Barret Zoph", "Chief Technology Officer of OpenAI"} <= set(new)
    departure = find(found, NEW, "mira-murati-openai-departure-1")
    assert departure.kind == "Departure"
    assert "announced 2024-09-25" in departure.after
    assert departure.because
    assert not any(one.kind == "Command" for one in found.changes)


def test_a_bound_that_moved() -> None:
    """When Peter Deng had left was open in August; an article of September bounds it."""
    moved = find(between(FIRST, SECOND), MOVED, "peter-deng-openai-1", "inc:endNotAfter")
    assert (moved.before, moved.after) == ("…", "2024-09-27")
    assert {reason.claim.partition("-")[0] for reason in moved.because} <= {"aifaner", "nouvelles"}
    assert any("Peter Deng" in reason.sentence for reason in moved.because)


def test_a_value_that_was_added() -> None:
    """That John Schulman's departure took effect is stated first in September."""
    found = between(FIRST, SECOND)
    changes = [
        one
        for one in found.changes
        if one.change == ADDED and one.label.startswith("Departure · John Schulman")
    ]
    assert {(one.property, one.after) for one in changes} >= {("inc:stage", "Effected")}


def test_a_contradiction_that_appeared() -> None:
    """The memos contradict the day on which Mira Murati took her post, and her bound loosens."""
    found = between(SECOND, LAST)
    tenure = "mira-murati-openai-cto-1"
    appeared = find(found, APPEARED, tenure, "inc:beginNotBefore")
    assert {"memos-003"} < {reason.claim for reason in appeared.because}
    moved = find(found, MOVED, tenure, "inc:beginNotBefore")
    assert moved.after < moved.before
    assert "memos-003" in {reason.claim for reason in moved.because}


@pytest.mark.parametrize("days", [(FIRST, SECOND), (SECOND, LAST)])
def test_every_change_has_a_claim_that_came(days: tuple[date, date]) -> None:
    """Each change names at least one claim of a document that came in between.

    Only who published such a document may be named in no claim.
    """
    found = between(*days)
    assert len(found.changes) > 20
    for one in found.changes:
        if one.change == NEW and one.thing.endswith(("/simseo", "/aifaner")):
            continue
        assert {reason.document for reason in one.because} & set(found.documents), one
        assert all(reason.sentence for reason in one.because)


def test_changes_come_in_a_fixed_order() -> None:
    """Contradictions first, then dates, values and things; the same changes on every run."""
    found = between(FIRST, LAST)
    places = [CHANGES.index(one.change) for one in found.changes]
    assert places == sorted(places)
    assert difference(graph_on(FIRST).store, graph_on(LAST).store).changes == found.changes
    assert len(set(found.changes)) == len(found.changes)


def test_the_other_way_round() -> None:
    """Going back in time, what was new is gone, what was added is removed, bounds move back."""
    turned = {NEW: GONE, ADDED: REMOVED, REMOVED: ADDED, MOVED: MOVED, APPEARED: SETTLED}

    def told(found: Difference, *, back: bool) -> set[tuple[str, ...]]:
        return {
            (turned[one.change], one.thing, one.property, one.after, one.before)
            if back
            else (one.change, one.thing, one.property, one.before, one.after)
            for one in found.changes
            if one.change in turned or not back
        }

    forth, back = between(FIRST, SECOND), between(SECOND, FIRST)
    assert told(forth, back=True) == told(back, back=False)
    assert back.withdrawn == forth.documents
    assert back.documents == ()


def test_nothing_changed() -> None:
    """Between two days without a document nothing changes, and the text says so."""
    found = difference(graph_on(FIRST).store, graph_on(FIRST).store, ("2024-08-06", "2024-08-07"))
    assert found.changes == ()
    assert "Nothing changed." in str(found)
    assert "Nothing changed." in markdown(found)


def test_a_value_that_two_documents_contradict(
    corpus: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second holder of one tenure takes the first out of the record; both claims are told."""
    monkeypatch.setenv("INCUMBENT_CACHE", str(tmp_path / "cache"))
    other = TENURE.replace("inc:holder id:ada", "inc:holder id:sam-one")
    kg = incumbent.open(corpus({"triples": TENURE, "document": "two"}, other, names=NAMES))
    found = kg.diff("2024-06-30", "2024-09-26")
    assert (found.earlier, found.later) == ("2024-06-30", "2024-09-26")
    removed = find(found, REMOVED, "ada-acme-cto-1", "inc:holder")
    assert (removed.before, removed.after) == ("Ada Ångström", "")
    assert [reason.claim for reason in removed.because] == ["c2"]
    appeared = find(found, APPEARED, "ada-acme-cto-1", "inc:holder")
    assert appeared.after == "Ada Ångström; Sam One"
    assert [reason.claim for reason in appeared.because] == ["c1", "c2"]
    assert find(found, NEW, "sam-one").kind == "Person"


def test_a_contradiction_that_a_judgement_settles() -> None:
    """A contradiction that stays, but is settled now, is told as settled."""
    conflict, thing = iri("id:conflict-1"), iri("id:ada-1")
    told = [
        ox.Quad(conflict, TYPE, iri("inc:Conflict"), EXPLANATIONS),
        ox.Quad(conflict, iri("inc:about"), thing, EXPLANATIONS),
        ox.Quad(conflict, iri("inc:onProperty"), iri("inc:holder"), EXPLANATIONS),
        ox.Quad(conflict, iri("inc:involves"), iri("claim:c1"), EXPLANATIONS),
    ]
    one, two = ox.Store(), ox.Store()
    one.extend(told)
    two.extend([*told, ox.Quad(conflict, iri("inc:settledBy"), iri("id:j"), EXPLANATIONS)])
    (change,) = difference(one, two).changes
    assert (change.change, change.property) == (SETTLED, "inc:holder")
    assert [change.change for change in difference(two, one).changes] == [APPEARED]
    assert difference(two, two).changes == ()


def test_a_contradiction_with_one_more_claim() -> None:
    """A contradiction that only has other claims than before is one change, not two."""
    found = between(SECOND, LAST)
    about = [one.change for one in found.changes if one.property == "skos:altLabel"]
    assert about == ["contradiction between other claims"]


def test_the_text() -> None:
    """In words: the days, the documents, and under each change the claims that made it."""
    text = tell(between(SECOND, LAST))
    lines = text.splitlines()
    assert lines[0] == "From what was known on 2024-09-26 to what was known on 2024-11-29"
    assert lines[1].startswith("Documents that came: ")
    moved = lines.index(
        "  Mira Murati · Chief Technology Officer of OpenAI",
        text.count("\n", 0, text.index("\nDate moved")),
    )
    assert "→" in lines[moved + 1]
    assert lines[moved + 2].endswith("memos-003)")


def test_rows_hold_every_change() -> None:
    """As rows: one a change, with claims by name, for spreadsheets and programs."""
    found = between(FIRST, SECOND)
    rows = found.rows()
    assert len(rows) == len(found.changes)
    assert [row["thing"] for row in rows] == [one.thing for one in found.changes]
    assert sum(bool(row["claims"]) for row in rows) >= len(rows) - 1


def test_the_command_line(corpus: Callable[..., Path], tmp_path: Path) -> None:
    """`incumbent diff` with two days: text, JSON, Markdown and rows."""
    home = corpus(
        {"triples": TENURE, "document": "two"}, TENURE.replace("2020", "2020-05"), names=NAMES
    )
    cache_folder = tmp_path / "cache"

    def told(*more: str) -> str:
        days = ("--known-on", "2024-06-15", "--known-on", "2024-09-26")
        ran = run("diff", *days, "--corpus", str(home), *more, cache=cache_folder)
        assert ran.code == 0, ran.err
        return ran.out

    assert "Newly known: 4\n  formal organization: Acme" not in told("--known", "possibly")
    text = told()
    assert "From what was known on 2024-06-15" in text
    assert "begin 2020-05-01 – 2020-05-31" in text
    read = json.loads(told("--format", "json"))
    assert {change["change"] for change in read["changes"]} == {NEW}
    assert read["changes"][0]["because"][0]["claim"] in ("c1", "c2")
    assert "| tenure |".casefold() in told("--format", "md").casefold()
    rows = list(csv.DictReader(io.StringIO(told("--format", "csv"))))
    assert [row["thing"] for row in rows] == [change["thing"] for change in read["changes"]]
    possible = json.loads(told("--known", "possibly", "--format", "json"))
    assert {change["change"] for change in possible["changes"]} == {MOVED}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--known-on", "2024-06-15"), "give --known-on DATE twice"),
        ((), "give --known-on DATE twice"),
        (("--known-on", "2024-06-15", "--known-on", "soon"), "is no date"),
        (("--known-on", "2024-06-15", "--known-on", "2024-09-26", "--format", "ttl"), "no format"),
    ],
)
def test_wrong_usage(options: tuple[str, ...], message: str, tmp_path: Path) -> None:
    """One day, none, a day that is none, a format that is none: one line, exit code 2."""
    ran = run("diff", *options, "--quiet", cache=tmp_path / "cache")
    assert ran.code == 2
    assert message in ran.err
    assert ran.err.count("\n") == 1
