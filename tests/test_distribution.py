"""The wheel holds what the checkout holds, and the README says what is so."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import golden
import incumbent
import pytest
from incumbent.commands.settings import COMMANDS
from incumbent.questions.catalogue import question_files
from incumbent.resources import data_folder

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
#: Where things stand in the checkout, and where in the wheel.
PLACES = {
    "graph/incumbent": "incumbent",
    "graph/corpora": "incumbent/_data/corpora",
    "ontology": "incumbent/_data/ontology",
    "queries": "incumbent/_data/queries",
}


def test_the_wheel_holds_every_file(tmp_path: Path) -> None:
    """Code, ontology, queries and corpus travel in the wheel, each file and no other."""
    if not (ROOT / "graph").is_dir():
        pytest.skip("there is no checkout here to build a wheel from")
    pytest.importorskip("hatchling", reason="the wheel is built with hatchling")
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        packed = {name for name in wheel.namelist() if ".dist-info/" not in name}
    expected = {
        f"{inside}/{path.relative_to(ROOT / outside)}"
        for outside, inside in PLACES.items()
        for path in (ROOT / outside).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert packed == expected


def test_one_version() -> None:
    """Package, project file and ontology have one version."""
    if not (ROOT / "pyproject.toml").is_file():
        pytest.skip("the project file does not stand beside the tests")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    ontology = (data_folder("ontology") / "incumbent.ttl").read_text()
    assert project["version"] == incumbent.__version__
    assert f'owl:versionInfo "{incumbent.__version__}"' in ontology


def test_every_command_is_in_the_readme() -> None:
    """A command that the README does not show is not finished."""
    text = README.read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"incumbent {name}" not in text] == []


def test_the_readme_asks_questions_that_exist() -> None:
    """Every question that the README asks is in the catalogue, with those parameters."""
    asked = re.findall(r"incumbent ask ([a-z-]+)", README.read_text(encoding="utf-8"))
    assert asked
    assert set(asked) <= set(question_files())


def test_links_of_the_readme_lead_somewhere() -> None:
    """Every file that the README links to exists."""
    if not (ROOT / "graph").is_dir():
        pytest.skip("the README stands here without the checkout it describes")
    links = re.findall(r"\]\(([^)#:]+)\)", README.read_text(encoding="utf-8"))
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_picture_in_the_readme_is_what_is_drawn() -> None:
    """The README's picture is the product's, byte for byte."""
    assert golden.chart(incumbent.open()) == golden.CHART.read_bytes()
