"""In a notebook: pictures, tables and findings show themselves richly, and as text elsewhere."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path

import incumbent
import pyoxigraph as ox
import pytest
from incumbent.checks.findings import Finding, Findings
from incumbent.errors import ParameterError
from incumbent.knowledge import KnowledgeGraph
from incumbent.questions.rows import Rows
from incumbent.vocabulary import iri

from .odd_names import ODD

COMPANY = Path(__file__).parent / "cases" / "views" / "company.trig"


@pytest.fixture(scope="module")
def kg(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    store = ox.Store()
    store.load(path=COMPANY, format=ox.RdfFormat.TRIG)
    return KnowledgeGraph(store, tmp_path_factory.mktemp("company"))


class Tags(HTMLParser):
    """Collects the elements of a page and their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.found.add(tag)
        self.attributes |= {name for name, _ in attrs}


@pytest.mark.parametrize("view", ["chart", "timeline", "departures"])
def test_a_picture_shows_itself_as_svg_and_as_text(kg: KnowledgeGraph, view: str) -> None:
    """A notebook gets an SVG; a terminal gets the same in words."""
    shown = kg.picture(view, on=None if view == "departures" else "2024-09-15")
    bundle = shown._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "image/svg+xml"}
    assert ET.fromstring(bundle["image/svg+xml"]).tag.endswith("svg")
    assert bundle["text/plain"] == repr(shown) == str(shown)
    assert "object at 0x" not in bundle["text/plain"]


def test_a_picture_is_saved_by_suffix(kg: KnowledgeGraph, tmp_path: Path) -> None:
    """What is shown can be kept; a format that it lacks is refused in words."""
    shown = kg.picture("timeline", first="2024-01-01", last="2024-12-31", theme="dark")
    assert shown.save(tmp_path / "lanes.PNG").read_bytes()[1:4] == b"PNG"
    assert shown.save(tmp_path / "lanes.txt").read_text().startswith("Halcyon Ferries")
    with pytest.raises(ParameterError, match=r"\.svg, \.png, \.txt"):
        shown.save(tmp_path / "lanes.dot")


@pytest.mark.parametrize(
    ("view", "options", "message"),
    [
        ("pie", {}, "no view"),
        ("chart", {"first": "2024-01-01"}, "one day"),
        ("departures", {"lanes": "people"}, "only a timeline"),
        ("timeline", {"first": "yesterday"}, "is no date"),
    ],
)
def test_a_view_refuses_what_it_cannot_take(
    kg: KnowledgeGraph, view: str, options: dict[str, str], message: str
) -> None:
    """Options that a view would pass over are errors instead."""
    with pytest.raises(ParameterError, match=message):
        kg.picture(view, **options)


def test_drawing_writes_every_view(kg: KnowledgeGraph, tmp_path: Path) -> None:
    """`draw` takes the same views as `picture`."""
    path = tmp_path / "a.svg"
    kg.draw(path, view="timeline", on="2024-09-15", first="2024-01-01", lanes="people")
    assert (
        path.read_text()
        == kg.picture("timeline", on="2024-09-15", first="2024-01-01", lanes="people").svg()
    )


def test_rows_are_a_table_and_hostile_cells_stay_text() -> None:
    """Names become neither elements nor attributes, and do not turn the table around."""
    terms = tuple((ox.Literal(name.encode("utf-8", "replace").decode()),) for name in ODD)
    rows = Rows(("<b>name</b>\u202e",), terms, ("<script>note</script>\u202e",))
    bundle = rows._repr_mimebundle_()
    tags = Tags(bundle["text/html"])
    assert tags.found == {"table", "thead", "tbody", "tr", "th", "td", "p"}
    assert tags.attributes == {"dir", "scope"}
    assert "\u202e" not in bundle["text/html"]
    assert bundle["text/plain"] == str(rows)


def test_a_long_answer_says_how_much_is_not_shown() -> None:
    """A page holds five hundred rows, and tells of the others."""
    rows = Rows(("n",), tuple((ox.Literal(n),) for n in range(503)))
    page = rows._repr_html_()
    assert page.count("<tr>") == 501
    assert "3 more rows are not shown." in page


def test_findings_are_a_table_and_hostile_ones_stay_text() -> None:
    """Messages become neither elements nor attributes; as text they are what is printed."""
    findings = Findings(
        Finding(f"{n:012}", "rule", "warning", iri("id:x"), None, ox.Literal("v"), name, "sh:x")
        for n, name in enumerate(one.replace("\ud800", "") for one in ODD)
    )
    bundle = findings._repr_mimebundle_()
    tags = Tags(bundle["text/html"])
    assert tags.found == {"table", "caption", "thead", "tbody", "tr", "th", "td"}
    assert "\u202e" not in bundle["text/html"]
    assert bundle["text/plain"] == str(findings)


def test_the_second_clock_is_named_on_every_view() -> None:
    """A graph as known on a day says so in each of its pictures."""
    known = incumbent.open().known_on("2024-08-06")
    for view in ("chart", "timeline", "departures"):
        assert "as known on 6 August 2024" in str(known.picture(view))
