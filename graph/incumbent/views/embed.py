"""The letters that a picture uses, cut out of the font and carried inside the SVG.

A browser that lacks the font would draw with another one, and names would leave their cards. The
cut keeps outlines and widths and nothing else; it is not compressed, because compressors differ
between machines and equal charts are to give equal bytes.
"""

from __future__ import annotations

import base64
import struct
from functools import lru_cache
from itertools import pairwise

from incumbent.views.fonts import FAMILY, Metrics, font_file, metrics

_ARE_WORDS, _HAS_SCALE, _MORE, _HAS_TWO, _HAS_FOUR, _INSTRUCTIONS = 1, 8, 32, 64, 128, 256


def font_faces(text: str) -> str:
    """Return style rules that carry the letters of a text, regular and semi-bold.

    Parameters
    ----------
    text
        Everything that is drawn; order and repetition do not matter.

    Returns
    -------
    str
        CSS with data URIs; empty for an empty text.

    Examples
    --------
    >>> font_faces(""), font_faces("Ada")[:34]
    ('', '@font-face{font-family:"Fira Sans"')
    """
    letters = "".join(sorted(set(text)))
    if not letters:
        return ""
    return "".join(
        f'@font-face{{font-family:"{FAMILY}";font-weight:{weight};'
        f"src:url(data:font/ttf;base64,{base64.b64encode(_cached(letters, bold)).decode()})}}"
        for bold, weight in ((False, 400), (True, 600))
    )


@lru_cache(maxsize=8)
def _cached(letters: str, bold: bool) -> bytes:
    return subset(metrics(bold), letters, font_file(bold).stem)


def subset(font: Metrics, letters: str, name: str) -> bytes:
    """Return a TrueType font that holds some letters of another.

    Parameters
    ----------
    font
        The whole font; its outlines must be TrueType's.
    letters
        The characters to keep; those that the font lacks are passed over.
    name
        The PostScript name of the result.

    Returns
    -------
    bytes
        A font file.

    Examples
    --------
    >>> font = metrics(False)
    >>> small = subset(font, "Ada", "Small")
    >>> Metrics(small).has("d"), Metrics(small).has("e"), len(small) < 4000
    (True, False, True)
    """
    wanted = {ord(one): font.glyphs[ord(one)] for one in letters if ord(one) in font.glyphs}
    outlines = _outlines(font)
    kept = [0, *sorted(set(wanted.values()) - {0})]
    for glyph in kept:
        kept += sorted({part for part, _ in _parts(outlines[glyph])} - set(kept))  # grows
    number = {glyph: at for at, glyph in enumerate(kept)}
    glyf, loca = b"", [0]
    for glyph in kept:
        outline = _rewritten(outlines[glyph], number)
        glyf += outline + bytes(-len(outline) % 4)
        loca.append(len(glyf))
    head = bytearray(font.tables["head"])
    struct.pack_into(">I", head, 8, 0)
    struct.pack_into(">H", head, 50, 1)
    hhea, maxp = bytearray(font.tables["hhea"]), bytearray(font.tables["maxp"])
    struct.pack_into(">H", hhea, 34, len(kept))
    struct.pack_into(">H", maxp, 4, len(kept))
    tables = {
        "OS/2": font.tables["OS/2"],
        "cmap": _cmap({code: number[glyph] for code, glyph in wanted.items()}),
        "glyf": glyf,
        "head": bytes(head),
        "hhea": bytes(hhea),
        "hmtx": b"".join(_width(font, glyph) for glyph in kept),
        "loca": struct.pack(f">{len(loca)}I", *loca),
        "maxp": bytes(maxp),
        "name": _name(name),
        "post": struct.pack(">I", 0x00030000) + font.tables["post"][4:32],
    }
    return _file(tables)


def _outlines(font: Metrics) -> list[bytes]:
    (long,) = struct.unpack_from(">H", font.tables["head"], 50)
    (count,) = struct.unpack_from(">H", font.tables["maxp"], 4)
    kind, unit = ("I", 1) if long else ("H", 2)
    places = struct.unpack_from(f">{count + 1}{kind}", font.tables["loca"])
    glyf = font.tables["glyf"]
    return [glyf[start * unit : end * unit] for start, end in pairwise(places)]


def _parts(outline: bytes) -> list[tuple[int, int]]:
    """Give the glyphs that a composite outline is put together from, and where they stand."""
    if not outline or struct.unpack_from(">h", outline)[0] >= 0:
        return []
    found, place, more = [], 10, True
    while more:
        flags, glyph = struct.unpack_from(">HH", outline, place)
        found.append((glyph, place))
        place += 8 if flags & _ARE_WORDS else 6
        place += 2 if flags & _HAS_SCALE else 4 if flags & _HAS_TWO else 0
        place += 8 if flags & _HAS_FOUR else 0
        more = bool(flags & _MORE)
    return [*found, (found[0][0], place)]


def _rewritten(outline: bytes, number: dict[int, int]) -> bytes:
    """Leave the instructions out, which need tables that the cut lacks, and renumber parts."""
    if not outline:
        return b""
    (contours,) = struct.unpack_from(">h", outline)
    if contours >= 0:
        at = 10 + 2 * contours
        (length,) = struct.unpack_from(">H", outline, at)
        points = outline[at + 2 + length :]
        (last,) = struct.unpack_from(">H", outline, at - 2) if contours else (-1,)
        return outline[:at] + bytes(2) + points[: _point_bytes(points, last + 1)]
    *parts, (_, end) = _parts(outline)
    data = bytearray(outline[:end])
    for glyph, place in parts:
        (flags,) = struct.unpack_from(">H", data, place)
        struct.pack_into(">HH", data, place, flags & ~_INSTRUCTIONS, number[glyph])
    return bytes(data)


def _point_bytes(data: bytes, points: int) -> int:
    """Count the bytes of an outline's points: what follows is padding of the old table."""
    place = coordinates = 0
    while points > 0:
        flag = data[place]
        times = data[place + 1] + 1 if flag & 8 else 1
        place += 2 if flag & 8 else 1
        for short, same in ((2, 16), (4, 32)):
            coordinates += times * (1 if flag & short else 0 if flag & same else 2)
        points -= times
    return place + coordinates


def _width(font: Metrics, glyph: int) -> bytes:
    hmtx, last = font.tables["hmtx"], font.long_metrics - 1
    if glyph <= last:
        return hmtx[4 * glyph : 4 * glyph + 4]
    bearing = 4 * (last + 1) + 2 * (glyph - last - 1)
    return hmtx[4 * last : 4 * last + 2] + hmtx[bearing : bearing + 2]


def _cmap(glyphs: dict[int, int]) -> bytes:
    """Write a character map of format 4, one segment a letter; letters beyond U+FFFF are left."""
    codes = [code for code in sorted(glyphs) if code < 0xFFFF]
    ends = [*codes, 0xFFFF]
    deltas = [*((glyphs[code] - code) & 0xFFFF for code in codes), 1]
    count = len(ends)
    power = 1 << (count.bit_length() - 1)
    search = (2 * power, count.bit_length() - 1, 2 * (count - power))
    words = [*ends, 0, *ends, *deltas, *([0] * count)]
    body = struct.pack(f">{len(words)}H", *words)
    table = struct.pack(">7H", 4, 14 + len(body), 0, 2 * count, *search) + body
    return struct.pack(">HHHHI", 0, 1, 3, 1, 12) + table


def _name(name: str) -> bytes:
    texts = {1: FAMILY, 2: "Regular", 4: name, 6: name}
    records, strings = b"", b""
    for number, text in texts.items():
        data = text.encode("utf-16-be")
        records += struct.pack(">6H", 3, 1, 0x409, number, len(data), len(strings))
        strings += data
    return struct.pack(">3H", 0, len(texts), 6 + len(records)) + records + strings


def _file(tables: dict[str, bytes]) -> bytes:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    head = struct.pack(
        ">I4H", 0x00010000, count, 16 * power, power.bit_length() - 1, 16 * (count - power)
    )
    directory, body, place = b"", b"", 12 + 16 * count
    for tag, data in sorted(tables.items()):
        padded = data + bytes(-len(data) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        directory += struct.pack(">4sIII", tag.encode(), total, place + len(body), len(data))
        body += padded
    return head + directory + body
