"""One graph as far as it is compared with another: its record, kinds, claims and contradictions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

from incumbent.rdf import Triple
from incumbent.vocabulary import EXPLANATIONS, NAMES, RECORD, SOURCES, TYPE, iri, is_ours, shorten

Thing = ox.NamedNode
Value = ox.NamedNode | ox.BlankNode | ox.Literal

#: The kinds of things that are told of when they become known, the narrower first.
_KINDS: Final = tuple(
    iri(name)
    for name in (
        *("foaf:Person", "inc:Group", "org:Post", "org:OrganizationalUnit"),
        *("org:FormalOrganization", "org:Organization", "inc:Tenure", "inc:Membership"),
        *("inc:Leave", "inc:Interruption", "inc:ReportingLine", "inc:Appointment"),
        *("inc:Departure", "inc:Return", "inc:Event"),
    )
)
_ABOUT, _ON, _INVOLVES = iri("inc:about"), iri("inc:onProperty"), iri("inc:involves")


class Known:
    """What a store knows.

    Attributes
    ----------
    store
        The built store.
    claims
        The claims that it holds.
    record
        Thing to property to values; without chains of command, which follow from lines.
    conflicts
        The contradictions.

    Examples
    --------
    >>> Known(ox.Store()).record
    {}
    """

    def __init__(self, store: ox.Store) -> None:
        self.store = store
        self.claims = {
            subject for subject, _, _ in self._told(None, TYPE, iri("inc:Claim"), SOURCES)
        }
        self._kinds: dict[Thing, set[Value]] = {}
        for graph in (NAMES, RECORD):
            for subject, _, kind in self._told(None, TYPE, None, graph):
                self._kinds.setdefault(subject, set()).add(kind)
        self.record: dict[Thing, dict[Thing, set[Value]]] = {}
        for subject, name, value in self._told(None, None, None, RECORD):
            if iri("inc:Command") not in self._kinds.get(subject, ()):
                self.record.setdefault(subject, {}).setdefault(name, set()).add(value)
        found = self._told(None, TYPE, iri("inc:Conflict"), EXPLANATIONS)
        self.conflicts = {subject for subject, _, _ in found}

    def things(self) -> dict[Thing, str]:
        """Return the people, posts, organizations, periods and events, each with its kind."""
        kinds = {thing: self.kind(thing) for thing in self._kinds}
        return {thing: kind for thing, kind in kinds.items() if kind}

    def kind(self, thing: Thing) -> str:
        """Return the word for what a thing is; empty for what is not told of as such."""
        own = self._kinds.get(thing, ())
        narrowest = next((kind for kind in _KINDS if kind in own), None)
        return shorten(narrowest.value).partition(":")[2] if narrowest else ""

    def values(self, thing: Thing, name: Thing) -> set[Value]:
        """Return what the record holds of a property."""
        return self.record.get(thing, {}).get(name, set())

    def explaining(self, thing: Thing, name: Thing) -> set[Thing]:
        """Return the claims behind a bound, and those of contradictions about it."""
        return {
            claim
            for node, _, _ in self._told(None, _ABOUT, thing, EXPLANATIONS)
            if ox.Quad(node, _ON, name, EXPLANATIONS) in self.store
            for claim in self.explained(node, _INVOLVES)
        }

    def explained(self, node: Thing, name: Thing) -> list[Thing]:
        """Return the things that an explanation names in some part."""
        told = self._told(node, name, None, EXPLANATIONS)
        things = (value for _, _, value in told if isinstance(value, ox.NamedNode))
        return sorted(things, key=lambda thing: thing.value)

    def saying(
        self, subject: Thing | None, name: Thing | None = None, value: Value | None = None
    ) -> set[Thing]:
        """Return the claims whose graphs hold such a triple."""
        quads = self.store.quads_for_pattern(subject, name, value, None)
        graphs = (quad.graph_name for quad in quads)
        return {g for g in graphs if isinstance(g, ox.NamedNode) and not is_ours(g)}

    def described_with(self, thing: Thing) -> set[Thing]:
        """Return what the sources describe with a thing: the claims that it speaks or relays."""
        return {subject for subject, _, _ in self._told(None, None, thing, SOURCES)}

    def _told(
        self, subject: Thing | None, name: Thing | None, value: Thing | None, graph: Thing
    ) -> Iterator[Triple]:
        for quad in self.store.quads_for_pattern(subject, name, value, graph):
            own, other = quad.subject, quad.object
            if isinstance(own, ox.NamedNode) and not isinstance(other, ox.Triple):
                yield own, quad.predicate, other
