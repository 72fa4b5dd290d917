"""Pictures of the reporting graph: terminal tree, SVG, PNG and graph formats.

The way is always the same: a store becomes a `networkx.DiGraph` (`reporting_graph`), the graph
becomes a `Chart` of cards and lines (`chart`), the chart gets coordinates (`layout`), and one of
the writers turns it into text or bytes (`render`). Nothing here is imported by `ask`.
"""
