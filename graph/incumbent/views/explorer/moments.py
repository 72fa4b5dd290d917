"""The days of the second clock: which documents were out by when, and what followed from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from incumbent.claims.corpus import Corpus, read_corpus
from incumbent.documents.registry import Document
from incumbent.ontology import read_ontology
from incumbent.rdf import Triple
from incumbent.record.record import build_record
from incumbent.store.known import KnownOn, as_known
from incumbent.vocabulary import EXPLANATIONS, RECORD, SOURCES, TYPE, iri

#: Of the days before all documents were out, the latest so many are worked out.
MOMENTS_AT_MOST: Final = 12


@dataclass(frozen=True, slots=True)
class Moment:
    """What was known at a moment.

    Attributes
    ----------
    known
        The day and how it counts documents; None for all documents.
    documents
        Those that were known.
    record, explanations
        The triples of the graphs of these names.
    """

    known: KnownOn | None
    documents: frozenset[ox.NamedNode]
    record: frozenset[Triple]
    explanations: frozenset[Triple]


def read_moments(store: ox.Store, folder: Path, known: KnownOn | None) -> tuple[list[Moment], int]:
    """Work out what was known and when.

    Parameters
    ----------
    store
        A built store; what it holds comes first.
    folder
        The corpus that it was built from.
    known
        The day whose knowledge the store holds, which is then the only moment.

    Returns
    -------
    tuple
        The moments: the store's own, then the days before all documents were out, oldest first;
        and how many such days are left out because there are more than `MOMENTS_AT_MOST`.
    """
    own = Moment(known, _registered(store), _graph(store, RECORD), _graph(store, EXPLANATIONS))
    if known is not None:
        return [own], 0
    corpus = read_corpus(folder)
    days = turning_days(corpus.documents.values())
    left_out = max(0, len(days) - MOMENTS_AT_MOST)
    return [own, *(_worked_out(corpus, day) for day in days[left_out:])], left_out


def turning_days(documents: Iterable[Document]) -> list[KnownOn]:
    """Return the days on which a document comes to be known, save where all then are.

    Parameters
    ----------
    documents
        With the days on which each may have come out.

    Returns
    -------
    list of KnownOn
        Oldest first; *possibly* only where that makes a difference.

    Examples
    --------
    >>> from incumbent import edtf
    >>> def document(name, published):
    ...     return Document(iri(f"id:{name}"), "", "", 0, edtf.parse(published))
    >>> days = turning_days([document("a", "2024-08-06"), document("b", "2024-09")])
    >>> [(day.day.isoformat(), day.possibly) for day in days]
    [('2024-08-06', False)]
    """
    every = list(documents)
    ends = {end for one in every for end in (one.published.first, one.published.last)}
    bounded = sorted(end for end in ends if date.min.toordinal() < end < date.max.toordinal())
    found, before = [], {False: frozenset[ox.NamedNode](), True: frozenset[ox.NamedNode]()}
    for day in map(date.fromordinal, bounded):
        for possibly in (False, True):
            known = KnownOn(day, possibly)
            held = frozenset(one.iri for one in every if known.holds(one))
            told = not possibly or held != before[False]
            if held != before[possibly] and told and len(held) < len(every):
                found.append(known)
            before[possibly] = held
    return found


def _worked_out(corpus: Corpus, known: KnownOn) -> Moment:
    cut = as_known(corpus, known)
    record = build_record(cut.claims, read_ontology(), cut.judgements, cut.names)
    documents = frozenset(cut.documents)
    return Moment(known, documents, frozenset(record.triples), frozenset(record.explanations))


def _registered(store: ox.Store) -> frozenset[ox.NamedNode]:
    kind = iri("inc:Document")
    found = (quad.subject for quad in store.quads_for_pattern(None, TYPE, kind, SOURCES))
    return frozenset(node for node in found if isinstance(node, ox.NamedNode))


def _graph(store: ox.Store, name: ox.NamedNode) -> frozenset[Triple]:
    return frozenset(triples_of(store, name))


def triples_of(store: ox.Store, name: ox.NamedNode | None) -> Iterator[Triple]:
    """Yield the triples of one graph of a built store."""
    for quad in store.quads_for_pattern(None, None, None, name):
        if isinstance(quad.subject, ox.NamedNode) and not isinstance(quad.object, ox.Triple):
            yield quad.subject, quad.predicate, quad.object


def without_commands(moment: Moment) -> tuple[list[Triple], list[Triple]]:
    """Return a moment's record and explanations without the commands, which lines make anew."""
    commands = {s for s, p, o in moment.record if p == TYPE and o == iri("inc:Command")}
    about = {s for s, p, o in moment.explanations if p == iri("inc:about") and o in commands}
    hidden = commands | about
    record, explanations = (
        [triple for triple in triples if triple[0] not in hidden]
        for triples in (moment.record, moment.explanations)
    )
    return record, explanations
