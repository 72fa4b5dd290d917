"""What the explorer costs, measured in a browser: ``python tests/bench/explorer.py``.

Prints JSON: each time in milliseconds beside its limit, and their ratio; above 1 is too slow. It
exits with 1 then. A redraw is all that one step of the day slider brings about: script, style and
layout, until the frame can be painted.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

import incumbent
from playwright.sync_api import Page, sync_playwright

if __package__:
    from ..browsing import await_view, launch
    from ..explorer_pages import no_conclusions
    from .generate import HOLDERS, SEEN, write_corpus
else:
    sys.path.insert(1, str(Path(__file__).parents[1]))
    from browsing import await_view, launch
    from explorer_pages import no_conclusions
    from generate import HOLDERS, SEEN, write_corpus

#: Posts → milliseconds that one step of the slider may take.
REDRAW = {300: 16, 2_000: 50}
OPEN, DRAW = 1_500, 2_000
STEPS = 40
ON = date(2000, 1, 1)

#: Moves the slider over days with and without changes; reading a height lays the page out.
_STEP = """steps => {
  const slider = document.getElementById('day'), middle = Number(slider.value), times = [];
  for (let step = 1; step <= steps; step++) {
    const before = performance.now();
    slider.value = middle + step * (step % 3 ? 1 : 25);
    slider.dispatchEvent(new Event('input', {bubbles: true}));
    document.body.offsetHeight;
    times.push(performance.now() - before);
  }
  return times;
}"""


def redraw(page: Page) -> float:
    """Return the median milliseconds of a step; the first steps only warm up."""
    page.evaluate(_STEP, 10)
    return statistics.median(page.evaluate(_STEP, STEPS))


def opened(page: Page, file: Path) -> float:
    """Return the milliseconds from asking for a file until its chart is painted."""
    times = []
    for _ in range(3):
        page.goto("about:blank")
        start = time.perf_counter()
        page.goto(file.as_uri())
        await_view(page)
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
        times.append((time.perf_counter() - start) * 1000)
    return min(times)


def measure(folder: Path, page: Page) -> dict[str, dict[str, float]]:
    """Return what was measured, with limits and ratios."""
    found: dict[str, dict[str, float]] = {}

    def note(name: str, milliseconds: float, limit: float) -> None:
        ratio = round(milliseconds / limit, 2)
        found[name] = {"ms": round(milliseconds, 1), "limit": limit, "ratio": ratio}

    for posts, limit in REDRAW.items():
        corpus, file = folder / f"{posts}", folder / f"{posts}.html"
        world = write_corpus(corpus, posts * HOLDERS)
        kg: Any = incumbent.open(corpus)
        kg.draw(file, on=ON)
        time_to_open = opened(page, file)
        note(f"a step of the slider, {posts} posts", redraw(page), limit)
        if posts == max(REDRAW):
            claims = kg.counts()["claims"]
            note(f"opening, {world.posts} posts and {claims} claims", time_to_open, OPEN)
            start = time.perf_counter()
            kg.draw(folder / "chart.svg", on=SEEN)
            note(f"an SVG of {posts} posts", (time.perf_counter() - start) * 1000, DRAW)
    return found


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        with no_conclusions(Path(home, "cache")):
            found = measure(Path(home), page)
        browser.close()
    print(json.dumps(found, indent=1))
    sys.exit(any(one["ratio"] > 1 for one in found.values()))


if __name__ == "__main__":
    main()
