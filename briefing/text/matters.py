"""What a statement leaves open, and what another tells of it: who comes, who goes, who has arrived. English only.

Three matters that running stories turn on, each with its question and its answers: whether somebody attends ("would
consider attending", "will not attend"), whom a party sends ("cannot yet disclose who", "was named head of the
delegation"), whether somebody who is expected has come ("is due to arrive", "arrived"). Nothing is said where the one
who is meant is not named, or where two could be.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal

from briefing.model.records import dataclass
from briefing.text.closed_class import CALENDAR, ROLES, TITLES
from briefing.text.quotations import unquoted
from briefing.text.signs import Signs
from briefing.text.words import stem

if TYPE_CHECKING:
    from collections.abc import Iterable

Matter = Literal["attends", "sends", "arrives"]

LONGEST = 1_000  # characters of a sentence; beyond, it is no sentence, and patterns would take too long

_NAME = r"[A-Z][\w’'-]*+(?:\s+(?:[a-z]{2,3}\s+)?[A-Z][\w’'-]*+)*"
_PERSON = r"[A-Z][\w-]*+(?:\s+[A-Z][\w-]*+)*"
_ATTEND = r"(?:attend|join|go|come|travel|fly|participate|take\s+part|be\s+present|appear|show\s+up|meet)"
_ATTENDING = r"(?:attending|joining|going|coming|travelling|traveling|flying|participating|taking\s+part|appearing)"
_OFFICE = r"(?:president|premier|prime\s+minister|chancellor|foreign\s+minister|secretary\s+of\s+state|leader)\b"
_UNSAID = (
    r"(?:(?:refus|declin)\w{0,9}\s+to\s+(?:say|tell|confirm|disclose)|(?:has|have|had)\s+(?:not|yet\s+to)\s+(?:yet\s+)?(?:say|said|decided?|confirm(?:ed)?)"
    r"|(?:cannot|could\s+not)\s+(?:yet\s+)?(?:say|disclose|name|confirm)|(?:is|was|were|are|remains?|remained)\s+(?:not\s+(?:yet\s+)?(?:clear|known|decided)|unclear|undecided)"
    r"|not\s+(?:yet\s+)?(?:say|said|disclosed?|named?|announced?|decided?)|considering|weighing)"
)
_WHETHER = re.compile(
    rf"{_UNSAID}\s+(?:publicly\s+)?(?:whether|if)\s+(?P<who>(?:(?!would\b|will\b|is\b|was\b|might\b|could\b)[\w’'.-]+\s+){{1,6}}?)"
    rf"(?:would|will|might|could|is\s+(?:ready|willing|going)|was\s+(?:ready|willing|going))\s+(?:[\w-]+\s+){{0,4}}?"
    rf"(?P<verb>{_ATTEND}|meeting|be\s+there)\b"
)
_CONSIDERS = re.compile(
    rf"(?:(?P<who>{_NAME})|\b[Tt]he\s+(?P<office>[A-Z][\w.’'-]*\s+{_OFFICE}))(?:,[^,]{{1,80}},)?\s+(?:(?:also|has|had|\w+ly)\s+)*(?:told\s+[^.;]{{1,60}}?that\s+(?:he|she|they)\s+|(?:said|says)\s+(?:[^.;]{{1,40}}?that\s+)?(?:he|she|they)\s+)?"
    rf"(?:(?:would|could|might|may|was\s+still|is\s+still|was|is)\s+(?:(?:still|yet|also)\s+)?(?:consider(?:ing)?\s+(?:whether\s+to\s+{_ATTEND}|{_ATTENDING})|{_ATTEND}\b[^.;]{{0,80}}?[“\"]?\bif\b))"
)
_WILL = re.compile(
    rf"(?P<who>{_NAME})(?:,[^,]{{1,80}},)?\s+(?:(?:has|had)\s+)?(?:(?:said|says|confirmed|announced|decided)\s+(?:[^.;,]{{1,40}}?that\s+)?(?:he|she|they)\s+)?"
    rf"(?:(?:also|instead|now|later)\s+)*(?:(?:will|would)\s+(?:(?:also|instead|now|personally)\s+)*(?:not\s+(?:be\s+)?(?:{_ATTEND}|{_ATTENDING})|skip|stay\s+away)|(?:is|was)\s+not\s+{_ATTENDING}"
    rf"|skipped|attended|stayed\s+away|arrived|will\s+(?:not\s+)?(?:also\s+)?{_ATTEND})\b"
)
_WHO = re.compile(
    rf"{_UNSAID}\s+(?:\w+\s+){{0,2}}?(?:who|whom|which\s+\w+)\s+(?:(?:it|he|she|they|\w+)\s+)?(?:would|will|to|was|is)\s+(?:be\s+)?(?:\w+\s+){{0,2}}?(?:send|sent|lead|head|represent|sit|speak|negotiat\w+|dispatch)"
    r"|\b(?:has|have|had)\s+(?:not|yet\s+to)\s+(?:yet\s+)?(?:name|named|announced?|disclosed?)\s+(?:its|their|his|her|the|a)\s+(?:\w+\s+)?(?:delegat\w+|negotiat\w+|team|envoys?|representatives?)"
    r"|\b(?:delegation|delegates|negotiators|team)\s+(?:would|will)\s+be\s+(?:announced|named|made\s+public)"
)
_NAMED = re.compile(
    r"\b(?:(?:was|were|has\s+been|have\s+been)\s+(?:named|appointed|chosen)\s+(?:as\s+|to\s+)?|(?:has|have|had|will)?\s*(?:named|appointed|chose|picked|name|appoint)\s+[^.;]{0,60}?)"
    r"(?:head|lead|chief|leader|a\s+delegation|the\s+delegation|its\s+delegation|delegation|negotiators?|representatives?|team|envoys?)\b"
    r"|\bdelegation\b[^.;]{0,30}?\b(?:headed|led)\s+by\s+(?:\w+\s+){0,5}?[A-Z]"
)
_DUE = re.compile(
    rf"(?P<who>{_NAME})(?:,[^,]{{1,80}},)?\s+(?:is|was|are|were)\s+(?:\w+ly\s+)?(?:due|expected|scheduled|set)\s+to\s+(?:arrive|land|reach)\b"
)
_ARRIVED = re.compile(
    rf"(?P<who>{_NAME})(?:,[^,]{{1,80}},)?\s+(?:has|have|had)?\s*(?:\w+ly\s+)?(?:arrived|landed|reached)\b"
)
_SEARCHED = {
    _WHETHER: ("whether", "if"),
    _CONSIDERS: ("consider", "if"),
    _WHO: ("refus", "declin", "not", "yet", "clear", "decided", "consider", "weigh", "deleg", "negotiators", "team"),
    _WILL: ("will", "would", "not", "skip", "stay", "attended", "arrived"),
    _NAMED: ("name", "appoint", "chose", "picked", "delegation"),
    _DUE: ("arrive", "land", "reach"),
    _ARRIVED: ("arrived", "landed", "reached"),
}
"""What stands in whatever a pattern finds, one of it."""
_SIGNS = Signs(*_SEARCHED.values())
_BITS = {pattern: 1 << n for n, pattern in enumerate(_SEARCHED)}

_BESIDES = re.compile(r"\b(?:other|others|another|more|additional|former|previous)\b")
_WHERE = re.compile(rf"\b(?:in|at|to|for|with|from|into|near)\s+(?:the\s+)?({_NAME})")
_ASIDE = re.compile(r",\s+(?:who|which|where)\b[^,]*,")
_STOP = re.compile(r"[;:]|,?\s+(?:but|while|although)\s+|,\s+(?:who|which|where|including)\s+")
_TITLE = frozenset("the a an his her its their".split())


_DONE = re.compile(r"\b(?:skipped|attended|stayed\s+away|arrived)$")
_RECALLED = re.compile(
    r"\bhad\s+(?:\w+\s+)?(?:said|told|been|considered|planned|hoped|offered|suggested)\b"
    r"|\b(?:earlier|previously|initially|originally|at\s+first|once|ago|last\s+(?:week|month|year))\b"
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What a sentence says of a matter: `who` the stems of whom it is about, `open` whether it leaves it open.

    `planned`: it tells what somebody will do or not, and not what was done. `given` is the first name beside the
    surname, "" where none stands there; `recalled`: it tells how things stood before. `office` is what one is called
    whom no name tells: "Ardenian president".
    """

    matter: Matter
    who: frozenset[str]
    open: bool
    planned: bool = False
    given: str = ""
    recalled: bool = False
    office: str = ""


def turns(text: str, language: str = "en") -> tuple[Turn, ...]:
    """Return what a sentence says of attending, sending and arriving; () for other languages than English."""
    if language != "en" or len(text) > LONGEST:
        return ()
    if not (seen := _SIGNS.of(text)):
        return ()
    found = [*_asked(text, seen)]
    if not any(turn.matter != "arrives" for turn in found):
        found += _told(text, seen)
    return tuple([turn for turn in found if turn.who or turn.office])


def goals(text: str) -> frozenset[str]:
    """Return the stems of the names to, in or with which something is: places mostly."""
    names = (word for found in _WHERE.findall(text) for word in found.split())
    return frozenset(stem(name) for name in names if name.lower() not in CALENDAR)


def _asked(text: str, seen: int) -> Iterable[Turn]:
    whether = _search(_WHETHER, text, seen)
    if whether:
        yield Turn("attends", _meant(whether["who"], text[: whether.start()]), open=True, recalled=_recalls(text))
    elif considers := _search(_CONSIDERS, text, seen):
        yield _weighing(considers["who"], considers["office"] or "", recalled=_recalls(text))
    if who := _search(_WHO, text, seen):
        yield Turn("sends", _names(_clause(text, who.start())), open=True)
    if due := _search(_DUE, text, seen):
        yield Turn("arrives", _surname(due["who"]), open=True)


def _weighing(name: str | None, office: str, *, recalled: bool) -> Turn:
    """Return that somebody weighs whether to come, named or only called by an office."""
    if not name:
        return Turn("attends", frozenset(), open=True, recalled=recalled, office=office)
    return Turn("attends", _surname(name), open=True, recalled=recalled, given=given(name))


def _told(text: str, seen: int) -> Iterable[Turn]:
    """Yield what a sentence tells that leaves neither open who attends nor who is sent."""
    if will := _search(_WILL, text, seen):
        planned = not _DONE.search(will[0])
        who, recalled = will["who"], not planned and _recalls(text)
        yield Turn("attends", _surname(who), open=False, planned=planned, given=given(who), recalled=recalled)
    main = _ASIDE.sub("", text) if seen & _BITS[_NAMED] and "," in text else text
    if (named := _search(_NAMED, main, seen)) and not _BESIDES.search(named[0]):
        yield Turn("sends", _names(_clause(main, named.start())), open=False)
    if arrived := _search(_ARRIVED, text, seen):
        yield Turn("arrives", _surname(arrived["who"]), open=False)


def _search(pattern: re.Pattern[str], text: str, seen: int) -> re.Match[str] | None:
    """Search where, by the signs of the text, the pattern can find anything."""
    return pattern.search(text) if seen & _BITS[pattern] else None


def _clause(text: str, place: int) -> str:
    start = max((found.end() for found in _STOP.finditer(text, 0, place)), default=0)
    end = _STOP.search(text, place)
    return text[start : end.start() if end else len(text)]


def _names(text: str) -> frozenset[str]:
    words = re.findall(r"\b[A-Z][\w’'-]+", _WHERE.sub("", text))
    return frozenset(stem(word) for word in words if word.lower() not in CALENDAR | _TITLE)


def _surname(name: str) -> frozenset[str]:
    """Return the last word of a name, by which news goes on to call its bearer: of "Ann Poole of Velmar", Poole."""
    return frozenset({stem(name.partition(" of ")[0].rsplit(maxsplit=1)[-1])}) - _calendar()


@cache
def _calendar() -> frozenset[str]:
    return frozenset(map(stem, CALENDAR))


def given(name: str) -> str:
    """Return the word before a surname where it is no title, folded: the two of one surname are told apart by it."""
    words = name.partition(" of ")[0].split()
    before = words[-2] if len(words) > 1 else ""
    return before.lower() if before[:1].isupper() and before.lower() not in TITLES | ROLES | {"the"} else ""


def bearers(office: str, texts: Iterable[str]) -> frozenset[str]:
    """Return the stems of the surnames of who is called so: "Lume President Ann Poole", "Poole, the Lume premier,"."""
    words = r"\s+".join(r"\.?".join(map(re.escape, word.replace(".", ""))) + r"\.?" for word in office.split())
    found = re.compile(rf"\b(?i:{words})\s+({_PERSON})|({_PERSON}),\s+the\s+(?i:{words})(?=,)")
    last = office.rsplit(maxsplit=1)[-1].lower()
    near = (text for text in texts if len(text) <= LONGEST and last in text.lower())
    named = (one[1] or one[2] for text in near for one in found.finditer(text))
    return frozenset(stem(name.split()[-1]) for name in named)


def _recalls(text: str) -> bool:
    """Whether the narrator tells how things stood before: "had said", "earlier", "last week"."""
    return bool(_RECALLED.search(unquoted(text)))


def _meant(words: str, before: str) -> frozenset[str]:
    """Return the surname of whom "the Ardenian leader" means: a name in it, or the one before that shares a word."""
    named = re.findall(_NAME + r"(?=\s*$)", words.strip())
    if named:
        return _surname(named[-1])
    telling = {word.lower() for word in re.findall(r"\w+", words)} - _TITLE
    near = [name for name in re.findall(_NAME, before) if telling & set(name.lower().split()[:-1])]
    last = {name.split()[-1] for name in near}
    return _surname(near[0]) if len(last) == 1 else frozenset()
