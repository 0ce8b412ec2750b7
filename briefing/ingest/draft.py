"""What a parser makes of a document: parts of cleaned text, and what the format knows of it."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from functools import reduce
from typing import TYPE_CHECKING

from briefing.model import Basis, Block, BlockKind, Dating, Known

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
    return reduce(_fill, witnesses, Facts())


def set_text(parts: Iterable[Part]) -> tuple[str, tuple[Block, ...]]:
    """Return the cleaned text that the parts make, and its blocks."""
    pieces, blocks, at = [], [], 0
    for part in parts:
        blocks.append(Block(at, at + len(part.text), part.kind))
        pieces.append(part.text)
        at += len(part.text) + len(BETWEEN_PARTS)
    return BETWEEN_PARTS.join(pieces), tuple(blocks)


def _fill(first: Facts, second: Facts) -> Facts:
    missing = {
        one.name: getattr(second, one.name)
        for one in fields(Facts)
        if one.name != "published" and getattr(first, one.name).value is None
    }
    return replace(first, **missing, published=_fill_date(first.published, second.published))


def _fill_date(first: Dating, second: Dating) -> Dating:
    """Take the second's day where the first has none, and its moment where both name the same day."""
    if first.day is None:
        return second
    if first.moment is None and second.moment and first.day == second.day:
        return replace(first, moment=second.moment)
    return first
