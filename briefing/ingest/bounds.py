"""How much of one document is read: more than any report has, and so little that nobody's day is spent on it.

A long report has five hundred sentences, the transcript of a day three thousand, a book a hundred thousand words. What
is longer was not written to be read in a brief. It is read as far as these bounds go, to the end of a sentence, and
that is said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from briefing.ingest.draft import Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.ingest.draft import Draft

MOST_CHARACTERS, MOST_SENTENCES, MOST_PARTS = 1_000_000, 6_000, 6_000
"""Characters of the cleaned text, places in it where a sentence may end or an item of a list begin, paragraphs."""

MOST_RAW, MOST_LINES = 1_500_000, 50_000
"""Characters and lines that are looked at before white space is folded and lines are joined, the blank ones counted."""

_STOP = re.compile(r"[.!?…‼⁇⁈⁉؟۔।॥։።。！？｡．•⁃●▪‣■◦]+(?!\w)")


@dataclass(frozen=True, slots=True)
class Beginning:
    """A text, or as much of its beginning as is looked at; `whole` says which."""

    text: str
    whole: bool = True


def beginning(text: str) -> Beginning:
    """Return the text as far as it is looked at: so many characters, and lines."""
    end = min(len(text), MOST_RAW)
    if text.count("\n", 0, end) >= MOST_LINES:
        breaks = (match.start() for match in re.finditer("\n", text))
        end = min(end, next(islice(breaks, MOST_LINES - 1, None)))
    return Beginning(text[:end], end == len(text)) if end < len(text) else Beginning(text)


def bounded(draft: Draft, *, whole: bool = True) -> Draft:
    """Return the draft with as many parts, sentences and characters as are read, and a note where these are not all.

    What is left ends with a sentence where it can: half of one may say the opposite of it. `whole` says whether the
    draft is all of its document; the last sentence of one that is not may be half, and goes.
    """
    kept = tuple(_kept(draft.parts))
    if whole and kept == draft.parts:
        return draft
    if kept == draft.parts:
        kept = _without_half(kept)
    size = sum(len(part.text) for part in kept)
    return replace(draft, parts=kept, notes=(*draft.notes, f"too long: only its first {size:,} characters read"))


def _kept(parts: Sequence[Part]) -> Iterator[Part]:
    """Yield the parts until there are enough, the last of them as far as it goes."""
    size, stops = MOST_CHARACTERS, MOST_SENTENCES
    for at, part in enumerate(parts[:MOST_PARTS]):
        ends = [match.end() for match in islice(_STOP.finditer(part.text), stops + 1)]
        if len(part.text) > size or len(ends) > stops:
            whole = [end for end in ends[:stops] if end <= size]
            if whole or not at:
                yield replace(part, text=part.text[: whole[-1] if whole else size])
            return
        yield part
        size, stops = size - len(part.text), stops - len(ends)


def _without_half(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return the parts without what stands behind the last end of a sentence, unless that is all of them."""
    *before, last = parts or (Part(""),)
    end = max((match.end() for match in _STOP.finditer(last.text)), default=0)
    if end:
        return (*before, replace(last, text=last.text[:end]))
    return tuple(before) or parts
