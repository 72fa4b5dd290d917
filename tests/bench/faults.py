"""The faults of a generated corpus: how each is planted, and what a check must find."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generate import World

#: A rule and the thing that breaks it, as a prefixed name.
Expected = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Planted:
    """One fault of a corpus."""

    kind: str
    expected: tuple[Expected, ...]

    def to_dict(self) -> dict[str, object]:
        """Return it for ``faults.json``."""
        found = [{"rule": rule, "focus": focus} for rule, focus in self.expected]
        return {"kind": self.kind, "findings": found}


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of fault.

    Attributes
    ----------
    kind
        Its name.
    leaf
        Whether it takes a post that nobody reports to, and the next, lest it spread.
    spoil
        Changes the world around a post and returns what must be found.
    """

    kind: str
    leaf: bool
    spoil: Callable[[World, int], list[Expected]]

    def plant(self, world: World, post: int) -> Planted:
        """Plant it at a post."""
        return Planted(self.kind, tuple(self.spoil(world, post)))


def _middle(world: World, post: int) -> int:
    """Return the number of the tenure in the middle of a post's line of succession."""
    return post * 5 + 2


def _claim_of(world: World, number: int, after: int = 0) -> str:
    """Return the claim that tells of a tenure, or one after it, counting those before."""
    first = number // 500 * 500
    lines = {n for n in range(first, number) if n % 5 == 0 and n // 5 in world.superiors}
    extra = sum(len(world.extra.get(n, ())) for n in range(first, number))
    return f"claim:bench-{number // 500}-{number - first + len(lines) + extra + 1 + after}"


def _sentence(world: World, post: int) -> list[Expected]:
    number = _middle(world, post)
    world.unsaid.add(number)
    return [("claim-sentences", _claim_of(world, number))]


def _digest(world: World, post: int) -> list[Expected]:
    number = _middle(world, post)
    world.digests[number] = "no digest"
    place = f"{_claim_of(world, number)}-place-1"
    return [("place-digest-form", place), ("place-digest", place)]


def _overlap(world: World, post: int) -> list[Expected]:
    """Let a holder stay for 200 days after the next one has come."""
    tenure = world.tenures[_middle(world, post)]
    after = world.tenures[tenure.number + 1]
    assert tenure.end is not None
    tenure.end += timedelta(200)
    after.follows = None
    return [("post-overfull", after.iri)]


def _backwards(world: World, post: int) -> list[Expected]:
    """Let a tenure end before it begins, by the words of one claim."""
    tenure = world.tenures[_middle(world, post)]
    tenure.end = tenure.begin - timedelta(100)
    return [("conflict-unsettled", _claim_of(world, tenure.number))]


def _acting(world: World, post: int) -> list[Expected]:
    """Let somebody act for longer than a year; every tenure lasts longer."""
    tenure = world.tenures[_middle(world, post)]
    tenure.basis = "inc:Acting"
    return [("acting-long", tenure.iri)]


def _leave(world: World, post: int) -> list[Expected]:
    """Let a leave follow the end of the tenure that it interrupts."""
    tenure = world.tenures[_middle(world, post)]
    assert tenure.end is not None
    first, last = tenure.end + timedelta(50), tenure.end + timedelta(90)
    leave = f"{tenure.iri.removesuffix('-1')}-leave-1"
    said = f"{leave} a inc:Leave ; inc:interrupts {tenure.iri} ; "
    said += f'inc:began "{first}"^^edtf:EDTF ; inc:ended "{last}"^^edtf:EDTF'
    english = f"Person {tenure.number} was on leave from {first} to {last}."
    french = f"La personne {tenure.number} a été en congé du {first} au {last}."
    world.extra.setdefault(tenure.number, []).append((said, english, french))
    # The solver knows that a leave lies inside: the dates contradict each other.
    return [("conflict-unsettled", _claim_of(world, tenure.number, after=1))]


def _self(world: World, post: int) -> list[Expected]:
    """Let a post report to itself."""
    world.superiors[post] = post
    return [("line-self", f"id:line-post-{post}-post-{post}-1")]


def _cycle(world: World, post: int) -> list[Expected]:
    """Let two posts report to each other."""
    world.superiors[post], world.superiors[post + 1] = post + 1, post
    lines = (f"id:line-post-{post}-post-{post + 1}-1", f"id:line-post-{post + 1}-post-{post}-1")
    return [("line-cycle", min(lines))]


def _unknown(world: World, post: int) -> list[Expected]:
    """Let a post report to one of which nothing else is said."""
    world.superiors[post] = f"unknown-{post}"
    line, superior = f"id:line-post-{post}-post-unknown-{post}-1", f"id:post-unknown-{post}"
    return [("line-superior-unknown", line), ("post-organization", superior)]


FAULTS = (
    Fault("two holders at once", False, _overlap),
    Fault("reports to itself", True, _self),
    Fault("ends before it begins", False, _backwards),
    Fault("two posts in a circle", True, _cycle),
    Fault("acting too long", False, _acting),
    Fault("superior unknown", True, _unknown),
    Fault("leave outside its tenure", False, _leave),
    Fault("no sentence in French", False, _sentence),
    Fault("digest malformed", False, _digest),
)
