"""The chart as a tree of text, with branches on a terminal and in plain characters elsewhere."""

from __future__ import annotations

from incumbent.views.chart import Card, Chart, Line
from incumbent.views.words import word

#: Branch, last branch, trunk, nothing; then the branches of what has no stated superior.
_DRAWN = ("├─ ", "└─ ", "│  ", "   ", "├┄ ", "└┄ ")
_PLAIN = ("|- ", "`- ", "|  ", "   ", "|. ", "`. ")


def render_text(chart: Chart, *, plain: bool = False) -> str:
    """Return the chart as lines of text, every mark in words.

    Parameters
    ----------
    chart
        What is to be shown.
    plain
        Use ASCII for the branches; names keep their letters.

    Returns
    -------
    str
        Ends with a newline. Further superiors stand behind the card, in words.

    Examples
    --------
    >>> from incumbent.views.chart import Entry
    >>> ceo = Card("urn:x:ceo", "post", "Chief Executive Officer", (Entry("Ada", ("acting",)),))
    >>> print(render_text(Chart("Acme", "On 1 May 2024", "en", (ceo,), (), (), ())), end="")
    Acme
    On 1 May 2024
    <BLANKLINE>
    Ada (acting) - Chief Executive Officer
    """
    signs = _PLAIN if plain else _DRAWN
    lines = [chart.title, chart.subtitle, ""]
    if not chart.cards:
        lines.append(word("nothing", chart.lang))
    cards = {card.node: card for card in chart.cards}
    first = {line.subordinate: line for line in chart.lines if line.first}
    extra = _extra(chart, cards)
    children = chart.children
    roots = [node for node in cards if node not in first]
    # A stack instead of recursion: a chain of command may be longer than Python's.
    todo = [(root, "", "") for root in reversed(roots)]
    while todo:
        node, own, below = todo.pop()
        if node in children and node not in first and lines[-1]:
            lines.append("")
        doubt = _doubt(first.get(node), chart.lang)
        lines.append(own + _told(cards[node], chart.lang) + doubt + extra.get(node, ""))
        under = children.get(node, [])
        for at, child in reversed(list(enumerate(under))):
            last = at == len(under) - 1
            loose = 4 if first[child].kind == "belongs" else 0
            branch = below + signs[loose + last]
            todo.append((child, branch, below + signs[3 if last else 2]))
    if any(line.kind == "belongs" for line in chart.lines):
        lines += ["", f"{signs[4].strip()} {word('belongs', chart.lang)}"]
    lines += ["", chart.note] if chart.note else []
    return "\n".join(lines) + "\n"


def _told(card: Card, lang: str) -> str:
    names = ", ".join(
        entry.name + _marks([word(mark, lang) for mark in entry.marks]) for entry in card.entries
    )
    if card.state:
        names = word(card.state, lang) + (f" ({card.note})" if card.note else "")
    parts = [names, card.title] if card.kind in ("post", "person") else [card.title, names]
    about = [card.unit] if card.kind in ("post", "person") else [word(card.kind, lang)]
    about += [card.place]
    around = ", ".join(text for text in about if text)
    disputed = _marks([word("disputed", lang)]) if card.disputed else ""
    told = " - ".join(part for part in parts if part) + disputed
    return told + (f" [{around}]" if around else "")


def _marks(words: list[str]) -> str:
    return f" ({', '.join(words)})" if words else ""


def _doubt(line: Line | None, lang: str) -> str:
    """Say what is doubtful about the line to the superior above."""
    if line is None or line.kind == "belongs":
        return ""
    words = [word("dotted", lang)] if line.kind == "dotted" else []
    words += [word(line.certainty, lang)] if line.certainty in ("possible", "unstated") else []
    words += [word("disputed", lang)] if line.disputed else []
    return f" <{', '.join(words)}>" if words else ""


def _extra(chart: Chart, cards: dict[str, Card]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in chart.lines:
        if not line.first:
            card = cards[line.superior]
            names = ", ".join(entry.name for entry in card.entries)
            whom = card.title if card.kind == "post" or not names else names
            doubt = _doubt(line, chart.lang)
            text = f"; {word('also', chart.lang)}: {whom}{doubt}"
            found[line.subordinate] = found.get(line.subordinate, "") + text
    return found
