"""The record: what follows from all accepted claims, with the tightest days they allow."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import product

import pyoxigraph as ox

from incumbent.claims.claim import Claim
from incumbent.claims.judgements import Judgements, read_judgements
from incumbent.collecting import uncollected
from incumbent.days import is_bounded, to_text
from incumbent.ontology import TRANSITION, Ontology
from incumbent.rdf import Node, Triple
from incumbent.record import readings, temporal
from incumbent.record.acceptance import Accepted
from incumbent.record.command import DEPTH_AT_MOST, Line, derive_commands
from incumbent.record.conflicts import preferable, settle_conflicts, settled_dates
from incumbent.record.constraints import Variable
from incumbent.record.explanations import Explanations
from incumbent.record.repairs import REPAIRS_AT_MOST
from incumbent.record.settled import Settled, settle
from incumbent.vocabulary import PREFIXES, TYPE, iri

#: Which bound property tells which side of which day.
PERIOD_BOUNDS = (
    (readings.BEGIN, iri("inc:beginNotBefore"), iri("inc:beginNotAfter")),
    (readings.END, iri("inc:endNotBefore"), iri("inc:endNotAfter")),
)
EVENT_BOUNDS = ((readings.EFFECT, iri("inc:notBefore"), iri("inc:notAfter")),)
ANNOUNCEMENT_BOUNDS = (
    (readings.ANNOUNCEMENT, iri("inc:announcedNotBefore"), iri("inc:announcedNotAfter")),
)
_LENGTHS = (iri("inc:daysAtLeast"), iri("inc:daysAtMost"))
_OPEN_ENDS = frozenset({iri("inc:beginNotBefore"), iri("inc:endNotAfter")})
_DISPUTED, _UNSTATED = iri("inc:disputed"), iri("inc:unstated")
_UNKNOWN, _DATE = iri("inc:statedUnknown"), iri("xsd:date")
_SUBORDINATE, _SUPERIOR = iri("inc:subordinate"), iri("inc:superior")
_DEPTH, _THROUGH = iri("inc:depth"), iri("inc:through")
_COMMAND_KINDS = (iri("inc:Command"), iri("inc:Period"))
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


@uncollected()
def build_record(
    claims: Iterable[Claim],
    ontology: Ontology,
    judgements: Iterable[Triple] = (),
    names: Collection[Triple] = (),
) -> Record:
    """Work claims out into a record.

    Parameters
    ----------
    claims
        All claims under consideration: those of a corpus, or of the documents known by a day.
    ontology
        Kinds, single-valued properties and the order of concepts.
    judgements
        What a curator decided: the triples of ``graph:judgements``.
    names
        The types of things, by which two of one name are told from two of different kinds.

    Returns
    -------
    Record
        The same for the same claims, whatever their order.

    Raises
    ------
    CorpusError
        When a claim states a date that cannot be read.
    """
    everything, judged = list(claims), read_judgements(judgements)
    standing = [claim for claim in everything if claim.iri not in judged.rejected]
    settled = settle(standing, ontology, judged, names)
    before = settle(everything, ontology, judged, names, prefer=False) if judged.each else settled
    accepted, triples = settled.accepted, settled.triples
    open_to_all = [before, settled] if judged.each else [settled]
    why = Explanations(accepted, [c for one in open_to_all for c in one.constraints])
    for conflict in settle_conflicts(before.found, settled.found, judged):
        why.conflict(conflict)
        if conflict.disputes:
            things = product(conflict.things, conflict.properties)
            triples |= {(thing, _DISPUTED, name) for thing, name in things}
    for thing in accepted.kinds:
        above = _supertypes(thing, accepted, ontology)
        triples |= {(thing, TYPE, kind) for kind in above}
        if above - accepted.kinds[thing]:
            why.kind(thing)
    solution = _solve(before, settled, judged, why)
    record = Record(triples, why.triples, accepted)
    _enter_bounds(record, solution, ontology, why)
    _enter_commands(record, solution, why)
    if solution.capped:
        record.notes.append(
            f"more than {REPAIRS_AT_MOST} ways to mend the contradictions about one set of dates: "
            "every claim in any of them is left out of the bounds"
        )
    return record


def _solve(
    before: Settled, settled: Settled, judged: Judgements, why: Explanations
) -> temporal.Solution:
    """Solve the days as judgements leave them, and tell every contradiction, settled or not."""
    whole = temporal.solve(settled.constraints)
    without = temporal.solve(before.constraints) if before is not settled else whole
    conflicts = sorted({*whole.conflicts, *without.conflicts}, key=sorted)
    preferred = preferable(conflicts, judged)
    solution = temporal.solve(settled.constraints, preferred) if preferred else whole
    settling = settled_dates(conflicts, judged)
    for claims in conflicts:
        if claims in settling:
            why.dates(claims, without.disputed | whole.disputed, settling[claims])
        else:
            why.dates(claims, solution.disputed)
    return solution


def _supertypes(thing: ox.NamedNode, accepted: Accepted, ontology: Ontology) -> set[ox.NamedNode]:
    own = accepted.kinds[thing]
    return set(own).union(*(ontology.superclasses.get(kind, frozenset()) for kind in own))


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
            variable = Variable(thing.value, day)
            for name, bound in _sides(solution, variable, low, high):
                _enter(record, thing, name, bound, why)
                if variable in solution.disputed:
                    record.triples.add((thing, _DISPUTED, name))
                disputed = (thing, _DISPUTED, name) in record.triples
                silent = not disputed and (thing, name) not in unknown
                if name in _OPEN_ENDS and not is_bounded(bound.day) and silent:
                    record.triples.add((thing, _UNSTATED, name))
        _enter_length(record, solution, thing, why)
    for thing in accepted.events:
        kinds = accepted.kinds[thing]
        transition = any(ontology.is_a(kind, TRANSITION) for kind in kinds)
        for day, low, high in EVENT_BOUNDS + (ANNOUNCEMENT_BOUNDS if transition else ()):
            variable = Variable(thing.value, day)
            for name, bound in _sides(solution, variable, low, high):
                _enter(record, thing, name, bound, why)
                if variable in solution.disputed:
                    record.triples.add((thing, _DISPUTED, name))


def _sides(
    solution: temporal.Solution, variable: Variable, low: ox.NamedNode, high: ox.NamedNode
) -> Sequence[tuple[ox.NamedNode, temporal.Bound]]:
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
    record.triples.add((thing, name, _written(bound.day)))
    if is_bounded(bound.day):
        why.bound(thing, name, bound)


def _enter_length(
    record: Record, solution: temporal.Solution, thing: ox.NamedNode, why: Explanations
) -> None:
    """Enter how long something lasted, where a claim states it: more than its bounds may tell."""
    for name, bound in zip(_LENGTHS, solution.lengths.get(thing.value, ()), strict=False):
        if bound.claims:
            record.triples.add((thing, name, ox.Literal(bound.day)))
            why.bound(thing, name, bound)


@cache
def _written(day: int) -> ox.Literal:
    return ox.Literal(to_text(day), datatype=_DATE)


def _enter_commands(record: Record, solution: temporal.Solution, why: Explanations) -> None:
    lines = _lines(record.triples, solution)
    commands, cut = derive_commands(lines)
    if cut:
        record.notes.append(f"a chain of command deeper than {DEPTH_AT_MOST} lines was cut")
    for command in commands:
        thing = ox.NamedNode(PREFIXES["id"] + command.iri)
        said: list[tuple[ox.NamedNode, Node]] = [
            *((TYPE, kind) for kind in _COMMAND_KINDS),
            (_SUBORDINATE, ox.NamedNode(command.lines[0].subordinate)),
            (_SUPERIOR, ox.NamedNode(command.lines[-1].superior)),
            (_DEPTH, ox.Literal(len(command.lines))),
            *((_THROUGH, ox.NamedNode(line.iri)) for line in command.lines),
        ]
        record.triples |= {(thing, name, node) for name, node in said}
        (_, begins, begun), (_, ends, ended) = PERIOD_BOUNDS
        bounds = (
            (begins, command.begin_not_before),
            (begun, command.begin_not_after),
            (ends, command.end_not_before),
            (ended, command.end_not_after),
        )
        for name, bound in bounds:
            _enter(record, thing, name, bound, why)
            if name in _OPEN_ENDS and not is_bounded(bound.day):
                of_lines = ((ox.NamedNode(x.iri), _UNSTATED, name) for x in command.lines)
                if any(triple in record.triples for triple in of_lines):
                    record.triples.add((thing, _UNSTATED, name))
        why.command(thing, [ox.NamedNode(line.iri) for line in command.lines])


def _lines(triples: set[Triple], solution: temporal.Solution) -> list[Line]:
    below = {s: o for s, p, o in triples if p == _SUBORDINATE}
    above = {s: o for s, p, o in triples if p == _SUPERIOR}
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
