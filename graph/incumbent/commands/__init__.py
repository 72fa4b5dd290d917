"""The command line: ``incumbent``."""

from __future__ import annotations

import sys

from incumbent.commands.settings import cli
from incumbent.errors import IncumbentError


def main() -> None:
    """Run the command line; every error becomes one line on stderr and an honest exit code."""
    debug = "--debug" in sys.argv
    try:
        cli(prog_name="incumbent", standalone_mode=True)
    except IncumbentError as error:
        if debug:
            raise
        sys.stderr.write(f"incumbent: {error}\n")
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader has seen enough; closing stderr keeps Python from complaining at exit.
        sys.stderr.close()
        sys.exit(1)
