"""Articles read: their sentences, their headings, their furniture."""

from __future__ import annotations

from briefing.model.article import Article
from briefing.model.records import dataclass


@dataclass(frozen=True, slots=True)
class Sentence:
    """A span of an article's cleaned text. `index` is its place among the article's sentences, `paragraph` its block.

    `heading` is the heading inside the article that it stands under, "" where there is none; `quoted` says that it
    stands inside a quotation that began in an earlier sentence of its paragraph.
    """

    article: Article
    start: int
    end: int
    index: int = 0
    paragraph: int = 0
    heading: str = ""
    quoted: bool = False

    @property
    def text(self) -> str:
        """The words, white space folded."""
        return " ".join(self.article.text[self.start : self.end].split())


@dataclass(frozen=True, slots=True)
class Furniture:
    """A span of an article's cleaned text that is not the report, and what it is ("appeal", "caption", ...)."""

    start: int
    end: int
    what: str


@dataclass(frozen=True, slots=True)
class Reading:
    """An article read: its sentences in order, its headings inside the text, and its furniture.

    Together the three cover every character of the text that is not white space.
    """

    article: Article
    sentences: tuple[Sentence, ...]
    headings: tuple[Furniture, ...] = ()
    furniture: tuple[Furniture, ...] = ()
