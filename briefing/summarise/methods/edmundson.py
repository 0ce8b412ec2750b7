"""Edmundson's method, as far as the house has what it asks for: cue words and the place in the text.

Edmundson, "New Methods in Automatic Extracting", JACM 16 (1969). A sentence is worth its cue words, which are the
topic's terms, and a point each for opening a paragraph and for standing in the first or the last one. Headings are none
of the sentences, and each sentence is a paragraph of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.summarise.methods.words import Words


def scores(words: Words) -> list[float]:
    """Return the points of each sentence: whole numbers, 1 or more."""
    last = len(words.stems) - 1
    return [
        float(1 + (place in {0, last}) + sum(stem in words.cues for stem in stems))
        for place, stems in enumerate(words.stems)
    ]
