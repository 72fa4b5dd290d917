"""Widths of text, read from the font that the pictures are drawn with.

The font is Fira Sans (Open Font License) from the package `fontpkg-fira-sans`, so that a picture
looks the same on every machine. Only the tables that widths need are read; a font library would
weigh thirty megabytes for that.
"""

from __future__ import annotations

import importlib.resources
import re
import struct
import unicodedata
from functools import cache
from pathlib import Path
from typing import Final

FAMILY: Final = "Fira Sans"
FILES: Final = {False: "FiraSans-Regular.ttf", True: "FiraSans-SemiBold.ttf"}
ELLIPSIS: Final = "…"
#: Kerning and rounding can make a text a little wider than the sum of its letters.
_SLACK: Final = 1.02
#: Widths in em of letters that the font lacks, and that another font will draw.
_WIDE, _OTHER, _EMOJI = 1.05, 0.72, 1.3
_JOINER: Final = "\u200d"
#: The combining class of the sign that joins an Indic letter to the next one.
_VIRAMA: Final = 9
_TONES: Final = "".join(map(chr, range(0x1F3FB, 0x1F400)))
_FLAGS: Final = "".join(map(chr, range(0x1F1E6, 0x1F200)))
#: More than three marks on one letter would climb out of the card.
_STACKED: Final = re.compile("([\u0300-\u036f]{3})[\u0300-\u036f]+")
#: Zero-width joiners (Cf) shape Persian and Indic names, so format characters are judged singly.
_UNSEEN: Final = ("Cc", "Cs", "Cn", "Co")
_TURNING: Final = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F),
                                 *range(0x2066, 0x206A), 0xFEFF])  # fmt: skip


def font_file(bold: bool) -> Path:
    """Return the path of the font file, regular or semi-bold."""
    package = importlib.resources.files("fontpkg_fira_sans")
    return Path(str(package / "files" / FILES[bold]))


class Metrics:
    """Advance widths of one font file.

    Parameters
    ----------
    data
        A TrueType font.

    Examples
    --------
    >>> font = Metrics(font_file(bold=False).read_bytes())
    >>> font.has("é"), font.has("渡")
    (True, False)
    """

    def __init__(self, data: bytes) -> None:
        self.tables = _tables(data)
        (self.em,) = struct.unpack_from(">H", self.tables["head"], 18)
        (self.long_metrics,) = struct.unpack_from(">H", self.tables["hhea"], 34)
        self.glyphs = _characters(self.tables["cmap"])

    def has(self, character: str) -> bool:
        """Tell whether the font can draw a character."""
        return ord(character) in self.glyphs

    def advance(self, character: str) -> float:
        """Return the width of a character in em; a guess where the font lacks it."""
        if unicodedata.category(character) in ("Mn", "Me", "Cf"):
            return 0.0
        if not self.has(character):
            if unicodedata.category(character) == "So" and ord(character) > 0xFFFF:
                return _EMOJI
            return _WIDE if unicodedata.east_asian_width(character) in "WF" else _OTHER
        place = 4 * min(self.glyphs[ord(character)], self.long_metrics - 1)
        (units,) = struct.unpack_from(">H", self.tables["hmtx"], place)
        return float(units) / float(self.em)


def _tables(data: bytes) -> dict[str, bytes]:
    (count,) = struct.unpack_from(">H", data, 4)
    found = {}
    for index in range(count):
        tag, _, offset, length = struct.unpack_from(">4sIII", data, 12 + 16 * index)
        found[tag.decode("latin-1")] = data[offset : offset + length]
    return found


def _characters(cmap: bytes) -> dict[int, int]:
    """Read the character map (format 12, else 4): code point to glyph."""
    (count,) = struct.unpack_from(">H", cmap, 2)
    offsets = [struct.unpack_from(">HHI", cmap, 4 + 8 * index)[2] for index in range(count)]
    formats = {struct.unpack_from(">H", cmap, offset)[0]: offset for offset in offsets}
    if 12 in formats:
        return _format_12(cmap, formats[12])
    return _format_4(cmap, formats[4])


def _format_12(cmap: bytes, start: int) -> dict[int, int]:
    (groups,) = struct.unpack_from(">I", cmap, start + 12)
    found = {}
    for index in range(groups):
        first, last, glyph = struct.unpack_from(">III", cmap, start + 16 + 12 * index)
        for code in range(first, last + 1):
            found[code] = glyph + code - first
    return found


def _format_4(cmap: bytes, start: int) -> dict[int, int]:
    (doubled,) = struct.unpack_from(">H", cmap, start + 6)
    count = doubled // 2
    ends, at = start + 14, start + 16 + doubled
    found = {}
    for index in range(count):
        (last,) = struct.unpack_from(">H", cmap, ends + 2 * index)
        (first,) = struct.unpack_from(">H", cmap, at + 2 * index)
        (delta,) = struct.unpack_from(">H", cmap, at + doubled + 2 * index)
        place = at + 2 * doubled + 2 * index
        (offset,) = struct.unpack_from(">H", cmap, place)
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offset:
                (glyph,) = struct.unpack_from(">H", cmap, place + offset + 2 * (code - first))
            if glyph or not offset:
                found[code] = (glyph + delta) & 0xFFFF
    return {code: glyph for code, glyph in found.items() if glyph}


@cache
def metrics(bold: bool) -> Metrics:
    """Return the widths of the regular or the semi-bold font, read once."""
    return Metrics(font_file(bold).read_bytes())


@cache
def _advance(character: str, bold: bool) -> float:
    return metrics(bold).advance(character)


def measure(text: str, size: float, bold: bool = False) -> float:
    """Return the width of a text in pixels, never less than what is drawn.

    Parameters
    ----------
    text
        One line.
    size
        The font size in pixels.
    bold
        Whether it is set semi-bold.

    Returns
    -------
    float
        The sum of the widths of its characters and a little slack for kerning.

    Examples
    --------
    >>> measure("", 12)
    0.0
    >>> measure("Mira", 12) < measure("Mira", 12, bold=True)
    True
    """
    return sum(_advance(character, bold) for character in text) * size * _SLACK


def covered(text: str) -> bool:
    """Tell whether the font has every character of a text.

    Examples
    --------
    >>> covered("Ngũgĩ"), covered("渡辺")
    (True, False)
    """
    return all(metrics(False).has(one) or one.isspace() for one in text)


def clean(text: str) -> str:
    r"""Return a text fit for one line of a picture: composed, one space between words.

    Control characters and marks that turn the direction of what follows are left out: they are
    not to be seen, break XML, or let one name turn the rest of a line around.

    Examples
    --------
    >>> clean(" a\u202eb\x00\n c ")
    'ab c'
    """
    composed = unicodedata.normalize("NFC", text).translate(_TURNING)
    kept = [one if not one.isspace() else " " for one in composed]
    visible = [one for one in kept if one == " " or unicodedata.category(one) not in _UNSEEN]
    whole = _STACKED.sub(r"\1", " ".join("".join(visible).split()))
    # Joiners alone join nothing: of such a name there is nothing to be seen.
    return whole if any(unicodedata.category(one) != "Cf" for one in whole) else ""


def wrap(text: str, size: float, width: float, lines: int, bold: bool = False) -> list[str]:
    """Break a text into at most so many lines that fit a width, the last one ellipsized.

    Parameters
    ----------
    text
        One line of any length, in any script.
    size, bold
        The font.
    width
        The room in pixels.
    lines
        How many lines there may be, at least 1.

    Returns
    -------
    list of str
        No line is wider than `width`, unless a single character is.

    Examples
    --------
    >>> wrap("Chief Executive Officer", 12, 80, 2)
    ['Chief', 'Executive Of…']
    """
    found: list[str] = []
    rest = clean(text)
    while rest and len(found) < lines - 1 and measure(rest, size, bold) > width:
        cut = _fitting(rest, size, width, bold)
        space = rest.rfind(" ", 0, cut + 1)
        cut = space if space > 0 else cut
        found.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    if measure(rest, size, bold) > width:
        room = width - measure(ELLIPSIS, size, bold)
        rest = rest[: _fitting(rest, size, room, bold)].rstrip() + ELLIPSIS
    return [*found, rest] if rest else found


def _fitting(text: str, size: float, width: float, bold: bool) -> int:
    """Count the characters at the start that fit, at least one, never parting a letter's marks."""
    used = 0.0
    for index, character in enumerate(text):
        used += _advance(character, bold) * size * _SLACK
        if used > width:
            whole = index
            while whole > 0 and _holds_on(text, whole):
                whole -= 1
            # What is seen as one and yet wider than the room is parted after all.
            return whole or max(index, 1)
    return len(text)


def _holds_on(text: str, index: int) -> bool:
    """Tell whether what stands at a place is seen as one with what stands before it.

    Marks follow their letter, joined emoji and their tones make one picture, and two regional
    letters make one flag.
    """
    here, before = text[index], text[index - 1]
    if unicodedata.category(here) in ("Mn", "Mc", "Me") or here in _TONES:
        return True
    if _JOINER in (here, before) or unicodedata.combining(before) == _VIRAMA:
        return True
    if here not in _FLAGS:
        return False
    return (index - len(text[:index].rstrip(_FLAGS))) % 2 == 1
