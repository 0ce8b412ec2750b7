"""Who speaks or acts in a sentence: the span of its speaker or, without reported speech, of its subject.

No grammar is parsed. A speaker stands beside a verb of saying, a subject before the first verb; both are taken only
where they carry a name or an office, and nothing is said where it is not plain.
"""

from __future__ import annotations

import re
from functools import lru_cache

from briefing.text.attributions import attribution
from briefing.text.clauses import AUXILIARY, PREPOSITIONS, SAYING, WORD, behind_break, clause_end, has_name, is_verb
from briefing.text.closed_class import CALENDAR, IRREGULAR_PAST
from briefing.text.heads import Actor, named_actor
from briefing.text.kept import STORY, kept
from briefing.text.quotations import unquoted

_SUBORDINATE = frozenset("after although as because before if once since though unless until when while".split())
_OPENING = CALENDAR | frozenset(
    "instead meanwhile however yesterday today earlier later still also then now separately soon".split()
)
_LEADING = re.compile(r"[^,]{1,140},\s+")
_INVERTED = re.compile(r"^\W*\w+ing\b[^,]{0,60}?\b(?:is|are|was|were|will be)\s+")
_LINK = re.compile(r"\W*(?:(?:But|And|Yet|So)\s+)?")
_DATED = re.compile(
    rf"(?:In|On|By|Since|During|Until)\s+(?:(?:early|late|mid)[ -])?(?:\d{{4}}s?|(?:{'|'.join(sorted(CALENDAR))})\b"
    r"(?:\s+\d{1,4})?)(?:\s+(?:morning|afternoon|evening|night))?\s+",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"(?:\w+\s+){0,3}(?:minutes?|hours?|days?|weeks?|months?|years?)\s+(?:after|before|later|ago)\b", re.IGNORECASE
)
_CLAUSE_IN_IT = re.compile(r"\b(?:after|before|when|where|while|as|since|who|which|that)\b")
_FAR = 160  # characters in which a subject's verb is looked for
_ACCORDING = re.compile(r"\b[Aa]ccording to\s+")
_RELATIVE = re.compile(r"\s(?:who|whose|which|that)\b")


@lru_cache(maxsize=STORY)  # a sentence is asked for by several rooms
@kept(Actor | None)
def actor(sentence: str, language: str = "en") -> Actor | None:
    """Return who speaks or acts in an English sentence, or None where that is not plain or the language another."""
    if language != "en":
        return None
    bare = unquoted(sentence)
    spoken = _speaker_after(bare)
    if spoken:
        return spoken
    by_whom = attribution(bare)
    if by_whom:
        return named_actor(bare, *by_whom, speaks=True)
    return _according(bare) or _subject(bare)


def _according(bare: str) -> Actor | None:
    found = _ACCORDING.search(bare)
    if not found:
        return None
    end = clause_end(bare, found.end())
    first, last = (not any(map(str.isalpha, text)) for text in (bare[: found.start()], bare[end:]))
    apart = first or last or behind_break(bare, found.start())
    relative = _RELATIVE.search(bare, found.end(), end)
    return named_actor(bare, found.end(), relative.start() if relative else end, speaks=True) if apart else None


def _speaker_after(bare: str) -> Actor | None:
    """Return the speaker of '"...", said X' and '"...," X said', where a quotation comes first."""
    opening = len(bare) - len(bare.lstrip(" ,.;:'"))
    if not opening:
        return None
    words = [found for found in WORD.finditer(bare) if found.start() >= opening][:14]
    for place, word in enumerate(words):
        if word[0].lower() in SAYING:
            before, after = bare[opening : word.start()], clause_end(bare, word.end())
            if has_name(before):
                return named_actor(bare, opening, word.start(), speaks=True)
            return named_actor(bare, word.end(), after, speaks=True) if place == 0 else None
    return None


def _subject(bare: str) -> Actor | None:
    """Return what stands before the first verb, without what leads in ("On Monday, ...") and what is put in."""
    inverted = _INVERTED.match(bare)
    if inverted:
        return named_actor(bare, inverted.end(), clause_end(bare, inverted.end()), speaks=False)
    start = _after_lead_in(bare)
    for word in WORD.finditer(bare, start, start + _FAR):
        if word.start() > start and is_verb(bare, word):
            return named_actor(bare, start, word.start(), speaks=word[0].lower() in SAYING)
    return None


def _after_lead_in(bare: str) -> int:
    """Return where the clause begins after "On Monday," or "In her address at the rally," or "In 2028"."""
    start = _LINK.match(bare).end()  # type: ignore[union-attr]
    while True:
        leading = _DATED.match(bare, start) or _LEADING.match(bare, start)
        if not leading or (leading.re is _LEADING and not _leads_in(leading[0])):
            return start
        start = leading.end()


def _leads_in(text: str) -> bool:
    first = WORD.search(text)
    if not first:
        return False
    word = first[0].lower()
    if word in _SUBORDINATE or word.endswith(("ed", "ing")) or _LATER.match(text):
        return True
    return (word in PREPOSITIONS or word in _OPENING) and not _has_verb(_CLAUSE_IN_IT.split(text[first.end() :])[0])


def _has_verb(text: str) -> bool:
    return any(word[0].lower() in SAYING | AUXILIARY | IRREGULAR_PAST for word in WORD.finditer(text))
