"""The explorer for everyone: axe-core in every view, on every screen, in both themes."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browsing import SCREENS, Visit, rules_broken
from driving import LINKS, cards, move_to, settle
from geometry import sideways

if TYPE_CHECKING:
    from playwright.sync_api import Page

#: A crowded day, and the whole of a person's evidence.
CROWDED = "on=2024-09-27&thing=mira-murati"
EVERYTHING = {**LINKS, "crowded": CROWDED}


@pytest.fixture(params=SCREENS)
def page(request: pytest.FixtureRequest, visit: Visit, with_documents: Path) -> Page:
    """Open the page, with texts, on a desk, a tablet and a phone."""
    return visit(with_documents, width=request.param, reduced_motion="reduce")


@pytest.mark.parametrize("page", [1440, 390], indirect=True)
def test_axe_finds_nothing(page: Page) -> None:
    """Light and dark, English and French, in every view; a tablet shows what a desk does."""
    for name, link in EVERYTHING.items():
        for scheme, language in (("light", "en"), ("dark", "fr")):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            move_to(page, f"{link}&lang={language}")
            assert rules_broken(page) == [], f"{name}, {scheme}, {language}"


def test_the_page_does_not_scroll_sideways(page: Page) -> None:
    """On a desk only the chart's own paper may; on a phone nothing at all."""
    for name, link in EVERYTHING.items():
        move_to(page, link)
        wrong = sideways(page)
        if page.viewport_size and page.viewport_size["width"] > 700:
            wrong = [one for one in wrong if "viewport" not in one]
        assert wrong == [], name


def test_opened_details_are_accessible_too(visit: Visit, with_documents: Path) -> None:
    """What is folded away at first is checked unfolded."""
    page = visit(with_documents, CROWDED, reduced_motion="reduce")
    for _ in range(2):  # what was inside the first ones comes with the second round
        page.evaluate("() => document.querySelectorAll('details').forEach(one => one.open = true)")
        settle(page)
    assert page.locator(".evidence mark").count() > 0
    assert rules_broken(page, within=".evidence") == []


def test_on_a_phone_the_chart_is_an_indented_list(visit: Visit, explorer: Path) -> None:
    """One card under the other; who reports to another stands further in."""
    page = visit(explorer, width=390)
    rows = page.evaluate(
        """() => [...document.querySelectorAll('[role=treeitem]')].map(item => {
        const {top, bottom, left, right} = item.querySelector('.card').getBoundingClientRect();
        let depth = 0;
        for (let up = item; (up = up.parentElement.closest('[role=treeitem]'));) depth++;
        return {top, bottom, left, right, depth} })"""
    )
    assert len(rows) == len(cards(page)) > 5
    for one, other in pairwise(rows):
        assert one["bottom"] <= other["top"] + 1
        if other["depth"] > one["depth"]:
            assert other["left"] > one["left"]
    assert all(row["left"] >= 0 and row["right"] <= 390 for row in rows)


def test_turning_the_phone_turns_the_chart(visit: Visit, explorer: Path) -> None:
    """The list becomes a chart, and back, with the same cards."""
    page = visit(explorer, width=390)
    before = set(cards(page))
    page.set_viewport_size({"width": 1440, "height": 900})
    settle(page)
    assert page.locator("svg.lines").is_visible()
    assert set(cards(page)) == before
    page.set_viewport_size({"width": 390, "height": 844})
    settle(page)
    assert not page.locator("svg.lines").is_visible()


def test_touch_targets_are_large_enough(visit: Visit, explorer: Path) -> None:
    """On a phone every button and field is at least 24 pixels each way (WCAG 2.2, 2.5.8)."""
    page = visit(explorer, width=390)
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, select, input, .fold')]
        .filter(one => one.checkVisibility()).map(one => [one, one.getBoundingClientRect()])
        .filter(([, box]) => box.width < 24 || box.height < 24)
        .map(([one, box]) => `${one.outerHTML.slice(0, 80)} ${box.width}×${box.height}`)"""
    )
    assert small == []


def test_the_theme_follows_the_system_and_can_be_changed(visit: Visit, explorer: Path) -> None:
    """Dark where the system is dark; the button turns it over."""
    paper = (
        "() => getComputedStyle(document.documentElement).backgroundColor + "
        "getComputedStyle(document.body).backgroundColor"
    )
    light, dark = (
        visit(explorer, color_scheme=scheme).evaluate(paper) for scheme in ("light", "dark")
    )
    assert light != dark
    page = visit(explorer, color_scheme="light")
    page.locator("#theme").click()
    assert page.evaluate(paper) == dark


def test_marks_are_words_not_only_colours(visit: Visit, explorer: Path) -> None:
    """Without any colour, a card says the same."""
    page = visit(explorer, forced_colors="active")
    for mark in page.locator(".card .mark").all():
        assert mark.inner_text().strip()
    framed = page.locator(".card").first.evaluate("card => getComputedStyle(card).borderStyle")
    assert framed != "none"


@pytest.mark.parametrize("zoom", [200, 400])
def test_large_letters_keep_the_page_usable(visit: Visit, explorer: Path, zoom: int) -> None:
    """Magnified so that a desk is as narrow as a phone, nothing scrolls sideways (WCAG 1.4.10)."""
    page = visit(explorer, width=1280 * 100 // zoom)
    wrong = sideways(page)
    assert [one for one in wrong if "viewport" not in one or zoom == 400] == []


def test_every_view_prints(visit: Visit, explorer: Path) -> None:
    """On A4 across, the chart on one sheet of it, whatever the colours of the screen."""
    page = visit(explorer, color_scheme="dark")
    for name, link in EVERYTHING.items():
        move_to(page, link)
        printed = page.pdf(prefer_css_page_size=True, print_background=True)
        sheets = re.findall(rb"/Type\s*/Page\b", printed)
        assert len(sheets) == 1 if name == "chart" else sheets
        for box in re.findall(rb"/MediaBox\s*\[([^\]]+)\]", printed):
            _, _, width, height = map(float, box.split())
            assert (round(width), round(height)) == (842, 595), name


@pytest.mark.parametrize("day", ["2019-06-01", "2023-11-18", "2024-09-27"])
def test_the_whole_chart_is_on_the_sheet(visit: Visit, explorer: Path, day: str) -> None:
    """Printed, every card lies on the one page, without the controls."""
    page = visit(explorer, f"on={day}")
    sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))
    assert len(sheets) == 1
    # A4 across at 96 dots an inch, less margins of 10 mm.
    page.set_viewport_size({"width": 1047, "height": 718})
    page.emulate_media(media="print")
    settle(page)
    outside = page.evaluate(
        """() => [...document.querySelectorAll('.card')].map(card => card.getBoundingClientRect())
        .filter(box => box.left < 0 || box.top < 0 || box.right > innerWidth
          || box.bottom > innerHeight).length"""
    )
    assert outside == 0
    assert page.locator("button:visible, input:visible, select:visible").count() == 0
