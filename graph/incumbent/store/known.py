"""What was known on a day: a corpus cut down to the documents that had come out by then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import NamedTuple

import pyoxigraph as ox

from incumbent.claims.corpus import Corpus
from incumbent.documents.registry import Document
from incumbent.rdf import Triple
from incumbent.vocabulary import RECORD, iri

_PREFERS, _REJECTS = iri("inc:prefers"), iri("inc:rejects")


class KnownOn(NamedTuple):
    """A day of the second clock.

    Attributes
    ----------
    day
        What came out on it, or before, is known.
    possibly
        Whether a document counts that may have come out by then; else only one that certainly had.
    """

    day: date
    possibly: bool = False

    @property
    def variant(self) -> str:
        """Return ``certainly`` or ``possibly``."""
        return "possibly" if self.possibly else "certainly"

    @property
    def record(self) -> ox.NamedNode:
        """Return the name of the record graph of this day.

        Examples
        --------
        >>> KnownOn(date(2024, 8, 6)).record.value
        'https://w3id.org/incumbent/graph/record/known-on/2024-08-06'
        """
        more = "/possibly" if self.possibly else ""
        return ox.NamedNode(f"{RECORD.value}/known-on/{self.day.isoformat()}{more}")

    def holds(self, document: Document) -> bool:
        """Tell whether a document was known."""
        published = document.published
        return (published.first if self.possibly else published.last) <= self.day.toordinal()


def as_known(corpus: Corpus, known: KnownOn) -> Corpus:
    """Cut a corpus down to what its known documents say.

    Parameters
    ----------
    corpus
        All of it.
    known
        The day.

    Returns
    -------
    Corpus
        Without the later documents, their claims, and the names that only those claims speak of.
        A judgement stays, save for what it rejects that is not known, unless it prefers a claim
        that is not known: nobody could have come to it.
    """
    documents = {node: one for node, one in corpus.documents.items() if known.holds(one)}
    later = [claim for claim in corpus.claims if claim.document.iri not in documents]
    hidden = set(corpus.documents) - set(documents)
    hidden |= {claim.iri for claim in later}
    hidden |= {place.iri for claim in later for place in claim.places}
    cut = replace(
        corpus,
        documents=documents,
        claims=[claim for claim in corpus.claims if claim.iri not in hidden],
        sources=_without(hidden, corpus.sources),
        judgements=_judged(hidden, corpus.judgements),
    )
    untold = _mentioned(corpus) - _mentioned(cut)
    cut.names = [triple for triple in corpus.names if triple[0] not in untold]
    return cut


def told_apart(corpus: Corpus, known: KnownOn) -> str | None:
    """Tell how many documents of a corpus were known on a day; None when all certainly were.

    Examples
    --------
    >>> told_apart(Corpus(None, {}, [], [], []), KnownOn(date(2024, 8, 6))) is None
    True
    """
    published = list(corpus.documents.values())
    certain = sum(KnownOn(known.day).holds(document) for document in published)
    possible = sum(KnownOn(known.day, possibly=True).holds(document) for document in published)
    counted = possible if known.possibly else certain
    if certain == len(published):
        return None
    come = "may have" if known.possibly else "had"
    told = f"as {known.variant} known on {known.day}: "
    told += f"{counted or 'none'} of {len(published)} documents {come} come out"
    if not counted:
        told += ", so the graph is empty"
    if possible > certain and not known.possibly:
        told += f"; {possible - certain} more may have (--known possibly counts them)"
    return told


def _without(hidden: set[ox.NamedNode], triples: Iterable[Triple]) -> list[Triple]:
    return [t for t in triples if t[0] not in hidden and t[2] not in hidden]


def _mentioned(corpus: Corpus) -> set[ox.NamedNode]:
    """Return everything that claims, their descriptions and judgements speak of."""
    claimed = (triple for claim in corpus.claims for triple in claim.triples)
    triples = chain(claimed, corpus.sources, corpus.judgements)
    ends = (end for subject, _, node in triples for end in (subject, node))
    return {end for end in ends if isinstance(end, ox.NamedNode)}


def _judged(hidden: set[ox.NamedNode], judgements: list[Triple]) -> list[Triple]:
    """Leave out the judgements that rest on claims not known, or then judge nothing."""
    groundless = {s for s, p, o in judgements if p == _PREFERS and o in hidden}
    left = _without(hidden | groundless, judgements)
    judging = {subject for subject, predicate, _ in left if predicate in (_PREFERS, _REJECTS)}
    return [triple for triple in left if triple[0] in judging]
