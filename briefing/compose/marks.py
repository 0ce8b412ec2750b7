"""What the words about time in a shown sentence mean, seen from the day of its report.

A date is shown for what the reader cannot see: where the report's own date is inferred it says so, where that is
missing, or the words stand in somebody's quotation, nothing is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.model import Mark
from briefing.text.when import times_in

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from briefing.model import Certainty, Sentence
    from briefing.text.when import When

_BEFORE = 400  # characters before a sentence, in which it may be said that the account is of another time


def marks(sentence: Sentence, today: date, language: str) -> tuple[Mark, ...]:
    """Return the dates to add to a sentence in a brief of the day `today`; the same words are marked once."""
    text = sentence.text
    found: dict[tuple[str, str], Mark] = {}
    for one, certainty in dated(sentence, language):
        words = text[one.start : one.end]
        if not one.written and not _goes_without_saying(words, one, today):
            mark = Mark(words, one.start, one.end, one.date, one.precision, certainty)
            found.setdefault((words.casefold(), one.date), mark)
    return tuple(found.values())


def dated(sentence: Sentence, language: str) -> Iterable[tuple[When, Certainty]]:
    """Yield the words about time in a sentence whose meaning is known, in order, and how sure it is."""
    if sentence.quoted:
        return
    article = sentence.article
    before = " ".join(article.text[max(0, sentence.start - _BEFORE) : sentence.start].split())
    inferred = article.published.basis == "inferred"
    for one in times_in(sentence.text, article.published.day, before=before, language=language):
        if not (one.about and inferred):
            yield one, "about" if one.about else "inferred" if inferred and not one.written else "sure"


def _goes_without_saying(words: str, one: When, today: date) -> bool:
    """Whether words mean the month or year that the reader is in: "this year"."""
    return words.lower().startswith("this") and one.precision != "day" and str(today).startswith(one.date)
