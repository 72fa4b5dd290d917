"""The command line: ``incumbent``."""

from __future__ import annotations

import os
import sys

from incumbent.commands.settings import cli
from incumbent.errors import IncumbentError


def main() -> None:
    """Run the command line; every error becomes one line on stderr and an honest exit code."""
    debug = "--debug" in sys.argv
    try:
        cli(prog_name="incumbent", standalone_mode=True)
    except SystemExit as end:
        sys.stdout.flush()
        sys.stderr.flush()
        # Freeing a read-only store and every object takes as long as answering; leave them.
        os._exit(end.code if isinstance(end.code, int) else 1)
    except IncumbentError as error:
        if debug:
            raise
        sys.stderr.write(f"incumbent: {error}\n")
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader has seen enough; closing stderr keeps Python from complaining at exit.
        sys.stderr.close()
        sys.exit(1)
