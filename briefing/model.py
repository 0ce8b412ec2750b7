"""The records of every stage, frozen: what the source said, what was decided, what is shown are different records.

    bytes -> Article -> Reading (of Sentences) -> Topic -> Selection (of Picks) -> Brief -> rendered -> delivered

A sentence never loses its document: it is a view, by offsets, into the cleaned text of its article.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import accumulate
from typing import TYPE_CHECKING, Literal, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

_T = TypeVar("_T")

Basis = Literal["stated", "metadata", "feed", "address", "given", "inferred", "unknown"]
"""What a piece of knowledge rests on: the document's own words, its metadata, the feed, its address, the user (a
sidecar, the source's settings, the library's caller), an inference that is told, or nothing."""

BlockKind = Literal["paragraph", "heading", "item", "caption", "furniture"]
"""What the format says of a block: running text, a heading, a list item, a caption, or a part of the page that its
markup already marks as not the report (a date line, a by-line, an "Original url")."""

Reach = Literal["all", "window"]
Role = Literal["pick", "lead-in"]
Status = Literal["new", "updated", "still"]
SourceStatus = Literal["ok", "failed", "stale", "empty"]
Precision = Literal["year", "month", "day"]
Certainty = Literal["sure", "inferred", "about"]
"""How sure a date is: "inferred" is counted from a report whose own date is inferred, "about" from round years."""
Still = Literal["short", "leave-out", "full"]
"""What becomes of what earlier issues told, and nothing has changed of: a line for some, nothing, or as all else."""
WhenOvertaken = Literal["drop", "show"]
"""What becomes of a sentence that a later report settles: left out, or shown beside what supersedes it."""
Change = Literal["number", "day", "stance", "settled", "newsrooms"]
"""What has changed against an earlier issue: another number, another day, the opposite is said, what was left open is
settled, or more newsrooms report it."""


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
class Given:
    """What the user says of a document: in a sidecar beside it, in the settings of its source, by an argument."""

    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    author: str | None = None
    language: str | None = None


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


# --- the archive: what is kept from day to day

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
class SourceState:
    """What is remembered of a source that is fetched, by its name and address; moments in UTC.

    `etag` and `last_modified` are the server's, of what is on file. Before `fresh_until` it has nothing new, before
    `retry_at` it does not want to be asked. `failures` counts those in a row, since `failing_since`; `problem` is the
    last; `told` when the user last heard of it. `moved` is the address that the server says has replaced this one.
    `feeds` are the names and addresses of the feeds in it, where it is a list of them.
    """

    name: str
    address: str = ""
    etag: str = ""
    last_modified: str = ""
    fresh_until: datetime | None = None
    retry_at: datetime | None = None
    last_try: datetime | None = None
    last_success: datetime | None = None
    failures: int = 0
    failing_since: datetime | None = None
    problem: str = ""
    told: datetime | None = None
    moved: str = ""
    feeds: tuple[tuple[str, str], ...] = ()


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
class Yield:
    """What a source gave in a run, in numbers of documents, and its problem, "" where it had none."""

    source: str
    new: int = 0
    revised: int = 0
    same: int = 0
    held: int = 0
    unread: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of the program: its number, when it began and ended (None: not yet, or it was killed), and its outcome."""

    id: int
    started: datetime
    ended: datetime | None = None
    outcome: str = ""
    gave: tuple[Yield, ...] = ()


@dataclass(frozen=True, slots=True)
class Rate:
    """How much a source gives: when its newest article was published (else seen), its articles, and those a day.

    `per_day` counts the days looked back on, or those since its first article, whichever are fewer.
    """

    source: str
    newest: datetime | None
    articles: int
    per_day: float


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


@dataclass(frozen=True, slots=True)
class Topic:
    """What the reader wants to know of. `sentences` is the most that its section shows."""

    id: str
    title: str = ""
    about: str = ""
    terms: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    sentences: int = 6
    by_side: bool = False
    reach: Reach = "all"


@dataclass(frozen=True, slots=True)
class Side:
    """A party to the story, with the names it goes by."""

    id: str
    title: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for a choice: its name, its value in [0, 1], and words for it."""

    name: str
    value: float
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence that an earlier issue showed: of which day, in which item, from which document.

    `origins` counts the newsrooms that the item was reported by; `role` tells what the sentence was there.
    """

    issue: date
    topic: str
    item: str
    status: Status
    text: str
    role: Literal["pick", "lead-in", "also"] = "pick"
    publisher: str | None = None
    published: str | None = None
    sha256: str = ""
    origins: int = 1


@dataclass(frozen=True, slots=True)
class Past:
    """What earlier issues of a brief showed: their days, their sentences, and what they read, all in order of time.

    `read` holds a day and the SHA-256 of a document that its issue was made from, quoted or not.
    """

    issues: tuple[date, ...] = ()
    said: tuple[Said, ...] = ()
    read: tuple[tuple[date, str], ...] = ()

    def before(self, day: date, most: int) -> Past:
        """Return what the last issues before a day showed, at most so many of them."""
        issues = tuple(issue for issue in self.issues if issue < day)[-most:]
        said = tuple(one for one in self.said if one.issue in issues)
        return Past(issues, said, tuple(one for one in self.read if one[0] in issues))


@dataclass(frozen=True, slots=True)
class Echo:
    """What an earlier issue showed of the matter of a sentence, and what has changed since: () where nothing has.

    `sentence` is where the earlier words stand among today's reports; None where that report is not among them.
    """

    said: Said
    changed: tuple[Change, ...] = ()
    sentence: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Pick:
    """A sentence chosen for a topic. `score` in [0, 1]; `also` are sentences of other reports that say the same."""

    topic: str
    sentence: Sentence
    score: float
    reasons: tuple[Reason, ...] = ()
    lead_in: Sentence | None = None
    also: tuple[Sentence, ...] = ()
    superseded_by: Sentence | None = None
    echo: Echo | None = None


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A sentence that was considered for a topic and not taken, and what kept it out."""

    topic: str
    sentence: Sentence
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a sentence for a topic: `relevance` and `worth` in [0, 1]; what kept it out, "" if nothing."""

    topic: str
    relevance: float
    worth: float
    why: str


@dataclass(frozen=True, slots=True)
class Considered:
    """A sentence of the day: what kept it out of every topic, "" if nothing, and what became of it for each.

    `verdicts` holds the topics of which it has words, or words that they do not want.
    """

    sentence: Sentence
    why: str = ""
    verdicts: tuple[Verdict, ...] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen for one topic, best first; `considered` counts the sentences looked at."""

    topic: Topic
    picks: tuple[Pick, ...]
    considered: int
    passed_over: tuple[PassedOver, ...] = ()


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence about a topic that stands alone and names a time.

    `weight` in [0, 1] is how much it matters to the story; those that say the same share the number `same`.
    """

    sentence: Sentence
    weight: float
    same: int


@dataclass(frozen=True, slots=True)
class Selection:
    """What was chosen for all topics, and what was learnt of the articles on the way.

    `revisions` maps the key of an earlier version to the key of the version that stands for it, of the versions of one
    article the oldest first; `origins` the key of
    each article to the newsroom that its text comes from.
    """

    topics: tuple[Chosen, ...]
    readings: tuple[Reading, ...]
    revisions: dict[str, str] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    duplicates: int = 0
    considered: tuple[Considered, ...] = ()
    telling: tuple[Telling, ...] = ()


# --- what a person may want to change of the topics


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A term as it is written, in how many sentences and reports it stands, and one of these sentences.

    `sure` is how surely it goes with what it is for: the z-score of its log-odds there.
    """

    term: str
    sentences: int
    reports: int
    sure: float
    example: Sentence


@dataclass(frozen=True, slots=True)
class FoundTerm:
    """A term of a topic as it is configured, and in how many sentences and reports it is found."""

    term: str
    sentences: int
    reports: int


@dataclass(frozen=True, slots=True)
class Advice:
    """A topic, how much is about it, what its terms find, and terms that it might have, best first."""

    topic: Topic
    sentences: int
    reports: int
    found: tuple[FoundTerm, ...]
    terms: tuple[Suggestion, ...] = ()


@dataclass(frozen=True, slots=True)
class Uncovered:
    """What no topic covers: terms that stand together, in how many sentences and reports, and examples."""

    terms: tuple[Suggestion, ...]
    sentences: int
    reports: int
    examples: tuple[Sentence, ...]


# --- the brief: what is shown; the fields, in this order, are those of brief.json


@dataclass(frozen=True, slots=True)
class Mark:
    """A word about time in a shown sentence, and the date that it was resolved to. Offsets count in the shown text.

    `date` is cut to its precision ("2022-03").
    """

    text: str
    start: int
    end: int
    date: str
    precision: Precision
    certainty: Certainty = "sure"


@dataclass(frozen=True, slots=True)
class Context:
    """The words around a shown sentence: those before it begin at `start` of its article, those after end at `end`."""

    start: int
    end: int
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A sentence as it is shown: the words, the article's id, and the offsets in the article's cleaned text.

    `context` is there for sentences of items, where their report goes on around them.
    """

    text: str
    article: str
    start: int
    end: int
    role: Role = "pick"
    dates: tuple[Mark, ...] = ()
    context: Context | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence of another report: the article's id, the offsets in its cleaned text, the words."""

    article: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an earlier issue showed of an item: the issue's day, its item, and what has changed since.

    `sentence` holds the words that it showed, where their report is among those of the brief.
    """

    issue: str
    item: str
    changed: tuple[Change, ...]
    sentence: Place | None


@dataclass(frozen=True, slots=True)
class Item:
    """What a section lists: a pick with its lead-in, who else reports it, its status, its reasons.

    `earlier` is there for what is updated or still; `short` says that a line is enough.
    """

    id: str
    status: Status
    side: str | None
    sentences: tuple[Shown, ...]
    also: tuple[Place, ...]
    origins: int
    superseded_by: Place | None
    reasons: tuple[Reason, ...]
    earlier: Earlier | None = None
    short: bool = False


@dataclass(frozen=True, slots=True)
class Missed:
    """A sentence that was nearly chosen for a section, its score, and what kept it out."""

    sentence: Place
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Account:
    """A stretch of a report, and what became of it: kept beside a brief, so that of any sentence it can be told.

    `kind` is "sentence", "heading" or the kind of furniture; `why` what kept it out of every topic, "" if nothing.
    """

    article: str
    start: int
    end: int
    text: str
    kind: str = "sentence"
    why: str = ""
    verdicts: tuple[Verdict, ...] = ()


@dataclass(frozen=True, slots=True)
class Quiet:
    """Why a topic has nothing new: the day of the last issue that had something, and how many reports were read.

    `new` is how many of them since the last issue, None where there is none.
    """

    since: str | None
    read: int
    new: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """One topic of the brief. `note` says why it is short or empty; `considered` counts the sentences looked at.

    `quiet` holds the facts of such a note, for those who say it in another language.
    Where `by_side` is true the items are to be read under the side that they name.
    """

    topic: str
    title: str
    note: str | None
    by_side: bool
    considered: int
    items: tuple[Item, ...]
    passed_over: tuple[Missed, ...] = ()
    quiet: Quiet | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """An office that a report gives a person, in the report's words."""

    text: str
    article: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence in which a person is reported to say something; `item` is the id of the item that shows it."""

    sentence: Shown
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody named in the brief: their offices, and what they are reported to have said.

    Offices of the newest report stand first, former ones last.
    """

    name: str
    side: str | None
    roles: tuple[Office, ...]
    said: tuple[Saying, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """A dated event of the story; `date` is cut to its precision ("2022-03"); `planned` that it is announced only."""

    date: str
    precision: Precision
    sentence: Shown
    certainty: Certainty = "sure"
    planned: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """One report's value of a quantity."""

    value: str
    sentence: Shown


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity for which the reports give different values."""

    about: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """One article of the brief. `id` is "a1", "a2", ...; the number is the one that the renderings show."""

    id: str
    title: str | None
    publisher: str | None
    author: str | None
    published: str | None
    published_basis: Basis
    published_detail: str
    url: str | None
    source: str
    path: str
    sha256: str
    origin: str
    credits: tuple[str, ...]
    revision_of: str | None
    quoted: bool
    known_by: dict[str, Basis]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """How reading one source of the configuration went.

    Of a source that is fetched also: when it last could be (RFC 3339), the day of its newest report, how often in a row
    it has failed, and how many reports it has had a day.
    """

    name: str
    status: SourceStatus
    articles: int
    detail: str | None = None
    last_success: str | None = None
    newest: str | None = None
    failures: int = 0
    per_day: float | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was read and what was left out, in numbers of articles and sentences.

    `later` counts the reports that are dated after the brief's day, of which nothing was taken.
    """

    sources: tuple[SourceHealth, ...]
    articles: int
    sentences: int
    furniture: int
    duplicates: int
    later: int


@dataclass(frozen=True, slots=True)
class SideTitle:
    """A party to the story, as headings name it; items and people name it by its id."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Brief:
    """The whole, for one date: the one object that every rendering is made from.

    `since` is the day of the issue that items are new against, None where there is none. `frame` is the language of
    headings and dates where it is not that of the reports.
    """

    schema_version: int
    id: str
    title: str
    date: str
    timezone: str
    language: str
    made_at: str
    made_by: str
    inputs: str
    sides: tuple[SideTitle, ...]
    sections: tuple[Section, ...]
    people: tuple[Person, ...]
    timeline: tuple[Event, ...]
    figures: tuple[Figure, ...]
    articles: tuple[Source, ...]
    coverage: Coverage
    since: str | None = None
    frame: str | None = None


# --- delivery: what goes to whom, and what became of it

DeliveryState = Literal["intended", "accepted", "refused", "doubtful", "waiting"]
"""What is known of a delivery: to be made; taken; refused for good; perhaps taken, which nobody but a person may try
again; not taken for now, and tried again later."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom or what an issue goes to: the way ("mail", "folder", ...), its name in the configuration, the address there.

    `address` is shown and kept on file: it is never a secret.
    """

    way: str
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Dispatch:
    """An issue on its way to one recipient: the brief's id, its date, and the edition, a digest of what readers see.

    `turn` is 0 for the issue itself, 1 for what first corrects it, and so on, as this recipient gets them.
    """

    brief: str
    date: str
    edition: str
    recipient: Recipient
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Delivery:
    """What is on file of a dispatch: its state, how often it was tried, the last answer in words, its Message-ID.

    `since` is when it was first intended, `at` when its state was last written, `next_try` before when it is not tried
    again by itself. `told` says that a person has heard of this state, `left` that they have looked and leave it so.
    """

    dispatch: Dispatch
    state: DeliveryState
    since: datetime
    at: datetime
    tries: int = 0
    detail: str = ""
    message_id: str = ""
    next_try: datetime | None = None
    told: bool = False
    left: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one attempt for one recipient, and why, in plain words without secrets; never "intended"."""

    recipient: Recipient
    state: DeliveryState
    words: str = ""


ClearanceState = Literal["go", "hollow", "review", "approved", "rejected", "lapsed"]
"""Whether an edition may go out: nothing holds it; it is hollow; it waits for a person; a person let it go, or not;
nobody looked at it in time."""


@dataclass(frozen=True, slots=True)
class Clearance:
    """What is on file of whether an edition of an issue may go out, and why (not), in words.

    `since` is when this edition was first asked about, `at` when its state was written; both in UTC.
    """

    brief: str
    date: str
    edition: str
    state: ClearanceState
    since: datetime
    at: datetime
    why: str = ""


# --- for whoever looks on


@dataclass(frozen=True, slots=True)
class Step:
    """What is being done just now, for whoever looks on: `done` of `total` `things`, 0 where nobody can tell.

    `stage` is one of DESIGN's way (gather, read, choose, verify, write, deliver), or a command's own. `left` names what
    is still waited for: how long that takes is not known.
    """

    stage: str
    things: str = ""
    done: int = 0
    total: int = 0
    left: tuple[str, ...] = ()


def unseen(_: Step) -> None:
    """Hear of a step where nobody looks on."""


def counted(things: Collection[_T], step: Step, told: Callable[[Step], None]) -> Iterator[_T]:
    """Yield the things one after the other, and tell before each how many are done."""
    for number, thing in enumerate(things):
        told(replace(step, done=number, total=len(things)))
        yield thing
