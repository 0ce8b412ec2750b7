"""Plain text for terminals: how wide it is shown, and where its lines end.

Wide are the letters of East Asia, which take two columns (Unicode Standard Annex 11); marks that stand on the letter
before them and characters that are not seen take none.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from briefing.render.markdown import direction_closers

if TYPE_CHECKING:
    from collections.abc import Iterator

COLUMNS = 72
"""The longest line: a mail may be answered twice, with "> " before it, and still fit in 76."""

_NOTHING_WIDE = frozenset({"Mn", "Me", "Cf"})
_JAMO = range(0x1160, 0x1200)  # vowels and finals of Korean, shown inside the syllable that they end
_CLOSING = frozenset({"Pe", "Pf", "Po"})
_OPENING = frozenset({"Ps", "Pi"})
_COMMAND = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")  # the categories Cc and Cs of Unicode
_ADDRESS = re.compile(r"(?:https?://|mailto:|www\.)\S", re.IGNORECASE)


def shown(text: str) -> str:
    """Return one line of text as it may be sent to a terminal.

    Control characters, with which a text could command the terminal, become U+FFFD; changes of writing direction that
    it leaves open end with it.
    """
    text = _COMMAND.sub("\ufffd", text)
    return text + direction_closers(text)


def width(text: str) -> int:
    """Return the columns that a line takes."""
    return len(text) if text.isascii() else sum(map(_width, text))


@lru_cache(4096)
def _width(letter: str) -> int:
    if unicodedata.category(letter) in _NOTHING_WIDE or ord(letter) in _JAMO:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1


def wrapped(text: str, first: str = "", rest: str = "", columns: int = COLUMNS) -> str:
    """Return the text in lines of at most `columns`; `first` stands before the first, `rest` before the others.

    Lines end at white space, and between wide letters. What is longer than a line is parted, but an address is not.
    """
    room = max(2, columns - max(width(first), width(rest)))
    lines = [""]
    used = 0
    for spaced, unit in _units(text, room):
        wide, between = width(unit), " " if spaced and lines[-1] else ""
        if used + len(between) + wide <= room or not lines[-1]:
            lines[-1] += between + unit
            used += len(between) + wide
        else:
            lines.append(unit)
            used = wide
    return "\n".join(((rest if number else first) + line).rstrip() for number, line in enumerate(lines))


def underlined(text: str, line: str, columns: int = COLUMNS) -> str:
    """Return a heading with a line of the character `line` below it, as wide as it is."""
    heading = wrapped(text, columns=columns)
    return f"{heading}\n{line * min(columns, max(map(width, heading.split(chr(10)))))}"


def _units(text: str, room: int) -> Iterator[tuple[bool, str]]:
    """Yield what a line's end does not part, and whether white space stands before it."""
    for word in text.split():
        parts = [word] if word.isascii() else list(_between_wide(word))
        spaced = True
        for part in parts:
            for unit in [part] if width(part) <= room or _ADDRESS.search(part) else _cut(part, room):
                yield spaced, unit
                spaced = False


def _between_wide(word: str) -> Iterator[str]:
    """Part a word before and after wide letters; punctuation stays with what it closes or opens."""
    start = 0
    for at in range(1, len(word)):
        before, after = word[at - 1], word[at]
        if (
            _width(after)
            and 2 in {_width(before), _width(after)}
            and unicodedata.category(after) not in _CLOSING
            and unicodedata.category(before) not in _OPENING
        ):
            yield word[start:at]
            start = at
    yield word[start:]


def _cut(part: str, room: int) -> Iterator[str]:
    """Part what is longer than a line; a mark stays with its letter."""
    start = used = 0
    for at, letter in enumerate(part):
        wide = _width(letter)
        if used + wide > room:
            yield part[start:at]
            start, used = at, 0
        used += wide
    yield part[start:]
