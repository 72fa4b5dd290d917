"""The ontology: its words, its order, its profile, its alignments and its JSON-LD context."""

from __future__ import annotations

import json
import re
from pathlib import Path

import owlrl
import pytest
from incumbent.resources import data_folder
from owl_profile import DECLARED, FORBIDDEN, violations
from pyoxigraph import NamedNode, parse
from rdflib import FOAF, ORG, OWL, PROV, RDF, RDFS, SDO, SKOS, Graph, Namespace, URIRef

ONTOLOGY = data_folder("ontology")
MODULES = sorted(p for p in ONTOLOGY.glob("*.ttl") if p.name != "readings.ttl")
ALIGNMENTS = sorted((ONTOLOGY / "align").glob("*.ttl"))
INC = Namespace("https://w3id.org/incumbent/ns#")
ERROR = owlrl.Namespaces.ERRNS.ErrorMessage  # how owlrl reports a contradiction
EX = Namespace("https://w3id.org/incumbent/id/")

SECTIONS = {
    "Classes": OWL.Class,
    "Object properties": OWL.ObjectProperty,
    "Datatype properties": OWL.DatatypeProperty,
    "Individuals": OWL.NamedIndividual,
}
SINGLE_VALUED = (
    "holder post basis subordinate superior lineKind stage manner destination document "
    "modality stance"
)
SHORTCUTS = {ORG.holds, ORG.heldBy, ORG.headOf, ORG.reportsTo, ORG.memberOf, ORG.hasMember}
SHORTCUTS |= {SDO.worksFor, SDO.employee}

README = (ONTOLOGY / "README.md").read_text("utf-8")
RECORD, CLAIM = re.findall(r"```turtle\n(.*?)```", README, re.S)  # the reader's examples


def _merged(paths: list[Path]) -> Graph:
    graph = Graph()
    for path in paths:
        graph.parse(path, format="turtle")
    return graph


@pytest.fixture(scope="module")
def vocabulary() -> Graph:
    return _merged(MODULES)


@pytest.fixture(scope="module")
def closure() -> Graph:
    graph = _merged([*MODULES, *ALIGNMENTS])
    graph.parse(data=RECORD, format="turtle")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


def _terms(graph: Graph) -> set[URIRef]:
    """Return every term of our namespace that the modules describe."""
    return {s for s in graph.subjects() if isinstance(s, URIRef) and s.startswith(INC)}


def _used(path: Path) -> set[URIRef]:
    """Return every term of our namespace that a Turtle or TriG file uses."""
    nodes = {n for q in parse(path=str(path)) for n in (q.subject, q.predicate, q.object)}
    return {URIRef(n.value) for n in nodes if isinstance(n, NamedNode) and n.value.startswith(INC)}


def _names(terms: set[URIRef]) -> list[str]:
    return sorted(t.removeprefix(INC) for t in terms)


def test_every_term_has_its_words_in_both_languages(vocabulary: Graph) -> None:
    """A term has one label and one definition, and an example, in English and in French."""
    lacking = []
    for term in _terms(vocabulary):
        for prop, many in ((SKOS.prefLabel, 1), (SKOS.definition, 1), (SKOS.example, 99)):
            words = [o.language for o in vocabulary.objects(term, prop)]
            counts = (words.count("en"), words.count("fr"))
            if sum(counts) != len(words) or not 1 <= min(counts) <= max(counts) <= many:
                lacking.append((term, prop, words))
    assert lacking == []


def test_every_term_says_where_it_is_defined(vocabulary: Graph) -> None:
    """A term is defined by the ontology, and is of exactly one OWL kind."""
    terms, kinds = _terms(vocabulary), set(SECTIONS.values())
    assert terms == set(
        vocabulary.subjects(RDFS.isDefinedBy, URIRef("https://w3id.org/incumbent/ns"))
    )
    assert {t for t in terms if len(kinds & set(vocabulary.objects(t, RDF.type))) != 1} == set()


def test_definitions_do_not_begin_with_the_label(vocabulary: Graph) -> None:
    """A definition names the parent kind first, never the term itself; notes are bilingual."""
    circular = [
        (term, definition)
        for term in _terms(vocabulary)
        for definition in vocabulary.objects(term, SKOS.definition)
        for label in vocabulary.objects(term, SKOS.prefLabel)
        if label.language == definition.language
        and re.match(rf"(an? |the |une? |l[ea] |l['’])?{re.escape(label)}\b", definition, re.I)
    ]
    assert circular == []
    for term in _terms(vocabulary):
        notes = sorted(n.language for n in vocabulary.objects(term, SKOS.scopeNote))
        assert notes in ([], ["en", "fr"]), term


def test_labels_are_spaced_words_and_names_follow_their_kind(vocabulary: Graph) -> None:
    """Labels have no camel case; classes and individuals are UpperCamel, properties not."""
    for term in _terms(vocabulary):
        for label in vocabulary.objects(term, SKOS.prefLabel):
            assert not re.search(r"[a-zà-ÿ][A-Z]|_", label), term
        kinds = set(vocabulary.objects(term, RDF.type))
        is_property = bool({OWL.ObjectProperty, OWL.DatatypeProperty} & kinds)
        assert term.removeprefix(INC)[0].islower() == is_property, term


def _sources() -> list[Path]:
    """Return every RDF file of the ontology and of the built-in corpora."""
    found = [p for d in ("ontology", "corpora") for p in data_folder(d).rglob("*.t*")]
    return sorted([p for p in found if p.suffix in (".ttl", ".trig")])


@pytest.mark.parametrize("path", _sources(), ids=lambda p: f"{p.parent.name}/{p.name}")
def test_every_term_used_in_data_is_declared(path: Path, vocabulary: Graph) -> None:
    """A misspelt term in a module, an alignment, a shape or a corpus fails here."""
    assert _names(_used(path) - _terms(vocabulary)) == []


def test_every_term_used_in_questions_is_declared(vocabulary: Graph) -> None:
    """A misspelt term in a question, a code example or the context fails here."""
    declared = {t.removeprefix(INC) for t in _terms(vocabulary)}
    texts = [
        *data_folder("queries").rglob("*.rq"),
        *ONTOLOGY.glob("*.md"),
        ONTOLOGY / "context.jsonld",
    ]
    for path in texts:
        names = re.findall(r"\binc:(\w+)", path.read_text("utf-8"))
        assert sorted(set(names) - declared) == [], path


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.name)
def test_modules_keep_their_order(path: Path, vocabulary: Graph) -> None:
    """A module lists classes, object and datatype properties, individuals; each by name."""
    seen: list[tuple[int, str]] = []
    section = ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("# ") and line[2:] in SECTIONS:
            section = line[2:]
        if match := re.match(r"inc:(\w+) a ", line):
            assert (INC[match[1]], RDF.type, SECTIONS[section]) in vocabulary
            seen.append((list(SECTIONS).index(section), match[1].lower()))
    assert seen == sorted(seen)


def test_one_version_everywhere() -> None:
    """The ontology and each alignment carry the same version, in its IRI and its info."""
    graph = _merged([*MODULES, *ALIGNMENTS])
    (version,) = set(graph.objects(None, OWL.versionInfo))
    for header in graph.subjects(RDF.type, OWL.Ontology):
        assert graph.value(header, OWL.versionIRI) == URIRef(f"{header}/{version}")
    assert not list(graph.objects(None, OWL.imports))


def test_exactly_the_single_valued_properties_are_functional(vocabulary: Graph) -> None:
    """OWL calls functional what the record calls single-valued, and nothing else."""
    functional = vocabulary.subjects(RDF.type, OWL.FunctionalProperty)
    assert set(functional) == {INC[name] for name in SINGLE_VALUED.split()}


def test_the_ontology_is_in_owl_2_rl() -> None:
    """Modules and alignments together break no rule of the OWL 2 RL grammar."""
    assert violations(_merged([*MODULES, *ALIGNMENTS])) == []


@pytest.mark.parametrize("axiom", FORBIDDEN)
def test_the_profile_check_finds_bad_axioms(axiom: str) -> None:
    """Each axiom that OWL 2 RL forbids is found, so the check above can fail."""
    assert violations(Graph().parse(data=DECLARED, format="turtle")) == []
    assert violations(Graph().parse(data=DECLARED + axiom, format="turtle")) != []


def test_alignments_bring_the_record_to_those_who_know_other_vocabularies(closure: Graph) -> None:
    """Memberships, people and effected events are found under ORG, schema.org, FOAF, PROV."""
    expected = """
    id:ana a schema:Person ; org:hasMembership id:ana-chief-1 ; schema:memberOf id:ana-halden-1 .
    id:ana-chief-1 a org:Membership ; org:member id:ana ; org:organization id:halden .
    id:ana-halden-1 a schema:Role ; schema:memberOf id:halden .
    id:halden a foaf:Agent ; org:hasPost id:chief .
    id:joel-tide-appointment-1 a prov:Activity .
    id:leavers a foaf:Group .
    id:tide a org:Organization ; schema:parentOrganization id:halden .
    inc:Lead a org:Role .
    """
    prefixes = {"id": EX, "inc": INC, "foaf": FOAF, "org": ORG, "prov": PROV, "schema": SDO}
    header = "".join(f"@prefix {p}: <{ns}> .\n" for p, ns in prefixes.items())
    graph = Graph().parse(data=header + expected, format="turtle")
    assert sorted(graph - closure) == []
    assert (EX["ana-halden-departure-1"], RDF.type, PROV.Activity) not in closure


def test_alignments_entail_no_timeless_shortcut(closure: Graph) -> None:
    """No person is tied to a post or organization without a period; no axiom names a shortcut."""
    assert [t for t in closure if t[1] in SHORTCUTS] == []
    agents, places = {EX.ana, EX.joel}, {EX.halden, EX.tide, EX.chief}
    direct = [t for t in closure if {t[0], t[2]} & agents and {t[0], t[2]} & places]
    assert direct == []
    assert {n for t in _merged([*MODULES, *ALIGNMENTS]) for n in t} & SHORTCUTS == set()


def test_the_closure_is_consistent_and_merges_nothing(closure: Graph) -> None:
    """A sound record entails no error and makes no two different things one."""
    assert list(closure.subjects(RDF.type, ERROR)) == []
    same = {(s, o) for s, o in closure.subject_objects(OWL.sameAs) if s != o}
    assert not [p for p in same if all(str(n).startswith((EX, INC)) for n in p)]


@pytest.mark.parametrize(
    "wrong",
    [
        "id:x a inc:Period , inc:Event .",
        "id:x a inc:Leave , inc:Departure .",
        "id:x a inc:Leave , inc:Tenure .",
        "id:x a inc:Artefact . id:y a inc:Tenure ; inc:holder id:x .",
        "id:x inc:basis inc:Acting , inc:Substantive .",
        "id:x inc:succeeds id:x .",
    ],
)
def test_the_closure_shows_what_is_kept_apart(wrong: str) -> None:
    """Taking a leave for a departure, or acting for substantive, is a contradiction."""
    graph = _merged([*MODULES, *ALIGNMENTS])
    graph.parse(data=f"@prefix id: <{EX}> . @prefix inc: <{INC}> . {wrong}", format="turtle")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    assert list(graph.subjects(RDF.type, ERROR))


def test_readings_are_data_with_words_and_worked_examples() -> None:
    """Each reading has its words, a property, and an example with ordered bounds."""
    graph = Graph().parse(ONTOLOGY / "readings.ttl")
    readings = set(graph.subjects(RDF.type, SKOS.Concept))
    assert len(readings) == len(set(graph.subjects(SKOS.example)))
    for reading in readings:
        for prop in (SKOS.prefLabel, SKOS.definition):
            assert {o.language for o in graph.objects(reading, prop)} == {"en", "fr"}
        example = graph.value(reading, SKOS.example)
        stated = graph.value(reading, INC.onProperty)
        assert graph.value(example, stated) is not None, reading
        for part in ("n",) if stated == INC.effective else ("beginN", "endN"):
            bounds = [graph.value(example, INC[f"{part}ot{end}"]) for end in ("Before", "After")]
            assert str(bounds[0]) <= str(bounds[1]), reading
        assert (example, RDF.type, None) not in graph


def _export(text: str) -> str:
    graph = Graph().parse(data=text, format="turtle")
    return graph.serialize(format="json-ld", context=_context(), use_native_types=True)


def _context() -> dict[str, object]:
    return json.loads((ONTOLOGY / "context.jsonld").read_text("utf-8"))["@context"]


def test_the_context_knows_every_term_and_needs_no_network(vocabulary: Graph) -> None:
    """Every term has its own short key, and the context refers to no other document."""
    context = _context()
    for name in _names(_terms(vocabulary)):
        entry = context.get(name)
        assert (entry["@id"] if isinstance(entry, dict) else entry) == f"inc:{name}"
    assert "@import" not in json.dumps(context)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize("text", [RECORD, CLAIM], ids=["record", "claim"])
def test_the_context_round_trips(text: str) -> None:
    """What is exported with the context comes back as the same triples."""
    graph = Graph().parse(data=text, format="turtle")
    returned = Graph().parse(data=_export(text), format="json-ld")
    assert (sorted(graph - returned), sorted(returned - graph)) == ([], [])  # no blank nodes


def test_the_context_reads_as_plain_json() -> None:
    """Exported data has short keys, bare dates and numbers, names for terms, language maps."""
    nodes = {n["id"]: n for text in (RECORD, CLAIM) for n in json.loads(_export(text))["@graph"]}
    assert nodes["thing:ana-chief-1"].items() >= {
        ("type", "Tenure"),
        ("holder", "thing:ana"),
        ("basis", "Acting"),
        ("endNotBefore", "2024-08-07"),
        ("unstated", "inc:endNotAfter"),
    }
    assert nodes["thing:ana"]["prefLabel"] == {"en": "Ana Ribeiro", "fr": "Ana Ribeiro"}
    assert nodes["thing:joel-tide-1"]["role"] == "Lead"
    claim = nodes["claim:post-1"]
    assert claim["says"]["fr"] == "Ana Ribeiro est arrivée en 2021."
    assert (claim["modality"], claim["saidOn"], claim["accepted"]) == ("Quoted", "2024-09-25", True)
    assert nodes["claim:post-1-place-1"]["start"] == 12
    assert not re.search(r'"(inc|skos|org|oa):\w+": ', json.dumps(list(nodes.values())))
