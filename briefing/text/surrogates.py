"""Halves of characters, which a broken document can hold and UTF-8 cannot."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_SURROGATE = re.compile("[\ud800-\udfff]")


def without_surrogates(text: str, instead: Callable[[re.Match[str]], str]) -> str:
    """Return the text with every half of a character replaced by what is to stand instead of it."""
    try:
        text.encode("utf-8")  # ten times as quick as to look for what is hardly ever there
    except UnicodeEncodeError:
        return _SURROGATE.sub(instead, text)
    return text
