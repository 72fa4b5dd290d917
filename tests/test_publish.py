"""Publishing: everything a reader needs, in a folder that can be read as it stands."""

from __future__ import annotations

import csv
import html.parser
import io
import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pyoxigraph as ox
import pytest
from incumbent.documents.folder import corpus_folder
from incumbent.errors import TargetError
from incumbent.knowledge import KnowledgeGraph
from incumbent.questions.catalogue import all_questions
from incumbent.questions.rows import Rows
from incumbent.store.build import build_quads
from incumbent.views.publish import _tame
from small import NAMES, TENURE

HOSTILE = '<img src=x onerror=\\"alert(1)\\">'


class _Links(html.parser.HTMLParser):
    """Collects what a page links to and which tags it has."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.targets += [value for name, value in attrs if name in ("href", "src") and value]


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def kg(store: ox.Store) -> KnowledgeGraph:
    return KnowledgeGraph(store, corpus_folder(None))


@pytest.fixture(scope="module")
def published(kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish the built-in corpus once."""
    folder = tmp_path_factory.mktemp("published") / "out"
    written = kg.publish(folder)
    assert sorted(written) == sorted(path for path in folder.rglob("*") if path.is_file())
    return folder


@pytest.fixture
def hostile(corpus: Callable[..., Path]) -> KnowledgeGraph:
    """Build a corpus whose names are markup and formulas."""
    home = corpus(TENURE, names=NAMES.replace("Ada Ångström", f"=1+{HOSTILE}"))
    registry = home / "corpus.ttl"
    registry.write_text(
        registry.read_text()
        + f'id:corpus a schema:Collection ; dcterms:title "{HOSTILE}"@en , "{HOSTILE}"@fr .\n'
    )
    store = ox.Store()
    store.extend(build_quads(home).quads)
    return KnowledgeGraph(store, home)


def test_everything_is_there(published: Path) -> None:
    """Record and claims in their formats, the picture, every answer, the checks, the page."""
    names = set(contents(published))
    expected = {
        *("record.ttl", "record.jsonld", "record.trig", "claims.trig", "claims.jsonld"),
        *("chart.html", "chart.svg", "chart.png", "chart.txt"),
        *("check.txt", "check.json", "index.html"),
    }
    assert expected <= names
    answers = {name for name in names if name.startswith("answers/")}
    assert answers == {f"answers/{q.theme}/{q.name}.csv" for q in all_questions()}
    assert all(contents(published).values())


def test_what_is_written_can_be_read(published: Path) -> None:
    """Each file parses as what its suffix says."""
    for name, data in contents(published).items():
        suffix = name.rpartition(".")[2]
        if suffix in ("ttl", "trig", "nq"):
            assert len(list(ox.parse(data, format=ox.RdfFormat.from_extension(suffix)))) > 100
        elif suffix in ("json", "jsonld"):
            assert json.loads(data)
        elif suffix == "csv":
            header, *rows = csv.reader(io.StringIO(data.decode(), newline=""))
            assert all(len(row) == len(header) for row in rows), name
        elif suffix == "png":
            assert data.startswith(b"\x89PNG")


def test_every_link_leads_to_a_file(published: Path) -> None:
    """The page links to files of the folder only, and to every one of them but itself."""
    page = _Links()
    page.feed((published / "index.html").read_text(encoding="utf-8"))
    targets = {unquote(target) for target in page.targets}
    assert not any(":" in target or target.startswith("/") for target in targets)
    assert targets == set(contents(published)) - {"index.html"}


def test_the_page_counts_what_the_files_hold(published: Path) -> None:
    """The number beside each answer is the number of rows in its file."""
    text = (published / "index.html").read_text(encoding="utf-8")
    for question in all_questions():
        name = f"answers/{question.theme}/{question.name}.csv"
        rows = len(list(csv.reader(io.StringIO((published / name).read_text(), newline="")))) - 1
        line = next(line for line in text.splitlines() if f'"{name}"' in line)
        assert f"<td>{rows}</td>" in line, line


def test_publishing_twice_gives_the_same_bytes(hostile: KnowledgeGraph, tmp_path: Path) -> None:
    """The same graph gives the same files, byte for byte; what else stands there is left alone."""
    folder = tmp_path / "out"
    hostile.publish(folder)
    before = contents(folder)
    (folder / "answers" / "mine.txt").write_text("mine")
    (folder / "index.html").write_text("old")
    hostile.publish(folder)
    after = contents(folder)
    assert after.pop("answers/mine.txt") == b"mine"
    assert after == before


def test_hostile_names_stay_text(hostile: KnowledgeGraph, tmp_path: Path) -> None:
    """A name that is markup is shown, not run; one that is a formula is no formula in a sheet."""
    hostile.publish(tmp_path / "out")
    files = contents(tmp_path / "out")
    page = files["index.html"].decode()
    assert "&lt;img src=x onerror=" in page
    assert "<img src=x" not in page
    assert "<img src=x" not in files["chart.svg"].decode()
    links = _Links()
    links.feed(page)
    assert "script" not in links.tags
    cells = [
        cell
        for name, data in files.items()
        if name.endswith(".csv")
        for row in csv.reader(io.StringIO(data.decode(), newline=""))
        for cell in row
    ]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]
    assert any(cell.startswith("'=1+<img") for cell in cells)


def test_taming_keeps_numbers_and_plain_text() -> None:
    """Only texts that a spreadsheet would calculate are altered."""
    minus = ox.Literal("-5", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
    iri = ox.NamedNode("http://a/")
    rows = Rows(("a",), ((minus,), (ox.Literal("=A1"),), (ox.Literal("fine"),), (None,), (iri,)))
    told = [getattr(row[0], "value", None) for row in _tame(rows).terms]
    assert told == ["-5", "'=A1", "fine", None, "http://a/"]


def test_a_target_that_cannot_be_written(hostile: KnowledgeGraph, tmp_path: Path) -> None:
    """Where the folder is a file, that is told, and the file is as it was."""
    target = tmp_path / "file"
    target.write_text("old")
    with pytest.raises(TargetError, match="cannot write"):
        hostile.publish(target)
    assert target.read_text() == "old"
    assert list(tmp_path.glob("*.part")) == []
