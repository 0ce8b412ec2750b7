"""What two sentences must not differ in to say the same: numbers, days, denials, opposites. The word lists are English.

The lists are small and closed on purpose: what differs in one of these words may still mean the same, but to count it
as said twice would be a confirmation that nobody gave.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Literal

from briefing.model.records import dataclass
from briefing.text.closed_class import SPEECH
from briefing.text.kept import kept
from briefing.text.times import months_in, weekdays_in
from briefing.text.words import stem, stop_words, values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.text.words import Token

_NEGATIONS = frozenset(
    "not no never neither nor none cannot nicht kein keine nie pas jamais ne no nunca не нет ни".split()
)
_DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|denials?|(?:refus|declin|fail)\w*\ to|rul(?:e|es|ed|ing)\ out"
    r"|unlikely|unable|impossible|doubt(?:s|ed|ful)?|without|untrue|baseless|stopped\ short|far\ from)\b",
    re.VERBOSE | re.IGNORECASE,
)
_HEDGE = re.compile(r"\b(?:may|might|[Pp]erhaps|[Mm]aybe|[Pp]ossibly|[Aa]llegedly|[Rr]eportedly)\b")  # May is a month
_PART = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|half|quarter)(?=s?\b)", re.IGNORECASE
)
_SAYS = 8  # words in which a verb of saying stands behind a plain subject
_NEAR_DAY = re.compile(r"\b(?:today|tonight|tomorrow|yesterday)\b", re.IGNORECASE)
_OPPOSITES = (
    "accept agree approve allow permit endorse adopt : reject refuse oppose dismiss forbid ban veto block",
    "support back praise welcome : oppose condemn criticize denounce",
    "rise increase grow climb jump gain soar surge : fall decrease drop decline shrink slump plunge lose",
    "more higher above : fewer less lower below",
    "win : lose",
    "victory : defeat",
    "begin start open launch resume : end finish close halt stop suspend",
    "arrive enter join : leave depart quit",
    "stay remain : leave depart",
    "before : after",
    "release free : arrest detain jail imprison",
    "convict guilty : acquit innocent",
    "kill die dead : wound injure survive",
    "appoint hire : fire sack",
    "advance capture seize : retreat withdraw",
    "impose tighten : lift ease",
    "strengthen : weaken",
    "include : exclude",
    "buy import : sell export",
    "confirm : deny",
    "north northern : south southern",
    "east eastern : west western",
    "supporter : opponent",
)


@dataclass(frozen=True, slots=True)
class Stance:
    """What a sentence counts, when, and whether it affirms.

    `values` are its numbers, in digits or words, `parts` "second" and "half"; `sayer` the stems in front of a
    first "said", named or not; `poles` the opposites that it holds one of, as n or -n.
    """

    values: frozenset[str] = frozenset()
    weekdays: frozenset[int] = frozenset()
    months: frozenset[int] = frozenset()
    near_days: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    sayer: frozenset[str] = frozenset()
    poles: frozenset[int] = frozenset()
    denies: bool = False
    hedges: bool = False
    negated: bool = False


@kept(Stance, without=1)
def stance(text: str, tokens: Sequence[Token], language: str = "en") -> Stance:
    """Return what a sentence, given with its tokens, must share with another that says the same."""
    negated = any(map(_negates, {token.text.lower() for token in tokens}))
    days = frozenset(day.number for day in weekdays_in(text) if day.language == language)
    if language != "en":
        return Stance(values(tokens, language), days, negated=negated)
    poles = _poles()
    return Stance(
        values=values(tokens, language),
        weekdays=days,
        months=months_in(text),
        near_days=frozenset(word.lower() for word in _NEAR_DAY.findall(text)),
        parts=frozenset(word.lower() for word in _PART.findall(text)),
        sayer=_sayer(text, tokens),
        poles=frozenset(chain.from_iterable(poles[token.stem] for token in tokens if token.stem in poles)),
        denies=bool(_DENIAL.search(text)),
        hedges=bool(_HEDGE.search(text)),
        negated=negated,
    )


def opposed(one: Stance, two: Stance) -> bool:
    """Whether two sentences cannot both be taken as saying one thing.

    Of numbers and days the one may name more than the other, but not others.
    """
    if (one.negated, one.denies, one.hedges) != (two.negated, two.denies, two.hedges):
        return True
    if any(-pole in two.poles and pole not in two.poles and -pole not in one.poles for pole in one.poles):
        return True
    if one.sayer and two.sayer and not one.sayer & two.sayer:
        return True
    return (
        _differ(one.values, two.values)
        or _differ(one.weekdays, two.weekdays)
        or _differ(one.months, two.months)
        or _differ(one.parts, two.parts)
        or _differ(one.near_days, two.near_days)
    )


def differences(one: Stance, two: Stance) -> tuple[Literal["number", "day", "stance"], ...]:
    """Return in what two sentences differ that tell of one thing: in a number, in a day, in whether they affirm it."""
    turned = any(-pole in two.poles and pole not in two.poles and -pole not in one.poles for pole in one.poles)
    found: dict[Literal["number", "day", "stance"], bool] = {
        "number": _differ(one.values, two.values) or _differ(one.parts, two.parts),
        "day": _differ(one.weekdays, two.weekdays) or _differ(one.months, two.months),
        "stance": turned or (one.negated, one.denies) != (two.negated, two.denies),
    }
    return tuple(what for what, differs in found.items() if differs)


def _differ(one: frozenset[str] | frozenset[int], two: frozenset[str] | frozenset[int]) -> bool:
    return bool(one and two) and not (one <= two or two <= one)


def _sayer(text: str, tokens: Sequence[Token]) -> frozenset[str]:
    for place, token in enumerate(tokens[:_SAYS]):
        if token.text in SPEECH:
            plain = text[: token.start].replace(" ", "").isalnum()
            stems = {one.stem for one in tokens[:place]} if plain else set()
            return frozenset(stems - stop_words("en") - {"late", "later", "earlier", "also"})
    return frozenset()


def _negates(word: str) -> bool:
    return word in _NEGATIONS or word.endswith(("n't", "n’t"))


@cache
def _poles() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for number, pair in enumerate(_OPPOSITES, 1):
        for sign, words in zip((1, -1), pair.split(":"), strict=True):
            for word in words.split():
                found[stem(word)].add(sign * number)
    return {word: frozenset(poles) for word, poles in found.items()}
