"""What earlier issues told: which sentences the reader has had, which tell the same matter with something changed.

Wrongly calling a fact told hides it, and wrongly calling it an update shows beside it what it does not change. So a
sentence is told where an earlier issue showed it, or one that leaves it nothing to add and contradicts it in nothing;
it is an update where nearly the same is said later, by nobody else, and a number, a day or a "not" differs, or where it
settles what was left open. All else is new.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache, cached_property
from itertools import chain
from typing import TYPE_CHECKING

from briefing.model import Echo
from briefing.model.records import dataclass
from briefing.summarise.duplicates import contradict, weight
from briefing.text.closed_class import CALENDAR
from briefing.text.stance import differences
from briefing.text.words import stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefing.model import Article, Change, Past, Said
    from briefing.summarise.corpus import Corpus, Terms
    from briefing.summarise.overtaken import Overtaken

TOLD = 0.3  # what a sentence is worth that an earlier issue told, and nothing has changed
MOSTLY = 0.5  # the same of one that tells little else; also the share of its weight from which it does
OLDER = 0.7  # of that, what it is worth with each issue since
AGAIN = 0.65  # of a sentence's weight, that one earlier sentence has, from which it adds nothing
ALIKE, ALIKE_MORE = 0.6, 0.45  # of the weight of the lesser, and of the greater, from which two tell of one matter
UNTOLD = 0.5  # of its other words, where it names nobody and no number that the last issue had not
SHARED = 0.35  # of the stems of the lesser; what shares fewer is not looked at
FEWEST = 3  # stems that two sentences share that tell of one matter

_PARTS = re.compile(r";\s+")  # what stands on its own within a sentence


@dataclass(frozen=True, slots=True)
class Known:
    """What was found out of the story that tells what has changed: see Kinship and Story."""

    revisions: Mapping[Article, Article]
    same: Mapping[int, int]
    gone: Mapping[int, Overtaken]


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence of an earlier issue, or a part of it: the terms, and its place where its report is among today's."""

    said: Said
    terms: Terms
    place: int | None


class Memory:
    """What of a story earlier issues told, each sentence looked up once."""

    def __init__(self, corpus: Corpus, past: Past, known: Known) -> None:
        self._corpus, self._past, self._known = corpus, past, known
        self._topics = frozenset(said.topic for said in past.said)
        self._read = frozenset(sha256 for _, sha256 in past.read)
        self._echoes: dict[int, Echo | None] = {}
        self._worths: dict[int, float] = {}

    def worth(self, place: int) -> float:
        """Return what is left of a sentence's worth to a reader of the earlier issues, in [0, 1]."""
        if place not in self._worths:
            self._worths[place] = self._worth(place)
        return self._worths[place]

    def _worth(self, place: int) -> float:
        echo = self.echo(place)
        if echo and not echo.changed:
            return float(TOLD * OLDER ** sum(issue > echo.said.issue for issue in self._past.issues))
        if echo:
            return 1.0
        own = self._corpus.terms[place]
        return MOSTLY if any(self._shares(own, told.terms, MOSTLY) for told in self._near(own)) else 1.0

    def objection(self, place: int, topic: str) -> str | None:
        """Return why a sentence that no issue showed is no news: its report was there before, or it adds too little.

        A topic that no earlier issue had anything on is open to all reports.
        """
        echo = self.echo(place)
        if topic not in self._topics:
            return None
        if echo:
            return self._outdated.get(echo.said.text) if not echo.changed else None
        if self._is_read(place):
            return "passed over in an earlier issue, which had this report"
        return "says little that the last issue had not" if self._adds_little(place, topic) else None

    def updates(self, place: int, topic: str) -> bool:
        """Whether a sentence changes what an earlier issue told of a topic."""
        echo = self.echo(place)
        return bool(echo and echo.changed and echo.said.topic == topic)

    @cached_property
    def _outdated(self) -> dict[str, str]:
        """What earlier issues told, by its words, and later ones had an update of: why it is not to be shown again."""
        updates = [told for told in self._all if told.said.status == "updated"]
        return {
            old.said.text: f"has changed since, as the issue of {new.said.issue} told: {new.said.text}"
            for new in updates
            for old in self._all
            if old.said.issue < new.said.issue and self._difference(new.terms, old.terms)
        }

    def best_told(self, worth: Mapping[int, float]) -> float:
        """Return the most that a sentence was worth, by its place, that earlier issues told; 0 where they told none."""
        told = {place: value for place, value in worth.items() if self.echo(place)}
        return max((value / self.worth(place) for place, value in told.items()), default=0.0)

    def too_little(self, place: int, value: float, least: float) -> str | None:
        """Return why a sentence is not worth reading that is worth less than what the reader has had asks for."""
        return "is little beside what earlier issues told" if value < least and not self.echo(place) else None

    def _is_read(self, place: int) -> bool:
        return self._corpus.sentences[place].article.sha256 in self._read

    def _adds_little(self, place: int, topic: str) -> bool:
        """Whether a sentence names nobody and no number that the last issue had not, and little else for its topic."""
        own, last = self._corpus.terms[place], self._last
        if not own.names | own.numbers <= last[None]:
            return False
        said = own.content - own.names
        return weight(said - last[topic], self._corpus) < UNTOLD * weight(said, self._corpus)

    @cached_property
    def _last(self) -> dict[str | None, frozenset[str]]:
        """What the last issue that had anything on it said of each topic, and the last issue of all, by stems."""
        latest = {said.topic: said.issue for said in self._past.said}
        newest = max(latest.values())
        words: dict[str | None, frozenset[str]] = defaultdict(frozenset)
        for told in self._all:
            topic, found = told.said.topic, told.terms.content | told.terms.numbers
            if told.said.issue == latest[topic]:
                words[topic] |= found
            if told.said.issue == newest:
                words[None] |= found
        return words

    def echo(self, place: int) -> Echo | None:
        """Return what an earlier issue told of the matter of a sentence; None where it told nothing of it."""
        if not self._past.said:
            return None
        if place not in self._echoes:
            self._echoes[place] = self._find(place)
        return self._echoes[place]

    def _find(self, place: int) -> Echo | None:
        own = self._corpus.terms[place]
        near = sorted(self._near(own), key=lambda told: -self._common(own, told.terms))
        again = next((told for told in near if self._is_told(place, told)), None)
        if again:
            return self._echo(again, ())
        changes = ((told, self._changes(place, told)) for told in near)
        return next((self._echo(told, changed) for told, changed in changes if changed), None)

    def _echo(self, told: _Told, changed: tuple[Change, ...]) -> Echo:
        return Echo(told.said, changed, None if told.place is None else self._corpus.sentences[told.place])

    def _near(self, own: Terms) -> Iterable[_Told]:
        """Return what earlier issues told with some of the same words, the latest first."""
        holders, sizes, least = self._holders, self._sizes, self._least(len(own.content))
        shared = Counter(chain.from_iterable([holders[one] for one in own.content if one in holders]))
        near = [number for number, count in shared.items() if count >= least[sizes[number]]]
        return [self._all[number] for number in sorted(near, reverse=True)]

    def _least(self, size: int) -> list[float]:
        """Return how many stems a sentence of so many shares at the least with one of 0, 1, ... of the same matter."""
        fewer = (min(size, other) for other in range(max(self._sizes, default=0) + 1))
        return [max(min(FEWEST, one), SHARED * one) for one in fewer]

    @cached_property
    def _sizes(self) -> list[int]:
        """How many stems each of what earlier issues told has."""
        return [len(told.terms.content) for told in self._all]

    @cached_property
    def _all(self) -> tuple[_Told, ...]:
        """What earlier issues told, each sentence once: as it was last told as news."""
        places: dict[tuple[str, str], int] = {}
        for place, sentence in enumerate(self._corpus.sentences):
            places.setdefault((sentence.article.sha256, sentence.text), place)
        latest: dict[str, _Told] = {}
        for said in self._past.said:
            now = places.get((said.sha256, said.text))
            for part in dict.fromkeys((said.text, *_PARTS.split(said.text))):
                whole = now if part == said.text else None
                terms = self._corpus.terms_in(part) if whole is None else self._corpus.terms[whole]
                if said.status != "still" or part not in latest:
                    latest[part] = _Told(said, terms, now)
        return tuple(sorted(latest.values(), key=lambda told: told.said.issue))

    @cached_property
    def _holders(self) -> dict[str, list[int]]:
        holders: dict[str, list[int]] = defaultdict(list)
        for number, told in enumerate(self._all):
            for one in told.terms.content:
                holders[one].append(number)
        return holders

    def _is_told(self, place: int, told: _Told) -> bool:
        """Whether an earlier sentence is this one, or leaves it nothing to add."""
        own, earlier = self._corpus.terms[place], told.terms
        if told.place == place or own.stems == earlier.stems:
            return True
        if not (own.names <= earlier.content and own.numbers <= earlier.numbers):
            return False
        same = self._known.same
        if told.place is not None and place in same and same[place] == same.get(told.place):
            return True
        return self._shares(own, earlier, AGAIN)

    def _shares(self, own: Terms, earlier: Terms, share: float) -> bool:
        """Whether an earlier sentence has so much of a sentence's weight and contradicts it in nothing."""
        enough = self._common(own, earlier) >= share * weight(own.content, self._corpus)
        return enough and not contradict(own, earlier)

    def _changes(self, place: int, told: _Told) -> tuple[Change, ...]:
        """Return what a sentence changes of an earlier one that tells of its matter; () where it tells of another."""
        own, earlier = self._corpus.terms[place], told.terms
        if self._is_read(place) or not self._is_later(place, told):
            return ()
        if self._settles(place, told):
            return ("settled",)
        return self._difference(own, earlier)

    def _difference(self, own: Terms, earlier: Terms) -> tuple[Change, ...]:
        """Return in what two sentences of one matter differ; () where they do not, or tell of two matters."""
        if not self._is_of_one_matter(own, earlier):
            return ()
        if own.leaves_open != earlier.leaves_open:
            return ("settled",) if earlier.leaves_open and not own.stance.hedges else ()
        found = differences(own.stance, earlier.stance)
        return tuple(what for what in found if what != "day" or len(found) == 1)  # a later day is told of itself

    def _is_later(self, place: int, told: _Told) -> bool:
        """Whether a sentence's report is of a later day than the earlier sentence's, or a later version of it."""
        article = self._corpus.sentences[place].article
        if told.place is not None:
            before = self._corpus.sentences[told.place].article
            if self._known.revisions.get(before) == article:
                return True
        day, published = article.published.day, told.said.published
        return bool(day and published and day.isoformat() > published)

    def _settles(self, place: int, told: _Told) -> bool:
        gone = None if told.place is None else self._known.gone.get(told.place)
        own = self._corpus.terms[place]
        if gone is None or gone.by is None or own.leaves_open or own.stance.hedges:
            return False
        by = self._corpus.terms[gone.by]
        less = min(weight(terms.content, self._corpus) for terms in (own, by))
        return gone.by == place or (self._common(own, by) >= MOSTLY * less and not differences(own.stance, by.stance))

    def _is_of_one_matter(self, own: Terms, earlier: Terms) -> bool:
        if _are_others(own.actor, earlier.actor) or _are_others(own.stance.sayer, earlier.stance.sayer):
            return False
        if self._named(own) - earlier.content and self._named(earlier) - own.content:
            return False
        if len(own.content & earlier.content) < FEWEST:
            return False
        less, more = sorted(weight(terms.content, self._corpus) for terms in (own, earlier))
        common = self._common(own, earlier)
        return common >= ALIKE * less and common >= ALIKE_MORE * more

    @staticmethod
    def _named(terms: Terms) -> frozenset[str]:
        """Return the names of a sentence but those of days."""
        return terms.names - _calendar()

    def _common(self, one: Terms, two: Terms) -> float:
        return weight(one.content & two.content, self._corpus)


def _are_others(ones: frozenset[str], twos: frozenset[str]) -> bool:
    return bool(ones and twos and not ones & twos)


@cache
def _calendar() -> frozenset[str]:
    return frozenset(map(stem, CALENDAR))
