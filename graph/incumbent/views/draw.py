"""Drawing by suffix: one function for all formats."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from incumbent.errors import ParameterError
from incumbent.views import graphs
from incumbent.views.chart import chart
from incumbent.views.reporting import Graph

#: Suffix → what the format is, for help and messages.
FORMATS: Final = {
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
        One of `FORMATS`, with or without the dot, in any case.
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
    if wanted not in FORMATS:
        raise UnknownFormatError(f"cannot draw {suffix!r}; known are {', '.join(FORMATS)}")
    if wanted == ".png":
        from incumbent.views.png import render_png

        return render_png(chart(graph), theme=theme, width=width)
    if wanted == ".svg":
        from incumbent.views.svg import render_svg

        return render_svg(chart(graph), theme=theme, width=width).encode()
    if wanted == ".txt":
        from incumbent.views.text import render_text

        return render_text(chart(graph), plain=plain).encode()
    return _WRITERS[wanted](graph).encode()
