"""The house: rooms in order, files of a readable size, every public name told in a sentence."""

from __future__ import annotations

import ast
import doctest
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import incumbent
import pytest

PACKAGE = Path(incumbent.__file__).parent
MODULES = sorted(p for p in PACKAGE.rglob("*.py") if "_data" not in p.parts)
#: A room may use what stands before it, never what stands after.
ROOMS = (
    "foundation", "documents", "claims", "record", "conclusions", "store", "checks", "questions",
    "views", "knowledge", "incumbent", "commands", "__main__",
)  # fmt: skip
LINES_AT_MOST = 300


def _name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _room(module: str) -> str:
    parts = module.split(".")
    if len(parts) == 1:
        return "incumbent"
    return parts[1] if parts[1] in ROOMS else "foundation"


def _imported(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the modules that a file imports anywhere, functions included.

    What is imported for the names of types alone is not imported when the program runs.
    """
    tree = ast.parse(path.read_text("utf-8"))
    for_types = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if node in for_types:
            continue
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                is_module = (PACKAGE.parent / whole.replace(".", "/")).with_suffix(".py").is_file()
                is_room = (PACKAGE.parent / whole.replace(".", "/") / "__init__.py").is_file()
                yield node.lineno, whole if is_module or is_room else str(node.module)


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_a_room_uses_only_what_stands_before_it(path: Path) -> None:
    """No import, not even one inside a function, leads to a later room."""
    here = ROOMS.index(_room(_name(path)))
    later = [
        f"{path.name}:{line} imports {module}"
        for line, module in _imported(path)
        if module.split(".")[0] == "incumbent" and ROOMS.index(_room(module)) > here
    ]
    assert later == []


def test_every_folder_of_the_package_is_a_room() -> None:
    """A new folder takes its place in the order before anything may import it."""
    folders = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()}
    assert folders <= set(ROOMS)


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_a_file_is_read_in_one_go(path: Path) -> None:
    """No file is longer than 300 lines."""
    count = len(path.read_text("utf-8").splitlines())
    assert count <= LINES_AT_MOST, path.name


def _public(tree: ast.Module) -> Iterator[tuple[int, str, str | None]]:
    yield 1, "the module", ast.get_docstring(tree)
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef | ast.ClassDef) or node.name.startswith("_"):
            continue
        yield node.lineno, node.name, ast.get_docstring(node)
        for inner in node.body if isinstance(node, ast.ClassDef) else ():
            if isinstance(inner, ast.FunctionDef) and not inner.name.startswith("_"):
                yield inner.lineno, f"{node.name}.{inner.name}", ast.get_docstring(inner)


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_every_public_name_is_told_in_a_sentence(path: Path) -> None:
    """Modules, classes, functions and methods have a docstring that begins with a sentence."""
    wrong = []
    for line, name, told in _public(ast.parse(path.read_text("utf-8"))):
        first = (told or "").split("\n\n")[0]
        # Where a list or a table follows, a colon ends the sentence.
        if not re.match(r"\S.*[.:]$", " ".join(first.split())):
            wrong.append(f"{path.name}:{line} {name}: {first!r}")
    assert wrong == []


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_examples_in_docstrings_are_true(
    path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every ``>>>`` of a module gives what stands below it."""
    if ">>>" not in path.read_text("utf-8"):
        return
    shared = tmp_path_factory.getbasetemp() / "cache"  # one build serves all examples
    monkeypatch.setenv("INCUMBENT_CACHE", str(shared))
    result = doctest.testmod(importlib.import_module(_name(path)), optionflags=doctest.ELLIPSIS)
    assert result.attempted > 0
    assert result.failed == 0


def test_no_module_does_work_when_imported() -> None:
    """At the top of a module stand definitions, not loops, withs or tries over the world."""
    wrong = [
        f"{path.name}:{node.lineno}"
        for path in MODULES
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.For | ast.While | ast.With | ast.AsyncFor)
    ]
    assert wrong == []
