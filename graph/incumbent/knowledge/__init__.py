"""The knowledge graph as Python sees it: opened in one call, asked through one object."""

from __future__ import annotations

from incumbent.knowledge.graph import KnowledgeGraph
from incumbent.knowledge.opening import open_graph

__all__ = ["KnowledgeGraph", "open_graph"]
