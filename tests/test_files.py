"""Writing files whole: the old content or the new, never a part, whatever goes wrong."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from incumbent.errors import TargetError
from incumbent.files import write_whole


def test_a_file_is_written_with_its_folders(tmp_path: Path) -> None:
    """The content is exactly the given bytes, and nothing else is left in the folder."""
    target = tmp_path / "new" / "folder" / "record.ttl"
    write_whole(target, b"\xff\r\n\x00")
    assert target.read_bytes() == b"\xff\r\n\x00"
    assert [path.name for path in target.parent.iterdir()] == ["record.ttl"]


def test_an_old_file_is_replaced(tmp_path: Path) -> None:
    """The new content takes the place of the old one, shorter or not."""
    target = tmp_path / "record.ttl"
    target.write_bytes(b"old and longer")
    write_whole(target, b"new")
    assert target.read_bytes() == b"new"


def test_a_folder_in_the_way_is_refused(tmp_path: Path) -> None:
    """A target that is a folder stays one, and the message names it."""
    target = tmp_path / "out"
    target.mkdir()
    with pytest.raises(TargetError, match=r"cannot write .*out: .*nothing was changed"):
        write_whole(target, b"new")
    assert target.is_dir()
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_where_a_folder_is_needed_is_refused(tmp_path: Path) -> None:
    """A target below a plain file cannot be written, and the file is untouched."""
    (tmp_path / "plain").write_bytes(b"old")
    with pytest.raises(TargetError, match="cannot write"):
        write_whole(tmp_path / "plain" / "record.ttl", b"new")
    assert (tmp_path / "plain").read_bytes() == b"old"


_FULL = """
import resource, signal, sys
from pathlib import Path
from incumbent.errors import TargetError
from incumbent.files import write_whole

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_whole(Path(sys.argv[1]), b"x" * 5000)
except TargetError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files there")
def test_when_there_is_no_room_the_old_file_stays_whole(tmp_path: Path) -> None:
    """A write that breaks off half way leaves the old file, no part of a new one, and one line."""
    target = tmp_path / "record.ttl"
    target.write_bytes(b"old")
    run = subprocess.run(
        [sys.executable, "-c", _FULL, str(target)], capture_output=True, text=True, check=True
    )
    assert run.stdout.startswith(f"cannot write {target}: ")
    assert run.stdout.count("\n") == 1
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


_UNWRITABLE = """
import os, sys
from pathlib import Path
from incumbent.errors import TargetError
from incumbent.files import write_whole

if os.geteuid() == 0:
    os.setuid(65534)
try:
    write_whole(Path(sys.argv[1]), b"new")
except TargetError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="folders are protected in another way there")
def test_in_a_folder_that_may_not_be_written_the_old_file_stays(tmp_path: Path) -> None:
    """Without leave to write in the folder nothing changes, and the message says why."""
    folder = tmp_path / "shut"
    folder.mkdir()
    target = folder / "record.ttl"
    target.write_bytes(b"old")
    folder.chmod(0o555)
    try:
        run = subprocess.run(
            [sys.executable, "-c", _UNWRITABLE, str(target)], capture_output=True, text=True
        )
    finally:
        folder.chmod(0o755)
    assert run.returncode == 0, run.stderr
    assert "Permission denied; nothing was changed" in run.stdout
    assert target.read_bytes() == b"old"
    assert list(folder.iterdir()) == [target]
