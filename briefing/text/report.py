"""What of an article is the report? Its text without what its format or the rules of furniture take for something else.

Coarser than what the digest cuts: it serves to see whether the report has changed, where only the page around it has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.text.furniture import About, Passage, classify
from briefing.text.sentences import split

if TYPE_CHECKING:
    from briefing.model import Article


def report_of(article: Article) -> str:
    """Return the sentences of an article that are no furniture, a block a line; all of a text that came split."""
    if article.spans is not None:
        return article.text
    passages = tuple(
        Passage(tuple(text[start:end] for start, end in split(text)), block.kind)
        for block in article.blocks
        if (text := article.text[block.start : block.end]).strip()
    )
    about = About(article.title.value or "", article.author.value or "", article.publisher.value or "")
    labels = classify(passages, about)
    return "\n".join(
        " ".join(text for text, label in zip(passage.sentences, labelled, strict=True) if label is None)
        for passage, labelled in zip(passages, labels, strict=True)
    )
