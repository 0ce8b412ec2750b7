"""Reduction: the sentences that overlap most with all the others together.

After github.com/adamfabish/Reduction: the degrees of TextRank's graph, without its walk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from briefing.summarise.methods.overlap import overlap, shared, weighed

if TYPE_CHECKING:
    from briefing.summarise.methods.words import Words


def scores(words: Words) -> list[float]:
    """Return the sum of each sentence's overlap with the others, 0 or more."""
    between = overlap(words.content, alone=0.0)
    entries = between.entries
    common = shared(between, np.ones(entries.sentences))
    # with itself a sentence shares all its words; whole numbers, so that what shares nothing else is left with 0
    itself = np.bincount(entries.sentence, entries.count**2, minlength=entries.sentences)
    common[np.arange(entries.sentences), between.group] -= itself
    return list(weighed(between, common))
