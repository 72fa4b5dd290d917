"""Writing files whole: beside the target first, then renamed over it."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from incumbent.errors import TargetError


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that readers see the old content or the new, never a part.

    Parameters
    ----------
    path
        The target; its folder is made when missing.
    data
        The whole content.

    Raises
    ------
    TargetError
        When the target cannot be written; what stood there is untouched.

    Examples
    --------
    >>> import tempfile
    >>> target = Path(tempfile.mkdtemp()) / "a.txt"
    >>> write_whole(target, b"whole")
    >>> target.read_bytes()
    b'whole'
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink()
        reason = error.strerror or str(error)
        raise TargetError(f"cannot write {path}: {reason}; nothing was changed") from error
