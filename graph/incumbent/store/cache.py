"""The built store, kept in the user's cache folder under the digest of what it was built from."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from incumbent.documents.folder import corpus_files
from incumbent.errors import CorpusError, TargetError
from incumbent.files import write_whole
from incumbent.resources import ontology_files, package_sources

if TYPE_CHECKING:
    from incumbent.store.build import Built
    from incumbent.store.known import KnownOn

#: Rewritten by every process that opens a store, so no part of its content.
_VOLATILE = ("LOG", "LOCK", "OPTIONS")
#: Built stores that are kept, the newest ones, and the seconds after which a half-written one is
#: known to be nobody's any more.
_ENTRIES_KEPT = 16
_LEFT_FOR = 3600.0


def cache_folder() -> Path:
    """Return where built stores are kept: ``INCUMBENT_CACHE``, or the system's cache folder."""
    own = os.environ.get("INCUMBENT_CACHE")
    if own:
        return Path(own)
    base = os.environ.get("XDG_CACHE_HOME")
    try:
        return (Path(base) if base else Path.home() / ".cache") / "incumbent"
    except RuntimeError:  # a user without a home: nothing is kept
        return Path(os.devnull) / "incumbent"


def content_digest(files: Iterable[Path]) -> str:
    """Return one digest of the names and contents of files.

    Raises
    ------
    CorpusError
        When a file cannot be read.
    """
    total = hashlib.sha256()
    for path in files:
        try:
            data = path.read_bytes()
        except OSError as error:
            raise CorpusError(f"{path} cannot be read: {error.strerror}") from error
        total.update(path.name.encode() + b"\0" + str(len(data)).encode() + b"\0" + data)
    return total.hexdigest()


def remembered(text: str, work: Callable[[str], Any]) -> Any:
    """Return what a text comes to, worked out once and then kept as JSON.

    Parameters
    ----------
    text
        All that the result depends on.
    work
        Makes a value that JSON can hold.
    """
    kept = cache_folder() / "remembered" / f"{hashlib.sha256(text.encode()).hexdigest()[:32]}.json"
    try:
        return json.loads(kept.read_bytes())
    except (OSError, ValueError):
        value = work(text)
    with contextlib.suppress(TargetError):
        write_whole(kept, json.dumps(value, ensure_ascii=False).encode())
    return value


def open_store(
    folder: Path,
    progress: Callable[[str], None] = lambda _: None,
    *,
    rebuild: bool = False,
    known_on: KnownOn | None = None,
) -> tuple[ox.Store, list[str]]:
    """Open a corpus's store, building it when it is not in the cache or the cache is damaged.

    Parameters
    ----------
    folder
        The corpus.
    progress
        Told of each step of a build.
    rebuild
        Build even when the cache holds the store.
    known_on
        The day whose knowledge counts, each with an entry of its own; None for all documents.

    Returns
    -------
    tuple
        The store, read-only, and notes for the curator.

    Raises
    ------
    CorpusError
        When the corpus cannot be read.
    """
    digest = _digest([*corpus_files(folder), *ontology_files(), *package_sources()])
    day = f"-{known_on.day}-{known_on.variant}" if known_on else ""
    entry = cache_folder() / f"{digest[:32]}{day}"
    if not rebuild:
        known = _opened(entry)
        if known is not None:
            return known
    from incumbent.store.build import build_quads  # not needed for answering from the cache

    built = build_quads(folder, progress, known_on) if known_on else build_quads(folder, progress)
    progress("writing the store")
    with contextlib.suppress(OSError):
        _write(entry, built)
    # Ours, or that of another process that was faster.
    known = _opened(entry)
    if known is not None:
        return known
    # The cache cannot be written; answering matters more than remembering.
    store = ox.Store()
    store.bulk_extend(sorted(built.quads, key=str))  # which keeps the order given
    return store, [*built.notes, f"the cache folder {cache_folder()} cannot be used"]


def _digest(files: list[Path]) -> str:
    """Return the content digest of files, read again only when one has been written to."""
    try:
        state = "\n".join(f"{path} {_traits(str(path))}" for path in files)
    except OSError:
        return content_digest(files)  # which tells what cannot be read
    digest = remembered(state, lambda _: content_digest(files))
    return digest if isinstance(digest, str) else content_digest(files)


def in_memory_copy(store: ox.Store) -> ox.Store:
    """Return a copy of a store that is slower to open and faster to ask.

    Examples
    --------
    >>> len(in_memory_copy(ox.Store()))
    0
    """
    copy = ox.Store()
    copy.bulk_extend(store)
    return copy


def _opened(entry: Path) -> tuple[ox.Store, list[str]] | None:
    """Return the store of a cache entry, or None when there is none or it is not whole."""
    try:
        manifest = json.loads((entry / "manifest.json").read_bytes())
        for name, (checksum, *untouched) in manifest["files"].items():
            path = f"{entry}/store/{name}"
            # What nobody has written to since needs no reading; RocksDB sums its blocks itself.
            if _traits(path) != untouched and zlib.crc32(Path(path).read_bytes()) != checksum:
                return None
        return ox.Store.read_only(str(entry / "store")), list(manifest["notes"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _traits(path: str) -> list[int]:
    """Return what changes when a file is written to: its size and the time of its last change."""
    found = os.stat(path)  # noqa: PTH116 (a Path for each file takes longer than the question)
    return [found.st_size, found.st_mtime_ns]


def _write(entry: Path, built: Built) -> None:
    """Write a store beside its place and rename it there; of two writers either may win."""
    import shutil

    beside = entry.with_name(f".{entry.name}.{os.getpid()}.part")
    shutil.rmtree(beside, ignore_errors=True)
    try:
        beside.mkdir(parents=True)
        store = ox.Store(str(beside / "store"))
        store.bulk_extend(built.quads)
        store.optimize()
        store.flush()
        del store
        files = {
            path.name: [zlib.crc32(path.read_bytes()), *_traits(str(path))]
            for path in sorted((beside / "store").iterdir())
            if not path.name.startswith(_VOLATILE)
        }
        text = json.dumps({"files": files, "notes": built.notes}, indent=1)
        (beside / "manifest.json").write_text(text, encoding="utf-8")
        with contextlib.suppress(OSError):
            _displace(entry)
        beside.rename(entry)
        _tidy(entry.parent, keep=entry)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _tidy(folder: Path, keep: Path) -> None:
    """Remove what killed builds left behind, and the oldest entries of the same sort.

    What was known on some day must not push out the whole record, which is asked most.
    """
    import shutil
    import time

    def age(path: Path) -> float:
        try:
            return time.time() - path.stat().st_mtime
        except OSError:  # removed by another process meanwhile
            return 0.0

    entries = [path for path in folder.iterdir() if path.name != "remembered" and path != keep]
    left = [path for path in entries if path.name.startswith(".") and age(path) > _LEFT_FOR]
    alike = [path for path in entries if ("-" in path.name) == ("-" in keep.name)]
    whole = sorted((path for path in alike if not path.name.startswith(".")), key=age)
    for path in [*left, *whole[_ENTRIES_KEPT - 1 :]]:
        shutil.rmtree(path, ignore_errors=True)


def _displace(entry: Path) -> None:
    """Move a damaged entry out of the way, unless another process has just made it whole."""
    import shutil

    if entry.exists() and _opened(entry) is None:
        damaged = entry.with_name(f".{entry.name}.{os.getpid()}.damaged")
        entry.rename(damaged)
        shutil.rmtree(damaged, ignore_errors=True)
