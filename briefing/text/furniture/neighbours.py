"""What spreads from furniture to what stands beside it? Inside a block, below a "Read more", through an appeal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.text import phrases as say
from briefing.text.furniture.reader import speaks_to_readers

if TYPE_CHECKING:
    from briefing.text.furniture.page import Block, Line, Page

Labels = tuple[str | None, ...]
"""What each sentence of a block is; None is the report."""

_WIDE_BOXES = frozenset({"appeal", "sign-up", "cookies"})
_BOXED = _WIDE_BOXES | {"promotion", "share", "contact", "player"}
_NOTES = frozenset({"note", "copyright"})
_SPREADING = _BOXED | _NOTES | {"biography"}
_TEASERS = 6
"""So many titles may stand below a "Read more"."""
_APPEAL = 60
"""So many blocks an appeal may have."""


def spread_in_blocks(page: Page, labels: tuple[Labels, ...]) -> tuple[Labels, ...]:
    """In a block that asks something of the reader, take the questions and words to him around it to it."""
    return tuple(map(_spread_in_block, page.blocks, labels))


def _spread_in_block(block: Block, labels: Labels) -> Labels:
    boxed = next((what for what in labels if what in _SPREADING), None)
    if boxed is None or block.line.count > (120 if boxed in _WIDE_BOXES else 60):
        return labels
    all_of_it = boxed in _NOTES and labels[0] == boxed
    return tuple(
        boxed if what is None and (all_of_it or _belongs_to_box(line)) else what
        for what, line in zip(labels, block.sentences, strict=True)
    )


def _belongs_to_box(line: Line) -> bool:
    return line.addressed or line.imperative or (line.asks and line.said == line.text) or line.count <= 4


def spread_over_teasers(page: Page, labels: tuple[Labels, ...]) -> tuple[Labels, ...]:
    """Take the titles below a "Read more" to it, as far as they are fragments."""
    found: list[Labels] = []
    room = 0
    for block, of_block in zip(page.blocks, labels, strict=True):
        line = block.line
        if room and line.fragment and line.count >= 3 and set(of_block) <= {None, "heading"}:
            found.append(("related",) * len(of_block))
            room -= 1
        else:
            found.append(of_block)
            room = _TEASERS if "related" in of_block and line.count <= 5 else 0
    return tuple(found)


def spread_over_appeals(page: Page, labels: tuple[Labels, ...]) -> tuple[Labels, ...]:
    """From the salutation or the request of an appeal on, take what speaks to the reader to it."""
    found: list[Labels] = []
    while (at := len(found)) < len(labels):
        appeal = labels[at : _appeal_end(page, labels, at)]
        found += [tuple(what if what in _BOXED else "appeal" for what in of_block) for of_block in appeal]
        found += [] if appeal else [labels[at]]
    return tuple(found)


def _appeal_end(page: Page, labels: tuple[Labels, ...], at: int) -> int:
    """Where the appeal ends that begins with this block; `at` itself if none begins here."""
    line = page.line(at)
    if "repeated" in labels[at] and speaks_to_readers(line) and page.repeated_from <= at:
        return len(labels)
    saluted = line.count <= 14 and say.SALUTATION.match(line.said)
    if not saluted and "appeal" not in labels[at]:
        return at
    end = _reach(page, labels, at + 1)
    if saluted:
        pleads = any(say.PLEADING.search(page.line(n).said) or "appeal" in labels[n] for n in range(at, end))
        return end if pleads else at
    return end if end == len(labels) else _reach_of_buttons(labels, at + 1)


def _reach(page: Page, labels: tuple[Labels, ...], at: int) -> int:
    """How far the words to the reader go on; one block that is none is passed over where another follows."""
    end = at
    for n in range(at, min(at + _APPEAL, len(labels))):
        if _goes_on(page.blocks[n], labels[n]):
            end = n + 1
        elif n > end:
            break
    return end


def _goes_on(block: Block, labels: Labels) -> bool:
    line = block.line
    addressed = any(sentence.addressed for sentence in block.sentences)
    return addressed or all(labels) or line.fragment or (line.count <= 8 and (line.asks or line.imperative))


def _reach_of_buttons(labels: tuple[Labels, ...], at: int) -> int:
    while at < len(labels) and set(labels[at][:1]) <= _BOXED | {"button", "glyph"}:
        at += 1
    return at
