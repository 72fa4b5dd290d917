"""Where the ontology, the queries and the built-in corpora lie, installed or in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def data_folder(name: str) -> Path:
    """Return one of the project's data folders.

    In a wheel the data travels inside the package, in ``_data``; in a checkout it stands where
    its authors edit it.

    Parameters
    ----------
    name
        ``"ontology"``, ``"queries"`` or ``"corpora"``.

    Returns
    -------
    Path
        The existing folder.

    Examples
    --------
    >>> (data_folder("corpora") / "openai" / "corpus.ttl").is_file()
    True
    """
    installed = _PACKAGE / "_data" / name
    if installed.is_dir():
        return installed
    checkout = _PACKAGE.parent.parent
    return checkout / "graph" / name if name == "corpora" else checkout / name


def ontology_files() -> list[Path]:
    """Return the modules of the ontology and its alignments, in a fixed order."""
    folder = data_folder("ontology")
    return [*sorted(folder.glob("*.ttl")), *sorted((folder / "align").glob("*.ttl"))]


def package_sources() -> list[Path]:
    """Return the package's own modules that decide what a build gives, in a fixed order."""
    rooms = ("documents", "claims", "record", "conclusions", "store")
    own = [p for room in rooms for p in sorted((_PACKAGE / room).glob("*.py"))]
    return [*sorted(_PACKAGE.glob("*.py")), *own]
