"""The README of the shapes, written from the shapes: ``python -m incumbent.checks.rules_index``."""

from __future__ import annotations

import sys

from incumbent.checks.rules import ONTOLOGY, ShapeFile, read_groups, shapes_folder
from incumbent.checks.rules import read_files as shape_files
from incumbent.vocabulary import PREFIXES

#: What stands before the tables; ``{graphs}`` in it is where the table of graphs goes.
INTRODUCTION = "introduction.md"
#: Comparisons with the rules of others, each a section of its own, where they have been written.
COMPARISONS = ("wikidata.md", "organogram.md")

#: A bar inside a cell.
_BAR = r"\|"
_HEAD = "| id | severity | what must be so | a fault | repair |\n| --- | --- | --- | --- | --- |\n"


def rules_index() -> str:
    """Return the README of the folder of shapes.

    Returns
    -------
    str
        Markdown: the introduction, a table a file, and the comparisons.

    Examples
    --------
    >>> rules_index().splitlines()[0]
    '# The shapes'
    """
    folder = shapes_folder()
    introduction = (folder / INTRODUCTION).read_text(encoding="utf-8").rstrip()
    sections = [introduction.replace("{graphs}", _graphs())]
    files = {file.path: file for file in shape_files()}
    sections += [_section(files[path]) for group in read_groups() for path in group.files]
    for name in COMPARISONS:
        if (folder / name).is_file():
            sections.append((folder / name).read_text(encoding="utf-8").rstrip())
    return "\n\n".join(sections) + "\n"


def _graphs() -> str:
    rows = ["| files | graphs |", "| --- | --- |"]
    for group in read_groups():
        files = ", ".join(f"[{path.stem}]({path.name})" for path in group.files)
        # The ontology is asked beside the graphs that are checked, so it stands last.
        graphs = [g.value.removeprefix(PREFIXES["graph"]) for g in group.graphs if g != ONTOLOGY]
        graphs += ["the ontology"] if ONTOLOGY in group.graphs else []
        rows.append(f"| {files} | {', '.join(graphs)} |")
    return "\n".join(rows)


def _section(file: ShapeFile) -> str:
    rows = []
    for rule in file.rules:
        told = (f"`{rule.id}`", rule.severity, rule.definition, rule.example, rule.repair)
        rows.append(f"| {' | '.join(cell.replace('|', _BAR) for cell in told)} |")
    return f"## {file.title}\n\n[{file.path.name}]({file.path.name})\n\n" + _HEAD + "\n".join(rows)


if __name__ == "__main__":
    sys.stdout.buffer.write(rules_index().encode())
