"""Copies of a store in memory, with the ontology beside the data, for checks to ask.

A store on disk answers the shapes' queries several times slower than one in memory. Of our own
graphs the text is copied: Oxigraph writes and reads it outside Python's lock, graph beside graph.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox

from incumbent.checks.rules import ONTOLOGY
from incumbent.rdf import read_quads
from incumbent.resources import ontology_files
from incumbent.vocabulary import CONCLUSIONS, NAMED_GRAPHS, PREFIXES, RECORD, TYPE, iri

_Graph = ox.NamedNode | ox.DefaultGraph

#: Worked examples of how dates are read; they look like data and are none.
_EXAMPLES = "readings.ttl"
#: What shapes ask the ontology for: the kinds of things, and what is declared.
_ASKED = (TYPE, iri("rdfs:subClassOf"), iri("rdfs:isDefinedBy"))
#: How the properties that number an explanation's claims begin.
_ORDER = f"<{PREFIXES['rdf']}_".encode()
#: Bytes of text, and quads, that are added at a time; more at once take more memory.
_BYTES, _QUADS = 2**20, 10_000


def with_ontology(store: ox.Store) -> ox.Store:
    """Return a copy of a store with the ontology's kinds and terms as one more graph.

    Its name is the ontology's own IRI. What says nothing new is left out: the conclusions, the
    record under the name of its day, and the order of an explanation's claims (``rdf:_1`` …).

    Examples
    --------
    >>> [graph == ONTOLOGY for graph in with_ontology(ox.Store()).named_graphs()]
    [True]
    """
    copy = ox.Store()
    own = [graph for graph in NAMED_GRAPHS if graph != CONCLUSIONS]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        copying = [pool.submit(_copy, store, graph, copy, graph) for graph in own]
    for done in copying:
        done.result()
    passed_over = (CONCLUSIONS.value, f"{RECORD.value}/")
    others = (
        graph
        for graph in store.named_graphs()
        if graph not in own and not graph.value.startswith(passed_over)
    )
    _fill(copy, (q for graph in others for q in store.quads_for_pattern(None, None, None, graph)))
    _fill(copy, _ontology(ONTOLOGY))
    return copy


def together(store: ox.Store, graphs: Iterable[ox.NamedNode]) -> ox.Store:
    """Return a copy of some graphs as one default graph, the ontology among them if it is named.

    Examples
    --------
    >>> len(together(ox.Store(), [ONTOLOGY])) > 100
    True
    """
    copy = ox.Store()
    for graph in graphs:
        _copy(store, graph, copy, ox.DefaultGraph())
        if graph == ONTOLOGY:
            _fill(copy, _ontology(ox.DefaultGraph()))
    return copy


def _ontology(graph: _Graph) -> Iterator[ox.Quad]:
    """Yield what shapes ask the ontology for, as quads of a graph."""
    for path in ontology_files():
        if path.name != _EXAMPLES:
            for quad in read_quads(path):
                if quad.predicate in _ASKED:
                    yield ox.Quad(quad.subject, quad.predicate, quad.object, graph)


def _copy(store: ox.Store, graph: ox.NamedNode, copy: ox.Store, name: _Graph) -> None:
    """Copy a graph under a name."""
    form = ox.RdfFormat.N_TRIPLES
    with TemporaryDirectory(prefix="incumbent-") as folder:
        text = Path(folder) / "graph.nt"
        store.dump(str(text), format=form, from_graph=graph)
        with text.open("rb") as lines:
            while part := lines.readlines(_BYTES):
                data = b"".join(line for line in part if not _numbers(line))
                if b"_:" not in data:
                    copy.bulk_load(data, format=form, to_graph=name, lenient=True)
                    continue
                # Loading would give a blank node another label in each part.
                quads = ox.parse(data, format=form, lenient=True)
                _fill(copy, (ox.Quad(q.subject, q.predicate, q.object, name) for q in quads))


def _numbers(line: bytes) -> bool:
    return line.partition(b" ")[2].startswith(_ORDER)


def _fill(store: ox.Store, quads: Iterator[ox.Quad]) -> None:
    while part := list(islice(quads, _QUADS)):
        store.bulk_extend(part)
