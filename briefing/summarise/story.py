"""The articles of a story looked at for its topics: everything that the choice is made from, found once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.summarise.corpus import Corpus
from briefing.summarise.duplicates import Kinship, kinship, same_sentences
from briefing.summarise.overtaken import Overtaken, overtaken
from briefing.summarise.relevance import Relevance, queries, relevance
from briefing.summarise.salience import salience
from briefing.text.parties import acting_party

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, timedelta

    from briefing.model import Article, Reading, Side, Topic

HOUSE = "coverage"
"""The name of the house method."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a selection is made by: the brief's date and window, the parties, the language, the method."""

    today: date | None = None
    window: timedelta | None = None
    sides: tuple[Side, ...] = ()
    language: str = "en"
    method: str = HOUSE


@dataclass(frozen=True, slots=True)
class Story:
    """What is known of a story's sentences, each by its place in the corpus.

    `same`: the first place of those that say the same; `gone`: those overtaken; `origins`: the newsroom of each
    article's text; `relevance`: by the topic's id; `newest`: the day of the newest report.
    """

    corpus: Corpus
    wishes: Wishes
    kin: Kinship
    same: Mapping[int, int]
    gone: Mapping[int, Overtaken]
    origins: Mapping[Article, str]
    salience: tuple[float, ...]
    relevance: Mapping[str, Relevance]
    newest: date | None

    def newsrooms(self, places: Iterable[int]) -> int:
        """Return how many newsrooms, at least, tell what stands at these places."""
        return max(1, len({self.origins[self.corpus.sentences[place].article] for place in places} - {""}))

    def side(self, place: int, lead: int | None) -> str | None:
        """Return the party that speaks or acts in a sentence, or where that says "he", in its lead-in."""
        texts = [self.corpus.sentences[p].text for p in (place, lead) if p is not None]
        return acting_party(texts, {side.id: side.names for side in self.wishes.sides}, self.wishes.language)

    def also(self, place: int) -> tuple[int, ...]:
        """Return the places where other reports say the same, one a report, earlier versions left out."""
        own = self.corpus.sentences[place].article
        group = self.same.get(place)
        found: dict[Article, int] = {}
        for other in sorted(p for p, first in self.same.items() if group is not None and first == group):
            article = self.corpus.sentences[other].article
            if article != own and article not in self.kin.revisions:
                found.setdefault(article, other)
        return tuple(found.values())


def look(readings: Sequence[Reading], topics: Sequence[Topic], wishes: Wishes) -> Story:
    """Return what the choice is made from."""
    corpus = Corpus(readings, wishes.language)
    kin = kinship(corpus)
    origins = {article: origin_of(article, kin) for article in corpus.by_article}
    asked = queries(topics, wishes.sides, corpus)
    return Story(
        corpus=corpus,
        wishes=wishes,
        kin=kin,
        same=same_sentences(corpus),
        gone=overtaken(corpus, wishes.today),
        origins=origins,
        salience=salience(corpus, origins),
        relevance={topic.id: relevance(corpus, asked[topic.id]) for topic in topics},
        newest=max((a.published.day for a in corpus.by_article if a.published.day), default=None),
    )


def origin_of(article: Article, kin: Kinship) -> str:
    """Return the newsroom that an article's text comes from: its publisher, or whoever had a copied text first.

    A text that several outlets have and that names one agency comes from the agency. "" where it is not known: such a
    text may come from any newsroom, and counts for none.
    """
    first = kin.copies.get(article)
    if first is None:
        return article.publisher.value or ""
    agencies = sorted({credit for one, start in kin.copies.items() if start == first for credit in one.credits})
    return agencies[0] if len(agencies) == 1 else first.publisher.value or ""
