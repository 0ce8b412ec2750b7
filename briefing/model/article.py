"""Articles: documents as they arrive, and as they are read."""

from __future__ import annotations

import hashlib
from dataclasses import field, replace
from datetime import date, datetime
from itertools import accumulate
from typing import Literal

from briefing.model.given import Given
from briefing.model.records import dataclass

Basis = Literal["stated", "metadata", "feed", "address", "given", "inferred", "unknown"]
"""What a piece of knowledge rests on: the document's own words, its metadata, the feed, its address, the user (a
sidecar, the source's settings, the library's caller), an inference that is told, or nothing."""

BlockKind = Literal["paragraph", "heading", "item", "caption", "furniture"]
"""What the format says of a block: running text, a heading, a list item, a caption, or a part of the page that its
markup already marks as not the report (a date line, a by-line, an "Original url")."""


@dataclass(frozen=True, slots=True)
class Known:
    """A piece of knowledge about an article, with what it rests on; `value` is None exactly when it is unknown."""

    value: str | None = None
    basis: Basis = "unknown"
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Dating:
    """When an article was published: its day as the publisher dates it, the moment (UTC) where that is known.

    `detail` says, for an inferred day, from which words or addresses.
    """

    day: date | None = None
    moment: datetime | None = None
    basis: Basis = "unknown"
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A document as a source hands it over, before it is read: its bytes, and what is said of it from outside.

    `path` is what messages and briefs call it, with forward slashes; its suffix hints at the format. `itself` is what
    the user says of this very one, `feed` what the feed says, `general` what the settings say of its whole source. `id`
    is what the source tells it by (a feed's id, a Message-ID), "" where it has none.
    """

    source: str
    path: str
    raw: bytes = field(repr=False)
    itself: Given = field(default=Given())
    feed: Given = field(default=Given())
    general: Given = field(default=Given())
    id: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch `text[start:end]` of an article's cleaned text, and what its format says of it."""

    start: int
    end: int
    kind: BlockKind = "paragraph"


@dataclass(frozen=True, slots=True)
class Article:
    """One report: its cleaned text and what is known of it. Two articles are equal when their `key` is.

    `spans` holds the sentences of a text that came already split; elsewhere it is None. `notes` says what cleaning
    changed beyond white space ("3 hyphens at line ends joined").
    """

    key: str
    text: str = field(compare=False, repr=False)
    blocks: tuple[Block, ...] = field(compare=False, repr=False)
    title: Known = field(default=Known(), compare=False)
    publisher: Known = field(default=Known(), compare=False)
    author: Known = field(default=Known(), compare=False)
    url: Known = field(default=Known(), compare=False)
    published: Dating = field(default=Dating(), compare=False)
    source: str = field(default="", compare=False)
    path: str = field(default="", compare=False)
    sha256: str = field(default="", compare=False)
    raw: bytes = field(default=b"", compare=False, repr=False)
    credits: tuple[str, ...] = field(default=(), compare=False)
    notes: tuple[str, ...] = field(default=(), compare=False)
    spans: tuple[tuple[int, int], ...] | None = field(default=None, compare=False, repr=False)

    @classmethod
    def from_text(  # noqa: PLR0913 - what a caller may know of a text
        cls,
        text: str,
        *,
        title: str | None = None,
        publisher: str | None = None,
        author: str | None = None,
        url: str | None = None,
        published: str | date | datetime | None = None,
    ) -> Article:
        """Return an article of plain text; paragraphs are parted by line breaks, `published` is ISO 8601.

        Raises ValueError where `published` is not a date.
        """
        raw = text.encode("utf-8", "surrogatepass")
        return cls(
            key=article_key(raw, publisher or "", str(published or ""), title or "", url or "", author or ""),
            text=text,
            blocks=tuple(Block(start, end) for start, end in _line_spans(text) if text[start:end].strip()),
            title=_given(title),
            publisher=_given(publisher),
            author=_given(author),
            url=_given(url),
            published=_given_date(published),
            sha256=hashlib.sha256(raw).hexdigest(),
            raw=raw,
        )

    @classmethod
    def from_sentences(
        cls,
        sentences: list[str] | tuple[str, ...],
        *,
        title: str | None = None,
        publisher: str | None = None,
        published: str | date | datetime | None = None,
    ) -> Article:
        """Return an article whose text is already split: every string is one sentence and one paragraph of it.

        Raises ValueError where `published` is not a date.
        """
        text = "\n".join(sentences)
        ends = accumulate(len(s) + 1 for s in sentences)
        spans = tuple((end - 1 - len(s), end - 1) for end, s in zip(ends, sentences, strict=True) if s.strip())
        whole = cls.from_text(text, title=title, publisher=publisher, published=published)
        return replace(whole, blocks=tuple(Block(start, end) for start, end in spans), spans=spans)


def article_key(raw: bytes, *names: str) -> str:
    """Return the identity of an article: a digest of its bytes and of what tells it from others with these bytes."""
    digest = hashlib.sha256(raw)
    for name in names:
        digest.update(b"\0" + name.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _line_spans(text: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for line in text.splitlines(keepends=True):
        spans.append((start, start + len(line.rstrip())))
        start += len(line)
    return spans


def _given(value: str | None) -> Known:
    return Known(value, "given") if value else Known()


def _given_date(published: str | date | datetime | None) -> Dating:
    if published is None:
        return Dating()
    if isinstance(published, str):
        moment = datetime.fromisoformat(published)
        published = moment if len(published.strip()) > len("2025-05-15") else moment.date()
    if isinstance(published, datetime):
        aware = published if published.tzinfo else None
        return Dating(published.date(), aware, "given")
    return Dating(published, None, "given")
