"""Texts as they are shown."""

from __future__ import annotations


def display(text: str) -> str:
    """Return the text as it is shown: white space folded, nothing else changed."""
    return " ".join(text.split())
