"""Drawing by suffix: one function for all formats."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from incumbent.errors import ParameterError
from incumbent.views import graphs
from incumbent.views.chart import chart
from incumbent.views.reporting import Graph

if TYPE_CHECKING:
    from incumbent.knowledge import KnowledgeGraph

#: The format that shows a whole knowledge graph, not the reporting graph of one day.
EXPLORER: Final = ".html"
#: Suffix → what the format is, for help and messages.
FORMATS: Final = {
    EXPLORER: "the explorer, for a browser",
    ".svg": "picture",
    ".png": "picture as pixels",
    ".txt": "tree of text",
    ".dot": "Graphviz",
    ".mmd": "Mermaid",
    ".graphml": "GraphML",
    ".gexf": "GEXF",
}
_WRITERS: Final[dict[str, Callable[[Graph], str]]] = {
    ".dot": graphs.dot,
    ".mmd": graphs.mermaid,
    ".graphml": graphs.graphml,
    ".gexf": graphs.gexf,
}


class UnknownFormatError(ParameterError, ValueError):
    """A suffix that no picture has; the message lists those that one has."""


def draw(
    kg: KnowledgeGraph,
    suffix: str,
    on: date,
    *,
    lang: str = "en",
    view: str = "chart",
    documents: str | Path | None = None,
    report: Callable[[str], None] = warnings.warn,
    **options: Any,
) -> bytes:
    """Return a knowledge graph in the format of a suffix.

    Parameters
    ----------
    kg
        What to draw.
    suffix
        One of `FORMATS`, with or without the dot, in any case.
    on
        The day that is drawn, or shown first.
    lang
        Of names and words; the explorer has both.
    view
        `chart`, `timeline` or `departures`; the last two as ``.svg``, ``.png`` or ``.txt``, and
        the explorer has them all.
    documents
        A folder with the documents' texts; the explorer shows their passages.
    report
        Told of each text that cannot be shown.
    **options
        As :func:`render` takes them; of other views as :func:`incumbent.views.picture.picture`
        does.

    Returns
    -------
    bytes
        A whole file.

    Raises
    ------
    UnknownFormatError
        When the suffix is not known.
    ParameterError
        When the format does not take an option.
    """
    wanted = "." + suffix.lower().lstrip(".")
    if wanted != EXPLORER:
        if documents is not None:
            raise ParameterError("only a chart in .html shows the documents' texts")
        if view != "chart":
            from incumbent.views.picture import picture

            return picture(kg, view, on=on, lang=lang, **options).written(wanted)
        return render(kg.reporting(on, lang=lang), suffix, **options)
    if view != "chart":
        raise ParameterError("a chart in .html has every view; leave the view out")
    if options:
        raise ParameterError(f"a chart in .html takes no {' and no '.join(sorted(options))}")
    from incumbent.views.explorer.explorer import explorer

    return explorer(kg, on, lang=lang, documents=documents, report=report)


def render(
    graph: Graph,
    suffix: str,
    *,
    theme: str = "light",
    width: int | None = None,
    plain: bool = False,
) -> bytes:
    """Return a reporting graph in the format of a suffix.

    Parameters
    ----------
    graph
        As `reporting_graph` gives it.
    suffix
        One of `FORMATS` save ``.html``, with or without the dot, in any case.
    theme
        `light` or `dark`; for pictures.
    width
        The width in pixels; for pictures. Their own width where None.
    plain
        ASCII branches; for text.

    Returns
    -------
    bytes
        A whole file; text is UTF-8. Equal graphs give equal bytes.

    Raises
    ------
    UnknownFormatError
        A `ValueError` too: when the suffix is not known; the message names those that are.
    ValueError
        When theme or width make no sense.

    Examples
    --------
    >>> import networkx
    >>> render(networkx.DiGraph(on="2024-05-01"), ".txt").decode().splitlines()[1]
    'On 1 May 2024, as all documents tell it'
    """
    wanted = "." + suffix.lower().lstrip(".")
    if wanted == EXPLORER:
        raise UnknownFormatError("the explorer shows a whole knowledge graph, not one day's graph")
    if wanted not in FORMATS:
        raise UnknownFormatError(f"cannot draw {suffix!r}; known are {', '.join(FORMATS)}")
    if wanted in (".png", ".svg", ".txt"):
        from incumbent.views.picture import Picture

        shown = Picture(chart(graph), theme=theme, width=width)
        return shown.text(plain=plain).encode() if wanted == ".txt" else shown.written(wanted)
    return _WRITERS[wanted](graph).encode()
