"""A corpus made to break the explorer: it shows every name as text, and nothing else happens.

That nothing was requested, logged or asked is told by the fixture `visit`, after each test.
"""

from __future__ import annotations

from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import pytest
from browsing import SCREENS, Heard, Visit, rules_broken
from driving import cards, move_to, panel, settle, view
from geometry import crossings, overlaps, sideways, texts_outside
from hostile import IRIS, NAMES
from hostile_corpus import CHANGED, DAY, EARLY, ENDED, LATE
from incumbent.views.fonts import clean

if TYPE_CHECKING:
    from playwright.sync_api import Page

VIEWS = {
    "chart": f"on={DAY}",
    "chart after": f"on={LATE}",
    "known early": f"on={DAY}&known={EARLY}",
    "timeline": "view=timeline",
    "people": "view=timeline&lanes=people",
    "departures": f"view=departures&from={CHANGED}&to={ENDED}",
    "documents": "view=document",
    "document": "view=document&document=document-late",
}


@pytest.fixture(params=[1440, 390])
def page(request: pytest.FixtureRequest, visit: Visit, hostile: Path) -> Page:
    """Open the hostile page, wide and narrow."""
    return visit(hostile, width=request.param, reduced_motion="reduce")


def test_there_are_enough_hostile_names() -> None:
    """Fifty at least, no two the same, and IRIs besides."""
    assert len(set(NAMES)) == len(NAMES) >= 50
    assert len(set(IRIS)) == len(IRIS) >= 30


def test_every_view_stands(page: Page) -> None:
    """Nothing scrolls sideways on a phone."""
    for name, link in VIEWS.items():
        move_to(page, link)
        assert view(page) == dict(parse_qsl(link)).get("view", "chart")
        wrong = sideways(page)
        if page.viewport_size and page.viewport_size["width"] > 700:
            wrong = [one for one in wrong if "viewport" not in one]
        assert wrong == [], name


def test_axe_finds_nothing(visit: Visit, hostile: Path) -> None:
    """On a desk, where all there is can be seen at once; widths are for well-meant names."""
    page = visit(hostile, reduced_motion="reduce")
    for name, link in VIEWS.items():
        move_to(page, link)
        assert rules_broken(page) == [], name


@pytest.mark.parametrize("width", SCREENS)
def test_the_chart_keeps_its_shape(visit: Visit, hostile: Path, width: int) -> None:
    """Cards apart, texts inside, lines around, whatever the names are."""
    page = visit(hostile, width=width, reduced_motion="reduce")
    for day in (DAY, LATE):
        move_to(page, f"on={day}")
        assert len(cards(page)) > 100
        assert overlaps(page) == []
        assert texts_outside(page) == []
        if width > 700:
            assert crossings(page) == []


def test_every_name_is_on_the_chart_as_it_is(visit: Visit, hostile: Path) -> None:
    """Letter for letter, as pictures show them: composed, without what is not seen."""
    page = visit(hostile, f"on={DAY}")
    said = {_bare(text) for text in page.locator(".card .name").all_text_contents()}
    names = [_bare(clean(name)) for name in NAMES]
    missing = [name for name in names if name and name not in said]
    assert missing == []


def test_a_name_without_letters_is_called_nameless(page: Page) -> None:
    """No heading and no link is left without a word."""
    for link in ("view=timeline", "view=timeline&lanes=people", *VIEWS.values()):
        move_to(page, link)
        empty = page.evaluate(
            """() => [...document.querySelectorAll('main h3, main a, main bdi')]
            .filter(one => !one.textContent.trim()).map(one => one.outerHTML)"""
        )
        assert empty == [], link
    move_to(page, "view=timeline")
    assert page.locator(".tl-lane h3 a", has_text="No name").count() > 0


def test_flows_end_beside_their_names(page: Page) -> None:
    """However many lines a name takes, its line ends at half of its height."""
    move_to(page, VIEWS["departures"])
    away = page.evaluate(
        """() => {
        const box = document.querySelector('.dep-paths').getBoundingClientRect();
        return [...document.querySelectorAll('.dep-picture > div:last-child > div')]
          .map((one, at, all) => {
            const {top, height} = one.getBoundingClientRect();
            return Math.abs(top + height / 2 - box.top - (at + 0.5) * box.height / all.length);
          }) }"""
    )
    assert len(away) > 10
    assert max(away) < 2


def _bare(text: str) -> str:
    """Leave out what is not seen: marks of direction, controls, joiners, spaces."""
    return "".join(letter for letter in text if letter.isprintable() and not letter.isspace())


@pytest.mark.parametrize("first", range(0, len(NAMES), 16))
def test_every_thing_opens(visit: Visit, hostile: Path, first: int) -> None:
    """By a link made of its IRI; the panel shows its own name and its claims."""
    page = visit(hostile, f"on={DAY}")
    opened = page.evaluate(
        """async first => {
        const found = [];
        const things = [...document.querySelectorAll('.card [data-thing]')];
        for (const one of things.slice(first, first + 16)) {
          location.hash = new URLSearchParams({thing: one.dataset.thing});
          await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
          document.querySelectorAll('.evidence details').forEach(more => more.open = true);
          await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
          found.push([one.textContent, document.querySelector('.evidence h2')?.textContent]);
        }
        return found }""",
        first,
    )
    assert opened
    assert [pair for pair in opened if pair[0] != pair[1]] == []


def test_links_lead_nowhere_but_into_the_page(page: Page) -> None:
    """No name and no IRI becomes an address."""
    for link in (*VIEWS.values(), "thing=person-60", "thing=post-12"):
        move_to(page, link)
        wrong = page.evaluate(
            """() => [...document.querySelectorAll('[href], [src], [action], [formaction]')]
            .filter(one => !one.closest('head'))
            .map(one => one.getAttribute('href') ?? one.outerHTML)
            .filter(to => !to.startsWith('#'))"""
        )
        assert wrong == []


def test_no_name_became_an_element(page: Page) -> None:
    """The page holds only elements that its script makes, without handlers."""
    for link in (*VIEWS.values(), "thing=person-60"):
        move_to(page, link)
        wrong = page.evaluate(
            """() => [...document.body.querySelectorAll('*')].filter(one =>
            ['IMG', 'IFRAME', 'OBJECT', 'EMBED', 'BASE', 'LINK', 'META', 'TEXTAREA', 'PLAINTEXT',
             'FORM', 'STYLE', 'B'].includes(one.tagName)
            || [...one.attributes].some(({name}) => /^on|^srcdoc$/.test(name)))
            .map(one => one.outerHTML.slice(0, 100))"""
        )
        assert wrong == []
        assert page.locator("body script").count() == 3


@pytest.mark.parametrize("first", range(0, len(NAMES), 28))
def test_every_name_can_be_searched_for(visit: Visit, hostile: Path, first: int) -> None:
    """Typed into the search it does no harm, and most are found."""
    page = visit(hostile, f"on={DAY}")
    found = 0
    for name in NAMES[first : first + 28]:
        page.locator("#search").fill(name.replace("\n", " ").replace("\r", " "))
        settle(page)
        found += page.locator("#hits [role=option]").count() > 0
    page.locator("#search").fill(NAMES[first])
    page.locator("#search").press("Enter")
    assert found > 12


def test_every_name_as_an_address(visit: Visit, hostile: Path) -> None:
    """Pasted behind the hash as it is, a hostile text opens the page as usual."""
    page = visit(hostile)
    keys = ("thing", "view", "on", "document", "organization", "claim", "known")
    for name, key in zip((*NAMES, *IRIS), cycle(keys), strict=False):
        page.evaluate("hash => { location.hash = hash }", f"{key}={name}")
    settle(page)
    move_to(page, "")
    assert len(cards(page)) > 100


def test_both_clocks_move_over_hostile_names(page: Page) -> None:
    """Through every change and all that was known."""
    following = page.get_by_role("button", name="Previous change")
    while following.is_enabled():
        following.click()
    for value in page.locator("#known option").evaluate_all("all => all.map(one => one.value)"):
        page.locator("#known").select_option(value=value)
        settle(page)
    assert page.locator(".card").count() > 0


def test_passages_are_shown_as_text(visit: Visit, hostile: Path) -> None:
    """A document full of script is read, not run."""
    page = visit(hostile, "view=document&document=document-early")
    text = page.locator(".doc-text").evaluate("one => one.textContent")
    assert text == "\n".join(f"{number}: {name}" for number, name in enumerate(NAMES))


def test_names_do_not_turn_each_other_round(visit: Visit, hostile: Path) -> None:
    """A direction that a name sets ends with the name."""
    page = visit(hostile, f"on={DAY}")
    assert page.evaluate("() => getComputedStyle(document.body).direction") == "ltr"
    loose = page.evaluate(
        """() => [...document.querySelectorAll('.card span')].filter(one =>
        /[\\u202a-\\u202e\\u2066-\\u2069\\u0590-\\u08ff]/.test(one.textContent)
        && !one.querySelector('span, bdi'))
        .filter(one => !['isolate', 'isolate-override', 'plaintext']
          .includes(getComputedStyle(one).unicodeBidi))
        .map(one => one.outerHTML)"""
    )
    assert loose == []


def test_a_page_that_is_not_quiet_is_noticed(visit: Visit, heard: Heard, tmp_path: Path) -> None:
    """The ear itself: a page that does all that is forbidden is heard doing it."""
    loud = tmp_path / "loud.html"
    loud.write_text(
        "<!doctype html><title>x</title><script>console.log(1); alert(2);"
        "fetch('http://127.0.0.1:9/x').catch(() => 0); throw new Error('3')</script>"
    )
    page = visit(loud)
    page.wait_for_timeout(100)
    assert heard.dialogs == ["alert: 2"]
    assert heard.requests == ["http://127.0.0.1:9/x"]
    assert "log: 1" in heard.console
    assert heard.errors == ["3"]
    for noise in (heard.dialogs, heard.requests, heard.console, heard.errors):
        noise.clear()
    assert not panel(page).count()
