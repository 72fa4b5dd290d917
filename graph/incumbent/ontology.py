"""What the ontology says that the build needs: which classes, which single values, which order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from incumbent.rdf import Description, Triple, read_quads, triple_of
from incumbent.resources import ontology_files
from incumbent.vocabulary import PREFIXES, iri

PERIOD = iri("inc:Period")
EVENT = iri("inc:Event")
TRANSITION = iri("inc:Transition")


@dataclass(frozen=True, slots=True)
class Ontology:
    """The parts of the ontology that decide how a record is put together.

    Attributes
    ----------
    single
        Properties of which a thing has one value (``owl:FunctionalProperty``).
    superclasses
        Our own classes above each of our classes.
    broader
        For each concept the concepts above it, itself excluded.
    description
        Labels and all else.
    """

    single: frozenset[ox.NamedNode]
    superclasses: dict[ox.NamedNode, frozenset[ox.NamedNode]]
    broader: dict[ox.NamedNode, frozenset[ox.NamedNode]]
    description: Description

    def is_a(self, kind: ox.NamedNode, ancestor: ox.NamedNode) -> bool:
        """Tell whether a class is another or stands below it."""
        return kind == ancestor or ancestor in self.superclasses.get(kind, frozenset())


@cache
def read_ontology() -> Ontology:
    """Read the ontology's modules.

    Returns
    -------
    Ontology
        Read once a process.

    Examples
    --------
    >>> read_ontology().is_a(iri("inc:Leave"), PERIOD)
    True
    """
    triples: list[Triple] = []
    for path in ontology_files():
        # Anonymous class expressions may stand in alignments; nothing here needs them.
        triples.extend(
            triple_of(quad, path)
            for quad in read_quads(path)
            if isinstance(quad.subject, ox.NamedNode) and not isinstance(quad.object, ox.BlankNode)
        )
    single = {s for s, _, o in triples if o == iri("owl:FunctionalProperty")}
    return Ontology(
        frozenset(single),
        _closure(triples, iri("rdfs:subClassOf")),
        _closure(triples, iri("skos:broader")),
        Description(triples),
    )


def _closure(
    triples: list[Triple], link: ox.NamedNode
) -> dict[ox.NamedNode, frozenset[ox.NamedNode]]:
    """Return for each thing all that a link leads to, as far as our own namespace goes."""
    above: dict[ox.NamedNode, set[ox.NamedNode]] = {}
    for subject, predicate, node in triples:
        ours = isinstance(node, ox.NamedNode) and node.value.startswith(PREFIXES["inc"])
        if predicate == link and ours and isinstance(node, ox.NamedNode):
            above.setdefault(subject, set()).add(node)
    result = {}
    for start in above:
        reached: set[ox.NamedNode] = set()
        frontier = [start]
        while frontier:
            for node in above.get(frontier.pop(), ()):
                if node not in reached:
                    reached.add(node)
                    frontier.append(node)
        result[start] = frozenset(reached)
    return result
