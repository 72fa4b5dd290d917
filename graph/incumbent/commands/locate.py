"""``incumbent locate``: where a quotation stands in a document, for a curator."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from incumbent.commands.output import write_text
from incumbent.commands.settings import settings_of, shared_options
from incumbent.errors import ParameterError


@click.command("locate")
@click.argument("document")
@click.argument("text")
@click.option("--documents", metavar="DIR", help="Where the texts lie [default: documents/].")
@shared_options
@click.pass_context
def command(context: click.Context, document: str, text: str, documents: str | None) -> None:
    """Find a quotation in a document: its position and digest.

    DOCUMENT is a text file, or the name of a registered document whose text lies in --documents.
    TEXT is what to find; - reads it from stdin. Found exactly, or with any white space between
    its words.
    """
    from incumbent.documents.text import locate

    settings = settings_of(context)
    form = settings.one_of("a place", "table", "json")
    quotation = sys.stdin.buffer.read().decode("utf-8", "replace") if text == "-" else text
    content = _content(document, documents, settings.corpus)
    for place in locate(content, quotation):
        if form == "json":
            told = f'{{"start": {place.start}, "end": {place.end}, "digest": "{place.digest}"}}\n'
        else:
            told = (
                f"oa:start {place.start} ; oa:end {place.end} ;\n"
                f'    inc:spanDigest "{place.digest}" .\n'
            )
        write_text(told)


def _content(document: str, documents: str | None, corpus: str | None) -> str:
    from incumbent.documents.folder import corpus_folder
    from incumbent.documents.registry import read_registry
    from incumbent.documents.text import read_text

    path = Path(document)
    if path.is_file():
        try:
            return path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ParameterError(f"{document} cannot be read: {error}") from error
    folder = corpus_folder(corpus)
    _, registered = read_registry(folder)
    for known in registered.values():
        local = known.iri.value.rpartition("/")[2]
        if document in (local, local.removeprefix("document-"), known.file, known.iri.value):
            return read_text(known, Path(documents) if documents else folder / "documents")
    names = ", ".join(sorted(d.value.rpartition("/document-")[2] for d in registered))
    raise ParameterError(f"there is no file or document {document}; registered are {names}")
