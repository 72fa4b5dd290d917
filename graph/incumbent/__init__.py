"""Incumbent: who held which post, when, under whom, and who says so.

>>> import incumbent
>>> kg = incumbent.open()
>>> kg.ask("holders", post="OpenAI CTO", on="2023-06-01")[0]["holderName"]
'Mira Murati'
"""

from __future__ import annotations

from incumbent.errors import IncumbentError
from incumbent.knowledge import KnowledgeGraph
from incumbent.knowledge import open_graph as open  # noqa: A004 (incumbent.open reads well)
from incumbent.questions.rows import Rows

__version__ = "0.1.0"

__all__ = ["IncumbentError", "KnowledgeGraph", "Rows", "__version__", "open"]
