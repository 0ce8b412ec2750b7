"""Which way a text is written."""

from __future__ import annotations

import unicodedata

_WAYS = {"L": "ltr", "R": "rtl", "AL": "rtl"}


def direction(text: str) -> str:
    """Return "rtl" where the first letter that has a direction runs from right to left, else "ltr"."""
    return next((_WAYS[way] for way in map(unicodedata.bidirectional, text) if way in _WAYS), "ltr")
