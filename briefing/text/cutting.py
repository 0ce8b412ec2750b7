"""How is an article cut up? Its blocks into sentences and what is glued to their ends, and what the rules say of these.

All of it follows from the article alone, whatever other reports hold: so it is found once in its life (`kept`).
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from briefing.model import Block, Furniture
from briefing.model.records import dataclass
from briefing.text import furniture
from briefing.text.furniture import About, Asked, Passage
from briefing.text.kept import kept
from briefing.text.quotations import quotations
from briefing.text.sentences import split

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.model import Article

Blocks = tuple[Block, ...]
Labels = tuple[str | None, ...]
"""What each sentence of a block is; None is the report."""

_LONGEST = 5_000
"""Characters: what has more without an end is no sentence, and looking at it closely would take very long."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A block, cut up: what is glued to its ends, and its sentences, as spans of the article's text.

    `quoted` says where the sentences begin that stand in a quotation begun before them.
    """

    cuts: tuple[Furniture, ...]
    spans: tuple[tuple[int, int], ...]
    quoted: frozenset[int]


def pieces(article: Article) -> tuple[Piece, ...]:
    """Return the blocks of an article cut up, in order; none where it came already split."""
    return () if article.spans is not None else cut(article.text, article.blocks, _mark(article.blocks))


def labels(article: Article) -> tuple[Labels, ...]:
    """Return what the sentences of each piece are, where no other report is known to have a block of it, too."""
    if article.spans is not None:
        return ()
    about = about_of(article)
    return labelled(article.text, (article.blocks, about), _mark(article.blocks, about))


def asked(article: Article) -> Asked:
    """Return what the rules of furniture say of each piece by itself; what others repeat is still to be `told`."""
    return _asked(article.text, article.blocks, pieces(article), about_of(article))


def about_of(article: Article) -> About:
    """Return what is known of a report that tells what on its page is furniture."""
    return About(article.title.value or "", article.author.value or "", article.publisher.value or "")


# --- what is kept, by the text


@kept(tuple[Piece, ...], without=1)
def cut(text: str, blocks: Blocks, mark: str) -> tuple[Piece, ...]:  # noqa: ARG001 - the mark is what it is kept by
    """Return the blocks of a text cut up; the mark tells them from other blocks of the same text."""
    found = [_cut(text, block) for block in blocks]
    quoted = _quoted(text, blocks, [spans for _, spans in found])
    return tuple(Piece(cuts, spans, inside) for (cuts, spans), inside in zip(found, quoted, strict=True))


@kept(tuple[Labels, ...], without=1)
def labelled(text: str, of: tuple[Blocks, About], mark: str) -> tuple[Labels, ...]:  # noqa: ARG001
    """Return what the sentences of blocks are by the rules of furniture; the mark tells `of` from others."""
    blocks, about = of
    found = _asked(text, blocks, cut(text, blocks, _mark(blocks)), about)
    return furniture.told(found, [0] * len(blocks))


def _mark(blocks: Blocks, about: About | None = None) -> str:
    told = (about.title, about.author, about.publisher) if about else ()
    written = repr(([(block.start, block.end, block.kind) for block in blocks], told))
    return blake2b(written.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _asked(text: str, blocks: Blocks, found: Sequence[Piece], about: About) -> Asked:
    passages = [
        Passage(tuple(text[start:end] for start, end in piece.spans), block.kind)
        for block, piece in zip(blocks, found, strict=True)
    ]
    return furniture.asked(passages, about)


# --- one block


def _cut(text: str, block: Block) -> tuple[tuple[Furniture, ...], tuple[tuple[int, int], ...]]:
    """Cut off what is glued to the block's ends, and split the rest."""
    whole = text[block.start : block.end]
    before = furniture.front(whole) if block.kind in {"paragraph", "item"} else ()
    start = before[-1].end if before else 0
    after = furniture.back(whole, start)
    end = after.start if after else len(whole)
    found = [(start + first, start + last) for first, last in split(whole[start:end])]
    endless = [Furniture(*span, "outside") for span in found if span[1] - span[0] > _LONGEST]
    cuts = (*before, *endless, *([after] if after else ()))
    return (
        tuple(trimmed(text, block.start + cut.start, block.start + cut.end, cut.what) for cut in cuts),
        tuple((block.start + one, block.start + other) for one, other in found if other - one <= _LONGEST),
    )


def trimmed(text: str, start: int, end: int, what: str) -> Furniture:
    """Return a stretch of a text without the white space at its ends, and what it is."""
    piece = text[start:end]
    return Furniture(end - len(piece.lstrip()), start + len(piece.rstrip()), what)


def _quoted(text: str, blocks: Blocks, spans: Sequence[tuple[tuple[int, int], ...]]) -> Iterator[frozenset[int]]:
    """Yield for each block where the sentences begin that stand in a quotation begun before them."""
    goes_on = False
    found = quotations([text[block.start : block.end] for block in blocks])
    for block, own, of_block in zip(blocks, spans, found, strict=True):
        starts = [first - block.start for first, _ in own]
        within = {s for s in starts for quotation in of_block if quotation.start < s < quotation.end}
        if goes_on and of_block and starts and of_block[0].start == starts[0]:
            within.add(starts[0])
        goes_on = bool(of_block) and not of_block[-1].closed
        yield frozenset(block.start + start for start in within)
