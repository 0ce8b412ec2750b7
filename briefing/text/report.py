"""What of an article is the report? Its text without what its format or the rules of furniture take for something else.

Coarser than what the digest cuts: it serves to see whether the report has changed, where only the page around it has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.text.cutting import about_of, labels, pieces
from briefing.text.furniture import Passage, classify
from briefing.text.sentences import split

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing.model import Article
    from briefing.text.cutting import Labels


def report_of(article: Article) -> str:
    """Return the sentences of an article that are no furniture, a block a line; all of a text that came split."""
    if article.spans is not None:
        return article.text
    return "\n".join(
        " ".join(text for text, label in zip(sentences, of, strict=True) if label is None)
        for sentences, of in _labelled(article)
    )


def _labelled(article: Article) -> Iterable[tuple[tuple[str, ...], Labels]]:
    """Return the sentences of each block with what they are: as the digest has them, where it cuts nothing off."""
    found = pieces(article)
    if all(piece.spans and not piece.cuts for piece in found):
        sentences = (tuple(article.text[start:end] for start, end in piece.spans) for piece in found)
        return zip(sentences, labels(article), strict=True)
    passages = tuple(_passages(article))
    return zip((one.sentences for one in passages), classify(passages, about_of(article)), strict=True)


def _passages(article: Article) -> Iterator[Passage]:
    for block in article.blocks:
        text = article.text[block.start : block.end]
        if text.strip():
            yield Passage(tuple(text[start:end] for start, end in split(text)), block.kind)
