"""The chart as SVG and PNG: valid, the same bytes each time, safe with any name, readable."""

from __future__ import annotations

import base64
import datetime
import hashlib
import os
import re
import struct
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pyoxigraph as ox
import pytest
from incumbent.views.chart import Card, Chart, Entry, chart
from incumbent.views.embed import font_faces, subset
from incumbent.views.fonts import Metrics, covered, measure, metrics
from incumbent.views.png import render_png
from incumbent.views.reporting import reporting_graph
from incumbent.views.svg import render_svg
from incumbent.views.themes import THEMES, Theme

COMPANY = Path(__file__).parent / "cases" / "views" / "company.trig"
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = [
    "<script>alert(1)</script>",
    "]]></text><script/>",
    "\"'><img src=x onerror=alert(1)>",
    "&lt;b&gt; &amp; &#x3c;",
    "\x00\x1b[31m\ud800\ufffe\uffff",
    "\u202eAda\u2066\u200f",
    "url(javascript:alert(1))",
    "</style></defs>",
    "",
    "\n \t",
    "渡" * 80,
    "W" * 300,
]


@pytest.fixture(scope="module")
def company() -> Chart:
    store = ox.Store()
    store.load(path=COMPANY, format=ox.RdfFormat.TRIG)
    return chart(reporting_graph(store, datetime.date(2024, 9, 15)))


def hostile() -> Chart:
    cards = tuple(
        Card(f"urn:x:{number}\"'<>&", "post", name, (Entry(name),), unit=name, full=name[:4])
        for number, name in enumerate(HOSTILE)
    )
    units = tuple(sorted({name for name in HOSTILE if name}))
    return Chart(HOSTILE[0], HOSTILE[2], "en", cards, (), units, ())


def texts(picture: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(picture).iter(SVG + "text")]


@pytest.mark.parametrize("theme", sorted(THEMES))
def test_the_picture_is_valid_xml_and_names_its_dates(company: Chart, theme: str) -> None:
    root = ET.fromstring(render_svg(company, theme=theme))
    assert root.tag == SVG + "svg"
    assert root.findtext(SVG + "title") == "Halcyon Ferries and others: who reports to whom"
    assert "On 15 September 2024, as all documents tell it" in texts(render_svg(company))


def test_marks_are_words_and_not_only_colours(company: Chart) -> None:
    said = set(texts(render_svg(company)))
    marks = {"acting", "on leave", "possibly on leave", "possible", "unstated", "disputed", "joint"}
    assert marks | {"Vacant", "Holder not stated", "dotted line", "further superior"} <= said


def test_units_are_named_on_the_cards_and_in_the_legend(company: Chart) -> None:
    said = texts(render_svg(company))
    assert said.count("Technology") == 6


def test_every_card_and_line_tells_all_of_itself(company: Chart) -> None:
    titles = {element.text for element in ET.fromstring(render_svg(company)).iter(SVG + "title")}
    assert all(card.full in titles for card in company.cards)
    long = "Executive Vice President for Intercontinental Harbour Partnerships, Dredging and Tidal"
    assert any(long in str(title) for title in titles)


def test_possible_cards_have_a_dashed_border(company: Chart) -> None:
    root = ET.fromstring(render_svg(company))
    dashed = {
        group.get("data-thing", "").rsplit("/", 1)[-1]
        for group in root.iter(SVG + "g")
        if group.get("data-thing")
        and any(rect.get("stroke-dasharray") == "6 3" for rect in group.findall(SVG + "rect"))
    }
    assert dashed == {"halcyon-chief-staff", "halcyon-vp-south"}


def test_hostile_names_stay_text() -> None:
    picture = render_svg(hostile())
    root = ET.fromstring(picture)
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags <= {
        "svg",
        "title",
        "desc",
        "defs",
        "style",
        "clipPath",
        "rect",
        "g",
        "text",
        "path",
    }
    handlers = [key for element in root.iter() for key in element.attrib if key.startswith("on")]
    assert handlers == []
    assert not re.search("[\x00-\x08\x0e-\x1f\u202e\u2066]", picture)


def test_the_picture_refers_to_nothing_outside_itself(company: Chart) -> None:
    picture = render_svg(company).replace('xmlns="http://www.w3.org/2000/svg"', "")
    things = [card.node for card in company.cards]
    for thing in sorted(things, key=len, reverse=True):
        picture = picture.replace(thing, "")
    assert "http" not in picture
    assert "href" not in picture


def test_a_width_scales_the_picture(company: Chart) -> None:
    root = ET.fromstring(render_svg(company, width=800))
    own = ET.fromstring(render_svg(company))
    assert root.get("width") == "800"
    assert root.get("viewBox") == own.get("viewBox")


@pytest.mark.parametrize(("theme", "width"), [("sepia", None), ("light", 0), ("dark", -5)])
def test_a_senseless_option_is_refused(company: Chart, theme: str, width: int | None) -> None:
    with pytest.raises(ValueError, match=r"sepia|positive"):
        render_svg(company, theme=theme, width=width)


def test_an_empty_chart_says_so() -> None:
    said = texts(render_svg(Chart("Nobody", "On 1 May 2024", "fr", (), (), (), ())))
    assert said[-1].startswith("Rien n’est dit")


def test_the_bytes_do_not_depend_on_the_hash_seed() -> None:
    code = (
        "import datetime, hashlib, pyoxigraph as ox\n"
        "from incumbent.views.draw import render\n"
        "from incumbent.views.reporting import reporting_graph\n"
        "store = ox.Store()\n"
        f"store.load(path={str(COMPANY)!r}, format=ox.RdfFormat.TRIG)\n"
        "graph = reporting_graph(store, datetime.date(2024, 9, 15))\n"
        "formats = ('svg', 'txt', 'dot', 'mmd', 'graphml', 'gexf')\n"
        "print([hashlib.sha256(render(graph, one)).hexdigest() for one in formats])\n"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert len(said) == 1


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
def test_text_has_the_contrast_of_aa(theme: Theme) -> None:
    fields = ("text", "soft", "alert", "caution", "calm", "dispute")
    for ground in (theme.page, theme.card, theme.tint):
        for field in fields if ground != theme.tint else ("text", "soft"):
            light, dark = sorted((luminance(ground), luminance(getattr(theme, field))))[::-1]
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (field, ground)


def test_a_png_has_the_width_asked_for_and_the_same_bytes_twice(company: Chart) -> None:
    one = render_png(company, width=500)
    assert struct.unpack(">I", one[16:20])[0] == 500
    assert hashlib.sha256(one).digest() == hashlib.sha256(render_png(company, width=500)).digest()


def test_a_png_draws_accents_with_the_font_that_comes_along() -> None:
    def drawn(name: str) -> bytes:
        card = Card("urn:x:cto", "post", "CTO", (Entry(name),))
        return render_png(Chart("", "", "en", (card,), (), (), ()), scale=1)

    assert covered("Zoë Ngũgĩ Nguyễn Đài Σωκράτης Жуков")
    assert drawn("Ngugi") != drawn("Ngũgĩ")


def test_a_png_of_strange_scripts_is_drawn() -> None:
    assert render_png(hostile(), width=300).startswith(b"\x89PNG")


def test_the_letters_carried_along_have_the_widths_that_were_measured() -> None:
    text = "Zoë Ngũgĩ – Chief (acting) 渡"
    carried = font_faces(text)
    fonts = [base64.b64decode(one) for one in re.findall(r"base64,([^)]*)\)", carried)]
    assert len(fonts) == 2
    for bold, data in zip((False, True), fonts, strict=True):
        small = Metrics(data)
        for letter in set(text) - {"渡"}:
            assert small.advance(letter) == metrics(bold).advance(letter)
        assert not small.has("渡")


def test_a_cut_font_keeps_the_outlines_of_composed_letters() -> None:
    small = Metrics(subset(metrics(False), "é", "Small"))
    (parts,) = struct.unpack_from(">H", small.tables["maxp"], 4)
    assert parts >= 2  # the letter, what stands for missing ones, and parts where it is composed
    assert len(small.tables["glyf"]) > 100


def test_wide_and_unseen_letters_are_measured() -> None:
    assert measure("渡辺", 10) > measure("ab", 10)
    assert measure("e\u0301", 10) == pytest.approx(measure("e", 10))
