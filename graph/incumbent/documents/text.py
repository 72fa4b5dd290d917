"""The texts of documents: reading them, measuring spans, finding quotations.

Positions are Unicode code points from 0, the end excluded, newlines untouched, as
``oa:TextPositionSelector`` of the Web Annotation Data Model counts them
(https://www.w3.org/TR/annotation-model/#text-position-selector).
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import NamedTuple

from incumbent.documents.registry import Document
from incumbent.errors import CorpusError, NotFoundError


class Place(NamedTuple):
    """A span of a text: its first code point, the one after its last, and its digest."""

    start: int
    end: int
    digest: str


def digest(text: str) -> str:
    """Return the SHA-256 of a text's UTF-8 bytes, in hexadecimal.

    Examples
    --------
    >>> digest("PDG")[:8]
    'e4e46f22'
    """
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def read_text(document: Document, folder: Path) -> str:
    """Read a registered document's text and make sure that it is the registered one.

    Parameters
    ----------
    document
        As the corpus registers it.
    folder
        Where the texts lie.

    Returns
    -------
    str
        The text, newlines untouched.

    Raises
    ------
    CorpusError
        When the file is missing, is not UTF-8 or is not the text that was registered.
    """
    path = folder / document.file
    try:
        data = path.read_bytes()
        text = data.decode("utf-8")
    except OSError as error:
        raise CorpusError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise CorpusError(f"{path} is not UTF-8 at byte {error.start}") from error
    found = hashlib.sha256(data).hexdigest()
    if found != document.digest:
        raise CorpusError(
            f"{path} is not the text that was registered: its SHA-256 is {found}, "
            f"corpus.ttl says {document.digest}"
        )
    return text


def locate(text: str, quotation: str) -> list[Place]:
    """Find every place of a quotation, exactly or, failing that, with any run of white space.

    Parameters
    ----------
    text
        The document's text.
    quotation
        What a curator copied from it; line breaks, no-break spaces and doubled blanks may differ.

    Returns
    -------
    list of Place
        In the order of the text.

    Raises
    ------
    NotFoundError
        When the quotation stands nowhere in the text; the message shows how far it matches.

    Examples
    --------
    >>> [(place.start, place.end) for place in locate("le PDG  de X", "PDG de")]
    [(3, 10)]
    """
    words = quotation.split()
    if not words:
        raise NotFoundError("an empty quotation stands nowhere; give some words of the document")
    exact = [match.span() for match in re.finditer(re.escape(quotation), text)]
    tolerant = r"\s+".join(re.escape(word) for word in words)
    spans = exact or [match.span() for match in re.finditer(tolerant, text)]
    if not spans:
        raise NotFoundError(_nearest(text, words))
    return [Place(start, end, digest(text[start:end])) for start, end in spans]


def _nearest(text: str, words: list[str]) -> str:
    for count in range(len(words) - 1, 0, -1):
        match = re.search(r"\s+".join(re.escape(word) for word in words[:count]), text)
        if match:
            there = " ".join(text[match.start() : match.end() + 30].split())
            return f"no such words; the first {count} stand at {match.start()}: “{there}…”"
    return f"no such words; not even the first, “{words[0]}”, stands in the document"
