"""What is glued to the ends of a block? An address, a date, a bullet, a heading in front; a credit behind."""

from __future__ import annotations

import re

from briefing.model.records import dataclass
from briefing.text import phrases as say
from briefing.text.furniture.page import line_of

_FRONTS = (
    (re.compile(rf"\s*{say.URL}\s+(?=\S)"), "address"),
    (
        re.compile(
            r"(?i)\s*(?:(?:date|published|updated|posted|datum|дата)\s*:?\s*)?"
            r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?Z?)?\s+(?=[^\W\d_])",
        ),
        "date",
    ),
    (re.compile(r"\s*[•·▪●■►▸‣◦~❖➤→✓★*]\s+(?=\S)"), "glyph"),
)
_BACK_CREDIT = re.compile(r"\s(\[[^\[\]]{2,60}\]|\((?:Reuters|AP|AFP|EFE|TASS|UPI|ANSA)\))\.?\s*$")

# What one of _FRONTS may match, and what a heading in capitals does not begin with: cheap tests that nearly all fail.
_GLUED = re.compile(r"(?i)\s*(?:https?:|www\.|publ|upda|post|dat[eu]|дата|[\d:•·▪●■►▸‣◦~❖➤→✓★*])")
_SMALL = re.compile(r"[^\W\d_][a-z]{2}")
_TOKEN = re.compile(r"[“„«]?[^\s“„«]+")
_BEGINS = re.compile(r"[\"“„«‘'\[]*[^\W_]")
_WORDS_OF_ONE_LETTER = frozenset({"A", "I", "“A", "“I"})
_RUN = 400
"""A heading in capitals that runs into a sentence is no longer than so many characters."""
_RUN_WORDS = 24


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch of a block that is glued to a sentence and no part of it, and what it is."""

    start: int
    end: int
    what: str


def front(text: str) -> tuple[Cut, ...]:
    """Return what is glued before a block's first sentence: an address, a date, a bullet, a heading in capitals."""
    cuts: list[Cut] = []
    at = 0
    for pattern, what in _FRONTS if _GLUED.match(text) else ():
        if found := pattern.match(text, at):
            cuts.append(Cut(at, found.end(), what))
            at = found.end()
    end = at if _SMALL.match(text, at) else _heading_end(text, at)
    return (*cuts, Cut(at, end, "heading")) if end > at else tuple(cuts)


def back(text: str, after: int = 0) -> Cut | None:
    """Return the credit in brackets that stands after a block's last sentence (behind `after`), if one does."""
    at = max(after, len(text) - 80)
    if text.find("]", at) < 0 and text.find(")", at) < 0:
        return None
    found = _BACK_CREDIT.search(text, at)
    return Cut(found.start(1), len(text), "credit") if found and line_of(found[1]).capitalised else None


def _heading_end(text: str, at: int) -> int:
    """Where a heading in capitals ends that runs into a sentence, "RAIL STRIKE ENDS The union"; `at` if none does."""
    end, heading = at, list[str]()
    for found in _TOKEN.finditer(text, at, at + _RUN):
        word = found.group()
        article = word in _WORDS_OF_ONE_LETTER and text[found.end() : found.end() + 2].strip()[:1].islower()
        if article or not _is_shouted(word):
            rest = text[found.start() : found.start() + 60]
            return end if _is_heading(heading) and _begins_sentence(rest) else at
        heading.append(word)
        end = found.end()
    return at


def _is_shouted(word: str) -> bool:
    letters = [c for c in word if c.isalpha()]
    small = sum(c.islower() for c in letters)
    return small == 0 or (small == 1 and len(letters) >= 5 and letters[0].isupper())


def _is_heading(words: list[str]) -> bool:
    """Whether words in capitals are a heading: not a name, and not the beginning of a dateline."""
    letters = [sum(c.isalpha() for c in word) for word in words]
    if len(words) > _RUN_WORDS or sum(n > 1 for n in letters) < 3 or sum(n >= 4 for n in letters) < 2:
        return False
    return words[-1][-1] not in ",:;—–-―"


def _begins_sentence(text: str) -> bool:
    """Whether this is the beginning of a sentence, not the rest of a dateline or of a name."""
    first = _BEGINS.match(text)
    return first is not None and not first.group()[-1].islower() and len(text.split()) >= 2
