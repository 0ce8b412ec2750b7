"""The dated events of the story, from all its reports: which happened when, or is to happen.

An event is a sentence whose main verb the date belongs to: not what was said that day, what was not, what may be, or
what a year only names ("the 2016 budget"). One event comes once, and no day takes the place of the others.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.compose.marks import dated
from briefing.model.records import dataclass
from briefing.text.clauses import AUXILIARY, SAYING
from briefing.text.closed_class import CALENDAR, LINKING, WE
from briefing.text.quotations import unquoted
from briefing.text.words import stop_words, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from briefing.model import Certainty, Precision, Selection, Sentence, Telling
    from briefing.text.when import When

ALIKE = 0.5  # of the shorter sentence's words, names counted twice, from which two of one date tell one event
CROWDED = 4  # of the events of a timeline, one in so many at most is of one day
_FRONT = 3  # words, at most, before a month or year that leads a sentence in ("And in early")
SHORT = 6  # words, under which a sentence tells too little

_DEEDS = frozenset(
    "accused announced condemned confirmed declared demanded denounced disclosed offered pledged "
    "promised proposed refused rejected revealed threatened".split()
)
"""Verbs of saying that do something: who rejects an offer has acted."""
_OPINIONS = frozenset(
    "applauded berated blasted boasted bragged chided congratulated defended derided echoed hailed lamented lauded "
    "mocked praised rebuked reeled ridiculed scoffed showed slammed taunted thanked touted welcomed".split()
)
"""Verbs of speaking well or ill of something: talk, and no event."""
_NO_EVENT = (
    (SAYING - _DEEDS)
    | _OPINIONS
    | AUXILIARY
    | (LINKING - {"became", "become"})
    | frozenset("believed felt hoped spoke thought wanted".split())
)
_CONDITIONAL = frozenset("if unless whether would could might may should perhaps possibly reportedly".split())


_MADE_KNOWN = re.compile(
    r", according to (?:an?|the|its|his|her|their) (?:[\w’'-]+ ){0,4}?"
    r"(?:announcement|communiqu[eé]|declaration|decree|directive|edict|indictment|judg(?:e)?ment|order|resolution|ruling"
    r"|statement|verdict) (?:published|released|issued|signed|handed down)\b[^,;:]*$"
)
"""Who acts by a document did so on the day that it was made known; figures, polls and reports only tell."""
_GOES_ON = frozenset(("and", "but", "nor", "or", "so", "yet"))  # what a row on its own cannot begin with
_CLOCK = re.compile(r"(?:[01]\d|2[0-3])[:.]?[0-5]\d\s+(?:[A-Z]{3,4}:?\s+)?(?=[A-Z])")  # the hour of an entry in a log
_MEANWHILE = frozenset(("as", "when", "while"))


@dataclass(frozen=True, slots=True)
class Happening:
    """A sentence that tells of an event, and its date, cut to its precision."""

    sentence: Sentence
    date: str
    precision: Precision
    certainty: Certainty
    planned: bool
    weight: float
    same: int
    words: dict[str, int]


def timeline(selection: Selection, today: date, language: str, most: int) -> tuple[Happening, ...]:
    """Return the events of the story, at most so many, the oldest first; `today` is the day of the brief."""
    if most < 1 or language != "en":
        return ()
    found = (_happening(one, today, language) for one in selection.telling)
    ranked = sorted((one for one in found if one), key=_rank)
    chosen = _spread(_once(ranked), most)
    return tuple(sorted(chosen, key=lambda one: (one.date, one.planned, _rank(one))))


def _rank(one: Happening) -> tuple[bool, bool, int, float, str, int]:
    """Return what orders tellings of one event: the surest, the most precise, the weightiest first."""
    article = one.sentence.article
    known = article.publisher.value is not None
    return (one.certainty != "sure", not known, -len(one.date), -one.weight, article.key, one.sentence.index)


def _happening(telling: Telling, today: date, language: str) -> Happening | None:
    sentence = telling.sentence
    if not _could_tell(sentence.text):
        return None
    for one, certainty in dated(sentence, language):
        if certainty != "about" and _is_event(one, sentence, today):
            words = _words(sentence.text, language)
            planned = one.clause.way == "future"
            return Happening(sentence, one.date, one.precision, certainty, planned, telling.weight, telling.same, words)
    return None


def _could_tell(text: str) -> bool:
    words = [word.strip(",.;:\"'()").lower() for word in unquoted(text).split()]
    personal = WE - {"us"}
    if words[:1] and (words[0] in _GOES_ON or _CLOCK.match(text)):
        return False
    return len(words) >= SHORT and not text.rstrip().endswith("?") and not personal.intersection(words)


def _is_event(one: When, sentence: Sentence, today: date) -> bool:
    clause = one.clause
    if _is_made_known(one, sentence):
        return True
    if clause.negated or _no_event(clause.words) or not (one.at and clause.way and _tells_it(one, sentence)):
        return False
    published = str(sentence.article.published.day or today)
    if clause.way == "past":
        return one.date <= published
    conditional = _CONDITIONAL.intersection(unquoted(sentence.text).lower().split())
    return one.date >= max(published, str(today))[: len(one.date)] and not conditional


def _is_made_known(one: When, sentence: Sentence) -> bool:
    """Whether a day is that of the document by which was done what the sentence tells: "according to an order of"."""
    made = _MADE_KNOWN.search(sentence.text.rstrip(". "))
    if not made or one.start < made.start() or one.precision != "day" or not one.at:
        return False
    return one.clause.way == "past" and one.date <= str(sentence.article.published.day)


def _no_event(verbs: Iterable[str]) -> bool:
    """Whether a clause tells no event: somebody only speaks, or something is so, or goes on."""
    return any(verb in _NO_EVENT or verb.endswith("ing") for verb in verbs)


def _tells_it(one: When, sentence: Sentence) -> bool:
    """Whether the clause is the main one, says in front when the main one was, or is what somebody announced."""
    clause = one.clause
    if one.precision != "day" and not clause.after and len(sentence.text[: one.start].split()) > _FRONT:
        return False  # "the vote in November will ..."
    if clause.main or (clause.way == "future" and clause.opening == "that"):
        return True
    return clause.opening in _MEANWHILE and sentence.text.lower().startswith(clause.opening)


def _words(text: str, language: str) -> dict[str, int]:
    stops = stop_words(language) | CALENDAR
    tokens = [token for token in tokenise(text, language) if token.text.lower() not in stops]
    return {token.stem: 1 + token.is_capitalised for token in tokens}


def _once(ranked: Sequence[Happening]) -> list[Happening]:
    """Return the events without those that another tells: the first in rank stands."""
    kept: list[Happening] = []
    for one in ranked:
        if not any(_one_event(one, other) for other in kept):
            kept.append(one)
    return kept


def _one_event(one: Happening, other: Happening) -> bool:
    if not (one.date.startswith(other.date) or other.date.startswith(one.date)):
        return False
    shared = sum(weight for stem, weight in one.words.items() if stem in other.words)
    return one.same == other.same or shared >= ALIKE * min(sum(one.words.values()), sum(other.words.values()))


def _spread(events: Iterable[Happening], most: int) -> list[Happening]:
    """Return at most so many events: the weightiest of each date before the second of any."""
    by_date: dict[str, list[Happening]] = {}
    for one in sorted(events, key=lambda one: (-one.weight, _rank(one))):
        by_date.setdefault(one.date, []).append(one)
    limit = min(max(1, most // CROWDED), max(map(len, by_date.values()), default=0))
    rounds = [[group[n] for group in by_date.values() if n < len(group)] for n in range(limit)]
    return [one for group in rounds for one in group][:most]
