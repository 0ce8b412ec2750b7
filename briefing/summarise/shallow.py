"""A sentence read shallowly: its words, its clauses, its names, and which of its words stand in a quotation."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from briefing.model.records import dataclass
from briefing.text.closed_class import (
    CALENDAR,
    COMMON,
    CONJUNCTIONS,
    FEMALE_NAMES,
    HE,
    IRREGULAR_PAST,
    MALE_NAMES,
    PERSONS,
    PLAIN_VERBS,
    SPEECH,
    TITLES,
)

__all__ = ["Sexes", "Token", "View", "may_be_noun", "names_in", "sexes_in", "view"]

_WORD = re.compile(
    r"(?:[A-Z]\.){2,}|(?:Mr|Mrs|Ms|Dr|St|Sen|Rep|Gov|Gen|Prof|Lt|Col|Sgt|No|Mt)\.|\d[\d.,]*\d"
    r"|[^\W_]+(?:[-'’.](?!$)[^\W_]+)*"
)
_CLITIC = re.compile(r"['’](?:s|re|ve|ll|d|m)$")
_MARKS = re.compile(r"''|[\"“”„«»‟]")
_SINGLE = re.compile(r"(?<!\w)[‘'](?=\w)|(?<=[^\s(\[])['’](?!\w)")
_BREAK = re.compile(r"[,;:()–—―]|\s-+\s")
_SAYS = re.compile(rf"\b(?:{'|'.join(sorted(SPEECH))}),$")
_INNER_CAPITAL = re.compile(r"[A-Z](?:(?<=[a-z] .)|(?<=[a-z], .))[^\W_]+(?:['’][^\W_]+)?")
_FULL_NAME = re.compile(r"\b([A-Z][a-z]+) (?:[A-Z]\.? )?([A-Z][^\W\d_]+)")
_TITLED = re.compile(r"\b(Mr|Mrs|Ms|Miss)\.? (?:[A-Z][\w.]+ )?([A-Z][^\W\d_]+)")
_PRONOUN_AFTER = re.compile(r"\b([A-Z][^\W\d_]+)(?:['’]s)? [^.;:“”\"A-Z]{0,60}?\b(himself|herself|he|she)\b")
_SMALL = re.compile(r"\b[a-z][^\W_]+(?:['’][^\W_]+)?")
_FULL_STOP = re.compile(r"[.?!…]")
_PLURAL = re.compile(r"(?<![suia])s$")
_BACK = 20  # characters in which the word before a quotation is looked for
_SURE = 2  # times that a surname stands before one pronoun
_WIDE = 3  # a quotation of fewer words than this is a borrowed expression


class Sexes(NamedTuple):
    """The surnames, folded, that a text gives to men only, and to women only."""

    men: frozenset[str] = frozenset()
    women: frozenset[str] = frozenset()


class Token(NamedTuple):
    """A word: as written, folded without its clitic, what stands before it, and where it belongs.

    `quoted`: it stands in quotation marks; `saying`: in a quotation that is a saying of its own.
    `first`: it begins a sentence or a quotation. `clause` counts the clauses.
    `name`: its capital is not owed to its place.
    """

    text: str
    low: str
    clitic: str
    gap: str
    quoted: bool
    saying: bool
    first: bool
    clause: int
    name: bool


@dataclass(frozen=True, slots=True)
class View:
    """A sentence's tokens, and whether it begins in a quotation or ends in one that is left open.

    `report` is the text that it stands in, "" where that is not known.
    """

    text: str
    tokens: tuple[Token, ...]
    begins_quoted: bool
    ends_open: bool
    report: str = ""

    @property
    def sexes(self) -> Sexes:
        """Whose surnames its report gives to one sex: found where a pronoun asks for it, since few do."""
        return sexes_in(self.report)

    def low(self, place: int) -> str:
        """Return the folded word at a place, "" outside of the sentence."""
        return self.tokens[place].low if 0 <= place < len(self.tokens) else ""


def view(text: str, *, quoted: bool = False, names: Collection[str] = (), report: str = "") -> View:
    """Read a sentence; `quoted`: it begins inside a quotation opened before it. `names`, folded, are names anywhere."""
    spans, begins_quoted, ends_open = _quotations(text, quoted=quoted)
    return View(text, _tokens(text, spans, names), begins_quoted, ends_open, report)


@lru_cache(maxsize=256)
def names_in(text: str) -> frozenset[str]:
    """Return, folded, the words that a text writes with a capital inside its sentences, and never without."""
    capital = {_parted(word)[0] for word in set(_INNER_CAPITAL.findall(text))}
    small = {word.lower() for word in _SMALL.findall(text)}
    small.update([_parted(word)[0] for word in small if "'" in word or "’" in word])
    return frozenset(capital - small - COMMON - CALENDAR)


@lru_cache(maxsize=256)
def sexes_in(text: str) -> Sexes:
    """Return whose surnames a text gives to one sex: by Mr and Ms, a common first name, the pronoun after the surname.

    Where all of that does not agree, or the name is of two persons, one of them of neither, it is of no one sex.
    """
    told: dict[str, set[str]] = defaultdict(set)
    firsts: dict[str, set[str]] = defaultdict(set)
    for found in _TITLED.finditer(text):
        told[found[2].lower()].add("he" if found[1] == "Mr" else "she")
    for found in _FULL_NAME.finditer(text):
        first, last = found[1].lower(), found[2].lower()
        if first not in TITLES | PERSONS | COMMON:
            firsts[last].add(first)
            told[last] |= _sex_of_first(first)
    votes = Counter((found[1].lower(), "he" if found[2] in HE else "she") for found in _PRONOUN_AFTER.finditer(text))
    for (name, sex), count in votes.items():
        told[name] |= {sex} if count >= _SURE else set()
    sure = {name: next(iter(sexes)) for name, sexes in told.items() if len(sexes) == 1 and _is_one(firsts[name])}
    return Sexes(*(frozenset(name for name, sex in sure.items() if sex == one) for one in ("he", "she")))


def _sex_of_first(first: str) -> set[str]:
    return {"he"} if first in MALE_NAMES else {"she"} if first in FEMALE_NAMES else set()


def _is_one(firsts: set[str]) -> bool:
    """Whether the persons of a surname are one, or all of a first name that tells their sex."""
    return len(firsts) < 2 or firsts <= MALE_NAMES | FEMALE_NAMES


def may_be_noun(determiner: str, word: str) -> bool:
    """Whether a possible verb is a noun after "the", "this", "those": the talks, this plan, not this means."""
    if word not in PLAIN_VERBS and word not in SPEECH and word not in IRREGULAR_PAST:
        return False
    if determiner in {"this", "that"}:
        return word in PLAIN_VERBS and not word.endswith("s")
    return determiner == "the" or word.endswith("s")


# --- quotations


def _quotations(text: str, *, quoted: bool) -> tuple[list[tuple[int, int]], bool, bool]:
    marks = [m.span() for m in _MARKS.finditer(text)]
    spans, begins, ends_open = _paired(text, marks, quoted=quoted)
    if marks:
        return spans, begins, ends_open
    single = [m.span() for m in _SINGLE.finditer(text)]
    spans, single_begins, ends_open = _paired(text, single, quoted=quoted)
    opens_first = bool(single) and single[0][0] == 0
    if (ends_open and not opens_first and not begins) or (single_begins and not begins):
        return [], begins, False  # an apostrophe: the '90s, the players' bus
    return spans, begins, ends_open


def _paired(text: str, marks: list[tuple[int, int]], *, quoted: bool) -> tuple[list[tuple[int, int]], bool, bool]:
    """Return the spans in quotation marks, whether the text begins in one, and whether it ends in one left open."""
    spans: list[tuple[int, int]] = []
    begins, start = quoted, 0 if quoted else -1
    for left, right in marks:
        if _opens(text, left, right):
            begins = begins and left > 0  # a new paragraph repeats the mark of a quotation that goes on
            start = right if start < 0 or left == 0 else start
        elif start >= 0:
            spans.append((start, left))
            start = -1
        elif not spans:
            spans.append((0, left))
            begins = True
    if start >= 0:
        spans.append((start, len(text)))
    return spans, begins, start >= 0


def _opens(text: str, left: int, right: int) -> bool:
    mark = text[left]
    if mark in "«„":
        return True
    if mark == "»":
        return False
    before, after = text[left - 1 : left], text[right : right + 1]
    if before == "," and after.isspace() and not _MARKS.search(text[:left]) and _SAYS.search(text[:left]):
        return True  # Poole said," Nothing has been decided": a slip of the typist
    return (not before or before.isspace() or before in "([—–-―") and bool(after) and not after.isspace()


# --- words


def _tokens(text: str, spans: list[tuple[int, int]], names: Collection[str]) -> tuple[Token, ...]:
    words = list(_WORD.finditer(text))
    gaps = [text[a.end() : b.start()] for a, b in pairwise(words)]
    gaps.insert(0, text[: words[0].start()] if words else "")
    inside = _insides(words, spans)
    sayings = [_is_saying(text, start, end) for start, end in spans]
    tokens: list[Token] = []
    clause, before = 0, -1
    for word, gap, capital_follows, span in zip(words, gaps, _capital_follows(words, gaps), inside, strict=False):
        low, clitic = _parted(word.group())
        parts = gap != " "  # mostly it is a blank, in which no pattern finds anything
        first = not tokens or (parts and bool(_FULL_STOP.search(gap))) or (span not in {-1, before} and sayings[span])
        clause += first or low in CONJUNCTIONS or (parts and bool(_BREAK.search(gap)))
        saying = span >= 0 and sayings[span]
        name = _is_name(word.group(), low, sure=capital_follows or low in names, first=first)
        tokens.append(Token(word.group(), low, clitic, gap, span >= 0, saying, first, clause, name))
        before = span
    return tuple(tokens)


def _insides(words: list[re.Match[str]], spans: list[tuple[int, int]]) -> list[int]:
    """Return for each word the span that it stands in, -1 for none."""
    found, span = [], 0
    for word in words:
        while span < len(spans) and spans[span][1] <= word.start():
            span += 1
        found.append(span if span < len(spans) and spans[span][0] <= word.start() else -1)
    return found


def _parted(word: str) -> tuple[str, str]:
    if "'" not in word and "’" not in word:
        return word.lower().rstrip("."), ""
    clitic = _CLITIC.search(word)
    base = word[: clitic.start()] if clitic else word
    return base.lower().rstrip(".").replace("’", "'"), word[len(base) :].replace("’", "'")


def _is_saying(text: str, start: int, end: int) -> bool:
    """Whether a quotation is a saying of its own, and not a borrowed expression (a 'deep and sincere' apology)."""
    before = text[max(0, start - _BACK) : start].rstrip(" \"'“”‘’«„")
    inside = text[start:end].lstrip("[( ")
    if len(inside.split()) < _WIDE:
        return not before or before[-1] in ":.?!"
    return not before or before[-1] in ",:.?!—–-" or inside[:1].isupper()


# --- names


def _capital_follows(words: list[re.Match[str]], gaps: list[str]) -> list[bool]:
    follows = [w.group()[0].isupper() and not gap.strip() for w, gap in zip(words[1:], gaps[1:], strict=True)]
    return [*follows, False]


def _is_name(word: str, low: str, *, sure: bool, first: bool) -> bool:
    if not word[0].isupper() or low in CALENDAR:
        return False
    if low in COMMON:
        return len(word) > 1 and word.isupper()  # WHO, US, IT
    return not first or (low not in SPEECH and (sure or _may_be_proper(low)))


def _may_be_proper(low: str) -> bool:
    """Whether a word whose capital may be only that of the sentence's beginning looks like a name."""
    return not (low.endswith(("ly", "ing", "ed")) or low in PERSONS or _PLURAL.search(low))
