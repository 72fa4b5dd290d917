"""The names graph: everything has a type and one chosen label in each language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from incumbent.claims.corpus import Corpus, read_corpus
from incumbent.ontology import read_ontology
from incumbent.rdf import Description
from incumbent.record.names import LANGUAGES, build_names
from incumbent.record.record import build_record
from incumbent.store.build import Built
from incumbent.vocabulary import NAMES, PREFIXES, RECORD, TYPE, iri


@pytest.fixture(scope="module")
def names(built: Built) -> Description:
    """Describe the names graph of the built-in corpus."""
    quads = (quad for quad in built.quads if quad.graph_name == NAMES)
    return Description((q.subject, q.predicate, q.object) for q in quads)  # type: ignore[misc]


def _things(openai: Corpus, built: Built) -> set[ox.NamedNode]:
    """Return what claims and the record speak of, other than terms and claims."""
    triples = [triple for claim in openai.claims for triple in claim.triples]
    triples += [(q.subject, q.predicate, q.object) for q in built.quads if q.graph_name == RECORD]  # type: ignore[misc]
    return {
        node
        for triple in triples
        for node in (triple[0], triple[2])
        if isinstance(node, ox.NamedNode) and node.value.startswith(PREFIXES["id"])
    }


def test_everything_has_one_label_in_each_language(
    openai: Corpus, built: Built, names: Description
) -> None:
    """Whatever occurs in a claim, rumoured ones included, or in the record has both labels."""
    wrong = []
    for thing in _things(openai, built):
        labels = names.all(thing, iri("skos:prefLabel"))
        languages = Counter(label.language for label in labels if isinstance(label, ox.Literal))
        if languages != dict.fromkeys(LANGUAGES, 1):
            wrong.append((thing.value, labels))
    assert wrong == []


def test_everything_has_a_type(openai: Corpus, built: Built, names: Description) -> None:
    """What a thing is stands beside its label."""
    wrong = [t.value for t in _things(openai, built) if not names.all(t, TYPE)]
    assert wrong == []


def test_documents_are_called_by_their_titles(openai: Corpus, names: Description) -> None:
    """A document's label is our description of it, in both languages."""
    for document in openai.documents:
        languages = {
            label.language
            for label in names.all(document, iri("skos:prefLabel"))
            if isinstance(label, ox.Literal)
        }
        assert languages == set(LANGUAGES)
        assert iri("inc:Document") in names.all(document, TYPE)


def test_spellings_of_accepted_claims_are_search_forms(names: Description) -> None:
    """Garbled spellings that documents write lead to the person they mean."""
    hidden = {label.value for label in names.all(iri("id:mira-murati"), iri("skos:hiddenLabel"))}
    assert hidden
    preferred = {label.value for label in names.all(iri("id:mira-murati"), iri("skos:prefLabel"))}
    assert preferred == {"Mira Murati"}


def _labels(folder: Path) -> dict[str, str]:
    corpus = read_corpus(folder)
    ontology = read_ontology()
    record = build_record(corpus.claims, ontology)
    named = build_names(
        corpus.names, corpus.sources, record.triples, corpus.claims, record.accepted, ontology
    )
    return {
        f"{s.value.rpartition('/')[2]}@{o.language}": o.value
        for s, p, o in named
        if p == iri("skos:prefLabel") and isinstance(o, ox.Literal)
    }


NAMED = (
    'id:ann a foaf:Person ; skos:prefLabel "Ann"@en , "Anne"@fr .'
    'id:ceo a org:Post ; skos:prefLabel "Acme CEO"@en , "PDG d’Acme"@fr .'
    'id:acme a org:Organization ; skos:prefLabel "Acme"@en , "Acmé"@fr .'
)


def test_periods_and_events_are_called_after_their_parties(corpus: Callable[..., Path]) -> None:
    """A tenure is named by holder and post, a departure by what it closes, in each language."""
    labels = _labels(
        corpus(
            "id:ann-ceo-1 a inc:Tenure ; inc:holder id:ann ; inc:post id:ceo .",
            "id:ann-acme-1 a inc:Membership ; inc:holder id:ann ; org:organization id:acme .",
            "id:ann-leaves a inc:Departure ; inc:closes id:ann-acme-1 .",
            names=NAMED,
        )
    )
    assert labels["ann-ceo-1@en"] == "Ann · Acme CEO"
    assert labels["ann-ceo-1@fr"] == "Anne · PDG d’Acme"
    assert labels["ann-acme-1@fr"] == "Anne · Acmé"
    assert labels["ann-leaves@en"] == "Departure · Ann · Acme"
    assert labels["ann-leaves@fr"].endswith(" · Anne · Acmé")


def test_two_stays_of_one_person_are_told_apart(corpus: Callable[..., Path]) -> None:
    """Where labels would be the same, the running number stands behind."""
    tenure = "id:ann-ceo-{0} a inc:Tenure ; inc:holder id:ann ; inc:post id:ceo ."
    labels = _labels(corpus(tenure.format(1), tenure.format(2), names=NAMED))
    assert {labels["ann-ceo-1@en"], labels["ann-ceo-2@en"]} == {
        "Ann · Acme CEO (1)",
        "Ann · Acme CEO (2)",
    }


def test_what_only_a_rumour_speaks_of_has_a_label_too(corpus: Callable[..., Path]) -> None:
    """A rumoured appointment is not in the record, but it can be named and found."""
    labels = _labels(
        corpus(
            {
                "triples": "id:ann-ceo-1 a inc:Tenure ; inc:holder id:ann ; inc:post id:ceo .",
                "stance": "Rumoured",
            },
            names=NAMED,
        )
    )
    assert labels["ann-ceo-1@en"] == "Ann · Acme CEO"
    assert labels["ann-ceo-1@fr"] == "Anne · PDG d’Acme"


def test_a_chosen_label_is_kept(corpus: Callable[..., Path]) -> None:
    """A name of the corpus's own takes the place of the made one."""
    own = NAMED + 'id:ann-ceo-1 a inc:Tenure ; skos:prefLabel "Her time"@en , "Son temps"@fr .'
    labels = _labels(
        corpus("id:ann-ceo-1 a inc:Tenure ; inc:holder id:ann ; inc:post id:ceo .", names=own)
    )
    assert (labels["ann-ceo-1@en"], labels["ann-ceo-1@fr"]) == ("Her time", "Son temps")


def test_amounts_are_called_by_currency_and_number(corpus: Callable[..., Path]) -> None:
    """A sum of money is written with its thousands apart, as each language does."""
    labels = _labels(
        corpus('id:usd-5 a schema:MonetaryAmount ; schema:currency "USD" ; schema:value 6500000 .')
    )
    assert labels["usd-5@en"] == "USD 6,500,000"
    assert labels["usd-5@fr"].replace("\u202f", " ").replace("\u00a0", " ") == "6 500 000 USD"
