"""The explorer's file before any browser opens it: one, small, strict, the same every time."""

from __future__ import annotations

import base64
import hashlib
import html.parser
import json
import re
import zlib
from collections.abc import Callable
from pathlib import Path

import incumbent
import pytest
from explorer_pages import ON
from incumbent.views import explorer as package

FOLDER = Path(package.__file__).parent
SOURCES = sorted([*FOLDER.glob("*.js"), *FOLDER.glob("*.css"), *FOLDER.glob("page.html")])
ROOM = 60_000
#: What would make text into elements or script, or ask something of a network.
FORBIDDEN = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser"
    r"|\beval\b|new Function|setTimeout\(\s*[\"'`]|\bfetch\b|XMLHttpRequest|WebSocket|EventSource"
    r"|sendBeacon|importScripts|\bimport\(|@import|serviceWorker|localStorage|document\.cookie"
    r"|url\((?!#)|setAttribute\(\s*[\"']style"
)


class _Elements(html.parser.HTMLParser):
    """Collects elements with their attributes, and the text of styles and scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.texts.append("")
        self.inside = tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.texts[-1] += data

    def of(self, tag: str) -> list[tuple[dict[str, str | None], str]]:
        """Return the attributes and the text of each element of a name."""
        pairs = zip(self.elements, self.texts, strict=True)
        return [(attributes, text) for (name, attributes), text in pairs if name == tag]


def _read(page: Path) -> _Elements:
    elements = _Elements()
    elements.feed(page.read_text("utf-8"))
    elements.close()
    return elements


def _hash(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def _held(elements: _Elements, name: str) -> str:
    """Return the text of the element of an id."""
    (text,) = [text for given, text in elements.of("script") if given.get("id") == name]
    return text


def _unpacked(elements: _Elements) -> list[str]:
    """Return style and script as the loader puts them in place."""
    return zlib.decompress(base64.b64decode(_held(elements, "packed"))).decode().split("\0")


@pytest.fixture(scope="module", params=["explorer", "hostile"])
def elements(request: pytest.FixtureRequest) -> _Elements:
    """Read a page as a browser would; of the built-in corpus, and of the hostile one."""
    return _read(request.getfixturevalue(request.param))


def test_page_styles_and_scripts_fit_sixty_thousand_bytes(explorer: Path) -> None:
    """All that is not data weighs at most 60,000 bytes."""
    data = _held(_read(explorer), "data")
    assert len(explorer.read_bytes()) - len(data.encode()) <= ROOM


def test_the_policy_lets_only_what_is_named_in(elements: _Elements) -> None:
    """The loader, and the script and style that it unpacks, by hash; nothing else."""
    meta = [given for given, _ in elements.of("meta")]
    (policy,) = [
        given["content"] for given in meta if given.get("http-equiv") == "Content-Security-Policy"
    ]
    rules = dict(rule.strip().split(" ", 1) for rule in str(policy).split(";"))
    (waiting,) = [text for _, text in elements.of("style")]
    (loader,) = [text for given, text in elements.of("script") if not given.get("type")]
    style, script = _unpacked(elements)
    assert rules == {
        "default-src": "'none'",
        "script-src": f"{_hash(loader)} {_hash(script)}",
        "style-src": f"{_hash(waiting)} {_hash(style)}",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_what_is_packed_is_what_can_be_read(elements: _Elements) -> None:
    """Every line of the page's script and style is a line of a file of the project."""
    lines = {line.strip() for path in SOURCES for line in path.read_text("utf-8").splitlines()}
    packed = "\n".join(_unpacked(elements)).splitlines()
    frame = {'(() => {"use strict";', "})();"}
    assert len(packed) > 500
    assert set(packed) <= lines | frame


def test_the_policy_stands_before_what_it_rules(elements: _Elements) -> None:
    """A rule binds only what comes after it."""
    order = [tag if tag != "meta" else given.get("http-equiv") for tag, given in elements.elements]
    first = min(order.index(tag) for tag in ("style", "script"))
    assert order.index("Content-Security-Policy") < first


def test_nothing_inline_and_nothing_from_elsewhere(elements: _Elements) -> None:
    """No handler or style in an attribute, no address but of a place in the page itself."""
    wrong = [
        (tag, name, value)
        for tag, given in elements.elements
        for name, value in given.items()
        if name.startswith("on")
        or name == "style"
        or (
            name in ("src", "href", "action", "srcset", "data")
            and not str(value).startswith(("#", "data:"))
        )
    ]
    assert wrong == []


def test_names_do_not_make_elements(explorer: Path, hostile: Path) -> None:
    """A hostile corpus's page has the same elements as any other."""
    tags = [[tag for tag, _ in _read(page).elements] for page in (explorer, hostile)]
    assert tags[0] == tags[1]


def test_the_data_is_json_that_no_element_ends(elements: _Elements) -> None:
    """No character of the data could open or close an element or end a line of script."""
    data = _held(elements, "data")
    assert isinstance(json.loads(data), dict)
    assert not set(data) & set("<>&\u2028\u2029")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_scripts_keep_to_text_and_to_themselves(path: Path) -> None:
    """Nothing turns text into elements or script, nothing speaks to a network or remembers."""
    lines = path.read_text("utf-8").splitlines()
    code = [line for line in lines if not line.strip().startswith(("//", "/*"))]
    assert [line for line in code if FORBIDDEN.search(line)] == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_a_script_is_read_in_one_go(path: Path) -> None:
    """The house rule for Python holds for what the browser runs."""
    assert len(path.read_text("utf-8").splitlines()) <= 300


def test_the_same_graph_gives_the_same_bytes(explorer: Path, tmp_path: Path) -> None:
    """Drawn again, nothing changes."""
    again = incumbent.open().draw(tmp_path / "again.html", on=ON)
    assert again.read_bytes() == explorer.read_bytes()


def test_texts_travel_only_when_asked_for(
    explorer: Path, with_documents: Path, documents_folder: Path
) -> None:
    """Without ``documents`` no passage of a document is in the page; with it, all of them."""

    def held(page: Path) -> str:
        return json.dumps(json.loads(_held(_read(page), "data")), ensure_ascii=False)

    without, with_texts = held(explorer), held(with_documents)
    for document in documents_folder.glob("*.txt"):
        text = document.read_text("utf-8")
        passage = json.dumps(text[1000:1120], ensure_ascii=False)[1:-1]
        assert passage not in without
        assert passage in with_texts


def test_the_command_writes_the_page(tmp_path: Path, explorer: Path) -> None:
    """``incumbent draw -o chart.html`` gives what the library gives."""
    from running import run

    page = tmp_path / "chart.html"
    ran = run("draw", "-o", str(page), "--on", ON, cache=tmp_path / "cache")
    assert (ran.code, ran.out) == (0, "")
    assert page.read_bytes() == explorer.read_bytes()


def test_publish_gives_the_page_too(made: Callable[..., Path], tmp_path: Path) -> None:
    """The published folder holds the explorer and its front page leads there."""
    folder = tmp_path / "out"
    written = incumbent.open().publish(folder)
    pages = [path for path in written if path.suffix == ".html" and path.name != "index.html"]
    assert [path for path in pages if 'id="data"' in path.read_text("utf-8")]
    front = (folder / "index.html").read_text("utf-8")
    assert any(f'href="{path.relative_to(folder)}"' in front for path in pages)
