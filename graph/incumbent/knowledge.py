"""The knowledge graph as Python sees it: one object that answers, explains, checks and shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from incumbent.documents.folder import corpus_folder
from incumbent.questions import ask, names
from incumbent.questions.rows import Rows
from incumbent.store.cache import open_store

if TYPE_CHECKING:
    import networkx
    import rdflib

    from incumbent.checks.findings import Findings
    from incumbent.questions.evidence import Evidence

_LATEST = """
SELECT (MAX(?end) AS ?day) WHERE {
  GRAPH graph:record { ?period inc:beginNotAfter ?begin ; inc:endNotBefore ?end }
  FILTER(?begin < ?end && ?end < "9999-12-31"^^xsd:date)
}
"""
_COUNTS = """
SELECT ?what (COUNT(DISTINCT ?thing) AS ?count) WHERE {
  VALUES (?what ?kind ?graph) {
    ("documents" inc:Document graph:names) ("claims" inc:Claim graph:sources)
    ("people" foaf:Person graph:names) ("posts" org:Post graph:names)
    ("tenures" inc:Tenure graph:record) ("departures" inc:Departure graph:record)
    ("reporting lines" inc:ReportingLine graph:record)
    ("contradictions" inc:Conflict graph:explanations)
  }
  GRAPH ?graph { ?thing a ?kind }
} GROUP BY ?what
"""
_COUNTED = ("documents", "claims", "people", "posts", "tenures", "departures", "reporting lines")
_TITLE = "GRAPH graph:sources { ?corpus a schema:Collection ; dcterms:title ?title }"


def open_graph(
    corpus: str | Path | None = None,
    *,
    progress: Callable[[str], None] = lambda _: None,
    rebuild: bool = False,
    in_memory: bool = True,
) -> KnowledgeGraph:
    """Open a corpus, building its record when the cache does not hold it.

    Parameters
    ----------
    corpus
        A corpus folder, or None for the built-in corpus.
    progress
        Told of each step of a build.
    rebuild
        Build even when the cache holds it.
    in_memory
        Copy the store into memory: opening takes longer, every answer less. The command line,
        which asks once, leaves it on disk.

    Returns
    -------
    KnowledgeGraph
        Ready to be asked.

    Raises
    ------
    CorpusError
        When the corpus cannot be read.

    Examples
    --------
    >>> kg = open_graph()
    >>> rows = kg.ask("holders", post="OpenAI CTO", on="2023-06-01")
    >>> rows[0]["holderName"], rows[0]["certainty"]
    ('Mira Murati', 'certain')
    """
    folder = corpus_folder(corpus)
    store, notes = open_store(folder, progress, rebuild=rebuild)
    if in_memory:
        on_disk, store = store, ox.Store()
        store.bulk_extend(on_disk)
    return KnowledgeGraph(store, folder, tuple(notes))


class KnowledgeGraph:
    """A built graph; :func:`incumbent.open` makes one.

    Attributes
    ----------
    folder
        The corpus it was built from.
    notes
        What its curator should know of the build.
    store
        The pyoxigraph store with every graph.
    """

    def __init__(self, store: ox.Store, folder: Path, notes: tuple[str, ...] = ()) -> None:
        self.store = store
        self.folder = folder
        self.notes = notes

    def ask(self, question: str, **parameters: str | int | bool | date | None) -> Rows:
        """Ask a question of the catalogue.

        Parameters
        ----------
        question
            Its name; ``incumbent ask`` lists them.
        **parameters
            In words, as dates or as IRIs; what is left out takes the question's default.

        Returns
        -------
        Rows
            Dictionaries when iterated, a table in a notebook.

        Raises
        ------
        IncumbentError
            When the question or a value cannot be understood.
        """
        return ask.ask(self.store, question, parameters)

    def query(self, text: str) -> Rows | list[ox.Triple] | bool:
        """Evaluate SPARQL; the default graph is record, names and conclusions together.

        Raises
        ------
        ForbiddenQueryError, QuerySyntaxError
            When the text would do more than read this graph, or does not parse.
        """
        from incumbent.questions import engine  # its lexer takes a while to compile

        return engine.query(self.store, text)

    def find(self, text: str, kind: str = "thing") -> str:
        """Return the IRI of what a text names, in any spelling that the corpus knows."""
        return names.find(self.store, text, kind).value

    def why(self, thing: str, *, lang: str = "en") -> Evidence:
        """Return the claims, places, speakers and contradictions behind a thing.

        Raises
        ------
        NotFoundError, AmbiguousNameError
            When the text names nothing, or several things.
        """
        from incumbent.questions.evidence import gather

        return gather(self.store, names.find(self.store, thing), lang)

    def check(self, *, documents: str | Path | None = None) -> Findings:
        """Check the graph against the SHACL shapes, and its places against the documents' texts.

        Parameters
        ----------
        documents
            A folder with the texts; None checks the graph alone.
        """
        from incumbent.checks.check import check

        texts = None if documents is None else Path(documents)
        return check(self.store, documents=texts, corpus_folder=self.folder)

    def export(self, path: str | Path, *, what: str = "record") -> Path:
        """Write the graph to a file, in the format of its suffix.

        Parameters
        ----------
        path
            Ends in ``.ttl``, ``.jsonld``, ``.trig``, ``.nq``, ``.nt`` or ``.rdf``.
        what
            ``record``, ``claims`` or ``all``.

        Raises
        ------
        ParameterError, TargetError
            When the format cannot hold it, or the file cannot be written.
        """
        from incumbent.files import write_whole
        from incumbent.views.export import export

        target = Path(path)
        write_whole(target, export(self.store, target.suffix, what))
        return target

    def draw(self, path: str | Path, *, on: str | date, **options: Any) -> Path:
        """Draw the reporting graph of a day to a file, in the format of its suffix.

        Parameters
        ----------
        path
            Ends in ``.svg``, ``.png``, ``.dot``, ``.mmd``, ``.graphml``, ``.gexf`` or ``.txt``.
        on
            The day.
        **options
            As :func:`incumbent.views.draw.render` takes them.

        Raises
        ------
        ParameterError, TargetError
            When the format is unknown, or the file cannot be written.
        """
        from incumbent.files import write_whole
        from incumbent.views.draw import render

        target = Path(path)
        write_whole(target, render(self.reporting(on), target.suffix, **options))
        return target

    def reporting(self, on: str | date, *, lang: str = "en") -> networkx.DiGraph[str]:
        """Return the reporting graph of a day: posts and people, each leading to its superiors."""
        from incumbent.views.reporting import reporting_graph

        day = ask.read_date(on) if isinstance(on, str) else on
        return reporting_graph(self.store, day, lang=lang)

    def publish(self, folder: str | Path) -> list[Path]:
        """Write everything a reader needs into a folder, and return the files.

        Raises
        ------
        TargetError
            When the folder cannot be written.
        """
        from incumbent.views.publish import publish

        return publish(self, Path(folder))

    def latest_day(self) -> date:
        """Return the last day on which anything is certain: as far as the documents look."""
        latest = self.query(_LATEST)
        days = latest.column("day") if isinstance(latest, Rows) else []
        return next((day - timedelta(days=1) for day in days if isinstance(day, date)), date.max)

    def counts(self) -> dict[str, int]:
        """Return how many documents, claims, people, … the graph holds."""
        rows = self.query(_COUNTS)
        found = {row["what"]: row["count"] for row in rows} if isinstance(rows, Rows) else {}
        return {what: int(str(found.get(what, 0))) for what in (*_COUNTED, "contradictions")}

    def title(self, lang: str = "en") -> str:
        """Return the corpus's title."""
        rows = self.query(f'SELECT ?title {{ {_TITLE} FILTER(LANG(?title) = "{lang}") }}')
        titles = rows.column("title") if isinstance(rows, Rows) else []
        return str(titles[0]) if titles else self.folder.name

    @property
    def dataset(self) -> rdflib.Dataset:
        """The same graphs as an rdflib Dataset, over the same store."""
        import rdflib
        from oxrdflib import OxigraphStore

        return rdflib.Dataset(store=OxigraphStore(store=self.store))
