"""Pages for the tests of the explorer, made as users make them, each once in a session."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import incumbent
import pytest
from hostile_corpus import DAY, write_hostile
from incumbent.conclusions import entailment
from incumbent.knowledge import KnowledgeGraph
from incumbent.views.explorer import page as explorer_page
from incumbent.views.explorer.data import explorer_data

#: The day on which the built-in corpus's page opens in tests.
ON = "2024-09-25"


@contextmanager
def no_conclusions(cache: Path) -> Iterator[None]:
    """Build without what OWL entails: it takes longest to work out, and no picture shows it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(entailment, "conclude", lambda record, names: [])
        patch.setenv("INCUMBENT_CACHE", str(cache))
        yield


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Draw a page once; processes that test side by side share it."""
    folder = tmp_path_factory.getbasetemp()
    if folder.name.startswith("popen-"):
        folder = folder.parent
    folder = folder / "pages"
    folder.mkdir(exist_ok=True)

    def make(name: str, draw: Callable[[Path], Any]) -> Path:
        page = folder / f"{name}.html"
        if not page.exists():
            draw(page)  # written whole, so that another process never sees a half
        return page

    return make


def code(name: str) -> str:
    """Return a part of the explorer's page as it stands in the package."""
    return (Path(explorer_page.__file__).parent / name).read_text("utf-8")


@pytest.fixture(scope="session")
def kg() -> KnowledgeGraph:
    """Open the built-in corpus."""
    return incumbent.open()


@pytest.fixture(scope="session")
def data(kg: KnowledgeGraph) -> dict[str, Any]:
    """Make the explorer's data of the built-in corpus."""
    return explorer_data(kg.store, kg.folder, kg.latest_day())


@pytest.fixture(scope="session")
def explorer(made: Callable[..., Path]) -> Path:
    """Draw the built-in corpus, without its documents."""
    return made("explorer", lambda page: incumbent.open().draw(page, on=ON))


@pytest.fixture(scope="session")
def with_documents(made: Callable[..., Path], documents_folder: Path) -> Path:
    """Draw the built-in corpus with its documents' texts in the page."""
    return made(
        "with-documents",
        lambda page: incumbent.open().draw(page, on=ON, documents=documents_folder),
    )


@pytest.fixture(scope="session")
def hostile(made: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Draw the hostile corpus, with its documents' texts."""

    def draw(page: Path) -> None:
        home = tmp_path_factory.mktemp("hostile")
        corpus = write_hostile(home / "corpus")
        with no_conclusions(home / "cache"):
            incumbent.open(corpus).draw(page, on=DAY, documents=corpus / "texts")

    return made("hostile", draw)
