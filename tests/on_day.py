"""The built-in corpus as it was known on a day, worked out once for all tests."""

from __future__ import annotations

from datetime import date
from functools import cache

import pyoxigraph as ox
from incumbent.documents.folder import corpus_folder
from incumbent.knowledge import KnowledgeGraph
from incumbent.store.build import Built, build_quads
from incumbent.store.known import KnownOn

#: Before every article; of the first one; of the second that is surely dated; of the last.
BEFORE, FIRST = date(2020, 1, 1), date(2024, 8, 6)
SECOND, LAST = date(2024, 9, 26), date(2024, 11, 29)


@cache
def built_on(day: date, possibly: bool = False) -> Built:
    """Work out what was known on a day."""
    return build_quads(corpus_folder(None), known=KnownOn(day, possibly))


@cache
def graph_on(day: date, possibly: bool = False) -> KnowledgeGraph:
    """Give the graph of what was known on a day; tests only read it."""
    store = ox.Store()
    built = built_on(day, possibly)
    store.bulk_extend(built.quads)
    return KnowledgeGraph(store, corpus_folder(None), tuple(built.notes), KnownOn(day, possibly))
