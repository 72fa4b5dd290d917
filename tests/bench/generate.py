"""A corpus of any size: ``python tests/bench/generate.py FOLDER TENURES [SEED]``.

Posts stand in a reporting tree six deep, and each is held by one person after the other. One
tenure in 500 is faulty in a known way; ``faults.json`` says which, and what a check must find.
The same numbers give the same files.
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

if __package__:
    from .faults import FAULTS, Planted
else:
    from faults import FAULTS, Planted

#: Holders of each post, levels of the tree, tenures told in one document, and to one fault.
HOLDERS, LEVELS, TOLD_IN_ONE, PER_FAULT = 5, 6, 500, 500
#: The day on which every last holder is seen in office, and the day on which documents came out.
SEEN, ISSUED = date(2024, 6, 1), date(2024, 6, 15)

PREFIXES = """\
@prefix inc: <https://w3id.org/incumbent/ns#> .
@prefix id: <https://w3id.org/incumbent/id/> .
@prefix claim: <https://w3id.org/incumbent/claim/> .
@prefix graph: <https://w3id.org/incumbent/graph/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

"""


@dataclass(slots=True)
class Told:
    """A claim before it is written."""

    triples: list[str]
    english: str
    french: str | None
    digest: str | None = None


@dataclass(slots=True)
class Tenure:
    """One holder's time in a post."""

    number: int
    post: int
    begin: date
    end: date | None
    follows: int | None
    basis: str | None = None

    @property
    def iri(self) -> str:
        """The prefixed name."""
        return f"id:person-{self.number}-post-{self.post}-1"


@dataclass(slots=True)
class World:
    """Everything that documents will tell, which faults then spoil here and there."""

    tenures: list[Tenure]
    superiors: dict[int, int | str]
    branches: int
    posts: int
    extra: dict[int, list[tuple[str, str, str]]] = field(default_factory=dict)
    unsaid: set[int] = field(default_factory=set)
    digests: dict[int, str] = field(default_factory=dict)
    planted: list[Planted] = field(default_factory=list)

    def is_leaf(self, post: int) -> bool:
        """Whether nobody reports to a post."""
        return post * self.branches + 1 >= self.posts


def make_world(tenures: int, seed: int, per_fault: int = PER_FAULT) -> World:
    """Draw posts, holders and lines, and plant a fault in so many tenures."""
    chance = random.Random(seed)
    posts = -(-tenures // HOLDERS)
    branches = 1
    while sum(branches**level for level in range(LEVELS)) < posts:
        branches += 1
    made: list[Tenure] = []
    for post in range(posts):
        day = date(1980, 1, 1) + timedelta(chance.randrange(4000))
        for place in range(min(HOLDERS, tenures - post * HOLDERS)):
            number = post * HOLDERS + place
            later = day + timedelta(chance.randrange(400, 2000))
            last = place == HOLDERS - 1 or number == tenures - 1
            follows = number - 1 if place else None
            made.append(Tenure(number, post, day, None if last else later, follows))
            day = later
    superiors: dict[int, int | str] = {post: (post - 1) // branches for post in range(1, posts)}
    world = World(made, superiors, branches, posts)
    _plant(world, per_fault)
    return world


def _plant(world: World, per_fault: int) -> None:
    turns = {True: list(FAULTS), False: [fault for fault in FAULTS if not fault.leaf]}
    taken = {True: 0, False: 0}
    for block in range(len(world.tenures) // per_fault):
        post = (block + 1) * (per_fault // HOLDERS) - 2
        leaf = world.is_leaf(post) and world.is_leaf(post + 1)
        fault = turns[leaf][taken[leaf] % len(turns[leaf])]
        taken[leaf] += 1
        world.planted.append(fault.plant(world, post))


def write_corpus(folder: Path, tenures: int, seed: int = 1, per_fault: int = PER_FAULT) -> World:
    """Write a corpus folder, with the texts of its documents beside it in ``documents``."""
    world = make_world(tenures, seed, per_fault)
    (folder / "claims").mkdir(parents=True, exist_ok=True)
    (folder / "documents").mkdir(exist_ok=True)
    registry = [
        PREFIXES,
        'id:corpus-bench a schema:Collection ; dcterms:title "Generated"@en , "Engendré"@fr .\n',
    ]
    for number, first in enumerate(range(0, tenures, TOLD_IN_ONE)):
        slug = f"bench-{number}"
        text, claims = _write_document(world, slug, range(first, min(first + TOLD_IN_ONE, tenures)))
        (folder / "claims" / f"{slug}.trig").write_text(claims, encoding="utf-8")
        (folder / "documents" / f"{slug}.txt").write_bytes(text.encode())
        registry.append(_registered(slug, number, text))
    (folder / "corpus.ttl").write_text("".join(registry), encoding="utf-8")
    (folder / "names.ttl").write_text("".join(_names(world)), encoding="utf-8")
    told = [planted.to_dict() for planted in world.planted]
    (folder / "faults.json").write_text(json.dumps(told, indent=1), encoding="utf-8")
    return world


def _registered(slug: str, number: int, text: str) -> str:
    return (
        f"id:document-{slug} a inc:Document ;\n"
        f'    dcterms:title "Register {number}"@en , "Registre {number}"@fr ;\n'
        f'    dcterms:issued "{ISSUED}"^^edtf:EDTF ; dcterms:language "en" ;\n'
        f'    dcterms:identifier "{slug}.txt" ; dcterms:extent {len(text)} ;\n'
        f'    inc:spanDigest "{_digest(text)}" .\n'
    )


def _write_document(world: World, slug: str, numbers: range) -> tuple[str, str]:
    text: list[str] = []
    written = [PREFIXES]
    position = 0
    for place, told in enumerate(_claims(world, numbers), 1):
        words = f"{told.english}\n"
        written.append(_claim(f"claim:{slug}-{place}", slug, told, position))
        text.append(words)
        position += len(words)
    return "".join(text), "".join(written)


def _claims(world: World, numbers: range) -> Iterator[Told]:
    for number in numbers:
        tenure = world.tenures[number]
        yield _tenure_claim(world, tenure)
        if number % HOLDERS == 0 and tenure.post in world.superiors:
            yield _line_claim(tenure.post, world.superiors[tenure.post])
        for triples, english, french in world.extra.get(number, ()):
            yield Told([triples], english, french)


def _tenure_claim(world: World, tenure: Tenure) -> Told:
    said = f"{tenure.iri} a inc:Tenure ; inc:holder id:person-{tenure.number} ; "
    said += f'inc:post id:post-{tenure.post} ; inc:began "{tenure.begin}"^^edtf:EDTF'
    if tenure.end is None:
        until, jusque = f", and was seen there on {SEEN}", f", et on l’y a vue le {SEEN}"
        said += f' ; inc:observedOn "{SEEN}"^^edtf:EDTF'
    else:
        until, jusque = f" until {tenure.end}", f" jusqu’au {tenure.end}"
        said += f' ; inc:ended "{tenure.end}"^^edtf:EDTF'
    if tenure.basis is not None:
        said += f" ; inc:basis {tenure.basis}"
    if tenure.follows is not None:
        said += f" ; inc:succeeds {world.tenures[tenure.follows].iri}"
    triples = [said, f"id:post-{tenure.post} org:postIn id:company ; inc:seats 1"]
    who, post = tenure.number, tenure.post
    return Told(
        triples,
        f"Person {who} took post {post} on {tenure.begin}{until}.",
        None
        if tenure.number in world.unsaid
        else f"La personne {who} a pris le poste {post} le {tenure.begin}{jusque}.",
        world.digests.get(tenure.number),
    )


def _line_claim(post: int, superior: int | str) -> Told:
    said = (
        f"id:line-post-{post}-post-{superior}-1 a inc:ReportingLine ; "
        f"inc:subordinate id:post-{post} ; inc:superior id:post-{superior} ; "
        'inc:lineKind inc:Solid ; inc:began "2000-01-01"^^edtf:EDTF ; '
        f'inc:observedOn "{SEEN}"^^edtf:EDTF'
    )
    return Told(
        [said],
        f"Post {post} has answered to post {superior} since 2000.",
        f"Le poste {post} répond au poste {superior} depuis 2000.",
    )


def _claim(iri: str, slug: str, told: Told, start: int) -> str:
    triples = "".join(f"    {triple} .\n" for triple in told.triples)
    french = "" if told.french is None else f' , "{told.french}"@fr'
    return (
        f"{iri} {{\n{triples}}}\n"
        f"graph:sources {{\n    {iri} a inc:Claim ; inc:document id:document-{slug} ;\n"
        "        inc:modality inc:Asserted ; inc:stance inc:Affirmed ;\n"
        f'        inc:says "{told.english}"@en{french} ;\n'
        f"        oa:hasSelector {iri}-place-1 .\n"
        f"    {iri}-place-1 a oa:TextPositionSelector ; oa:start {start} ;\n"
        f"        oa:end {start + len(told.english)} ;\n"
        f'        inc:spanDigest "{told.digest or _digest(told.english)}" .\n}}\n'
    )


def _names(world: World) -> Iterator[str]:
    yield PREFIXES
    yield 'id:company a org:FormalOrganization ; skos:prefLabel "Company"@en , "Société"@fr .\n'
    unknown = [superior for superior in world.superiors.values() if isinstance(superior, str)]
    for post in (*range(world.posts), *unknown):
        labels = f'"Post {post}"@en , "Poste {post}"@fr'
        yield f"id:post-{post} a org:Post ; skos:prefLabel {labels} .\n"
    for tenure in world.tenures:
        labels = f'"Person {tenure.number}"@en , "Personne {tenure.number}"@fr'
        yield f"id:person-{tenure.number} a foaf:Person ; skos:prefLabel {labels} .\n"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


if __name__ == "__main__":
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    made = write_corpus(Path(sys.argv[1]), int(sys.argv[2]), seed)
    print(f"{len(made.tenures)} tenures of {made.posts} posts, {len(made.planted)} faults")
