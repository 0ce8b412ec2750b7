"""What an English sentence counts: the value, of what, doing or suffering what.

Only plain counts are read: a number before its noun ("at least 43 people were killed"), a share of something, or the
number that a toll or a total stands at. Vague numbers ("dozens"), names with a number, times, ages, rates ("40 a day"),
parts ("12 of them") and increments ("40 more") are left, since two of them can rarely be held against each other.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Literal

from briefing.model.records import dataclass
from briefing.text.closed_class import (
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    HE,
    IRREGULAR_PAST,
    IT,
    MODALS,
    PREPOSITIONS,
    RELATIVES,
    SHE,
    THEY,
    TIMES,
    WE,
)
from briefing.text.kept import kept
from briefing.text.times import months_in
from briefing.text.words import stem, tokenise, values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Kind = Literal["count", "percent", "money"]

LONGEST = 1_000  # characters of a sentence; beyond, it is no sentence, and patterns would take too long
ABOUT = Decimal("0.1")  # by how much, of itself, the true number may lie beside one given with "about"
ROUNDED = Decimal("0.05")  # the same of a number that ends in noughts and is given without a word
OPEN = Decimal("1.5")  # how many times itself "at least" and "up to" may leave open before another number is another

_WORDS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_POWERS = r"(?:[ -](?:hundred|thousand|million|billion|trillion)\b)*"
_NUMBER = (
    rf"(?:{_DIGITS}|(?:{'|'.join(_TENS.split())})(?:-(?:one|{'|'.join(_WORDS.split()[:8])}))?"
    rf"|{'|'.join(_WORDS.split())}|(?:one|a)(?=[ -](?:hundred|thousand|million|billion|trillion)\b)){_POWERS}"
)
_FROM = "at least|more than|over|upwards of|no fewer than|no less than|a minimum of|in excess of"
_TO = "up to|as many as|as much as|at most|no more than|fewer than|less than|under|nearly|almost|a maximum of"
_NEAR = "about|around|some|roughly|approximately|an estimated|close to|estimated at|estimated"
_QUANTITY = re.compile(
    rf"(?<![\w.,:/$€£#+-])(?:(?P<from>{_FROM})\s+|(?P<to>{_TO})\s+|(?P<near>{_NEAR})\s+)?"
    rf"(?P<money>(?:US)?\$|€|£)?\s?(?P<number>{_NUMBER})"
    rf"(?:(?:\s?[-–]\s?|\s+to\s+)(?:(?:US)?\$|€|£)?(?P<top>{_NUMBER}))?"
    r"(?P<percent>\s?(?:%|per\s?cent\b))?(?P<coin>\s(?:dollars|euros|pounds)\b)?"
    r"(?![\w/:°'’-]|[.,]\d)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*|\d[\d,.]*|[^\s]")
_RATE = re.compile(
    r"^\W*(?:\w+\s+){0,3}?(?:(?:an?|per|each|every)\s+(?:second|minute|hour|day|night|week|month|year|head|person|square)\b"
    r"|per\b|apiece|each\b|daily|hourly|weekly|monthly|annually|yearly)",
    re.IGNORECASE,
)
_INCREMENT = frozenset("more other others additional further extra fresh another remaining new next last first".split())
_NOT_COUNTING = _INCREMENT | frozenset(
    "aged age number no from every per article section chapter includes include including included".split()
)  # before a number that counts nothing whole
_MANY = frozenset("people men women children police personnel staff cattle".split())
_ADVERBS = frozenset("now also still already so far all since later then there not".split())
_BOUNDARY = (
    PREPOSITIONS | CONJUNCTIONS | AUXILIARIES | DETERMINERS | HE | SHE | IT | THEY | WE | _ADVERBS
) - _INCREMENT
_MEASURES = TIMES | frozenset(
    "seconds minutes hours days nights weeks weekends months years decades centuries times points places rounds feet "
    "inches yards miles metres meters kilometres kilometers km degrees kilograms kilos pounds tons tonnes litres "
    "liters gallons cents dollars euros ways things steps others halves thirds quarters fifths".split()
)
_TOLL = re.compile(
    r"(?:^|\s)(?P<what>(?:[a-z][\w-]*\s+){0,2}?(?:toll|total|tally|number|turnout))(?P<of>\s+of\s+(?:the\s+)?[a-z][\w-]*(?:\s[a-z][\w-]*){0,2}?)?"
    r"(?:\s+(?:from|in|of|after)\s+(?:[\w’'-]+\s+){1,8}?)?\s*"
    r"(?P<verb>(?:(?:has|have|had|now|officially|already|also)\s+)*"
    r"(?:(?:rose|risen|rises|climbed|jumped|increased|grew|grown|went|fell|fallen|dropped|raised|revised|brought)\s+(?:\w+ly\s+)?(?:\w+\s+)?to"
    r"|(?:stands?|stood|remains?|remained|put|estimated)\s+at|is|was|reached|reaching|reaches|hit|topped|passed|exceeded|surpassed))\s+$",
    re.IGNORECASE,
)
_KILLED = "kill killed killing die died dead death deaths fatality fatalities perished slain"
_HURT = "injure injured injuring wound wounded wounding hurt injuries"
_HARMED = "people persons deaths fatalities dead killed injured wounded injuries"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value that stands in `text[start:end]`, with the words that go with it ("at least").

    `low` and `high` bound what it may be; `counted` is the stem of what is counted, `of` those of the words before it
    ("confirmed" cases), `deed` what is done with it or to it ("kill" and "die" are one), "" where that is not plain;
    `ahead` says that it is announced and not told. `words` are those of the sentence that say what is counted.
    """

    start: int
    end: int
    kind: Kind
    unit: str
    low: Decimal
    high: Decimal
    counted: str
    of: frozenset[str] = frozenset()
    deed: str = ""
    ahead: bool = False
    words: str = ""

    @property
    def about(self) -> tuple[str, str, str, frozenset[str], str, bool]:
        """What must be the same of two values of one quantity."""
        return (self.kind, self.unit, self.counted, self.of, self.deed, self.ahead)


@cache
def harms() -> Mapping[str, str]:
    """Return the stems that tell of death and injury, whatever the part of speech, with which of the two."""
    classes = (("death", _KILLED), ("harm", _HURT))
    return {stem(word): name for name, words in classes for word in words.split()}


@cache
def _persons() -> frozenset[str]:
    return frozenset(map(stem, _HARMED.split()))


def differ(one: Quantity, two: Quantity) -> bool:
    """Whether no number is what both say: "more than 1,000" and "1,200" agree, "at least 40" and "120" do not."""
    return one.high < two.low or two.high < one.low


@kept(tuple[Quantity, ...])
def quantities(text: str, language: str = "en") -> tuple[Quantity, ...]:
    """Return what a sentence counts, in order; () for other languages than English."""
    if language != "en" or len(text) > LONGEST:
        return ()
    found = (_quantity(text, match) for match in _QUANTITY.finditer(text))
    return tuple(one for one in found if one)


def _quantity(text: str, match: re.Match[str]) -> Quantity | None:
    bounds = _bounds(match)
    before, after = _words(text[: match.start()])[-6:], _words(text[match.end() :])[:12]
    if not bounds or _is_name(text, match, before) or _RATE.match(text[match.end() :]):
        return None
    kind: Kind = "percent" if match["percent"] else "money" if match["money"] or match["coin"] else "count"
    unit = (match["money"] or match["coin"] or "").strip().lower().removeprefix("us")
    base = Quantity(match.start(), match.end(), kind, unit, *bounds, counted="")
    if kind == "money":
        return _paid(base, before)
    if kind == "percent":
        return _share(base, after)
    return _toll(base, text[: match.start()], after) or _counted(base, before, after)


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _bounds(match: re.Match[str]) -> tuple[Decimal, Decimal] | None:
    low, high = _value(match["number"]), _value(match["top"] or match["number"])
    if low is None or high is None:
        return None
    if match["top"]:
        power = re.search(r"(?:hundred|thousand|million|billion|trillion)$", match["top"])
        low = _value(f"{match['number']} {power[0]}") if power and low < 1000 <= high else low
        return (low, high) if low is not None and low < high else None
    if match["from"]:
        return low, max(low * OPEN, low + _grain(low))
    if match["to"]:
        return low / OPEN, low
    slack = low * ABOUT if match["near"] else min(_grain(low) / 2, low * ROUNDED) if _grain(low) >= 10 else Decimal(0)
    return low - slack, low + slack


def _value(words: str) -> Decimal | None:
    found = values(tokenise(words))
    return Decimal(next(iter(found))) if len(found) == 1 and re.fullmatch(r"[\d.]+", next(iter(found))) else None


def _grain(value: Decimal) -> Decimal:
    """Return the step that a number is rounded to: 100 for 1,200, 1 for 43."""
    return Decimal(10) ** max(0, int(value.normalize().as_tuple().exponent))


def _is_name(text: str, match: re.Match[str], before: Sequence[str]) -> bool:
    """Whether a number belongs to a name, a date, an age or an earlier value and counts nothing."""
    number, last = match["number"], before[-1] if before else ""
    plain = not (match["from"] or match["to"] or match["near"] or match["money"])
    if re.fullmatch(r"(?:19|20)\d\d", number) and not match["percent"]:
        return True
    if plain and last and last[0].isupper() and (len(before) > 1 or months_in(f"in {last}")):
        return True
    if last.lower() in _NOT_COUNTING or (plain and not before and number.isdigit()):
        return True
    return last in {"#", "("} or text[match.end() : match.end() + 2] in {"th", "st", "nd", "rd"}


def _counted(base: Quantity, before: Sequence[str], after: Sequence[str]) -> Quantity | None:
    """Return the count of what the words after a number name."""
    noun = _noun(after)
    if not noun:
        return None
    head, of, used = noun
    deed, ahead = _deed(before, after[used:])
    stemmed = stem(head)
    if stemmed in harms():
        deed = harms()[stemmed]
    if head.lower() in _MEASURES or _INCREMENT & set(map(str.lower, after[:used])) or "not" in deed.split():
        return None
    counted = stem("people") if stemmed in _persons() else stemmed
    shown = " ".join(after[:used])
    return replace(base, counted=counted, of=of, deed=deed, ahead=ahead, words=shown)


def _noun(after: Sequence[str]) -> tuple[str, frozenset[str], int] | None:
    """Return the noun that words begin with, the stems of those before it, and how many words that are."""
    for count, word in enumerate(after, 1):
        small = word.lower()
        if not word[0].isalpha() or small in _BOUNDARY:
            return None
        if _is_plural(word) or (count == 1 and stem(small) in harms()):
            return word, frozenset(map(stem, after[: count - 1])), count
        if count > 4:
            return None
    return None


def _is_plural(word: str) -> bool:
    small = word.lower()
    if small in _MANY or small.endswith(("men", "children")):
        return True
    return (
        small.endswith("s") and not small.endswith(("ss", "us", "is", "'s", "’s")) and len(small) > 3 and word.islower()
    )


def _deed(before: Sequence[str], after: Sequence[str]) -> tuple[str, bool]:
    """Return what is done with what is counted, by the verb after it or before it, and whether it lies ahead."""
    ahead = bool(MODALS & set(map(str.lower, [*before[-3:], *after[:3]]))) or "to" in [w.lower() for w in before[-2:-1]]
    told = _verb_after(after)
    if told in harms():
        return harms()[told], ahead
    own = _verb_before(before)
    if own:
        return harms().get(own, own), ahead
    return told, ahead


def _verb_after(after: Sequence[str]) -> str:
    for word in after[:6]:
        small = word.lower()
        if small == "not":
            return "not"
        if small in RELATIVES | AUXILIARIES | _ADVERBS or small.endswith("ly"):
            continue
        if stem(small) == stem("left"):
            continue
        return stem(small) if _is_verb(small) or small.endswith("less") or stem(small) in harms() else ""
    return ""


def _verb_before(before: Sequence[str]) -> str:
    for word in reversed(before[-2:]):
        small = word.lower()
        if small in DETERMINERS:
            continue
        if small == "of" and len(before) > 1:
            return stem(before[-2])
        return stem(small) if _is_verb(small) or small.endswith("ing") else ""
    return ""


def _is_verb(word: str) -> bool:
    return (word.endswith("ed") and len(word) > 4) or word in IRREGULAR_PAST - AUXILIARIES


def _toll(base: Quantity, before: str, after: Sequence[str]) -> Quantity | None:
    """Return the value that a toll, a number or a total stands at."""
    match = _TOLL.search(before[-160:])
    if not match or _noun(after):
        return None
    what = re.findall(r"[\w-]+", match["what"])
    counted = re.findall(r"[\w-]+", re.split(r"\s(?:of|in|from)\s", match["of"] or "", maxsplit=2)[-1])
    counted = [word for word in counted if word.lower() not in {"of", "the"}]
    named = [word for word in (counted or what) if word.lower() not in _BOUNDARY]
    if not named or (what[-1].lower() in {"number", "total", "tally"} and not counted):
        return None
    stems = [stem(word) for word in named]
    deed = next((harms()[one] for one in stems if one in harms()), "")
    head = stem("people") if deed and (not counted or stems[-1] in _persons()) else stems[-1]
    of = frozenset(one for one in stems if one not in harms() and one not in {head, "toll"}) if counted else frozenset()
    return replace(base, counted=head, of=of, deed=deed, words=" ".join(named))


def _share(base: Quantity, after: Sequence[str]) -> Quantity | None:
    """Return the share of something: "43 percent of the voters back ..."."""
    if not after or after[0].lower() != "of":
        return None
    rest = after[1:]
    while rest and rest[0].lower() in DETERMINERS:
        rest = rest[1:]
    noun = _noun(rest)
    if not noun:
        return None
    head, of, used = noun
    deed = next((stem(w) for w in rest[used : used + 4] if w.lower() not in _BOUNDARY), "")
    return replace(base, counted=stem(head), of=of, deed=deed, words=" ".join(rest[:used])) if deed else None


def _paid(base: Quantity, before: Sequence[str]) -> Quantity | None:
    """Return the sum that is the object of a verb: "raised $50 million"."""
    deed = _verb_before(before)
    word = before[-1] if before else ""
    return replace(base, counted="", deed=deed, words=word) if deed and "to" not in before[-2:] else None
