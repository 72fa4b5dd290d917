"""Core constraints as SPARQL conditions that are true of a value at fault.

A name that is missing here is left to pySHACL: :func:`condition` says so with None.
"""

from __future__ import annotations

from collections.abc import Callable

from incumbent.checks.shape import Part
from incumbent.checks.steps import steps_of
from incumbent.rdf import Node
from incumbent.vocabulary import PREFIXES

#: From a class to itself and all classes below it.
Below = Callable[[Node], tuple[Node, ...]]

_XSD = PREFIXES["xsd"]
#: Datatypes of which SHACL demands a value that exists; of others only the name.
_CAST = frozenset(_XSD + name for name in ("boolean", "date", "dateTime", "decimal", "integer"))
_LANGUAGE = PREFIXES["rdf"] + "langString"
_KINDS = {
    "IRI": ("isIRI",),
    "Literal": ("isLiteral",),
    "BlankNode": ("isBlank",),
    "BlankNodeOrIRI": ("isBlank", "isIRI"),
    "BlankNodeOrLiteral": ("isBlank", "isLiteral"),
    "IRIOrLiteral": ("isIRI", "isLiteral"),
}
_COMPARED = {
    "sh:minInclusive": ">=",
    "sh:minExclusive": ">",
    "sh:maxInclusive": "<=",
    "sh:maxExclusive": "<",
}
_LENGTHS = {"sh:minLength": "<", "sh:maxLength": ">"}


def condition(name: str, values: tuple[Node, ...], value: str, below: Below) -> str | None:
    """Return when a value is at fault, or None where only pySHACL knows.

    Parameters
    ----------
    name
        The parameter, such as ``"sh:class"``.
    values
        What it is given.
    value
        The SPARQL variable of the value, with its question mark.
    below
        The classes that count as a class.

    Examples
    --------
    >>> from incumbent.vocabulary import iri
    >>> condition("sh:nodeKind", (iri("sh:IRI"),), "?v", lambda kind: (kind,))
    '!(isIRI(?v))'
    """
    if name == "sh:class":
        return " || ".join(f"!{_instance(value, below(kind))}" for kind in values)
    if name == "sh:in":
        return f"!({' || '.join(f'sameTerm({value}, {member})' for member in values)})"
    if name == "sh:languageIn":
        ranges = (f"LANGMATCHES(LANG({value}), {tag})" for tag in values)
        return f"!COALESCE({' || '.join(ranges)}, false)"
    if len(values) != 1:
        return None
    (given,) = values
    if name == "sh:datatype":
        return f"!COALESCE({_datatype(value, given.value)}, false)"
    if name == "sh:nodeKind":
        kinds = _KINDS[given.value.removeprefix(PREFIXES["sh"])]
        return f"!({' || '.join(f'{kind}({value})' for kind in kinds)})"
    if name == "sh:pattern":
        return f"!COALESCE(REGEX(STR({value}), {given}), false)"
    if name in _COMPARED:
        return f"!COALESCE({value} {_COMPARED[name]} {given}, false)"
    if name in _LENGTHS:
        return f"COALESCE(STRLEN(STR({value})) {_LENGTHS[name]} {given}, true)"
    return None


def no_choice(choice: tuple[Part, ...], value: str, below: Below) -> str | None:
    """Return when a value fits none of the alternatives of an ``sh:or``."""
    faults = [_part_fault(part, value, f"{value}{n}", below) for n, part in enumerate(choice)]
    known = [fault for fault in faults if fault is not None]
    return " && ".join(f"({fault})" for fault in known) if len(known) == len(faults) else None


def pattern(path: str, start: str, end: str) -> str:
    """Return a path as a graph pattern between two variables.

    Examples
    --------
    >>> pattern("^oa:hasSelector", "?this", "?value")
    '{ ?value <http://www.w3.org/ns/oa#hasSelector> ?this }'
    """
    return " UNION ".join(
        f"{{ {end} {step} {start} }}" if inverse else f"{{ {start} {step} {end} }}"
        for step, inverse in steps_of(path)
    )


def _part_fault(part: Part, value: str, inner: str, below: Below) -> str | None:
    found: list[str | None] = [no_choice(choice, value, below) for choice in part.choices]
    for name, values in part.constraints:
        if part.path is None:
            found.append(condition(name, values, value, below))
        elif name == "sh:minCount" and values[0].value == "1":
            found.append(f"NOT EXISTS {{ {pattern(part.path, value, inner)} }}")
        else:
            found.append(None)
    known = [fault for fault in found if fault is not None]
    return " || ".join(known) if known and len(known) == len(found) else None


def _instance(value: str, kinds: tuple[Node, ...]) -> str:
    ways = " UNION ".join(f"{{ {value} a {kind} }}" for kind in kinds)
    return f"EXISTS {{ {ways} }}"


def _datatype(value: str, datatype: str) -> str:
    if datatype == _LANGUAGE:
        return f'LANG({value}) != ""'
    same = f"DATATYPE({value}) = <{datatype}>"
    if datatype not in _CAST:
        return same
    # A cast that fails is an error, and an error is a fault.
    return f'{same} && STR(<{datatype}>(STR({value}))) != ""'
