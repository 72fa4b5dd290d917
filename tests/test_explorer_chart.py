"""The explorer's chart in a browser: the same chart as the pictures', laid out without a clash."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import incumbent
import pytest
from browsing import SCREENS, Visit
from driving import cards, lines, move_to, settle
from geometry import crossings, overlaps, texts_outside
from incumbent.views.chart import Chart, chart
from incumbent.views.words import word

if TYPE_CHECKING:
    from playwright.sync_api import Page

#: Days that differ: the crisis of 2023, the summer after, the day of three resignations, the end.
DAYS = ("2019-06-01", "2023-11-18", "2024-06-15", "2024-09-25", "2024-09-27")
EPOCH = date(1970, 1, 1)
OURS = "https://w3id.org/incumbent/id/"


@pytest.fixture(scope="module")
def kg() -> incumbent.KnowledgeGraph:
    """Open the built-in corpus, to compare with."""
    return incumbent.open()


@pytest.fixture(params=["explorer", "hostile"])
def made_page(request: pytest.FixtureRequest) -> Path:
    """Give one page after the other."""
    made: Path = request.getfixturevalue(request.param)
    return made


def _short(iri: str) -> str:
    return iri.removeprefix(OURS)


def _expected(kg: incumbent.KnowledgeGraph, day: str, lang: str = "en") -> Chart:
    return chart(kg.reporting(day, lang=lang))


@pytest.fixture
def page(visit: Visit, explorer: Path) -> Page:
    """Open the chart on a wide screen."""
    return visit(explorer)


@pytest.mark.parametrize("day", DAYS)
def test_every_card_of_the_picture_is_on_the_page(
    page: Page, kg: incumbent.KnowledgeGraph, day: str
) -> None:
    """With its title, its holders and their marks in words, or what stands where a name would."""
    move_to(page, f"on={day}")
    shown, expected = cards(page), _expected(kg, day)
    assert set(shown) == {_short(card.node) for card in expected.cards}
    for card in expected.cards:
        said = shown[_short(card.node)]
        for text in (card.title, card.note, card.state and word(card.state, "en")):
            assert text in said
        for entry in card.entries[:5]:
            assert entry.name in said
            assert all(word(mark, "en") in said for mark in entry.marks)


@pytest.mark.parametrize("day", DAYS)
def test_every_line_of_the_picture_is_on_the_page(
    page: Page, kg: incumbent.KnowledgeGraph, day: str
) -> None:
    """Further superiors too: more than one is shown, not hidden."""
    move_to(page, f"on={day}")
    expected = {
        f"{_short(line.subordinate)}→{_short(line.superior)}" for line in _expected(kg, day).lines
    }
    assert lines(page) == expected


@pytest.mark.parametrize("day", DAYS)
def test_the_tree_is_nested_as_people_report(
    page: Page, kg: incumbent.KnowledgeGraph, day: str
) -> None:
    """A screen reader hears each subordinate inside its superior, and all a card says as a name."""
    move_to(page, f"on={day}")
    nested = page.evaluate(
        """() => [...document.querySelectorAll('[role=treeitem]')].map(item =>
        [item.dataset.thing, item.parentElement.closest('[role=treeitem]')?.dataset.thing ?? null,
         item.getAttribute('aria-label')])"""
    )
    expected = _expected(kg, day)
    superior = {_short(below): _short(above) for below, above in expected.superior.items()}
    assert {thing: above for thing, above, _ in nested if above} == superior
    names = {_short(card.node): card.full for card in expected.cards}
    for thing, _, label in nested:
        assert names[thing] in label


@pytest.mark.parametrize("language", ["en-US", "fr-FR"])
def test_nothing_overlaps_and_no_line_runs_through_a_card(
    visit: Visit, explorer: Path, language: str
) -> None:
    """Every text stands inside its card, on every day."""
    page = visit(explorer, language=language, reduced_motion="reduce")
    for day in DAYS:
        move_to(page, f"on={day}")
        assert overlaps(page) == [], day
        assert texts_outside(page) == [], day
        assert crossings(page) == [], day


def test_no_card_is_higher_or_lower_than_its_place(visit: Visit, made_page: Path) -> None:
    """Heights are known from cards that look alike: they are those that cards have."""
    page = visit(made_page, reduced_motion="reduce")
    days = page.evaluate(
        "() => [document.querySelector('#day').min, document.querySelector('#day').max].map(Number)"
    )
    for language in ("en", "fr"):
        for step in range(13):
            day = EPOCH + timedelta(days[0] + (days[1] - days[0]) * step // 12)
            move_to(page, f"on={day}&lang={language}")
            wrong = page.evaluate(
                """() => [...document.querySelectorAll('.seat')].map(seat =>
                [seat.offsetHeight, seat.firstElementChild.offsetHeight, seat.textContent])
                .filter(([place, card]) => place !== card)"""
            )
            assert wrong == [], (day, language)


def test_days_are_laid_out_the_same_however_one_came_there(page: Page) -> None:
    """Moving through time and coming back gives the chart that one left."""
    boxes = """() => [...document.querySelectorAll('[role=treeitem] .card')].map(card => {
        const {x, y, width, height} = card.getBoundingClientRect();
        return [card.textContent, x, y, width, height].join(' ') }).sort()"""
    page.emulate_media(reduced_motion="reduce")
    move_to(page, f"on={DAYS[3]}")
    before = page.evaluate(boxes)
    for day in (DAYS[0], DAYS[4], DAYS[1]):
        move_to(page, f"on={day}")
    move_to(page, f"on={DAYS[3]}")
    assert page.evaluate(boxes) == before


def test_dotted_lines_in_the_legend_look_as_on_the_chart(visit: Visit, hostile: Path) -> None:
    """In the same colour and dashes."""
    page = visit(hostile)
    look = """line => {
        const {stroke, strokeDasharray, strokeWidth} = getComputedStyle(line);
        return [stroke, strokeDasharray, strokeWidth] }"""
    drawn = page.locator(".lines .line.dotted:not(.tip)").first.evaluate(look)
    assert page.locator(".legend .line.dotted").evaluate(look) == drawn


def test_the_legend_explains_every_mark_on_the_chart(
    page: Page, kg: incumbent.KnowledgeGraph
) -> None:
    """And nothing that is not there."""
    legend = page.locator(".legend").inner_text()
    for key in _expected(kg, DAYS[3]).legend:
        assert word(key, "en") in legend


@pytest.fixture
def root(page: Page) -> str:
    """Give the thing whose card has most below it."""
    return page.evaluate(
        """() => [...document.querySelectorAll('[role=treeitem]')].sort((one, other) =>
        other.querySelectorAll('[role=treeitem]').length
        - one.querySelectorAll('[role=treeitem]').length)[0].dataset.thing"""
    )


def test_a_branch_folds_away_and_comes_back(page: Page, root: str) -> None:
    """Its cards and lines go, and a second click brings them back."""
    item = page.locator(f'[role=treeitem][data-thing="{root}"]')
    before, drawn = cards(page), lines(page)
    fold = item.locator(":scope > .seat > .fold")
    fold.click()
    assert item.get_attribute("aria-expanded") == "false"
    assert len(cards(page)) < len(before)
    assert not any(line.endswith(f"→{root}") for line in lines(page))
    fold.click()
    assert item.get_attribute("aria-expanded") == "true"
    assert (cards(page), lines(page)) == (before, drawn)


def test_a_folded_branch_stays_folded_through_time(page: Page, root: str) -> None:
    """Moving to another day opens nothing by itself."""
    item = page.locator(f'[role=treeitem][data-thing="{root}"]')
    item.locator(":scope > .seat > .fold").click()
    move_to(page, "on=2024-09-24")
    if item.count() and item.get_attribute("aria-expanded"):
        assert item.get_attribute("aria-expanded") == "false"


@pytest.mark.parametrize("width", [1440, 820])
def test_fit_shows_the_whole_chart(visit: Visit, explorer: Path, width: int) -> None:
    """Every card lies within what is visible."""
    page = visit(explorer, width=width, reduced_motion="reduce")
    page.get_by_role("button", name="Fit").click()
    settle(page)
    outside = page.evaluate(
        """() => {
        const view = document.querySelector('.viewport').getBoundingClientRect();
        return [...document.querySelectorAll('[role=treeitem] .card')].filter(card => {
          const box = card.getBoundingClientRect();
          return box.left < view.left - 1 || box.right > view.right + 1
            || box.top < view.top - 1 || box.bottom > view.bottom + 1;
        }).map(card => card.innerText) }"""
    )
    assert outside == []
    assert width in SCREENS


def test_zooming_changes_the_size_of_cards(page: Page) -> None:
    """In and out by a button each, both with a name."""
    page.emulate_media(reduced_motion="reduce")
    card = page.locator(".card").first

    def wide() -> float:
        settle(page)
        box = card.bounding_box()
        assert box
        return box["width"]

    start = wide()
    page.get_by_role("button", name="Zoom in").click()
    larger = wide()
    page.get_by_role("button", name="Zoom out").click()
    assert larger > start * 1.1
    assert wide() == pytest.approx(start, rel=0.01)


def test_a_click_on_a_card_opens_its_evidence(page: Page, root: str) -> None:
    """The panel names the post, and the address leads there."""
    page.locator(f'[role=treeitem][data-thing="{root}"] > .seat > .card').click()
    assert f"thing={root}" in page.url
    assert page.locator(".evidence h2").is_visible()


def test_what_is_chosen_is_marked_for_everyone(page: Page) -> None:
    """A chosen person's card is selected in the tree, and looks so."""
    move_to(page, "thing=sam-altman&on=2024-09-25")
    chosen = page.locator("[role=treeitem][aria-selected=true]")
    assert "Sam Altman" in chosen.locator(".card").first.inner_text()


def test_focus_shows_the_way_up_and_what_is_below(page: Page) -> None:
    """The rest of the chart steps back."""
    move_to(page, "thing=sam-altman&on=2024-09-25")
    page.get_by_role("button", name="Focus").click()
    settle(page)
    dim = page.locator(".card.dim").count()
    assert 0 < dim < page.locator(".card").count()
    assert page.locator("[aria-selected=true] > .seat > .card.dim").count() == 0
