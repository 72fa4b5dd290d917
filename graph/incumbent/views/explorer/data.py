"""The explorer's data: everything that a page shows, as compact JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from incumbent.questions.summary import title
from incumbent.rdf import Description, Node, Triple
from incumbent.record.names import LANGUAGES
from incumbent.store.known import KnownOn
from incumbent.views.explorer.moments import Moment, read_moments, triples_of, without_commands
from incumbent.views.explorer.names import Words, name_rows
from incumbent.views.explorer.rows import (
    BOUNDS,
    DOUBTS,
    Number,
    conflict_rows,
    day_rows,
    doubt_rows,
    fact_rows,
    judgement_rows,
    kinds_of,
    masked,
    why_rows,
)
from incumbent.views.explorer.sources import Sources, claim_rows, document_rows, read_sources
from incumbent.views.explorer.terms import Terms
from incumbent.views.words import all_words
from incumbent.vocabulary import NAMES, TYPE

_VERSION: Final = 1


def explorer_data(
    store: ox.Store,
    folder: Path,
    on: date,
    *,
    known: KnownOn | None = None,
    lang: str = "en",
    texts: Mapping[ox.NamedNode, str] | None = None,
) -> dict[str, Any]:
    """Return everything that the page shows.

    Parameters
    ----------
    store
        A built store.
    folder
        The corpus that it was built from.
    on
        The day shown first.
    known
        The day whose knowledge the store holds; None for all documents.
    lang
        Shown where a browser asks for neither language.
    texts
        Of the documents, where their passages are to be shown.

    Returns
    -------
    dict
        What JSON can hold, the same for the same files.
    """
    moments, left_out = read_moments(store, folder, known)
    sources, words = read_sources(store), page_words()
    parts = [_Part.of(moment) for moment in moments]
    seen = _Seen()
    _rows(parts, sources, seen, {})
    kinds = [t for t in triples_of(store, NAMES) if t[1] == TYPE and t[0] in seen.nodes]
    seen.nodes.update(node for triple in kinds for node in triple)
    for part in parts:
        part.record += kinds
    terms = Terms(seen.nodes)
    return {
        "v": _VERSION,
        "title": {language: title(store, language) or folder.name for language in LANGUAGES},
        "lang": lang,
        "start": on.isoformat(),
        "words": words,
        "terms": terms.rows(),
        "names": name_rows(store, seen.nodes, kinds_of(_stated(parts)), words, terms),
        "moments": [_moment_row(moment, sources.documents) for moment in moments],
        "momentsLeftOut": left_out,
        **_rows(parts, sources, terms, texts or {}),
    }


@dataclass(slots=True)
class _Part:
    """What one moment adds to the rows."""

    record: list[Triple]
    explained: Description

    @classmethod
    def of(cls, moment: Moment) -> _Part:
        record, explanations = without_commands(moment)
        return cls(record, Description(explanations))


class _Seen:
    """Collects the terms of rows before they have numbers."""

    def __init__(self) -> None:
        self.nodes: set[Node] = set()

    def __call__(self, node: Node) -> int:
        self.nodes.add(node)
        return 0


def _rows(
    parts: list[_Part],
    sources: Sources,
    terms: Number,
    texts: Mapping[ox.NamedNode, str],
) -> dict[str, Any]:
    claims: dict[Node, int] = {claim: number for number, claim in enumerate(sources.claims)}
    judgements, judged = judgement_rows(sources.judged, terms, claims)
    days = [day_rows(part.record, terms) for part in parts]
    doubts = [doubt_rows(part.record, terms) for part in parts]
    explained = [part.explained for part in parts]
    return {
        "facts": masked([fact_rows(part.record, terms) for part in parts]),
        **{name: masked([rows[name] for rows in days]) for name in BOUNDS},
        **{name: masked([rows[name] for rows in doubts]) for name in DOUBTS},
        "why": masked([why_rows(one, terms, claims) for one in explained]),
        "documents": document_rows(sources, terms, texts),
        "claims": claim_rows(sources, terms),
        "conflicts": masked([conflict_rows(one, terms, claims, judgements) for one in explained]),
        "judgements": judged,
    }


def _stated(parts: list[_Part]) -> Iterator[Triple]:
    for part in parts:
        yield from part.record


def _moment_row(moment: Moment, documents: list[ox.NamedNode]) -> dict[str, Any]:
    return {
        "day": moment.known.day.isoformat() if moment.known else None,
        "possibly": bool(moment.known and moment.known.possibly),
        "documents": [at for at, document in enumerate(documents) if document in moment.documents],
    }


def page_words() -> Words:
    """Return the words of pictures and of the page, in English and in French."""
    own = json.loads((Path(__file__).parent / "words.json").read_text("utf-8"))
    return {**all_words(), **{key: (told[0], told[1]) for key, told in sorted(own.items())}}
