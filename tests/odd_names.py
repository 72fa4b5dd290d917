"""Names that strain a layout: long, in many scripts, with marks, joined emoji, or hostile."""

from __future__ import annotations

from hypothesis import strategies as st

ODD = [
    "",
    "\n \t",
    "渡" * 80,
    "W" * 300,
    "نور حداد بن عبد الرحمن " * 4,
    "יעל בן־דוד",
    "श्रेया बनर्जी " * 5,
    "Z\u0337\u034d\u0304a\u0334\u0301l\u0321g\u0336o\u0327" * 9,
    "👩‍👩‍👧‍👦 👍🏽 🇫🇷🇩🇪 " * 6,
    "\u202eAda\u2066\u200f",
    "﷽" * 6,
    "<script>alert(1)</script>",
    "]]></text><script/>",
    "\"'><img src=x onerror=alert(1)>",
    "\x00\x1b[31m\ud800\ufffe",
    "Executive Vice President for Intercontinental Harbour Partners",
]
_LETTERS = st.characters(exclude_categories=("Cs",)) | st.sampled_from("渡نשर́👩\u200d🏽🇫🇷é W﷽")

#: Any text, with the scripts that strain most oftener than chance would have them.
odd_names = st.sampled_from(ODD) | st.text(_LETTERS, max_size=90)
