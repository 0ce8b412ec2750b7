"""Which sentences a later report, or the calendar, has overtaken.

Wrongly hiding a current statement is worse than showing an old one, so a sentence is overtaken only on sure signs:
it announces something for a day that has passed; it is about what its own article announced for such a day; it
leaves open ("has so far refused to say") what a later sentence with nearly its words settles ("later confirmed"); it
tells that somebody will come, or not, who by a later report is still weighing it; or its own report, or a later one,
says that it was taken back (`withdrawn.py`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from briefing.model.records import dataclass
from briefing.summarise.duplicates import weight
from briefing.summarise.withdrawn import withdrawn, withdrawn_later
from briefing.text.cues import (
    clauses_ahead,
    decides,
    doubts_an_event,
    intends,
    left_open_from,
    looks_ahead,
    provisional,
    tells_of_happening,
    tells_the_past,
    tells_when_said,
)
from briefing.text.matters import bearers, goals, turns
from briefing.text.times import dates_in, names_a_time, weekdays_in
from briefing.text.words import stem as stem_of
from briefing.text.words import tokenise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefing.model import Article, Sentence
    from briefing.summarise.corpus import Corpus
    from briefing.text.matters import Turn
    from briefing.text.times import Stamp, Weekday

OWN_REPORT = "its own report says that it was taken back"
"""Why a sentence is overtaken that is shown only with the one that overtakes it."""

ALIKE = 0.5  # of the weight of the shorter sentence, that a later one shares, for it to be about the same
STALE = 1  # day after which what a report leaves open or announces begins to lose
OPEN, AHEAD = 0.7, 0.25  # what it loses: who leaves open misleads when it is known, who announces only bores
MOST = 60  # sentences of one event and day, or with one rare word, that are looked at: the last, of very many alike
NAMED = 8  # places of a sentence, or people it tells of together
OFFICES = 20  # offices without a name whose bearers are looked for
BESIDE = 12  # characters between a weekday and the date that explains it ("Monday, the 2 June")

_EVENTS = (
    "talks negotiations summit meeting conference convention ceremony funeral wedding hearing trial debate rally "
    "session congress forum signing inauguration election delegation negotiator"
)
_TALKS = "talks negotiations"
_LASTING = re.compile(
    r"\b(?:since|from|after|starting|beginning|before|every|each|last|past|previous)\s+$", re.IGNORECASE
)
_QUOTE_ENDS = re.compile(r"[,.!?][\"”]")  # after it stands who says so, and not what is open
_NEXT = re.compile(r"\bnext\s+$", re.IGNORECASE)
_WEEK = re.compile(r"\b(this|next)\s+week\b(?!['’]s|\s+(?:after|because|as|that)\b)", re.IGNORECASE)
_NEXT_WEEK = re.compile(r"\b(?:next|following|coming)\s+week", re.IGNORECASE)
_BY_THE_WAY = re.compile(r"\b(?:who|which)\s+(?:\w+ly\s+)?$")  # "Feld, who will speak on Tuesday, said ..."
_DIRECTLY_AFTER = re.compile(r"(?:\s+\w+){0,2}")


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Why a sentence is out of date, and by which sentence (its place in the corpus) where it is one.

    `reopened`: it was firm, and that sentence leaves it open again, or takes it back.
    """

    why: str
    by: int | None = None
    reopened: bool = False


def overtaken(corpus: Corpus, today: date | None) -> dict[int, Overtaken]:
    """Return the overtaken sentences by their place in the corpus; `today` is the brief's date."""
    found: dict[int, Overtaken] = {}
    if today:
        for article, places in corpus.by_article.items():
            found.update(_previews(corpus, article, places, today))
    found.update(_doubted(corpus, today))
    found.update(_settled_later(corpus))
    found.update(_taken_back(corpus))
    return found


def _taken_back(corpus: Corpus) -> dict[int, Overtaken]:
    own = withdrawn(corpus)
    later = withdrawn_later(corpus, own)
    found = {
        old: Overtaken("a later report says that it was taken back", by, reopened=True) for old, by in later.items()
    }
    return found | {old: Overtaken(OWN_REPORT, by, reopened=True) for old, by in own.items()}


def staleness(corpus: Corpus, place: int, newest: date | None) -> float:
    """Return how much, in [0, 1], age takes from what a sentence leaves open or announces; 0 in the newest reports."""
    sentence = corpus.sentences[place]
    day = sentence.article.published.day
    if not day or not newest or newest - day < timedelta(days=STALE):
        return 0.0
    if provisional(sentence.text, corpus.language) or intends(sentence.text, corpus.language):
        return OPEN
    return AHEAD if looks_ahead(sentence.text, corpus.language) else 0.0


def _previews(corpus: Corpus, article: Article, places: range, today: date) -> dict[int, Overtaken]:
    """Return an article's announcements of what has passed, with those of the same actors that name no time."""
    published = article.published.day
    if not published or published >= today:
        return {}
    ahead = [place for place in places if looks_ahead(corpus.sentences[place].text, corpus.language)]
    named = {place: day for place in ahead if (day := _announced(corpus.sentences[place].text, published))}
    passed = {place: day for place, day in named.items() if day < today}
    if len(passed) == len(named):
        actors = frozenset(name for place in passed for name in _actor(corpus, place))
        timeless = [
            p for p in ahead if not weekdays_in(corpus.sentences[p].text) and not names_a_time(corpus.sentences[p].text)
        ]
        also = (p for p in timeless if _actor(corpus, p) & actors and not corpus.terms[p].speaks)
        passed.update(dict.fromkeys(also, max(passed.values(), default=today)))
    return {place: Overtaken(f"announced for {day}, which has passed") for place, day in passed.items()}


def _actor(corpus: Corpus, place: int) -> frozenset[str]:
    return corpus.terms[place].actor & corpus.terms[place].names


def _announced(text: str, published: date) -> date | None:
    """Return the last day that an announcement names by its weekday; None where that is not plain.

    The weekday is the first of its name from the report on, a week later where "next" says so; a date beside it, or
    anywhere in the sentence, says more than the weekday does.
    """
    weekdays = [day for day in weekdays_in(text) if _dates_what_comes(text, day)]
    if not weekdays and " tonight" in text.lower() and not names_a_time(text):
        return published
    if not weekdays:
        return _end_of_week(text, published)
    if any(_LASTING.search(text[: day.start]) for day in weekdays):
        return None
    explicit = [stamp for stamp in dates_in(text) if any(_beside(day, stamp) for day in weekdays)]
    if explicit:
        days = [_nearest(stamp, published) for stamp in explicit]
        return max((day for day in days if day), default=None) if all(days) and len(days) == len(weekdays) else None
    week = 7 if _NEXT_WEEK.search(text) else 0
    if names_a_time(text) and not week:
        return None
    return max(
        _upcoming(day, published) + timedelta(days=week or 7 * bool(_NEXT.search(text[: day.start])))
        for day in weekdays
    )


def _end_of_week(text: str, published: date) -> date | None:
    """Return the Sunday of the week that an announcement names, where it names no other time; None if not plain."""
    found = _WEEK.search(text)
    starts = [start for start in clauses_ahead(text) if found and start < found.start()]
    if not found or not starts or names_a_time(text[: found.start()] + text[found.end() :]) or weekdays_in(text):
        return None
    between = text[starts[-1] : found.start()]
    if _BY_THE_WAY.search(text[: starts[-1]]) or tells_the_past(between) or " that " in between:
        return None
    return published + timedelta(days=6 - published.weekday() + 7 * (found[1].lower() == "next"))


def _upcoming(day: Weekday, published: date) -> date:
    return published + timedelta(days=(day.number - published.weekday()) % 7)


def _beside(day: Weekday, stamp: Stamp) -> bool:
    return 0 <= stamp.start - day.end <= BESIDE or 0 <= day.start - stamp.end <= BESIDE


def _nearest(stamp: Stamp, published: date) -> date | None:
    """Return the day of a date, in the year that brings it nearest to the report where it names none."""
    if stamp.year:
        return stamp.date
    days = []
    for year in (published.year - 1, published.year, published.year + 1):
        try:
            days.append(date(year, stamp.month, stamp.day))
        except ValueError:  # 29 February
            continue
    return min(days, key=lambda day: abs(day - published), default=None)


def _dates_what_comes(text: str, day: Weekday) -> bool:
    """Whether a weekday dates what is announced: not what was said or done, nor "Monday's talks"."""
    if text[day.end : day.end + 2] in {"'s", "’s"} or tells_when_said(text[: day.start]):
        return False
    starts = clauses_ahead(text)
    before, after = [start for start in starts if start < day.start], [start for start in starts if start > day.end]
    rest = _DIRECTLY_AFTER.match(text, day.end)
    if before:
        return not _BY_THE_WAY.search(text[: before[-1]]) and not (rest and tells_the_past(rest[0]))
    return bool(after) and not tells_the_past(text[: day.start]) and not tells_the_past(text[day.end : after[0]])


def _doubted(corpus: Corpus, today: date | None) -> dict[int, Overtaken]:
    """Return what tells of an event "if it goes ahead", of which the day has passed or a later report tells."""
    doubted = [n for n, one in enumerate(corpus.terms) if doubts_an_event(one.text, corpus.language)]
    happening = _happening(corpus) if doubted else {}
    found: dict[int, Overtaken] = {}
    for old in doubted:
        day = _day_of_event(corpus, old)
        near = {new for key in _events_at(corpus, old) for new in happening.get(key, ())[-MOST:]}
        if day and today and day < today:
            found[old] = Overtaken(f"announced for {day}, which has passed")
        elif told := [new for new in sorted(near) if _tells_of(corpus, old, new, day)]:
            found[old] = Overtaken("a later report tells that it happens", _nearest_told(corpus, old, told))
    return found


def _happening(corpus: Corpus) -> dict[tuple[str, str], list[int]]:
    """Return the places of the sentences that tell of something happening, the newest last, by event and place."""
    telling = [n for n, one in enumerate(corpus.terms) if tells_of_happening(one.text, corpus.language)]
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place in sorted(telling, key=lambda n: (corpus.sentences[n].article.published.day or date.min, n)):
        for key in _events_at(corpus, place):
            found[key].append(place)
    return found


def _events_at(corpus: Corpus, place: int) -> list[tuple[str, str]]:
    events = sorted(_events(corpus, place))
    return [*product(events, _first_of(goals(corpus.sentences[place].text)))] if events else []


def _day_of_event(corpus: Corpus, place: int) -> date | None:
    """Return the only weekday that a sentence names of what is to come, seen from its report; None if not plain."""
    sentence = corpus.sentences[place]
    days = [day for day in weekdays_in(sentence.text) if not tells_when_said(sentence.text[: day.start])]
    published = sentence.article.published.day
    return _upcoming(days[0], published) if published and len(days) == 1 and not dates_in(sentence.text) else None


def _tells_of(corpus: Corpus, old: int, new: int, day: date | None) -> bool:
    """Whether a report that tells of an event is a later one, of the event's day or after it."""
    one, two = corpus.sentences[old], corpus.sentences[new]
    published = two.article.published.day
    early = day and published and published < day
    return _later(one.article, two.article) and not early and not names_a_time(two.text)


def _settled_later(corpus: Corpus) -> dict[int, Overtaken]:
    """Return what was left open and is settled by a later report in nearly the same words."""
    lines = [terms.text for terms in corpus.terms]
    told = _told_later(corpus)
    open_ = [n for n, text in enumerate(lines) if n not in told and provisional(text, corpus.language)]
    firm = _Index(corpus, (n for n in range(len(lines)) if _is_firm(lines[n], corpus.language)) if open_ else ())
    settling = {old: firm.settling(old) for old in open_}
    found = {old: Overtaken("a later report settles it", new) for old, new in settling.items() if new is not None}
    return found | {place: gone for place, gone in told.items() if gone}


def _told_later(corpus: Corpus) -> dict[int, Overtaken | None]:
    """Return who was left open to come, to be sent, to arrive, and what later report tells it; None where none does.

    With them those who were to come, or not, and by a later report have not made up their mind.
    """
    told = ((place, turn) for place, one in enumerate(corpus.terms) for turn in turns(one.text, corpus.language))
    said = _with_bearers(corpus, list(told))
    asked = [(place, turn) for place, turn in said if turn.open or turn.planned]
    sayings = _Sayings(corpus, said if asked else ())
    found: dict[int, Overtaken | None] = {}
    for old, turn in asked:
        later = sayings.newest(old, turn)
        if turn.open:
            found[old] = _answer(corpus, old, turn, later)
        elif again := _asked_again(corpus, old, turn, later) or _turned_out(corpus, old, turn, later):
            found[old] = again
    return found


def _with_bearers(corpus: Corpus, said: Sequence[tuple[int, Turn]]) -> list[tuple[int, Turn]]:
    """Return what is told of whom only an office names as told of the one whom the story calls so, if only one is."""
    offices = sorted({turn.office for _, turn in said} - {""})[:OFFICES]
    named = {office: bearers(office, (terms.text for terms in corpus.terms)) for office in offices}
    whom = {office: who for office, who in named.items() if len(who) == 1}
    meant = ((place, replace(turn, who=whom.get(turn.office, turn.who))) for place, turn in said)
    return [(place, turn) for place, turn in meant if turn.who]


class _Sayings:
    """What is said of somebody's coming, by the event or the place, and by day."""

    def __init__(self, corpus: Corpus, said: Iterable[tuple[int, Turn]]) -> None:
        self._corpus = corpus
        self._days: dict[tuple[str, ...], dict[date, list[tuple[int, Turn]]]] = defaultdict(lambda: defaultdict(list))
        for place, turn in said:
            if day := corpus.sentences[place].article.published.day:
                for key in self._keys(place, turn):
                    self._days[key][day].append((place, turn))

    def newest(self, old: int, turn: Turn) -> dict[int, Turn]:
        """Return what the newest of the later reports say of the event, or of the place, of a sentence, by place.

        What older reports tell counts only where the newer ones tell nothing.
        """
        own = self._corpus.sentences[old].article.published.day
        days = [self._days[key] for key in self._keys(old, turn) if key in self._days]
        newest = max((max(one) for one in days), default=None)
        if not own or not newest or newest <= own:
            return {}
        found = {place: told for one in days for place, told in one.get(newest, ())[-MOST:]}
        return dict(sorted(found.items())[-MOST:])

    def _keys(self, place: int, turn: Turn) -> Iterator[tuple[str, ...]]:
        events = (("event", one) for one in sorted(_events(self._corpus, place)))
        places = (("place", one) for one in _first_of(goals(self._corpus.sentences[place].text)))
        for name, about in product(_first_of(turn.who), [*events, *places]):
            yield (turn.matter, name, *about)


def _first_of(names: Iterable[str]) -> list[str]:
    """Return as many names as a sentence has in earnest: who writes very many of them has every pair looked at."""
    return sorted(names)[:NAMED]


def _answer(corpus: Corpus, old: int, asked: Turn, last: Mapping[int, Turn]) -> Overtaken | None:
    """Return the newest answer to what a sentence leaves open; None where there is none, or it is open again.

    What recalls how it stood before ("had said she would consider") gives way to whatever is told of it later.
    """
    if asked.recalled and last:
        return Overtaken("a later report tells how it stands", _nearest_told(corpus, old, sorted(last)))
    if not last or any(turn.open for turn in last.values()):
        return None
    return Overtaken("a later report settles it", _nearest_told(corpus, old, sorted(last)))


def _asked_again(corpus: Corpus, old: int, plan: Turn, last: Mapping[int, Turn]) -> Overtaken | None:
    """Return what leaves open again what somebody was to do, where it is plainly the same one and said since."""
    if not last or not all(_reopens(corpus.sentences[new], turn, plan) for new, turn in last.items()):
        return None
    return Overtaken("a later report leaves it open again", _nearest_told(corpus, old, sorted(last)), reopened=True)


def _turned_out(corpus: Corpus, old: int, plan: Turn, last: Mapping[int, Turn]) -> Overtaken | None:
    """Return what tells that somebody came, or stayed away, who was to come or not, on the day of that or after it."""
    one = corpus.sentences[old]
    day = one.article.published.day and _announced(one.text, one.article.published.day)
    done = [new for new, turn in sorted(last.items()) if _is_done(corpus.sentences[new], turn, plan, day)]
    if not done or len(done) < len(last):
        return None
    return Overtaken("a later report tells what came of it", _nearest_told(corpus, old, done))


def _is_done(sentence: Sentence, turn: Turn, plan: Turn, day: date | None) -> bool:
    others = turn.given and plan.given and turn.given != plan.given
    published = sentence.article.published.day
    early = day and published and published < day
    return not (turn.open or turn.planned or turn.recalled or others or early or names_a_time(sentence.text))


def _reopens(sentence: Sentence, turn: Turn, plan: Turn) -> bool:
    """Whether a sentence leaves a plan open, and does not only recall that it was: "said on Monday", of Tuesday."""
    others = turn.given and plan.given and turn.given != plan.given
    published = sentence.article.published.day
    if not turn.open or turn.recalled or others or not published:
        return False
    text = sentence.text
    said = (day for day in weekdays_in(text) if tells_when_said(text[: day.start]))
    return all(day.number == published.weekday() for day in said)


def _events(corpus: Corpus, place: int) -> frozenset[str]:
    """Return the stems of the events that a sentence names; "the negotiations" are "the talks"."""
    named, talks = corpus.terms[place].content & _stems_of(_EVENTS), _stems_of(_TALKS)
    return named - talks | frozenset(sorted(talks)[:1]) if named & talks else named


@cache
def _stems_of(words: str) -> frozenset[str]:
    return frozenset(map(stem_of, words.split()))


def _nearest_told(corpus: Corpus, old: int, places: Sequence[int]) -> int:
    """Return which of the answers has most words of the question."""
    own = corpus.terms[old].content
    return max(places, key=lambda place: (weight(own & corpus.terms[place].content, corpus), -place))


def _is_firm(text: str, language: str) -> bool:
    return decides(text, language) and not provisional(text, language)


class _Index:
    """Sentences by their stems, to find those that share enough with another without a look at them all.

    Who shares ALIKE of the weight of the lighter sentence shares one of the stems that make up the rest of it: of the
    rarest, so that few sentences have to be looked at.
    """

    def __init__(self, corpus: Corpus, places: Iterable[int]) -> None:
        self._corpus = corpus
        self._weight: dict[int, float] = {}
        self._all: dict[str, list[int]] = defaultdict(list)
        self._telling: dict[str, list[int]] = defaultdict(list)
        for place in places:
            for stem in corpus.terms[place].content:
                self._all[stem].append(place)
            for stem in self._rarest(place):
                self._telling[stem].append(place)

    def settling(self, old: int) -> int | None:
        """Return the last of the sentences of a later report that is about the same, or None."""
        return next((new for new in sorted(set(self._near(old)), reverse=True) if self._settles(old, new)), None)

    def _near(self, old: int) -> Iterator[int]:
        for stem in self._rarest(old):
            yield from self._all.get(stem, ())[-MOST:]
        for stem in self._corpus.terms[old].content:
            yield from self._telling.get(stem, ())[-MOST:]

    def _settles(self, old: int, new: int) -> bool:
        sentences, terms = self._corpus.sentences, self._corpus.terms
        one, two = terms[old], terms[new]
        if len(one.names & two.names) < 2 or not _later(sentences[old].article, sentences[new].article):
            return False
        matter = self._matter(old)
        if not matter or weight(matter & two.content, self._corpus) < ALIKE * weight(matter, self._corpus):
            return False
        smaller = min(self._weigh(old), self._weigh(new))
        return weight(one.content & two.content, self._corpus) >= ALIKE * smaller

    def _matter(self, old: int) -> frozenset[str]:
        """Return the stems of what a sentence leaves open: those after the words that say so."""
        text = self._corpus.sentences[old].text
        after = _QUOTE_ENDS.split(text[left_open_from(text) :])[0]
        stems = frozenset(token.stem for token in tokenise(after, self._corpus.language))
        return stems & self._corpus.terms[old].content

    def _weigh(self, place: int) -> float:
        if place not in self._weight:
            self._weight[place] = weight(self._corpus.terms[place].content, self._corpus)
        return self._weight[place]

    def _rarest(self, place: int) -> list[str]:
        """Return the rarest stems of a sentence, without which the others weigh less than ALIKE of it."""
        stems = sorted(self._corpus.terms[place].content, key=lambda stem: (-self._corpus.idf(stem), stem))
        left, least = self._weigh(place), ALIKE * self._weigh(place)
        for count, stem in enumerate(stems, 1):
            left -= self._corpus.idf(stem)
            if left < least - 1e-9:
                return stems[:count]
        return stems


def _later(old: Article, new: Article) -> bool:
    return bool(old.published.day and new.published.day and old.published.day < new.published.day)
