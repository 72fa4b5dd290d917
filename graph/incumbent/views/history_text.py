"""The timeline and the departures as plain text, everything in words."""

from __future__ import annotations

import datetime

from incumbent.views.departures import Departures
from incumbent.views.history_words import short_date, told
from incumbent.views.timeline import Timeline
from incumbent.views.words import word


def timeline_text(timeline: Timeline) -> str:
    """Return a timeline as lines of text: lanes, and below each its bars in order of time.

    Examples
    --------
    >>> empty = Timeline("Acme", "May 2024", "en", 738000, 738100, 738050, ())
    >>> print(timeline_text(empty), end="")
    Acme
    May 2024
    | 17 Sep 2021
    <BLANKLINE>
    Nothing is stated about posts in this window.
    """
    lang = timeline.lang
    lines = [timeline.title, timeline.subtitle]
    if timeline.on is not None:
        lines.append(f"| {short_date(datetime.date.fromordinal(timeline.on), lang)}")
    lines.append("")
    for lane in timeline.lanes:
        around = ", ".join(text for text in (lane.unit, lane.place) if text and text != lane.title)
        lines.append(lane.title + (f" [{around}]" if around else ""))
        lines += [f"  {bar.full}" for bar in lane.bars]
    lines += [] if timeline.lanes else [told("no_lane", lang)]
    lines += ["", timeline.note] if timeline.note else []
    return "\n".join(lines) + "\n"


def departures_text(departures: Departures) -> str:
    """Return departures as lines of text, grouped by month.

    Examples
    --------
    >>> print(departures_text(Departures("Acme", "At any time", "en", ())), end="")
    Acme
    At any time
    <BLANKLINE>
    No departure is stated in this window.
    """
    lang = departures.lang
    lines = [departures.title, departures.subtitle, ""]
    for group in departures.groups:
        lines.append(f"{group.title} ({len(group.leavers)})")
        for one in group.leavers:
            marks = "".join(f" ({word(mark, lang)})" for mark in one.marks)
            where = f" → {one.destination}" if one.destination else ""
            announced = told("announced", lang, span=one.announced) if one.announced else ""
            how = ", ".join(text for text in (one.when, announced, one.manner, one.stage) if text)
            lines.append(f"  {one.name}{marks} - {one.left}{where}; {how}")
        lines.append("")
    lines += [] if departures.groups else [told("no_departure", lang)]
    return "\n".join(lines).rstrip("\n") + "\n"
