"""Whether a sentence tells of the days of its report, or of other years.

A running story is told with its past; who reads a brief of the day wants the past only where the topic asks for it.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from briefing.text.times import weekdays_in

if TYPE_CHECKING:
    from briefing.model import Sentence

OUTDATED = 0.3  # what a sentence loses that tells of an earlier year
UNDATED = 0.1  # what one loses that names no day
FRESH = timedelta(days=60)  # in January, December is no other year

_YEAR = re.compile(r"(?<![\d.,$€£])(?:1[89]|20)(?!00\s+[a-z])\d\d(?![\d.,]?\d|%)")  # but not "2000 people"
_LONG_AGO = re.compile(
    r"\b(?:1[89]|20)\d0s\b|\b(?:years?|decades?|centur(?:y|ies))\s+(?:ago|earlier|before)\b", re.IGNORECASE
)
_ASIDE = re.compile(r",\s+(?:who|whose|which|where|when)\b[^,;]*")  # tells of its noun, not what the sentence does
_TODAY = re.compile(r"\b(?:today|yesterday|tonight|overnight|tomorrow)\b", re.IGNORECASE)


def currency(sentence: Sentence, *, asked: str = "", language: str = "en") -> float:
    """Return what a sentence is worth, in (0, 1], by the time that it tells of.

    1 where the words that are asked for name a year themselves, and in languages other than English.
    """
    if language != "en" or _YEAR.search(asked) or names_its_day(sentence):
        return 1.0
    return 1 - (OUTDATED if tells_of_the_past(sentence) else UNDATED)


def tells_of_the_past(sentence: Sentence) -> bool:
    """Whether an English sentence names a year before its report, or speaks of years ago, other than in an aside."""
    day, text = sentence.article.published.day, _ASIDE.sub("", sentence.text)
    earlier = day is not None and any(int(year) < (day - FRESH).year for year in _YEAR.findall(text))
    return earlier or bool(_LONG_AGO.search(text))


def names_its_day(sentence: Sentence) -> bool:
    """Whether an English sentence names a weekday, or today, yesterday, tonight."""
    return bool(weekdays_in(sentence.text) or _TODAY.search(sentence.text))
