"""A corpus as a folder: where it lies and which files make it."""

from __future__ import annotations

from pathlib import Path

from incumbent.errors import CorpusError
from incumbent.resources import data_folder


def corpus_folder(corpus: str | Path | None) -> Path:
    """Return the folder of a corpus: the built-in one, one by name, or a user's own.

    Parameters
    ----------
    corpus
        A folder, the name of a built-in corpus, or None for ``openai``.

    Raises
    ------
    CorpusError
        When there is no such folder or it has no ``corpus.ttl``.

    Examples
    --------
    >>> corpus_folder(None).name
    'openai'
    """
    built_in = data_folder("corpora") / str(corpus or "openai")
    folder = built_in if corpus is None or built_in.is_dir() else Path(corpus)
    if not (folder / "corpus.ttl").is_file():
        raise CorpusError(f"{folder} is no corpus: it has no corpus.ttl")
    return folder


def corpus_files(folder: Path) -> list[Path]:
    """Return the files that make a corpus, in a fixed order."""
    optional = [folder / "judgements.trig"]
    return [
        folder / "corpus.ttl",
        folder / "names.ttl",
        *sorted((folder / "claims").glob("*.trig")),
        *(path for path in optional if path.is_file()),
    ]
