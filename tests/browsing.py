"""A real browser for tests: Debian's Chromium, driven by playwright, and what it was heard to do.

Where playwright or a browser is missing, a test skips and says so; where the environment variable
CI is set it fails, since there nothing may be left out. A session keeps one browser; each page
that a test visits has a context of its own. While the browser lives, playwright keeps an event
loop in this thread, so tests in the same process cannot call `asyncio.run`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, Protocol

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
#: Widths at which every view has to look right, with heights as such screens have them.
SCREENS = {1440: 900, 820: 1180, 390: 844}


def _lacking(reason: str) -> NoReturn:
    """Skip, or fail where nothing may be skipped."""
    if os.environ.get("CI"):
        pytest.fail(f"{reason}, and CI is set: nothing may be skipped here")
    pytest.skip(reason)


def executable() -> str | None:
    """Return the path of an installed browser."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def launch(playwright: Any) -> Browser:
    """Start the installed browser; root may not use Chromium's sandbox."""
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    return playwright.chromium.launch(executable_path=executable(), args=arguments)


@dataclass
class Heard:
    """What a page did besides showing something."""

    requests: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def listen(self, page: Page, address: str) -> None:
        """Note all that a page does from now on; loading the file itself is no request."""

        def requested(request: Request) -> None:
            if request.url.split("#")[0] not in (address, "about:blank"):
                self.requests.append(request.url)

        def spoken(message: ConsoleMessage) -> None:
            self.console.append(f"{message.type}: {message.text}")

        def asked(dialog: Dialog) -> None:
            self.dialogs.append(f"{dialog.type}: {dialog.message}")
            dialog.dismiss()

        page.on("request", requested)
        page.on("console", spoken)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("dialog", asked)
        page.on("popup", lambda popup: self.requests.append(f"a window: {popup.url}"))
        page.on("download", lambda download: self.requests.append(f"a file: {download.url}"))

    def nothing(self) -> bool:
        """Whether the page kept quiet."""
        return self == Heard()


class Visit(Protocol):
    """How the fixture `visit` is called."""

    def __call__(
        self, file: Path, at: str = "", *, width: int = 1440, language: str = "en-US", **more: Any
    ) -> Page:
        """Open a file at a deep link."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the browser that all tests of a session share."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _lacking("playwright is not installed: pip install -e '.[test]'")
    if executable() is None:
        _lacking(f"no browser is installed; any of {', '.join(BROWSERS)} would do")
    with sync_playwright() as playwright:
        started = launch(playwright)
        yield started
        started.close()


@pytest.fixture
def heard() -> Heard:
    """Give what the pages of a test did, all together."""
    return Heard()


@pytest.fixture
def visit(browser: Browser, heard: Heard) -> Iterator[Visit]:
    """Open pages, each in a context of its own; afterwards, each must have kept quiet.

    A test that expects a page to be loud clears what it has `heard`.
    """
    contexts = []

    def open_page(
        file: Path, at: str = "", *, width: int = 1440, language: str = "en-US", **more: Any
    ) -> Page:
        size = {"width": width, "height": SCREENS.get(width, 900)}
        context = browser.new_context(viewport=size, locale=language, **more)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(3_000)
        address = file.resolve().as_uri()
        heard.listen(page, address)
        page.goto(address + (f"#{at}" if at else ""))
        await_view(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert heard.nothing(), heard


def reopen(page: Page, at: str) -> Page:
    """Open a page's file afresh at a deep link; quicker than another visit."""
    address = page.url.split("#")[0]
    page.goto("about:blank")
    page.goto(address + (f"#{at}" if at else ""))
    await_view(page)
    return page


def await_view(page: Page) -> None:
    """Wait until an explorer has unpacked and drawn itself; other pages are ready when loaded."""
    if page.locator("#data").count():
        page.locator("[data-view]").wait_for(timeout=10_000)


def rules_broken(page: Page, *, within: str | None = None) -> list[str]:
    """Return what axe-core finds wrong with a page, each with the element that it is about."""
    from axe_playwright_python.base import AXE_SCRIPT

    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE_SCRIPT)
    # What passed is not asked for, and stays in the browser.
    found = page.evaluate(
        """async within => (await axe.run(within ?? document, {resultTypes: ['violations']}))
        .violations""",
        within,
    )
    return [
        f"{broken['id']}: {node['html'][:200]} — {node.get('failureSummary', '')[:300]}"
        for broken in found
        for node in broken["nodes"]
    ]
