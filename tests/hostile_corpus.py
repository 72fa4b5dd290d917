"""A corpus whose every word is hostile, otherwise an honest one: `write_hostile`.

Two documents tell who holds which post under whom, who went on leave, who left for where; some
claims contradict each other, and one judgement settles that.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import pyoxigraph as ox
from hostile import IRIS, NAMES
from incumbent.vocabulary import PREFIXES, iri

#: How many of the hostile things hang below each post, and the days of the small story.
BRANCHES, BEGAN, CHANGED, ENDED = 4, "2020-01-01", "2021-06-01", "2022-01-01"
EARLY, LATE = "2021-01-15", "2022-02-01"
#: A day on which everybody is in office.
DAY = "2021-09-01"


def person(number: int) -> ox.NamedNode:
    """Return the IRI of a person; the first ones are hostile themselves."""
    return ox.NamedNode(IRIS[number]) if number < len(IRIS) else iri(f"id:person-{number}")


def post(number: int) -> ox.NamedNode:
    """Return the IRI of a post."""
    return iri(f"id:post-{number}")


class _Written:
    """Quads of one file, with what every claim repeats."""

    def __init__(self) -> None:
        self.quads: list[ox.Quad] = []

    def add(self, subject: ox.NamedNode, graph: object = None, **values: object) -> None:
        """Add one triple a value; `org__postIn` stands for `org:postIn`."""
        place = graph if isinstance(graph, ox.NamedNode) else ox.DefaultGraph()
        for key, value in values.items():
            predicate = iri("rdf:type" if key == "a" else key.replace("__", ":"))
            for one in value if isinstance(value, list) else [value]:
                self.quads.append(ox.Quad(subject, predicate, one, place))

    def claim(
        self, slug: str, number: int, sentence: str, speaker: ox.NamedNode, text: str
    ) -> ox.NamedNode:
        """Describe a claim that stands on the whole of a document's line; return its graph."""
        claim = iri(f"claim:{slug}-{number}")
        place, start = iri(f"claim:{slug}-{number}-place-1"), text.index(sentence)
        self.add(
            claim,
            iri("graph:sources"),
            a=iri("inc:Claim"),
            inc__document=iri(f"id:document-{slug}"),
            inc__modality=iri("inc:Reported"),
            inc__stance=iri("inc:Affirmed"),
            inc__speaker=speaker,
            inc__relayedBy=speaker,
            inc__says=both(sentence),
            oa__hasSelector=place,
        )
        self.add(
            place,
            iri("graph:sources"),
            a=iri("oa:TextPositionSelector"),
            oa__start=whole(start),
            oa__end=whole(start + len(sentence)),
            inc__spanDigest=digest(sentence),
        )
        return claim

    def save(self, path: Path) -> None:
        """Write the file."""
        known = {k: v for k, v in PREFIXES.items() if k in ("inc", "rdf")}
        kind = ox.RdfFormat.TRIG if path.suffix == ".trig" else ox.RdfFormat.TURTLE
        told = [quad.triple for quad in self.quads] if path.suffix == ".ttl" else self.quads
        path.write_bytes(ox.serialize(told, format=kind, prefixes=known))


def both(text: str) -> list[ox.Literal]:
    """Return a text in both languages, told apart by a mark."""
    return [ox.Literal(text, language="en"), ox.Literal(f"{text} «fr»", language="fr")]


def whole(number: int) -> ox.Literal:
    """Return a number as a literal."""
    return ox.Literal(number)


def day(text: str) -> ox.Literal:
    """Return a stated day."""
    return ox.Literal(text, datatype=iri("edtf:EDTF"))


def digest(text: str) -> ox.Literal:
    """Return the digest of a text."""
    return ox.Literal(hashlib.sha256(text.encode()).hexdigest())


def write_hostile(folder: Path) -> Path:
    """Write the corpus, with the texts of its two documents in ``texts``; return its folder."""
    (folder / "claims").mkdir(parents=True)
    (folder / "texts").mkdir()
    registry, names, judgements = _Written(), _Written(), _Written()
    registry.add(
        iri("id:corpus-hostile"), a=iri("schema:Collection"), dcterms__title=both(NAMES[0])
    )
    sentences = [f"{number}: {text}" for number, text in enumerate(NAMES)]
    early, late = "\n".join(sentences), "\n".join(reversed(sentences))
    for slug, text, issued, title in (
        ("early", early, EARLY, NAMES[1]),
        ("late", late, LATE, NAMES[11]),
    ):
        (folder / "texts" / f"{slug}.txt").write_bytes(text.encode())
        registry.add(
            iri(f"id:document-{slug}"),
            a=iri("inc:Document"),
            dcterms__title=both(title),
            dcterms__issued=day(issued),
            dcterms__language=ox.Literal("en"),
            dcterms__identifier=ox.Literal(f"{slug}.txt"),
            dcterms__extent=whole(len(text)),
            dcterms__publisher=person(0),
            inc__spanDigest=digest(text),
        )
    _name_things(names)
    _tell(folder, sentences, early, late)
    judgements.add(
        iri("id:judgement-1"),
        iri("graph:judgements"),
        a=iri("inc:Judgement"),
        inc__prefers=iri("claim:late-3"),
        inc__rejects=iri("claim:early-3"),
        inc__rationale=both(NAMES[9]),
        prov__wasAttributedTo=person(0),
        dcterms__date=ox.Literal("2022-03-01", datatype=iri("xsd:date")),
    )
    registry.save(folder / "corpus.ttl")
    names.save(folder / "names.ttl")
    judgements.save(folder / "judgements.trig")
    return folder


def _name_things(names: _Written) -> None:
    names.add(iri("id:company"), a=iri("org:FormalOrganization"), skos__prefLabel=both(NAMES[2]))
    for number, name in enumerate(NAMES):
        spelling = ox.Literal(NAMES[-number])
        names.add(
            person(number),
            a=iri("foaf:Person"),
            skos__prefLabel=both(name),
            skos__altLabel=spelling,
        )
        names.add(post(number), a=iri("org:Post"), skos__prefLabel=both(name))
        if number % 5 == 0:
            unit = iri(f"id:unit-{number}")
            names.add(unit, a=iri("org:OrganizationalUnit"), skos__prefLabel=both(name))


def _tell(folder: Path, sentences: list[str], early: str, late: str) -> None:
    """Write the claims: who holds what, under whom, who left for where, and what is disputed."""
    first, second = _Written(), _Written()
    for number, sentence in enumerate(sentences):
        claim = first.claim("early", number, sentence, person(number), early)
        tenure, line = iri(f"id:tenure-{number}"), iri(f"id:line-{number}")
        first.add(
            tenure,
            claim,
            a=iri("inc:Tenure"),
            inc__holder=person(number),
            inc__post=post(number),
            inc__began=day(BEGAN),
            inc__observedOn=day(EARLY),
        )
        unit = iri(f"id:unit-{number - number % 5}")
        first.add(post(number), claim, org__postIn=[unit, iri("id:company")])
        first.add(unit, claim, a=iri("org:OrganizationalUnit"), org__unitOf=iri("id:company"))
        if number:
            above = post((number - 1) // BRANCHES)
            first.add(
                line,
                claim,
                a=iri("inc:ReportingLine"),
                inc__subordinate=post(number),
                inc__superior=above,
                inc__lineKind=iri("inc:Solid"),
                inc__began=day(BEGAN),
                inc__observedOn=day(LATE),
            )
        later = second.claim("late", number, sentence, person(number), late)
        _tell_later(second, later, number)
    first.save(folder / "claims" / "early.trig")
    second.save(folder / "claims" / "late.trig")


def _tell_later(second: _Written, claim: ox.NamedNode, number: int) -> None:
    tenure = iri(f"id:tenure-{number}")
    if number % 7 == 3 and number > 3:
        leave = iri(f"id:leave-{number}")
        second.add(
            leave, claim, a=iri("inc:Leave"), inc__interrupts=tenure, inc__observedOn=day(DAY)
        )
    elif number % 7 == 4:
        second.add(tenure, claim, inc__basis=iri("inc:Acting"), inc__ended=day(ENDED))
    elif number % 7 == 5:
        departure = iri(f"id:departure-{number}")
        second.add(
            departure,
            claim,
            a=iri("inc:Departure"),
            inc__closes=tenure,
            inc__announced=day(CHANGED),
            inc__effective=day(ENDED),
            inc__stage=iri("inc:Effected"),
            inc__manner=iri("inc:Resigned"),
            inc__destination=person(number - 1),
        )
    elif number % 7 == 6 and number > BRANCHES:
        second.add(
            iri(f"id:dotted-{number}"),
            claim,
            a=iri("inc:ReportingLine"),
            inc__subordinate=post(number),
            inc__superior=post(number // 2),
            inc__lineKind=iri("inc:Dotted"),
            inc__began=day(BEGAN),
            inc__observedOn=day(LATE),
        )
    else:
        second.add(
            tenure, claim, a=iri("inc:Tenure"), inc__holder=person(number), inc__post=post(number)
        )
        disputed = number % 7 == 0 or number == 3
        second.add(tenure, claim, inc__began=day("2020-03-01" if disputed else BEGAN))
