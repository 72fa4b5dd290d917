"""Labels as pictures say them: without the organization that the title names, and which clock."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable

from incumbent.views.fonts import clean
from incumbent.views.words import long_date, word


def shortened(label: str, home: str) -> str:
    """Leave the organization out of a label that ends with it: the title says it already.

    Examples
    --------
    >>> shortened("Head of Data of OpenAI", "OpenAI"), shortened("Chair", "OpenAI")
    ('Head of Data', 'Chair')
    """
    text = clean(label)
    if home:
        ending = rf"(?:,| of(?: the)?| de(?: la)?| du| d[’'])\s*{re.escape(clean(home))}$"
        text = re.sub(ending, "", text) or text
    return text


def most_common(labels: Iterable[str]) -> str:
    """Return the label that most have, the first by alphabet among equals; empty ones aside.

    Examples
    --------
    >>> most_common(["B", "A", "", ""]), most_common([])
    ('A', '')
    """
    counted = Counter(labels)
    counted.pop("", None)
    return min(counted, key=lambda label: (-counted[label], label), default="")


def known_text(record: str, lang: str) -> str:
    """Return the second clock in words, read from the name of a record graph.

    Examples
    --------
    >>> known_text("urn:x:record", "en")
    'as all documents tell it'
    >>> known_text("urn:x:record/known-on/2024-08-06/possibly", "en")
    'as possibly known on 6 August 2024'
    """
    found = re.search(r"/known-on/(\d{4}-\d\d-\d\d)(/possibly)?$", record)
    if not found:
        return word("known_all", lang)
    day = long_date(datetime.date.fromisoformat(found.group(1)), lang)
    return word("known_maybe" if found.group(2) else "known", lang, date=day)
