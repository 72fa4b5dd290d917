"""Names: from any spelling that the corpus knows to the one thing it names."""

from __future__ import annotations

import unicodedata

import pyoxigraph as ox
import pytest
from incumbent.errors import AmbiguousNameError, NotFoundError
from incumbent.questions.names import find, fold, label
from incumbent.vocabulary import NAMES, iri

CTO, MURATI, SUTSKEVER = "id:openai-cto", "id:mira-murati", "id:ilya-sutskever"


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("Mira Murati", MURATI),
        ("mira murati", MURATI),
        ("MIRA  MURATI", MURATI),
        (" Mira Murati ", MURATI),
        ("Míra Muràti", MURATI),
        ("OpenAI CTO", CTO),
        ("openai cto", CTO),
        ("Chief Technology Officer of OpenAI", CTO),
        ("directrice technique d’OpenAI", CTO),
        ("Directrice Technique d'OpenAI", CTO),
        ("Ilya Sutskever", SUTSKEVER),
        ("ilya sutsk", SUTSKEVER),
        ("ilya suzkovo", SUTSKEVER),
        ("id:openai-cto", CTO),
        ("openai-cto", CTO),
        ("https://w3id.org/incumbent/id/openai-cto", CTO),
        ("memos", "id:document-memos"),
        ("inc:holder", "inc:holder"),
    ],
)
def test_any_spelling_finds_the_thing(store: ox.Store, text: str, thing: str) -> None:
    """Case, accents, apostrophes, blanks, languages and garbled spellings all lead to one thing."""
    assert find(store, text) == iri(thing)


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_every_form_of_unicode_finds_the_thing(form: str) -> None:
    """A name typed with composed or decomposed accents is the same name, either way round."""
    for stored in ("NFC", "NFD"):
        store = ox.Store()
        name = ox.Literal(unicodedata.normalize(stored, "Zoé Ångström"), language="fr")
        store.add(ox.Quad(iri("id:zoe"), iri("skos:prefLabel"), name, NAMES))
        assert find(store, unicodedata.normalize(form, "Zoé Ångström")) == iri("id:zoe")


def test_every_label_of_the_corpus_is_found(store: ox.Store) -> None:
    """Every chosen label finds its thing, or says which things share it."""
    lost = []
    for quad in store.quads_for_pattern(None, iri("skos:prefLabel"), None, NAMES):
        try:
            found = find(store, quad.object.value)
        except AmbiguousNameError as error:
            told = str(error)
        else:
            told = found.value
        if quad.subject.value.rpartition("/")[2] not in told:
            lost.append((quad.object.value, told))
    assert lost == []


def test_an_ambiguous_name_lists_its_candidates(store: ox.Store) -> None:
    """Two people of one first name are both named, with what to write instead."""
    with pytest.raises(AmbiguousNameError) as several:
        find(store, "Sam", "person")
    for name in ("Sam Altman (id:sam-altman)", "Sam Jeans (id:sam-jeans)", "id:…"):
        assert name in str(several.value)


@pytest.mark.parametrize(
    ("text", "kind", "near"),
    [
        ("Sutskver", "person", "“Ilya Sutskever”"),
        ("Mira Muratti", "thing", "“Mira Murati”"),
        ("OpenAI CT", "post", "“Chief Technology Officer of OpenAI”"),
        ("Technology Officer", "post", "“Chief Technology Officer of OpenAI”"),
    ],
)
def test_an_unknown_name_suggests_the_nearest(
    store: ox.Store, text: str, kind: str, near: str
) -> None:
    """What nobody is called gives the nearest names of that kind, each thing once."""
    with pytest.raises(NotFoundError) as unknown:
        find(store, text, kind)
    assert f"no {kind} is called “{text}”; did you mean" in str(unknown.value)
    assert str(unknown.value).count(near) == 1


def test_nothing_near_suggests_nothing(store: ox.Store) -> None:
    """Where nothing is near, no name is suggested."""
    with pytest.raises(NotFoundError) as unknown:
        find(store, "qqqqqqqqxxxxxx")
    assert "did you mean" not in str(unknown.value)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("OpenAI CTO", "person"),
        ("Mira Murati", "post"),
        ("OpenAI", "unit"),
        ("id:mira-murati", "post"),
        ("https://w3id.org/incumbent/id/openai-cto", "document"),
        ("memos", "organization"),
    ],
)
def test_a_name_of_another_kind_is_refused(store: ox.Store, text: str, kind: str) -> None:
    """Where a post is wanted, a person's name or IRI is none."""
    with pytest.raises(NotFoundError, match=f"is no {kind}"):
        find(store, text, kind)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("OpenAI", "organization"), ("Sam Altman", "person"), ("memos", "document")],
)
def test_a_name_of_the_kind_is_found(store: ox.Store, text: str, kind: str) -> None:
    """A name is found where its kind is asked for."""
    assert find(store, text, kind) == find(store, text)


@pytest.mark.parametrize("text", ["dailyai", "DailyAI", "document-dailyai"])
def test_a_document_goes_by_its_short_name(store: ox.Store, text: str) -> None:
    """Where a document is wanted, its short name means it, though its publisher has the same."""
    assert find(store, text, "document") == iri("id:document-dailyai")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "id:nobody",
        "id:",
        "https://",
        "https://example.org/nobody",
        "http://a b",
        "id:a<b>",
        'id:x> . } SERVICE <http://a/> { ?s ?p "',
        "urn:x y",
        "\udcff",
        "\x00",
        "*",
        "x" * 10_000,
        "”; DROP",
    ],
)
def test_what_names_nothing_is_told(store: ox.Store, text: str) -> None:
    """Anything else is not found, in one sentence, whatever it is made of."""
    with pytest.raises(NotFoundError):
        find(store, text)


def test_labels_come_in_the_language_asked_for(store: ox.Store) -> None:
    """A label is given in the language, else in English, else as a short IRI."""
    assert label(store, iri(CTO), "fr") != label(store, iri(CTO), "en")
    assert label(store, iri(CTO), "de") == label(store, iri(CTO), "en")
    assert label(store, iri("id:nobody")) == "id:nobody"


def test_folding_is_stable() -> None:
    """What is folded once stays as it is."""
    for text in ("Ångström", "d’Été", "ẞtraße", "İstanbul"):
        assert fold(fold(text)) == fold(text)
