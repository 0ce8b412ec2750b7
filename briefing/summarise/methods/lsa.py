"""Latent semantic analysis, as sumy does it: the sentences that weigh most over all topics of the text.

Steinberger and Jezek, "Using Latent Semantic Analysis in Text Summarization and Summary Evaluation", ISIM 2004: with
A = U S V^T, the words by the sentences, sentence j is worth sqrt(sum over the topics i of s_i^2 v_ji^2). sumy keeps all
topics. Then the sum is (V S^2 V^T)_jj = (A^T A)_jj: the length of column j of A, and nothing need be decomposed.
sumy's own numbers, of which many are equal but for rounding, come in an order that changes with the hash seed.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing.summarise.methods.words import Words

LEAST = 0.4  # what a cell of the matrix has for a word that the sentence does not hold


def scores(words: Words) -> list[float]:
    """Return the length of each sentence's column, 0 or more.

    A cell is 0.4 + 0.6 x (frequency / that of the sentence's most frequent word), also for the words that it lacks.
    """
    telling = {stem for stems in words.content for stem in stems}
    return [_length((stem for stem in stems if stem in telling), len(telling)) for stems in words.stems]


def _length(stems: Iterable[str], rows: int) -> float:
    counts = Counter(stems).values()
    if not counts:
        return 0.0
    most, more = max(counts), 1 - LEAST
    linear, square = sum(counts) / most, sum(count * count for count in counts) / most**2
    return math.sqrt(rows * LEAST**2 + 2 * LEAST * more * linear + more**2 * square)
