"""Colours of pictures, light and dark; every pair that carries text has a contrast of AA."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Theme:
    """Colours by what they mean; `units` are taken in turn."""

    page: str
    card: str
    tint: str
    edge: str
    line: str
    faint: str
    extra: str
    text: str
    soft: str
    alert: str
    caution: str
    calm: str
    dispute: str
    units: tuple[str, ...]


LIGHT: Final = Theme(
    page="#f7f6f3",
    card="#ffffff",
    tint="#eef0f4",
    edge="#b9bfca",
    line="#8a93a3",
    faint="#9aa2b0",
    extra="#0b5cad",
    text="#161b26",
    soft="#545d6c",
    alert="#b3261e",
    caution="#8a4b00",
    calm="#0b5cad",
    dispute="#8e2a78",
    units=(
        "#1f6fb2", "#2a7d4f", "#b4542a", "#7a4bb0", "#a8821a", "#b03a6b", "#2b8a8a", "#6b6f1f",
        "#8a5a3c", "#5566c4",
    ),
)  # fmt: skip
DARK: Final = Theme(
    page="#14171d",
    card="#1f242d",
    tint="#2a303b",
    edge="#4a5363",
    line="#77839a",
    faint="#6b768a",
    extra="#7db7f5",
    text="#eef1f6",
    soft="#aab3c2",
    alert="#ff9a90",
    caution="#f3bd72",
    calm="#8ec1f7",
    dispute="#f0a3dc",
    units=(
        "#5ea9ea", "#5fc08a", "#f0925f", "#b48df0", "#dcb84d", "#ee7fae", "#5cc6c6", "#b6ba5a",
        "#c99a78", "#97a5f7",
    ),
)  # fmt: skip
THEMES: Final = {"light": LIGHT, "dark": DARK}
#: Mark → the field of the theme that colours it.
MARKS: Final = {
    "acting": "caution",
    "defacto": "caution",
    "leave": "calm",
    "leave_possible": "calm",
    "suspended": "calm",
    "suspended_possible": "calm",
    "joint": "soft",
    "possible": "soft",
    "unstated": "soft",
    "disputed": "dispute",
    "vacant": "alert",
    "vacant_possible": "alert",
    "no_holder": "soft",
    "no_lead": "soft",
}
