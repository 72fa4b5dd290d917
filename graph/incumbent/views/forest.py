"""One superior for everybody: the tree inside the reporting graph."""

from __future__ import annotations

from incumbent.views.facts import RANK
from incumbent.views.reporting import KIND_RANK, Graph


def forest(graph: Graph) -> dict[str, str]:
    """Choose one superior for everybody so that no circle is left.

    Parameters
    ----------
    graph
        As `reporting_graph` gives it.

    Returns
    -------
    dict
        Subordinate → superior. Solid lines come before those of unstated kind and dotted ones,
        certain before possible ones, superiors of one's own unit before others.

    Examples
    --------
    >>> import networkx as nx
    >>> line = {"kind": "solid", "certainty": "certain"}
    >>> circle = nx.DiGraph([("a", "b", line), ("b", "a", line)])
    >>> nx.set_node_attributes(circle, "", "unit")
    >>> forest(circle)
    {'a': 'b'}
    """

    def rank(below: str, above: str) -> tuple[object, ...]:
        data = graph.edges[below, above]
        ours, theirs = graph.nodes[below]["unit"], graph.nodes[above]["unit"]
        far = not (ours and ours in (theirs, above))
        return (KIND_RANK[data["kind"]], RANK.get(data["certainty"], 0), far, above)

    chosen: dict[str, str] = {}
    for below in sorted(graph):
        for above in sorted(graph.successors(below), key=lambda one: rank(below, one)):
            top = above
            while top in chosen and top != below:
                top = chosen[top]
            if top != below:
                chosen[below] = above
                break
    return chosen
