"""The house method: what is said with much weight is covered first.

A brief is worth what it covers: every concept (stem, name, number, pair of stems, thing that the topic asks for) counts
with the best sentence that tells it,

    F(S) = sum over the concepts c of  max over the chosen sentences s that tell c of  value(s, topic) x weight(c),

to which each sentence adds a part of its own value. F is monotone and submodular; a brief shows each sentence once and
so many at most for a topic. Taking the greatest gain each time reaches at least a third of the best under two such
conditions (Fisher, Nemhauser and Wolsey, 1978). What is taken off for a report or a side that has had its say, and what
is left out as a repeat, is on top of that and has no such bound. All topics are filled at once, so that a sentence goes
where it serves best and nothing is told in two sections.
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

from briefing.summarise.told import Candidate, Taken, Told

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefing.summarise.corpus import Corpus


def cover(corpus: Corpus, candidates: Iterable[Candidate], limits: Mapping[str, int]) -> list[Taken]:
    """Return the candidates to show, in the order in which they were taken, at most `limits[topic]` for a topic."""
    told, queue = Told(corpus, limits), _Queue()
    waiting: dict[int | None, list[Candidate]] = {}
    for candidate in candidates:
        queue.put(candidate, told.gain(candidate))
        waiting.setdefault(candidate.lead, []).append(candidate)
    while queue:
        candidate = queue.best()
        if not told.admits(candidate):
            continue
        gain = told.gain(candidate)
        if gain < queue.next_gain():  # gains only shrink, so the old one was a bound
            queue.put(candidate, gain)
        elif gain > 0 and told.is_worth_reading(candidate):
            told.take(candidate, gain)
            for led in waiting.get(candidate.place, ()):  # but not those of what can now stand behind it
                queue.put(led, told.gain(led))
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
