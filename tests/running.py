"""Running the command line as its users do: in a process of its own, in a pipe or a terminal."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path
from typing import NamedTuple

ENTRY = "from incumbent.commands import main; main()"
#: A question, and a query, that the built-in corpus answers.
HOLDERS = ("ask", "holders", "--post", "OpenAI CTO", "--on", "2023-06-01")
SELECT = "SELECT ?who { ?t inc:holder ?who ; inc:post id:openai-cto } ORDER BY ?who"


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


def environment(cache: Path | str, **more: str) -> dict[str, str]:
    """Return this process's environment with a cache folder of its own."""
    own = {**os.environ, "INCUMBENT_CACHE": str(cache), **more}
    own.pop("COLUMNS", None)
    return own


def command(*arguments: str) -> list[str]:
    """Return the words that run the installed entry point."""
    return [sys.executable, "-c", ENTRY, *arguments]


def run(
    *arguments: str, cache: Path | str, stdin: bytes = b"", cwd: Path | None = None, **more: str
) -> Ran:
    """Run a command with its output in pipes."""
    done = subprocess.run(
        command(*arguments),
        input=stdin,
        capture_output=True,
        timeout=120,
        cwd=cwd,
        env=environment(cache, **more),
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def run_in_terminal(*arguments: str, cache: Path | str, width: int = 80, **more: str) -> Ran:
    """Run a command on a pseudo-terminal of a width; stdout and stderr are one."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, width, 0, 0))
    process = subprocess.Popen(
        command(*arguments),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment(cache, **{"TERM": "xterm", **more}),
    )
    os.close(theirs)
    told = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        told += part
    os.close(ours)
    return Ran(process.wait(120), told.decode().replace("\r\n", "\n"), "")


def build_cache(folder: Path) -> Path:
    """Build the built-in corpus into a cache of the tests' own."""
    built = run("build", cache=folder)
    assert built.code == 0, built.err
    assert re.fullmatch(r"(?s).*incumbent: \d+ statements from .*openai\n", built.err), built.err
    run("ask", cache=folder)
    return folder


def one_line(ran: Ran, code: int, *told: str) -> None:
    """Demand an exit code, nothing on stdout and one line on stderr."""
    assert ran.code == code, ran
    assert ran.out == "", ran
    assert ran.err.count("\n") == 1, ran.err
    assert ran.err.startswith("incumbent: "), ran.err
    assert "Traceback" not in ran.err
    for part in told:
        assert part in ran.err, ran.err
