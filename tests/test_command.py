"""Periods of command, against going through every sequence of lines."""

from __future__ import annotations

from itertools import pairwise, permutations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from incumbent.record import command
from incumbent.record.command import Command, Line, derive_commands
from incumbent.record.temporal import Bound

POSTS = ["a", "b", "c", "d"]


def line(name: str, below: str, above: str, *days: int) -> Line:
    """Return a reporting line with its four bounds; without days it always holds."""
    return Line(name, below, above, *(Bound(day, (name,)) for day in days or (1, 2, 8, 9)))


@st.composite
def lines(draw: st.DrawFn) -> list[Line]:
    """Draw up to six lines among four posts, at different times, cycles and self-reports too."""
    found = []
    for number in range(draw(st.integers(0, 6))):
        below, above = draw(st.sampled_from(POSTS)), draw(st.sampled_from(POSTS))
        first = draw(st.integers(0, 8))
        begun = draw(st.integers(first, 9))
        ending = draw(st.integers(first + 1, 9))
        last = draw(st.integers(ending, 9))
        found.append(line(f"line-{number}", below, above, first, begun, ending, last))
    return found


def _chains(given_lines: list[Line]) -> set[tuple[str, ...]]:
    """Try every sequence of lines: each leads on, no post comes twice, some day holds them all."""
    found = set()
    for size in range(1, len(given_lines) + 1):
        for chain in permutations(given_lines, size):
            posts = [chain[0].subordinate, *(step.superior for step in chain)]
            leads = all(one.superior == two.subordinate for one, two in pairwise(chain))
            begin = max(step.begin_not_before.day for step in chain)
            end = min(step.end_not_after.day for step in chain)
            if leads and len(set(posts)) == len(posts) and begin < end:
                found.add(tuple(step.iri for step in chain))
    return found


def _names(commands: list[Command]) -> list[tuple[str, ...]]:
    return [tuple(step.iri for step in one.lines) for one in commands]


@given(lines())
@settings(max_examples=300, deadline=None)
def test_commands_are_the_sequences_of_lines_that_can_hold_together(
    given_lines: list[Line],
) -> None:
    """One command for each sequence of lines without a repeated post that some day can hold."""
    commands, cut = derive_commands(given_lines)
    assert set(_names(commands)) == _chains(given_lines)
    assert len(commands) == len(set(_names(commands)))
    assert not cut


@given(lines())
@settings(max_examples=200, deadline=None)
def test_a_command_lasts_from_the_latest_begin_to_the_earliest_end(given_lines: list[Line]) -> None:
    """It is possible on a day when all its lines are, and certain when all are certain."""
    for one in derive_commands(given_lines)[0]:
        for day in range(-1, 11):
            possible = all(
                step.begin_not_before.day <= day < step.end_not_after.day for step in one.lines
            )
            certain = all(
                step.begin_not_after.day <= day < step.end_not_before.day for step in one.lines
            )
            assert (one.begin_not_before.day <= day < one.end_not_after.day) == possible
            assert (one.begin_not_after.day <= day < one.end_not_before.day) == certain


@given(lines(), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_the_order_of_lines_does_not_matter(given_lines: list[Line], chance: Random) -> None:
    """The same lines in another order give the same commands in the same order."""
    shuffled = list(given_lines)
    chance.shuffle(shuffled)
    assert derive_commands(shuffled) == derive_commands(given_lines)


def test_a_cycle_ends_where_a_post_comes_again() -> None:
    """Two posts that report to each other each command the other once, and nobody themselves."""
    commands, cut = derive_commands([line("up", "a", "b"), line("down", "b", "a")])
    assert sorted(_names(commands)) == [("down",), ("up",)]
    assert not cut


def test_a_post_that_reports_to_itself_commands_nobody_by_that() -> None:
    """A line from a post to itself takes part in no command."""
    commands, _ = derive_commands([line("self", "a", "a"), line("up", "a", "b")])
    assert _names(commands) == [("up",)]


def test_lines_that_never_hold_together_make_no_command() -> None:
    """Where the one line ends before, or on the day that, the other begins, nothing is derived."""
    early, late = line("one", "a", "b", 1, 1, 5, 5), line("two", "b", "c", 5, 5, 9, 9)
    assert sorted(_names(derive_commands([early, late])[0])) == [("one",), ("two",)]
    touching = line("two", "b", "c", 4, 5, 9, 9)
    assert ("one", "two") in _names(derive_commands([early, touching])[0])


@pytest.mark.parametrize("extra", [0, 1, 5])
def test_a_chain_deeper_than_the_limit_is_cut_and_said(extra: int) -> None:
    """No command goes through more lines than the limit; that one was longer is told."""
    depth = command.DEPTH_AT_MOST
    assert depth == 16
    chain = [line(f"line-{n:02}", f"post-{n:02}", f"post-{n + 1:02}") for n in range(depth + extra)]
    commands, cut = derive_commands(chain)
    assert max(len(one.lines) for one in commands) == depth
    assert cut == (extra > 0)
    assert len(commands) == sum(depth + extra - n for n in range(depth))


def test_a_commands_name_follows_from_its_lines_in_order() -> None:
    """Two sequences have two names; the same sequence has the same one in every build."""
    first, second = line("one", "a", "b"), line("two", "b", "c")
    names = {one.iri for one in derive_commands([first, second])[0]}
    assert len(names) == 3
    assert names == {one.iri for one in derive_commands([second, first])[0]}
    assert all(name.startswith("command-") and len(name) == 24 for name in names)
