"""The house method: what is said with much weight is covered first.

A brief is worth what it covers: every concept (stem, name, number, pair of stems) counts once, with the best sentence
that tells it, F(S) = sum over concepts of max over the chosen sentences of value(sentence, topic) x weight(concept).
F is monotone and submodular, and a brief takes at most so many sentences a topic and each sentence once (two
matroids), so taking the greatest gain each time reaches at least a third of the best (Fisher, Nemhauser and Wolsey,
1978); `benchmarks/quality` compares it with the exact optimum. All topics are filled at once, so that a sentence goes
where it serves best and nothing is told in two sections.
"""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.summarise.duplicates import weight

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

    from briefing.summarise.corpus import Corpus

NAMED = 1.5  # weight of a name or number over that of another stem of its rarity
PAIRS = 0.3  # weight of a pair of stems over that of its stems
LENGTH = 0.7  # exponent that takes from long sentences what they gain by length alone
COVERAGE = 0.6  # how much of a sentence's worth is what it tells that no other does; the rest is its own value
CROWDED = 0.85  # what a further sentence of the same report is worth in a section
REPEATED = 0.6  # of a sentence's weight, told already by one sentence of the brief, from which it is a repeat
FLOOR = 0.12  # of the best gain of its topic, under which a sentence is not worth reading


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence (its place in the corpus) for a topic, what it is worth there, in [0, 1], and its lead-in's place."""

    topic: str
    place: int
    value: float
    lead: int | None = None

    @property
    def places(self) -> tuple[int, ...]:
        """What is shown with it."""
        return (self.place,) if self.lead is None else (self.lead, self.place)


@dataclass(frozen=True, slots=True)
class Taken:
    """A candidate that was taken, and what it added."""

    candidate: Candidate
    gain: float


def cover(corpus: Corpus, candidates: Iterable[Candidate], limits: Mapping[str, int]) -> list[Taken]:
    """Return the candidates to show, in the order in which they were taken, at most `limits[topic]` for a topic."""
    cover_ = _Cover(corpus, limits)
    heap = [(-cover_.gain(c), c.topic, c.place, c) for c in candidates]
    heapq.heapify(heap)
    while heap:
        *_, candidate = heapq.heappop(heap)
        if not cover_.admits(candidate):
            continue
        gain = cover_.gain(candidate)
        if heap and gain < -heap[0][0]:
            heapq.heappush(heap, (-gain, candidate.topic, candidate.place, candidate))
        elif gain > 0 and gain >= FLOOR * cover_.best.get(candidate.topic, 0.0):
            cover_.take(candidate, gain)
    return cover_.taken


class _Cover:
    """What has been told so far, and what a candidate would add. Gains only shrink, so old ones are upper bounds."""

    def __init__(self, corpus: Corpus, limits: Mapping[str, int]) -> None:
        self.corpus, self.limits = corpus, limits
        self.taken: list[Taken] = []
        self.best: dict[str, float] = {}
        self._told: dict[Hashable, float] = {}
        self._shown: dict[int | None, str] = {}
        self._leads: set[int | None] = set()
        self._room: Counter[str] = Counter()
        self._reports: Counter[tuple[str, str]] = Counter()
        self._weights: dict[tuple[int, ...], tuple[dict[Hashable, float], float]] = {}

    def admits(self, candidate: Candidate) -> bool:
        """Whether there is room for it, and nothing taken tells the same."""
        if self._room[candidate.topic] >= self.limits[candidate.topic]:
            return False
        return self.told_by(candidate) is None

    def told_by(self, candidate: Candidate) -> int | None:
        """Return the sentence shown already that is the candidate, or tells it; None where there is none."""
        if candidate.lead in self._leads or self._shown.get(candidate.lead, candidate.topic) != candidate.topic:
            return candidate.lead
        return next(
            (shown for shown in self._shown if shown is not None and repeats(self.corpus, candidate.place, shown)), None
        )

    def gain(self, candidate: Candidate) -> float:
        """Return what it would add."""
        weights, scale = self._concepts(candidate)
        new = sum(max(0.0, candidate.value * w - self._told.get(concept, 0.0)) for concept, w in weights.items())
        report = self.corpus.sentences[candidate.place].article.key
        worth = (1 - COVERAGE) * candidate.value * sum(weights.values()) + COVERAGE * new
        return CROWDED ** self._reports[candidate.topic, report] * worth / scale

    def take(self, candidate: Candidate, gain: float) -> None:
        """Add it to the brief."""
        self.taken.append(Taken(candidate, gain))
        self.best[candidate.topic] = max(self.best.get(candidate.topic, 0.0), gain)
        self._shown.update(dict.fromkeys(candidate.places, candidate.topic))
        self._leads.update(candidate.places[:-1])
        self._room[candidate.topic] += 1
        self._reports[candidate.topic, self.corpus.sentences[candidate.place].article.key] += 1
        for concept, w in self._concepts(candidate)[0].items():
            self._told[concept] = max(self._told.get(concept, 0.0), candidate.value * w)

    def _concepts(self, candidate: Candidate) -> tuple[dict[Hashable, float], float]:
        if candidate.places not in self._weights:
            weights = {k: w for place in candidate.places for k, w in concepts(self.corpus, place).items()}
            self._weights[candidate.places] = weights, sum(weights.values()) ** LENGTH or 1.0
        return self._weights[candidate.places]


def concepts(corpus: Corpus, place: int) -> dict[Hashable, float]:
    """Return what a sentence tells, with weights, in a fixed order."""
    terms = corpus.terms[place]
    marked = terms.names | terms.numbers
    single: dict[Hashable, float] = {
        stem: corpus.idf(stem) * (NAMED if stem in marked else 1.0) for stem in sorted(terms.content)
    }
    return single | {pair: PAIRS * (corpus.idf(pair[0]) + corpus.idf(pair[1])) for pair in sorted(terms.bigrams)}


def repeats(corpus: Corpus, place: int, other: int) -> bool:
    """Whether a sentence is another, or tells little that it has not told."""
    if place == other:
        return True
    own, told = corpus.terms[place].content, corpus.terms[other].content
    return weight(own & told, corpus) >= REPEATED * weight(own, corpus)


def take_best(corpus: Corpus, candidates: Iterable[Candidate], limits: Mapping[str, int]) -> list[Taken]:
    """Return the candidates of the greatest value, without those that tell what one of them tells already."""
    cover_ = _Cover(corpus, limits)
    for candidate in sorted(candidates, key=lambda c: (-c.value, c.topic, c.place)):
        if cover_.admits(candidate):
            cover_.take(candidate, candidate.value)
    return cover_.taken
