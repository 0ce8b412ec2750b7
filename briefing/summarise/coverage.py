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

from briefing.summarise.told import Candidate, Prospect, Taken, Told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefing.summarise.corpus import Corpus

    _Place = tuple[float, bool, str, int]

ELSEWHERE = 2.0  # times what a sentence is worth for a topic, from which it is not shown elsewhere


def cover(
    corpus: Corpus, field: Iterable[Candidate | Prospect], limits: Mapping[str, int], *, fill: bool = False
) -> list[Taken]:
    """Return the candidates to show, in the order in which they were taken, at most `limits[topic]` for a topic.

    With `fill` also those that are not worth reading behind the others, where there is room. A prospect is looked at
    only where what it may add comes first; the choice is the same as if all had been.
    """
    told = Told(corpus, limits)
    queue, left = _Queue(told, field), list[Candidate]()
    while candidate := queue.best():
        if not told.admits(candidate):
            continue
        gain = told.gain(candidate)
        if not queue.is_first(candidate, gain):  # gains only shrink, so the old one was a bound
            queue.put(candidate, gain)
        elif gain > 0 and told.is_worth_reading(candidate):
            if _is_at_home_elsewhere(candidate, queue.at(candidate.place)):
                left.append(candidate)
                continue
            candidate = _home(told, candidate, queue.at(candidate.place))
            candidate = _own(told, candidate, queue)
            for place in (candidate.place, *told.take(candidate, told.gain(candidate))):
                queue.put_led(place)  # but not those of what can now stand behind it
        else:
            left.append(candidate)
    return _filled(told, [*left, *queue.poor]) if fill else told.taken


def _home(told: Told, candidate: Candidate, same: Iterable[Candidate]) -> Candidate:
    """Return the candidate, or the same sentence for the topic where it is worth most, of those that have room."""
    able = [one for one in same if told.admits(one) and told.is_worth_reading(one)]
    return max(able, key=lambda one: (one.value, one == candidate, one.topic))


def _is_at_home_elsewhere(candidate: Candidate, same: Iterable[Candidate]) -> bool:
    """Whether a sentence is plainly about another topic: what has no room there, or is told there, fills none here."""
    return any(one.value >= ELSEWHERE * candidate.value for one in same)


def _own(told: Told, candidate: Candidate, queue: _Queue) -> Candidate:
    """Return the candidate, or its lead-in where that is worth more by itself, for another topic that has room."""
    if candidate.lead is None or candidate.lead in told.shown:
        return candidate
    alone = (one for one in queue.at(candidate.lead) if one.lead is None and one.topic != candidate.topic)
    able = [one for one in alone if one.value > candidate.value and told.admits(one) and told.is_worth_reading(one)]
    return max(able, key=lambda one: (one.value, one.topic), default=candidate)


def _filled(told: Told, left: Iterable[Candidate | Prospect]) -> list[Taken]:
    """Return what was taken, and behind it the best of what is left that there is room for and that tells anything."""
    for candidate in _by_value(told, left):
        if told.admits(candidate) and (gain := told.gain(candidate)) > 0:
            told.take(candidate, gain)
    return told.taken


def _by_value(told: Told, left: Iterable[Candidate | Prospect]) -> Iterator[Candidate]:
    """Yield candidates, the worthiest first; prospects are looked at where they may be, and have room."""
    heap = [(*_key(one, one.most if isinstance(one, Prospect) else one.value), one) for one in left]
    heapq.heapify(heap)
    while heap:
        one = heapq.heappop(heap)[-1]
        if isinstance(one, Candidate):
            yield one
        elif not told.is_full(one.topic):
            for found in one.look():
                heapq.heappush(heap, (*_key(found, found.value), found))


def _key(one: Candidate | Prospect, gain: float) -> _Place:
    """Return what orders a queue: the greatest first, of equals prospects, then by topic and place."""
    if isinstance(one, Prospect):
        return (-gain, False, one.topic, one.places[0])
    return (-gain, True, one.topic, one.place)


class _Queue:
    """What may be shown, by its gain, the greatest first; of equal ones the first by topic and place.

    Prospects wait at the most that they may add, and are opened when they come first even beside what is told by then,
    all of their words weighed. `poor` are those that are not
    worth reading beside what was taken, whatever a closer look would find.
    """

    def __init__(self, told: Told, field: Iterable[Candidate | Prospect]) -> None:
        self._told = told
        self.poor: list[Prospect] = []
        self._closed: dict[int, list[Prospect]] = defaultdict(list)
        self._opened: set[int] = set()
        self._led: dict[int | None, list[Candidate]] = defaultdict(list)
        self._same: dict[int, list[Candidate]] = defaultdict(list)
        self._heap: list[tuple[float, bool, str, int, Candidate | Prospect]] = []
        for one in field:
            if isinstance(one, Candidate):
                self._add(one)
            else:
                self._heap.append((*_key(one, one.gain), one))
                for place in one.places:
                    self._closed[place].append(one)
        heapq.heapify(self._heap)

    def best(self) -> Candidate | None:
        """Take out the candidate of the greatest gain; None where there is no more."""
        one = heapq.heappop(self._heap)[-1] if self._looks_on() else None
        return one if isinstance(one, Candidate) else None

    def is_first(self, candidate: Candidate, gain: float) -> bool:
        """Whether none that waits comes before a candidate of this gain."""
        return not self._looks_on() or _key(candidate, gain) <= self._heap[0][:-1]

    def put(self, candidate: Candidate, gain: float) -> None:
        heapq.heappush(self._heap, (*_key(candidate, gain), candidate))

    def put_led(self, lead: int) -> None:
        """Put those in again that have a sentence as their lead-in, which are worth more when it is shown."""
        for one in self._closed.pop(lead + 1, ()):
            self._open(one)
        for candidate in self._led[lead]:
            self.put(candidate, self._told.gain(candidate))

    def at(self, place: int) -> Sequence[Candidate]:
        """Return what one sentence may be shown as, for any topic."""
        for one in self._closed.pop(place, ()):
            self._open(one)
        return self._same[place]

    def _add(self, candidate: Candidate) -> None:
        self.put(candidate, self._told.gain(candidate))
        self._led[candidate.lead].append(candidate)
        self._same[candidate.place].append(candidate)

    def _looks_on(self) -> bool:
        """Open prospects until a candidate comes first; False where nothing is left."""
        while self._heap and isinstance(one := self._heap[0][-1], Prospect):
            gain = -heapq.heappop(self._heap)[0]
            if self._told.is_full(one.topic):
                continue
            if one.most < self._told.least(one.topic):
                self.poor.append(one)
            elif (bound := max(map(self._told.gain, one.at_best()))) < gain:
                heapq.heappush(self._heap, (*_key(one, bound), one))
            else:
                self._open(one)
        return bool(self._heap)

    def _open(self, one: Prospect) -> None:
        if id(one) not in self._opened:
            self._opened.add(id(one))
            for candidate in one.look():
                self._add(candidate)


def take_best(corpus: Corpus, candidates: Iterable[Candidate], limits: Mapping[str, int]) -> list[Taken]:
    """Return the candidates of the greatest value, without those that tell what one of them tells already."""
    told = Told(corpus, limits)
    for candidate in sorted(candidates, key=lambda c: (-c.value, c.topic, c.place)):
        if told.admits(candidate):
            told.take(candidate, candidate.value)
    return told.taken
