"""What does a rule see? The blocks of a page by their places, each as words, and what it says outside quotations."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from briefing.model.records import dataclass
from briefing.text import phrases as say
from briefing.text.quotations import quotations

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.model import BlockKind
    from briefing.text.quotations import Quotation

LONG = 700
"""A sentence or block of more characters has the shape of no furniture."""

_WORD = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*\.?|\d[\d.,:]*")
_LETTERS = re.compile(r"[^\W_]+")
_CLOSERS = "\"'”’»“)]*_ "
_QUESTION = ("?", "？", "؟")
_STOPS = (*_QUESTION, *".!…。！।")
_ENDS = (*_STOPS, ":", ";")
_MOST_KEPT, _LONGEST_KEPT = 200_000, 60  # chunks between blanks, and characters of one


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of a text as its sentences; `repeated` counts the other reports that it stands in, too."""

    sentences: tuple[str, ...]
    kind: BlockKind = "paragraph"
    repeated: int = 0


@dataclass(frozen=True, slots=True)
class About:
    """What is known of the report; "" where it is not."""

    title: str = ""
    author: str = ""
    publisher: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence or a block: its text with white space folded, and `said`, the same without its quotations.

    `count` is how many words it has (of a long one, too many for any rule); `closed` says that it ends as a sentence
    does.
    """

    text: str
    said: str
    count: int
    closed: bool

    @property
    def words(self) -> tuple[str, ...]:
        """Its words and numbers; none of a long one."""
        return tuple(_words(self.text)) if len(self.text) <= LONG else ()

    @property
    def asks(self) -> bool:
        """Whether it is a question."""
        return self.text.rstrip(_CLOSERS).endswith(_QUESTION)

    @property
    def fragment(self) -> bool:
        """Whether it is short and does not end as a sentence does: a heading, a button, an item of a list."""
        return not self.closed and self.count <= 20 and len(self.text) <= 160

    @property
    def addressed(self) -> bool:
        """Whether it speaks, outside quotations, to the reader or of "us"."""
        return bool(say.ADDRESS.search(self.said) or say.POLITE.search(self.said))

    @property
    def imperative(self) -> bool:
        """Whether it tells somebody to do something."""
        return bool(say.IMPERATIVE.match(self.said))

    @property
    def capitalised(self) -> bool:
        """Whether every word begins with a capital or only joins such words: names, agencies, places."""
        words = self.words
        return bool(words) and all(w[0].isupper() or w.lower() in say.JOINING for w in words)


@dataclass(frozen=True, slots=True)
class Block:
    """A passage as the rules see it."""

    line: Line
    sentences: tuple[Line, ...]
    kind: BlockKind


@dataclasses.dataclass(frozen=True)
class Page:
    """All blocks of a text, what is known of it, and of each block how many other reports have it, too."""

    blocks: tuple[Block, ...]
    about: About
    repeated: tuple[int, ...]

    def line(self, at: int) -> Line:
        """Return the block at this place, an empty one outside the page."""
        return self.blocks[at].line if 0 <= at < len(self.blocks) else _EMPTY

    def left(self, at: int) -> int:
        """Return how many blocks stand after this one."""
        return len(self.blocks) - 1 - at

    def is_prose(self, at: int) -> bool:
        """Whether running text stands at this place: what a heading stands over."""
        line = self.line(at)
        return line.closed and line.count >= 6 and self.blocks[at].kind in {"paragraph", "item"}

    def is_in_title(self, line: Line) -> bool:
        """Whether it is the title, or its first or last part (a title and a subtitle are often given as one)."""
        words = plain_words(line.text)
        return len(words) >= min(3, len(self.title)) > 0 and words in {
            self.title[: len(words)],
            self.title[-len(words) :],
        }

    @cached_property
    def title(self) -> tuple[str, ...]:
        """The words of the title that is known."""
        return plain_words(self.about.title)

    @cached_property
    def author(self) -> frozenset[str]:
        """The words of the author's name that is known."""
        return frozenset(plain_words(self.about.author))

    @cached_property
    def dotted(self) -> bool:
        """Whether a full stop proves nothing here: even the title has one (as in texts from some archives)."""
        heads = (self.line(at) for at in range(4))
        return not self.about.title.endswith(_STOPS) and any(
            line.text.endswith(".") and self.is_in_title(line) for line in heads
        )

    @cached_property
    def english(self) -> bool:
        """Whether it is likely in English."""
        return sum(block.line.text.count(" the ") for block in self.blocks) * 5 >= len(self.blocks)

    @cached_property
    def repeated_from(self) -> int:
        """The block from which on other reports repeat everything."""
        return max((at + 1 for at, others in enumerate(self.repeated) if not others), default=0)

    @cached_property
    def frequency(self) -> Counter[str]:
        """How often a word stands on the page."""
        return Counter(word for block in self.blocks for line in block.sentences for word in line.words)


def page_of(passages: Sequence[Passage], about: About) -> Page:
    """Return the passages as the rules see them."""
    wholes = [_folded(" ".join(passage.sentences)) for passage in passages]
    blocks = tuple(map(_block, passages, wholes, quotations(wholes)))
    return Page(blocks, about, tuple(passage.repeated for passage in passages))


def line_of(text: str) -> Line:
    """Return a text in which nobody is quoted as a line."""
    folded = _folded(text)
    return _line(folded, folded)


def plain_words(text: str) -> tuple[str, ...]:
    """Return the beginning of a text as words of letters and digits, in small letters."""
    return tuple(_LETTERS.findall(text[:LONG].casefold()))


def first_word(text: str) -> str:
    """Return the first of the `plain_words`, "" where there is none."""
    found = _LETTERS.search(text[:LONG].casefold())
    return found.group() if found else ""


def _block(passage: Passage, whole: str, quoted: tuple[Quotation, ...]) -> Block:
    masked = _masked(whole, quoted)
    line = _line(whole, masked)
    if len(passage.sentences) == 1:
        return Block(line, (line,), passage.kind)
    lines, start = [], 0
    for sentence in passage.sentences:
        piece = _folded(sentence)
        lines.append(_line(piece, masked[start : start + len(piece)]))
        start += len(piece) + bool(piece)
    return Block(line, tuple(lines), passage.kind)


def _folded(text: str) -> str:
    return " ".join(text.split())


def _line(text: str, said: str) -> Line:
    closed = text.rstrip(_CLOSERS).endswith(_ENDS)
    if len(text) > LONG:
        return Line(text, "", LONG, closed)
    count = sum(map(len, map(_chunks.__getitem__, text.split(" "))))
    return Line(text, said.lower() if text.isupper() else said, count, closed)


class _Chunks(dict[str, tuple[str, ...]]):
    """What stands between two blanks -> its words, found once."""

    def __missing__(self, chunk: str) -> tuple[str, ...]:
        found = tuple(_WORD.findall(chunk))
        if len(chunk) <= _LONGEST_KEPT:
            if len(self) >= _MOST_KEPT:
                self.clear()
            self[chunk] = found
        return found


_chunks = _Chunks()


def _words(text: str) -> Iterator[str]:
    return chain.from_iterable(map(_chunks.__getitem__, text.split(" ")))


def _masked(text: str, quoted: tuple[Quotation, ...]) -> str:
    """Return the text with a blank for every character that stands in a quotation of several words."""
    pieces, at = [], 0
    for quotation in quoted:
        start = max(0, quotation.start)
        if quotation.start < 0 or " " in text[start : quotation.end]:
            pieces += [text[at:start], " " * (quotation.end - start)]
            at = quotation.end
    return "".join([*pieces, text[at:]]) if pieces else text


_EMPTY = Line("", "", 0, closed=False)
