"""Pictures of every view of the explorer: ``python tests/shots.py FOLDER [VIEW…]``.

Each at 1440, 820 and 390 pixels, light and dark, of the built-in corpus and of the hostile one;
and the chart as it is printed.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import incumbent
from browsing import SCREENS, await_view, launch
from driving import LINKS, settle
from explorer_pages import no_conclusions
from hostile_corpus import DAY, write_hostile
from playwright.sync_api import sync_playwright

DOCUMENTS = Path(__file__).parents[2] / "shared" / "documents"
VIEWS = {f"openai-{name}": link for name, link in LINKS.items()} | {
    "openai-crisis": "on=2023-11-18&thing=sam-altman&focus=1",
    "openai-passage": "view=document&document=document-memos&claim=claim%3Amemos-003",
    "hostile-chart": f"on={DAY}&thing=person-60",
    "hostile-timeline": "view=timeline",
    "hostile-departures": "view=departures&from=2021-01-01&to=2022-12-31",
}


def main(folder: Path, wanted: list[str]) -> None:
    """Write the pictures, named after view, width and theme."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        pages = {"openai": Path(home, "openai.html"), "hostile": Path(home, "hostile.html")}
        texts = DOCUMENTS if DOCUMENTS.is_dir() else None
        incumbent.open().draw(pages["openai"], on="2024-09-25", documents=texts)
        if any("hostile" in name for name in wanted or VIEWS):
            corpus = write_hostile(Path(home, "corpus"))
            with no_conclusions(Path(home, "cache")):
                incumbent.open(corpus).draw(pages["hostile"], on=DAY, documents=corpus / "texts")
        browser = launch(playwright)
        for name, link in VIEWS.items():
            if wanted and not any(word in name for word in wanted):
                continue
            address = f"{pages[name.split('-')[0]].as_uri()}#{link}"
            for width, height in SCREENS.items():
                for theme in ("light", "dark"):
                    page = browser.new_page(
                        viewport={"width": width, "height": height},
                        color_scheme=theme,  # type: ignore[arg-type]
                        locale="fr-FR" if width == 820 else "en-US",
                        reduced_motion="reduce",
                    )
                    page.goto(address)
                    await_view(page)
                    settle(page)
                    page.screenshot(path=folder / f"{name}-{width}-{theme}.png")
                    page.close()
        page = browser.new_page()
        page.goto(pages["openai"].as_uri())
        await_view(page)
        page.pdf(path=folder / "chart.pdf", prefer_css_page_size=True, print_background=True)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
