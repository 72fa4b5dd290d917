"""The frame that every picture shares: title with its dates, what is drawn, legend, letters."""

from __future__ import annotations

import re
from html import unescape
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from incumbent.views.embed import font_faces
from incumbent.views.fonts import FAMILY, clean, wrap
from incumbent.views.shapes import number, text_of
from incumbent.views.themes import THEMES, Theme

EDGE: Final = 28.0
NARROWEST: Final = 560.0


class Frame:
    """One picture, written from the top down.

    Parameters
    ----------
    title, subtitle
        What it shows, and on which days; broken onto further lines where they are long.
    lang
        The language of its words.
    theme
        `light` or `dark`.
    inner
        The width of what is drawn, between the edges.

    Raises
    ------
    ValueError
        When there is no such theme.

    Examples
    --------
    >>> frame = Frame("Acme", "On 1 May 2024", "en", "light", 600)
    >>> frame.add([], 40.0)
    >>> frame.document("Nothing", embed=False)[:44]
    '<svg xmlns="http://www.w3.org/2000/svg" widt'
    """

    def __init__(self, title: str, subtitle: str, lang: str, theme: str, inner: float) -> None:
        if theme not in THEMES:
            raise ValueError(f"no theme {theme!r}; there are {', '.join(sorted(THEMES))}")
        self.title, self.lang = title, lang
        self.colours: Theme = THEMES[theme]
        self.inner = max(inner, NARROWEST)
        self.parts: list[str] = []
        self.y = EDGE + 16
        self._head(subtitle)

    def _head(self, subtitle: str) -> None:
        for line in wrap(self.title, 20, self.inner, 3, bold=True):
            self.parts.append(
                f'<text x="{number(EDGE)}" y="{number(self.y)}" font-size="20" font-weight="600" '
                f'fill="{self.colours.text}">{escape(line)}</text>'
            )
            self.y += 26
        for line in wrap(subtitle, 13, self.inner, 2):
            self.parts.append(
                f'<text x="{number(EDGE)}" y="{number(self.y - 2)}" font-size="13" '
                f'fill="{self.colours.soft}">{escape(line)}</text>'
            )
            self.y += 18
        self.y += 12

    def add(self, shapes: list[str], height: float) -> None:
        """Set shapes, drawn from a corner at 0, 0, under what stands there already."""
        self.parts.append(f'<g transform="translate({number(EDGE)} {number(self.y)})">')
        self.parts += [*shapes, "</g>"]
        self.y += height

    def say(self, text: str) -> None:
        """Set a line of text, such as that there is nothing to draw."""
        self.parts.append(text_of(text, EDGE, self.y + 16, "silent", self.colours.soft))
        self.y += 24

    def document(
        self, description: str, definitions: str = "", width: int | None = None, embed: bool = True
    ) -> str:
        """Return the whole picture.

        Parameters
        ----------
        description
            What a screen reader says of it.
        definitions
            SVG definitions that the shapes refer to.
        width
            The width in pixels that the picture is scaled to; its own width where None.
        embed
            Carry the letters of the font that occur along.

        Raises
        ------
        ValueError
            When the width is not positive.
        """
        if width is not None and width < 1:
            raise ValueError(f"a picture cannot be {width} pixels wide; give a positive number")
        wide, high = self.inner + 2 * EDGE, self.y + EDGE * 0.6
        scale = (width or wide) / wide
        body = "\n".join(self.parts)
        style = f'font-family="{FAMILY}, Noto Sans, Helvetica, Arial, sans-serif"'
        size = f'width="{number(wide * scale)}" height="{number(high * scale)}"'
        root = (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} '
            f'viewBox="0 0 {number(wide)} {number(high)}" role="img" '
            f"lang={quoteattr(clean(self.lang))} {style}>"
        )
        parts = [
            root,
            f"<title>{said(self.title)}</title>",
            f"<desc>{said(description)}</desc>",
            f"<defs>{definitions}{_letters(body) if embed else ''}</defs>",
            f'<rect width="100%" height="100%" fill="{self.colours.page}"/>',
            body,
            "</svg>\n",
        ]
        return "\n".join(parts)


def said(text: str) -> str:
    r"""Return text for a title or description, without what XML cannot carry.

    Examples
    --------
    >>> said("Ada & Co\x00")
    'Ada &amp; Co'
    """
    return escape(clean(text))


def _letters(body: str) -> str:
    letters = "".join(re.findall(r"<text[^>]*>([^<]*)", body))
    return f"<style>{font_faces(unescape(letters))}</style>" if letters else ""
