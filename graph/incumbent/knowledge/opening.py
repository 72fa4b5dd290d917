"""From a corpus to its knowledge graph, worked out when the cache does not hold it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from incumbent.documents.folder import corpus_folder
from incumbent.knowledge.graph import KnowledgeGraph
from incumbent.knowledge.moments import read_moment
from incumbent.store.cache import in_memory_copy, open_store


def open_graph(
    corpus: str | Path | None = None,
    *,
    progress: Callable[[str], None] = lambda _: None,
    rebuild: bool = False,
    in_memory: bool = True,
    known_on: str | date | None = None,
    known: str = "certainly",
) -> KnowledgeGraph:
    """Open a corpus, building its record when the cache does not hold it.

    Parameters
    ----------
    corpus
        A corpus folder, or None for the built-in corpus.
    progress
        Told of each step of a build.
    rebuild
        Build even when the cache holds it.
    in_memory
        Copy the store into memory: opening takes longer, every answer less. The command line,
        which asks once, leaves it on disk.
    known_on
        Only what follows from the documents published by this day; None for all documents.
    known
        Where a document's own day is uncertain: ``certainly`` counts those that had certainly come
        out by then, ``possibly`` also those that may have.

    Returns
    -------
    KnowledgeGraph
        Ready to be asked.

    Raises
    ------
    CorpusError
        When the corpus cannot be read.
    ParameterError
        When the day is none, or there is no such variant.

    Examples
    --------
    >>> kg = open_graph()
    >>> rows = kg.ask("holders", post="OpenAI CTO", on="2023-06-01")
    >>> rows[0]["holderName"], rows[0]["certainty"]
    ('Mira Murati', 'certain')
    """
    folder = corpus_folder(corpus)
    moment = None if known_on is None else read_moment(known_on, known)
    store, notes = open_store(folder, progress, rebuild=rebuild, known_on=moment)
    if in_memory:
        store = in_memory_copy(store)
    return KnowledgeGraph(store, folder, tuple(notes), moment)
