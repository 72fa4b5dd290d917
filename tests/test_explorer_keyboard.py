"""The explorer by keyboard alone: everything is reached, nothing traps, one sees where one is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browsing import Visit
from driving import LINKS, VIEWS, address, cards, move_to, panel, view

if TYPE_CHECKING:
    from playwright.sync_api import Page

_STOP = """() => {
  const one = document.activeElement;
  if (one === document.body || one === document.documentElement) return null;
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  const drawn = [one, ...one.querySelectorAll('.card, i, span')].some(part => {
    const {outlineStyle, outlineWidth, boxShadow} = getComputedStyle(part);
    return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
  });
  return {
    what: `${one.tagName.toLowerCase()}#${one.id} ${one.getAttribute('role') ?? ''}`
      + ` ${(one.ariaLabel ?? one.textContent).trim().slice(0, 30)}`,
    path: [...function* () { for (let up = one; up; up = up.parentElement)
      yield [...(up.parentElement?.children ?? [])].indexOf(up) }()].join('.'),
    seen: style.visibility === 'visible' && box.width > 0 && box.height > 0
      && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    framed: drawn,
  };
}"""
#: Stops after which a page is taken for a trap.
MANY = 2_000


def _walk(page: Page, key: str = "Tab") -> list[dict[str, object]]:
    """Press a key until the focus has left the page, and return every stop."""
    stops = []
    for _ in range(MANY):
        page.keyboard.press(key)
        stop = page.evaluate(_STOP)
        if stop is None or (len(stops) > 1 and stop["path"] == stops[0]["path"]):
            return stops
        if not stops or stop["path"] != stops[-1]["path"]:  # a date has a stop for each part
            stops.append(stop)
    pytest.fail(f"the focus never leaves the page: {stops[-3:]}")


@pytest.fixture
def page(visit: Visit, explorer: Path) -> Page:
    """Open the chart."""
    return visit(explorer, reduced_motion="reduce")


def _tree(page: Page, at: int = 0) -> str:
    """Put the focus on the tree's n-th shown card; return its thing."""
    things = list(cards(page))
    page.locator("[role=treeitem][tabindex='0']").focus()
    page.keyboard.press("Home")
    for _ in range(at):
        page.keyboard.press("ArrowDown")
    return things[at]


def _focused(page: Page) -> str:
    return str(page.evaluate("() => document.activeElement.dataset.thing"))


@pytest.mark.parametrize("name", LINKS)
def test_tab_reaches_everything_and_traps_nowhere(visit: Visit, explorer: Path, name: str) -> None:
    """Each stop is in sight and framed; backwards, where that is short, it is the same way."""
    page = visit(explorer, LINKS[name], reduced_motion="reduce")
    stops = _walk(page)
    assert len(stops) >= 8
    assert [stop["what"] for stop in stops if not stop["seen"]] == []
    assert [stop["what"] for stop in stops if not stop["framed"]] == []
    assert len({stop["path"] for stop in stops}) == len(stops)
    if len(stops) > 40:
        return
    back = _walk(page, "Shift+Tab")
    assert {stop["path"] for stop in back} == {stop["path"] for stop in stops}


def test_whatever_can_be_clicked_can_be_reached(page: Page) -> None:
    """Buttons, links, fields and summaries are stops of the tab key."""
    for name, link in LINKS.items():
        move_to(page, link)
        wrong = page.evaluate(
            """() => [...document.querySelectorAll('a, button, input, select, summary')]
            .filter(one => one.checkVisibility() && !one.disabled && one.tabIndex < 0)
            .map(one => one.outerHTML.slice(0, 100))"""
        )
        assert wrong == [], name


def test_the_first_stop_skips_to_the_content(page: Page) -> None:
    """It is seen only when it has the focus; Enter goes past the controls."""
    page.keyboard.press("Tab")
    assert page.evaluate(_STOP)["seen"]
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.closest('main') !== null")


def test_the_tree_is_one_stop(page: Page) -> None:
    """However many cards there are; arrows move inside."""
    assert page.locator("[role=treeitem][tabindex='0']").count() == 1


def test_down_and_up_walk_through_all_cards(page: Page) -> None:
    """In the order in which they are read, and not past the ends."""
    things = list(cards(page))
    _tree(page)
    walked = [_focused(page)]
    for _ in things:
        page.keyboard.press("ArrowDown")
        walked.append(_focused(page))
    assert walked == [*things, things[-1]]
    page.keyboard.press("ArrowUp")
    assert _focused(page) == things[-2]
    page.keyboard.press("Home")
    assert _focused(page) == things[0]
    page.keyboard.press("End")
    assert _focused(page) == things[-1]


def test_left_and_right_fold_and_go_in_and_out(page: Page) -> None:
    """As in every tree: right opens, then goes in; left goes out, then closes."""
    parent = page.evaluate(
        """() => document.querySelector('[role=treeitem][aria-expanded=true]').dataset.thing"""
    )
    item = page.locator(f'[role=treeitem][data-thing="{parent}"]')
    item.focus()
    page.keyboard.press("ArrowRight")
    assert item.locator(f'[data-thing="{_focused(page)}"]').count() > 0
    page.keyboard.press("ArrowLeft")
    if _focused(page) != parent:  # the child had children of its own and closed first
        page.keyboard.press("ArrowLeft")
    assert _focused(page) == parent
    page.keyboard.press("ArrowLeft")
    assert item.get_attribute("aria-expanded") == "false"
    assert _focused(page) == parent
    page.keyboard.press("ArrowRight")
    assert item.get_attribute("aria-expanded") == "true"


def test_a_letter_goes_to_the_next_card_that_begins_with_it(page: Page) -> None:
    """As in every tree."""
    _tree(page)
    page.keyboard.press("s")
    said = cards(page)[_focused(page)]
    assert said.strip().lower().startswith("s")


def test_every_focused_card_is_in_sight(page: Page) -> None:
    """The paper moves along with whoever walks over it."""
    _tree(page)
    for _ in range(12):
        page.keyboard.press("ArrowDown")
        assert page.evaluate(
            """() => {
            const card = document.activeElement.querySelector('.card').getBoundingClientRect();
            const view = document.querySelector('.viewport').getBoundingClientRect();
            return card.top >= view.top - 1 && card.bottom <= view.bottom + 1
              && card.left >= view.left - 1 && card.left < view.right }"""
        )


def test_enter_opens_the_evidence_and_escape_closes_it(page: Page) -> None:
    """And the focus stays with the card."""
    thing = _tree(page, 2)
    page.keyboard.press("Enter")
    assert address(page)["thing"] == thing
    assert panel(page).is_visible()
    page.keyboard.press("Escape")
    assert not panel(page).is_visible()
    assert _focused(page) == thing


def test_closing_the_panel_gives_the_focus_back(page: Page) -> None:
    """It is not lost with the button that had it."""
    _tree(page, 2)
    page.keyboard.press("Enter")
    page.locator("#close").focus()
    page.keyboard.press("Enter")
    assert not panel(page).is_visible()
    assert page.evaluate("() => document.activeElement !== document.body")


def test_moving_through_time_keeps_the_focus(page: Page) -> None:
    """Pressing a button again and again works; it is not taken away by what it draws."""
    button = page.locator("#previous")
    button.focus()
    for _ in range(3):
        page.keyboard.press("Enter")
        assert page.evaluate("() => document.activeElement.id") == "previous"


def test_the_slider_obeys_the_arrows(page: Page) -> None:
    """One day a press; a page a change."""
    before = int(page.locator("#day").input_value())
    page.locator("#day").focus()
    page.keyboard.press("ArrowLeft")
    assert int(page.locator("#day").input_value()) == before - 1
    page.keyboard.press("PageDown")
    assert int(page.locator("#day").input_value()) < before - 1


def test_search_works_by_keyboard(page: Page) -> None:
    """Arrows choose, the chosen one is told, Enter goes there, Escape leaves the list."""
    search = page.locator("#search")
    search.focus()
    page.keyboard.type("a")
    assert search.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    chosen = page.locator(f"#{search.get_attribute('aria-activedescendant')}")
    assert chosen.get_attribute("aria-selected") == "true"
    name = chosen.locator("bdi").first.inner_text()
    page.keyboard.press("Escape")
    assert search.get_attribute("aria-expanded") == "false"
    page.keyboard.press("Control+A")
    page.keyboard.type("a")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert name in panel(page).locator("h2").inner_text()


def test_a_whole_visit_without_a_mouse(page: Page) -> None:
    """From the address bar to the document behind a claim."""
    for stop in range(MANY):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.id === 'search'"):
            break
        assert stop < MANY - 1
    page.keyboard.type("murati")
    page.keyboard.press("Enter")
    page.locator(".evidence summary").filter(has_text="What the documents say").first.focus()
    page.keyboard.press("Enter")
    page.locator(".evidence details[open] a[href*='view=document']").first.focus()
    page.keyboard.press("Enter")
    assert view(page) == "document"
    page.keyboard.press("Alt+ArrowLeft")
    move_to(page, "view=chart")
    assert view(page) in VIEWS
