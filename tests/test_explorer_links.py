"""Every view of the explorer has an address that brings it back; back and forward work."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browsing import Visit, reopen
from driving import LINKS, VIEWS, address, cards, known, move_to, panel, settle, slider, view

if TYPE_CHECKING:
    from playwright.sync_api import Page

STATES = {
    **LINKS,
    "day": "on=2023-11-18",
    "known": "known=2024-08-06&on=2024-08-01",
    "person on a day": "on=2023-11-18&thing=sam-altman",
    "focus": "thing=sam-altman&focus=1",
    "French": "lang=fr",
    "window": "view=departures&from=2024-01-01&to=2024-06-30",
    "one lane": "view=timeline&thing=openai-cto&only=1",
    "claim": "view=document&document=document-memos&claim=claim%3Amemos-010",
}


def _picture(page: Page) -> str:
    """Return all that the page says, and what is chosen in its controls."""
    settle(page)
    return str(
        page.evaluate(
            """() => [document.title, document.documentElement.lang,
            ...['header', 'section', 'main', 'aside']
              .map(one => document.querySelector(one))
              .map(one => one.hidden ? '' : one.textContent),
            ...[...document.querySelectorAll('input, select')].filter(one => one.checkVisibility())
              .map(one => one.value),
            ...[...document.querySelectorAll('[aria-current], [aria-selected=true]')]
              .map(one => one.textContent)].join('\\n')"""
        )
    )


@pytest.fixture
def page(visit: Visit, explorer: Path) -> Page:
    """Open the page without any address."""
    return visit(explorer)


def test_a_link_brings_its_view_back(visit: Visit, explorer: Path) -> None:
    """Opened afresh, an address shows what it showed to whoever walked there."""
    walked, opened = visit(explorer), visit(explorer)
    start = _picture(opened)
    for name, link in STATES.items():
        move_to(walked, link)
        fresh = _picture(reopen(opened, link))
        assert fresh == _picture(walked), name
        assert (fresh == start) is (name == "chart"), name


@pytest.mark.parametrize("name", VIEWS)
def test_each_view_is_one_click_away(page: Page, name: str) -> None:
    """A link in the navigation leads there, and is then the current one."""
    link = page.locator(f"#view-{name}")
    link.click()
    assert view(page) == name
    assert address(page).get("view", "chart") == name
    assert link.get_attribute("aria-current") == "page"
    assert page.locator("nav [aria-current=page]").count() == 1


def test_changing_the_view_keeps_day_and_thing(page: Page) -> None:
    """The same person on the same day, looked at in another way."""
    move_to(page, "on=2023-11-18&thing=sam-altman&known=2024-08-06")
    page.locator("#view-timeline").click()
    said = address(page)
    assert (said["on"], said["thing"], said["known"]) == ("2023-11-18", "sam-altman", "2024-08-06")
    assert "Sam Altman" in panel(page).inner_text()


def test_back_and_forward_walk_through_what_was_seen(page: Page) -> None:
    """Each step of a visit can be taken back, in order."""
    seen = [_picture(page)]
    for step in ("#view-timeline", "#view-departures", "#view-document", "#view-chart"):
        page.locator(step).click()
        seen.append(_picture(page))
    for expected in reversed(seen[:-1]):
        page.go_back()
        assert _picture(page) == expected
    for expected in seen[1:]:
        page.go_forward()
        assert _picture(page) == expected


def test_sliding_leaves_one_step_to_take_back(page: Page) -> None:
    """A hundred positions of the slider are not a hundred steps."""
    page.locator("#view-timeline").click()
    page.locator("#view-chart").click()
    slider(page).focus()
    for _ in range(20):
        page.keyboard.press("ArrowLeft")
    page.go_back()
    assert view(page) == "timeline"


def test_what_is_at_its_start_is_not_in_the_address(page: Page) -> None:
    """An address says only what differs."""
    assert address(page) == {}
    page.locator("#view-timeline").click()
    assert set(address(page)) == {"view"}
    page.locator("#view-chart").click()
    assert address(page) == {}


WRONG = (
    "on=yesterday", "on=2024-02-31", "on=", "view=nothing", "thing=nobody-knows",
    "known=1999-01-01", "from=x&to=y&view=departures", "lang=xx", "lanes=9&view=timeline",
    "__proto__=1", "constructor=1", "thing=__proto__", "thing=constructor",
    "view=document&document=nothing", "view=document&document=document-memos&claim=none",
    "organization=nothing", "organization=__proto__", "%", "%E0%A4%A", "&&&", "=",
    "thing=" + "x" * 5_000, "on=9999-12-31", "on=0001-01-01", "focus=1", "only=1&view=timeline",
)  # fmt: skip


def test_a_wrong_link_shows_something_sensible(visit: Visit, explorer: Path) -> None:
    """A link that was cut, mistyped or made to harm opens a view all the same, without an error."""
    page = visit(explorer)
    for link in WRONG:
        move_to(page, link)
        assert view(page) in VIEWS, link
        assert len(page.locator("main").inner_text()) > 20, link
    for link in WRONG[:8]:
        assert view(reopen(page, link)) in VIEWS, link


def test_a_wrong_link_opens_no_empty_panel(visit: Visit, explorer: Path) -> None:
    """Of what nobody knows there is no evidence to show."""
    page = visit(explorer, "thing=nobody-knows")
    assert not panel(page).is_visible() or len(panel(page).inner_text()) > 40


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en-GB", "en"), ("fr-FR", "fr"), ("fr-CA", "fr"), ("de-DE", "en"), ("zh-CN", "en")],
)
def test_the_browser_chooses_the_language(
    visit: Visit, explorer: Path, language: str, expected: str
) -> None:
    """French for those who read French, else English; the page says which it is in."""
    page = visit(explorer, language=language)
    assert page.locator("html").get_attribute("lang") == expected
    words = {"en": "Timeline", "fr": "Chronologie"}
    assert page.locator("#view-timeline").inner_text() == words[expected]


def test_the_language_can_be_changed_and_kept(page: Page) -> None:
    """Everything changes at once, and the address says so; a second press brings it back."""
    before = _picture(page)
    page.locator("#language").click()
    assert page.locator("html").get_attribute("lang") == "fr"
    assert "selon tous les documents" in page.locator("#dates").inner_text()
    assert address(page)["lang"] == "fr"
    page.locator("#language").click()
    assert _picture(page) == before


def test_no_word_is_left_in_the_other_language(visit: Visit, explorer: Path) -> None:
    """No key of a missing word is shown, in either language, and both differ."""
    english, french = (visit(explorer, language=language) for language in ("en-US", "fr-FR"))
    for name, link in LINKS.items():
        texts = []
        for page in (english, french):
            move_to(page, link)
            text = page.locator("body").inner_text() + "\n".join(
                page.evaluate(
                    """() => [...document.querySelectorAll('[aria-label], [title]')].map(one =>
                    (one.ariaLabel ?? '') + ' ' + (one.getAttribute('title') ?? ''))"""
                )
            )
            keys = ("chart.", "time.", "ev.", "tl.", "dep.", "doc.", "kind.")
            assert [word for word in text.split() if word.startswith(keys)] == [], name
            for wrong in ("undefined", "[object", "NaN", "null", "Infinity", "{"):
                assert wrong not in text, name
            texts.append(text)
        assert texts[0] != texts[1], name


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("murati", "Mira Murati"), ("MURATI", "Mira Murati"), ("mir", "Mira Murati"),
        ("sam alt", "Sam Altman"), ("altman sam", "Sam Altman"),
    ],
)  # fmt: skip
def test_search_finds_by_any_word_of_a_name(page: Page, typed: str, found: str) -> None:
    """In any case and order, from the beginning of a word; Enter goes there."""
    page.locator("#search").fill(typed)
    hits = page.locator("#hits [role=option]")
    assert found in hits.first.inner_text()
    page.locator("#search").press("Enter")
    assert found in panel(page).locator("h2").inner_text()


def test_search_finds_by_another_spelling(page: Page) -> None:
    """Of every thing that has one, by the spelling the page itself gives; accents do not matter."""
    page.locator("#search").fill("directrice technique")
    assert page.locator("#hits [role=option]").count() > 0
    page.locator("#search").fill("zzzz")
    assert page.locator("#hits [role=option]").count() == 0
    assert page.locator("#count").inner_text().startswith("0")


def test_an_organization_alone_can_be_shown(visit: Visit, explorer: Path) -> None:
    """Chosen from a list, kept in the address, and fewer cards than all."""
    page = visit(explorer, "on=2024-09-27")
    everything = cards(page)
    choice = page.get_by_label("Organization", exact=True)
    value = choice.locator("option").nth(1).get_attribute("value")
    choice.select_option(value=value)
    assert address(page)["organization"] == value
    assert 0 < len(cards(page)) <= len(everything)
    assert known(page).input_value() == "0"
