"""A baseline: the findings that a team has seen and lives with, each with its reason.

It is TOML: people write the reasons, comments are allowed, a review shows a line a change, and
Python reads it. Only ``id`` and ``reason`` count; rule and message stand there for the reader.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from incumbent.checks.findings import Finding
from incumbent.errors import ParameterError

_HEAD = """\
# Findings that are known and accepted. Give each a reason: one without is not accepted.
# incumbent check --baseline THIS-FILE
"""


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a baseline file says.

    Attributes
    ----------
    reasons
        By the ids of findings, those entries that have a reason.
    unreasoned
        The ids of those that have none.
    repeated
        The ids that stand in it more than once; the first counts.
    rules
        By the ids, the rules that they are said to be about.
    """

    reasons: Mapping[str, str]
    unreasoned: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()
    rules: Mapping[str, str] = field(default_factory=dict)

    def remarks(self, findings: Iterable[Finding], unasked: Container[str] = ()) -> list[str]:
        """Return what is to be mended in the file, in words, given what a check found.

        Of entries whose rules were not asked nothing is told.
        """
        found = {finding.id for finding in findings}
        told = [f"{name} has no reason, so it is not accepted" for name in self.unreasoned]
        told += [f"{name} stands in it more than once; the first counts" for name in self.repeated]
        entries = (*self.reasons, *self.unreasoned)
        asked = [name for name in entries if self.rules.get(name) not in unasked]
        gone = [name for name in asked if name not in found]
        told += [f"{name} is unknown or occurs no longer; take it out" for name in gone]
        return told


def read_baseline(path: Path) -> Baseline:
    """Read a baseline file.

    Raises
    ------
    ParameterError
        When it cannot be read, or an entry has no id.
    """
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ParameterError(f"the baseline {path} cannot be read: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise ParameterError(f"the baseline {path} is not TOML: {error}") from error
    entries = said.get("accepted", [])
    if set(said) - {"accepted"} or not isinstance(entries, list):
        raise ParameterError(f"the baseline {path} holds more than [[accepted]] entries")
    reasons: dict[str, str] = {}
    unreasoned: list[str] = []
    repeated: list[str] = []
    for entry in entries:
        name = entry.get("id") if isinstance(entry, dict) else None
        if not isinstance(name, str):
            raise ParameterError(f"the baseline {path} has an entry without id; give the finding's")
        reason = str(entry.get("reason", "")).strip()
        if name in reasons or name in unreasoned:
            repeated.append(name)
        elif reason:
            reasons[name] = reason
        else:
            unreasoned.append(name)
    rules = {entry["id"]: str(entry.get("rule", "")) for entry in reversed(entries)}
    return Baseline(reasons, tuple(unreasoned), tuple(repeated), rules)


def write_baseline(findings: Iterable[Finding], reasons: Mapping[str, str]) -> str:
    """Return a baseline of findings, with the reasons that are known and room for the others.

    Examples
    --------
    >>> write_baseline([], {}).splitlines()[-1]
    '# incumbent check --baseline THIS-FILE'
    """
    entries = [
        "\n[[accepted]]\n"
        f"id = {_quoted(finding.id)}\n"
        f"rule = {_quoted(finding.shape)}\n"
        f"finding = {_quoted(finding.message)}\n"
        f"reason = {_quoted(reasons.get(finding.id, ''))}\n"
        for finding in findings
    ]
    return _HEAD + "".join(entries)


def _quoted(text: str) -> str:
    # A JSON string is a TOML string, but for DEL, which only TOML forbids.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
