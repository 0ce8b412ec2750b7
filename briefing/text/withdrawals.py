"""Does a sentence take back what was said or planned? "He walked back those comments", "the visit was later cancelled".

Told by the narrator, as done, and of something that stands before. Three kinds, by what ties them to that: *words* name
what is taken back as something said ("those comments", "his pledge"), *course* tells only that somebody turned round
("later reversed course"), *plan* names the thing that is off ("the visit"). In other languages than English only words
that are plainly such are known, and all count as *words*.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from briefing.model.records import dataclass
from briefing.text.quotations import unquoted
from briefing.text.signs import Signs

if TYPE_CHECKING:
    from collections.abc import Iterable

Kind = Literal["words", "course", "plan"]

LONGEST = 1_000  # characters of a sentence; beyond, it is no sentence

_SAID = (
    r"(?:comments?|remarks?|words|statements?|claims?|pledges?|promises?|vows?|threats?|offers?|demands?|assertions?"
    r"|accusations?|allegations?|announcements?|suggestions?|assurances?|commitments?|warnings?|predictions?|denials?"
    r"|endorsements?|apolog(?:y|ies)|proposals?|ultimatums?|decisions?|positions?|stances?|plans?|ideas?)\b"
)
_THAT = r"(?:(?i:the|this|that|these|those|both|his|her|its|their)|[A-Z][\w’'-]{1,40}[’']s?)\s+(?:[\w-]{1,30}\s+){0,2}?"
_ONESELF = r"(?:himself|herself|itself|themselves)"
_WORDS = re.compile(
    rf"\b(?P<verb>walk(?:ed|s|ing)?)\s+(?:back\s+(?:(?:on|from)\s+)?{_THAT}(?P<said2>{_SAID})|(?:{_THAT}(?P<said3>{_SAID})|it|them|that)\s+back\b)"
    r"|\b(?P<verb2>withdr(?:aws?|ew|awing)|withdrawn|retract(?:ed|s|ing)?|rescind(?:ed|s|ing)?|revok(?:ed?|es|ing)"
    r"|recant(?:ed|s|ing)?|disavow(?:ed|s|ing)?|repudiat(?:ed?|es|ing)|renounc(?:ed?|es|ing)|abandon(?:ed|s|ing)?"
    r"|dropp?(?:ed|s|ing)?|revers(?:ed?|es|ing)|scrapp?(?:ed|s|ing)?|shelv(?:ed?|es|ing)|t(?:ook|akes?|aking|aken)\s+back"
    r"|back(?:ed|s|ing)?\s+(?:away|off|down)\s+from|backtrack(?:ed|s|ing)?\s+(?:on|from)|went\s+back\s+on"
    r"|row(?:ed|s|ing)?\s+back\s+(?:on|from))"
    rf"\s+{_THAT}(?P<said>{_SAID})"
)
_COURSE = re.compile(
    r"\b(?P<verb>backtrack(?:ed|s|ing)?|back-?pedall?(?:ed|s|ing)?|row(?:ed|s|ing)?\s+back|recant(?:ed|s|ing)?"
    rf"|revers(?:ed?|es|ing)\s+(?:course|{_ONESELF})|chang(?:ed?|es|ing)\s+(?:his|her|its|their)\s+(?:mind|tune|position|story)"
    r"|(?:made|did|performed)\s+an?\s+(?:[\w-]{1,30}\s+)?(?:U-turn|about-face|about-turn|volte-face)"
    rf"|contradict(?:ed|s|ing)?\s+{_ONESELF}|correct(?:ed|s|ing)?\s+{_ONESELF}|(?:had\s+)?misspoken?|had\s+a\s+change\s+of\s+heart"
    r"|(?:said|says)\s+(?:exactly\s+|quite\s+)?the\s+opposite|climbed\s+down|back(?:ed|s|ing)\s+(?:off|away|down)"
    r"|den(?:ied|ies)\s+(?:ever\s+)?(?:having\s+(?:said|made|promised|threatened|called)|saying|making)\b)"
)
_OFF = (
    r"(?:cancell?ed|called\s+off|dropped|scrapped|shelved|abandoned|withdrawn|retracted|rescinded|revoked|reversed"
    r"|overturned|postponed|suspended|corrected)"
)
_PLAN = re.compile(
    rf"(?P<what>{_THAT}[a-z][\w-]{{2,30}})\s+(?:which\s+)?(?P<verb>(?:has|have|had)\s+(?:since|now|later|meanwhile)\s+been\s+{_OFF}"
    rf"|(?:was|were)\s+(?:later|subsequently|then|since)\s+{_OFF})\b"
    r"|\b(?:later|since|subsequently)\s+(?P<verb2>cancell?ed|called\s+off|dropped|scrapped|shelved|abandoned|postponed)"
    rf"\s+(?P<what2>{_THAT}[a-z][\w-]{{2,30}})"
)
_SINCE = re.compile(
    r"^\W*(?:but|yet|however|later|hours|within|by|then|the\s+next|the\s+following|on\s+\w+day|a\s+day|that\s+(?:evening|night))\b"
    r"|\b(?:later|since|subsequently|afterwards|hours\s+after|the\s+(?:next|following)\s+(?:day|morning)|on\s+\w+day)\b",
    re.IGNORECASE,
)
_BASE = frozenset(
    "walk withdraw retract rescind revoke recant disavow repudiate renounce abandon drop reverse scrap shelve take "
    "backtrack backpedal back-pedal row change correct".split()
)
_BROUGHT_TO = re.compile(
    r"\b(?:appear(?:s|ed)|seem(?:s|ed)|forced|obliged|compelled|began|start(?:s|ed)|moved|chose|decided|agreed|had)\s+to"
    r"(?:\s+\w+ly)?\s+$"
)
_NOT_DONE = re.compile(
    r"(?:\b(?:not|never|without|whether|if|unless|until|before|to|would|could|should|might|may|must|can|cannot|nor|will)"
    r"|n[’']t)\s+(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_GOING_ON = re.compile(r",\s+(?:(?:\w+ly|later|then)\s+)?$")  # "was backing down" may be only how it seemed
_SIGNS = Signs(
    "back withdr retract rescind revok recant disavow repudiat renounc abandon drop revers scrap shelv contradict "
    "correct misspoke chang opposite climbed deni u-turn about- volte cancel called overturned postponed "
    "suspended".split()
)
"""Some of these stand in whatever the patterns find."""

_ABROAD = {
    "de": r"\b(?:(?:nahm|nehmen|zog|zogen)\s+(?:diese|seine|ihre|die)\w*\s+(?:\w+\s+){0,2}zurück|zurück(?:genommen"
    r"|gezogen|gerudert)|ruderte\w*\s+(?:\w+\s+){0,3}zurück|widerrief\w*|revidierte\w*|vollzog\w*\s+(?:\w+\s+){0,2}Kehrtwende)\b",
    "fr": r"\b(?:(?:est|sont)\s+(?:\w+\s+)?revenue?s?\s+sur\s+(?:ses|ces|sa|son|leurs?)|retiré\s+(?:ses|sa|son|ces)"
    r"|fait\s+(?:\w+\s+)?(?:marche|machine)\s+arrière|s[’'](?:est|était)\s+(?:\w+\s+)?(?:rétract|ravis)ée?)\b",
    "es": r"\b(?:se\s+(?:retractó|retractaron|desdijo|desdijeron)|(?:dio|dieron)\s+marcha\s+atrás|rectific(?:ó|aron)"
    r"|retir(?:ó|aron)\s+(?:sus?|esas?|esos?)\s+(?:palabras|oferta|amenaza|propuesta|declaraciones))\b",
    "ru": r"\b(?:(?:отозвал|забрал|взял)\w*\s+(?:свои?|свою|эти|это|эту)\s+(?:слов|заявлени|предложени|обещани)\w*"
    r"|отказал\w*\s+от\s+(?:своих|своего|своей|этих|этого)\s+(?:слов|заявлени|обещани|предложени|намерени)\w*"
    r"|дезавуировал\w*|пош[её]л\w*\s+на\s+попятную|передумал\w*)\b",
    "uk": r"\b(?:(?:відклика|забра)[вл]\w*\s+(?:свої|свою|ці|це|цю)\s+(?:слов|заяв|пропозиці|обіцянк|погроз)\w*"
    r"|відмови\w*\s+від\s+(?:своїх|свого|своєї|цих|цього|цієї)\s+(?:слів|заяв|обіцян|пропозиці|намір)\w*"
    r"|дезавуюва\w*|передума\w*)\b",
}
_ELSEWHERE = {language: re.compile(pattern, re.IGNORECASE) for language, pattern in _ABROAD.items()}


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """That something is taken back, and where in the sentence the words stand that say so, from `start` to `end`.

    `what` are the words for what is off, of a *plan*, or what was said is called, of *words* ("pledge"); "" if neither.
    """

    kind: Kind
    start: int
    end: int
    what: str = ""


def withdrawal(text: str, language: str = "en") -> Withdrawal | None:
    """Return how a sentence takes back what stands before it; None where it does not, or that is not plain."""
    if len(text) > LONGEST:
        return None
    if language != "en":
        pattern = _ELSEWHERE.get(language)
        found = pattern.search(unquoted(text)) if pattern else None
        return Withdrawal("words", found.start(), found.end()) if found else None
    if not _SIGNS.of(text):
        return None
    bare = unquoted(text)
    return _words(bare) or _plan(bare) or _course(bare)


def _words(bare: str) -> Withdrawal | None:
    found = _done(bare, _WORDS.finditer(bare))
    called = next(filter(None, (found["said"], found["said2"], found["said3"])), "") if found else ""
    return Withdrawal("words", found.start(), found.end(), called) if found else None


def _course(bare: str) -> Withdrawal | None:
    found = _done(bare, _COURSE.finditer(bare)) if _SINCE.search(bare) else None
    return Withdrawal("course", found.start(), found.end()) if found else None


def _plan(bare: str) -> Withdrawal | None:
    found = _done(bare, _PLAN.finditer(bare))
    return Withdrawal("plan", found.start(), found.end(), found["what"] or found["what2"]) if found else None


def _done(bare: str, matches: Iterable[re.Match[str]]) -> re.Match[str] | None:
    """Return the first that tells what was done: not what somebody refused to do, or was asked to."""
    return next((found for found in matches if _is_done(bare, found)), None)


def _is_done(bare: str, found: re.Match[str]) -> bool:
    at = found.start("verb2") if "verb2" in found.re.groupindex and found["verb2"] else found.start("verb")
    verb, before = bare[at : found.end()].split(maxsplit=1)[0].lower(), bare[max(0, at - 60) : at]
    if verb in _BASE:
        return bool(_BROUGHT_TO.search(before))
    if verb.endswith("ing"):
        return bool(_GOING_ON.search(before)) and not _NOT_DONE.search(before)
    return not _NOT_DONE.search(before)
