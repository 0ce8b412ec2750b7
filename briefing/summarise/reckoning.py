"""What became of every sentence of a day for every topic, so that of any it can be told what kept it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.model import Considered, Verdict
from briefing.summarise.candidates import RELEVANT, Refused, why_overtaken
from briefing.summarise.redundancy import repeats
from briefing.summarise.relevance import share
from briefing.summarise.retold import retold_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing.model import Sentence, Topic
    from briefing.summarise.queries import Unit
    from briefing.summarise.story import Story
    from briefing.summarise.told import Candidate, Taken


def demanded(story: Story, found: Iterable[Candidate]) -> tuple[list[Candidate], list[Refused]]:
    """Return the candidates that have, with their lead-ins, all that their topics must have, and the others."""
    kept: list[Candidate] = []
    refused: list[Refused] = []
    for candidate in found:
        lacking = [unit.words for unit in story.asked[candidate.topic].must if not _has(story, candidate.places, unit)]
        if lacking:
            why = f"lacks what must be there: {', '.join(lacking)}"
            refused.append(Refused(candidate.topic, candidate.place, candidate.value, why))
        else:
            kept.append(candidate)
    return kept, refused


def _has(story: Story, places: Iterable[int], unit: Unit) -> bool:
    return any(share(story.corpus.terms[place], unit) == 1 for place in places)


class Reckoning:
    """The choice of a day, looked back on: `taken` out of what could be shown, `found`, and what could not."""

    def __init__(
        self, story: Story, taken: Sequence[Taken], found: Iterable[Candidate], refused: Iterable[Refused]
    ) -> None:
        self._story = story
        self._shown = {place: one.candidate.topic for one in taken for place in one.candidate.places}
        self._taken = [one.candidate.topic for one in taken]
        self._found = {(c.topic, c.place): c for c in found}
        self._refused = {(one.topic, one.place): one for one in refused}
        self._groups = {(c.topic, story.same[c.place]): c.place for c in self._found.values() if c.place in story.same}
        self._known = self._found.keys() | self._refused.keys()
        self._told: dict[int, int | None] = {}

    def all(self, topics: Sequence[Topic]) -> tuple[Considered, ...]:
        """Return what became of each sentence, in the order of the corpus."""
        return tuple(self._considered(place, topics) for place in range(len(self._story.corpus.sentences)))

    def _considered(self, place: int, topics: Sequence[Topic]) -> Considered:
        verdicts = tuple(self._verdicts(place, topics))
        told = place in self._shown or any(verdict.why.startswith("overtaken") for verdict in verdicts)
        return Considered(self._story.corpus.sentences[place], self._everywhere(place, told=told), verdicts)

    def _everywhere(self, place: int, *, told: bool) -> str:
        """Return what keeps a sentence out of every topic; "" where nothing does, or that is `told` already."""
        if self._story.corpus.sentences[place].article in self._story.kin.revisions:
            return "stands in an earlier version of its report"
        gone = place in self._story.gone and not self._story.superseded_by(place)
        return why_overtaken(self._story, place) if gone and not told else ""

    def _verdicts(self, place: int, topics: Sequence[Topic]) -> Iterator[Verdict]:
        for topic in topics:
            about = self._story.relevance[topic.id]
            relevance = about.scores[place]
            # what only stands in a report about the topic, and not near what is, needs no account
            if relevance >= RELEVANT or about.direct[place] or self._unwanted(topic, place):
                why = self._why(topic, place)
                yield Verdict(topic.id, round(relevance, 4), round(self._worth(topic, place), 4), why)

    def _worth(self, topic: Topic, place: int) -> float:
        one = self._found.get((topic.id, place)) or self._refused.get((topic.id, place))
        return min(1.0, one.value) if one else 0.0

    def _unwanted(self, topic: Topic, place: int) -> str:
        terms = self._story.corpus.terms[place]
        return ", ".join(unit.words for unit in self._story.asked[topic.id].without if share(terms, unit) == 1)

    def _why(self, topic: Topic, place: int) -> str:
        """Return what kept a sentence out of a topic; "" where it is shown there."""
        key = topic.id, place
        if (
            self._shown.get(place) == topic.id
            or self._story.corpus.sentences[place].article in self._story.kin.revisions
        ):
            return ""
        if key not in self._known and self._story.relevance[topic.id].scores[place] < RELEVANT:
            unwanted = self._unwanted(topic, place)
            about = f"is not about the topic: relevance under {RELEVANT}"
            return f"has what the topic does not want: {unwanted}" if unwanted else about
        if key in self._refused:
            return self._refused[key].why
        if key in self._found:
            return self.why_left(topic, place)
        other = self._groups.get((topic.id, self._story.same.get(place, place)))
        return "another sentence says the same, and better" + self._quoted(other)

    def why_left(self, topic: Topic, place: int) -> str:
        """Return what told a candidate already, or took its room."""
        if place in self._shown:
            return f"is shown for another topic: {self._shown[place]}"
        told = self._told_by(place)
        if told is None:
            told = retold_by(self._story.corpus, place, [p for p, shown in self._shown.items() if shown == topic.id])
        if told is not None:
            return f"says what is shown already{self._quoted(told)}"
        full = self._taken.count(topic.id) >= topic.sentences
        return "the others add more" if full else "adds too little to what is shown"

    def _told_by(self, place: int) -> int | None:
        if place not in self._told:
            corpus = self._story.corpus
            self._told[place] = next((shown for shown in self._shown if repeats(corpus, place, shown)), None)
        return self._told[place]

    def _quoted(self, place: int | None) -> str:
        return "" if place is None else f": {self._text(place)}"

    def _text(self, place: int) -> str:
        sentence: Sentence = self._story.corpus.sentences[place]
        return sentence.text
