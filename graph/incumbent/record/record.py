"""The record: what follows from all accepted claims, with the tightest days they allow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from incumbent.claims.claim import Claim
from incumbent.days import is_bounded, to_text
from incumbent.ontology import TRANSITION, Ontology
from incumbent.rdf import Node, Triple
from incumbent.record import readings, temporal
from incumbent.record.acceptance import Accepted, accept
from incumbent.record.between import between
from incumbent.record.command import DEPTH_AT_MOST, Line, derive_commands
from incumbent.record.constraints import Constraint, Variable
from incumbent.record.explanations import Explanations
from incumbent.record.repairs import REPAIRS_AT_MOST
from incumbent.record.values import settle_values
from incumbent.vocabulary import PREFIXES, TYPE, iri

LABELS = frozenset({iri("skos:altLabel"), iri("skos:hiddenLabel")})
#: What is stated stays in claim graphs; other spellings go to the names.
NOT_RECORDED = readings.STATED | LABELS | {iri("inc:title")}

#: Which bound property tells which side of which day.
PERIOD_BOUNDS = (
    (readings.BEGIN, iri("inc:beginNotBefore"), iri("inc:beginNotAfter")),
    (readings.END, iri("inc:endNotBefore"), iri("inc:endNotAfter")),
)
EVENT_BOUNDS = ((readings.EFFECT, iri("inc:notBefore"), iri("inc:notAfter")),)
ANNOUNCEMENT_BOUNDS = (
    (readings.ANNOUNCEMENT, iri("inc:announcedNotBefore"), iri("inc:announcedNotAfter")),
)
_OPEN_ENDS = frozenset({iri("inc:beginNotBefore"), iri("inc:endNotAfter")})
_DISPUTED, _UNSTATED = iri("inc:disputed"), iri("inc:unstated")
_UNKNOWN = iri("inc:statedUnknown")
#: Which open end a statement that something is unknown speaks of.
_SPOKEN_OF = {
    readings.BEGAN: iri("inc:beginNotBefore"),
    readings.ENDED: iri("inc:endNotAfter"),
}


@dataclass(slots=True)
class Record:
    """A record and why it is what it is.

    Attributes
    ----------
    triples, explanations
        What goes into the graphs of these names.
    accepted
        The claims that it rests on.
    notes
        What the curator should know: components with too many repairs, chains that were cut.
    """

    triples: set[Triple]
    explanations: set[Triple]
    accepted: Accepted
    notes: list[str] = field(default_factory=list)


def build_record(claims: Iterable[Claim], ontology: Ontology) -> Record:
    """Work claims out into a record.

    Parameters
    ----------
    claims
        All claims under consideration: those of a corpus, or of the documents known by a day.
    ontology
        Kinds, single-valued properties and the order of concepts.

    Returns
    -------
    Record
        The same for the same claims, whatever their order.

    Raises
    ------
    CorpusError
        When a claim states a date that cannot be read.
    """
    accepted = accept(claims, ontology)
    literal = {
        triple
        for claim in accepted.claims
        for triple in accepted.told(claim)
        if triple[1] not in NOT_RECORDED and triple[0] != claim.iri
    }
    triples, conflicts = settle_values(accepted.claims, literal, ontology)
    constraints = _constraints(accepted, triples)
    why = Explanations(accepted, constraints)
    for conflict in conflicts:
        triples.add((conflict.thing, _DISPUTED, conflict.property))
        why.values(conflict)
    for thing in accepted.kinds:
        above = _supertypes(thing, accepted, ontology)
        triples |= {(thing, TYPE, kind) for kind in above}
        if above - accepted.kinds[thing]:
            why.kind(thing)
    solution = temporal.solve(constraints)
    for dates in solution.conflicts:
        why.dates(dates, solution)
    record = Record(triples, why.triples, accepted)
    _enter_bounds(record, solution, ontology, why)
    _enter_commands(record, solution, why)
    if solution.capped:
        record.notes.append(
            f"more than {REPAIRS_AT_MOST} ways to mend the contradictions about one set of dates: "
            "every claim in any of them is left out of the bounds"
        )
    return record


def _supertypes(thing: ox.NamedNode, accepted: Accepted, ontology: Ontology) -> set[ox.NamedNode]:
    own = accepted.kinds[thing]
    return set(own).union(*(ontology.superclasses.get(kind, frozenset()) for kind in own))


def _constraints(accepted: Accepted, triples: set[Triple]) -> list[Constraint]:
    constraints = readings.read_claims(accepted.claims)
    constraints += [readings.lasting(period.value) for period in accepted.periods]
    told: dict[ox.NamedNode, list[Claim]] = {}
    for claim in accepted.claims:
        for thing in {subject for subject, _, _ in claim.triples}:
            told.setdefault(thing, []).append(claim)
    for thing in (accepted.periods | accepted.events) - readings.presupposed(accepted.claims):
        by = told.get(thing, [])
        if by and all(claim.predicted for claim in by):
            day = readings.EFFECT if thing in accepted.events else readings.BEGIN
            constraints += readings.first_foretold(thing.value, day, by)
    return constraints + between(accepted, triples)


def _enter_bounds(
    record: Record, solution: temporal.Solution, ontology: Ontology, why: Explanations
) -> None:
    accepted = record.accepted
    unknown = {
        (s, _SPOKEN_OF[o])
        for s, p, o in record.triples
        if p == _UNKNOWN and isinstance(o, ox.NamedNode) and o in _SPOKEN_OF
    }
    for thing in accepted.periods:
        for day, low, high in PERIOD_BOUNDS:
            for name, bound in _sides(solution, thing, day, low, high):
                _enter(record, thing, name, bound, why)
                disputed = Variable(thing.value, day) in solution.disputed
                if disputed:
                    record.triples.add((thing, _DISPUTED, name))
                silent = not disputed and (thing, name) not in unknown
                if name in _OPEN_ENDS and not is_bounded(bound.day) and silent:
                    record.triples.add((thing, _UNSTATED, name))
    for thing in accepted.events:
        kinds = accepted.kinds[thing]
        transition = any(ontology.is_a(kind, TRANSITION) for kind in kinds)
        for day, low, high in EVENT_BOUNDS + (ANNOUNCEMENT_BOUNDS if transition else ()):
            for name, bound in _sides(solution, thing, day, low, high):
                _enter(record, thing, name, bound, why)
                if Variable(thing.value, day) in solution.disputed:
                    record.triples.add((thing, _DISPUTED, name))


def _sides(
    solution: temporal.Solution,
    thing: ox.NamedNode,
    day: str,
    low: ox.NamedNode,
    high: ox.NamedNode,
) -> Sequence[tuple[ox.NamedNode, temporal.Bound]]:
    variable = Variable(thing.value, day)
    return (
        (low, solution.lower.get(variable, temporal.NO_LOWER)),
        (high, solution.upper.get(variable, temporal.NO_UPPER)),
    )


def _enter(
    record: Record,
    thing: ox.NamedNode,
    name: ox.NamedNode,
    bound: temporal.Bound,
    why: Explanations,
) -> None:
    value = ox.Literal(to_text(bound.day), datatype=iri("xsd:date"))
    record.triples.add((thing, name, value))
    if is_bounded(bound.day):
        why.bound(thing, name, bound)


def _enter_commands(record: Record, solution: temporal.Solution, why: Explanations) -> None:
    lines = _lines(record.triples, solution)
    commands, cut = derive_commands(lines)
    if cut:
        record.notes.append(f"a chain of command deeper than {DEPTH_AT_MOST} lines was cut")
    for command in commands:
        thing = ox.NamedNode(PREFIXES["id"] + command.iri)
        said: list[tuple[str, Node]] = [
            ("rdf:type", iri("inc:Command")),
            ("rdf:type", iri("inc:Period")),
            ("inc:subordinate", ox.NamedNode(command.lines[0].subordinate)),
            ("inc:superior", ox.NamedNode(command.lines[-1].superior)),
            ("inc:depth", ox.Literal(len(command.lines))),
            *(("inc:through", ox.NamedNode(line.iri)) for line in command.lines),
        ]
        record.triples |= {(thing, iri(name), node) for name, node in said}
        bounds = (
            ("inc:beginNotBefore", command.begin_not_before),
            ("inc:beginNotAfter", command.begin_not_after),
            ("inc:endNotBefore", command.end_not_before),
            ("inc:endNotAfter", command.end_not_after),
        )
        for name, bound in bounds:
            _enter(record, thing, iri(name), bound, why)
        for name, bound in bounds:
            open_end = iri(name)
            if open_end in _OPEN_ENDS and not is_bounded(bound.day):
                of_lines = ((ox.NamedNode(x.iri), _UNSTATED, open_end) for x in command.lines)
                if any(triple in record.triples for triple in of_lines):
                    record.triples.add((thing, _UNSTATED, open_end))
        why.command(thing, [ox.NamedNode(line.iri) for line in command.lines])


def _lines(triples: set[Triple], solution: temporal.Solution) -> list[Line]:
    subordinate, superior = iri("inc:subordinate"), iri("inc:superior")
    below = {s: o for s, p, o in triples if p == subordinate}
    above = {s: o for s, p, o in triples if p == superior}
    lines = []
    for line in below.keys() & above.keys():
        begin = Variable(line.value, readings.BEGIN)
        end = Variable(line.value, readings.END)
        if begin not in solution.lower:
            continue  # not said to be a period, so it has no days
        lines.append(
            Line(
                line.value,
                below[line].value,
                above[line].value,
                solution.lower[begin],
                solution.upper[begin],
                solution.lower[end],
                solution.upper[end],
            )
        )
    return lines
