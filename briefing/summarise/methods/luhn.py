"""Luhn's method: the sentences in which words that recur stand densest.

Luhn, "The Automatic Creation of Literature Abstracts", IBM Journal 2 (1958). Significant is a word that says something
and stands twice in the text or more; a cluster is a run of them with no four others between two; it is worth the square
of their number over its length in words, and a sentence what its best cluster is.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.summarise.methods.words import Words

GAP = 4  # words without significance that end a cluster


def scores(words: Words) -> list[float]:
    """Return the worth of each sentence's best cluster, 0 or more; a single word is none."""
    counts = Counter(chain.from_iterable(words.content))
    significant = {stem for stem, count in counts.items() if count > 1}
    return [max(_clusters(stems, significant), default=0.0) for stems in words.stems]


def _clusters(stems: Sequence[str], significant: set[str]) -> Iterator[float]:
    places = [place for place, stem in enumerate(stems) if stem in significant]
    first = 0
    for n, place in enumerate(places, 1):
        if n == len(places) or places[n] - place > GAP:
            many = n - first
            yield many * many / (place - places[first] + 1) if many > 1 else 0.0
            first = n
