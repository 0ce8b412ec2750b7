"""Texts made comparable: the differences that are none."""

from __future__ import annotations

import re
import unicodedata

_QUOTES = str.maketrans(dict.fromkeys("’‘‚‛`´", "'") | dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‐‑–—−", "-"))
_SPACE = re.compile(r"\s+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def fold_text(text: str) -> str:
    """Return the text with white space, quotation marks, dashes and compatibility forms folded to one form each."""
    folded = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).translate(_QUOTES).replace("''", '"')
    return _SPACE.sub(" ", folded).strip()


def display(text: str) -> str:
    """Return the text as it is shown: white space folded, nothing else changed."""
    return " ".join(text.split())
