"""A picture of a knowledge graph: chart, timeline or departures, as file or in a notebook."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from incumbent.errors import ParameterError
from incumbent.questions.ask import read_date
from incumbent.views.chart import Chart, chart
from incumbent.views.departures import Departures, departures
from incumbent.views.departures_svg import render_departures
from incumbent.views.history_text import departures_text, timeline_text
from incumbent.views.png import pixels
from incumbent.views.svg import render_svg
from incumbent.views.text import render_text
from incumbent.views.timeline import Timeline, timeline
from incumbent.views.timeline_svg import render_timeline
from incumbent.vocabulary import RECORD

if TYPE_CHECKING:
    from incumbent.knowledge import KnowledgeGraph

View: TypeAlias = Chart | Timeline | Departures

VIEWS: Final = ("chart", "timeline", "departures")
#: What every view can be written as.
SUFFIXES: Final = (".svg", ".png", ".txt")


class Picture:
    """A view of a knowledge graph, ready to be shown.

    In a notebook it shows itself as a picture, on a terminal as text.

    Parameters
    ----------
    view
        What is shown.
    theme
        `light` or `dark`.
    width
        The width in pixels; its own width where None.

    Examples
    --------
    >>> print(Picture(Chart("Acme", "On 1 May 2024", "en", (), (), (), ())))
    Acme
    On 1 May 2024
    <BLANKLINE>
    Nothing is stated about posts or reporting on this date.
    """

    def __init__(self, view: View, *, theme: str = "light", width: int | None = None) -> None:
        self.view, self.theme, self.width = view, theme, width

    def svg(self, *, embed: bool = True) -> str:
        """Return the picture as SVG; `embed` carries the letters of the font along."""
        view, theme, width = self.view, self.theme, self.width
        if isinstance(view, Timeline):
            return render_timeline(view, theme=theme, width=width, embed=embed)
        if isinstance(view, Departures):
            return render_departures(view, theme=theme, width=width, embed=embed)
        return render_svg(view, theme=theme, width=width, embed=embed)

    def png(self, *, scale: float = 2.0) -> bytes:
        """Return the picture as PNG, with `scale` pixels to a unit where no width is given."""
        return pixels(self.svg(embed=False), self.theme, self.width, scale)

    def text(self, *, plain: bool = False) -> str:
        """Return what it shows in words; `plain` draws a chart's branches in ASCII."""
        if isinstance(self.view, Timeline):
            return timeline_text(self.view)
        if isinstance(self.view, Departures):
            return departures_text(self.view)
        return render_text(self.view, plain=plain)

    def written(self, suffix: str) -> bytes:
        """Return a whole file in the format of a suffix.

        Raises
        ------
        ParameterError
            When the suffix is none of `SUFFIXES`.
        """
        if suffix == ".png":
            return self.png()
        if suffix not in SUFFIXES:
            raise ParameterError(f"cannot draw {suffix!r}; known are {', '.join(SUFFIXES)}")
        return (self.svg() if suffix == ".svg" else self.text()).encode()

    def save(self, path: str | Path) -> Path:
        """Write it to a file, in the format of its suffix: `.svg`, `.png` or `.txt`."""
        from incumbent.files import write_whole

        target = Path(path)
        write_whole(target, self.written(target.suffix.lower()))
        return target

    def __str__(self) -> str:
        return self.text().rstrip("\n")

    def __repr__(self) -> str:
        return str(self)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:  # noqa: ARG002
        return {"text/plain": str(self), "image/svg+xml": self.svg()}


def picture(
    kg: KnowledgeGraph,
    view: str = "chart",
    *,
    on: str | date | None = None,
    first: str | date | None = None,
    last: str | date | None = None,
    lanes: str | None = None,
    lang: str = "en",
    theme: str = "light",
    width: int | None = None,
) -> Picture:
    """Return a picture of a knowledge graph.

    Parameters
    ----------
    kg
        What to show.
    view
        `chart`, `timeline` or `departures`.
    on
        The day of the chart, or the one that a line marks on the timeline; the last day of which
        anything is known where None.
    first, last
        The window of the timeline or of the departures.
    lanes
        `posts` or `people`, of the timeline.
    lang
        Of names and words.
    theme, width
        As `Picture` takes them.

    Raises
    ------
    ParameterError
        When there is no such view, it does not take an option, or a day is none.
    """
    if view not in VIEWS:
        raise ParameterError(f"there is no view “{view}”; choose one of {', '.join(VIEWS)}")
    if view == "chart" and (first or last):
        raise ParameterError("a chart shows one day; a window is for the timeline and departures")
    if view != "timeline" and lanes is not None:
        raise ParameterError("only a timeline has lanes")
    record = (kg.moment.record if kg.moment else RECORD).value
    begin, end = _day(first), _day(last)
    made: View
    if view == "departures":
        made = departures(kg.store, begin, end, record=record, lang=lang)
        return Picture(made, theme=theme, width=width)
    day = _day(on) or kg.latest_day()
    if view == "timeline":
        made = timeline(
            kg.store, begin, end, on=day, lanes=lanes or "posts", record=record, lang=lang
        )
    else:
        made = chart(kg.reporting(day, lang=lang))
    return Picture(made, theme=theme, width=width)


def _day(day: str | date | None) -> date | None:
    return read_date(day) if isinstance(day, str) else day
