"""What readers are shown of claims: each with its voice, the days they fix, their conflicts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim as it is shown: our sentence, and everything about who says it and where."""

    name: str
    sentence: str
    document: str
    document_name: str
    places: tuple[tuple[int, int], ...]
    modality: str
    stance: str
    speaker: str | None
    relayed_by: tuple[str, ...]
    said_on: str | None
    accepted: bool
    rejected: bool


@dataclass(frozen=True, slots=True)
class BoundView:
    """A bound of the record and the claims that fix it, in the order of the argument."""

    property: str
    day: str
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True)
class ConflictView:
    """A contradiction: about what, of which kind, the claims of each side, and what settles it."""

    about: str
    properties: tuple[str, ...]
    kind: str
    sides: tuple[tuple[str, tuple[ClaimView, ...]], ...]
    judgements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SubjectView:
    """A period or event (or the thing itself) with its statements, bounds and claims."""

    iri: str
    label: str
    statements: tuple[tuple[str, str], ...]
    unknown: tuple[str, ...]
    bounds: tuple[BoundView, ...]
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that the graph holds about a thing.

    Attributes
    ----------
    iri, label
        The thing.
    spellings
        How documents write its name: the text and the documents' claims.
    conflicts
        Contradictions about it or what it takes part in.
    subjects
        The thing itself first, then its periods and events.
    """

    iri: str
    label: str
    spellings: tuple[tuple[str, tuple[ClaimView, ...]], ...]
    conflicts: tuple[ConflictView, ...]
    subjects: tuple[SubjectView, ...]
