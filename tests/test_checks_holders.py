"""Who holds a post with whom: what is a fault for certain, what perhaps, and what is none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from incumbent.checks.check import check
from incumbent.checks.rules import read_files
from incumbent.store.build import build_quads

FILES = ("acting", "handovers", "holders", "neighbours", "succession")
RULES = {rule.id for file in read_files() if file.path.stem in FILES for rule in file.rules}


def post(seats: int | None = 1) -> str:
    """Return the post as a claim tells it; the number of its seats may be unknown."""
    known = "" if seats is None else f" ; inc:seats {seats}"
    return f"id:chief a org:Post ; org:postIn id:halden{known} ."


def tenure(who: str, begin: str, end: str, more: str = "") -> str:
    """Return somebody's tenure of the post."""
    dates = f'inc:began "{begin}"^^edtf:EDTF' + (f' ; inc:ended "{end}"^^edtf:EDTF' if end else "")
    named = f"id:{who}-chief-1 a inc:Tenure ; inc:holder id:{who} ; inc:post id:chief"
    return f"{named} ; {dates} {more} ."


def leave(who: str, begin: str, end: str) -> str:
    """Return somebody's leave."""
    dates = f'inc:began "{begin}"^^edtf:EDTF ; inc:ended "{end}"^^edtf:EDTF'
    return f"id:{who}-leave-1 a inc:Leave ; inc:interrupts id:{who}-chief-1 ; {dates} ."


ANA = tenure("ana", "2018-01-01", "2021-03-01")
AFTER = "; inc:succeeds id:ana-chief-1"
ACTING = "; inc:basis inc:Acting"
#: What is told, and the violations and warnings that follow.
SCENES: dict[str, tuple[tuple[str, ...], set[str]]] = {
    "a handover on one day": ((post(), ANA, tenure("joel", "2021-03-01", "", AFTER)), set()),
    "a handover on one day that nobody calls a succession": (
        (post(), ANA, tenure("joel", "2021-03-01", "")),
        set(),
    ),
    "an overlap of one day": (
        (post(), ANA, tenure("joel", "2021-02-28", "")),
        {"post-overfull"},
    ),
    "an overlap in a post whose seats nobody counts": (
        (post(None), ANA, tenure("joel", "2021-02-28", "")),
        {"post-overfull-possible"},
    ),
    "an end and a begin in the same year": (
        (post(), tenure("ana", "2018-01-01", "2021"), tenure("joel", "2021", "")),
        {"post-overfull-possible"},
    ),
    "an end and a begin in the same year, one after the other": (
        (post(), tenure("ana", "2018-01-01", "2021"), tenure("joel", "2021", "", AFTER)),
        set(),
    ),
    "a job share": (
        (post(), ANA, tenure("joel", "2018-01-01", "2021-03-01", "; inc:jointWith id:ana-chief-1")),
        set(),
    ),
    "a handover on one day in a post of two seats": (
        (
            post(2),
            ANA,
            tenure("ines", "2019-01-01", "2022-01-01"),
            tenure("joel", "2021-03-01", "2023-01-01"),
        ),
        set(),
    ),
    "an end and a begin in the same year, in a post of two seats": (
        (
            post(2),
            tenure("ana", "2018-01-01", "2021"),
            tenure("ines", "2019-01-01", "2023-01-01"),
            tenure("joel", "2021", "2023-01-01"),
        ),
        {"post-overfull-possible"},
    ),
    "two in a post of two seats": ((post(2), ANA, tenure("joel", "2019-01-01", "")), set()),
    "three in a post of two seats": (
        (
            post(2),
            ANA,
            tenure("joel", "2019-01-01", "2022-01-01"),
            tenure("ines", "2020-01-01", ""),
        ),
        {"post-overfull"},
    ),
    "an acting holder between two": (
        (
            post(),
            ANA,
            tenure("joel", "2021-03-01", "2021-06-01", ACTING),
            tenure("ines", "2021-06-01", "", AFTER),
        ),
        set(),
    ),
    "an acting holder beside the holder": (
        (post(), ANA, tenure("joel", "2020-03-01", "2020-06-01", ACTING)),
        {"acting-beside-holder"},
    ),
    "an acting holder beside the holder, seats unknown": (
        (post(None), ANA, tenure("joel", "2020-03-01", "2020-06-01", ACTING)),
        {"acting-beside-holder-possible"},
    ),
    "an acting holder during a leave": (
        (
            post(),
            ANA,
            leave("ana", "2020-03-01", "2020-06-01"),
            tenure("joel", "2020-03-01", "2020-06-01", ACTING),
        ),
        set(),
    ),
    "a leave that another one covers": (
        (
            post(),
            ANA,
            leave("ana", "2020-03-01", "2020-06-01"),
            tenure("joel", "2020-03-01", "2020-06-01"),
        ),
        set(),
    ),
    "an acting holder for fourteen months": (
        (post(), tenure("joel", "2020-03-01", "2021-05-01", ACTING)),
        {"acting-long"},
    ),
    "a year without a word": (
        (post(), ANA, tenure("joel", "2022-03-01", "", AFTER)),
        {"gap-unstated"},
    ),
    "a predecessor who came before another": (
        (
            post(),
            ANA,
            tenure("joel", "2021-03-01", "2022-01-01"),
            tenure("ines", "2022-01-01", "", AFTER),
        ),
        {"predecessor-inconsistent"},
    ),
    "two successors, one after the other": (
        (
            post(),
            ANA,
            tenure("joel", "2021-03-01", "2022-01-01", AFTER),
            tenure("ines", "2022-01-01", "", AFTER),
        ),
        {"successor-inconsistent"},
    ),
    "one holder twice without a break": (
        (post(), ANA, tenure("ana", "2021-03-01", "").replace("ana-chief-1", "ana-chief-2")),
        {"successor-self"},
    ),
    "one holder, acting and then confirmed": (
        (
            post(),
            tenure("ana", "2018-01-01", "2018-06-01", ACTING),
            tenure("ana", "2018-06-01", "").replace("ana-chief-1", "ana-chief-2"),
        ),
        set(),
    ),
    "two holders in the same year": (
        (post(), tenure("ana", "2021", "2021"), tenure("joel", "2021", "2021")),
        {"order-undecidable"},
    ),
}


@pytest.mark.parametrize("scene", SCENES)
def test_faults_of_holders(scene: str, corpus: Callable[..., Path]) -> None:
    """Certain faults are violations, possible ones warnings, and what is usual is no fault."""
    claims, expected = SCENES[scene]
    store = ox.Store()
    store.bulk_extend(build_quads(corpus(*claims)).quads)
    findings = [finding for finding in check(store).at_least("warning") if finding.shape in RULES]
    assert {finding.shape for finding in findings} == expected, [f.message for f in findings]
