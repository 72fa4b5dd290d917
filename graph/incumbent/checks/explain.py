"""Telling a rule or a finding in full: what must be so, why, a fault, and how to mend it."""

from __future__ import annotations

import re
from difflib import get_close_matches

from incumbent.checks.findings import Finding, show
from incumbent.checks.rules import Rule, read_rules
from incumbent.errors import NotFoundError

#: What the id of a finding looks like.
_FINDING = re.compile("[0-9a-f]{12}")


def explain_rule(rule: Rule) -> str:
    """Return what is to be known of a rule.

    Examples
    --------
    >>> print(explain_rule(read_rules()["place-inside"]).splitlines()[0])
    place-inside (violation)
    """
    told = (
        ("rule", rule.definition),
        ("reason", rule.reason),
        ("example", rule.example),
        ("repair", rule.repair),
    )
    return f"{rule.id} ({rule.severity})\n" + _listed(told)


def explain_finding(finding: Finding, reason: str | None = None) -> str:
    """Return what is to be known of a finding: itself, then its rule.

    Parameters
    ----------
    finding
        What a check found.
    reason
        Why it is accepted, where it is.
    """
    told = [("finding", finding.message), ("at", show(finding.focus))]
    if finding.path is not None:
        told.append(("path", finding.path))
    if finding.value is not None:
        told.append(("value", show(finding.value)))
    if reason is not None:
        told.append(("accepted", reason))
    rule = explain_rule(read_rules()[finding.shape])
    return f"{finding.id}\n{_listed(told)}\n{rule}"


def unknown(name: str) -> NotFoundError:
    """Return the error for an id that is neither a rule's nor a finding's."""
    near = get_close_matches(name, read_rules(), 1)
    hint = f"did you mean {near[0]}?" if near else "incumbent check lists the findings"
    if _FINDING.fullmatch(name):
        hint = "it occurs no longer, or needs the same --corpus, --documents and --known-on"
    return NotFoundError(f"there is no rule and no finding {name}; {hint}")


def _listed(told: list[tuple[str, str]] | tuple[tuple[str, str], ...]) -> str:
    return "".join(f"  {name:<8}  {text}\n" for name, text in told)
