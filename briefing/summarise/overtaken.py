"""Which sentences a later report, or the calendar, has overtaken.

Wrongly hiding a current statement is worse than showing an old one, so a sentence is overtaken only on sure signs:
it announces something for a day that has passed; it is about what its own article announced for such a day; or it
leaves open ("has so far refused to say") what a later sentence with nearly its words settles ("later confirmed").
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from briefing.summarise.duplicates import weight
from briefing.text.cues import looks_ahead, provisional, settled, tells_when_said
from briefing.text.times import weekdays_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefing.model import Article
    from briefing.summarise.corpus import Corpus

ALIKE = 0.5  # of the weight of the shorter sentence, that a later one shares, for it to be about the same
STALE = 1  # day after which what a report leaves open or announces begins to lose
OPEN, AHEAD = 0.7, 0.25  # what it loses


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Why a sentence is out of date, and by which sentence (its place in the corpus) where it is one."""

    why: str
    by: int | None = None


def overtaken(corpus: Corpus, today: date | None) -> dict[int, Overtaken]:
    """Return the overtaken sentences by their place in the corpus; `today` is the brief's date."""
    found: dict[int, Overtaken] = {}
    if today:
        for article, places in corpus.by_article.items():
            found.update(_previews(corpus, article, places, today))
    found.update(_settled_later(corpus))
    return found


def staleness(corpus: Corpus, place: int, newest: date | None) -> float:
    """Return how much, in [0, 1], age takes from what a sentence leaves open or announces; 0 in the newest reports."""
    sentence = corpus.sentences[place]
    day = sentence.article.published.day
    if not day or not newest or newest - day < timedelta(days=STALE):
        return 0.0
    if provisional(sentence.text):
        return OPEN
    return AHEAD if looks_ahead(sentence.text) else 0.0


def _previews(corpus: Corpus, article: Article, places: range, today: date) -> dict[int, Overtaken]:
    """Return an article's announcements of what has passed, with those of the same actors that name no day."""
    published = article.published.day
    if not published or published >= today:
        return {}
    ahead = [place for place in places if looks_ahead(corpus.sentences[place].text)]
    named = {place: day for place in ahead if (day := _announced(corpus.sentences[place].text, published))}
    passed = {place: day for place, day in named.items() if day < today}
    if len(passed) == len(named):
        actors = frozenset(name for place in passed for name in _actor(corpus, place))
        passed.update({place: max(passed.values()) for place in ahead if _actor(corpus, place) & actors})
    return {place: Overtaken(f"announced for {day}, which has passed") for place, day in passed.items()}


def _actor(corpus: Corpus, place: int) -> frozenset[str]:
    return corpus.terms[place].actor & corpus.terms[place].names


def _announced(text: str, published: date) -> date | None:
    """Return the day that an announcement names by its weekday: the last such day within a week of the report."""
    named = [day.number for day in weekdays_in(text) if not tells_when_said(text[: day.start])]
    if not named:
        return published if " tonight" in text.lower() else None
    return max(published + timedelta(days=(number - published.weekday()) % 7) for number in named)


def _settled_later(corpus: Corpus) -> dict[int, Overtaken]:
    """Return what was left open and is settled by a later report in nearly the same words."""
    open_ = [n for n, sentence in enumerate(corpus.sentences) if provisional(sentence.text)]
    firm = [n for n, s in enumerate(corpus.sentences) if settled(s.text) and not provisional(s.text)]
    found: Mapping[int, int] = {
        old: new
        for old in open_
        for new in firm
        if _later(corpus.sentences[old].article, corpus.sentences[new].article) and _alike(corpus, old, new)
    }
    return {old: Overtaken("a later report settles it", new) for old, new in found.items()}


def _later(old: Article, new: Article) -> bool:
    return bool(old.published.day and new.published.day and old.published.day < new.published.day)


def _alike(corpus: Corpus, one: int, two: int) -> bool:
    a, b = corpus.terms[one], corpus.terms[two]
    smaller = min(weight(a.content, corpus), weight(b.content, corpus))
    return bool(smaller) and weight(a.content & b.content, corpus) / smaller >= ALIKE and len(a.names & b.names) > 1
