"""The cache: a store is built once, and nothing that happens to its files gives a wrong answer."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from incumbent.documents.folder import corpus_files
from incumbent.errors import CorpusError
from incumbent.store import cache
from incumbent.store.build import Built, build_quads
from running import environment
from small import NAMES, TENURE

BUILT: dict[str, Built] = {}
HOLDERS = "SELECT ?who { GRAPH ?g { ?t <https://w3id.org/incumbent/ns#holder> ?who } }"
OPEN = """
import sys, pathlib
from incumbent.store.cache import open_store
store, notes = open_store(pathlib.Path(sys.argv[1]))
print(len(store), notes)
"""


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Use a cache folder of one's own."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("INCUMBENT_CACHE", str(folder))
    return folder


@pytest.fixture(autouse=True)
def built_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work the same corpus out once for all tests: it is the cache that is tried here."""

    def build(folder: Path, progress: Callable[[str], None] = lambda _: None) -> Built:
        progress("working out")
        digest = cache.content_digest(corpus_files(folder))
        if digest not in BUILT:
            BUILT[digest] = build_quads(folder)
        return BUILT[digest]

    monkeypatch.setattr("incumbent.store.build.build_quads", build)


@pytest.fixture
def home(corpus: Callable[..., Path]) -> Path:
    """Write a small corpus."""
    return corpus(TENURE, names=NAMES)


def entries(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.name != "remembered")


def opened(home: Path) -> tuple[int, list[str], list[str]]:
    """Open a store; return its size, the steps of its build and its notes."""
    steps: list[str] = []
    store, notes = cache.open_store(home, steps.append)
    return len(store), steps, notes


def damage_file(entry: Path, change: Callable[[bytes], bytes]) -> None:
    target = max((entry / "store").glob("*.sst"), key=lambda path: path.stat().st_size)
    target.write_bytes(change(target.read_bytes()))


DAMAGES: dict[str, Callable[[Path], object]] = {
    "truncated file": lambda entry: damage_file(entry, lambda data: data[: len(data) // 2]),
    "flipped byte": lambda entry: damage_file(
        entry, lambda data: data[:100] + bytes([data[100] ^ 1]) + data[101:]
    ),
    "missing file": lambda entry: next((entry / "store").glob("*.sst")).unlink(),
    "missing store": lambda entry: shutil.rmtree(entry / "store"),
    "missing manifest": lambda entry: (entry / "manifest.json").unlink(),
    "empty manifest": lambda entry: (entry / "manifest.json").write_bytes(b""),
    "manifest of bytes": lambda entry: (entry / "manifest.json").write_bytes(b"\xff\xfe\x00"),
    "manifest of another form": lambda entry: (entry / "manifest.json").write_text("[1, 2]"),
    "manifest too deep": lambda entry: (entry / "manifest.json").write_text("[" * 100_000),
    "manifest without files": lambda entry: (entry / "manifest.json").write_text('{"files": []}'),
}


def test_a_second_opening_builds_nothing(kept: Path, home: Path) -> None:
    """What was built once is opened from the cache, with the same statements."""
    size, steps, _ = opened(home)
    assert steps
    assert opened(home) == (size, [], [])


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=list(DAMAGES))
def test_a_damaged_entry_is_built_again(
    kept: Path, home: Path, damage: Callable[[Path], object]
) -> None:
    """Whatever is wrong with an entry, the next opening replaces it by a whole one."""
    size, _, _ = opened(home)
    (entry,) = entries(kept)
    damage(entry)
    again, steps, notes = opened(home)
    assert (again, notes) == (size, [])
    assert "writing the store" in steps
    assert opened(home) == (size, [], [])
    assert entries(kept) == [entry]


def test_building_again_keeps_a_whole_entry(kept: Path, home: Path) -> None:
    """A rebuild that was asked for leaves one whole entry and says nothing of a bad cache."""
    opened(home)
    _, notes = cache.open_store(home, rebuild=True)
    assert notes == []
    assert len(entries(kept)) == 1


def test_two_builds_at_once(kept: Path, home: Path) -> None:
    """Two processes that build at once both answer, without a note, and leave one whole entry."""
    both = [
        subprocess.Popen(
            [sys.executable, "-c", OPEN, home],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(kept),
        )
        for _ in range(2)
    ]
    told = [process.communicate(timeout=60) for process in both]
    assert told[0] == told[1]
    assert told[0][0].endswith(" []\n"), told
    assert len(entries(kept)) == 1
    assert opened(home)[1] == []


def test_a_build_killed_while_it_writes(kept: Path, home: Path) -> None:
    """Kill -9 leaves no entry; the next opening works, and what was left is tidied later."""
    halted = OPEN.replace(
        "store, notes",
        "import os, signal, zlib\n"
        "zlib.crc32 = lambda data: os.kill(os.getpid(), signal.SIGKILL)\n"
        "store, notes",
    )
    killed = subprocess.run([sys.executable, "-c", halted, home], env=environment(kept))
    assert killed.returncode == -signal.SIGKILL
    (left,) = entries(kept)
    assert left.name.endswith(".part")
    size, steps, notes = opened(home)
    assert size
    assert steps
    assert notes == []
    old = time.time() - 7200
    os.utime(left, (old, old))
    cache.open_store(home, rebuild=True)
    shutil.rmtree(next(path for path in entries(kept) if path != left))
    opened(home)
    assert left not in entries(kept)


def test_a_build_killed_at_any_time(kept: Path, home: Path) -> None:
    """Wherever a build is killed, what stands in the cache afterwards is whole or absent."""
    for delay in (0.4, 0.7):
        process = subprocess.Popen(
            [sys.executable, "-c", OPEN, home], env=environment(kept), stdout=subprocess.DEVNULL
        )
        time.sleep(delay)
        process.kill()
        process.wait()
    _, _, notes = opened(home)
    assert notes == []
    assert opened(home)[1] == []


def test_an_unusable_cache_folder(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing can be kept, the store is built in memory and a note says so."""
    blocked = tmp_path / "a-file"
    blocked.write_text("in the way")
    monkeypatch.setenv("INCUMBENT_CACHE", str(blocked))
    store, notes = cache.open_store(home)
    assert len(list(store.query(HOLDERS))) >= 1
    assert any(f"{blocked} cannot be used" in note for note in notes)
    assert blocked.read_text() == "in the way"


def test_a_user_without_a_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A user without a home folder gets an answer, and nothing is kept."""

    def nowhere() -> Path:
        raise RuntimeError

    monkeypatch.delenv("INCUMBENT_CACHE", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", staticmethod(nowhere))
    _, notes = cache.open_store(home)
    assert any("cannot be used" in note for note in notes)


def test_where_the_cache_lies(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Our own variable wins over the system's cache folder, and that over the home folder."""
    monkeypatch.delenv("INCUMBENT_CACHE", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cache.cache_folder() == tmp_path / ".cache" / "incumbent"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "x"))
    assert cache.cache_folder() == tmp_path / "x" / "incumbent"
    monkeypatch.setenv("INCUMBENT_CACHE", str(tmp_path / "own"))
    assert cache.cache_folder() == tmp_path / "own"


def test_changed_content_is_built_anew(kept: Path, home: Path) -> None:
    """A change of one claim gives another entry, and the answer changes with it."""
    opened(home)
    claims = home / "claims" / "one.trig"
    claims.write_text(claims.read_text().replace("id:ada ;", "id:sam-one ;"), encoding="utf-8")
    store, _ = cache.open_store(home)
    people = {row["who"].value.rpartition("/")[2] for row in store.query(HOLDERS)}
    assert people == {"sam-one"}
    assert len(entries(kept)) == 2


def test_only_some_entries_are_kept(
    kept: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cache does not grow for ever: the oldest entries go when a new one is written."""
    monkeypatch.setattr(cache, "_ENTRIES_KEPT", 2)
    for age in (300, 200):
        old = kept / f"{age:032x}"
        old.mkdir(parents=True)
        os.utime(old, (time.time() - age,) * 2)
    opened(home)
    assert kept / f"{300:032x}" not in entries(kept)
    assert kept / f"{200:032x}" in entries(kept)
    assert opened(home)[1] == []


def test_an_unreadable_corpus_file(kept: Path, home: Path) -> None:
    """A corpus file that cannot be read is named."""
    (home / "names.ttl").unlink()
    with pytest.raises(CorpusError, match=r"names\.ttl cannot be read"):
        cache.open_store(home)


def test_remembering(kept: Path) -> None:
    """What a text comes to is worked out once; another text is worked out anew."""
    worked: list[str] = []

    def work(text: str) -> dict[str, str]:
        worked.append(text)
        return {"é": text}

    assert [cache.remembered(text, work) for text in ("a", "a", "b")] == [
        {"é": "a"},
        {"é": "a"},
        {"é": "b"},
    ]
    assert worked == ["a", "b"]


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xff", b"\x00"])
def test_a_damaged_memory_is_worked_out_again(kept: Path, content: bytes) -> None:
    """A remembered file that is no JSON is replaced."""
    cache.remembered("a", len)
    (file,) = (kept / "remembered").iterdir()
    file.write_bytes(content)
    assert cache.remembered("a", len) == 1
    assert json.loads(file.read_bytes()) == 1


def test_a_build_does_not_depend_on_the_hash_seed(home: Path, tmp_path: Path) -> None:
    """The same files give the same quads in any process."""
    program = (
        "import sys, pathlib\nfrom incumbent.store.build import build_quads\n"
        "built = build_quads(pathlib.Path(sys.argv[1]))\n"
        "print('\\n'.join(sorted(map(str, built.quads))), built.notes)"
    )
    seeds = [
        subprocess.Popen(
            [sys.executable, "-c", program, home],
            stdout=subprocess.PIPE,
            env=environment(tmp_path, PYTHONHASHSEED=seed),
        )
        for seed in ("1", "2")
    ]
    one, two = (process.communicate(timeout=60)[0] for process in seeds)
    assert one.count(b"\n") > 100
    assert one == two


def test_a_store_holds_what_was_built(kept: Path, home: Path) -> None:
    """What is opened from the cache is what the build gave, quad for quad."""
    opened(home)
    store, _ = cache.open_store(home)
    assert set(store) == set(build_quads(home).quads)
    assert isinstance(store, ox.Store)
