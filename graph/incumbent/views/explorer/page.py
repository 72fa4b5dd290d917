"""One HTML file: the page, its styles and scripts, and the data, under a strict policy."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from functools import cache
from html import escape
from pathlib import Path
from string import Template
from typing import Any, Final

_HERE = Path(__file__).parent
#: In this order the scripts make one function.
SCRIPTS: Final = (
    "days.js", "words.js", "model.js", "record.js", "seats.js", "fixed.js", "reporting.js",
    "telling.js",
    "dom.js", "arrange.js", "routes.js", "layout.js", "cards.js", "hands.js", "chart.js",
    "saying.js", "timeline.js", "departures.js", "evidence.js", "passage.js",
    "search.js", "clock.js", "app.js",
)  # fmt: skip
#: Bytes that a page may take besides its data.
ROOM: Final = 60_000
#: Until the style is unpacked nothing is shown, save what tells that it cannot be.
_WAITING: Final = "body>:not(noscript,#plain){display:none}"
_PLAIN: Final = (
    "This page needs JavaScript and a browser of 2023 or later.<br>"
    "Cette page a besoin de JavaScript et d’un navigateur de 2023 ou plus récent."
)
#: What would end a data block, or a line of script, wherever it stands in the data.
_ESCAPED: Final = {ord(one): f"\\u{ord(one):04x}" for one in "<>&\u2028\u2029"}


def page(data: dict[str, Any]) -> bytes:
    """Return the whole file for some data.

    Parameters
    ----------
    data
        As :func:`incumbent.views.explorer.data.explorer_data` gives it.

    Returns
    -------
    bytes
        UTF-8; the same for the same data. It asks for nothing else and runs nothing else.

    Examples
    --------
    >>> file = page({"title": {"en": "<b>"}, "lang": "en"}).decode()
    >>> "<b>" in file, "script-src 'sha256-" in file
    (False, True)
    """
    style, script, loader = _style(), _script(), _bare("loader.js", "//")
    rules = (
        "default-src 'none'",
        f"script-src {_digest(loader)} {_digest(script)}",
        f"style-src {_digest(_WAITING)} {_digest(style)}",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    )
    whole = Template(_read("page.html")).substitute(
        csp="; ".join(rules),
        lang=escape(str(data["lang"])),
        title=escape(str(data["title"]["en"])),
        waiting=_WAITING,
        plain=_PLAIN,
        data=embeddable(data),
        packed=_packed(style, script),
        loader=loader,
    )
    return whole.encode()


def embeddable(data: Any) -> str:
    r"""Return data as JSON that no element of a page can be ended by.

    Examples
    --------
    >>> embeddable(["</script>"])
    '["\\u003c/script\\u003e"]'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    # A lone surrogate cannot be written as UTF-8; as an escape it can.
    whole = re.sub("[\ud800-\udfff]", lambda one: f"\\u{ord(one[0]):04x}", text)
    return whole.translate(_ESCAPED)


def _packed(style: str, script: str) -> str:
    """Return style and script, small; the page's loader unpacks them."""
    return base64.b64encode(zlib.compress(f"{style}\0{script}".encode(), 9)).decode()


def _digest(text: str) -> str:
    """Return how a policy names a text that may run."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _script() -> str:
    """Return all scripts as one function, so that they meet nothing else by name."""
    return "\n".join(['(() => {"use strict";', *(_bare(name, "//") for name in SCRIPTS), "})();"])


@cache
def _style() -> str:
    # The page's own style first, so that those of its parts may say otherwise.
    files = sorted((path.name for path in _HERE.glob("*.css")), key=lambda n: (n != "style.css", n))
    return "\n".join(_bare(name, "/*") for name in files)


def _bare(name: str, comment: str) -> str:
    """Return a file without what only its editors need: margins and lines of comment."""
    lines = (line.strip() for line in _read(name).splitlines())
    return "\n".join(line for line in lines if line and not line.startswith(comment))


def _read(name: str) -> str:
    return (_HERE / name).read_text("utf-8")
