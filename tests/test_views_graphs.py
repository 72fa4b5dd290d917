"""The graph formats and the tree of text: complete, re-readable, safe with any name."""

from __future__ import annotations

import datetime
import io
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
from incumbent.errors import IncumbentError
from incumbent.views.chart import chart
from incumbent.views.draw import EXPLORER, FORMATS, render
from incumbent.views.graphs import dot, flat, gexf, graphml, mermaid
from incumbent.views.reporting import reporting_graph
from incumbent.views.text import render_text

COMPANY = Path(__file__).parent / "cases" / "views" / "company.trig"
ID = "https://w3id.org/incumbent/id/"
HOSTILE = ['a"]; x -> y; z["', "\\", 'end\\"', "a\nb", "<b>&amp;", "%%{init}%%", "\x1b[31m", "```"]


@pytest.fixture(scope="module")
def graph() -> nx.DiGraph[str]:
    store = ox.Store()
    store.load(path=COMPANY, format=ox.RdfFormat.TRIG)
    return reporting_graph(store, datetime.date(2024, 9, 15))


@pytest.fixture(scope="module")
def hostile() -> nx.DiGraph[str]:
    """Give a chain of posts with names that try to break out of every format."""
    store = ox.Store()
    label = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    inc = "https://w3id.org/incumbent/ns#"
    record = ox.NamedNode("https://w3id.org/incumbent/graph/record")
    names = ox.NamedNode("https://w3id.org/incumbent/graph/names")
    day = ox.NamedNode("http://www.w3.org/2001/XMLSchema#date")
    for number, name in enumerate(HOSTILE):
        post, person = (ox.NamedNode(f"urn:{kind}:{number}") for kind in ("post", "person"))
        tenure = ox.NamedNode(f"urn:tenure:{number}")
        facts = {"holder": person, "post": post}
        facts |= {key: ox.Literal("2020-01-01", datatype=day) for key in ("beginNotBefore",)}
        facts |= {"beginNotAfter": ox.Literal("2020-01-01", datatype=day)}
        facts |= {"endNotBefore": ox.Literal("9999-12-31", datatype=day)}
        facts |= {"endNotAfter": ox.Literal("9999-12-31", datatype=day)}
        for key, value in facts.items():
            store.add(ox.Quad(tenure, ox.NamedNode(inc + key), value, record))
        for thing in (post, person):
            store.add(ox.Quad(thing, label, ox.Literal(name), names))
    return reporting_graph(store, datetime.date(2024, 1, 1))


def test_graphml_reads_again_as_the_same_graph(graph: nx.DiGraph[str]) -> None:
    again = nx.read_graphml(io.BytesIO(graphml(graph).encode()))
    for added in ("node_default", "edge_default"):  # by networkx's reader
        del again.graph[added]
    assert nx.utils.graphs_equal(again, flat(graph))


def test_graphml_of_hostile_names_reads_again(hostile: nx.DiGraph[str]) -> None:
    again = nx.parse_graphml(graphml(hostile))
    labels = {data for _, data in again.nodes(data="label")}
    assert 'a"]; x -> y; z["' in labels
    assert "[31m" in labels  # an escape character cannot stand in XML


def test_flat_keeps_everything_about_holders(graph: nx.DiGraph[str]) -> None:
    data = flat(graph).nodes[ID + "halcyon-coo"]
    assert data["holders"] == "Jean-Baptiste Lefèvre; Tom Achterberg"
    assert [one["leave"] for one in json.loads(data["holders_json"])] == ["certain", "no"]


def test_gexf_reads_again_and_holds_no_day_of_writing(graph: nx.DiGraph[str]) -> None:
    text = gexf(graph)
    again = nx.read_gexf(io.BytesIO(text.encode()))
    assert set(again) == set(graph)
    assert set(again.edges) == set(graph.edges)
    assert "lastmodified" not in text
    assert ET.fromstring(text.encode()) is not None


def statements(text: str) -> list[str]:
    """Split DOT after each semicolon outside strings."""
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', "S", text)
    return [one.strip() for one in bare.split("\n") if one.strip()]


def test_dot_holds_every_node_and_edge(graph: nx.DiGraph[str]) -> None:
    found = statements(dot(graph))
    assert sum(one.startswith("S [") for one in found) == len(graph)
    assert sum(one.startswith("S -> S [") for one in found) == graph.number_of_edges()


def test_hostile_names_cannot_leave_their_string_in_dot(hostile: nx.DiGraph[str]) -> None:
    found = statements(dot(hostile))
    assert found[0] == "digraph S {"
    assert all(re.fullmatch(r"S \[label=S(, style=S)?\];", one) for one in found[4:-1])
    assert sum("->" in one for one in found) == 0


def test_mermaid_holds_every_node_and_edge(graph: nx.DiGraph[str]) -> None:
    lines = mermaid(graph).splitlines()
    assert sum(bool(re.match(r'  n\d+\["', line)) for line in lines) == len(graph)
    edges = [line for line in lines if re.match(r"  n\d+ (-->|-\.->|-\.-)", line)]
    assert len(edges) == graph.number_of_edges()


def test_hostile_names_cannot_leave_their_label_in_mermaid(hostile: nx.DiGraph[str]) -> None:
    for line in mermaid(hostile).splitlines()[4:]:
        assert re.fullmatch(r'  n\d+\["(?:[^"\[\]<>&%`\\]|<br/>)*"\]', line), line


def test_the_tree_of_text_names_everybody_and_says_every_mark(graph: nx.DiGraph[str]) -> None:
    text = render_text(chart(graph))
    for node, data in graph.nodes(data=True):
        for holder in data["holders"]:
            assert holder["name"] in text, node
    lines = text.splitlines()
    safety = next(line for line in lines if "Director of Safety" in line)
    assert "(acting)" in safety
    assert safety.count("also reports to") == 2
    assert any("Jean-Baptiste Lefèvre (on leave), Tom Achterberg (acting)" in one for one in lines)
    assert any("Holder not stated (before: Ivo Petrov)" in one for one in lines)
    assert any("Vacant - Head of Compliance" in one for one in lines)
    assert any("Sven Aaltonen <possible, disputed>" in one for one in lines)


def test_the_tree_indents_subordinates_under_their_superior(graph: nx.DiGraph[str]) -> None:
    lines = render_text(chart(graph)).splitlines()
    at = {name: next(i for i, line in enumerate(lines) if name in line) for name in (
        "Zoë Ngũgĩ", "Lars Eriksen", "Adaeze Okonkwo")}  # fmt: skip
    deep = {name: len(re.match(r"[│├└─┄ ]*", lines[i]).group()) for name, i in at.items()}  # type: ignore[union-attr]
    assert deep["Adaeze Okonkwo"] < deep["Zoë Ngũgĩ"] < deep["Lars Eriksen"]
    assert at["Adaeze Okonkwo"] < at["Zoë Ngũgĩ"] < at["Lars Eriksen"]


def test_a_plain_tree_draws_its_branches_in_ascii(graph: nx.DiGraph[str]) -> None:
    drawn, plain = (render_text(chart(graph), plain=one) for one in (False, True))
    assert "├─ " in drawn
    assert not re.search("[│├└─┄]", plain)
    assert "|- " in plain


def test_hostile_names_cannot_speak_to_the_terminal(hostile: nx.DiGraph[str]) -> None:
    assert "\x1b" not in render_text(chart(hostile))


#: The explorer shows a whole knowledge graph; these show the graph of one day.
OF_A_DAY = sorted(set(FORMATS) - {EXPLORER})


@pytest.mark.parametrize("suffix", OF_A_DAY)
def test_equal_graphs_give_equal_bytes(graph: nx.DiGraph[str], suffix: str) -> None:
    shuffled: nx.DiGraph[str] = nx.DiGraph(**graph.graph)
    shuffled.add_nodes_from(reversed(list(graph.nodes(data=True))))
    shuffled.add_edges_from(reversed(list(graph.edges(data=True))))
    width = 400 if suffix == ".png" else None
    assert render(graph, suffix, width=width) == render(shuffled, suffix, width=width)


@pytest.mark.parametrize("suffix", OF_A_DAY)
def test_an_empty_graph_is_drawn_too(suffix: str) -> None:
    empty = reporting_graph(ox.Store(), datetime.date(2024, 1, 1))
    assert render(empty, suffix)


@pytest.mark.parametrize("suffix", ["svg", ".SVG", ".svg"])
def test_a_suffix_may_be_written_in_any_way(graph: nx.DiGraph[str], suffix: str) -> None:
    assert render(graph, suffix).startswith(b"<svg")


@pytest.mark.parametrize("suffix", [".pdf", "", "."])
def test_an_unknown_suffix_is_refused_with_the_known_ones(suffix: str) -> None:
    with pytest.raises(ValueError, match=r"\.svg, \.png, .*\.gexf") as refusal:
        render(nx.DiGraph(on="2024-01-01"), suffix)
    assert isinstance(refusal.value, IncumbentError)
