"""Pictures as PNG, drawn by resvg with the fonts of this package and, in need, others.

Letters that the package's font has are drawn with it on every machine. Only where a text holds
letters that it lacks (Chinese, Arabic, …) are other fonts looked for: those of installed
`fontpkg-…` packages first, then the machine's.
"""

from __future__ import annotations

import importlib.metadata
import importlib.resources
import re
from html import unescape
from pathlib import Path

from incumbent.views.chart import Chart
from incumbent.views.fonts import covered, font_file
from incumbent.views.svg import render_svg
from incumbent.views.themes import THEMES


def render_png(
    chart: Chart, *, theme: str = "light", width: int | None = None, scale: float = 2.0
) -> bytes:
    """Return the picture of a chart as PNG.

    Parameters
    ----------
    chart
        What is to be drawn.
    theme
        `light` or `dark`.
    width
        The width in pixels; where None, its own width times `scale`.
    scale
        Pixels to a unit of the picture, for sharp screens and print.

    Returns
    -------
    bytes
        A PNG file.

    Raises
    ------
    ValueError
        When there is no such theme, or the size is not positive.

    Examples
    --------
    >>> render_png(Chart("Nobody", "On 1 May 2024", "en", (), (), (), ()))[1:4]
    b'PNG'
    """
    return pixels(render_svg(chart, theme=theme, width=width, embed=False), theme, width, scale)


def pixels(text: str, theme: str, width: int | None = None, scale: float = 2.0) -> bytes:
    """Return a picture of ours as PNG.

    Parameters
    ----------
    text
        SVG without letters of its own, already scaled where a width is given.
    theme, width, scale
        As `render_png` takes them.

    Raises
    ------
    ValueError
        When the scale is not positive.

    Examples
    --------
    >>> pixels('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', "light")[1:4]
    b'PNG'
    """
    import resvg_py

    strange = not all(covered(unescape(one)) for one in re.findall(r"<text[^>]*>([^<]*)", text))
    files = [str(font_file(bold)) for bold in (False, True)]
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=text,
            background=THEMES[theme].page,  # where a height in parts of a pixel is rounded up
            zoom=None if width else _bounded(scale, text),
            skip_system_fonts=not strange,
            font_files=files + (_other_fonts() if strange else []),
            font_family="Fira Sans",
            sans_serif_family="Fira Sans",
        )
    )


def _bounded(scale: float, text: str) -> float:
    """Keep a picture below sixteen thousand pixels a side, past which programs refuse it."""
    if scale <= 0:
        raise ValueError(f"a picture cannot be drawn at scale {scale}; give a positive number")
    sizes = re.findall(r'(?:width|height)="([\d.]+)"', text[:300])
    return min(scale, 16000 / max(float(size) for size in sizes[:2]))


def _other_fonts() -> list[str]:
    """Give the upright fonts of other installed font packages, in order of their names."""
    found = []
    for entry in sorted(importlib.metadata.entry_points(group="fontpkg.family")):
        if entry.value == "fontpkg_fira_sans":
            continue
        files = Path(str(importlib.resources.files(entry.value))) / "files"
        found += sorted(str(file) for file in files.glob("*.[ot]tf") if "Italic" not in file.name)
    return [file for file in found if Path(file).is_file()]
