"""SumBasic: one by one the sentence whose words are the most likely on average, given what was told.

Nenkova and Vanderwende, "The Impact of Frequency on Summarization", MSR-TR-2005-101. What is told becomes less likely:
the probability of its words is squared. So averages only fall, and one that was the greatest when it was last looked
at, and still is what it was, is the greatest (Minoux's lazy evaluation, 1978).
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

from briefing.summarise.methods.words import shares

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefing.summarise.methods.words import Sentences, Words


def scores(words: Words) -> list[float]:
    """Return 0 for the sentence that is taken first, -1 for the second, and so on."""
    turn = {place: -float(n) for n, place in enumerate(_taken(words.content))}
    return [turn[place] for place in range(len(words.content))]


def _taken(sentences: Sentences) -> Iterator[int]:
    likely = shares(sentences)
    queue = [(-average(likely, stems), place) for place, stems in enumerate(sentences)]
    heapq.heapify(queue)
    while queue:
        was, place = queue[0]
        now = -average(likely, sentences[place])
        if now > was:
            heapq.heapreplace(queue, (now, place))
            continue
        heapq.heappop(queue)
        for stem in sentences[place]:
            likely[stem] *= likely[stem]
        yield place


def average(likely: Mapping[str, float], stems: Sequence[str]) -> float:
    """Return the mean probability of a sentence's words, in [0, 1]; 0 where there is none."""
    return sum(map(likely.__getitem__, stems)) / len(stems) if stems else 0.0
