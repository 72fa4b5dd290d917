"""One shape on the graphs that it is about: a query a constraint, for all focus nodes at once."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from incumbent.checks.conditions import condition, no_choice, pattern
from incumbent.checks.findings import Finding, make_finding, show
from incumbent.checks.nesting import delayed, nested
from incumbent.checks.rules import Rule
from incumbent.checks.shape import Part, Shape
from incumbent.checks.steps import View, steps_of
from incumbent.errors import IncumbentError
from incumbent.rdf import Node
from incumbent.vocabulary import PREFIXES, TYPE, iri, shorten

_COUNTS = ("sh:minCount", "sh:maxCount", "sh:uniqueLang")
_SUBCLASS = iri("rdfs:subClassOf")


class Data(View):
    """The graphs that are checked, with their classes."""

    def __init__(self, store: ox.Store, graphs: tuple[ox.NamedNode | ox.DefaultGraph, ...]) -> None:
        super().__init__(store, graphs)
        self._below: dict[Node, tuple[Node, ...]] = {}

    def below(self, kind: Node) -> tuple[Node, ...]:
        """Return a class and every class below it that anything is of."""
        known = self._below.get(kind)
        if known is None:
            found, waiting = {kind}, [kind]
            while waiting:
                for narrower in self.subjects(_SUBCLASS, waiting.pop()):
                    if narrower not in found:
                        found.add(narrower)
                        waiting.append(narrower)
            ordered = sorted(found, key=str)
            known = tuple(k for k in ordered if k == kind or any(self.subjects(TYPE, k)))
            self._below[kind] = known
        return known

    def ask(self, text: str, this: ox.NamedNode | None = None) -> ox.QuerySolutions:
        """Evaluate a query with the graphs as its default graph."""
        bound: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple] = {}
        if this is not None:
            bound[ox.Variable("this")] = this
        answer = self.store.query(
            text, prefixes=PREFIXES, default_graph=list(self.graphs), substitutions=bound
        )
        if not isinstance(answer, ox.QuerySolutions):
            raise TypeError("a shape asks with SELECT")
        return answer


class Runner:
    """One shape on the graphs that it is about."""

    def __init__(self, shape: Shape, data: Data) -> None:
        self._shape = shape
        self._data = data
        self._part: Part = shape.part
        self._kinds = {kind for target in shape.classes for kind in data.below(target)}
        self._focus: dict[Node, bool] = {}
        self._faults = self._conditions()

    @property
    def rule(self) -> Rule:
        """The rule that is run."""
        return self._shape.rule

    @property
    def able(self) -> bool:
        """Whether every constraint can be run this way."""
        counted = all(
            name == "sh:uniqueLang" or len(values) == 1
            for name, values in self._part.constraints
            if name in _COUNTS
        )
        return counted and self._part.path != "" and None not in self._faults.values()

    def found(self) -> list[Finding]:
        """Return what is found, in no particular order."""
        return list(self._findings())

    def _findings(self) -> Iterator[Finding]:
        for component, fault in self._faults.items():
            yield from self._at_fault(component, str(fault))
        for name, values in self._part.constraints:
            if name in _COUNTS and self._part.path is not None:
                for this in self._miscounted(name, values[0].value, self._part.path):
                    if self._is_focus(this):
                        yield self._finding(this, None, _component(name))
        for text in self._shape.selects:
            yield from self._asked(text)

    def _conditions(self) -> dict[str, str | None]:
        value = "?this" if self._part.path is None else "?value"
        below = self._data.below
        faults = {
            _component(name): condition(name, values, value, below)
            for name, values in self._part.constraints
            if name not in _COUNTS
        }
        for choice in self._part.choices:
            fault = no_choice(choice, value, below)
            known = faults.get("sh:OrConstraintComponent", "false")
            both = None if fault is None or known is None else f"{known} || ({fault})"
            faults["sh:OrConstraintComponent"] = both
        return faults

    def _at_fault(self, component: str, fault: str) -> Iterator[Finding]:
        path = self._part.path
        if path is None:
            for start in self._starts():
                text = f"SELECT DISTINCT ?this {{ {{ {start} }} FILTER({fault}) }}"
                for row in self._data.ask(text):
                    yield self._finding(row["this"], row["this"], component)
            return
        # Values repeat: each is tried once, however many things have it.
        # (Grouped, not DISTINCT, through which Oxigraph would push the condition down again.)
        held = pattern(path, "?any", "?value")
        values = f"{{ SELECT ?value {{ {held} }} GROUP BY ?value }}"
        for row in list(self._data.ask(f"SELECT ?value {{ {values} FILTER({fault}) }}")):
            for this in self._data.starts_of(path, row["value"]):
                if self._is_focus(this):
                    yield self._finding(this, row["value"], component)

    def _miscounted(self, name: str, given: str, path: str) -> Iterator[Node]:
        if name == "sh:uniqueLang":
            queries = [_repeated_language(path)] if given == "true" else []
        elif name == "sh:maxCount":
            queries = [_too_many(path, int(given))]
        else:
            # What is a target because of the path itself has one value.
            starts = self._starts(path if given == "1" else "")
            queries = [_too_few(start, path, int(given)) for start in starts]
        for text in queries:
            for row in self._data.ask(text):
                yield row["this"]

    def _asked(self, text: str) -> Iterator[Finding]:
        shape = self._shape
        targets = shape.classes or shape.subjects_of or shape.objects_of
        try:
            text = nested(text)
            asked = [self._data.ask(text, node) for node in shape.nodes]
            asked += [self._data.ask(delayed(text))] if targets else []
        except SyntaxError as error:
            raise IncumbentError(f"the shape {shape.rule.id} cannot be run: {error}") from error
        for answer in asked:
            given = {variable.value for variable in answer.variables}
            for row in answer:
                this = row["this"]
                if this is None or not self._is_focus(this):
                    continue
                value = row["value"] if "value" in given else None
                path = row["path"] if "path" in given else None
                if value is None and self._part.path is None:
                    value = this
                told = shorten(path.value) if isinstance(path, ox.NamedNode) else None
                yield self._finding(this, value, "sh:SPARQLConstraintComponent", told)

    def _starts(self, path: str = "") -> Iterator[str]:
        """Yield a pattern for each kind of target; not where the path itself gives a value."""
        for kind in sorted(self._kinds, key=str):
            yield f"?this a {kind}"
        given = {step for step, inverse in steps_of(path) if not inverse} if path else set()
        for predicate in self._shape.subjects_of:
            if predicate not in given:
                yield f"?this {predicate} ?had"
        for predicate in self._shape.objects_of:
            yield f"?had {predicate} ?this"
        for node in self._shape.nodes:
            yield f"BIND({node} AS ?this)"

    def _is_focus(self, this: Node) -> bool:
        known = self._focus.get(this)
        if known is None:
            known = self._focus[this] = self._targets(this)
        return known

    def _targets(self, this: Node) -> bool:
        shape, data = self._shape, self._data
        return (
            this in shape.nodes
            or any(kind in self._kinds for kind in data.objects(this, TYPE))
            or any(any(data.objects(this, predicate)) for predicate in shape.subjects_of)
            or any(any(data.subjects(predicate, this)) for predicate in shape.objects_of)
        )

    def _finding(
        self, this: Node, value: Node | None, component: str, path: str | None = None
    ) -> Finding:
        at = path or self._part.path
        shown = None
        if value is None and at is not None:
            shown = ", ".join(show(node) for node in self._data.values_at(this, at))
        return make_finding(self._shape.rule, this, at, value, component, shown)


def _component(name: str) -> str:
    local = name.removeprefix("sh:")
    return f"sh:{local[0].upper()}{local[1:]}ConstraintComponent"


def _too_few(start: str, path: str, least: int) -> str:
    values = pattern(path, "?this", "?value")
    if least == 1:
        return f"SELECT DISTINCT ?this {{ {start} FILTER NOT EXISTS {{ {values} }} }}"
    return (
        f"SELECT ?this {{ {{ {start} }} OPTIONAL {{ {values} }} }} "
        f"GROUP BY ?this HAVING(COUNT(DISTINCT ?value) < {least})"
    )


def _too_many(path: str, most: int) -> str:
    values = pattern(path, "?this", "?value")
    if most == 0:
        return f"SELECT DISTINCT ?this {{ {values} }}"
    return f"SELECT ?this {{ {values} }} GROUP BY ?this HAVING(COUNT(DISTINCT ?value) > {most})"


def _repeated_language(path: str) -> str:
    one, other = pattern(path, "?this", "?one"), pattern(path, "?this", "?other")
    return (
        f"SELECT DISTINCT ?this {{ {one} {other} "
        'FILTER(LANG(?one) != "" && LCASE(LANG(?one)) = LCASE(LANG(?other)) '
        "&& !sameTerm(?one, ?other)) }"
    )
