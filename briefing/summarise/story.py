"""The articles of a story looked at for its topics: everything that the choice is made from, found once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import field
from typing import TYPE_CHECKING

from briefing.model import Past
from briefing.model.records import dataclass
from briefing.summarise.corpus import Corpus
from briefing.summarise.duplicates import Kinship, kinship, same_sentences
from briefing.summarise.familiar import familiar
from briefing.summarise.memory import Known, Memory
from briefing.summarise.overtaken import OWN_REPORT, Overtaken, overtaken
from briefing.summarise.queries import queries
from briefing.summarise.redundancy import confirms
from briefing.summarise.relevance import Relevance, relevance
from briefing.summarise.salience import salience
from briefing.summarise.support import support
from briefing.text.agencies import agency, dateline_agency
from briefing.text.parties import acting_party

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, timedelta

    from briefing.model import Article, Reading, Sentence, Side, Topic, WhenOvertaken
    from briefing.summarise.queries import Query

HOUSE = "coverage"
"""The name of the house method."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a selection is made by: the brief's date and window, the parties, the language, the method.

    With `fill` a topic gets as many sentences as it may show, even where few are about it. `weights` has what reports
    of a source are worth, in (0, 1], where that is less than 1; `revised` the key of each report that is known to be
    an earlier version, with the key of the one after it.
    """

    today: date | None = None
    window: timedelta | None = None
    sides: tuple[Side, ...] = ()
    language: str = "en"
    method: str = HOUSE
    past: Past = field(default_factory=Past)
    overtaken: WhenOvertaken = "drop"
    fill: bool = False
    weights: Mapping[str, float] = field(default_factory=dict)
    revised: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Story:
    """What is known of a story's sentences, each by its place in the corpus.

    `same`: the first place of those that say the same; `gone`: those overtaken; `origins`: the newsroom of each
    article's text; `asked` and `relevance`: by the topic's id; `newest`: the day of the newest report;
    `known`: the names and things that need no introduction; `groups`: by the first place all that say the same;
    `reopens`: by the place of what leaves open again what was firm, or takes back what was said, the places of that;
    `led`: by the place of what takes back what its own report said, the place of what it must be shown behind;
    `most_about`: the relevance of each sentence to the topic that it is most about.
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
    memory: Memory
    asked: Mapping[str, Query] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    groups: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    reopens: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    led: Mapping[int, int] = field(default_factory=dict)
    most_about: tuple[float, ...] = ()

    def newsrooms(self, places: Iterable[int]) -> int:
        """Return how many newsrooms, at least, tell what stands at these places."""
        return max(1, len({self.origins[self.corpus.sentences[place].article] for place in places} - {""}))

    def all_newsrooms(self) -> int:
        """Return how many newsrooms, at least, tell anything at all."""
        told = (article for article, places in self.corpus.by_article.items() if places)
        return max(1, len({self.origins[article] for article in told} - {""}))

    def side(self, place: int, lead: int | None) -> str | None:
        """Return the party that speaks or acts in a sentence, or where that says "he", in its lead-in."""
        texts = [self.corpus.sentences[p].text for p in (place, lead) if p is not None]
        return acting_party(texts, {side.id: side.names for side in self.wishes.sides}, self.wishes.language)

    def superseded_by(self, place: int) -> Sentence | None:
        """Return the later sentence that settles what stands at a place, where it is to be shown all the same."""
        gone = self.gone.get(place)
        if self.wishes.overtaken == "drop" or gone is None or gone.by is None or gone.why == OWN_REPORT:
            return None
        return self.corpus.sentences[gone.by]

    def also(self, place: int) -> tuple[int, ...]:
        """Return the places where other reports tell all that is told here, one a report, earlier versions left out."""
        own = self.corpus.sentences[place].article
        group = self.same.get(place)
        found: dict[Article, int] = {}
        for other in self.groups.get(group, ()) if group is not None else ():
            article = self.corpus.sentences[other].article
            if article != own and article not in self.kin.revisions and confirms(self.corpus, other, place):
                found.setdefault(article, other)
        return tuple(found.values())


def look(readings: Sequence[Reading], topics: Sequence[Topic], wishes: Wishes) -> Story:
    """Return what the choice is made from."""
    corpus = Corpus(readings, wishes.language)
    kin, same = kinship(corpus, wishes.revised), same_sentences(corpus)
    gone = _told_elsewhere(overtaken(corpus, wishes.today), same, corpus)
    origins = origins_of(corpus.by_article, kin)
    asked = queries(topics, wishes.sides, corpus)
    about = {topic.id: relevance(corpus, asked[topic.id]) for topic in topics}
    reopens = _groups({old: one.by for old, one in gone.items() if one.by is not None and one.reopened})
    return Story(
        corpus=corpus,
        wishes=wishes,
        kin=kin,
        same=same,
        gone=gone,
        origins=origins,
        salience=salience(
            corpus, support(corpus, _family(kin)), _greatest(corpus, (one.direct for one in about.values()))
        ),
        relevance=about,
        newest=max((a.published.day for a in corpus.by_article if a.published.day), default=None),
        memory=Memory(corpus, wishes.past, Known(kin.revisions, same, gone)),
        asked=asked,
        known=familiar(tuple(corpus.by_article), _told_by_the_reader(topics, wishes)),
        groups=_groups(same),
        reopens=reopens,
        led=_led(gone),
        most_about=_greatest(corpus, (one.scores for one in about.values())),
    )


def _led(gone: Mapping[int, Overtaken]) -> dict[int, int]:
    """Return by the place of what takes back what its own report said the first place of that."""
    backwards = sorted(gone.items(), reverse=True)
    return {one.by: old for old, one in backwards if one.by is not None and one.why == OWN_REPORT}


def _told_elsewhere(gone: Mapping[int, Overtaken], same: Mapping[int, int], corpus: Corpus) -> dict[int, Overtaken]:
    """Return what is overtaken, with what reports that are no newer say of the same that one says was taken back."""
    found, groups, sentences = dict(gone), _groups(same), corpus.sentences
    for old, one in gone.items():
        if one.by is None or one.why != OWN_REPORT:
            continue
        day = str(sentences[one.by].article.published.day or "")
        others = (place for place in groups.get(same.get(old, -1), ()) if place != one.by)
        older = (place for place in others if str(sentences[place].article.published.day or "~") <= day)
        for place in older:
            found.setdefault(place, Overtaken("another report says that it was taken back", one.by, reopened=True))
    return found


def _groups(same: Mapping[int, int]) -> dict[int, tuple[int, ...]]:
    """Return by each value the keys that have it, in order."""
    found: dict[int, list[int]] = defaultdict(list)
    for place in sorted(same):
        found[same[place]].append(place)
    return {first: tuple(places) for first, places in found.items()}


def _told_by_the_reader(topics: Iterable[Topic], wishes: Wishes) -> tuple[str, ...]:
    return (
        *(term for topic in topics for term in topic.terms),
        *(topic.title for topic in topics),
        *(name for side in wishes.sides for name in side.names),
    )


def _family(kin: Kinship) -> dict[Article, Article]:
    """Return the one article that stands for each that is a copy or a version of it, or of one that is."""
    heads: dict[Article, Article] = {}

    def head(article: Article) -> Article:
        while article in heads:
            article = heads[article]
        return article

    for one, other in (*kin.copies.items(), *kin.revisions.items()):
        if head(one) != head(other):
            heads[head(one)] = head(other)
    return {article: head(article) for article in heads}


def _greatest(corpus: Corpus, about: Iterable[Sequence[float]]) -> tuple[float, ...]:
    """Return how much each sentence is about the topic that it is most about, in [0, 1]; `about`: by topic."""
    return tuple(map(max, zip((0.0,) * len(corpus.sentences), *about, strict=True)))


def origins_of(articles: Iterable[Article], kin: Kinship) -> dict[Article, str]:
    """Return the newsroom that each article's text comes from: its publisher, or whoever had a copied text first.

    A text that several outlets have and that names one agency comes from the agency, and so does one whose by-line or
    dateline names it, whoever printed and cut it; who only credits an agency has written it. "" where it is not
    known: such a text may come from any newsroom, and counts for none.
    """
    alike: dict[Article, list[Article]] = defaultdict(list)
    for one, first in kin.copies.items():
        alike[first].append(one)
    copied = {first: _origin_of_copies(first, group) for first, group in alike.items()}
    return {
        article: copied[kin.copies[article]] if article in kin.copies else _agency_of(article) or _publisher_of(article)
        for article in articles
    }


def _origin_of_copies(first: Article, group: Iterable[Article]) -> str:
    agencies = {name for one in group for name in (*one.credits, _agency_of(one)) if name}
    return min(agencies) if len(agencies) == 1 else _publisher_of(first)


def _agency_of(article: Article) -> str:
    """Return the agency that a report is by, however much of its text is its own: in its by-line or dateline."""
    return agency(article.author.value or "") or dateline_agency(article.text)


def _publisher_of(article: Article) -> str:
    publisher = article.publisher.value or ""
    return agency(publisher) or publisher
