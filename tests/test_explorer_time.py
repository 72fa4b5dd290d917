"""Both clocks of the explorer: the day slider with its changes, playing, and what was known."""

from __future__ import annotations

import datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import incumbent
import pytest
from browsing import Visit, await_view
from driving import address, cards, known, move_to, panel, settle, slider
from explorer_pages import ON

if TYPE_CHECKING:
    from playwright.sync_api import Page

EPOCH = datetime.date(1970, 1, 1)


@pytest.fixture
def page(visit: Visit, explorer: Path) -> Page:
    """Open the chart on the day it starts with."""
    return visit(explorer)


def _day(page: Page) -> str:
    """Return the day shown: slider, typed date and words agree."""
    value = int(slider(page).input_value())
    day = EPOCH + datetime.timedelta(value)
    assert page.locator("#typed").input_value() == day.isoformat()
    words = f"{day.day} {day:%B} {day.year}"
    assert slider(page).get_attribute("aria-valuetext") == words
    assert words in page.locator("#dates").inner_text()
    return day.isoformat()


def _slide(page: Page, value: int) -> None:
    slider(page).evaluate(
        """(one, value) => { one.value = value;
        one.dispatchEvent(new Event('input', {bubbles: true})) }""",
        value,
    )
    settle(page)


def _ticks(page: Page) -> list[int]:
    """Return the days with a tick, from where the ticks are drawn."""
    low, high = (int(str(slider(page).get_attribute(end))) for end in ("min", "max"))
    drawn = str(page.locator("#ticks path").get_attribute("d"))
    places = [float(part.split(" ")[0]) for part in drawn.split("M") if part]
    return [low + round(place / 1000 * (high - low)) for place in places]


def test_the_page_opens_on_the_day_it_was_drawn_for(page: Page) -> None:
    """As ``--on`` says."""
    assert _day(page) == ON


def test_the_slider_redraws_while_it_moves(page: Page) -> None:
    """Another day's cards stand there before the slider is let go."""
    before = cards(page)
    _slide(page, (datetime.date(2023, 11, 18) - EPOCH).days)
    assert _day(page) == "2023-11-18"
    assert cards(page) != before


def test_letting_the_slider_go_gives_the_day_an_address(page: Page) -> None:
    """One can send the address on."""
    _slide(page, (datetime.date(2023, 11, 18) - EPOCH).days)
    slider(page).dispatch_event("change")
    assert address(page)["on"] == "2023-11-18"


def test_the_slider_has_a_tick_for_every_change(page: Page) -> None:
    """Going from change to change stops at each tick once, from the first to the last."""
    ticks = _ticks(page)
    assert len(ticks) > 20
    _slide(page, ticks[0])
    visited = [_day(page)]
    following = page.get_by_role("button", name="Next change")
    while following.is_enabled():
        following.click()
        visited.append(_day(page))
    days = [(datetime.date.fromisoformat(day) - EPOCH).days for day in visited]
    assert days == sorted(set(days))
    # A tick is drawn to a tenth of a thousandth of the slider's width.
    room = (days[-1] - days[0]) / 10_000 + 1
    assert len(days) == len(ticks)
    assert all(abs(one - tick) <= room for one, tick in zip(days, ticks, strict=True))


def test_between_two_changes_the_chart_stays_the_same(page: Page) -> None:
    """The day after a change looks like the day before the next."""
    ticks = sorted(set(_ticks(page)))
    gaps = [(one, two) for one, two in pairwise(ticks) if two - one > 40]
    for one, two in gaps[-3:]:
        _slide(page, one + 15)
        before = cards(page)
        _slide(page, two - 15)
        assert cards(page) == before


def test_previous_undoes_next(page: Page) -> None:
    """From a change to the one before and on again."""
    page.get_by_role("button", name="Previous change").click()
    day = _day(page)
    assert day < ON
    page.get_by_role("button", name="Next change").click()
    page.get_by_role("button", name="Previous change").click()
    assert _day(page) == day


def test_a_day_can_be_typed(page: Page) -> None:
    """Any day, not only one with a change."""
    page.locator("#typed").fill("2022-02-03")
    page.locator("#typed").press("Tab")
    assert _day(page) == "2022-02-03"


def test_what_changed_glows_and_is_told(page: Page) -> None:
    """On the day of a change the cards that differ are marked, for eyes and for ears."""
    page.get_by_role("button", name="Previous change").click()
    page.get_by_role("button", name="Next change").click()
    changed = page.locator(".card.changed")
    assert changed.count() > 0
    assert page.locator("#news").inner_text()
    assert page.locator("#news").get_attribute("aria-live") == "polite"
    for item in page.locator("[role=treeitem]:has(> .seat > .card.changed)").all():
        assert "changed" in str(item.get_attribute("aria-label"))
    assert changed.first.evaluate(
        "card => getComputedStyle(card).boxShadow + getComputedStyle(card).outlineStyle"
    ) not in ("nonenone", "none")


def test_playing_goes_through_the_changes_and_stops(visit: Visit, explorer: Path) -> None:
    """A button that says whether it plays; the clock is the test's."""
    page = visit(explorer)
    page.clock.install()
    page.reload()
    await_view(page)
    move_to_start = sorted(_ticks(page))[-4]
    page.evaluate("day => { location.hash = 'on=' + day }", _iso(move_to_start))
    page.clock.run_for(100)
    play = page.locator("#play")
    play.click()
    assert play.get_attribute("aria-pressed") == "true"
    seen = []
    for _ in range(40):
        page.clock.run_for(500)
        if not seen or seen[-1] != _day(page):
            seen.append(_day(page))
    assert len(seen) >= 3
    assert seen == sorted(seen)
    assert play.get_attribute("aria-pressed") == "false"


def _iso(day: int) -> str:
    return (EPOCH + datetime.timedelta(day)).isoformat()


def test_playing_can_be_stopped(page: Page) -> None:
    """A second press leaves the day as it is."""
    page.clock.install()
    page.reload()
    await_view(page)
    move = page.locator("#play")
    move.click()
    page.clock.run_for(2_000)
    move.click()
    day = _day(page)
    page.clock.run_for(20_000)
    assert _day(page) == day


@pytest.mark.parametrize("reduced", [True, False])
def test_nothing_moves_where_motion_is_unwelcome(
    visit: Visit, explorer: Path, reduced: bool
) -> None:
    """With reduced motion no card slides to its place; without, some do."""
    page = visit(explorer, reduced_motion="reduce" if reduced else "no-preference")
    # Told by the browser itself when it happens, however late the page is looked at.
    page.evaluate(
        """() => { window.moved = 0; document.addEventListener('transitionrun', told => {
        if (parseFloat(getComputedStyle(told.target).transitionDuration) > 0.01) window.moved += 1;
        }); }"""
    )
    _slide(page, (datetime.date(2023, 11, 18) - EPOCH).days)
    _slide(page, (datetime.date(2024, 9, 25) - EPOCH).days)
    for _ in range(20):
        moved = page.evaluate("() => window.moved")
        if moved:
            break
        page.wait_for_timeout(50)
    assert (moved == 0) is reduced


def test_the_second_clock_offers_what_was_known_when(page: Page) -> None:
    """All documents first; then the days on which something came out."""
    offered = known(page).locator("option").all_inner_texts()
    assert offered[0] == "all documents"
    assert len(offered) > 2
    assert any("6 August 2024" in text for text in offered[1:])


def test_the_second_clock_changes_what_is_shown(page: Page) -> None:
    """Before the later documents came out nobody knew of the later departures."""
    move_to(page, "on=2024-09-27")
    now = cards(page)
    earliest = known(page).locator("option").nth(1).get_attribute("value")
    known(page).select_option(value=earliest)
    settle(page)
    assert cards(page) != now
    assert address(page)["known"].startswith("2024-08")
    assert "as all documents tell it" not in page.locator("#dates").inner_text()
    known(page).select_option(index=0)
    settle(page)
    assert cards(page) == now


def test_a_chart_as_known_is_the_librarys(page: Page) -> None:
    """The same cards as ``known_on`` gives on the same day."""
    from incumbent.views.chart import chart

    earlier = incumbent.open().known_on("2024-08-06")
    for day in ("2024-08-06", "2024-09-27"):
        move_to(page, f"on={day}&known=2024-08-06")
        expected = chart(earlier.reporting(day))
        assert len(cards(page)) == len(expected.cards)
        names = {entry.name for card in expected.cards for entry in card.entries}
        shown = "\n".join(cards(page).values())
        assert [name for name in names if name not in shown] == []


def test_evidence_follows_the_second_clock(page: Page) -> None:
    """What no document had said yet is not evidence yet."""
    move_to(page, "thing=mira-murati")
    now = panel(page).inner_text()
    move_to(page, "thing=mira-murati&known=2024-08-06")
    assert panel(page).inner_text() != now
