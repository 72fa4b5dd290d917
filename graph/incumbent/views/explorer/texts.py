"""The documents' own texts, embedded only where they are the ones that were annotated."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox

from incumbent.documents.registry import read_registry
from incumbent.documents.text import read_text
from incumbent.errors import CorpusError, ParameterError


def read_texts(
    corpus: Path, folder: Path, report: Callable[[str], None]
) -> dict[ox.NamedNode, str]:
    """Read the texts of a corpus's documents.

    Parameters
    ----------
    corpus
        Registers the documents with their digests.
    folder
        Where the texts lie.
    report
        Told of each text that is missing or is not the registered one; it is left out, since
        positions would lead astray in it.

    Returns
    -------
    dict
        Document → text, newlines untouched.

    Raises
    ------
    ParameterError
        When there is no such folder.
    """
    if not folder.is_dir():
        raise ParameterError(f"{folder} is no folder; give the one with the documents' texts")
    _, documents = read_registry(corpus)
    texts = {}
    for document in documents.values():
        try:
            texts[document.iri] = read_text(document, folder)
        except CorpusError as error:
            report(f"{error}; its passages are not shown")
    return texts
