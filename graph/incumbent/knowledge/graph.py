"""One object that answers, explains, checks and shows; :func:`incumbent.open` makes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from incumbent.errors import NotFoundError
from incumbent.knowledge.moments import read_moment
from incumbent.questions import ask, names
from incumbent.questions.rows import Rows
from incumbent.store.cache import in_memory_copy, open_store
from incumbent.vocabulary import RECORD

if TYPE_CHECKING:
    import networkx
    import rdflib

    from incumbent.checks.findings import Findings
    from incumbent.questions.testimony import Evidence
    from incumbent.store.known import KnownOn
    from incumbent.views.changes import Difference
    from incumbent.views.picture import Picture


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
    moment
        The day whose knowledge it holds; None for all documents.
    """

    def __init__(
        self,
        store: ox.Store,
        folder: Path,
        notes: tuple[str, ...] = (),
        moment: KnownOn | None = None,
    ) -> None:
        self.store = store
        self.folder = folder
        self.notes = notes
        self.moment = moment

    def known_on(self, day: str | date, variant: str = "certainly") -> KnowledgeGraph:
        """Return the graph as it followed from the documents published by a day.

        Parameters
        ----------
        day
            The day of the second clock. Before the first document the graph is empty.
        variant
            Where a document's own day is uncertain: ``certainly`` counts those that had certainly
            come out by then, ``possibly`` also those that may have.

        Raises
        ------
        ParameterError
            When the day is none, or there is no such variant.

        Examples
        --------
        >>> import incumbent
        >>> known = incumbent.open().known_on("2024-08-06")
        >>> known.counts()["documents"], known.moment.record.value.rpartition("/")[2]
        (1, '2024-08-06')
        """
        moment = read_moment(day, variant)
        store, notes = open_store(self.folder, known_on=moment)
        return KnowledgeGraph(in_memory_copy(store), self.folder, tuple(notes), moment)

    def diff(self, earlier: str | date, later: str | date, *, lang: str = "en") -> Difference:
        """Return what changed in knowledge between two days, with the claims that changed it.

        Raises
        ------
        ParameterError
            When a day is none.
        """
        return difference(self.known_on(earlier), self.known_on(later), lang=lang)

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
        try:
            return ask.ask(self.store, question, parameters)
        except NotFoundError:
            if self.moment is None:
                raise
        # Asked in today's names of what was not yet known.
        today, _ = open_store(self.folder)
        return ask.ask(self.store, question, parameters, named=today)

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

        try:
            found = names.find(self.store, thing)
        except NotFoundError:
            if self.moment is None:
                raise
            today, _ = open_store(self.folder)
            found = names.find(today, thing)
            return replace(gather(self.store, found, lang), label=names.label(today, found, lang))
        return gather(self.store, found, lang)

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

    def draw(
        self, path: str | Path, *, on: str | date | None = None, lang: str = "en", **options: Any
    ) -> Path:
        """Draw the graph to a file, in the format of its suffix.

        Parameters
        ----------
        path
            Ends in ``.html`` (the explorer), ``.svg``, ``.png``, ``.dot``, ``.mmd``, ``.graphml``,
            ``.gexf`` or ``.txt``.
        on
            The day, for the explorer the one shown first; None for the last of which is known.
        lang
            Of names and words.
        **options
            As :func:`incumbent.views.draw.draw` takes them: ``theme`` and ``width`` of pictures,
            ``view``, ``first``, ``last`` and ``lanes`` of other views, ``documents`` of the
            explorer, a folder with the texts.

        Raises
        ------
        ParameterError, TargetError
            When the format is unknown, or the file cannot be written.
        """
        from incumbent.files import write_whole
        from incumbent.views.draw import draw

        target = Path(path)
        day = ask.read_date(on) if isinstance(on, str) else on or self.latest_day()
        write_whole(target, draw(self, target.suffix, day, lang=lang, **options))
        return target

    def picture(self, view: str = "chart", **options: Any) -> Picture:
        """Return the chart, the timeline or the departures, to be shown in a notebook or saved.

        Parameters
        ----------
        view, **options
            As :func:`incumbent.views.picture.picture` takes them: ``on``, ``first``, ``last``, ….
        """
        from incumbent.views.picture import picture

        return picture(self, view, **options)

    def reporting(self, on: str | date, *, lang: str = "en") -> networkx.DiGraph[str]:
        """Return the reporting graph of a day: posts and people, each leading to its superiors."""
        from incumbent.views.reporting import reporting_graph

        day = ask.read_date(on) if isinstance(on, str) else on
        record = self.moment.record if self.moment else RECORD
        return reporting_graph(self.store, day, record=record.value, lang=lang)

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
        """Return the last day that the documents tell much of."""
        from incumbent.questions import summary

        unbounded = self.moment.day if self.moment else date.max
        return summary.latest_day(self.store) or unbounded

    def counts(self) -> dict[str, int]:
        """Return how many documents, claims, people, … the graph holds."""
        from incumbent.questions import summary

        return summary.counts(self.store)

    def title(self, lang: str = "en") -> str:
        """Return the corpus's title."""
        from incumbent.questions import summary

        return summary.title(self.store, lang) or self.folder.name

    @property
    def dataset(self) -> rdflib.Dataset:
        """The same graphs as an rdflib Dataset, over the same store."""
        import rdflib
        from oxrdflib import OxigraphStore

        return rdflib.Dataset(store=OxigraphStore(store=self.store))


def difference(earlier: KnowledgeGraph, later: KnowledgeGraph, *, lang: str = "en") -> Difference:
    """Return what one graph knows otherwise than another, each named after its day."""
    from incumbent.views import diff

    days = (_day(earlier), _day(later))
    return diff.difference(earlier.store, later.store, days, lang)


def _day(kg: KnowledgeGraph) -> str:
    return str(kg.moment.day) if kg.moment else "all days"
