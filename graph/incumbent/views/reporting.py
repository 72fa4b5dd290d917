"""The reporting graph on a date: posts, people and units, and who reports to whom."""

from __future__ import annotations

import datetime
import re
from typing import TypeAlias

import networkx as nx
import pyoxigraph as ox

from incumbent.collecting import uncollected
from incumbent.views.facts import NO, POSSIBLE, RANK, UNSTATED, Facts, strongest
from incumbent.views.seats import Seats, organizations
from incumbent.vocabulary import RECORD, iri

Graph: TypeAlias = "nx.DiGraph[str]"

UNIT = iri("org:OrganizationalUnit").value
PERSON = iri("foaf:Person").value
COMMAND = iri("inc:Command").value
KINDS = {iri("inc:Solid").value: "solid", iri("inc:Dotted").value: "dotted"}
KIND_RANK = {"solid": 0, "unstated": 1, "dotted": 2, "belongs": 3}


@uncollected()
def reporting_graph(
    store: ox.Store,
    on: datetime.date,
    *,
    record: str = RECORD.value,
    lang: str = "en",
    organization: str | None = None,
) -> Graph:
    """Return who reported to whom on a date, as a directed graph from subordinate to superior.

    Nodes are IRIs of posts, of units, of people who take part in reporting without exactly one
    post, and of organizations that things without a stated superior hang from. A line between
    people is drawn between the posts they hold, where each holds exactly one (or none, and leads
    exactly one unit).

    Parameters
    ----------
    store
        Holds the record and the names.
    on
        The date in valid time.
    record
        The record graph to ask; one as known on a date for the second clock.
    lang
        The preferred language of labels.
    organization
        Keep what belongs to this organization or its parts, and the other ends of its lines.

    Returns
    -------
    networkx.DiGraph
        Node attributes: `kind` (post, person, unit, organization), `label`, `holders` (list of
        `Holder`), `vacant` (certain, possible or empty), `before` (names), `organization`,
        `organization_label`, `unit`, `unit_label`, `disputed`. Edge attributes: `kind` (solid,
        dotted, unstated; `belongs` where no superior is stated), `line`, `lines`, `certainty`,
        `disputed`. Graph attributes: `on`, `known_on`, `lang`, `record`, `organization`,
        `left_out` (how many posts and units elsewhere are left out, which only silence allows).

    Examples
    --------
    >>> len(reporting_graph(ox.Store(), datetime.date(2024, 9, 25)))
    0
    """
    return _Builder(Facts(store, record, lang), on, record, lang, organization).build()


class _Builder:
    def __init__(
        self, facts: Facts, on: datetime.date, record: str, lang: str, organization: str | None
    ) -> None:
        self.facts, self.on = facts, on
        self.seats = Seats(facts, on)
        self.units = set(facts.typed("org:OrganizationalUnit")) | set(facts.values("org:unitOf"))
        known_on = re.search(r"/known-on/(\d{4}-\d\d-\d\d)(?:/possibly)?$", record)
        self.graph: Graph = nx.DiGraph(
            on=on.isoformat(),
            known_on=known_on.group(1) if known_on else "",
            lang=lang,
            record=record,
            left_out=0,
            organization=organization or "",
            organization_label=facts.label(organization) if organization else "",
        )
        self.scope = self._scope(organization) if organization else None
        self.at = self._seats_of_people()

    def build(self) -> Graph:
        lines = self._lines()
        for seat in {*self.seats.periods, *self.seats.vacant}:
            if self._worth(seat):
                self._add(seat)
        for unit in self.units:
            bounded = self.facts.bounded(unit)
            if bounded and RANK[self.facts.certainty(unit, self.on)] <= RANK[POSSIBLE]:
                self._add(unit)
        for subordinate, superior, line in lines:
            self._add_line(subordinate, superior, line)
        self._drop_silent_lines()
        if self.scope is None:
            self._drop_silent_places()
        else:
            self._keep_scope(self.scope)
        self._hang()
        return _ordered(self.graph)

    def _seats_of_people(self) -> dict[str, dict[str, str]]:
        """Give person → seat → certainty on the date."""
        found: dict[str, dict[str, str]] = {}
        for seat, holders in self.seats.holders.items():
            for holder in holders:
                found.setdefault(holder["person"], {})[seat] = holder["certainty"]
        return found

    def _node_of(self, end: str) -> str:
        """Give the node that an end of a line is drawn at: its only post or unit, or itself."""
        seats = self.at.get(end, {})
        stated = [seat for seat, certainty in seats.items() if certainty != UNSTATED]
        among = stated or list(seats)
        posts = [seat for seat in among if seat not in self.units]
        candidates = posts or among
        return candidates[0] if len(candidates) == 1 else end

    def _lines(self) -> list[tuple[str, str, str]]:
        facts = self.facts
        return [
            (subordinate, superior, line)
            for line, subordinates in facts.values("inc:subordinate").items()
            if COMMAND not in facts.types(line) and facts.certainty(line, self.on) != NO
            for subordinate in subordinates
            for superior in facts.all(line, "inc:superior")
        ]

    def _worth(self, seat: str) -> bool:
        """Tell whether a seat is shown: held, vacant, or known to have been there before."""
        if not self.facts.exists(seat, self.on):
            return False
        held = self.seats.holders.get(seat) or seat in self.seats.vacant
        return bool(held) or self.seats.known(seat)

    def _add(self, node: str) -> None:
        if node in self.graph:
            return
        facts, seats = self.facts, self.seats
        holders = seats.shown(node)
        around = organizations(facts, node)
        units = [one for one in around if one in self.units]
        wholes = [one for one in around if one not in self.units]
        kind = "unit" if node in self.units else self._kind(node)
        if kind == "person":
            wholes = self._employers(node)
        self.graph.add_node(
            node,
            kind=kind,
            label=facts.label(node),
            holders=holders,
            vacant=seats.vacant.get(node, ""),
            before=[] if holders else seats.before(node),
            organization=wholes[0] if wholes else "",
            organization_label=facts.label(wholes[0]) if wholes else "",
            unit=units[0] if units else "",
            unit_label=facts.label(units[0]) if units else "",
            posts=sorted(facts.label(seat) for seat in self.at.get(node, {})),
            disputed=facts.disputed(node),
        )

    def _kind(self, node: str) -> str:
        types = self.facts.types(node)
        wholes = {iri("org:Organization").value, iri("org:FormalOrganization").value}
        if types & wholes:
            return "organization"
        return "person" if PERSON in types or node in self.at else "post"

    def _employers(self, person: str) -> list[str]:
        facts = self.facts
        return [
            whole
            for period, holders in facts.values("inc:holder").items()
            if person in holders and facts.certainty(period, self.on) != NO
            for whole in facts.all(period, "org:organization")
            if whole not in self.units
        ]

    def _add_line(self, subordinate: str, superior: str, line: str) -> None:
        below, above = self._node_of(subordinate), self._node_of(superior)
        if below == above:  # somebody in two roles that are drawn as one card
            return
        self._add(below)
        self._add(above)
        facts = self.facts
        kind = KINDS.get(facts.one(line, "inc:lineKind") or "", "unstated")
        certainty, disputed = facts.certainty(line, self.on), facts.disputed(line)
        lines = [line]
        if self.graph.has_edge(below, above):
            old = self.graph.edges[below, above]
            lines = sorted([*old["lines"], line])
            kind = min(kind, old["kind"], key=lambda one: KIND_RANK[one])
            certainty = strongest((certainty, old["certainty"]))
            disputed = disputed or old["disputed"]
        self.graph.add_edge(
            below, above, kind=kind, line=lines[0], lines=lines, certainty=certainty,
            disputed=disputed,
        )  # fmt: skip

    def _drop_silent_lines(self) -> None:
        """Drop lines that only silence allows where the subordinate has one that is stated."""
        for node in list(self.graph):
            edges = [
                (node, above, str(self.graph.edges[node, above]["certainty"]))
                for above in self.graph.successors(node)
            ]
            if any(certainty != UNSTATED for _, _, certainty in edges):
                silent = [(a, b) for a, b, certainty in edges if certainty == UNSTATED]
                self.graph.remove_edges_from(silent)

    def _scope(self, organization: str) -> set[str]:
        scope, size = {organization}, 0
        while len(scope) > size:
            size = len(scope)
            for predicate in ("org:subOrganizationOf", "org:unitOf"):
                for part, wholes in self.facts.values(predicate).items():
                    if scope & set(wholes):
                        scope.add(part)
        return scope

    def _drop_silent_places(self) -> None:
        """Leave out organizations about which nothing is stated for the date.

        A corpus tells of many a post elsewhere that somebody once had, without saying until when.
        Where nothing at all is stated for the date, everything stays.
        """
        places: dict[str, set[str]] = {}
        stated = set()
        for node, data in self.graph.nodes(data=True):
            place = data["organization"] or data["unit"] or node
            places.setdefault(place, set()).add(node)
            held = any(holder["certainty"] != UNSTATED for holder in data["holders"])
            if held or data["vacant"] or self.graph.degree(node):
                stated.add(place)
        if stated:
            for place in set(places) - stated:
                self.graph.graph["left_out"] += len(places[place])
                self.graph.remove_nodes_from(places[place])

    def _keep_scope(self, scope: set[str]) -> None:
        inside = {
            node
            for node, data in self.graph.nodes(data=True)
            if {node, data["organization"], data["unit"]} & scope
        }
        near = set(inside)
        for node in inside:
            near |= {*self.graph.successors(node), *self.graph.predecessors(node)}
        self.graph.remove_nodes_from(set(self.graph) - near)

    def _hang(self) -> None:
        """Hang what has no stated superior from its unit, else from its organization."""
        loose = sorted(node for node in self.graph if not self.graph.out_degree(node))
        below: dict[str, list[str]] = {}
        for node in loose:
            data = self.graph.nodes[node]
            home = data["unit"] if data["unit"] in self.graph else data["organization"]
            if home and home != node:
                below.setdefault(home, []).append(node)
        for home, nodes in sorted(below.items()):
            # A card for the organization says nothing where only one thing would hang from it.
            if home not in self.graph and len(nodes) == 1:
                continue
            self._add(home)
            self.graph.nodes[home]["kind"] = "unit" if home in self.units else "organization"
            for node in nodes:
                if node not in nx.descendants(self.graph, home):
                    self.graph.add_edge(
                        node, home, kind="belongs", line="", lines=[], certainty="",
                        disputed=False,
                    )  # fmt: skip


def _ordered(graph: Graph) -> Graph:
    """Copy a graph with its nodes and edges in order, so that writers need not sort."""
    ordered: Graph = nx.DiGraph(**graph.graph)
    ordered.add_nodes_from((node, graph.nodes[node]) for node in sorted(graph))
    ordered.add_edges_from((a, b, graph.edges[a, b]) for a, b in sorted(graph.edges))
    return ordered
