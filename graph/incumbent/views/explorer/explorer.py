"""A knowledge graph as one HTML file that explains itself."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from incumbent.views.explorer.data import explorer_data
from incumbent.views.explorer.page import page
from incumbent.views.explorer.texts import read_texts

if TYPE_CHECKING:
    from incumbent.knowledge import KnowledgeGraph


def explorer(
    kg: KnowledgeGraph,
    on: date,
    *,
    lang: str = "en",
    documents: str | Path | None = None,
    report: Callable[[str], None] = warnings.warn,
) -> bytes:
    """Return the explorer of a knowledge graph: chart, timeline, departures and evidence.

    Parameters
    ----------
    kg
        What to show.
    on
        The day shown first.
    lang
        Shown where a browser asks for neither English nor French.
    documents
        A folder with the documents' texts, whose passages are then shown; positions alone where
        it is None.
    report
        Told of each text that cannot be shown.

    Returns
    -------
    bytes
        A whole HTML file, the same for the same files.
    """
    texts = {} if documents is None else read_texts(kg.folder, Path(documents), report)
    data = explorer_data(kg.store, kg.folder, on, known=kg.moment, lang=lang, texts=texts)
    return page(data)
