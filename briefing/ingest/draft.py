"""What a parser makes of a document: parts of cleaned text, and what the format knows of it."""

from __future__ import annotations

from dataclasses import field, replace
from functools import reduce
from typing import TYPE_CHECKING

from briefing.model import Basis, Block, BlockKind, Dating, Known
from briefing.model.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

BETWEEN_PARTS = "\n\n"


@dataclass(frozen=True, slots=True)
class Part:
    """A block to be: its text, white space folded; its kind; the address that it links to where it is only a link."""

    text: str
    kind: BlockKind = "paragraph"
    link: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What one witness knows of a document."""

    title: Known = field(default=Known())
    publisher: Known = field(default=Known())
    author: Known = field(default=Known())
    url: Known = field(default=Known())
    published: Dating = field(default=Dating())


@dataclass(frozen=True, slots=True)
class Draft:
    """A document parsed. `facts` are those of the format, the best witness first; `notes` say what cleaning changed."""

    parts: tuple[Part, ...]
    facts: tuple[Facts, ...] = ()
    notes: tuple[str, ...] = ()


def known(value: str | None, basis: Basis, detail: str = "") -> Known:
    """Return the knowledge, or the lack of it where the value is empty."""
    folded = " ".join((value or "").split())
    return Known(folded, basis, detail) if folded else Known()


def merge(witnesses: Iterable[Facts]) -> Facts:
    """Return what the witnesses know together; of two that know the same thing the first is believed."""
    heard = tuple(witnesses)
    return Facts(
        title=_first(one.title for one in heard),
        publisher=_first(one.publisher for one in heard),
        author=_first(one.author for one in heard),
        url=_first(one.url for one in heard),
        published=reduce(_fill_date, (one.published for one in heard), Dating()),
    )


def set_text(parts: Iterable[Part]) -> tuple[str, tuple[Block, ...]]:
    """Return the cleaned text that the parts make, and its blocks."""
    pieces, blocks, at = [], [], 0
    for part in parts:
        blocks.append(Block(at, at + len(part.text), part.kind))
        pieces.append(part.text)
        at += len(part.text) + len(BETWEEN_PARTS)
    return BETWEEN_PARTS.join(pieces), tuple(blocks)


def _first(values: Iterable[Known]) -> Known:
    return next((one for one in values if one.value is not None), Known())


def _fill_date(first: Dating, second: Dating) -> Dating:
    """Take the second's day where the first has none, and its moment where both name the same day."""
    if first.day is None:
        return second
    if first.moment is None and second.moment and first.day == second.day:
        return replace(first, moment=second.moment)
    return first
