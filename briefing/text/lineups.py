"""Who stays away and who leads a team: what a sentence tells of it, and which of its words tell more. English only.

Reports of talks, summits and ceremonies tell it again and again, each in other words: "will not travel", "is skipping",
"is not listed among those who take part"; "is led by", "was named head of". Nothing is found where it is not plain who
is meant, and of a team nothing where a year may tell of another one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from briefing.model.records import dataclass
from briefing.text.clauses import PREPOSITIONS, SAYING
from briefing.text.closed_class import CALENDAR, COMMON
from briefing.text.matters import LONGEST, given, goals
from briefing.text.quotations import unquoted
from briefing.text.signs import Signs
from briefing.text.times import weekdays_in
from briefing.text.words import stem, stop_words

if TYPE_CHECKING:
    from collections.abc import Sequence

_NAME = r"[A-Z][\w’'-]*+(?:\s+(?:(?:al|bin|da|de|del|den|der|di|dos|du|el|la|le|ter|van|von)\s+)?[A-Z][\w’'-]*+){0,5}+"
_NOT = r"(?:\s+not|n[’']t)"
_BESIDE = r"(?:\s+(?:also|now|personally|himself|herself|themselves|in\s+person|be))*"
_ATTEND = (
    r"(?:attend(?:ing)?|travel(?:l?ing)?|go(?:ing)?(?!\s+to\s+(?!the|an?|his|her|its|their)[a-z])|com(?:e|ing)|fly(?:ing)?"
    r"|tak(?:e|ing)\s+part|participat(?:e|ing)|join(?:ing)?|appear(?:ing)?|(?:be\s+)?(?:present|there|(?:in|at)(?=\s+[A-Z]|\s+the)))\b"
)
_SHUNS = (
    rf"(?:(?:will|would|did|is|was|are|were){_NOT}{_BESIDE}\s+{_ATTEND}|won[’']t{_BESIDE}\s+{_ATTEND}"
    rf"|(?:has\s+|had\s+|have\s+)?(?:decided|chosen|chose|opted|plans?|planned)\s+not\s+to\s+{_ATTEND}"
    r"|(?:will|would|is\s+to|plans?\s+to|decided\s+to)\s+(?:skip|boycott|miss|stay\s+away(?:\s+from)?)\b"
    r"|(?:is|are|was|were)\s+(?:skipping|boycotting|staying\s+away(?:\s+from)?)\b"
    r"|(?:skipped|boycotted|stayed\s+away(?:\s+from)?)\b)"
)
_TURN = r"(?:because|since|after|unless|if|until|but|and|as|while|when|although|though|despite)"
_TAIL = rf"(?P<tail>(?:(?!\b{_TURN}\b)[^,;:.()—–])*)"
_AWAY = re.compile(
    rf"(?:\b[Nn]either\s+(?P<one>{_NAME})\s+nor\s+(?P<two>{_NAME})\s+(?:(?:will|would|is|was|did){_BESIDE}\s+)?{_ATTEND}"
    rf"|(?:(?P<other>{_NAME})\s+and\s+)?(?P<who>{_NAME}|\b(?:he|she)\b|\bthe\s+[a-z]+(?:\s+(?:leader|minister))?)"
    rf"(?:,\s[^,]{{1,80}},)?(?:\s+(?:also|later|instead))*\s+{_SHUNS}){_TAIL}"
)
_PLACE = rf"(?:negotiators|delegates|participants|attendees|guests|speakers|(?:[\w-]+\s+){{0,5}}?{_ATTEND})"
_UNLISTED = re.compile(
    rf"\b(?:(?:did|does|do)(?:\s+not|n[’']t)\s+(?:list|include|name|mention)\s+(?P<who>{_NAME})"
    rf"|(?P<one>{_NAME})\s+(?:is|was){_NOT}\s+(?:listed|named|included|mentioned))"
    rf"\s+among\s+(?:the\s+|those\s+|its\s+)?{_PLACE}{_TAIL}"
)
_TEAM = r"(?:delegation|negotiating\s+team|negotiators|team|mission|line-up)"
_OFFICE = r"(?:(?:the|its|his|her|their)\s+)?(?:[a-z-]+\s+){0,3}?"  # "presidential aide" Odo Feld
_LEADS = re.compile(
    rf"(?P<who>{_NAME})(?:,\s[^,]{{1,80}},)?\s+(?:leads|heads|will\s+(?:lead|head)|is\s+(?:to\s+(?:lead|head)|leading|heading)"
    r"|(?:is|was|has\s+been)\s+(?:named|appointed|chosen)\s+(?:as\s+)?(?:the\s+)?(?:to\s+(?:lead|head)|(?:head|leader|chief)\s+of))"
    rf"\s+(?:(?!and\b)[\w’'-]+\s+){{0,3}}?{_TEAM}\b"
    rf"|\b{_TEAM}\b[^.;:()]{{0,60}}?\b(?:led\s+by|headed\s+by|under)\s+{_OFFICE}(?P<one>{_NAME})"
    rf"|\b(?:[Hh]eading|[Ll]eading)\s+(?:the|its|their)\s+(?:[\w’'-]+\s+)?{_TEAM}\s+(?:is|will\s+be)\s+{_OFFICE}(?P<two>{_NAME})"
)
_ANOTHER = re.compile(
    r"\b(?:1[89]|20)\d\d\b|\b(?:previous|former|then|ago|earlier\s+(?:talks|rounds?)|last\s+(?:year|time))\b"
)
_SAYS = rf"(?:{'|'.join(sorted(SAYING))})"
_SAYS_LAST = re.compile(
    r"\s(?:(?:has|had|have|also|later|then|afterwards?)\s+)*"
    rf"(?:told\s+(?:the\s+)?[\w\s]{{1,40}}?|{_SAYS})\s+(?:that\s+)?$"
)
_SPEAKER = re.compile(r"[^,;:]{1,120}$")
_SAYS_AFTER = re.compile(rf"^\s*,\s+(?:according\s+to\s+[^,;]+|[^,;]{{1,80}}?\s{_SAYS}\b[^,;]*|said\s+[^,;]+)\W*$")
_UNPLACED = re.compile(
    rf"\W*(?:and\s+)?+(?:(?:[a-z-]+\s+)+{_NAME}|(?:his|her|its|their)\s.+)"
)  # nobody else's spokesman
_TALKS = r"(?:talks?|negotiations?|meetings?|discussions?|summit|conference|gathering|session|rounds?)"
_COMING = re.compile(rf"\b(?:to\s+)?{_ATTEND}|\b{_TALKS}\b")
_END = re.compile(r"[,;:()—–]|$")
_SIGNS = Signs(
    ("not", "n't", "n’t", "neither", "skip", "boycott", "stay", "miss"),
    ("team", "deleg", "negotiat", "mission", "line-up"),
)
_AWAY_OR_UNLISTED, _OF_A_TEAM = 1, 2


@dataclass(frozen=True, slots=True)
class Line:
    """That somebody, by the stem of the surname, stays away, is not on a list of who comes, or leads a team.

    `event` has the stems of its places, and "talks" for talks of any kind; `days` the weekdays named, Monday 0;
    `given` the first name beside the surname, "" where none stands there.
    """

    matter: Literal["away", "unlisted", "leads"]
    who: str
    event: frozenset[str] = frozenset()
    days: frozenset[int] = frozenset()
    given: str = ""

    def tells(self, other: Line) -> bool:
        """Whether it tells what another does: of the same one, and of that event and day where the other names them."""
        if self.matter != other.matter and (self.matter, other.matter) != ("away", "unlisted"):
            return False
        if other.event and not self.event & other.event:
            return False
        return self._may_be(other) and (not (self.days and other.days) or bool(self.days & other.days))

    def _may_be(self, other: Line) -> bool:
        """Whether two tell of one person, as far as the names say."""
        return self.who == other.who and (not (self.given and other.given) or self.given == other.given)


@dataclass(frozen=True, slots=True)
class LineUp:
    """What a sentence tells of who stays away and who leads, and the `rest` of its words, but for who says that.

    In the rest stand the places of an event, too.
    """

    lines: tuple[Line, ...] = ()
    rest: str = ""


def line_up(text: str, language: str = "en") -> LineUp:
    """Return what a sentence tells of who stays away and who leads; where a part is not plain, all of it is `rest`."""
    seen = _SIGNS.of(text) if language == "en" and len(text) <= LONGEST else 0
    found = _found(text, seen) if seen else []
    lines: list[Line] = []
    for one in found:
        lines += (own := _lines(text, one, lines))
        if not own:
            return LineUp(tuple(lines), text)
    return LineUp(tuple(lines), _rest(text, found) if lines else "")


def _found(text: str, seen: int) -> list[re.Match[str]]:
    """Return where the narrator tells of it, in order."""
    patterns = [_AWAY, _UNLISTED] if seen & _AWAY_OR_UNLISTED else []
    patterns += [_LEADS] if seen & _OF_A_TEAM and not _ANOTHER.search(text) else []
    found = (one for pattern in patterns for one in pattern.finditer(text))
    bare = unquoted(text)
    return sorted((one for one in found if bare[one.start() : one.end()] == one[0]), key=lambda one: one.start())


def _lines(text: str, found: re.Match[str], before: Sequence[Line]) -> list[Line]:
    """Return what is told at one place; nothing where it is not plain of whom."""
    names = [name for group, name in found.groupdict().items() if name and group != "tail"]
    who = [(_who(text, found, name, before), given(name) if name[0].isupper() else "") for name in names]
    if not all(surname for surname, _ in who):
        return []
    if found.re is _LEADS:
        return [Line("leads", one, given=first) for one, first in who]
    told = text[found.start() : _END.search(text, found.end()).start()]  # type: ignore[union-attr]
    event = goals(told) - stop_words("en") | ({"talks"} if re.search(rf"\b{_TALKS}\b", told) else set())
    days = frozenset(day.number for day in weekdays_in(found[0]))
    matter: Literal["away", "unlisted"] = "unlisted" if found.re is _UNLISTED else "away"
    return [Line(matter, one, event, days, first) for one, first in who]


def _who(text: str, found: re.Match[str], name: str, before: Sequence[Line]) -> str:
    """Return the stem of the surname of whom a name, "he" or "the president" means; "" where that is not plain."""
    front = text[: found.start()]
    if name[0].isupper():
        inside = found[0].startswith(name) and not PREPOSITIONS.isdisjoint(front.lower().split()[-1:])
        return "" if inside or name.lower() in CALENDAR | COMMON else _surname(name)
    said = _speaker(front)
    speaker = re.fullmatch(rf"\W*({_NAME})", said) if name in {"he", "she"} else None
    if speaker and speaker[1].lower() not in COMMON:
        return _surname(speaker[1])
    named = {line.who for line in before}
    return named.pop() if len(named) == 1 and (not said or _UNPLACED.fullmatch(said)) else ""


def _speaker(front: str) -> str:
    """Return who "said that" at the end of a piece of text; "" where nobody did."""
    said = _SAYS_LAST.search(front)
    speaker = _SPEAKER.search(front, 0, said.start()) if said else None
    return speaker[0].rstrip() if speaker else ""


def _without_speaker(piece: str) -> str:
    said = _SAYS_LAST.search(piece)
    return _SPEAKER.sub("", piece[: said.start()]) if said else piece


def _surname(name: str) -> str:
    return stem(name.partition(" of ")[0].rsplit(maxsplit=1)[-1])


def _rest(text: str, found: Sequence[re.Match[str]]) -> str:
    edges = [0, *(edge for one in found for edge in one.span()), len(text)]
    *before, after = (text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))
    tails = (one["tail"] or "" for one in found if one.re is not _LEADS)
    besides = (_COMING.sub(" ", tail) for tail in tails)
    return " ".join([*map(_without_speaker, before), _SAYS_AFTER.sub("", after), *besides])
