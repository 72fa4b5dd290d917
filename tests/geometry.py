"""What a chart in the browser looks like, in numbers: cards, their text, lines, sideways room."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

_OVERLAPS = """() => {
  const cards = [...document.querySelectorAll('[role=tree] .card')]
    .filter(card => card.checkVisibility())
    .map(card => [card.textContent.slice(0, 40), card.getBoundingClientRect()]);
  const wrong = [];
  cards.forEach(([name, a], i) => cards.slice(i + 1).forEach(([other, b]) => {
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (wide > 1 && high > 1) wrong.push(`${name} and ${other}: ${wide} × ${high}`);
  }));
  return wrong;
}"""

# A text may be cut by an element inside the card that hides what does not fit (with an ellipsis).
_OUTSIDE = """() => {
  const wrong = [];
  for (const card of document.querySelectorAll('[role=tree] .card')) {
    if (!card.checkVisibility()) continue;
    const box = card.getBoundingClientRect();
    const texts = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
    for (let text; (text = texts.nextNode());) {
      if (!text.data.trim() || !text.parentElement.checkVisibility()) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      let {left, right, top, bottom} = range.getBoundingClientRect();
      for (let up = text.parentElement; up !== card; up = up.parentElement) {
        if (getComputedStyle(up).overflowX === 'visible') continue;
        const cut = up.getBoundingClientRect();
        left = Math.max(left, cut.left); right = Math.min(right, cut.right);
        top = Math.max(top, cut.top); bottom = Math.min(bottom, cut.bottom);
      }
      if (left < box.left - 1 || right > box.right + 1
          || top < box.top - 1 || bottom > box.bottom + 1)
        wrong.push(`${text.data.slice(0, 40)}: ${[left, right, top, bottom].map(Math.round)} in `
          + [box.left, box.right, box.top, box.bottom].map(Math.round));
    }
  }
  return wrong;
}"""

_CROSSINGS = """() => {
  const cards = [...document.querySelectorAll('[role=tree] .card')]
    .filter(card => card.checkVisibility())
    .map(card => [card.textContent.slice(0, 40), card.getBoundingClientRect()]);
  const wrong = [], lines = [...document.querySelectorAll('path[data-line]')];
  for (const line of lines) {
    const place = line.getScreenCTM(), length = line.getTotalLength();
    for (let at = 0; at <= length; at += 3) {
      const point = line.getPointAtLength(at).matrixTransform(place);
      const hit = cards.find(([, box]) => point.x > box.left + 2 && point.x < box.right - 2
        && point.y > box.top + 2 && point.y < box.bottom - 2);
      if (hit) { wrong.push(`${line.dataset.line} through ${hit[0]}`); break; }
    }
  }
  return {wrong, lines: lines.length};
}"""

_SIDEWAYS = """() => {
  const room = document.documentElement.clientWidth, wrong = [];
  if (document.documentElement.scrollWidth > room || document.body.scrollWidth > room)
    wrong.push(`the page is ${document.documentElement.scrollWidth} wide`);
  for (const one of document.querySelectorAll('body *')) {
    const sideways = ['auto', 'scroll'].includes(getComputedStyle(one).overflowX);
    if (sideways && one.scrollWidth > one.clientWidth + 1 && one.checkVisibility())
      wrong.push(`${one.tagName}.${one.getAttribute('class')} scrolls`);
  }
  return wrong;
}"""


def overlaps(page: Page) -> list[str]:
    """Return the pairs of cards that lie on each other."""
    return list(page.evaluate(_OVERLAPS))


def texts_outside(page: Page) -> list[str]:
    """Return the texts that stand out of their cards."""
    return list(page.evaluate(_OUTSIDE))


def crossings(page: Page) -> list[str]:
    """Return the lines that run through a card; there must be lines."""
    found = page.evaluate(_CROSSINGS)
    assert found["lines"], "the chart has no lines"
    return list(found["wrong"])


def sideways(page: Page) -> list[str]:
    """Return what could be scrolled sideways."""
    return list(page.evaluate(_SIDEWAYS))
