"""What a brief in the making has told so far, and what a further sentence would add to it."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import field
from itertools import chain
from typing import TYPE_CHECKING, Protocol

from briefing.model.records import dataclass
from briefing.summarise.duplicates import weight
from briefing.summarise.redundancy import repeats
from briefing.summarise.retold import retold_by

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from briefing.summarise.corpus import Corpus

NAMED = 1.5  # weight of a name or number over that of another stem of its rarity
PAIRS = 0.3  # weight of a pair of stems over that of its stems
ASKED = 4.0  # weight of what a topic asks for over that of a stem of its rarity
LENGTH = 0.85  # exponent that takes from long sentences what they gain by length alone
COVERAGE = 0.4  # how much of a sentence's worth is what it tells that no other does; the rest is its own value
BESIDE, PASSAGE = 0.85, 2  # what a sentence is worth that stands so near one that is shown: it carries on the same
TOLD = 0.6  # of what a sentence tells, that its section has told, from which it is not worth reading
UNTOLD = 0.7  # of its other words, where it names nobody and no number that its section has not named
ONE_SIDED = 0.75  # what a further sentence of the same side is worth in a topic that is read by sides
FLOOR = 0.2  # of the best of its topic, under which a sentence is not worth reading


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence (its place in the corpus) for a topic, what it is worth there, in [0, 1], and its lead-in's place.

    `side` is who speaks or acts in it, in a topic that is read by sides; `asked` is what the topic asks for and the
    sentence has, with weights.
    """

    topic: str
    place: int
    value: float
    lead: int | None = None
    side: str = ""
    asked: tuple[tuple[str, float], ...] = ()

    @property
    def places(self) -> tuple[int, ...]:
        """What is shown with it."""
        return (self.place,) if self.lead is None else (self.lead, self.place)


class Field(Protocol):
    """What prospects are of: the sentences about one topic."""

    def at_best(self, places: Sequence[int], value: float) -> Sequence[Candidate]:
        """Return all that sentences may be shown as, each worth as much."""

    def look(self, places: Sequence[int]) -> Sequence[Candidate]:
        """Look at sentences that say the same, and return those that may be shown."""


@dataclass(frozen=True, slots=True)
class Prospect:
    """Sentences that say the same, for a topic, not looked at closely.

    No sentence of them is worth more than `most`, nor adds more than `gain` to a brief that has told nothing.
    """

    topic: str
    places: tuple[int, ...]
    most: float
    gain: float
    source: Field = field(compare=False, repr=False)

    def at_best(self) -> Sequence[Candidate]:
        """Return all that they may be shown as, worth `most`: none adds more to a brief than the best of these."""
        return self.source.at_best(self.places, self.most)

    def look(self) -> Sequence[Candidate]:
        """Look at them closely, and return what may be shown."""
        return self.source.look(self.places)


@dataclass(frozen=True, slots=True)
class Taken:
    """A candidate that was taken, and what it added."""

    candidate: Candidate
    gain: float


class Told:
    """The sentences taken for a brief, with what they have told. `limits` is the most that each topic shows."""

    def __init__(self, corpus: Corpus, limits: Mapping[str, int]) -> None:
        self.corpus, self.limits = corpus, limits
        self.taken: list[Taken] = []
        self.best: dict[str, float] = {}
        self._told: dict[Hashable, float] = {}
        self.shown: dict[int | None, str] = {}
        self._ever: set[int] = set()
        self._out: set[int] = set()
        self._lined_up: dict[str, list[Taken]] = defaultdict(list)
        self._words: dict[str, set[str]] = defaultdict(set)
        self._leads: set[int | None] = set()
        self._room: Counter[str] = Counter()
        self._had: Counter[tuple[str, str]] = Counter()
        self._weights: dict[Hashable, tuple[dict[Hashable, float], float]] = {}
        self._concepts_at: dict[int, dict[Hashable, float]] = {}

    def is_full(self, topic: str) -> bool:
        """Whether there is no more room in a section."""
        return self._room[topic] >= self.limits[topic]

    def least(self, topic: str) -> float:
        """Return the value under which no sentence is worth reading beside the best of its section."""
        return FLOOR * self.best.get(topic, 0.0)

    def admits(self, candidate: Candidate) -> bool:
        """Whether there is room for it, and nothing taken tells the same."""
        return not self.is_full(candidate.topic) and self.told_by(candidate) is None

    def is_worth_reading(self, candidate: Candidate) -> bool:
        """Whether it comes near the best of its topic; a section is shorter where fewer do."""
        if any(self._says_nothing_new(candidate.topic, place) for place in candidate.places if place not in self._ever):
            return False
        own = self.corpus.terms[candidate.place].content
        if weight(own & self._words[candidate.topic], self.corpus) > TOLD * weight(own, self.corpus):
            return False
        return candidate.value >= self.least(candidate.topic)

    def _says_nothing_new(self, topic: str, place: int) -> bool:
        """Whether it names nobody and no number that its section has not named, and says little else that is new."""
        own, told = self.corpus.terms[place], self._words[topic]
        if not own.names | own.numbers <= told:
            return False
        said = own.content - own.names
        return weight(said - told, self.corpus) < UNTOLD * weight(said, self.corpus)

    def told_by(self, candidate: Candidate) -> int | None:
        """Return the sentence shown already that is the candidate, or tells it; None where there is none."""
        if candidate.place in self._out:
            return candidate.place
        if candidate.lead in self._leads or self.shown.get(candidate.lead, candidate.topic) != candidate.topic:
            return candidate.lead
        repeated = (place for place in self.shown if place is not None and repeats(self.corpus, candidate.place, place))
        told = next(repeated, None)
        return self._retold_by(candidate) if told is None else told

    def _retold_by(self, candidate: Candidate) -> int | None:
        """Return the first of the others of its section that tell between them who stays away and leads, as it does."""
        if not all(self.corpus.terms[place].line_up.lines for place in candidate.places):
            return None
        section = [place for place, topic in self.shown.items() if place is not None and topic == candidate.topic]
        others = [place for place in section if place not in candidate.places]
        told = [retold_by(self.corpus, place, others) for place in candidate.places]
        return None if None in told else told[0]

    def gain(self, candidate: Candidate) -> float:
        """Return what it would add."""
        weights, scale = self._concepts(candidate)
        worth = (1 - COVERAGE) * candidate.value * sum(weights.values()) + COVERAGE * self._new(candidate, weights)
        return self._room_left(candidate) * worth / scale

    def _new(self, candidate: Candidate, weights: Mapping[Hashable, float]) -> float:
        told, value = self._told.get, candidate.value
        return sum([new for concept, w in weights.items() if (new := value * w - told(concept, 0.0)) > 0.0])

    def _room_left(self, candidate: Candidate) -> float:
        """Return what is left of a sentence's worth where its side and its passage have had their say."""
        had = self._had[candidate.topic, candidate.side] if candidate.side else 0
        return float(ONE_SIDED**had * (BESIDE if self._carries_on(candidate) else 1.0))

    def _carries_on(self, candidate: Candidate) -> bool:
        places = range(candidate.place - PASSAGE, candidate.place + PASSAGE + 1)
        article = self.corpus.sentences[candidate.place].article
        return any(
            place in self._ever and place != candidate.lead and self.corpus.sentences[place].article == article
            for place in places
        )

    def take(self, candidate: Candidate, gain: float) -> list[int]:
        """Add it to the brief, and return the places of what its section does not need any more, which is taken out.

        That has been told all the same: nothing gains from its going, so that old gains are bounds of new ones.
        """
        self.taken.append(Taken(candidate, gain))
        self.best[candidate.topic] = max(self.best.get(candidate.topic, 0.0), candidate.value)
        self.shown.update(dict.fromkeys(candidate.places, candidate.topic))
        self._ever.update(candidate.places)
        self._leads.update(candidate.places[:-1])
        for place in candidate.places:
            self._words[candidate.topic] |= self.corpus.terms[place].content | self.corpus.terms[place].numbers
        self._room[candidate.topic] += 1
        self._had[candidate.topic, candidate.side] += 1
        for concept, w in self._concepts(candidate)[0].items():
            self._told[concept] = max(self._told.get(concept, 0.0), candidate.value * w)
        return self._without_retold(self.taken[-1])

    def _without_retold(self, new: Taken) -> list[int]:
        """Take out what the others of the section tell, now that there is a new one; what leads another in stays."""
        lined_up = self._lined_up[new.candidate.topic]
        if new.candidate.lead is None and self.corpus.terms[new.candidate.place].line_up.lines:
            lined_up.append(new)
        out = []
        for one in [one for one in lined_up if one is not new]:
            if one.candidate.place not in self._leads and self._retold_by(one.candidate) is not None:
                self._take_out(one)
                out.append(one.candidate.place)
        return out

    def _take_out(self, one: Taken) -> None:
        self.taken.remove(one)
        self._lined_up[one.candidate.topic].remove(one)
        del self.shown[one.candidate.place]
        self._out.add(one.candidate.place)
        self._room[one.candidate.topic] -= 1

    def _concepts(self, candidate: Candidate) -> tuple[dict[Hashable, float], float]:
        """Return what a candidate tells, with weights, and what its length divides them by."""
        places = tuple(place for place in candidate.places if place == candidate.place or place not in self.shown)
        key = candidate.topic, places
        if key not in self._weights:
            told = dict(chain.from_iterable(self._told_at(place).items() for place in places))
            scale = sum(told.values()) ** LENGTH or 1.0
            told.update({(candidate.topic, words): ASKED * w for words, w in candidate.asked})
            self._weights[key] = told, scale
        return self._weights[key]

    def _told_at(self, place: int) -> dict[Hashable, float]:
        if place not in self._concepts_at:
            self._concepts_at[place] = concepts(self.corpus, place)
        return self._concepts_at[place]


def concepts(corpus: Corpus, place: int) -> dict[Hashable, float]:
    """Return what a sentence tells, with weights, in a fixed order."""
    terms = corpus.terms[place]
    marked = terms.names | terms.numbers
    single: dict[Hashable, float] = {
        stem: corpus.idf(stem) * (NAMED if stem in marked else 1.0) for stem in sorted(terms.content)
    }
    return single | {pair: PAIRS * (corpus.idf(pair[0]) + corpus.idf(pair[1])) for pair in sorted(terms.bigrams)}


def told_between(corpus: Corpus, place: int) -> tuple[float, float]:
    """Return between which bounds the weights of `concepts` add up, without a look at the pairs of stems."""
    terms, idf = corpus.terms[place], corpus.idf
    least = sum(map(idf, terms.content))
    in_pairs = 2 * sum([idf(stem) for stem in terms.stems if stem in terms.content])  # each stands in two at most
    return least, NAMED * least + PAIRS * in_pairs


def gain_at_most(value: float, told: tuple[float, float], asked: float) -> float:
    """Return what a sentence worth at most `value` adds at most to a brief that has told nothing.

    `told` are the bounds of what it tells, with its lead-in, `asked` what it has of what the topic asks for.
    """
    least, most = told
    return value * (most ** (1 - LENGTH) + ASKED * asked / least**LENGTH) if least else math.inf
