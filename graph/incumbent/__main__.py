"""The entry of the command line: ``incumbent``, or ``python -m incumbent``."""

from __future__ import annotations

import gc


def main() -> None:
    """Run the command line."""
    # Starting makes many objects and no garbage; looking for it takes a twentieth of an answer.
    gc.set_threshold(50_000)
    from incumbent.commands import main as run

    run()


if __name__ == "__main__":
    main()
