"""Work that makes no garbage, done without looking for any."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep Python from searching a large heap, again and again, for what refers to itself.

    Reading and working out a corpus makes millions of triples and drops none of them, and the
    search takes longer than the work. Usable as a decorator too.

    Examples
    --------
    >>> with uncollected():
    ...     gc.isenabled()
    False
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
