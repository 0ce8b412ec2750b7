"""KLSum: one by one the sentence with which the summary's words come closest to those of the text.

Haghighi and Vanderwende, "Exploring Content Models for Multi-Document Summarization", NAACL 2009. With the share p_w of
a word in the text and its count n_w in the summary and the sentence together, T words in all, it looks for the least of

    sum over the words w of the two of  p_w (ln p_w - ln n_w + ln T),

of which a sentence changes only the addends of its own words: the rest is the same for all. What its words add is kept,
and made anew for those that share a word with the sentence taken last, instead of adding up the whole summary for
each sentence in each round. sumy is followed where it departs from the paper: the sum is over the words of the summary,
not of the text; the summary counts all its words, the sentence only those that say something.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from briefing.summarise.methods.postings import Vector, postings
from briefing.summarise.methods.words import shares

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.summarise.methods.words import Sentences, Words

EQUAL = 1e-11  # difference of two divergences under which it may be the rounding


def scores(words: Words) -> list[float]:
    """Return 0 for the sentence that is taken first, -1 for the second, and so on."""
    summary = _Summary(words.content)
    found = [0.0] * len(words.content)
    for turn in range(len(found)):
        place = summary.best()
        summary.take(place, words.stems[place])
        found[place] = -float(turn)
    return found


class _Summary:
    """The summary so far, and what each sentence that is left would make of it."""

    def __init__(self, sentences: Sentences) -> None:
        self._sentences = sentences
        self._lengths = np.array([len(stems) for stems in sentences])
        self._share = shares(sentences)
        self._counts: dict[str, int] = {}  # of the words of the summary, in the order in which they came
        self._length = 0
        self._told = 0.0  # share of the text whose words the summary has
        entries = postings(sentences)
        order = np.argsort(entries.term, kind="stable")
        self._sentence, self._count = entries.sentence[order], entries.count[order]
        ends = np.cumsum(np.bincount(entries.term, minlength=entries.terms)).tolist()
        # terms are numbered as they first occur, as those of a Counter are
        self._entries = {stem: slice(a, b) for stem, a, b in zip(self._share, [0, *ends], ends, strict=False)}
        share = np.repeat(list(self._share.values()), np.diff([0, *ends]))
        added = share * (np.log(share) - np.log(self._count))
        # of each sentence: what its words add, and the share of those that are not in the summary
        self._added = np.bincount(self._sentence, added, minlength=len(sentences)).astype(np.float64)
        self._fresh = np.bincount(self._sentence, share, minlength=len(sentences)).astype(np.float64)

    def best(self) -> int:
        """Return the sentence that brings the summary closest to the text, the first of those that do."""
        values = self._values()
        near = np.flatnonzero(values <= values.min() + EQUAL).tolist()
        return int(near[0]) if len(near) == 1 else self._first_of(near)

    def _values(self) -> Vector:
        """Return the divergence with each sentence, without what is the same for all."""
        logs = np.log(np.maximum(1, self._length + np.arange(self._lengths.max() + 1)))
        values: Vector = (self._told + self._fresh) * logs[self._lengths] + self._added
        return values

    def _first_of(self, near: Iterable[int]) -> int:
        """Return the sentence that sumy takes of those between which the rounding decides: its own sum in its order."""
        known: dict[tuple[tuple[int, int, float], ...], float] = {}
        values = []
        for place in near:
            counts = Counter(self._sentences[place])
            own = tuple((self._counts.get(stem, 0), count, self._share[stem]) for stem, count in counts.items())
            if own not in known:
                known[own] = self._divergence(counts)
            values.append((known[own], place))
        return min(values)[1]

    def _divergence(self, counts: Counter[str]) -> float:
        length = counts.total() + self._length
        together = {stem: n + self._counts.get(stem, 0) for stem, n in counts.items()}
        together |= {stem: n for stem, n in self._counts.items() if stem not in counts}
        total = 0.0
        for stem, count in together.items():
            share = self._share.get(stem)
            if share:
                total += share * math.log(share / (count / length))
        return total

    def take(self, place: int, stems: Sequence[str]) -> None:
        """Put a sentence into the summary, with all its words."""
        self._lengths[place], self._fresh[place], self._added[place] = 0, 0.0, np.inf
        for stem, count in Counter(stems).items():
            before = self._counts.get(stem, 0)
            self._counts[stem] = before + count
            if stem in self._share:
                self._tell(stem, before)
        self._length += len(stems)

    def _tell(self, stem: str, before: int) -> None:
        """Bring up to date what a word adds to the sentences that hold it."""
        here, share, now = self._entries[stem], self._share[stem], self._counts[stem]
        holders, counts = self._sentence[here], self._count[here]
        if before:
            self._added[holders] += share * (np.log(before + counts) - math.log(before))
        else:
            self._added[holders] -= share * (math.log(share) - np.log(counts))
            self._fresh[holders] -= share
            self._told += share
        self._added[holders] += share * (math.log(now) - np.log(now + counts))
