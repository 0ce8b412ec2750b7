"""Which sentences may be shown for a topic, what each is worth there, and what keeps the others out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from briefing.model.records import dataclass
from briefing.summarise.alone import NEEDS, lead_in, weakness
from briefing.summarise.currency import currency
from briefing.summarise.methods import rate
from briefing.summarise.overtaken import staleness
from briefing.summarise.redundancy import confirms, fullness
from briefing.summarise.relevance import unwanted
from briefing.summarise.story import HOUSE
from briefing.summarise.told import FLOOR, Candidate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from briefing.model import Article, Topic
    from briefing.summarise.story import Story

ASTRAY = 0.6  # what a sentence is worth whose lead-in is not about the topic
INHERITED = 0.8  # of what its lead-in is worth, that a sentence is: "that deal" is what it speaks of
ELSEWHERE = 1.5  # exponent by which a sentence is worth less for a topic than for the one that it is most about
SHAKY = 0.4  # of its worth, that a sentence loses that lacks something
UNNAMED = 0.9  # what a sentence is worth whose publisher nobody knows
RELEVANT = 0.15  # relevance under which a sentence is not about a topic
FILLING = 6.0  # weight of a sentence's own worth over its relevance, where it is asked for as many as stand there
NO_SIDE = 0.7  # what a sentence of neither party is worth in a topic that is read by sides


@dataclass(frozen=True, slots=True)
class Refused:
    """A sentence that cannot be shown for a topic, what it would have been worth, and why not."""

    topic: str
    place: int
    value: float
    why: str


@dataclass(frozen=True, slots=True)
class Looks:
    """A close look at sentences for a topic. `worth` tells what one is worth there, 0 if it is not about the topic."""

    story: Story
    topic: Topic
    leads: Leads
    worth: Callable[[int], float]
    least: float = 0.0

    def at(self, place: int) -> Candidate | Refused:
        """Return a sentence about the topic as it may be shown there, or why it may not."""
        story, topic, own = self.story, self.topic, self.worth(place)
        lead, lack = self.leads.of(place)
        value = own if lead is None else _led(own / _stands(story, place), self.worth(lead))
        why = _objection(story, topic, place) or lack or story.memory.too_little(place, value, self.least)
        return Refused(topic.id, place, value, why) if why else _candidate(story, topic, place, value, lead)


def candidates(story: Story, topics: Sequence[Topic]) -> tuple[list[Candidate], list[Refused]]:
    """Return the sentences that may be shown, and those about a topic that may not."""
    found: list[Candidate] = []
    refused: list[Refused] = []
    leads = Leads(story)
    for topic in topics:
        places = places_about(story, topic)
        worth = dict(zip(places, _worth(story, topic, places), strict=True))
        looks = Looks(story, topic, leads, defaultdict(float, worth).__getitem__, _least(story, worth))
        for one in map(looks.at, places):
            if isinstance(one, Refused):
                refused.append(one)
            else:
                found.append(one)
    return _updated(story, best_told(story, found)), refused


def _least(story: Story, worth: Mapping[int, float]) -> float:
    """Return what a sentence must be worth beside the best that earlier issues told of a topic."""
    return FLOOR * story.memory.best_told(worth) if story.wishes.method == HOUSE else 0.0


def best_told(story: Story, found: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates without those that another says too and better, which is worth as much as they are.

    The better stands alone, without "But" and "Nevertheless"; then it is the fuller, as far as it tells all that the
    other does; then the newer.
    """
    groups: dict[tuple[str, int], list[Candidate]] = {}
    for c in found:
        groups.setdefault((c.topic, story.same.get(c.place, c.place)), []).append(c)
    return [c for group in groups.values() for c in (_better(story, group) if len(group) > 1 else group)]


def _better(story: Story, group: Sequence[Candidate]) -> list[Candidate]:
    """Return the best told of a group, worth what any of those is that it stands for, and those that it does not."""
    corpus = story.corpus
    lacking = {c: weakness(corpus.sentences[c.place], known=story.known, language=corpus.language) for c in group}

    def told(c: Candidate) -> tuple[float, bool, tuple[int, float], str, int]:
        day = corpus.sentences[c.place].article.published.day
        return -lacking[c], c.lead is None, fullness(corpus, c.place), str(day or ""), -c.place

    best = max(lacking, key=told)
    rest = [c for c in group if c != best]
    others = [c for c in rest if lacking[c] <= lacking[best] and not confirms(corpus, best.place, c.place)]
    most = max(c.value for c in group if c not in others)
    return [replace(best, value=most), *others]


def _updated(story: Story, found: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates, of which those that change what an issue told are worth what that was when it was new.

    A figure that headed a section and has changed is as worth telling as it was, in however short a report.
    """
    fresh = {(c.topic, story.same.get(c.place, c.place)): c.value / (story.memory.worth(c.place) or 1.0) for c in found}

    def worth(c: Candidate) -> float:
        echo = story.memory.echo(c.place)
        if not echo or not echo.changed or not echo.sentence:
            return c.value
        old = story.corpus.place[echo.sentence]
        return max(c.value, min(1.0, fresh.get((c.topic, story.same.get(old, old)), 0.0)))

    return [replace(c, value=worth(c)) for c in found]


def _led(own: float, lead: float) -> float:
    """Return what a sentence is worth with its lead-in: the less, the less that is about the topic."""
    return max(own, INHERITED * lead) * (ASTRAY + (1 - ASTRAY) * min(1.0, lead / own))


def _candidate(story: Story, topic: Topic, place: int, value: float, lead: int | None) -> Candidate:
    side = story.side(place, lead) if topic.by_side else ""
    return Candidate(
        topic.id, place, value * (NO_SIDE if side is None else 1.0), lead, side or "", asked_in(story, topic, place)
    )


def asked_in(story: Story, topic: Topic, place: int) -> tuple[tuple[str, float], ...]:
    """Return what the topic asks for and a sentence has, with how much each tells."""
    units = story.relevance[topic.id].found[place]
    return tuple((unit.words, unit.weight * unit.tells) for unit in units)


def places_about(story: Story, topic: Topic) -> list[int]:
    """Return the places of the sentences that may serve a topic, but of those of earlier versions of a report."""
    current = [n for a, places in story.corpus.by_article.items() if a not in story.kin.revisions for n in places]
    return [place for place in current if _is_about(story, topic, place)]


def _worth(story: Story, topic: Topic, places: Sequence[int]) -> Iterable[float]:
    """Return what sentences about a topic are worth to the method, in [0, 1]."""
    if story.wishes.method == HOUSE:
        return [house_value(story, topic, place) for place in places]
    about, sentences = story.relevance[topic.id], story.corpus.sentences
    texts = [sentences[place].text for place in places]
    cues = sorted({stem for found in about.found for unit in found for stem in unit.stems})
    return rate(story.wishes.method, texts, cues, story.corpus.forms)


def _is_about(story: Story, topic: Topic, place: int) -> bool:
    """Whether a sentence may serve a topic: by its relevance, or since it changes what an issue told there.

    To fill a topic any may that has nothing that it does not want.
    """
    about = story.relevance[topic.id]
    if max([about.scores[one] for one in (place, *story.reopens.get(place, ()))]) >= RELEVANT:
        return True
    if story.wishes.fill and story.wishes.method == HOUSE:
        return not unwanted(story.corpus.terms[place], story.asked[topic.id])
    return about.direct[place] > 0 and story.memory.updates(place, topic.id)


def house_value(story: Story, topic: Topic, place: int) -> float:
    """Return what a sentence about a topic is worth to the house method, in [0, 1].

    What leaves open again what was firm is worth as much as that was: who wanted to know the one wants the other.
    """
    fresh = (1 - staleness(story.corpus, place, story.newest)) * story.memory.worth(place)
    worth = _stands(story, place) * fresh * _timely(story, topic, place)
    return house_bound(story, topic, place) * worth


def house_bound(story: Story, topic: Topic, place: int) -> float:
    """Return what a sentence is worth at most, in [0, 1]: `house_value` without what takes a close look."""
    return house_bounds(story, topic, (place,))[place]


def house_bounds(story: Story, topic: Topic, places: Iterable[int]) -> dict[int, float]:
    """Return what sentences are worth at most, in [0, 1], by their places."""
    prior, about = _prior(story, topic), story.relevance[topic.id].scores

    def bound(place: int) -> float:
        return _relevant(prior, about[place], story.most_about[place]) * _at_most(story, place)

    return {
        place: max(map(bound, (place, *story.reopens[place]))) if place in story.reopens else bound(place)
        for place in places
    }


def _at_most(story: Story, place: int) -> float:
    article = story.corpus.sentences[place].article
    known = 1.0 if article.publisher.value else UNNAMED
    return story.salience[place] * (known * story.wishes.weights.get(article.source, 1.0))


def _stands(story: Story, place: int) -> float:
    """Return what is left of a sentence's worth, in (0, 1], by what it lacks; its lead-in gives that back."""
    lacking = weakness(story.corpus.sentences[place], known=story.known, language=story.corpus.language)
    return 1 - SHAKY * lacking if story.wishes.method == HOUSE else 1.0


def _relevant(prior: float, about: float, best: float) -> float:
    """Return how much a sentence is about a topic, in [0, 1]; less where it is more about another, `best`."""
    if not prior + best:
        return 0.0
    return float((prior + about) / (prior + 1) * ((prior + about) / (prior + best)) ** ELSEWHERE)


def _prior(story: Story, topic: Topic) -> float:
    """Return what counts as relevance of any sentence: the more, the larger the share of the text that is asked for."""
    if not story.wishes.fill:
        return 0.0
    return FILLING * topic.sentences / max(1, len(story.corpus.sentences))


def _timely(story: Story, topic: Topic, place: int) -> float:
    """Return what a sentence is worth by the time that it tells of; whole where the topic asks for that time."""
    asked = " ".join(unit.words for unit in story.relevance[topic.id].found[place])
    return currency(story.corpus.sentences[place], asked=asked, language=story.corpus.language)


def _objection(story: Story, topic: Topic, place: int) -> str | None:
    """Return what keeps a sentence out, whatever else is chosen."""
    article = story.corpus.sentences[place].article
    if topic.reach == "window" and not _is_current(story, article):
        return "older than the window"
    if place in story.gone and not story.superseded_by(place):
        return why_overtaken(story, place)
    return story.memory.objection(place, topic.id)


def why_overtaken(story: Story, place: int) -> str:
    """Return in words why a sentence is overtaken, and by which report."""
    gone = story.gone[place]
    if gone.by is None:
        return f"overtaken: {gone.why}"
    old, new = story.corpus.sentences[place].article, story.corpus.sentences[gone.by]
    whose = f"{new.article.publisher.value or 'publisher unknown'}, {new.article.published.day}"
    return f"overtaken, of {old.published.day}: {gone.why} ({whose}): {new.text}"


def _is_current(story: Story, article: Article) -> bool:
    """Whether a report, or the day that it is dated, reaches into the window, which ends as the brief's day begins."""
    today, window, published = story.wishes.today, story.wishes.window, article.published
    if not (today and window and published.day):
        return True
    return datetime.combine(published.day + timedelta(days=1), time()) > datetime.combine(today, time()) - window


class Leads:
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
        if place in self._story.led:
            return self._behind(self._story.led[place])
        places = corpus.by_article[corpus.sentences[place].article]
        own = corpus.sentences[places.start : places.stop]
        lead, lack = lead_in(own, place - places.start, known=self._story.known, language=corpus.language)
        if lead and places.start + lead.index in self._story.gone:
            return None, "cannot stand alone: what would lead it in is overtaken"
        why = f"cannot stand alone: {lack.what}, {lack.words}" if lack else None
        return (None if lead is None else places.start + lead.index), why

    def _behind(self, stated: int) -> tuple[int | None, str | None]:
        """Return what a sentence takes back as its lead-in, if that stands alone."""
        story = self._story
        if weakness(story.corpus.sentences[stated], known=story.known, language=story.corpus.language) < NEEDS:
            return stated, None
        return None, "cannot stand alone: what it takes back cannot, either"
