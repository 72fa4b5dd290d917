"""Export: what is written is what was held, in every format, twice the same, and readable."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import warnings

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from incumbent.documents.folder import corpus_folder
from incumbent.errors import ParameterError
from incumbent.store.build import build_quads
from incumbent.views.export import FORMATS, WHAT, export, triples_as, turtle_of
from incumbent.vocabulary import DEFAULT_GRAPHS, JUDGEMENTS, PREFIXES, RECORD, SOURCES, TYPE, iri

PLAIN = [".ttl", ".nt", ".rdf"]
QUADS = [".trig", ".nq", ".jsonld"]
CASES = [("record", suffix) for suffix in FORMATS]
CASES += [(what, suffix) for what in ("claims", "all") for suffix in QUADS]

OXIGRAPH = {suffix: ox.RdfFormat.from_media_type(media) for suffix, media in FORMATS.items()}
RDFLIB = {
    ".ttl": "turtle",
    ".jsonld": "json-ld",
    ".trig": "trig",
    ".nq": "nquads",
    ".nt": "nt",
    ".rdf": "xml",
}


@pytest.fixture(scope="module")
def quads() -> list[ox.Quad]:
    return sorted(build_quads(corpus_folder(None)).quads, key=str)


def store_of(quads: list[ox.Quad]) -> ox.Store:
    store = ox.Store()
    store.bulk_extend(quads)
    return store


@pytest.fixture(scope="module")
def store(quads: list[ox.Quad]) -> ox.Store:
    return store_of(quads)


def expected(quads: list[ox.Quad], what: str, suffix: str) -> set[ox.Quad]:
    if what == "all":
        return set(quads)
    if what == "claims":
        ours = PREFIXES["graph"]
        kept = (SOURCES, JUDGEMENTS)
        return {q for q in quads if q.graph_name in kept or not q.graph_name.value.startswith(ours)}
    record = {q for q in quads if q.graph_name in DEFAULT_GRAPHS}
    if suffix in (".trig", ".nq"):
        return record
    return {ox.Quad(q.subject, q.predicate, q.object) for q in record}


def by_oxigraph(data: bytes, suffix: str) -> set[ox.Quad]:
    return set(ox.parse(data, format=OXIGRAPH[suffix]))


def by_rdflib(data: bytes, suffix: str) -> set[tuple[rdflib.term.Node | None, ...]]:
    dataset = rdflib.Dataset()
    with warnings.catch_warnings():
        # rdflib warns of its own use of names that it means to drop.
        warnings.simplefilter("ignore", DeprecationWarning)
        dataset.parse(data=data, format=RDFLIB[suffix])
    return set(dataset.quads())


# The built-in corpus


@pytest.mark.parametrize(("what", "suffix"), CASES)
def test_every_format_holds_the_same_graph(
    store: ox.Store, quads: list[ox.Quad], what: str, suffix: str
) -> None:
    data = export(store, suffix, what)
    wanted = expected(quads, what, suffix)
    assert by_oxigraph(data, suffix) == wanted
    lines = ox.serialize(wanted, format=ox.RdfFormat.N_QUADS)
    assert by_rdflib(data, suffix) == by_rdflib(lines, ".nq")


@pytest.mark.parametrize("suffix", QUADS)
def test_every_claim_keeps_its_graph(store: ox.Store, quads: list[ox.Quad], suffix: str) -> None:
    back = store_of(list(by_oxigraph(export(store, suffix, "claims"), suffix)))
    claims = {q.subject for q in quads if q.predicate == TYPE and q.object == iri("inc:Claim")}
    assert len(claims) > 1000
    for claim in claims:
        told = {q.triple for q in back.quads_for_pattern(None, None, None, claim)}
        assert told
        assert told == {q.triple for q in store.quads_for_pattern(None, None, None, claim)}


@pytest.mark.parametrize(("what", "suffix"), CASES)
def test_the_order_of_loading_does_not_show(
    store: ox.Store, quads: list[ox.Quad], what: str, suffix: str
) -> None:
    shuffled = list(quads)
    random.Random(7).shuffle(shuffled)
    assert export(store_of(shuffled), suffix, what) == export(store, suffix, what)


DIGESTS = """
import hashlib, sys
import pyoxigraph as ox
from incumbent.views.export import FORMATS, WHAT, export
store = ox.Store()
store.bulk_load(path=sys.argv[1], format=ox.RdfFormat.N_QUADS)
for what in WHAT:
    for suffix in FORMATS:
        if what == "record" or suffix in (".trig", ".nq", ".jsonld"):
            print(what, suffix, hashlib.sha256(export(store, suffix, what)).hexdigest())
"""


def test_the_hash_seed_does_not_show(store: ox.Store, tmp_path) -> None:
    lines = tmp_path / "all.nq"
    lines.write_bytes(export(store, ".nq", "all"))
    told = {
        subprocess.run(
            [sys.executable, "-c", DIGESTS, str(lines)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1
    assert told.pop().count("\n") == len(CASES)


# Readability

SMALL = """
GRAPH graph:names {
  id:ana-office-1 a inc:Tenure ; skos:prefLabel "Ana · Office"@en , "Ana · Bureau"@fr .
}
GRAPH graph:record {
  id:ana-office-1 inc:endNotAfter "9999-12-31"^^xsd:date ; inc:post id:office ;
    inc:holder id:ana ; inc:beginNotBefore "2020-01-01"^^xsd:date .
}
GRAPH graph:sources {
  id:document-a a inc:Document .
  claim:a-001 a inc:Claim ; inc:document id:document-a ; oa:hasSelector claim:a-001-place-1 ;
    inc:says "Ana has held the office of the head of the works for a rather long time."@en ,
      "Ana occupe la charge depuis assez longtemps."@fr .
  claim:a-001-place-1 a oa:TextPositionSelector ; oa:start 2 ; oa:end 10 .
}
GRAPH claim:a-001 {
  id:ana-office-1 inc:holder id:ana ; inc:began "2020"^^edtf:EDTF .
}
"""


@pytest.fixture
def small() -> ox.Store:
    store = ox.Store()
    store.update(f"INSERT DATA {{ {SMALL} }}", prefixes=PREFIXES)
    return store


def test_turtle_reads_well(small: ox.Store) -> None:
    assert (
        export(small, ".ttl").decode()
        == """\
@prefix id: <https://w3id.org/incumbent/id/> .
@prefix inc: <https://w3id.org/incumbent/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

id:ana-office-1 a inc:Tenure ;
    skos:prefLabel "Ana · Office"@en , "Ana · Bureau"@fr ;
    inc:holder id:ana ;
    inc:post id:office ;
    inc:beginNotBefore "2020-01-01"^^xsd:date ;
    inc:endNotAfter "9999-12-31"^^xsd:date .
"""
    )


def test_trig_tells_a_claim_beside_its_graph(small: ox.Store) -> None:
    text = export(small, ".trig", "claims").decode()
    assert (
        text.partition("\n\n")[2]
        == """\
graph:sources {
    id:document-a a inc:Document .
}

graph:sources {
    claim:a-001 a inc:Claim ;
        inc:says
            "Ana has held the office of the head of the works for a rather long time."@en ,
            "Ana occupe la charge depuis assez longtemps."@fr ;
        inc:document id:document-a ;
        oa:hasSelector claim:a-001-place-1 .

    claim:a-001-place-1 a oa:TextPositionSelector ;
        oa:start 2 ;
        oa:end 10 .
}

claim:a-001 {
    id:ana-office-1 inc:holder id:ana ;
        inc:began "2020"^^edtf:EDTF .
}
"""
    )


def test_jsonld_reads_like_plain_json(small: ox.Store) -> None:
    told = json.loads(export(small, ".jsonld"))["@graph"]
    assert told == [
        {
            "id": "thing:ana-office-1",
            "type": "Tenure",
            "prefLabel": {"en": "Ana · Office", "fr": "Ana · Bureau"},
            "holder": "thing:ana",
            "post": "thing:office",
            "beginNotBefore": "2020-01-01",
            "endNotAfter": "9999-12-31",
        }
    ]


def test_jsonld_tells_graph_and_places_inside_the_claim(small: ox.Store) -> None:
    [sources] = json.loads(export(small, ".jsonld", "claims"))["@graph"]
    claim = sources["@graph"][-1]
    assert claim["id"] == "claim:a-001"
    place = {"id": "claim:a-001-place-1", "type": "TextPositionSelector", "start": 2, "end": 10}
    assert claim["hasSelector"] == place
    [content] = claim["@graph"]
    assert content["began"] == "2020"


def test_only_what_is_used_is_declared(small: ox.Store) -> None:
    context = json.loads(export(small, ".jsonld"))["@context"]
    assert "Tenure" in context
    assert "inc" in context
    assert "Departure" not in context
    assert "foaf" not in context


def test_numbers_sort_by_size() -> None:
    members = [ox.Triple(iri("id:a"), iri(f"rdf:_{n}"), iri(f"id:x-{n}")) for n in (10, 2, 1)]
    assert turtle_of(members).partition("\n\n")[2] == (
        "id:a rdf:_1 id:x-1 ;\n    rdf:_2 id:x-2 ;\n    rdf:_10 id:x-10 .\n"
    )


@pytest.mark.parametrize("suffix", [".ttl", ".trig"])
def test_no_line_of_things_is_too_long(store: ox.Store, suffix: str) -> None:
    lines = export(store, suffix).decode().split("\n")
    assert not [line for line in lines if len(line) > 100 and '"' not in line]


# Whatever a user's graph may hold

AWKWARD = [
    *("id:openai", "schema:name", "about:blank", "urn:x:y", "mailto:a@example.org", "claim:x"),
    *(PREFIXES["id"] + local for local in ("", "a.b", "a.", "-a", "a:b", "a%20b", "é", "1", "·")),
    *(PREFIXES["id"] + local for local in ("a/b", "a(b)", "~", "a'b", "société-1", "//x", "_")),
    *(PREFIXES["inc"] + local for local in ("post", "began", "says", "stage", "value", "Lead")),
    *(PREFIXES["skos"] + local for local in ("prefLabel", "altLabel", "nothing")),
    *(PREFIXES["rdf"] + local for local in ("_1", "nil", "type")),
    *("https://example.org/ns#Person", "https://example.org/?q=1&r='2'", "http://example.org/1#2"),
    *(PREFIXES["oa"] + "hasSelector", PREFIXES["schema"] + "about", "tag:x,2024:a/b#c"),
]
NASTY = "\"'\\<>&]\n\r\t\0\x0b\x1b\x7f\x85\u00a0\u2028\u2029\ufeff\ufffe\U0001f600e\u0301@^{}.;,#%"

iris = st.sampled_from(AWKWARD).map(ox.NamedNode)
texts = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from(NASTY), max_size=12)
words = texts | st.sampled_from(
    ["1", "-0", "007", "+5", "1.50", ".5", "5.", "true", "1", "1e3", "9" * 20, "2024-02-30", "2024"]
)
datatypes = st.sampled_from(
    [iri(f"xsd:{n}") for n in ("integer", "boolean", "decimal", "double", "date", "string")]
    + [iri("edtf:EDTF"), ox.NamedNode("urn:x:y"), ox.NamedNode("schema:name")]
)
literals = (
    st.builds(ox.Literal, words)
    | st.builds(lambda v, t: ox.Literal(v, language=t), texts, st.sampled_from(["en", "fr-CA"]))
    | st.builds(lambda v, t: ox.Literal(v, datatype=t), words, datatypes)
)
# Few, so that things meet: a graph that is described in another, two values of one property.
often = st.sampled_from([*AWKWARD[:3], PREFIXES["claim"] + "a-001"]).map(ox.NamedNode)
properties = iris | st.sampled_from([iri("inc:says"), iri("oa:hasSelector"), TYPE])
triples = st.builds(ox.Triple, often | iris, properties, often | iris | literals)
graphs = st.none() | often | st.sampled_from([SOURCES, RECORD])
FEW = settings(
    deadline=None,
    max_examples=150,
    suppress_health_check=list(HealthCheck),
)


def _beyond_xml(triple: ox.Triple) -> bool:
    bad = re.search("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", triple.object.value)
    return bool(bad) or not re.search(r"[^\W\d][\w.-]*\Z", triple.predicate.value)


@pytest.mark.parametrize("suffix", FORMATS)
@given(held=st.lists(triples, max_size=8))
@FEW
def test_hostile_triples_come_back(suffix: str, held: list[ox.Triple]) -> None:
    try:
        data = triples_as(held, suffix)
    except ParameterError:
        # Only XML has limits: characters that it forbids, properties without an XML name.
        assert suffix == ".rdf"
        assert any(_beyond_xml(triple) for triple in held)
        return
    assert {quad.triple for quad in by_oxigraph(data, suffix)} == set(held)
    lines = ox.serialize(held, format=ox.RdfFormat.N_TRIPLES)
    assert by_rdflib(data, suffix) == by_rdflib(lines, ".nt")
    assert triples_as(held[::-1], suffix) == data


@pytest.mark.parametrize("suffix", QUADS)
@given(held=st.lists(st.tuples(triples, graphs), max_size=8))
@FEW
def test_hostile_graphs_come_back(
    suffix: str, held: list[tuple[ox.Triple, ox.NamedNode | None]]
) -> None:
    store = ox.Store()
    for triple, graph in held:
        store.add(ox.Quad(*triple, graph or ox.DefaultGraph()))
    data = export(store, suffix, "all")
    assert by_oxigraph(data, suffix) == set(store)
    lines = ox.serialize(store, format=ox.RdfFormat.N_QUADS)
    assert by_rdflib(data, suffix) == by_rdflib(lines, ".nq")


@pytest.mark.parametrize("suffix", FORMATS)
def test_blank_nodes_are_named_by_their_place(suffix: str) -> None:
    def held(*names: str) -> list[ox.Triple]:
        a, b = (ox.BlankNode(name) for name in names)
        return [
            ox.Triple(a, iri("inc:about"), b),
            ox.Triple(b, iri("inc:says"), ox.Literal("x")),
        ]

    data = triples_as(held("a", "b"), suffix)
    assert data == triples_as(held("z", "y")[::-1], suffix)
    back, told = (
        ox.Dataset(by_oxigraph(triples_as(held("a", "b"), s), s)) for s in (suffix, ".nq")
    )
    for dataset in (back, told):
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    assert back == told


@pytest.mark.parametrize("suffix", FORMATS)
def test_nothing_is_a_valid_file(suffix: str) -> None:
    data = export(ox.Store(), suffix)
    assert by_oxigraph(data, suffix) == set()
    assert by_rdflib(data, suffix) == set()


def test_a_place_that_is_also_a_claim_keeps_its_graph() -> None:
    a, b = iri("claim:a-001"), iri("claim:a-002")
    held = [
        ox.Quad(a, iri("oa:hasSelector"), b, SOURCES),
        ox.Quad(b, TYPE, iri("inc:Claim"), SOURCES),
        ox.Quad(b, iri("schema:about"), iri("id:x"), b),
    ]
    assert by_oxigraph(export(store_of(held), ".jsonld", "all"), ".jsonld") == set(held)


def test_a_selector_that_has_itself_is_not_lost() -> None:
    a, b = iri("id:a"), iri("id:b")
    held = [ox.Triple(a, iri("oa:hasSelector"), b), ox.Triple(b, iri("oa:hasSelector"), a)]
    assert {q.triple for q in by_oxigraph(triples_as(held, ".jsonld"), ".jsonld")} == set(held)


# What cannot be


@pytest.mark.parametrize("what", ["claims", "all"])
@pytest.mark.parametrize("suffix", PLAIN)
def test_claims_are_not_mixed_into_one_graph(small: ox.Store, suffix: str, what: str) -> None:
    with pytest.raises(ParameterError, match=r"\.jsonld, \.trig or \.nq"):
        export(small, suffix, what)


def test_an_unknown_format_or_part_is_told(small: ox.Store) -> None:
    with pytest.raises(ParameterError, match=r"no format “\.csv”; choose \.ttl, .* or \.rdf"):
        export(small, ".csv")
    with pytest.raises(ParameterError, match="cannot export “rumours”; choose record, claims or"):
        export(small, ".ttl", "rumours")


def test_a_suffix_may_come_without_its_dot_or_in_capitals(small: ox.Store) -> None:
    assert export(small, "TTL") == export(small, ".ttl")


@pytest.mark.parametrize("value", ["rdf:li", "rdf:Description"])
def test_xml_refuses_properties_of_its_own_syntax(value: str) -> None:
    with pytest.raises(ParameterError, match="cannot hold the property"):
        triples_as([ox.Triple(iri("id:a"), iri(value), iri("id:b"))], ".rdf")


@pytest.mark.parametrize("suffix", [".jsonld", ".rdf"])
def test_rdf_1_2_is_refused_where_it_cannot_be_said(suffix: str) -> None:
    inner = ox.Triple(iri("id:a"), TYPE, iri("id:b"))
    with pytest.raises(ParameterError, match="cannot hold"):
        triples_as([ox.Triple(iri("id:a"), iri("inc:about"), inner)], suffix)


def test_every_part_is_offered() -> None:
    assert WHAT == ("record", "claims", "all")
