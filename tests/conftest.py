"""What the tests share: a built store, small corpora of one's own, the documents' texts."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from incumbent.claims.corpus import Corpus, read_corpus
from incumbent.documents.folder import corpus_folder
from incumbent.ontology import read_ontology
from incumbent.record.record import Record, build_record
from incumbent.store.build import Built, build_quads
from incumbent.vocabulary import PREFIXES

# Helpers of the tests stand beside them; importlib mode does not look there by itself.
sys.path.insert(0, str(Path(__file__).parent))

pytest_plugins = ("browsing", "explorer_pages")

ROOT = Path(__file__).parent.parent
PREFIX_LINES = "".join(f"@prefix {name}: <{space}> .\n" for name, space in PREFIXES.items())

#: The documents of a small corpus: name, publication, text.
DOCUMENTS = {
    "one": ("2024-09-26", "Mira Murati, la directrice technique, quitte OpenAI."),
    "two": ("2024-06", "Un article plus ancien, d’un mois que l’on connaît."),
}

#: A claim of a small corpus: its triples, or a dictionary with ``triples`` and, where they differ
#: from the usual, ``stance``, ``document``, ``said``, ``name``, ``description``.
Told = str | dict[str, str]


@pytest.fixture(scope="session")
def documents_folder() -> Path:
    """Give the texts of the built-in corpus's documents, which are not part of the project."""
    folder = ROOT.parent / "shared" / "documents"
    if not folder.is_dir():
        pytest.skip(f"the documents' texts are not at {folder}")
    return folder


@pytest.fixture(scope="session")
def built() -> Built:
    """Work the built-in corpus out: every quad of every graph."""
    return build_quads(corpus_folder(None))


@pytest.fixture(scope="session")
def store(built: Built) -> ox.Store:
    """Fill a store with every graph of the built-in corpus; tests only read it."""
    filled = ox.Store()
    filled.bulk_extend(sorted(built.quads, key=str))
    return filled


@pytest.fixture(scope="session")
def openai() -> Corpus:
    """Read the built-in corpus, before anything is worked out."""
    return read_corpus(corpus_folder(None))


@pytest.fixture
def corpus(tmp_path: Path) -> Callable[..., Path]:
    """Write a small corpus of two documents and return its folder; the texts lie in ``texts``."""

    def write(*claims: Told, names: str = "", folder: str = "corpus") -> Path:
        home = tmp_path / folder
        (home / "claims").mkdir(parents=True)
        (home / "texts").mkdir()
        registry = [PREFIX_LINES]
        for slug, (published, text) in DOCUMENTS.items():
            data = text.encode()
            (home / "texts" / f"{slug}.txt").write_bytes(data)
            registry.append(
                f'id:document-{slug} a inc:Document ; dcterms:title "{slug}"@en , "{slug}"@fr ; '
                f'dcterms:issued "{published}"^^edtf:EDTF ; dcterms:language "fr" ; '
                f'dcterms:identifier "{slug}.txt" ; dcterms:extent {len(text)} ; '
                f'inc:spanDigest "{hashlib.sha256(data).hexdigest()}" .\n'
            )
        (home / "corpus.ttl").write_text("".join(registry), encoding="utf-8")
        (home / "names.ttl").write_text(PREFIX_LINES + names, encoding="utf-8")
        told: dict[str, list[str]] = {}
        for number, claim in enumerate(claims, 1):
            given = {"triples": claim} if isinstance(claim, str) else claim
            slug = given.get("document", "one")
            told.setdefault(slug, [PREFIX_LINES]).append(_trig(number, slug, given))
        for slug, parts in told.items():
            (home / "claims" / f"{slug}.trig").write_text("\n".join(parts), encoding="utf-8")
        return home

    return write


@pytest.fixture
def record_of(corpus: Callable[..., Path]) -> Callable[..., Record]:
    """Work small claims out into a record; see ``corpus`` for their form."""

    def work_out(*claims: Told) -> Record:
        home = corpus(*claims)
        record = build_record(read_corpus(home).claims, read_ontology())
        home.rename(home.with_name(f"done-{len(list(home.parent.iterdir()))}"))
        return record

    return work_out


def _trig(number: int, slug: str, given: dict[str, str]) -> str:
    name = given.get("name", f"claim:c{number}")
    said = f'inc:saidOn "{given["said"]}"^^edtf:EDTF ; ' if "said" in given else ""
    description = given.get(
        "description",
        f"{name} a inc:Claim ; inc:document id:document-{slug} ; inc:modality inc:Asserted ; "
        f"inc:stance inc:{given.get('stance', 'Affirmed')} ; {said}"
        f'inc:says "Claim {number}."@en , "Claim {number}."@fr ; '
        f"oa:hasSelector {name}-place-1 .\n"
        f"{name}-place-1 a oa:TextPositionSelector ; oa:start 0 ; oa:end 11 ; "
        f'inc:spanDigest "{"0" * 64}" .',
    )
    return f"{name} {{ {given['triples']} }}\ngraph:sources {{ {description} }}\n"
