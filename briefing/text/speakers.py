"""Who says an English sentence, where that is certain: by a name beside a verb of saying, or by "he said" behind one.

Stricter than `speech.actor`: the speaker is the person, and not their spokesman, their camp or two of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.text.clauses import WORD
from briefing.text.quotations import unquoted
from briefing.text.speech import actor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.text.names import Mention

_SAID = frozenset(
    "acknowledged acknowledges added adds admitted admits announced announces argued argues asserted asserts blamed "
    "claimed claims complained conceded concluded condemned confirmed contended criticised criticized declared "
    "declares demanded denied denies denounced described emphasised emphasized estimated explained explains "
    "insisted insists joked maintained noted notes pledged posted predicted proclaimed promised proposed quipped "
    "recalled remarked repeated replied responded said says stated states stressed suggested suggests "
    "testified told tells tweeted urged urges vowed warned warns wrote writes accused accuses called calls".split()
)
"""Verbs behind which stands what somebody said, in the forms that a report uses."""
_BETWEEN = frozenset("has had have also then later earlier once again repeatedly previously publicly recently".split())
_ARTICLES = re.compile(r"\W*(?:(?:but|and|yet|the|a|his|her|their|our|former)\s+)*", re.IGNORECASE)
_BEHIND = re.compile(
    r"(?:\s+(?:also|later|then|earlier|had|has|have|repeatedly|again))*\s*(?:$|,|\([^)]{1,40}\)|(?:of|from)\s+[A-Z])"
)
_PRONOUN_FIRST = re.compile(r"\W*(?P<who>He|She)\s+(?:(?:also|later|then|earlier|has|had)\s+)?(?P<verb>\w+)")
_PRONOUN_AFTER = re.compile(r"[,”\"]\s*(?P<who>he|she)\s+(?:(?:also|later|then)\s+)?(?P<verb>\w+)\b")
_FEW = 4  # words between a speaker and the verb


def speaker(text: str, found: Sequence[Mention]) -> Mention | None:
    """Return which of the names of a sentence is the one person who says it; None where that is not certain."""
    who = actor(text) if found else None
    inside = [one for one in found if who and who.start <= one.start < who.end and not one.quoted]
    if not who or not inside or inside[0].possessive:
        return None
    first = inside[0]
    if not _says(text, who.start, max([who.end, *(end for _, end in first.offices)])):
        return None
    titles = [start for start, end in first.offices if end <= first.start]
    opens = min([first.start, *titles])
    before = text[who.start : opens]
    if first.honorific:
        before = before.rstrip(" .").removesuffix(first.honorific)
    if _ARTICLES.sub("", before, count=1).strip() or not _BEHIND.match(text[first.end : who.end]):
        return None
    return None if _joined(text, first, who.end) else first


def _says(text: str, start: int, end: int) -> bool:
    """Whether a verb of saying stands right behind or before the span of a speaker, or "according to"."""
    bare = unquoted(text)
    for word in list(WORD.finditer(bare, end))[:_FEW]:
        if word[0] in _SAID:
            return bare[word.end() : word.end() + 4].strip() != "by"
        if word[0].lower() not in _BETWEEN:
            break
    before = WORD.findall(bare[:start])[-2:]
    return bool(before) and (before[-1].lower() in _SAID or [word.lower() for word in before] == ["according", "to"])


def _joined(text: str, first: Mention, end: int) -> bool:
    """Whether a second person speaks with the first: "Feld, Talbot and Marchetti said"."""
    rest = text[first.end : end]
    apposed = max((stop for start, stop in first.offices if start >= first.end), default=first.end) - first.end
    return bool(re.search(r"\band\b|&|\bor\b", rest[apposed:])) or bool(re.match(r",\s+[A-Z]\w+\s*(?:$|,)", rest))


def pronoun_speaker(text: str) -> str:
    """Return "he" or "she" where a sentence is said by nobody but that pronoun, else ""."""
    bare = unquoted(text)
    opening = _PRONOUN_FIRST.match(bare)
    if opening:
        return opening["who"].lower() if opening["verb"] in _SAID else ""
    found = [one for one in _PRONOUN_AFTER.finditer(text) if bare[one.start("who")] != " " and one["verb"] in _SAID]
    own = bare[: found[0].start("who")] if len(found) == 1 else "x"
    return found[0]["who"] if not any(map(str.isalpha, own)) else ""
