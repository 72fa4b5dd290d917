"""What the reporting graph says about an invented company on a date."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph as ox
import pytest
from incumbent.views.chart import chart
from incumbent.views.reporting import reporting_graph

COMPANY = Path(__file__).parent / "cases" / "views" / "company.trig"
ID = "https://w3id.org/incumbent/id/"
ON = datetime.date(2024, 9, 15)


@pytest.fixture(scope="module")
def store() -> ox.Store:
    store = ox.Store()
    store.load(path=COMPANY, format=ox.RdfFormat.TRIG)
    return store


@pytest.fixture(scope="module")
def graph(store: ox.Store) -> nx.DiGraph[str]:
    return reporting_graph(store, ON)


def holders(graph: nx.DiGraph[str], node: str) -> list[dict[str, Any]]:
    return graph.nodes[ID + node]["holders"]


def names(graph: nx.DiGraph[str], node: str) -> list[str]:
    return [holder["name"] for holder in holders(graph, node)]


def test_an_edge_leads_from_subordinate_to_superior(graph: nx.DiGraph[str]) -> None:
    assert graph.edges[ID + "halcyon-cfo", ID + "halcyon-ceo"]["kind"] == "solid"
    assert not graph.has_edge(ID + "halcyon-ceo", ID + "halcyon-cfo")


def test_every_superior_is_kept(graph: nx.DiGraph[str]) -> None:
    kinds = {
        above.removeprefix(ID + "halcyon-"): graph.edges[ID + "halcyon-safety", above]["kind"]
        for above in graph.successors(ID + "halcyon-safety")
    }
    assert kinds == {"coo": "solid", "ceo": "solid", "audit": "dotted"}


def test_a_leave_keeps_the_holder_beside_the_acting_one(graph: nx.DiGraph[str]) -> None:
    found = {
        holder["name"]: (holder["acting"], holder["leave"])
        for holder in holders(graph, "halcyon-coo")
    }
    assert found == {
        "Jean-Baptiste Lefèvre": (False, "certain"),
        "Tom Achterberg": (True, "no"),
    }


def test_a_leave_from_the_organization_marks_the_post(graph: nx.DiGraph[str]) -> None:
    assert holders(graph, "halcyon-press")[0]["leave"] == "possible"


def test_certainty_follows_the_bounds(graph: nx.DiGraph[str]) -> None:
    found = {
        node: holders(graph, "halcyon-" + node)[0]["certainty"]
        for node in ("ceo", "chief-staff", "vp-south", "treasurer", "captain-s")
    }
    assert found == {
        "ceo": "certain",
        "chief-staff": "possible",
        "vp-south": "possible",
        "treasurer": "unstated",
        "captain-s": "unstated",
    }


def test_a_vacancy_is_shown_only_where_stated(graph: nx.DiGraph[str]) -> None:
    assert graph.nodes[ID + "halcyon-compliance"]["vacant"] == "certain"
    archive = graph.nodes[ID + "halcyon-archive"]
    assert (archive["holders"], archive["vacant"], archive["before"]) == ([], "", ["Ivo Petrov"])


def test_joint_leaders_stand_on_the_card_of_their_unit(graph: nx.DiGraph[str]) -> None:
    assert names(graph, "green-hulls") == ["Bo Lindqvist", "Inès Delacroix"]
    assert all(holder["joint"] for holder in holders(graph, "green-hulls"))


def test_a_line_between_people_is_drawn_between_their_only_seats(graph: nx.DiGraph[str]) -> None:
    assert graph.has_edge(ID + "green-hulls", ID + "halcyon-cto")
    assert graph.edges[ID + "sven", ID + "halcyon-controller"]["certainty"] == "possible"
    assert graph.nodes[ID + "sven"]["kind"] == "person"
    assert ID + "zoe" not in graph


def test_what_has_no_stated_superior_hangs_from_its_organization(graph: nx.DiGraph[str]) -> None:
    hanging = {
        below.removeprefix(ID)
        for below, above, kind in graph.edges(data="kind")
        if kind == "belongs" and above == ID + "halcyon"
    }
    assert hanging == {"halcyon-chair", "halcyon-poet", "halcyon-archive"}
    assert ID + "lantern" not in graph  # one thing alone needs no card to hang from


def test_a_command_is_not_a_line(graph: nx.DiGraph[str]) -> None:
    assert not graph.has_edge(ID + "halcyon-press", ID + "halcyon-ceo")


def test_an_organization_can_be_shown_alone(store: ox.Store) -> None:
    alone = reporting_graph(store, ON, organization=ID + "lantern")
    assert list(alone) == [ID + "lantern-ceo"]
    assert ID + "lantern-ceo" not in reporting_graph(store, ON, organization=ID + "halcyon")


def test_labels_follow_the_language(store: ox.Store) -> None:
    french = reporting_graph(store, ON, lang="fr")
    assert french.nodes[ID + "halcyon-cfo"]["unit_label"] == "Finances de Halcyon Ferries"
    assert french.nodes[ID + "halcyon-ceo"]["label"] == "Chief Executive Officer"
    assert chart(french).subtitle == "Au 15 septembre 2024, selon tous les documents"


def test_nothing_is_shown_before_anything_began(store: ox.Store) -> None:
    early = reporting_graph(store, datetime.date(1999, 1, 1))
    assert [early.nodes[node]["holders"][0]["certainty"] for node in early] == ["unstated"]


def test_another_record_graph_can_be_asked(store: ox.Store) -> None:
    known = "https://w3id.org/incumbent/graph/record/known-on/2024-01-31"
    empty = reporting_graph(store, ON, record=known)
    assert (len(empty), empty.graph["known_on"]) == (0, "2024-01-31")
    assert chart(empty).subtitle.endswith("as known on 31 January 2024")


def test_claims_do_not_leak_into_the_graph(store: ox.Store) -> None:
    leaky = ox.Store()
    leaky.load(path=COMPANY, format=ox.RdfFormat.TRIG)
    rumour = ox.NamedNode("https://w3id.org/incumbent/claim/rumour-1")
    record = ox.NamedNode("https://w3id.org/incumbent/graph/record")
    for quad in list(leaky.quads_for_pattern(None, None, None, record)):
        if quad.subject == ox.NamedNode(ID + "adaeze-halcyon-ceo-1"):
            leaky.remove(quad)
            leaky.add(ox.Quad(quad.subject, quad.predicate, quad.object, rumour))
    assert names(reporting_graph(leaky, ON), "halcyon-ceo") == []


def test_a_circle_of_superiors_is_drawn_without_end(store: ox.Store) -> None:
    circle = ox.Store()
    circle.load(path=COMPANY, format=ox.RdfFormat.TRIG)
    ox_id = "PREFIX inc: <https://w3id.org/incumbent/ns#> PREFIX id: <" + ID + "> "
    bounds = "".join(
        f'; inc:{name} "{day}"^^<http://www.w3.org/2001/XMLSchema#date> '
        for name, day in (
            ("beginNotBefore", "2020-01-01"),
            ("beginNotAfter", "2020-01-01"),
            ("endNotBefore", "9999-12-31"),
            ("endNotAfter", "9999-12-31"),
        )
    )
    circle.update(
        ox_id + "INSERT DATA { GRAPH <https://w3id.org/incumbent/graph/record> { id:round a "
        "inc:ReportingLine ; inc:subordinate id:halcyon-chair ; inc:superior id:halcyon-press "
        + bounds
        + "} }"
    )
    drawn = chart(reporting_graph(circle, ON))
    superior = drawn.superior
    for node in superior:
        seen = {node}
        while node in superior:
            node = superior[node]
            assert node not in seen
            seen.add(node)
    assert sum(not line.first for line in drawn.lines) == 8


def test_organizations_that_only_silence_allows_are_left_out_and_counted(store: ox.Store) -> None:
    spread = ox.Store()
    spread.load(path=COMPANY, format=ox.RdfFormat.TRIG)
    spread.update(
        "PREFIX inc: <https://w3id.org/incumbent/ns#> PREFIX id: <" + ID + "> "
        "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "
        "WITH <https://w3id.org/incumbent/graph/record> "
        "DELETE { ?t inc:endNotBefore ?end } INSERT { ?t inc:endNotBefore '2021-01-01'^^xsd:date ; "
        "inc:unstated inc:endNotAfter } "
        "WHERE { VALUES ?t { id:ruth-lantern-ceo-1 } ?t inc:endNotBefore ?end }"
    )
    drawn = reporting_graph(spread, ON)
    assert ID + "lantern-ceo" not in drawn
    assert chart(drawn).note == "Left out: one post or unit elsewhere that only silence allows."
    asked = reporting_graph(spread, ON, organization=ID + "lantern")
    assert names(asked, "lantern-ceo") == ["Ruth Abara"]
