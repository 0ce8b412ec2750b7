"""Names of persons in English text: their spans, by capitals and by what stands beside them.

A name with two parts can be that of a firm or a place. It is a person's where an office, an honorific, an age or "who"
stands with it, or where its first part is one of the commonest first names; elsewhere nothing is said.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from briefing.model.records import dataclass
from briefing.text.closed_class import CALENDAR, COMMON, FEMALE_NAMES, MALE_NAMES, NAMED_BODIES
from briefing.text.kept import kept
from briefing.text.offices import BODIES, HONORIFICS, noun_of, office_after, office_before
from briefing.text.quotations import unquoted
from briefing.text.words import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_](?:[\w’'‑-]*[^\W_])?['’]?(?:\.(?=\s+\S|,))?")
_PARTICLES = frozenset(
    "von van de der den del della di da dos das du la le al el bin bint ibn ben abu ter ten zu zur af y".split()
)
_SUFFIXES = frozenset("jr sr ii iii iv".split())
_INITIAL = re.compile(r"[^\W\d_](?:\.[^\W\d_])*\.")
_ABBREVIATED = re.compile(
    r"(?:Mr|Mrs|Ms|Mx|Dr|Sen|Gov|Rep|Gen|Col|Lt|Maj|Capt|Sgt|Adm|Amb|Prof|Supt|Cmdr|Brig|Jr|Sr|St)\."
)
_POSSESSIVE = re.compile(r"['’]s$|(?<=s)['’]$")
_OWN = {"may", "april", "june", "august"}  # months that are names of persons too
_NO_NAME = frozenset(
    "motors electric assembly election department tower avenue act plan islamic muslim christian jewish catholic "
    "republican democrat democratic conservative labour liberal green socialist communist congress parliament "
    "kremlin pentagon white black supreme federal tuesday news press times".split()
)
_BOTH = frozenset(
    "pope king dean judge bishop prince marshal major justice page speaker chancellor captain lord".split()
)
_AFTER = re.compile(r",\s+(?:\d{1,2}(?=[,.])|who\b)")
_ENDS = re.compile(r"$|[\s,.;:!?)\]\"”’'»–—/-]")
_FIRST = FEMALE_NAMES | MALE_NAMES
_ARTICLE = re.compile(r"\b(?:the|a|an)\s+$", re.IGNORECASE)
_LETTERS = re.compile(r"[A-Z]{2,}s")  # "MEPs"
_ARTICLE_OF_NAME = re.compile(r"\b(al|el|ash|an)[-‑](?=\w)", re.IGNORECASE)  # "al-Renn" is "al Renn"
_LONGEST = 4  # parts of a name


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text. `follows` says that only white space parts it from the word before it."""

    text: str
    start: int
    end: int
    capital: bool
    possessive: bool
    follows: bool
    match: re.Match[str]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text, by offsets, without its possessive.

    `offices` are the spans of the offices beside it; `honorific` is "Mr" and the like. `person` says that it is plain
    that a person is named; `possessive` that something of theirs is what is spoken of ("Talbot's spokesman"), and
    `quoted` that it stands in a quotation.
    """

    start: int
    end: int
    name: str
    offices: tuple[tuple[int, int], ...] = ()
    honorific: str = ""
    person: bool = False
    possessive: bool = False
    quoted: bool = False

    @property
    def parts(self) -> tuple[str, ...]:
        """The folded parts of the name, without initials."""
        return name_parts(self.name)


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence with and without its quotations, and its words."""

    text: str
    bare: str
    words: tuple[Word, ...]


@lru_cache(maxsize=100_000)
def name_parts(name: str) -> tuple[str, ...]:
    """Return the folded parts of a name; initials are one letter or more without stops."""
    parts = _ARTICLE_OF_NAME.sub(r"\1 ", name).split()
    return tuple(fold(part.replace("’", "").replace("'", "").rstrip(".")).rstrip(".") for part in parts)


@kept(tuple[Mention, ...])
def mentions(text: str, language: str = "en") -> tuple[Mention, ...]:
    """Return the names in an English sentence that may be persons', in order; () in another language.

    Offices are told only outside quotations, and nothing is told of a line in which every word has a capital.
    """
    if language != "en":
        return ()
    line = _Line(text, unquoted(text), _split(text))
    if _is_title(line.words):
        return ()
    found: list[Mention] = []
    at = 0
    while at < len(line.words):
        last = _run_end(line.words, at)
        found += _mentions(line, at, last)
        at = max(last, at + 1)
    holders = {start: one.start for one in found for start, _ in one.offices}
    return tuple(_without_neighbours(one, holders) for one in found)


def _without_neighbours(one: Mention, holders: Mapping[int, int]) -> Mention:
    """Return a name without an office behind it that is the next name's: "Feld, chief of staff Ines Talbot".

    `holders` maps where an office begins to the last name that has it.
    """
    return replace(one, offices=tuple(span for span in one.offices if holders[span[0]] <= one.start))


def _split(text: str) -> tuple[Word, ...]:
    words: list[Word] = []
    for match in _WORD.finditer(text):
        shown = match[0]
        if shown.endswith(".") and not (_INITIAL.fullmatch(shown) or _ABBREVIATED.fullmatch(shown)):
            shown = shown[:-1]
        owner = _POSSESSIVE.search(shown)
        plain = shown[: owner.start()] if owner else shown
        between = text[words[-1].end : match.start()] if words else "."
        gap = between.strip() in ("", "'s", "’s", "’", "'") and not (words and words[-1].possessive)
        follows = bool(words) and (gap or between.strip() in {"'s", "’s", "’", "'"}) and between != ""
        capital = plain[:1].isupper()
        words.append(Word(plain, match.start(), match.start() + len(plain), capital, owner is not None, follows, match))
    return tuple(words)


def _is_title(words: tuple[Word, ...]) -> bool:
    """Whether a line is written like a heading: all but small words with capitals."""
    telling = [word for word in words if word.text.lower() not in COMMON and len(word.text) > 3]
    return len(telling) > 5 and all(word.capital for word in telling)


def _run_end(words: tuple[Word, ...], at: int) -> int:
    """Return where the run of capitalised words that begins at `at` ends; `at` itself where none does."""
    if not _can_name(words[at]):
        return at
    end = at + 1
    while end < len(words) and words[end].follows and not words[end - 1].possessive:
        if _can_name(words[end]):
            end += 1
        elif _is_particle(words, end):
            end = next(n for n in range(end, len(words)) if _can_name(words[n]))
        else:
            break
    return end


def _is_particle(words: tuple[Word, ...], at: int) -> bool:
    """Whether a word in lower case carries a name on: "van", or "al-Sadr"."""
    place = at
    while place < len(words) and words[place].follows and words[place].text in _PARTICLES:
        place += 1
    return at < place < len(words) and place - at < 3 and words[place].follows and _can_name(words[place])


def _can_name(word: Word) -> bool:
    low = word.text.lower()
    if re.match(r"(?:al|el|d|ash|an)[-’'‑][A-ZÀ-Þ]", word.text):
        return True
    return word.capital and (low not in COMMON or word.text in {"US", "New"}) and (low not in CALENDAR or low in _OWN)


def _mentions(line: _Line, first: int, last: int) -> list[Mention]:
    """Return the name at the end of a run, behind offices and honorifics, as a list of one or none."""
    words = line.words
    start = _name_start(words, first, last) if first < last else last
    if start >= last or not _is_name(words[start:last], opens=start == 0):
        return []
    if not _ENDS.match(line.text, words[last - 1].match.end()):
        return []  # a letter that was broken on the way
    begin, end = words[start].start, words[last - 1].end
    quoted = not line.bare[begin:end].strip()
    honorific = _honorific(words, start)
    offices = () if quoted else _offices(line, start, last, titled=bool(honorific))
    full = last - start > 1
    known = full and (fold(words[start].text) in _FIRST or _AFTER.match(line.text, end))
    return [
        Mention(
            begin,
            end,
            name=" ".join(line.text[begin:end].split()),
            offices=offices,
            honorific=honorific,
            person=bool(honorific or offices or known),
            possessive=words[last - 1].possessive,
            quoted=quoted,
        )
    ]


def _name_start(words: tuple[Word, ...], first: int, last: int) -> int:
    """Return the word that the name begins with: behind the last noun of office or honorific of the run."""
    start = first
    for place in range(first, last):
        if place + 1 < last and words[place + 1].text.lower() in BODIES:
            continue  # "General Staff"
        low = words[place].text.lower().rstrip(".")
        named = place == last - 1 > first and low in _BOTH
        surname = named and (fold(words[place - 1].text) in _FIRST or _INITIAL.fullmatch(words[place - 1].text))
        if (noun_of(words[place].text) or low in HONORIFICS or low == "lady") and not surname:
            start = place + 1
    if start == first and first >= 2 and words[first].follows and _links(words, first):
        return _behind_body(words, first, last)
    return start


def _links(words: tuple[Word, ...], first: int) -> bool:
    """Whether the run is what an office is of: "Secretary of" ..., "chief of the" ..."""
    place = first - 1 - (words[first - 1].text.lower() == "the")
    return place > 0 and words[place].text.lower() in {"of", "for"} and bool(noun_of(words[place - 1].text))


def _behind_body(words: tuple[Word, ...], first: int, last: int) -> int:
    """Return where the name begins behind "(Secretary of) State", "(chief of the) General Staff"; `last` if unsure."""
    bodies = [place for place in range(first, last) if words[place].text.lower() in BODIES]
    if bodies and bodies[-1] + 1 < last:
        return bodies[-1] + 1
    two = last - 2
    return two if two > first and fold(words[two].text) in _FIRST else (last if last - first > 1 else first)


def _is_name(words: tuple[Word, ...], *, opens: bool) -> bool:
    parts = [word.text for word in words if word.text.lower() not in _PARTICLES]
    lows = [part.lower().rstrip(".") for part in parts]
    if not 0 < len(parts) <= _LONGEST or not any(len(low) > 1 for low in lows):
        return False
    if any(low in NAMED_BODIES | _NO_NAME | BODIES for low in lows) or lows[0] in _OWN | _SUFFIXES:
        return False
    if opens and len(parts) > 1 and lows[0].endswith(("ing", "ed")):
        return False
    return not any(_LETTERS.fullmatch(part) for part in parts) and all(
        _INITIAL.fullmatch(part) or not part.isupper() or low in _SUFFIXES
        for part, low in zip(parts, lows, strict=True)
    )


def _honorific(words: tuple[Word, ...], start: int) -> str:
    before = words[start - 1].text.rstrip(".") if start and words[start].follows else ""
    return before if before.lower() in HONORIFICS else ""


def _offices(line: _Line, start: int, last: int, *, titled: bool) -> tuple[tuple[int, int], ...]:
    words, alone = line.words, last - start == 1
    before = office_before(line.text, words, start)
    if before and (not line.bare[before[0]].strip() or (alone and not _titles_one(line.text, *before))):
        before = None
    known = bool(before or titled) or fold(words[start].text) in _FIRST
    after = None
    if not words[last - 1].possessive and not _stands_in_place(words, start, before) and (known or not alone):
        after = office_after(line.bare, words[last - 1].end, sure=known)
    return tuple(span for span in (before, after) if span)


def _titles_one(text: str, start: int, end: int) -> bool:
    """Whether an office stands before a surname alone: "President Feld", not "told campaign manager Feld".

    Nor is it the title of one in "the President Feld museum".
    """
    last = text[start:end].rsplit(maxsplit=1)[-1]
    return last[0].isupper() and last not in {"Head", "Lead"} and not _ARTICLE.search(text[max(0, start - 8) : start])


def _stands_in_place(words: tuple[Word, ...], start: int, before: tuple[int, int] | None) -> bool:
    """Whether "in" or "near" stands before a name: what follows it is somebody else ("In Velmar, the premier")."""
    if before or not start or not words[start].follows:
        return False
    return words[start - 1].text.lower() in {
        "in",
        "at",
        "near",
        "outside",
        "inside",
        "around",
        "across",
        "into",
        "toward",
        "towards",
        "on",
        "over",
        "since",
    }
