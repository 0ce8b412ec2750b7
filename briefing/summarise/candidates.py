"""Which sentences may be shown for a topic, what each is worth there, and what keeps the others out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.summarise.alone import lead_in
from briefing.summarise.coverage import Candidate
from briefing.summarise.methods import rate
from briefing.summarise.overtaken import staleness
from briefing.summarise.story import HOUSE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.model import Article, Topic
    from briefing.summarise.story import Story

RELEVANT = 0.15  # relevance under which a sentence is not about a topic
LED = 0.85  # what a sentence is worth that takes another's room for its lead-in


@dataclass(frozen=True, slots=True)
class Refused:
    """A sentence that cannot be shown for a topic, what it would have been worth, and why not."""

    topic: str
    place: int
    value: float
    why: str


def candidates(story: Story, topics: Sequence[Topic]) -> tuple[list[Candidate], list[Refused]]:
    """Return the sentences that may be shown, and those about a topic that may not."""
    found: list[Candidate] = []
    refused: list[Refused] = []
    leads = _Leads(story)
    for topic in topics:
        for place, value in _worth(story, topic).items():
            lead, lack = leads.of(place)
            why = _objection(story, topic, place) or lack
            if why:
                refused.append(Refused(topic.id, place, value, why))
            else:
                found.append(Candidate(topic.id, place, value * (1 if lead is None else LED), lead))
    return found, refused


def _worth(story: Story, topic: Topic) -> dict[int, float]:
    """Return what the sentences about a topic are worth to the method, in [0, 1]."""
    about = story.relevance[topic.id]
    places = [place for place, value in enumerate(about.direct) if value >= RELEVANT]
    if story.wishes.method == HOUSE:
        return {place: _house_value(story, about.scores[place], place) for place in places}
    words = [sorted(story.corpus.terms[place].content) for place in places]
    cues = sorted({word for found in about.words for word in found})
    return dict(zip(places, rate(story.wishes.method, words, cues, story.wishes.language), strict=True))


def _house_value(story: Story, about: float, place: int) -> float:
    return about * story.salience[place] * (1 - staleness(story.corpus, place, story.newest))


def _objection(story: Story, topic: Topic, place: int) -> str | None:
    """Return what keeps a sentence out, whatever else is chosen."""
    article = story.corpus.sentences[place].article
    if article in story.kin.revisions:
        return "stands in an earlier version of its report"
    if topic.reach == "window" and not _is_current(story, article):
        return "older than the window"
    return f"overtaken: {story.gone[place].why}" if place in story.gone else None


def _is_current(story: Story, article: Article) -> bool:
    today, window, day = story.wishes.today, story.wishes.window, article.published.day
    return not (today and window and day) or day >= today - window


class _Leads:
    """The lead-ins that sentences need, each looked for once."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._known: dict[int, tuple[int | None, str | None]] = {}

    def of(self, place: int) -> tuple[int | None, str | None]:
        """Return the place of a sentence's lead-in where it needs one, and what it lacks where there is none."""
        if place not in self._known:
            self._known[place] = self._find(place)
        return self._known[place]

    def _find(self, place: int) -> tuple[int | None, str | None]:
        corpus = self._story.corpus
        places = corpus.by_article[corpus.sentences[place].article]
        own = corpus.sentences[places.start : places.stop]
        lead, lack = lead_in(own, place - places.start, language=corpus.language)
        why = f"cannot stand alone: {lack.what}, {lack.words}" if lack else None
        return (None if lead is None else places.start + lead.index), why
