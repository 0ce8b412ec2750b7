"""Hard-wrapped lines -> paragraphs: which line goes on with the one before it, and how the two are joined."""

from __future__ import annotations

import re
from dataclasses import field
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.ingest.characters import JOINING_WORDS, closed, fold, starts_lower
from briefing.model.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

_WIDEST, _NARROWEST = 160, 30
_LEAST_TORN = 40  # characters: shorter lines without a full stop are headings and buttons
_FULL = 0.85  # of the width: the next word would not have fitted
_HYPHEN = re.compile(r"(?<![^\W\d_])([^\W\d_]+)-$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_FREE_PREFIXES = frozenset("well long short high low self half so ill much ever non ex all full part anti pro".split())


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its text folded, how far it is indented, whether a blank line or a page break stands before it."""

    text: str
    indent: int = 0
    gap: bool = False
    page: bool = False


@dataclass(frozen=True, slots=True)
class Wrap:
    """How a text is set: the width that its lines are wrapped at (0: every line is a paragraph), and its words.

    In a soft text a line break alone parts nothing (Markdown).
    """

    width: int = 0
    words: frozenset[str] = frozenset()
    soft: bool = False

    def fills(self, text: str, following: str) -> bool:
        """Return whether the line was full: the next line's first word would not have fitted."""
        first = following.partition(" ")[0]
        return bool(self.width) and len(text) + 1 + len(first) > self.width * _FULL


@dataclass(slots=True)
class Joined:
    """What joining did, counted."""

    lines: int = 0
    hyphens: int = 0
    torn: int = 0

    def notes(self) -> tuple[str, ...]:
        """Return the counts in words."""
        told = (
            "lines re-joined" if self.lines else "",
            _count(self.hyphens, "hyphen at a line's end joined", "hyphens at line ends joined"),
            _count(self.torn, "torn paragraph joined", "torn paragraphs joined"),
        )
        return tuple(note for note in told if note)


@dataclass(slots=True)
class Paragraph:
    """A paragraph as it grows, line by line."""

    lines: list[str] = field(default_factory=list)
    size: int = 0

    def append(self, text: str) -> None:
        """Put a line at the end."""
        self.lines.append(text)
        self.size += len(text)

    def extend(self, text: str, words: frozenset[str], counts: Joined) -> None:
        """Join a line to the end, and the word that a hyphen parts at it."""
        last = self.lines[-1]
        if not _parted(last, text):
            self.append(text)
            return
        counts.hyphens += 1
        kept = last if _keeps_hyphen(last, text, words) else last[:-1]
        first, _, rest = text.partition(" ")
        self.lines[-1] = kept + first
        self.size += len(first)
        if rest:
            self.append(rest)

    def text(self) -> str:
        """Return the lines as one, white space folded."""
        return fold(" ".join(self.lines))


def read_lines(text: str) -> list[Line]:
    """Return the lines that are not blank."""
    lines, gap, page = [], False, False
    for raw in text.split("\n"):
        page = page or "\f" in raw
        folded = fold(raw)
        if folded:
            lines.append(Line(folded, len(raw) - len(raw.lstrip()), gap, page))
        gap, page = not folded, page and not folded
    return lines


def wrap_of(lines: list[Line]) -> Wrap:
    """Return how the lines are set."""
    wordy = [line for line in lines if " " in line.text]
    pairs = [(one.text, two.text) for one, two in pairwise(wordy) if not two.gap]
    lengths = sorted(len(line.text) for line in wordy)
    width = lengths[len(lengths) * 19 // 20] if lengths else 0
    if not pairs or not _NARROWEST <= width <= _WIDEST or not _is_wrapped(Wrap(width), pairs):
        return Wrap()
    return Wrap(width, words_of(line.text for line in lines))


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """Return the words in small letters, those with hyphens whole: what tells whether a hyphen belongs to its word."""
    return frozenset(word.lower() for text in texts for word in _WORD.findall(text))


def goes_on(wrap: Wrap, paragraph: Paragraph, previous: Line, line: Line) -> bool:
    """Return whether the line goes on with the paragraph that the previous line ends (for the moment)."""
    last = previous.text
    if line.gap or not (wrap.width or wrap.soft):
        return torn(paragraph, line.text)
    if wrap.soft and not closed(last) and paragraph.size >= _LEAST_TORN:
        return True
    if closed(last) and line.indent > previous.indent and not starts_lower(line.text):
        return False
    return wrap.fills(last, line.text) or starts_lower(line.text)


def torn(paragraph: Paragraph, following: str) -> bool:
    """Return whether the paragraph stops in mid-sentence and the following text goes on with it."""
    last = paragraph.lines[-1]
    if closed(last) or paragraph.size < _LEAST_TORN:
        return False
    return starts_lower(following) or last.rpartition(" ")[2].lower() in JOINING_WORDS or last.endswith(",")


def _is_wrapped(wrap: Wrap, pairs: list[tuple[str, str]]) -> bool:
    """Nearly every line is full, most stop in mid-sentence, and a good part begins with a small letter."""
    full = sum(wrap.fills(one, two) for one, two in pairs)
    open_ends = sum(not closed(one) for one, _ in pairs)
    upper = sum(two[:1].isupper() for _, two in pairs)
    return full >= 0.6 * len(pairs) and open_ends >= 0.5 * len(pairs) and upper <= 0.75 * len(pairs)


def _parted(last: str, following: str) -> bool:
    return last.endswith("-") and len(last) > 1 and (last[-2].isalnum() or last[-2] == ".") and following[:1].isalnum()


def _keeps_hyphen(last: str, following: str, words: frozenset[str]) -> bool:
    """Return whether the hyphen belongs to the word: "30-day", "U.S.-led", "face-to-face", a word seen so elsewhere."""
    before, after = _HYPHEN.search(last), re.match(r"[^\W\d_]+(?:-[^\W\d_]+)*", following)
    if not before or not after or not before[1].islower() or not after[0].islower():
        return True
    token = last.rpartition(" ")[2][:-1]
    if f"{before[1]}-{after[0]}" in words or "-" in after[0] or "-" in token:
        return True
    return before[1] in _FREE_PREFIXES and before[1] + after[0] not in words


def _count(number: int, one: str, many: str) -> str:
    return "" if not number else f"{number} {one if number == 1 else many}"
