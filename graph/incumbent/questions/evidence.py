"""The evidence for a thing: what is told of it, which claims say so, and where they disagree."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from incumbent.questions.names import label
from incumbent.questions.rows import to_shown
from incumbent.questions.testimony import (
    BoundView,
    ClaimView,
    ConflictView,
    Evidence,
    SubjectView,
)
from incumbent.vocabulary import (
    EXPLANATIONS,
    JUDGEMENTS,
    NAMES,
    PREFIXES,
    RECORD,
    SOURCES,
    TYPE,
    iri,
    is_ours,
    shorten,
)

_SIDES = ("NotBefore", "NotAfter")
_BOUNDS = (
    *(iri(f"inc:{day}{side}") for day in ("begin", "end", "announced") for side in _SIDES),
    *(iri(f"inc:n{side[1:]}") for side in _SIDES),
)
_LENGTHS = (iri("inc:daysAtLeast"), iri("inc:daysAtMost"))
#: Through these a period or event is about a person, a post, a unit or another period.
_PARTIES = tuple(
    iri(f"inc:{name}")
    for name in ("holder", "post", "subordinate", "superior", "interrupts", "closes", "opens")
)
_SPELLINGS = (iri("skos:altLabel"), iri("skos:hiddenLabel"))
_OPEN = frozenset({"0001-01-01", "9999-12-31"})


def gather(store: ox.Store, thing: ox.NamedNode, language: str = "en") -> Evidence:
    """Collect the evidence for a thing.

    Parameters
    ----------
    store
        A built store.
    thing
        A person, post, organization, period, event, claim, …
    language
        Of labels and sentences.

    Returns
    -------
    Evidence
        In a fixed order.
    """
    return _Gatherer(store, language).evidence(thing)


class _Gatherer:
    def __init__(self, store: ox.Store, language: str) -> None:
        self._store = store
        self._language = language
        self._views: dict[ox.NamedNode, ClaimView] = {}

    def evidence(self, thing: ox.NamedNode) -> Evidence:
        related = [thing, *self._takes_part(thing)]
        conflicts = {
            node
            for subject in related
            for node in self._subjects(iri("inc:about"), subject, EXPLANATIONS)
            if ox.Quad(node, TYPE, iri("inc:Conflict"), EXPLANATIONS) in self._store
        }
        return Evidence(
            thing.value,
            self._label(thing),
            tuple(self._spellings(thing)),
            tuple(self._conflict(node) for node in sorted(conflicts, key=str)),
            tuple(self._subject(subject) for subject in related),
        )

    def _takes_part(self, thing: ox.NamedNode) -> list[ox.NamedNode]:
        """Return the periods and events that a thing takes part in, those of periods after them."""
        found: dict[ox.NamedNode, None] = {}
        frontier = [thing]
        while frontier:
            current = frontier.pop(0)
            for name in _PARTIES:
                for node in self._subjects(name, current, RECORD):
                    command = ox.Quad(node, TYPE, iri("inc:Command"), RECORD) in self._store
                    if node not in found and node != thing and not command:
                        found[node] = None
                        frontier.append(node)
        return sorted(found, key=lambda node: (self._begin(node), node.value))

    def _begin(self, node: ox.NamedNode) -> str:
        days = [self._value(node, name) for name in _BOUNDS]
        bounded = [day for day in days if day is not None and day not in _OPEN]
        return min(bounded, default="9999")

    def _subject(self, subject: ox.NamedNode) -> SubjectView:
        statements, unknown = [], []
        for quad in self._store.quads_for_pattern(subject, None, None, RECORD):
            value, name = quad.object, quad.predicate
            if name == iri("inc:statedUnknown"):
                unknown.append(self._told(value))
            elif (
                name not in _BOUNDS
                and name not in _LENGTHS
                and name
                not in (
                    TYPE,
                    iri("inc:unstated"),
                    iri("inc:disputed"),
                )
            ):
                statements.append((self._told(name), self._told(value)))
        bounds = [self._bound(subject, name) for name in (*_BOUNDS, *_LENGTHS)]
        return SubjectView(
            subject.value,
            self._label(subject),
            tuple(sorted(statements)),
            tuple(sorted(unknown)),
            tuple(bound for bound in bounds if bound is not None),
            tuple(self._claims_about(subject)),
        )

    def _bound(self, subject: ox.NamedNode, name: ox.NamedNode) -> BoundView | None:
        day = self._value(subject, name)
        if day is None:
            return None
        claims: list[ClaimView] = []
        for node in self._subjects(iri("inc:about"), subject, EXPLANATIONS):
            if (
                ox.Quad(node, iri("inc:onProperty"), name, EXPLANATIONS) in self._store
                and ox.Quad(node, TYPE, iri("inc:Bound"), EXPLANATIONS) in self._store
            ):
                claims = [self._claim(claim) for claim in self._in_order(node)]
        return BoundView(shorten(name.value), day, tuple(claims))

    def _in_order(self, node: ox.NamedNode) -> list[ox.NamedNode]:
        member = PREFIXES["rdf"] + "_"
        numbered = [
            (int(quad.predicate.value[len(member) :]), quad.object)
            for quad in self._store.quads_for_pattern(node, None, None, EXPLANATIONS)
            if quad.predicate.value.startswith(member) and isinstance(quad.object, ox.NamedNode)
        ]
        return [claim for _, claim in sorted(numbered, key=lambda item: item[0])]

    def _conflict(self, node: ox.NamedNode) -> ConflictView:
        about = self._nodes(node, iri("inc:about"))
        properties = self._nodes(node, iri("inc:onProperty"))
        claims = self._nodes(node, iri("inc:involves"))
        values = self._objects(node, iri("inc:value"), EXPLANATIONS)
        kind = self._objects(node, iri("inc:conflictKind"), EXPLANATIONS)
        sides = []
        rest = list(claims)
        for value in values:
            of_value = [
                claim
                for claim in claims
                if any(
                    ox.Quad(a, p, value, claim) in self._store for a in about for p in properties
                )
            ]
            rest = [claim for claim in rest if claim not in of_value]
            sides.append((self._term(value), tuple(self._claim(claim) for claim in of_value)))
        # Dates, and denials, give no value of their own.
        sides += [("", (self._claim(claim),)) for claim in rest]
        return ConflictView(
            "; ".join(self._term(thing) for thing in about),
            tuple(shorten(p.value) for p in properties),
            " ".join(self._term(k) for k in kind),
            tuple(sides),
            tuple(self._rationale(judgement) for judgement in self._judgements(node)),
        )

    def _judgements(self, conflict: ox.NamedNode) -> list[ox.NamedNode]:
        return self._nodes(conflict, iri("inc:settledBy"))

    def _rationale(self, judgement: ox.NamedNode) -> str:
        return self._in_language(judgement, iri("inc:rationale"), JUDGEMENTS)

    def _in_language(self, thing: ox.NamedNode, name: ox.NamedNode, graph: ox.NamedNode) -> str:
        texts = {getattr(t, "language", None): t.value for t in self._objects(thing, name, graph)}
        return texts.get(self._language) or texts.get("en") or ""

    def _spellings(self, thing: ox.NamedNode) -> Iterator[tuple[str, tuple[ClaimView, ...]]]:
        by_text: dict[str, list[ClaimView]] = {}
        for name in _SPELLINGS:
            for quad in self._store.quads_for_pattern(thing, name, None, None):
                if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name != NAMES:
                    view = self._claim(quad.graph_name)
                    by_text.setdefault(quad.object.value, []).append(view)  # type: ignore[union-attr]
        for text in sorted(by_text):
            yield text, tuple(sorted(by_text[text], key=lambda view: view.name))

    def _claims_about(self, subject: ox.NamedNode) -> Iterator[ClaimView]:
        graphs: set[ox.NamedNode] = set()
        for pattern in ((subject, None), (None, subject)):
            for quad in self._store.quads_for_pattern(pattern[0], None, pattern[1], None):
                graph = quad.graph_name
                spelling = quad.predicate in _SPELLINGS
                if isinstance(graph, ox.NamedNode) and not is_ours(graph) and not spelling:
                    graphs.add(graph)
        for graph in sorted(graphs, key=lambda graph: graph.value):
            yield self._claim(graph)

    def _claim(self, claim: ox.NamedNode) -> ClaimView:
        if claim not in self._views:
            self._views[claim] = self._viewed(claim)
        return self._views[claim]

    def _viewed(self, claim: ox.NamedNode) -> ClaimView:
        def one(name: str) -> str | None:
            found = self._objects(claim, iri(name), SOURCES)
            return self._term(found[0]) if found else None

        places = []
        for place in self._objects(claim, iri("oa:hasSelector"), SOURCES):
            start = self._objects(place, iri("oa:start"), SOURCES)
            end = self._objects(place, iri("oa:end"), SOURCES)
            places.append((int(start[0].value), int(end[0].value)))
        relayed = self._objects(claim, iri("inc:relayedBy"), SOURCES)
        return ClaimView(
            claim.value.rpartition("/")[2],
            self._in_language(claim, iri("inc:says"), SOURCES),
            one("inc:document") or "",
            self._local(claim),
            tuple(sorted(places)),
            one("inc:modality") or "",
            one("inc:stance") or "",
            one("inc:speaker"),
            tuple(self._term(node) for node in relayed),
            one("inc:saidOn"),
            one("inc:accepted") == "yes",
            bool(self._subjects(iri("inc:rejects"), claim, JUDGEMENTS)),
        )

    def _local(self, claim: ox.NamedNode) -> str:
        documents = self._objects(claim, iri("inc:document"), SOURCES)
        local = documents[0].value.rpartition("/")[2] if documents else ""
        return local.removeprefix("document-")

    def _label(self, thing: ox.NamedNode) -> str:
        return label(self._store, thing, self._language)

    def _term(self, term: ox.NamedNode | ox.Literal) -> str:
        if isinstance(term, ox.NamedNode):
            if term.value.startswith(PREFIXES["inc"]):
                return term.value.rpartition("#")[2]
            return self._label(term)
        return to_shown(term)

    def _told(self, term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
        return self._term(term) if isinstance(term, ox.NamedNode | ox.Literal) else str(term)

    def _nodes(self, subject: ox.NamedNode, name: ox.NamedNode) -> list[ox.NamedNode]:
        found = self._objects(subject, name, EXPLANATIONS)
        return [node for node in found if isinstance(node, ox.NamedNode)]

    def _value(self, subject: ox.NamedNode, name: ox.NamedNode) -> str | None:
        found = self._objects(subject, name, RECORD)
        return found[0].value if found else None

    def _subjects(
        self, name: ox.NamedNode, value: ox.NamedNode, graph: ox.NamedNode
    ) -> list[ox.NamedNode]:
        quads = self._store.quads_for_pattern(None, name, value, graph)
        return [quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode)]

    def _objects(
        self, subject: ox.NamedNode | ox.Literal, name: ox.NamedNode, graph: ox.NamedNode
    ) -> list[ox.NamedNode | ox.Literal]:
        if not isinstance(subject, ox.NamedNode):
            return []
        quads = self._store.quads_for_pattern(subject, name, None, graph)
        nodes = [quad.object for quad in quads]
        return sorted(
            (node for node in nodes if isinstance(node, ox.NamedNode | ox.Literal)), key=str
        )
