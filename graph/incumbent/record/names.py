"""The names graph: what everything is and what it is called, in each language."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import chain

import pyoxigraph as ox

from incumbent.claims.claim import Claim
from incumbent.ontology import EVENT, PERIOD, Ontology
from incumbent.rdf import Description, Triple
from incumbent.record.acceptance import Accepted
from incumbent.vocabulary import PREFIXES, TYPE, iri

LANGUAGES = ("en", "fr")

_PREFERRED = iri("skos:prefLabel")
_SPELLINGS = (iri("skos:altLabel"), iri("skos:hiddenLabel"))
#: Who and what a period is between, in the order in which its label names them.
_PARTIES = tuple(
    iri(name) for name in ("inc:holder", "inc:subordinate", "inc:post", "inc:superior")
)
_ORGANIZATION, _ROLE = iri("org:organization"), iri("org:role")
#: Through what an interruption or a transition is about its people.
_ABOUT = tuple(iri(name) for name in ("inc:interrupts", "inc:opens", "inc:closes"))
_VALUE, _CURRENCY = iri("schema:value"), iri("schema:currency")
#: All that a label is made of.
_TELLING = frozenset({TYPE, *_PARTIES, _ORGANIZATION, _ROLE, *_ABOUT, _VALUE, _CURRENCY})
_PLAIN = frozenset({iri("inc:Tenure"), iri("inc:Membership")})


def build_names(
    names: Iterable[Triple],
    sources: Iterable[Triple],
    record: Collection[Triple],
    claims: Collection[Claim],
    accepted: Accepted,
    ontology: Ontology,
) -> set[Triple]:
    """Put the names graph together.

    Parameters
    ----------
    names
        Types and chosen labels, as the corpus's ``names.ttl`` gives them.
    sources
        The documents, whose titles are their labels.
    record
        The record's triples, from which periods and events without a chosen label take theirs.
    claims
        All claims; what stands in none that is accepted takes its label from them.
    accepted
        The claims that tell how documents spell names.
    ontology
        The labels of classes and roles.

    Returns
    -------
    set
        Types, ``skos:prefLabel`` in each language, ``skos:altLabel`` and ``skos:hiddenLabel``.
    """
    result = set(names)
    result |= {
        triple for claim in accepted.claims for triple in claim.triples if triple[1] in _SPELLINGS
    }
    described = Description(sources)
    for document in described.typed(iri("inc:Document")):
        result.add((document, TYPE, iri("inc:Document")))
        for title in described.all(document, iri("dcterms:title")):
            result.add((document, _PREFERRED, title))
    known = {subject for subject, _, _ in record}
    elsewhere = (t for claim in claims for t in claim.triples if t[0] not in known)
    telling = {triple for triple in chain(record, elsewhere) if triple[1] in _TELLING}
    labels = _Labels(result, telling, ontology)
    result |= labels.of_amounts()
    result |= labels.of_things()
    return result


def _in_order(triple: Triple) -> tuple[str, str, str]:
    subject, predicate, node = triple
    return subject.value, predicate.value, node.value


class _Labels:
    """Makes labels for what nobody named: "Departure · Mira Murati · OpenAI"."""

    def __init__(self, names: set[Triple], telling: set[Triple], ontology: Ontology) -> None:
        self._record = Description(sorted(telling, key=_in_order))
        self._ontology = ontology
        self._known: dict[tuple[str, str], str] = {}
        preferred = (triple for triple in names if triple[1] == _PREFERRED)
        for subject, _, node in sorted(preferred, key=_in_order):
            if isinstance(node, ox.Literal):
                self._known.setdefault((subject.value, node.language or "en"), node.value)

    def of_things(self) -> set[Triple]:
        made: dict[tuple[str, str], list[ox.NamedNode]] = {}
        for thing in self._record.subjects():
            kinds = {k for k in self._record.all(thing, TYPE) if isinstance(k, ox.NamedNode)}
            if not self._lasts_or_happens(kinds) or (thing.value, "en") in self._known:
                continue
            for language in LANGUAGES:
                made.setdefault((self._label(thing, kinds, language), language), []).append(thing)
        triples: set[Triple] = set()
        for (label, language), things in made.items():
            for thing in things:
                number = thing.value.rpartition("-")[2]
                twin = f" ({number})" if len(things) > 1 and number.isdigit() else ""
                triples.add((thing, _PREFERRED, ox.Literal(label + twin, language=language)))
                for kind in self._record.all(thing, TYPE):
                    triples.add((thing, TYPE, kind))
        return triples

    def of_amounts(self) -> set[Triple]:
        triples: set[Triple] = set()
        for amount in self._record.typed(iri("schema:MonetaryAmount")):
            value = self._record.text(amount, _VALUE)
            currency = self._record.text(amount, _CURRENCY)
            if value is None or not value.isdigit() or (amount.value, "en") in self._known:
                continue
            english = f"{currency} {int(value):,}"
            french = f"{int(value):,} {currency}".replace(",", " ")
            triples.add((amount, _PREFERRED, ox.Literal(english, language="en")))
            triples.add((amount, _PREFERRED, ox.Literal(french, language="fr")))
            triples.add((amount, TYPE, iri("schema:MonetaryAmount")))
        return triples

    def _label(self, thing: ox.NamedNode, kinds: set[ox.NamedNode], language: str) -> str:
        parts = [self._name(party, language) for party in self._parties(thing)]
        if not kinds & _PLAIN:
            narrowest = max(kinds, key=lambda k: (len(self._above(k)), k.value))
            parts.insert(0, self._class_label(narrowest, language))
        return " · ".join(parts) or self._name(thing, language)

    def _lasts_or_happens(self, kinds: set[ox.NamedNode]) -> bool:
        return any(self._ontology.is_a(k, above) for k in kinds for above in (PERIOD, EVENT))

    def _parties(self, thing: ox.NamedNode) -> list[ox.NamedNode]:
        found = [
            node
            for name in (*_PARTIES, _ROLE, _ORGANIZATION)
            for node in self._record.all(thing, name)[:1]
            if isinstance(node, ox.NamedNode)
        ]
        # A departure may open something as well; it is named after what it closes.
        leaves = iri("inc:Departure") in self._record.all(thing, TYPE)
        for link in reversed(_ABOUT) if leaves else _ABOUT:
            for period in self._record.all(thing, link)[:1]:
                if not found and isinstance(period, ox.NamedNode) and period != thing:
                    found = self._parties(period)
        return found

    def _above(self, kind: ox.NamedNode) -> frozenset[ox.NamedNode]:
        return self._ontology.superclasses.get(kind, frozenset())

    def _class_label(self, kind: ox.NamedNode, language: str) -> str:
        label = self._term(kind, language)
        return label[:1].upper() + label[1:]

    def _term(self, term: ox.NamedNode, language: str) -> str:
        for label in self._ontology.description.all(term, _PREFERRED):
            if isinstance(label, ox.Literal) and label.language == language:
                return label.value
        return term.value.rpartition("#")[2]

    def _name(self, thing: ox.NamedNode, language: str) -> str:
        if thing.value.startswith(PREFIXES["inc"]):
            return self._term(thing, language)
        known = self._known.get((thing.value, language)) or self._known.get((thing.value, "en"))
        return known or thing.value.rpartition("/")[2].replace("-", " ")
