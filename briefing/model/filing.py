"""The archive: what is kept from day to day."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from briefing.model.article import Arrival, Article
from briefing.model.records import dataclass
from briefing.model.sources import SourceState

Outcome = Literal["new", "revision", "copy", "same", "held", "unread"]
"""What became of an arrival: an article of its own, a later version of one on file, an article of its own with the text
of another, nothing new, kept but not to be shown yet, kept though it could not be read."""


@dataclass(frozen=True, slots=True)
class Filing:
    """An arrival and what reading it gave: an article, or the problem in words, with which `article` is None.

    `addresses` are others that it goes by (the link of a redirect); `held` says why it is kept and not to be shown yet,
    "" where it is to be shown. `settles` are further arrivals that count as read with it: the entry whose page this is.
    """

    arrival: Arrival
    article: Article | None
    problem: str = ""
    addresses: tuple[str, ...] = ()
    held: str = ""
    settles: tuple[Arrival, ...] = ()


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of a filing: the article's number in the archive and the version's within it, from 1; and why.

    Both are 0 where it could not be read. `of` is the number of the article whose text a copy has.
    """

    outcome: Outcome
    article: int = 0
    revision: int = 0
    why: str = ""
    of: int = 0


@dataclass(frozen=True, slots=True)
class OnFile:
    """A version of an article as the archive has it from one source: the arrival, and the article as it was read.

    `id` is the article's number, `revision` the version's within it, from 1, of `revisions` that were known. `since` is
    when the article was first seen in any version, `first_seen` and `last_seen` when this one was; `sources` are those
    that had it. `reader` is the version of the program that read it, `sighting` the number of this very record.
    """

    article: Article
    arrival: Arrival
    id: int
    revision: int
    revisions: int
    since: datetime
    first_seen: datetime
    last_seen: datetime
    sources: tuple[str, ...]
    reader: str
    sighting: int


@dataclass(frozen=True, slots=True)
class Unread:
    """A document on file that could not be read, why, and since when it is known."""

    arrival: Arrival
    problem: str
    first_seen: datetime
    last_seen: datetime


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page that is still to be fetched for an entry of a feed, how often that was tried, and not before when."""

    url: str
    arrival: Arrival
    tries: int = 0
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """What is filed in one piece, or not at all: documents, the new state of their sources, pages wanted or settled.

    `settled` holds (source, url) of pages that are no longer wanted; `wanted` may hold what is wanted already, with
    another count of tries.
    """

    filings: tuple[Filing, ...] = ()
    states: tuple[SourceState, ...] = ()
    wanted: tuple[Wanted, ...] = ()
    settled: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that a search found: a stretch of its text, the places in it that match, and its title.

    `marks` are (start, end) in `snippet`, `title_marks` in `title`. `score` is bm25's, the lower the better.
    """

    id: int
    title: str
    publisher: str
    published: str
    source: str
    url: str
    path: str
    snippet: str
    marks: tuple[tuple[int, int], ...]
    title_marks: tuple[tuple[int, int], ...]
    score: float
