"""The evidence for a thing, told in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from incumbent.questions.testimony import ClaimView, Evidence, SubjectView

#: How a bound is told; the claims behind it follow.
_TOLD: Final = {
    "inc:beginNotBefore": "began not before",
    "inc:beginNotAfter": "began not later than",
    "inc:endNotBefore": "ended not before",
    "inc:endNotAfter": "ended not later than",
    "inc:notBefore": "took effect not before",
    "inc:notAfter": "took effect not later than",
    "inc:announcedNotBefore": "announced not before",
    "inc:announcedNotAfter": "announced not later than",
    "inc:daysAtLeast": "days that it lasted, at least",
    "inc:daysAtMost": "days that it lasted, at most",
}
_OPEN: Final = frozenset({"0001-01-01", "9999-12-31"})


def tell(evidence: Evidence) -> str:
    """Tell the evidence for a thing as plain text.

    Parameters
    ----------
    evidence
        As :func:`incumbent.questions.evidence.gather` gives it.

    Returns
    -------
    str
        Contradictions first, then each period and event with its bounds and claims.
    """
    return "\n".join(_lines(evidence)) + "\n"


def _lines(evidence: Evidence) -> Iterator[str]:
    yield evidence.label
    if evidence.spellings:
        spelled = (
            f"“{text}” ({', '.join(view.name for view in views)})"
            for text, views in evidence.spellings
        )
        yield f"  also written {'; '.join(spelled)}"
    yield from _conflicts(evidence)
    own, others = evidence.subjects[0], evidence.subjects[1:]
    if own.bounds:
        yield from _dates(own)
    told: set[str] = set()
    for subject in others:
        if subject.claims or subject.bounds:
            yield ""
            yield subject.label
            yield from _subject(subject)
            told |= {view.name for view in subject.claims}
    if own.bounds:
        told |= {view.name for bound in own.bounds for view in bound.claims}
    rest = [view for view in own.claims if view.name not in told]
    if rest:
        yield ""
        yield f"{'Also said' if told else 'Said'} of {evidence.label}"
        for view in rest:
            yield f"  {_claim(view)}"
    yield from _documents(evidence)


def _conflicts(evidence: Evidence) -> Iterator[str]:
    if evidence.conflicts:
        yield ""
        yield "Documents contradict each other"
    for conflict in evidence.conflicts:
        properties = ", ".join(name.removeprefix("inc:") for name in conflict.properties)
        yield f"  {conflict.about}: {properties}"
        for value, views in conflict.sides:
            if value:
                yield f"    {value}"
            for view in views:
                yield f"      {_claim(view)}"
        for rationale in conflict.judgements:
            yield f"    judged: {rationale}"


def _subject(subject: SubjectView) -> Iterator[str]:
    yield from _dates(subject)
    told = {view.name for bound in subject.bounds for view in bound.claims}
    others = [view for view in subject.claims if view.name not in told]
    if others:
        yield "  also said of it" if told else "  said of it"
    for view in others:
        yield f"    {_claim(view)}"


def _dates(subject: SubjectView) -> Iterator[str]:
    for name in subject.unknown:
        yield f"  stated to be unknown: {name}"
    for bound in subject.bounds:
        if bound.day not in _OPEN:
            yield f"  {_TOLD[bound.property]} {bound.day}, because"
            for view in bound.claims:
                yield f"    {_claim(view)}"


def _claim(view: ClaimView) -> str:
    places = ", ".join(f"{start}–{end}" for start, end in view.places)
    voice = view.modality.lower()
    if view.stance != "Affirmed":
        voice += f", {view.stance.lower()}"
    if view.speaker:
        voice += f" by {view.speaker}"
    if view.relayed_by:
        voice += f", relayed by {', '.join(view.relayed_by)}"
    if view.said_on:
        voice += f", {view.said_on}"
    if view.rejected:
        voice += "; rejected"
    return f"{view.sentence} [{view.name} at {places}; {voice}]"


def _documents(evidence: Evidence) -> Iterator[str]:
    """Name the documents once; claims are called after them."""
    views = [view for subject in evidence.subjects for view in subject.claims]
    titles = {view.document_name: view.document for view in views}
    if titles:
        yield ""
        yield "Documents"
        for name in sorted(titles):
            yield f"  {name}: {titles[name]}"
