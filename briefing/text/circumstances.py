"""Where, when and by what, in the words around a value: what tells one event from another. English only.

No grammar is parsed. What is not found stays empty, and the caller takes "empty" for "not said", never for "the same".
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from briefing.model.records import dataclass
from briefing.text.closed_class import AUXILIARIES, CALENDAR, CONJUNCTIONS, DETERMINERS, NUMBERS, PREPOSITIONS
from briefing.text.cues import tells_when_said
from briefing.text.kept import kept
from briefing.text.times import dates_in, months_in, weekdays_in
from briefing.text.words import stem, stop_words, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

_NEAR = 160  # characters before and after a value, in which what did it is looked for

_BREAK = re.compile(r"[;:()—]|\s[-–]+\s|,\s|\b(?:and|while|but|as|which|who)\s")
_ATTRIBUTION = re.compile(
    r"^.*\b(?:said|says|say|told\s+\w+|believes?d?|thinks?|thought|estimates?d?|reports|announced|added"
    r"|according\s+to|(?:confirmed|reported)\s+that)\b(?:\s+(?:on\s+)?[A-Z][a-z]+day)?(?:\s+it)?(?:\s+that)?",
    re.DOTALL,
)
_NAME = r"[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*"
_PLACE = re.compile(
    r"\b(?:in|at|near|across|outside|inside|throughout|around|of|from|on|off)\s+"
    r"(?:(?:the|central|northern|southern|eastern|western|downtown|nearby|neighbou?ring)\s+)*"
    rf"({_NAME}(?:,\s+{_NAME})*(?:,?\s+and\s+{_NAME})?)"
)
_SETTING = re.compile(r"\b[Ii]n\s+(?:the\s+)?((?:[A-Z][\w’'-]*+(?:\s+(?=[A-Z]))?+)++)(?=\s*,)")  # "In Ardenia, where"
_EVERYWHERE = re.compile(r"\b(?:worldwide|globally|nationwide|around\s+the\s+world|across\s+the\s+(?:world|country))\b")
_PERIOD = re.compile(
    r"\b(?:(?:last|this|past|previous|next|early|late)\s+(?:\w+\s+)?"
    r"(?:hour|day|night|week|weekend|month|year|spring|summer|autumn|fall|winter)s?"
    r"|yesterday|today|tonight|tomorrow|overnight|until|before)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_KNOWN = r"(?:[Tt]he|[Tt]his|[A-Z]\w+[’']s?)\s+"
_CAUSE = re.compile(
    rf"\b(?:in|by|from|after|since|of|during|following)\s+(?:last\s+)?{_KNOWN}"
    r"((?:(?!of\b|in\b|number\b)[\w.-]+\s+){0,4}?[a-z]{3,})"
    r"(?=\W*$|\s+(?:in|on|at|that|which|since|has|have|had|hit|to|rose|and)\b|[,.;])"
)
_CULPRIT = re.compile(
    rf"\b{_KNOWN}(?:[\w.-]+\s+){{0,4}}?([a-z]{{4,}}),?\s+"
    r"(?:(?:which|that|has|have|had|is|was|are|were|now|already|estimated|believed|thought|known|feared|to|said)\s+)*"
    r"(?:kill\w*|left|claim\w*|caus\w*|injur\w*|wound\w*)\s+(?:between\s+)?$"
)
_SURE = frozenset("suspected confirmed probable possible alleged unconfirmed feared".split())
_OTHER_EVENT = re.compile(
    r"\b(?:in|by|during|after|when)\s+(?:an?|another|one|two|several|similar|previous|earlier)\s+[a-z]"
    r"|\b(?:ago|earlier|previous|previously|formerly|once|ever|history|average|typical|every|each|if|not|initial|initially)\b"
)
_UNNAMED = re.compile(r"\b(?:it|they|he|she|this|that|there|here|its|their|his|her|we|our|i|my)\b", re.IGNORECASE)
_NO_NAMES = CALENDAR | PREPOSITIONS | CONJUNCTIONS | DETERMINERS | AUXILIARIES | NUMBERS
_COMMON = "far known likely number total rose risen toll put stand reach"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What stands around a value in its clause.

    `places` are the names after "in" or "near"; `times` days as "03-14", years, months and phrases ("last week");
    `causes` the known things that did it ("in the earthquake"); `doers` the names before the value; `sure` how certain
    ("suspected"); `words` the stems that say something. `other` says that the clause tells of an event that it does
    not name as known ("in a quake", "years ago"), or denies; `unnamed` that it leaves a pronoun before the value.
    """

    places: frozenset[str]
    times: frozenset[str]
    causes: frozenset[str]
    doers: frozenset[str]
    sure: frozenset[str]
    words: frozenset[str]
    other: bool
    unnamed: bool


@kept(Circumstances)
def circumstances(text: str, start: int, end: int, published: date | None) -> Circumstances:
    """Return what stands around the value in `text[start:end]`; `published` is the day of the report."""
    begin = max((found.end() for found in _BREAK.finditer(text, 0, start)), default=0)
    stop = _BREAK.search(text, end)
    before = _ATTRIBUTION.sub("", text[begin:start])
    after = text[end : stop.start() if stop else len(text)]
    clause = f"{before} | {after}"
    return Circumstances(
        places=_stems(_places(before, text[end:], len(after)) or _SETTING.findall(text[:start])),
        times=_times(clause, text, published),
        causes=_causes(clause, text[max(0, start - _NEAR) : start], text[end : end + _NEAR]),
        doers=_stems(name for name in re.findall(r"\b[A-Z]\w+", before) if name.lower() not in _NO_NAMES),
        sure=frozenset(word for word in _SURE if re.search(rf"\b{word}\b", clause)),
        words=_telling(clause),
        other=bool(_OTHER_EVENT.search(clause)),
        unnamed=bool(_UNNAMED.search(before) or _UNNAMED.match(text)),
    )


def _stems(names: Iterable[str]) -> frozenset[str]:
    return frozenset(" ".join(map(stem, name.split())) for name in names)


def _places(before: str, after: str, length: int) -> list[str]:
    """Return the places of a clause, each list of them as one; a list that begins in the clause is read to its end."""
    found = [*_PLACE.finditer(before), *(place for place in _PLACE.finditer(after) if place.start() < length)]
    everywhere = _EVERYWHERE.findall(before) + _EVERYWHERE.findall(after[:length])
    return [*(place[1] for place in found), *("everywhere" for _ in everywhere)]


def _telling(clause: str) -> frozenset[str]:
    stops = stop_words("en")
    tokens = (t for t in tokenise(clause) if t.text.lower() not in stops | CALENDAR and not t.is_number)
    return frozenset(token.stem for token in tokens if len(token.stem) > 2) - frozenset(map(stem, _COMMON.split()))


def _causes(clause: str, before: str, after: str) -> frozenset[str]:
    culprit = _CULPRIT.search(before)
    found = [*_CAUSE.findall(clause), *_CAUSE.findall(after), *([culprit[1]] if culprit else [])]
    return frozenset(stem(words.split()[-1]) for words in found)


def _times(clause: str, text: str, published: date | None) -> frozenset[str]:
    """Return the days, months and periods of a clause, and the years of its sentence but the report's own."""
    stamps = dates_in(clause)
    days = {f"{stamp.month:02}-{stamp.day:02}" for stamp in stamps}
    months = set() if stamps else {f"month {month}" for month in months_in(clause)}
    weekdays = [day for day in weekdays_in(clause) if not tells_when_said(clause[: day.start])]
    periods = {word.lower() for word in _PERIOD.findall(clause)}
    if not published:
        return frozenset(days | months | periods | {f"weekday {day.number}" for day in weekdays})
    days |= {_ago(published, (published.weekday() - day.number) % 7) for day in weekdays}
    if "yesterday" in periods:
        days, periods = days | {_ago(published, 1)}, periods - {"yesterday"}
    return frozenset(days | months | periods | (set(_YEAR.findall(text)) - {str(published.year)}))


def _ago(published: date, days: int) -> str:
    return (published - timedelta(days=days)).strftime("%m-%d")
