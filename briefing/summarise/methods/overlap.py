"""How much sentences overlap: the words that two share, over the logarithms of their lengths.

Mihalcea and Tarau, "TextRank: Bringing Order into Texts", EMNLP 2004: w(i, j) = common words / (ln |i| + ln |j|), a
word counted as often as it pairs. Neither method that rests on it needs w itself, only sums of it over all sentences;
and w depends on a sentence besides its words by nothing but its length, of which there are a few dozen. So the words of
all sentences of one length are added up first: work and memory grow with the words, not with n^2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from briefing.model.records import dataclass
from briefing.summarise.methods.postings import Matrix, Places, Postings, Vector, postings

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Overlap:
    """The words of sentences, the group of each sentence by its length, and 1 / (ln a + ln b) for two groups."""

    entries: Postings
    group: Places
    norms: Matrix


def overlap(sentences: Sequence[Sequence[str]], alone: float) -> Overlap:
    """Return the overlap of sentences, given as stems; `alone` stands for 1 / (ln 1 + ln 1), of two single words."""
    lengths, group = np.unique([max(1, len(stems)) for stems in sentences], return_inverse=True)
    logs = np.log(lengths)[:, None] + np.log(lengths)[None, :]
    norms = np.where(logs > 0, 1 / np.where(logs > 0, logs, 1.0), alone)
    return Overlap(postings(sentences), group, norms)


def shared(of: Overlap, weights: Vector) -> Matrix:
    """Return how many words each sentence shares with all those of each group, each of these times its weight.

    A sentence is itself among them. Rows are sentences, columns groups; whole numbers where the weights are.
    """
    entries, groups = of.entries, len(of.norms)
    cells = of.group[entries.sentence] * entries.terms + entries.term
    amounts = entries.count * weights[entries.sentence]
    held = np.bincount(cells, amounts, minlength=groups * entries.terms).reshape(groups, entries.terms)
    columns = [
        np.bincount(entries.sentence, entries.count * row[entries.term], minlength=entries.sentences) for row in held
    ]
    return np.stack(columns, axis=1)


def summed(of: Overlap, weights: Vector) -> Vector:
    """Return for each sentence the sum of its overlap with all, itself among them, each times its weight."""
    return weighed(of, shared(of, weights))


def weighed(of: Overlap, common: Matrix) -> Vector:
    """Return for each sentence the sum of what it shares with each group, over the logarithms of the lengths."""
    total: Vector = (common * of.norms[of.group]).sum(axis=1)
    return total
