"""What the explorer's page is put together from: scripts, words, texts, and data made harmless."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import chain
from pathlib import Path

import pytest
from explorer_pages import code
from incumbent.errors import ParameterError
from incumbent.knowledge import KnowledgeGraph
from incumbent.views.explorer import page
from incumbent.views.explorer.data import page_words

SCRIPTS = sorted(path.name for path in Path(page.__file__).parent.glob("*.js"))


def test_texts_are_embedded_when_they_are_the_registered_ones(
    kg: KnowledgeGraph, documents_folder: Path, tmp_path: Path
) -> None:
    """A text that was changed or is missing is left out, and that is reported."""
    for path in documents_folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    changed, missing = sorted(tmp_path.iterdir())[:2]
    changed.write_bytes(changed.read_bytes() + b" ")
    missing.unlink()
    told: list[str] = []
    target = kg.draw(tmp_path / "chart.html", documents=tmp_path, report=told.append)
    (embedded,) = re.findall(r'id="data">(.*?)</script>', target.read_text("utf-8"), re.S)
    rows = json.loads(embedded)["documents"]
    lacking = {row[7] for row in rows if row[9] is None}
    assert lacking == {changed.name, missing.name}
    assert [name for name in sorted(lacking) if any(name in text for text in told)] == sorted(
        lacking
    )
    whole = next(row for row in rows if row[9] is not None)
    assert whole[9] == (documents_folder / whole[7]).read_bytes().decode()
    assert len(whole[9]) == whole[8]


def test_options_that_an_explorer_has_no_use_for_are_refused(
    kg: KnowledgeGraph, tmp_path: Path
) -> None:
    """An option that would do nothing is a mistake of the caller's."""
    with pytest.raises(ParameterError, match="theme"):
        kg.draw(tmp_path / "chart.html", theme="dark")
    with pytest.raises(ParameterError, match=r"\.html"):
        kg.draw(tmp_path / "chart.svg", documents=tmp_path)
    with pytest.raises(ParameterError, match="no folder"):
        kg.draw(tmp_path / "chart.html", documents=str(tmp_path / "none"))


@pytest.mark.parametrize("hostile", ["</script>", "<!--", "\u2028", "\u2029", "&lt;", "\ud800"])
def test_no_data_ends_its_element(hostile: str) -> None:
    """What could end an element or a line is escaped, and read back as it was."""
    text = page.embeddable([hostile])
    assert not re.search("[<>&\u2028\u2029\ud800]", text)
    assert json.loads(text) == [hostile]


def test_every_word_that_a_script_says_is_there_in_both_languages() -> None:
    """A key without words would be shown as it is."""
    words = page_words()
    markup = re.findall(r'data-(?:say|label)="([^"]+)"', code("page.html"))
    said = {key for name in SCRIPTS for key in re.findall(r'\bsay\("([^"]+)"[,)]', code(name))}
    assert {key for key in {*said, *markup} if key not in words} == set()
    assert {key for key, told in words.items() if not all(text.strip() for text in told)} == set()


def test_both_languages_of_a_word_take_the_same_values() -> None:
    """A place for a value in one language is one in the other."""
    unlike = {
        key
        for key, told in page_words().items()
        if len({frozenset(re.findall(r"\{\w+\}", text)) for text in told}) > 1
    }
    assert unlike == set()


def test_every_script_is_in_the_page() -> None:
    """A file that is not listed would do nothing."""
    assert sorted([*page.SCRIPTS, "loader.js"]) == SCRIPTS


def test_no_two_scripts_use_one_name() -> None:
    """The scripts make one function, where a second name would replace the first."""
    defined = re.compile(r"^(?:async )?(?:function\*?|class|const|let) (\w+)", re.M)
    names = Counter(chain.from_iterable(defined.findall(code(name)) for name in page.SCRIPTS))
    assert [name for name, count in names.items() if count > 1] == []
