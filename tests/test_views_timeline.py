"""The timeline: what is certain, possible and announced, told by shape and in words."""

from __future__ import annotations

import datetime
import re
import xml.etree.ElementTree as ET
from itertools import combinations, pairwise
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from incumbent.days import FOREVER
from incumbent.errors import ParameterError
from incumbent.views.axis import Axis
from incumbent.views.bars import Bar, Change, Pause
from incumbent.views.extents import Extent
from incumbent.views.fonts import clean, covered, measure, wrap
from incumbent.views.history_text import timeline_text
from incumbent.views.history_words import span_text
from incumbent.views.lanes import place
from incumbent.views.picture import Picture
from incumbent.views.timeline import Lane, Timeline, timeline
from incumbent.views.timeline_svg import render_timeline

from .odd_names import ODD, odd_names

COMPANY = Path(__file__).parent / "cases" / "views" / "company.trig"
SVG = "{http://www.w3.org/2000/svg}"
MAY = datetime.date(2024, 5, 1).toordinal()


@pytest.fixture(scope="module")
def store() -> ox.Store:
    store = ox.Store()
    store.load(path=COMPANY, format=ox.RdfFormat.TRIG)
    return store


def made(*bars: Bar, first: int = MAY, last: int = MAY + 364, lang: str = "en") -> Timeline:
    return Timeline(
        "Acme", "A year", lang, first, last, MAY + 90, (Lane("u:x", "CEO", "post", bars),)
    )


def texts(picture: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(picture).iter(SVG + "text")]


def test_every_post_that_somebody_held_has_a_lane(store: ox.Store) -> None:
    """Lanes are posts and led units; their bars are those who held them."""
    lanes = {lane.title: lane for lane in timeline(store).lanes}
    assert [bar.name for bar in lanes["Chief Operating Officer"].bars] == [
        "Jean-Baptiste Lefèvre",
        "Tom Achterberg",
    ]
    assert [bar.kind for bar in lanes["Chief Operating Officer"].bars] == ["held", "acting"]
    assert [bar.kind for bar in lanes["Head of Compliance"].bars] == ["vacant"]
    assert lanes["Green Hulls programme"].kind == "unit"


def test_people_have_lanes_too(store: ox.Store) -> None:
    """By people, a lane says which posts somebody held; nobody has no lane."""
    lanes = {lane.title: lane for lane in timeline(store, lanes="people").lanes}
    assert [bar.name for bar in lanes["Amina Yusupova"].bars] == ["Director of Safety"]
    assert "Nobody" not in lanes


def test_leave_and_suspension_are_pauses_of_a_bar(store: ox.Store) -> None:
    """A leave stands on the bar that it interrupts, with its own bounds."""
    lanes = {lane.title: lane for lane in timeline(store).lanes}
    pauses = lanes["Chief Operating Officer"].bars[0].pauses
    assert [(pause.kind, pause.thing.rpartition("/")[2]) for pause in pauses] == [
        ("leave", "jb-leave-1")
    ]
    assert "on leave: begins 1 Aug 2024" in lanes["Chief Operating Officer"].bars[0].full


def test_a_window_keeps_what_meets_it(store: ox.Store) -> None:
    """Only lanes with somebody in the window are drawn, and the subtitle names its days."""
    early = timeline(store, datetime.date(2024, 3, 1), datetime.date(2024, 5, 31))
    assert "Head of Compliance" not in {lane.title for lane in early.lanes}
    assert early.subtitle == "1 March 2024 to 31 May 2024, as all documents tell it"


def test_the_window_reaches_as_far_as_what_is_stated(store: ox.Store) -> None:
    """Without a window, the first stated day and the last one are both in it."""
    whole = timeline(store)
    first, last = map(datetime.date.fromordinal, (whole.first, whole.last))
    assert first == datetime.date(2020, 1, 1)
    assert datetime.date(2024, 12, 31) <= last < datetime.date(2025, 6, 1)


def test_the_day_is_marked_only_inside_the_window(store: ox.Store) -> None:
    """A day outside the window has no line."""
    day = datetime.date(2024, 9, 15)
    assert "15 Sep 2024" in texts(render_timeline(timeline(store, on=day), embed=False))
    other = timeline(store, datetime.date(2021, 1, 1), datetime.date(2022, 1, 1), on=day)
    assert other.on is None


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"lanes": "cats"}, "posts or people"),
        ({"first": datetime.date(2024, 2, 1), "last": datetime.date(2024, 1, 1)}, "cannot begin"),
    ],
)
def test_a_senseless_request_is_refused(
    store: ox.Store, options: dict[str, object], message: str
) -> None:
    """Unknown lanes and a window that ends before it begins are errors that say so."""
    with pytest.raises(ParameterError, match=message):
        timeline(store, **options)  # type: ignore[arg-type]


def test_the_certain_core_is_solid_and_its_margins_fade() -> None:
    """A tenure that began in May and ended in September is solid between the two."""
    tenure = Bar("u:1", "Ada", "held", Extent((MAY, MAY + 30), (MAY + 123, MAY + 153)))
    rects = [
        (float(rect.get("width", "0")), str(rect.get("fill")))
        for group in ET.fromstring(render_timeline(made(tenure), embed=False)).iter(SVG + "g")
        if group.find(SVG + "title") is not None
        for rect in group.findall(SVG + "rect")
    ]
    day = place(made(tenure)).axis.width / 365
    assert [round(wide / day) for wide, _ in rects] == [30, 30, 93]
    assert [fill[:6] for _, fill in rects] == ["url(#b", "url(#e", "#545d6"]


@pytest.mark.parametrize(
    ("extent", "dashes"),
    [
        (Extent((MAY, MAY), (MAY + 9, MAY + 9)), set()),
        (Extent((MAY, MAY + 9), (MAY + 99, MAY + 99)), {"4 2.5"}),
        (Extent((MAY, MAY), (MAY + 9, FOREVER), (False, True)), {"1.3 2.7"}),
    ],
)
def test_doubt_shows_in_dashes_and_not_in_colour_alone(extent: Extent, dashes: set[str]) -> None:
    """What is possible has dashed edges, what only silence allows dotted ones."""
    picture = render_timeline(made(Bar("u:1", "Ada", "held", extent)), embed=False)
    lanes = picture[: picture.index(">certain<")]
    assert set(re.findall(r'stroke-dasharray="([^"]+)"', lanes)) == dashes


def test_announcement_and_effect_are_marks_of_their_own() -> None:
    """An announcement is hollow, an effect filled, and both are in the legend."""
    change = Change("u:e", (MAY + 10, MAY + 10), (MAY + 40, MAY + 40))
    bar = Bar("u:1", "Ada", "held", Extent((MAY, MAY), (MAY + 41, MAY + 41)), changes=(change,))
    picture = render_timeline(made(bar), embed=False)
    diamonds = re.findall(r'l-4\.5 -4\.5Z" fill="([^"]+)"', picture)
    assert diamonds == ["#f7f6f3", "#161b26"] * 2
    assert {"announced", "took effect, by this day"} <= set(texts(picture))


def test_a_bar_that_goes_on_outside_ends_in_an_arrow() -> None:
    """Where a bar leaves the window, an arrow says so, and the legend tells of it."""
    bar = Bar("u:1", "Ada", "held", Extent((MAY - 99, MAY - 99), (MAY + 41, MAY + 41)))
    assert "goes on outside the window" in texts(render_timeline(made(bar), embed=False))


def test_bars_and_names_in_one_row_never_meet(store: ox.Store) -> None:
    """Rows hold bars that follow each other; others go to rows of their own."""
    for lanes in ("posts", "people"):
        places = place(timeline(store, lanes=lanes))
        for placed in places.lanes:
            for one, other in combinations(placed.rows, 2):
                if one.y == other.y:
                    spans = [
                        (
                            min(row.pieces[0].x, places.axis.x(row.bar.extent.whole[0])),
                            max(
                                row.pieces[-1].x + row.pieces[-1].width,
                                places.axis.x(row.bar.extent.whole[1]),
                            ),
                        )
                        for row in (one, other)
                    ]
                    assert spans[0][1] <= spans[1][0] or spans[1][1] <= spans[0][0]


def test_the_axis_has_ticks_for_days_months_and_years() -> None:
    """Whatever the span, ticks neither crowd nor run out."""
    for days in (1, 10, 60, 400, 4000, 40000, 400000):
        ticks = Axis(MAY, MAY + days - 1, 0.0, 780.0).ticks("en")
        gaps = [after - before for (before, _), (after, _) in pairwise(ticks)]
        assert 1 <= len(ticks) <= 12
        assert all(gap > 60 for gap in gaps)


@pytest.mark.parametrize(
    ("span", "lang", "text"),
    [
        ((MAY, MAY + 30), "fr", "mai 2024"),
        ((MAY, FOREVER), "fr", "1 mai 2024 ou plus tard"),
        ((-FOREVER, FOREVER), "en", "day not stated"),
        ((MAY - 121, MAY + 244), "en", "2024"),
    ],
)
def test_spans_are_told_as_people_write_them(span: tuple[int, int], lang: str, text: str) -> None:
    """Whole months and years are named, open ends are said in words."""
    assert span_text(*span, lang) == text


@settings(deadline=None, max_examples=60)
@given(odd_names, odd_names)
def test_no_name_runs_out_of_its_lane(title: str, name: str) -> None:
    """Labels stay in their column and names on the picture, in any script."""
    bar = Bar(
        "u:1", clean(name) or "?", "held", Extent((MAY + 300, MAY + 300), (MAY + 301, FOREVER))
    )
    lane = Lane("u:x", title, "post", (bar,), unit=title, place=name)
    drawn = Timeline(title, name, "en", MAY, MAY + 364, None, (lane,), (title,))
    places = place(drawn)
    for placed in places.lanes:
        assert all(piece.x + piece.width <= 210 for piece in placed.label)
        for row in placed.rows:
            assert all(one.x >= 0 and one.x + one.width <= places.width for one in row.pieces)
            assert row.y + 36 <= placed.y + placed.height + 1
    root = ET.fromstring(render_timeline(drawn, embed=False))
    for text in root.iter(SVG + "text"):
        assert (
            covered(text.text or "")
            or text.get("font-size") in ("20", "13")
            or any(text in nested for nested in root.iter(SVG + "svg") if nested is not root)
        )


@settings(deadline=None, max_examples=200)
@given(odd_names)
def test_lines_fit_their_room(name: str) -> None:
    """No line is wider than its room, unless a single letter with its marks is."""
    for line in wrap(name, 12.0, 120.0, 3):
        bare = line.removesuffix("…")
        assert measure(line, 12.0) <= 120.0 or len(wrap(bare, 12.0, 1.0, len(bare) + 1)) == 1


@pytest.mark.parametrize("whole", ["👩‍👩‍👧‍👦", "👍🏽", "🇫🇷", "e\u0301\u0323", "श्रे"])
def test_no_line_parts_what_is_seen_as_one(whole: str) -> None:
    """Joined emoji, tones, flags and marks stay with what they belong to."""
    whole = clean(whole)
    for room in range(85, 200, 7):
        for line in wrap(whole * 12, 12.0, room, 4):
            assert line.removesuffix("…").replace(whole, "") == ""


def test_hostile_names_stay_text() -> None:
    """No name becomes an element, an attribute or a handler."""
    bars = tuple(Bar(f'u:{n}"<', name, "held", Extent((MAY, MAY), (MAY + 9, MAY + 9)), full=name)
                 for n, name in enumerate(ODD))  # fmt: skip
    root = ET.fromstring(render_timeline(made(*bars)))
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert "script" not in tags
    assert "img" not in tags
    assert not [key for element in root.iter() for key in element.attrib if key.startswith("on")]


def test_the_same_timeline_gives_the_same_bytes(store: ox.Store) -> None:
    """Reading and drawing twice makes no difference."""
    pictures = {render_timeline(timeline(store), theme="dark", width=900) for _ in range(2)}
    assert len(pictures) == 1
    assert 'width="900"' in pictures.pop()


def test_a_timeline_is_a_png_and_a_text_too(store: ox.Store) -> None:
    """The same view as pixels and in words."""
    shown = timeline(store, lang="fr")
    assert Picture(shown, theme="dark", width=640).png()[1:4] == b"PNG"
    told = timeline_text(shown)
    assert "Halcyon Ferries : qui a occupé quel poste, et quand" in told
    assert "  Vacant · début 1 juil. 2024" in told


def test_an_empty_timeline_says_so() -> None:
    """Without lanes the picture has a sentence."""
    empty = Timeline("Acme", "2024", "fr", MAY, MAY + 9, None, ())
    assert any("Rien n’est dit" in text for text in texts(render_timeline(empty, embed=False)))


def test_a_suspension_and_a_leave_look_different() -> None:
    """A suspended post keeps a line through its gap; the legend names both."""
    outer = Extent((MAY, MAY), (MAY + 200, MAY + 200))
    pauses = tuple(
        Pause(f"u:{kind}", kind, Extent((MAY + n, MAY + n), (MAY + n + 20, MAY + n + 20)))
        for kind, n in (("leave", 20), ("suspended", 90))
    )
    said = texts(
        render_timeline(made(Bar("u:1", "Ada", "held", outer, pauses=pauses)), embed=False)
    )
    assert {"on leave", "suspended"} <= set(said)
