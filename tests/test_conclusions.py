"""Conclusions: the record in the vocabularies that people know, and nothing that is not new."""

from __future__ import annotations

import warnings
from collections import Counter

import pyoxigraph as ox
import pytest
from incumbent.conclusions.entailment import conclude
from incumbent.ontology import ontology_files
from incumbent.rdf import Triple
from incumbent.store.build import Built
from incumbent.vocabulary import CONCLUSIONS, NAMES, PREFIXES, RECORD, TYPE, iri

TIMELESS = [
    "org:holds", "org:heldBy", "org:headOf", "org:reportsTo", "org:memberOf", "org:hasMember",
    "schema:worksFor", "schema:employee",
]  # fmt: skip


def _graph(built: Built, name: ox.NamedNode) -> set[Triple]:
    return {(q.subject, q.predicate, q.object) for q in built.quads if q.graph_name == name}  # type: ignore[misc]


@pytest.fixture(scope="module")
def conclusions(built: Built) -> set[Triple]:
    """Give the conclusions on the built-in corpus."""
    return _graph(built, CONCLUSIONS)


def test_memberships_are_found_in_the_organization_ontology(
    built: Built, conclusions: set[Triple]
) -> None:
    """Every membership of the record is an org:Membership with its member."""
    record = _graph(built, RECORD)
    memberships = {s for s, p, o in record if p == TYPE and o == iri("inc:Membership")}
    assert memberships
    assert memberships == {s for s, p, o in conclusions if (p, o) == (TYPE, iri("org:Membership"))}
    holders = {(s, o) for s, p, o in record if p == iri("inc:holder")}
    assert holders <= {(s, o) for s, p, o in conclusions if p == iri("org:member")}


def test_people_and_what_happened_are_found_in_schema_org_and_prov(
    built: Built, conclusions: set[Triple]
) -> None:
    """A person is a schema:Person; what took effect, and only that, is a prov:Activity."""
    kinds = {(s, o) for s, p, o in conclusions if p == TYPE}
    assert (iri("id:mira-murati"), iri("schema:Person")) in kinds
    record = _graph(built, RECORD)
    effected = {s for s, p, o in record if (p, o) == (iri("inc:stage"), iri("inc:Effected"))}
    assert effected
    assert {s for s, o in kinds if o == iri("prov:Activity")} == effected


def test_there_are_no_timeless_shortcuts(conclusions: set[Triple]) -> None:
    """Nothing says that somebody holds a post, works for or reports to another, without a when."""
    told = Counter(p.value for _, p, _ in conclusions)
    assert not {iri(name).value for name in TIMELESS} & told.keys()


def test_between_a_person_and_an_organization_always_stands_a_membership(
    built: Built, conclusions: set[Triple]
) -> None:
    """In schema.org's terms too, membership goes by way of a role, which has bounds."""
    record = _graph(built, RECORD)
    memberships = {s for s, p, o in record if p == TYPE and o == iri("inc:Membership")}
    links = [t for t in conclusions if t[1] in (iri("schema:member"), iri("schema:memberOf"))]
    assert links
    assert [t for t in links if t[0] not in memberships and t[2] not in memberships] == []


def test_there_is_no_noise(built: Built, conclusions: set[Triple]) -> None:
    """No terms of the languages themselves, no blank nodes, nothing equal to itself."""
    languages = tuple(PREFIXES[name] for name in ("rdf", "rdfs", "owl", "xsd"))
    noise = [
        triple
        for triple in conclusions
        if (triple[1].value.startswith(languages) and triple[1] != TYPE)
        or (isinstance(triple[2], ox.NamedNode) and triple[2].value.startswith(languages))
        or isinstance(triple[2], ox.BlankNode)
        or triple[0] == triple[2]
    ]
    assert noise == []


def test_they_are_about_the_corpus_not_about_the_ontology(conclusions: set[Triple]) -> None:
    """Every subject is a thing of the corpus; terms of ontologies are left alone."""
    others = {s.value for s, _, _ in conclusions if not s.value.startswith(PREFIXES["id"])}
    assert others == set()


def test_they_say_nothing_that_was_said_already(built: Built, conclusions: set[Triple]) -> None:
    """No conclusion stands in the record, or among the types of the names graph."""
    assert not conclusions & (_graph(built, RECORD) | _graph(built, NAMES))


def test_they_use_published_vocabularies_only(conclusions: set[Triple]) -> None:
    """What they say is in W3C ORG, FOAF, PROV or schema.org, never in our own terms."""
    published = tuple(PREFIXES[name] for name in ("foaf", "org", "prov", "schema"))
    terms = {o.value if p == TYPE else p.value for _, p, o in conclusions}
    assert [term for term in terms if not term.startswith(published)] == []


def test_rumoured_things_do_not_come_back_as_conclusions(built: Built) -> None:
    """A person's departure that is only rumoured takes part in nothing here."""
    recorded = {s for s, _, _ in _graph(built, RECORD)}
    periods = {
        s
        for s, p, o in _graph(built, CONCLUSIONS)
        if p == TYPE and o in (iri("org:Membership"), iri("org:ChangeEvent"))
    }
    assert periods <= recorded


def _triple(subject: str, predicate: str, node: str) -> Triple:
    return iri(subject), iri(predicate), iri(node)


def test_a_small_record_has_the_conclusions_that_follow() -> None:
    """A tenure is an org:Membership of its holder; literals that are not canonical do no harm."""
    record = [
        _triple("id:t", "rdf:type", "inc:Tenure"),
        _triple("id:t", "inc:holder", "id:ann"),
        (
            iri("id:t"),
            iri("inc:beginNotBefore"),
            ox.Literal("2018-01-01", datatype=iri("xsd:date")),
        ),
        (iri("id:t"), iri("org:memberDuring"), ox.Literal("x", language="fr")),
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = conclude(record, [_triple("id:ann", "rdf:type", "foaf:Person")])
    assert _triple("id:t", "rdf:type", "org:Membership") in found
    assert _triple("id:t", "org:member", "id:ann") in found
    assert _triple("id:ann", "rdf:type", "schema:Person") in found
    assert not found & set(record)


def test_an_empty_record_entails_nothing() -> None:
    """The ontology alone concludes nothing about anybody."""
    assert conclude([], []) == set()
    assert ontology_files()
