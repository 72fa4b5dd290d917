"""Periods of command: who stands above whom, over how many lines, and when.

A property path cannot test the dates of the lines on its way, so every sequence of lines that can
hold together is made a period of its own, which a question filters like any other.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from incumbent.record.temporal import Bound

#: Longer chains are cut; nothing that people call an organization is deeper.
DEPTH_AT_MOST = 16


@dataclass(frozen=True, slots=True)
class Line:
    """A reporting line with its four bounds."""

    iri: str
    subordinate: str
    superior: str
    begin_not_before: Bound
    begin_not_after: Bound
    end_not_before: Bound
    end_not_after: Bound


@dataclass(frozen=True, slots=True)
class Command:
    """A sequence of lines that can hold together, with the four bounds of its holding."""

    lines: tuple[Line, ...]
    begin_not_before: Bound
    begin_not_after: Bound
    end_not_before: Bound
    end_not_after: Bound

    @property
    def iri(self) -> str:
        """A name that depends on the lines alone."""
        joined = "\n".join(line.iri for line in self.lines)
        return "command-" + hashlib.sha256(joined.encode()).hexdigest()[:16]


def derive_commands(lines: list[Line]) -> tuple[list[Command], bool]:
    """Derive every period of command from reporting lines.

    Parameters
    ----------
    lines
        In any order.

    Returns
    -------
    tuple
        The commands in a fixed order, and whether any was cut at `DEPTH_AT_MOST`.

    Examples
    --------
    >>> always = Bound(1, ()), Bound(2, ()), Bound(8, ()), Bound(9, ())
    >>> a, b = Line("l1", "x", "y", *always), Line("l2", "y", "z", *always)
    >>> [len(command.lines) for command in derive_commands([a, b])[0]]
    [1, 2, 1]
    """
    above: dict[str, list[Line]] = {}
    for line in sorted(lines, key=lambda line: line.iri):
        above.setdefault(line.subordinate, []).append(line)
    found: list[Command] = []
    cut = False
    for line in sorted(lines, key=lambda line: line.iri):
        if line.subordinate == line.superior:
            continue  # nobody commands themselves; a check reports the line
        frontier = [_command((line,))]
        while frontier:
            command = frontier.pop()
            found.append(command)
            top = command.lines[-1].superior
            passed = {top, *(step.subordinate for step in command.lines)}
            for step in reversed(above.get(top, [])):
                longer = _command((*command.lines, step))
                together = longer.begin_not_before.day < longer.end_not_after.day
                if step.superior in passed or not together:
                    continue
                if len(longer.lines) > DEPTH_AT_MOST:
                    cut = True
                    continue
                frontier.append(longer)
    return found, cut


def _command(lines: tuple[Line, ...]) -> Command:
    """Return the period in which all lines hold: from the latest begin to the earliest end."""
    return Command(
        lines,
        max(line.begin_not_before for line in lines),
        max(line.begin_not_after for line in lines),
        min(line.end_not_before for line in lines),
        min(line.end_not_after for line in lines),
    )
