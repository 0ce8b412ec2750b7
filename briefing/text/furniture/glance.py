"""Which rules can hold for a line at all? One look at its words and signs tells, before any pattern searches it.

A rule names what it needs: a pattern that begins with certain words, a sign, a shape, a place. Each need is a bit, and
a line has those bits that its words, signs, shape and place give it. Most lines of a report have none that a rule
needs. What a bit promises is only that without it the rule cannot hold.
"""

from __future__ import annotations

import re
from functools import cached_property, reduce
from operator import or_
from typing import TYPE_CHECKING

from briefing.text.leads import LONGEST, leads_of, words_in

if TYPE_CHECKING:
    from briefing.text.furniture.page import Line
    from briefing.text.leads import Leads

BRIEF = 14
"""So many words a line has at most that is known by its shape: a date, a button, a name, a heading."""

SHORT, FRAGMENT, MARKED, FIRST, LAST, TITLED = (1 << n for n in range(6))
"""Brief; a fragment; begins with a mark; the page's first block; one of its last three; may be of the title."""

_SIGNS = {sign: 1 << n for n, sign in enumerate(("[", "]", "<", "@", "/", ")", ":", "©", "…", "...", "»", "›"), 6)}
_BEHIND = 6 + len(_SIGNS)
_FIRST_WORD = re.compile(r"\w+")
_MOST_KEPT, _LONGEST_KEPT = 200_000, 60


def signs(*wanted: str) -> int:
    """Return the bits of a line that has one of these signs."""
    return reduce(or_, (_SIGNS[sign] for sign in wanted))


class Glance:
    """What the rules need of the words of a line: told once by each, then looked up word by word."""

    def __init__(self) -> None:
        self._patterns: list[tuple[re.Pattern[str], bool]] = []

    def anywhere(self, *patterns: re.Pattern[str]) -> int:
        """Return the bits of a line in which one of the patterns may be found."""
        return reduce(or_, (self._bit(pattern, at_start=False) for pattern in patterns))

    def in_front(self, *patterns: re.Pattern[str]) -> int:
        """Return the bits of a line that one of the patterns may match from its beginning, behind marks."""
        return reduce(or_, (self._bit(pattern, at_start=True) for pattern in patterns))

    def at(self, line: Line) -> int:
        """Return the bits of a line: those of its words, its signs and its shape."""
        text, said = line.text, line.said
        found = reduce(or_, map(self._chunks.__getitem__, text.split(" ")), 0) if said else 0
        for front in (text,) if said == text else (text, said):
            if first := _FIRST_WORD.search(front):
                found |= self._fronts[first.group()[: 2 * LONGEST]]
        shape = (SHORT if line.count <= BRIEF else 0) | (FRAGMENT if line.fragment else 0)
        return found | shape | (0 if len(text) > 1 and text[:2].isalnum() else MARKED)

    def known(self) -> int:
        """Return of how many words and chunks the bits are kept."""
        return len(self._chunks) + len(self._fronts)

    def _bit(self, pattern: re.Pattern[str], *, at_start: bool) -> int:
        if (pattern, at_start) not in self._patterns:
            self._patterns.append((pattern, at_start))
        return 1 << _BEHIND + self._patterns.index((pattern, at_start))

    @cached_property
    def _chunks(self) -> _Bits:
        return _Bits(self._leads(at_start=False), _SIGNS)

    @cached_property
    def _fronts(self) -> _Bits:
        return _Bits(self._leads(at_start=True), {})

    def _leads(self, *, at_start: bool) -> list[tuple[int, Leads]]:
        return [
            (1 << _BEHIND + place, _known(pattern))
            for place, (pattern, in_front) in enumerate(self._patterns)
            if in_front is at_start
        ]


def _known(pattern: re.Pattern[str]) -> Leads:
    leads = leads_of(pattern)
    if leads is None:
        raise ValueError(f"any word may begin {pattern.pattern[:40]!r}")
    return leads


class _Bits(dict[str, int]):
    """A word, or what stands between two blanks -> its bits, each looked up once."""

    def __init__(self, leads: list[tuple[int, Leads]], signs_of: dict[str, int]) -> None:
        super().__init__()
        self._signs = tuple(signs_of.items())
        self._words: dict[str, int] = {}
        self._beginnings: dict[str, int] = {}
        for bit, those in leads:
            for told, at in ((those.words, self._words), (those.beginnings, self._beginnings)):
                at.update((lead, at.get(lead, 0) | bit) for lead in told)
        self._heads = {lead[:2] for lead in (*self._words, *self._beginnings)}
        self._sizes = sorted({len(lead) for lead in self._beginnings})

    def __missing__(self, chunk: str) -> int:
        bits = 0
        if not chunk.isalpha():
            bits = sum(bit for sign, bit in self._signs if sign in chunk)
        for word in words_in(chunk):
            if word[:2] in self._heads or word[0] in self._heads:
                bits |= self._of(word)
        if len(chunk) <= _LONGEST_KEPT:
            if len(self) >= _MOST_KEPT:
                self.clear()
            self[chunk] = bits
        return bits

    def _of(self, word: str) -> int:
        """Return the bits of a word: those it has as a whole, and those that its beginnings have."""
        beginnings = (self._beginnings.get(word[:size], 0) for size in self._sizes)
        return reduce(or_, beginnings, self._words.get(word, 0))
