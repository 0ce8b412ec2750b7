"""The house method: what is said with much weight is covered first.

A brief is worth what it covers: every concept (stem, name, number, pair of stems, thing that the topic asks for) counts
with the best sentence that tells it,

    F(S) = sum over the concepts c of  max over the chosen sentences s that tell c of  value(s, topic) x weight(c),

to which each sentence adds a part of its own value. F is monotone and submodular; a brief shows each sentence once and
so many at most for a topic. Taking the greatest gain each time reaches at least a third of the best under two such
conditions (Fisher, Nemhauser and Wolsey, 1978). What is taken off for a side or a passage
that has had its say, what is left out as a repeat, and that a sentence goes where it is worth most, is on top of that
and has no such bound. All topics are filled at once, so that nothing is told in two sections.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from typing import TYPE_CHECKING

from briefing.summarise.told import Candidate, Taken, Told

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefing.summarise.corpus import Corpus


def cover(
    corpus: Corpus, candidates: Iterable[Candidate], limits: Mapping[str, int], *, fill: bool = False
) -> list[Taken]:
    """Return the candidates to show, in the order in which they were taken, at most `limits[topic]` for a topic.

    With `fill` also those that are not worth reading behind the others, where there is room.
    """
    told, queue = Told(corpus, limits), _Queue()
    left: list[Candidate] = []
    waiting, same = defaultdict(list), defaultdict(list)
    for candidate in candidates:
        queue.put(candidate, told.gain(candidate))
        waiting[candidate.lead].append(candidate)
        same[candidate.place].append(candidate)
    while queue:
        candidate = queue.best()
        if not told.admits(candidate):
            continue
        gain = told.gain(candidate)
        if gain < queue.next_gain():  # gains only shrink, so the old one was a bound
            queue.put(candidate, gain)
        elif gain > 0 and told.is_worth_reading(candidate):
            candidate = _home(told, candidate, same[candidate.place])
            told.take(candidate, told.gain(candidate))
            for led in waiting[candidate.place]:  # but not those of what can now stand behind it
                queue.put(led, told.gain(led))
        else:
            left.append(candidate)
    return _filled(told, left) if fill else told.taken


def _home(told: Told, candidate: Candidate, same: Iterable[Candidate]) -> Candidate:
    """Return the candidate, or the same sentence for the topic where it is worth most, of those that have room."""
    able = [one for one in same if told.admits(one) and told.is_worth_reading(one)]
    return max(able, key=lambda one: (one.value, one == candidate, one.topic))


def _filled(told: Told, candidates: Iterable[Candidate]) -> list[Taken]:
    """Return what was taken, and behind it the best of the candidates that there is room for and that tell anything."""
    for candidate in sorted(candidates, key=lambda c: (-c.value, c.topic, c.place)):
        if told.admits(candidate) and (gain := told.gain(candidate)) > 0:
            told.take(candidate, gain)
    return told.taken


class _Queue:
    """Candidates by their gain, the greatest first; of equal ones the first by topic and place."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, str, int, Candidate]] = []

    def __bool__(self) -> bool:
        return bool(self._heap)

    def put(self, candidate: Candidate, gain: float) -> None:
        heapq.heappush(self._heap, (-gain, candidate.topic, candidate.place, candidate))

    def best(self) -> Candidate:
        return heapq.heappop(self._heap)[-1]

    def next_gain(self) -> float:
        return -self._heap[0][0] if self._heap else 0.0


def take_best(corpus: Corpus, candidates: Iterable[Candidate], limits: Mapping[str, int]) -> list[Taken]:
    """Return the candidates of the greatest value, without those that tell what one of them tells already."""
    told = Told(corpus, limits)
    for candidate in sorted(candidates, key=lambda c: (-c.value, c.topic, c.place)):
        if told.admits(candidate):
            told.take(candidate, candidate.value)
    return told.taken
