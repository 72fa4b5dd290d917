"""Moving through an explorer as users do: addresses, the slider, the second clock, the search."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

VIEWS = ("chart", "timeline", "departures", "document")
#: Deep links that together open everything, on the built-in corpus.
LINKS = {
    "chart": "view=chart",
    "evidence": "thing=mira-murati",
    "timeline": "view=timeline",
    "people": "view=timeline&lanes=people",
    "departures": "view=departures",
    "documents": "view=document",
    "document": "view=document&document=document-simseo",
}


def move_to(page: Page, link: str) -> None:
    """Go to a deep link of the page that is open."""
    page.evaluate("link => { location.hash = link }", link)
    settle(page)


def settle(page: Page) -> None:
    """Wait until what was asked for is painted, and long lists have been filled."""
    page.evaluate(
        """async () => {
        const count = () => document.getElementsByTagName('*').length;
        for (let before = -1; before !== count();) {
          before = count();
          await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
        } }"""
    )


def address(page: Page) -> dict[str, str]:
    """Return what the page's address says behind its hash."""
    return dict(parse_qsl(urlsplit(page.url).fragment, keep_blank_values=True))


def view(page: Page) -> str:
    """Return the view that is shown."""
    shown = page.locator("[data-view]:visible")
    assert shown.count() == 1, "more than one view is shown, or none"
    return str(shown.get_attribute("data-view"))


def slider(page: Page) -> Locator:
    """Return the slider of days."""
    return page.locator("input[type=range]:visible")


def known(page: Page) -> Locator:
    """Return the second clock."""
    return page.locator("#known")


def panel(page: Page) -> Locator:
    """Return the side panel with the evidence."""
    return page.locator(".evidence")


def cards(page: Page) -> dict[str, str]:
    """Return what each shown card says, by the thing that it stands for, in sight or not."""
    return dict(
        page.evaluate(
            """() => [...document.querySelectorAll('[role=treeitem]')]
            .filter(item => item.checkVisibility())
            .map(item => [item.dataset.thing, item.querySelector('.card').textContent])"""
        )
    )


def lines(page: Page) -> set[str]:
    """Return the lines drawn, as subordinate→superior."""
    return set(
        page.evaluate(
            "() => [...document.querySelectorAll('path[data-line]')].map(line => line.dataset.line)"
        )
    )
