"""The chart: what is drawn, as cards and lines in words, before anything has a place."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from incumbent.views.facts import CERTAIN, NO, POSSIBLE, UNSTATED
from incumbent.views.fonts import clean
from incumbent.views.forest import forest
from incumbent.views.labels import known_text, most_common, shortened
from incumbent.views.reporting import Graph
from incumbent.views.seats import DE_FACTO, Holder
from incumbent.views.words import long_date, word


@dataclass(frozen=True)
class Entry:
    """One name on a card, with its marks (keys of `words`)."""

    name: str
    marks: tuple[str, ...] = ()
    faded: bool = False
    thing: str = ""


@dataclass(frozen=True)
class Card:
    """One card: a post, a unit with its leaders, a person, or an organization.

    `state` is empty, `vacant`, `vacant_possible`, `no_holder` or `no_lead` and stands where a
    name would; `full` says everything in one line, for a tooltip and for a screen reader.
    """

    node: str
    kind: str
    title: str
    entries: tuple[Entry, ...] = ()
    state: str = ""
    note: str = ""
    unit: str = ""
    place: str = ""
    disputed: bool = False
    full: str = ""

    @property
    def possible(self) -> bool:
        """Whether nobody on the card is certain."""
        return bool(self.entries) and all(
            {"possible", "unstated"} & set(entry.marks) for entry in self.entries
        )

    @property
    def faded(self) -> bool:
        """Whether only silence allows what the card says."""
        return bool(self.entries) and all(entry.faded for entry in self.entries)


@dataclass(frozen=True)
class Line:
    """A line from subordinate to superior; the first one of each subordinate makes the tree."""

    subordinate: str
    superior: str
    kind: str
    certainty: str
    disputed: bool
    first: bool
    full: str = ""
    thing: str = ""


@dataclass(frozen=True)
class Chart:
    """Everything that a picture says, in order.

    `units` are the labels of units in the order of their colours; `legend` the keys of the marks
    and lines that occur; `note` says what is left out.
    """

    title: str
    subtitle: str
    lang: str
    cards: tuple[Card, ...]
    lines: tuple[Line, ...]
    units: tuple[str, ...]
    legend: tuple[str, ...]
    note: str = ""

    @property
    def superior(self) -> dict[str, str]:
        """Subordinate → superior in the tree."""
        return {line.subordinate: line.superior for line in self.lines if line.first}

    @property
    def children(self) -> dict[str, list[str]]:
        """Superior → subordinates in the tree, in the order of the cards."""
        superior, found = self.superior, dict[str, list[str]]()
        for card in self.cards:
            if card.node in superior:
                found.setdefault(superior[card.node], []).append(card.node)
        return found


def chart(graph: Graph) -> Chart:
    """Return the chart of a reporting graph.

    Parameters
    ----------
    graph
        As `reporting_graph` gives it.

    Returns
    -------
    Chart
        Equal for equal graphs, whatever order they were built in.

    Examples
    --------
    >>> import datetime, pyoxigraph
    >>> from incumbent.views.reporting import reporting_graph
    >>> chart(reporting_graph(pyoxigraph.Store(), datetime.date(2024, 9, 25))).subtitle
    'On 25 September 2024, as all documents tell it'
    """
    lang = str(graph.graph.get("lang", "en"))
    home = str(graph.graph.get("organization_label") or "") or most_common(
        data["label"] if data["kind"] == "organization" else data["organization_label"]
        for _, data in graph.nodes(data=True)
    )
    lines = _lines(graph, lang)
    cards = [_card(node, data, home, lang) for node, data in graph.nodes(data=True)]
    rank = {"organization": 0, "unit": 1, "post": 2, "person": 3}
    cards.sort(
        key=lambda card: (
            card.place, card.unit, rank[card.kind], bool(card.state), card.faded, card.title,
            card.node,
        )
    )  # fmt: skip
    told = known_text(str(graph.graph.get("record") or ""), lang)
    return Chart(
        title=_title(graph, home, lang),
        subtitle=f"{word('on', lang, date=_date(graph, 'on', lang))}, {told}",
        lang=lang,
        cards=tuple(cards),
        lines=tuple(lines),
        units=tuple(sorted({card.unit for card in cards if card.unit})),
        legend=_legend(cards, lines),
        note=_note(int(graph.graph.get("left_out", 0)), lang),
    )


def _note(left_out: int, lang: str) -> str:
    if not left_out:
        return ""
    return word("left_out" if left_out > 1 else "left_out_one", lang, count=str(left_out))


def _date(graph: Graph, key: str, lang: str) -> str:
    text = str(graph.graph.get(key) or "")
    return long_date(datetime.date.fromisoformat(text), lang) if text else ""


def _title(graph: Graph, home: str, lang: str) -> str:
    if not home:
        return word("title", lang)
    others = {data["organization_label"] for _, data in graph.nodes(data=True)} - {home, ""}
    name = word("and_others", lang, name=clean(home)) if others else clean(home)
    return word("title_of", lang, name=name)


def _card(node: str, data: dict[str, Any], home: str, lang: str) -> Card:
    holders: list[Holder] = data["holders"]
    entries = tuple(_entry(holder, lang) for holder in holders)
    kind, title = str(data["kind"]), shortened(data["label"], home) or word("nameless", lang)
    unit = title if kind == "unit" else shortened(data["unit_label"], home)
    place = clean(data["organization_label"])
    state = _state(kind, data, bool(entries))
    before = ", ".join(clean(name) for name in data["before"])
    if kind == "person":
        entries, title = (Entry(title, thing=node),), ", ".join(
            shortened(post, home) for post in data["posts"]
        )  # fmt: skip
    return Card(
        node=node,
        kind=kind,
        title=title,
        entries=entries,
        state=state,
        note=word("formerly", lang, names=before) if state and before else "",
        unit=unit,
        place="" if place == clean(home) or kind == "organization" else place,
        disputed=bool(data["disputed"]),
        full=_full(data, entries, state, lang),
    )


def _entry(holder: Holder, lang: str) -> Entry:
    certainty, leave, pause = holder["certainty"], holder["leave"], holder["suspended"]
    marks = {
        "unstated": certainty == UNSTATED,
        "possible": certainty == POSSIBLE,
        "acting": holder["acting"],
        "defacto": holder["basis"] == DE_FACTO,
        "leave": leave == CERTAIN,
        "leave_possible": leave not in (NO, CERTAIN),
        "suspended": pause == CERTAIN,
        "suspended_possible": pause not in (NO, CERTAIN),
        "joint": holder["joint"],
        "disputed": holder["disputed"],
    }
    given = tuple(mark for mark, there in marks.items() if there)
    name = clean(holder["name"]) or word("nameless", lang)
    return Entry(name, given, certainty == UNSTATED, holder["person"])


def _state(kind: str, data: dict[str, Any], held: bool) -> str:
    if data["vacant"] == CERTAIN:
        return "vacant"
    if held or kind in ("organization", "person"):
        return ""
    if data["vacant"]:
        return "vacant_possible"
    return "no_lead" if kind == "unit" else "no_holder"


def _full(data: dict[str, Any], entries: tuple[Entry, ...], state: str, lang: str) -> str:
    names = [
        entry.name + "".join(f" ({word(mark, lang)})" for mark in entry.marks) for entry in entries
    ]
    parts = [clean(data["label"]), ", ".join(names), word(state, lang) if state else ""]
    parts += [clean(data["unit_label"]), clean(data["organization_label"])]
    parts += [word("disputed", lang)] if data["disputed"] else []
    return " · ".join(dict.fromkeys(part for part in parts if part))


def _lines(graph: Graph, lang: str) -> list[Line]:
    superior = forest(graph)
    lines = []
    for below, above in sorted(graph.edges):
        data = graph.edges[below, above]
        marks = [] if data["certainty"] in ("", CERTAIN) else [word(data["certainty"], lang)]
        marks += [word("disputed", lang)] if data["disputed"] else []
        how = word("solid" if data["kind"] == "unstated" else data["kind"], lang)
        ends = [clean(str(graph.nodes[end]["label"])) for end in (below, above)]
        full = f"{ends[0]} → {ends[1]}: " + ", ".join([how, *marks])
        first = superior.get(below) == above
        certainty, disputed = str(data["certainty"]), bool(data["disputed"])
        lines.append(
            Line(below, above, data["kind"], certainty, disputed, first, full, data["line"])
        )
    return lines


def _legend(cards: list[Card], lines: list[Line]) -> tuple[str, ...]:
    found = {mark for card in cards for entry in card.entries for mark in entry.marks}
    found |= {card.state for card in cards if card.state}
    if any(card.disputed for card in cards) or any(line.disputed for line in lines):
        found.add("disputed")
    found |= {line.certainty for line in lines if line.certainty in (POSSIBLE, UNSTATED)}
    for line in lines:
        if line.kind in ("dotted", "belongs"):
            found.add(line.kind)
        elif not line.first:
            found.add("extra")
        else:
            found.add("line_possible" if line.certainty in (POSSIBLE, UNSTATED) else "solid")
    return tuple(key for key in _LEGEND if key in found)


_LEGEND = (
    "solid", "line_possible", "extra", "dotted", "belongs", "acting", "defacto", "leave",
    "leave_possible", "suspended", "suspended_possible", "joint", "possible", "unstated",
    "vacant", "vacant_possible", "no_holder", "no_lead", "disputed",
)  # fmt: skip
