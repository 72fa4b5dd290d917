"""Documents: the registry, the texts behind it, and finding a quotation in them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from incumbent.claims.corpus import Corpus
from incumbent.documents.folder import corpus_files, corpus_folder
from incumbent.documents.registry import read_registry
from incumbent.documents.text import digest, locate, read_text
from incumbent.errors import CorpusError, NotFoundError
from incumbent.vocabulary import iri

DAY = "2024-09-26"


def test_the_built_in_corpus_is_found_by_name_and_without_one() -> None:
    """No corpus and the name of the built-in one mean the same folder."""
    assert corpus_folder(None) == corpus_folder("openai")
    assert (corpus_folder(None) / "corpus.ttl").is_file()


def test_a_folder_of_ones_own_is_a_corpus(corpus: Callable[..., Path]) -> None:
    """A path to a folder with a corpus.ttl is taken as it is, as text or as a Path."""
    home = corpus()
    assert corpus_folder(home) == corpus_folder(str(home)) == home


def test_a_folder_without_a_registry_is_no_corpus(tmp_path: Path) -> None:
    """Anything else is refused in one line that names it."""
    with pytest.raises(CorpusError, match=r"is no corpus: it has no corpus\.ttl") as refused:
        corpus_folder(tmp_path)
    assert str(tmp_path) in str(refused.value)


def test_a_corpus_is_its_files_in_a_fixed_order(corpus: Callable[..., Path]) -> None:
    """Registry, names, claims by name and, where there are any, judgements."""
    about_one = "id:a a inc:Event ."
    home = corpus({"triples": about_one, "document": "two"}, about_one)
    files = [path.name for path in corpus_files(home)]
    assert files == ["corpus.ttl", "names.ttl", "one.trig", "two.trig"]
    (home / "judgements.trig").write_text("")
    assert corpus_files(home)[-1].name == "judgements.trig"


def test_documents_are_registered_with_what_is_needed(corpus: Callable[..., Path]) -> None:
    """File, digest, length in code points and the bounds of publication are read."""
    home = corpus()
    _, documents = read_registry(home)
    one, two = documents[iri("id:document-one")], documents[iri("id:document-two")]
    text = read_text(one, home / "texts")
    assert (one.file, one.length, one.digest) == ("one.txt", len(text), digest(text))
    assert one.published.first == one.published.last
    assert two.published.last - two.published.first == 29


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (('dcterms:identifier "one.txt" ;', ""), "has no dcterms:identifier"),
        (("dcterms:extent 52 ;", ""), "has no dcterms:extent"),
        (("dcterms:extent 52", 'dcterms:extent "many"'), "dcterms:extent.*many"),
        ((f'dcterms:issued "{DAY}"^^edtf:EDTF ;', ""), "has no dcterms:issued"),
        ((f'"{DAY}"', '"2023-02-29"'), "2023-02-29"),
        (("a inc:Document", "a schema:Article"), None),
    ],
)
def test_a_document_that_lacks_something_is_told_in_one_line(
    corpus: Callable[..., Path], wrong: tuple[str, str], told: str | None
) -> None:
    """The file, the document and what it lacks are named; one that is no document is not read."""
    home = corpus()
    path = home / "corpus.ttl"
    text = path.read_text("utf-8")
    assert wrong[0] in text
    path.write_text(text.replace(wrong[0], wrong[1], 1), "utf-8")
    if told is None:
        assert list(read_registry(home)[1]) == [iri("id:document-two")]
        return
    with pytest.raises(CorpusError, match=told) as refused:
        read_registry(home)
    assert str(path) in str(refused.value)
    assert "document-one" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_registry_without_documents_is_refused(corpus: Callable[..., Path]) -> None:
    """A corpus registers at least one document."""
    home = corpus()
    (home / "corpus.ttl").write_text("")
    with pytest.raises(CorpusError, match="registers no document"):
        read_registry(home)


def test_a_text_is_read_with_its_newlines_untouched(corpus: Callable[..., Path]) -> None:
    """Carriage returns are code points like any other, so positions do not shift."""
    home = corpus()
    _, documents = read_registry(home)
    one = documents[iri("id:document-one")]
    data = b"a\r\nb\rc\n"
    (home / "texts" / "one.txt").write_bytes(data)
    registered = type(one)(one.iri, one.file, digest(data.decode()), 7, one.published)
    assert read_text(registered, home / "texts") == "a\r\nb\rc\n"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"another text", "is not the text that was registered"),
        (b"caf\xe9", "is not UTF-8 at byte 3"),
        (None, "cannot be read: No such file"),
    ],
)
def test_a_text_that_is_not_the_registered_one_is_refused(
    corpus: Callable[..., Path], data: bytes | None, told: str
) -> None:
    """A changed, missing or wrongly encoded file is named, and not read."""
    home = corpus()
    path = home / "texts" / "one.txt"
    path.unlink()
    if data is not None:
        path.write_bytes(data)
    _, documents = read_registry(home)
    with pytest.raises(CorpusError, match=told) as refused:
        read_text(documents[iri("id:document-one")], home / "texts")
    assert str(path) in str(refused.value)


def test_the_registered_documents_are_those_in_the_shared_folder(
    openai: Corpus, documents_folder: Path
) -> None:
    """Each text is there, has the registered digest and as many code points as registered."""
    assert len(openai.documents) == 5
    for document in openai.documents.values():
        assert len(read_text(document, documents_folder)) == document.length, document.file


def test_every_place_of_every_claim_has_its_digest(openai: Corpus, documents_folder: Path) -> None:
    """The span of each place, cut out of its document's text, has the digest on its selector."""
    texts = {d.iri: read_text(d, documents_folder) for d in openai.documents.values()}
    wrong = [
        (claim.iri.value, place.start, place.end)
        for claim in openai.claims
        for place in claim.places
        if digest(texts[claim.document.iri][place.start : place.end]) != place.digest
    ]
    assert wrong == []
    assert all(claim.places for claim in openai.claims)


def test_no_sentence_of_the_documents_stands_in_the_corpus(
    openai: Corpus, documents_folder: Path, tmp_path: Path
) -> None:
    """No line of the corpus's files holds twelve words in a row of any document."""
    runs: set[tuple[str, ...]] = set()
    for document in openai.documents.values():
        words = read_text(document, documents_folder).split()
        runs |= {tuple(words[n : n + 12]) for n in range(len(words) - 11)}
    shutil.copytree(openai.folder, tmp_path / "copy")
    for path in corpus_files(tmp_path / "copy"):
        for line in path.read_text("utf-8").splitlines():
            words = line.split()
            copied = [words[n : n + 12] for n in range(len(words) - 11)]
            assert not runs.intersection(map(tuple, copied)), (path.name, line)


@pytest.mark.parametrize(
    ("text", "quotation", "spans"),
    [
        ("le PDG de X et le PDG de Y", "PDG de", [(3, 9), (18, 24)]),
        ("le PDG\u00a0de X", "PDG de", [(3, 9)]),
        ("le PDG\r\n  de X", "PDG de", [(3, 12)]),
        ("le PDG de X", "  PDG\nde ", [(3, 9)]),
        ("a.b axb", "a.b", [(0, 3)]),
        ("𝄞 clé", "clé", [(2, 5)]),
        ("x PDG de, PDG  de", "PDG de", [(2, 8)]),
    ],
)
def test_quotations_are_found_exactly_or_with_other_white_space(
    text: str, quotation: str, spans: list[tuple[int, int]]
) -> None:
    """Exact places win; otherwise any run of white space matches any other; code points count."""
    found = locate(text, quotation)
    assert [(place.start, place.end) for place in found] == spans
    assert all(place.digest == digest(text[place.start : place.end]) for place in found)


@given(st.text(min_size=1, max_size=60), st.data())
def test_any_span_of_a_text_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    """Whatever is cut out of a text is found again at its place, unless it is white space."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quotation = text[start:end]
    if not quotation.strip():
        with pytest.raises(NotFoundError, match="empty quotation"):
            locate(text, quotation)
        return
    found = locate(text, quotation)
    assert all(text[place.start : place.end] == quotation for place in found)
    assert text.find(quotation) == found[0].start


def test_a_quotation_that_is_not_there_tells_how_far_it_matches() -> None:
    """The message names the words that do match, where, and what stands there instead."""
    with pytest.raises(NotFoundError, match=r"the first 2 stand at 3: “PDG de la société") as told:
        locate("le PDG de la société", "PDG de X")
    assert "\n" not in str(told.value)
    with pytest.raises(NotFoundError, match="not even the first, “nul”"):
        locate("le PDG de la société", "nul ne sait")
