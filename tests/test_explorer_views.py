"""The explorer's timeline and departures: what was when, how certainly, and who left for where."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import incumbent
import pytest
from browsing import Visit
from driving import address, move_to, panel, settle

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture
def timeline(visit: Visit, explorer: Path) -> Page:
    """Open the timeline of posts."""
    page = visit(explorer, "view=timeline")
    settle(page)
    return page


def _lanes(page: Page) -> list[str]:
    return [one.strip() for one in page.locator(".tl-lane h3").all_inner_texts()]


def test_every_post_with_a_holder_has_a_lane(timeline: Page) -> None:
    """And every unit that somebody leads."""
    rows = incumbent.open().query(
        "SELECT DISTINCT ?post WHERE { ?tenure inc:post ?post ; inc:holder ?who }"
    )
    posts = {str(row["post"]).rpartition("/")[2] for row in rows}  # type: ignore[index,union-attr]
    shown = set(
        timeline.evaluate(
            "() => [...document.querySelectorAll('.tl-lane h3 a')].map(one => one.dataset.thing)"
        )
    )
    assert posts <= shown


def test_people_have_lanes_too(timeline: Page) -> None:
    """Chosen by a link, kept in the address."""
    timeline.get_by_role("link", name="people", exact=False).first.click()
    settle(timeline)
    assert address(timeline)["lanes"] == "people"
    assert "Mira Murati" in _lanes(timeline)


def test_a_bar_has_a_certain_core_and_possible_margins(timeline: Page) -> None:
    """Both kinds are drawn, differently, one beside the other."""
    drawn = timeline.evaluate(
        """() => [...document.querySelectorAll('.tl-lanes li li')].map(one => {
        const core = one.querySelector('.tl-core'), before = one.querySelector('.tl-before');
        if (!core || !before) return null;
        const [a, b] = [before, core].map(part => part.getBoundingClientRect());
        return [b.left - a.right, getComputedStyle(before).backgroundImage
          === getComputedStyle(core).backgroundImage] }).filter(Boolean)"""
    )
    assert drawn
    assert all(abs(gap) < 1.5 and not same for gap, same in drawn)


def test_announcement_and_effect_are_marks_of_their_own(timeline: Page) -> None:
    """They look different, and the words name both."""
    for mark in ("tl-announced", "tl-effect"):
        assert timeline.locator(f".tl-lanes .{mark}").count() > 0
    shapes = {
        str(
            timeline.locator(f".tl-lanes .{mark}").first.evaluate(
                "one => { const s = getComputedStyle(one); return s.backgroundColor + s.border }"
            )
        )
        for mark in ("tl-announced", "tl-effect")
    }
    assert len(shapes) == 2


def test_acting_leave_and_vacancy_are_seen_and_told(timeline: Page) -> None:
    """In the bars, and in the words of the legend."""
    legend = timeline.locator(".tl-legend").inner_text().lower()
    assert "acting" in legend
    assert "leave" in legend or "away" in legend
    assert timeline.locator(".tl-lanes .tl-acting").count() > 0
    assert timeline.locator(".tl-lanes .tl-leave").count() > 0


def test_the_day_line_stands_where_the_slider_is(timeline: Page) -> None:
    """It moves along, and what is a later day stands further right."""

    def left() -> float:
        box = timeline.locator(".tl-day").bounding_box()
        assert box
        return box["x"]

    now = left()
    move_to(timeline, "view=timeline&on=2021-01-01")
    assert left() < now


def test_a_bar_leads_to_its_evidence(timeline: Page) -> None:
    """A click on a time in a post opens what is known of it."""
    bar = timeline.locator(".tl-lanes li li a").first
    bar.click()
    settle(timeline)
    assert "thing" in address(timeline)
    assert panel(timeline).is_visible()


def test_one_lane_can_be_shown_alone(visit: Visit, explorer: Path) -> None:
    """Of whatever is chosen."""
    page = visit(explorer, "view=timeline&thing=openai-cto&only=1")
    lanes = page.locator(".tl-lane")
    assert lanes.count() == 1
    assert "Mira Murati" in lanes.inner_text()


def test_a_shorter_window_leaves_lanes_in_their_order(timeline: Page) -> None:
    """The same lanes, looked at more closely."""
    everything = _lanes(timeline)
    timeline.locator(".tl-controls a[href*='from=']").last.click()
    settle(timeline)
    assert set(_lanes(timeline)) <= set(everything)
    assert {"from", "to"} <= set(address(timeline))


@pytest.fixture
def departures(visit: Visit, explorer: Path) -> Page:
    """Open the departures of 2024."""
    return visit(explorer, "view=departures&from=2024-01-01&to=2024-12-31")


def _departed(page: Page) -> str:
    return " ".join(page.locator(".dep-month").all_text_contents())


def test_departures_tell_who_left_for_where(departures: Page) -> None:
    """With the month, what was left and the destination."""
    said = _departed(departures)
    for name in ("Mira Murati", "Ilya Sutskever", "John Schulman", "Anthropic", "September 2024"):
        assert name in said


def test_departures_are_those_of_the_window(departures: Page) -> None:
    """Another window, others who left."""
    everything = _departed(departures)
    departures.locator("input[type=date]:visible").first.fill("2024-09-01")
    departures.keyboard.press("Tab")
    settle(departures)
    assert address(departures)["from"] == "2024-09-01"
    later = _departed(departures)
    assert "Mira Murati" in later
    assert len(later) < len(everything)


def test_destinations_are_a_picture_and_a_table(departures: Page) -> None:
    """Where most went is seen; the same stands in a table for whoever does not see."""
    picture = departures.locator(".dep-picture")
    assert picture.get_attribute("role") == "img"
    assert "Anthropic" in str(picture.get_attribute("aria-label"))
    departures.get_by_text("table", exact=False).first.click()
    table = departures.locator(".dep-flow table")
    assert "Anthropic" in table.inner_text()
    assert table.locator("th[scope=col]").count() >= 3


def test_departures_are_those_of_the_catalogue(departures: Page) -> None:
    """The same people leave in the same window, and are counted alike."""
    kg = incumbent.open()
    window = {"from": "2024-01-01", "to": "2024-12-31"}
    said = departures.locator("main").evaluate("one => one.textContent")
    names = {str(row["personName"]) for row in kg.ask("departures", **window)}
    assert len(names) > 10
    assert [name for name in names if name not in said] == []
    (counted,) = kg.ask("departure-count", **window)
    told = departures.locator("main [role=status]").inner_text()
    for number in counted.values():
        assert f" {number}" in told


def test_a_departure_leads_to_its_evidence(departures: Page) -> None:
    """By its dates; by its name to the person."""
    departures.locator(".dep-list .ev-dates a").first.click()
    settle(departures)
    assert panel(departures).is_visible()
    assert "departure" in address(departures)["thing"]


def test_an_empty_window_says_so(visit: Visit, explorer: Path) -> None:
    """Nobody is known to have left in 1990."""
    page = visit(explorer, "view=departures&from=1990-01-01&to=1990-12-31")
    assert page.locator(".dep-list").count() == 0
    assert len(page.locator("main [role=status]").inner_text()) > 10
