"""TextRank: the sentences that share words with many, and above all with those that do so themselves.

Mihalcea and Tarau, "TextRank: Bringing Order into Texts", EMNLP 2004: PageRank over all sentences, linked by their
overlap. The links are never written down; see `overlap`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from briefing.summarise.methods.overlap import overlap, summed

if TYPE_CHECKING:
    from briefing.summarise.methods.words import Words

DAMPING = 0.85
SETTLED = 1e-4  # length of a step at which the ranks are taken as settled
NEVER_ZERO = 1e-7  # added to a sentence's overlap with all, so that one that shares nothing can be divided by it


def scores(words: Words) -> list[float]:
    """Return the rank of each sentence, in (0, 1); they add up to less than 1 where sentences share little."""
    count = len(words.content)
    between = overlap(words.content, alone=1.0)
    degrees = summed(between, np.ones(count)) + NEVER_ZERO
    now, step = np.full(count, 1 / count), 1.0
    while step > SETTLED:
        after = (1 - DAMPING) / count * now.sum() + DAMPING * summed(between, now / degrees)
        now, step = after, float(np.linalg.norm(after - now))
    return list(now)
