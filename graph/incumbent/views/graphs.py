"""The reporting graph in the formats of graph programs: DOT, Mermaid, GraphML, GEXF."""

from __future__ import annotations

import json
import re
from typing import Any

import networkx as nx

from incumbent.views.chart import Card, Chart, Line, chart
from incumbent.views.reporting import Graph
from incumbent.views.words import word

#: What XML cannot carry at all, escaped or not.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def flat(graph: Graph) -> Graph:
    """Return a reporting graph whose attributes are texts and truth values only.

    Parameters
    ----------
    graph
        As `reporting_graph` gives it.

    Returns
    -------
    networkx.DiGraph
        `holders` becomes the names, `holders_json` everything about them; lists become text with
        semicolons. What GraphML and GEXF hold.

    Examples
    --------
    >>> graph = nx.DiGraph(on="2024-05-01")
    >>> graph.add_node("urn:x:ceo", label="CEO", holders=[{"name": "Ada"}], posts=["A", "B"])
    >>> flat(graph).nodes["urn:x:ceo"]["holders"], flat(graph).nodes["urn:x:ceo"]["posts"]
    ('Ada', 'A; B')
    """
    plain: Graph = nx.DiGraph(**_plain(graph.graph))
    for node in sorted(graph):
        data = graph.nodes[node]
        holders = data.get("holders", [])
        given = {**data, "holders": [holder["name"] for holder in holders]}
        told = json.dumps(holders, ensure_ascii=False, sort_keys=True)
        plain.add_node(node, **_plain({**given, "holders_json": told}))
    for below, above in sorted(graph.edges):
        plain.add_edge(below, above, **_plain(graph.edges[below, above]))
    return plain


def _plain(data: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in sorted(data.items()):
        if isinstance(value, list):
            value = "; ".join(str(one) for one in value)
        if value is not None:
            found[key] = _ILLEGAL.sub("", value) if isinstance(value, str) else value
    return found


def graphml(graph: Graph) -> str:
    """Return the graph as GraphML; read again, it equals `flat(graph)`.

    Examples
    --------
    >>> nx.parse_graphml(graphml(nx.DiGraph(on="2024-05-01"))).graph["on"]
    '2024-05-01'
    """
    lines = nx.generate_graphml(flat(graph))
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + "\n".join(lines) + "\n"


def gexf(graph: Graph) -> str:
    """Return the graph as GEXF, without the day on which it was written.

    Examples
    --------
    >>> "lastmodifieddate" in gexf(nx.DiGraph())
    False
    """
    text = "\n".join(nx.generate_gexf(flat(graph)))
    text = re.sub(r' lastmodifieddate="[^"]*"', "", text, count=1)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + text + "\n"


def dot(graph: Graph) -> str:
    """Return the graph in the language of Graphviz, superiors on the left.

    Examples
    --------
    >>> print(dot(nx.DiGraph(on="2024-05-01")).splitlines()[0])
    digraph "Reporting graph" {
    """
    drawn = chart(graph)
    lines = [f"digraph {_quoted(drawn.title)} {{", "  rankdir=RL;"]
    lines.append(f"  label={_quoted(drawn.title + chr(10) + drawn.subtitle)}; labelloc=t;")
    lines.append('  node [shape=box, style=rounded, fontname="Fira Sans"];')
    for card in drawn.cards:
        dashed = ', style="rounded,dashed"' if card.possible or card.state else ""
        label = _quoted("\n".join(_told(card, drawn)))
        lines.append(f"  {_quoted(card.node)} [label={label}{dashed}];")
    for line in drawn.lines:
        looks = [f"style={_dot_style(line)}"]
        if line.kind == "belongs":
            looks += ["color=gray", "arrowhead=none"]
        doubts = [line.certainty] if line.certainty in ("possible", "unstated") else []
        doubts += ["disputed"] if line.disputed else []
        if doubts:
            looks.append(f"label={_quoted(', '.join(word(one, drawn.lang) for one in doubts))}")
        lines.append(
            f"  {_quoted(line.subordinate)} -> {_quoted(line.superior)} [{', '.join(looks)}];"
        )
    return "\n".join([*lines, "}\n"])


def _dot_style(line: Line) -> str:
    if line.kind in ("dotted", "belongs"):
        return "dotted"
    return "dashed" if line.certainty in ("possible", "unstated") else "solid"


def _quoted(text: str) -> str:
    r"""Return a DOT string: only quotes and backslashes have a meaning in it, and `\n` breaks."""
    text = _ILLEGAL.sub("", text).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + text.replace("\r", " ").replace("\n", "\\n") + '"'


def mermaid(graph: Graph) -> str:
    """Return the graph as a Mermaid flowchart, superiors on the left.

    Examples
    --------
    >>> print(mermaid(nx.DiGraph(on="2024-05-01")).splitlines()[-1])
    flowchart RL
    """
    drawn = chart(graph)
    title = json.dumps(f"{drawn.title} ({drawn.subtitle})", ensure_ascii=True)
    lines = ["---", f"title: {title}", "---", "flowchart RL"]
    names = {card.node: f"n{number}" for number, card in enumerate(drawn.cards)}
    for card in drawn.cards:
        label = "<br/>".join(_entities(text) for text in _told(card, drawn))
        lines.append(f'  {names[card.node]}["{label}"]')
        if card.possible or card.state:
            lines.append(f"  style {names[card.node]} stroke-dasharray: 4 3")
    for line in drawn.lines:
        arrow = {"dotted": "-.->", "belongs": "-.-"}.get(line.kind, "-->")
        if line.certainty in ("possible", "unstated"):
            text = _entities(word(line.certainty, drawn.lang))
            arrow += f'|"{text}"|'
        lines.append(f"  {names[line.subordinate]} {arrow} {names[line.superior]}")
    return "\n".join(lines) + "\n"


def _entities(text: str) -> str:
    """Return text in which Mermaid sees no syntax: letters, digits and spaces as they are."""
    return "".join(
        one if one.isalnum() or one in " ,.-" or ord(one) > 127 else f"#{ord(one)};"
        for one in _ILLEGAL.sub("", text)
    )


def _told(card: Card, drawn: Chart) -> list[str]:
    """Give the lines of a card in words."""
    lines = [
        entry.name + "".join(f" ({word(mark, drawn.lang)})" for mark in entry.marks)
        for entry in card.entries
    ]
    lines += [word(card.state, drawn.lang)] if card.state else []
    lines += [word("disputed", drawn.lang)] if card.disputed else []
    titled = card.kind in ("post", "person")
    told = [*lines, card.title] if titled else [card.title, *lines]
    return [text for text in told if text]
