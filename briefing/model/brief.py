"""The brief: what is shown. The fields, in this order, are those of brief.json."""

from __future__ import annotations

from typing import Literal

from briefing.model.article import Basis
from briefing.model.past import Status
from briefing.model.records import dataclass
from briefing.model.selection import Change, Reason, Verdict

Role = Literal["pick", "lead-in"]
SourceStatus = Literal["ok", "failed", "stale", "empty"]
Precision = Literal["year", "month", "day"]
Certainty = Literal["sure", "inferred", "about"]
"""How sure a date is: "inferred" is counted from a report whose own date is inferred, "about" from round years."""


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
