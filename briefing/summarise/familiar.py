"""What a reader of the story knows, and whom only a reader of the report knows.

"The talks" needs no sentence before it where the story is about talks: several of its reports begin with them, and say
"the talks" without having said "talks" or "a meeting" of any kind. A surname is known where many reports name it; of
all others a report says once who they are, and then no more.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from briefing.summarise.descriptions import stem
from briefing.summarise.shallow import names_in
from briefing.text.closed_class import (
    ALIKE,
    CALENDAR,
    COMMON,
    FEMALE_NAMES,
    GROUPS,
    MALE_NAMES,
    NAMED_BODIES,
    PERSONS,
    ROLES,
    SPEECH,
    SUMMING_UP,
    TIMES,
    TITLES,
    UNIQUE,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.model import Article

LEAST = 3  # reports that take a noun as known
SHARE = 0.2  # of the reports, that take a noun as known
NAMED = 0.15  # of the reports, that name somebody whom a reader of the story knows
_BEGINNING = 500  # characters in which a report says what it is about

_BEFORE = 20  # characters in which the word before a name stands

_BARE = re.compile(
    r"\b[Tt]he ([a-z]{4,})(?=[,.;]|['’]s | (?:is|are|was|were|has|had|have|will|would|could|and|in|on|at|by|to|as|with"
    r"|said|came|comes|after|before|\w+ed)\b)"
)
_NEW = re.compile(r"\b(?:[Aa]n?|[Aa]nother|[Ss]everal|[Ss]ome) (?:[a-z-]+ ){0,3}([a-z]{4,})")
_WORD = re.compile(r"[^\W\d_]{4,}")
_NAME = re.compile(r"\b[A-Z][^\W\d_]+(?:-[A-Z][^\W\d_]+)?")
_PERSON = re.compile(
    r"\b(?=(?P<first>[A-Z][\w'’.-]{0,30}[\w.])(?: [A-Z]\.| [“\"‘'][^”\"’']{2,20}[”\"’'])? "
    r"(?P<last>[A-Z][^\W\d_]+(?:-[A-Z][^\W\d_]+)?)(?=[\s,.;:'’])(?P<after>, (?:a|an|the|who|whose|\d\d)[ ,])?)"
)
_SPEAKS = re.compile(rf"\b(?:M(?:r|rs|s)\.? ([A-Z][^\W\d_]+)|([A-Z][^\W\d_]+) (?:{'|'.join(sorted(SPEECH))})\b)")
_EVENTS = frozenset({stem(word) for group in (*ALIKE[1:2], *ALIKE[3:5], *ALIKE[6:8]) for word in group})
_FIRST_NAMES, _OFFICES = FEMALE_NAMES | MALE_NAMES, TITLES | ROLES
_NO_PERSON = NAMED_BODIES | CALENDAR | COMMON | _OFFICES
_NO_NAME = PERSONS | GROUPS | TITLES | NAMED_BODIES | COMMON  # "the Council" of one report is not that of the next
_NO_EVENT = frozenset(map(stem, PERSONS | GROUPS | UNIQUE | TIMES | CALENDAR | SUMMING_UP))


def familiar(articles: Sequence[Article], told: Iterable[str] = ()) -> frozenset[str]:
    """Return the nouns and names, folded, that every reader of a story knows; `told`: words that ask for the story.

    Of one or two reports nobody can tell who is known, so everybody is.
    """
    named = Counter(name for article in articles for name in names_in(article.text))
    often = max(2, NAMED * len(articles)) if len(articles) >= LEAST else 1
    names = {name for name, count in named.items() if count >= often}
    names |= {word.lower() for phrase in told for word in _NAME.findall(phrase)}
    return frozenset(_own_nouns(articles) | names - _NO_NAME)


def _own_nouns(articles: Sequence[Article]) -> set[str]:
    """Return the nouns that the story goes by, in all their forms: those of one report are the event of its title."""
    taken = Counter(noun for article in articles for noun in _taken_as_known(article))
    least = max(LEAST, SHARE * len(articles)) if len(articles) >= LEAST else len(articles)
    found = {noun for noun, count in taken.items() if count >= least}
    if len(articles) < LEAST:
        found &= _EVENTS
    return found | {f"{noun}s" for noun in found}


def _taken_as_known(article: Article) -> set[str]:
    """Return the stems of the nouns that a report begins with and calls "the ..." without having said which."""
    text, title = article.text, article.title.value or ""
    new: dict[str, int] = {}
    for found in _NEW.finditer(text):
        new.setdefault(stem(found[1]), found.start())
    taken = ((stem(found[1]), found.start()) for found in _BARE.finditer(text))
    bare = {noun for noun, start in taken if new.get(noun, len(text)) > start}
    return bare.intersection(stem(word.lower()) for word in _WORD.findall(f"{title} {text[:_BEGINNING]}")) - _NO_EVENT


# --- who is introduced


def strangers(text: str, until: int, known: frozenset[str]) -> frozenset[str]:
    """Return the surnames, folded, of those whom a text names in full before a place, and the story does not know."""
    return frozenset(name for name, place in _introduced(text) if place < until and name not in known)


@lru_cache(maxsize=256)
def _introduced(text: str) -> tuple[tuple[str, int], ...]:
    """Return the surnames of the persons that a text names in full, and where it first does."""
    found: dict[str, int] = {}
    speak = {name for pair in _SPEAKS.findall(text) for name in pair}
    for match in _PERSON.finditer(text):
        if match["last"].lower() not in found and _is_person(match, text, speak):
            found.setdefault(match["last"].lower(), match.end("last"))
    return tuple(found.items())


def _is_person(match: re.Match[str], text: str, speak: set[str]) -> bool:
    first, last = match["first"].lower().rstrip("."), match["last"].lower()
    if not _NO_PERSON.isdisjoint((first, last)):
        return False
    words = text[max(0, match.start() - _BEFORE) : match.start()].split()
    before = words[-1].lower().rstrip(".") if words else ""
    if before == "the":
        return False
    if first in _FIRST_NAMES or before in _OFFICES or match["after"]:
        return True
    return match["last"] in speak
