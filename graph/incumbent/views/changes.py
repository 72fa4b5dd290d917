"""The changes in what is known: what each is about, from what to what, and because of whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from incumbent.questions.rows import Rows, Term

#: What a change can be, in the order in which they are told.
APPEARED, GREW = "contradiction appeared", "contradiction between other claims"
SETTLED = "contradiction settled"
MOVED, ADDED, REMOVED = "date moved", "value added", "value removed"
NEW, GONE = "newly known", "no longer known"
CHANGES: Final = (APPEARED, GREW, SETTLED, MOVED, ADDED, REMOVED, NEW, GONE)


@dataclass(frozen=True, slots=True)
class Reason:
    """A claim that made a difference: its name, our sentence, its document."""

    claim: str
    sentence: str
    document: str


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is known otherwise than before.

    Attributes
    ----------
    change
        One of `CHANGES`.
    kind, label, thing
        What it is about: its class, its name, its IRI.
    property
        Which bound or property; empty for a thing as such.
    before, after
        What it was and what it is, as people read it.
    because
        The claims that came, or went, and made the difference.
    """

    change: str
    kind: str
    label: str
    property: str
    before: str
    after: str
    because: tuple[Reason, ...]
    thing: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that changed in knowledge.

    Attributes
    ----------
    earlier, later
        What is compared, such as two days.
    documents, withdrawn
        The documents that only the later knowledge has, and those that only the earlier has.
    changes
        In a fixed order. Chains of command are left out, since they follow from reporting lines.
    """

    earlier: str
    later: str
    documents: tuple[str, ...]
    withdrawn: tuple[str, ...]
    changes: tuple[Change, ...]

    def __str__(self) -> str:
        from incumbent.views.diff_text import tell

        return tell(self)

    def rows(self) -> Rows:
        """Return the changes as rows, the claims by name."""
        columns = ("change", "kind", "thingName", "property", "before", "after", "claims", "thing")
        rows: list[tuple[Term, ...]] = []
        for one in self.changes:
            texts = (one.change, one.kind, one.label, one.property, one.before, one.after)
            claims = " ".join(reason.claim for reason in one.because)
            literals = (ox.Literal(text) for text in (*texts, claims))
            rows.append((*literals, ox.NamedNode(one.thing)))
        return Rows(columns, tuple(rows))
