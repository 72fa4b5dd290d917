"""Incumbent: who held which post, when, under whom, and who says so.

>>> import incumbent
>>> kg = incumbent.open()
>>> kg.ask("holders", post="OpenAI CTO", on="2023-06-01")[0]["holderName"]
'Mira Murati'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from incumbent.errors import IncumbentError
    from incumbent.knowledge import KnowledgeGraph
    from incumbent.knowledge import open_graph as open  # noqa: A004 (incumbent.open reads well)
    from incumbent.questions.rows import Rows

__version__ = "0.1.0"

__all__ = ["IncumbentError", "KnowledgeGraph", "Rows", "__version__", "open"]

#: Where each public name lives; imported on its first use, so that the command line starts fast.
_HOMES = {
    "IncumbentError": ("incumbent.errors", "IncumbentError"),
    "KnowledgeGraph": ("incumbent.knowledge", "KnowledgeGraph"),
    "Rows": ("incumbent.questions.rows", "Rows"),
    "open": ("incumbent.knowledge", "open_graph"),
}


def __getattr__(name: str) -> Any:
    """Import a public name on its first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    module, attribute = _HOMES[name]
    return getattr(import_module(module), attribute)
