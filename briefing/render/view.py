"""What a template sees: the brief arranged for reading, every phrase in words, every address safe, and no markup.

All texts are one line. What templates may rely on is documented in docs/templates.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.model.records import dataclass

if TYPE_CHECKING:
    from briefing.model import Reason


@dataclass(frozen=True, slots=True)
class Day:
    """A date: as ISO 8601 writes it (None where it is unknown), and in words."""

    iso: str | None
    words: str


@dataclass(frozen=True, slots=True)
class SourceView:
    """One report, as the list of sources names it.

    `day` is short, for the line under a sentence; `dated` says what the date rests on. `link` is an address that may
    be linked; `place` is what to show where there is none: the file's name or the address as text.
    """

    number: int
    publisher: str | None
    publisher_note: str | None
    title: str | None
    author: str | None
    day: Day
    dated: str
    link: str | None
    place: str
    credits: str | None
    earlier_of: int | None
    later_of: int | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence, and what is added after it: the date that its last words mean, or "".

    `full` is the same date with its year, `iso` as ISO 8601 writes it; "" where nothing is added.
    """

    text: str
    added: str
    full: str = ""
    iso: str = ""


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A sentence of a report. `text` is whole; `pieces` are the same words, parted where something is added.

    `gap` says that words of the report are left out between the sentence before it and this one; `cited` that its
    source is to be named after it, because the next sentence is of another report or there is none. `direction` is
    "ltr" or "rtl". `before` and `after` are the words around it in its report, "" where they are not told.
    """

    text: str
    pieces: tuple[Piece, ...]
    role: str
    gap: bool
    cited: bool
    source: SourceView
    link: str | None
    direction: str = "ltr"
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class OtherView:
    """The words of another report. `link` leads to the very words, `direction` is "ltr" or "rtl"."""

    source: SourceView
    text: str
    link: str | None
    direction: str = "ltr"


@dataclass(frozen=True, slots=True)
class EarlierView:
    """What an earlier issue had in the place of an item: `issue` names it, `words` are those of its report."""

    issue: str
    words: OtherView


@dataclass(frozen=True, slots=True)
class ItemView:
    """What a section lists. `anchor` is the id, fit for an address; `source` is that of the pick.

    `state` is "new", "updated" or "still", `status` says it in words, with what has changed; both are None where there
    is no earlier issue. `short` says that a line is enough.
    """

    id: str
    anchor: str
    sentences: tuple[SentenceView, ...]
    source: SourceView
    link: str | None
    newsrooms: str | None
    also: tuple[OtherView, ...]
    status: str | None
    state: str | None
    short: bool
    earlier: EarlierView | None
    superseded_by: OtherView | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class GroupView:
    """The items under one heading of a section; `title` is None where the section has no such headings."""

    title: str | None
    items: tuple[ItemView, ...]
    note: str | None


@dataclass(frozen=True, slots=True)
class SectionView:
    """One topic. `counts` says how many items it has and how many of them are new: "6, 4 new"."""

    anchor: str
    title: str
    note: str | None
    groups: tuple[GroupView, ...]
    counts: str = ""


@dataclass(frozen=True, slots=True)
class NewsView:
    """An item named at the top: its sentence, its section's title, and the item's anchor.

    `state` and `status` are those of the item.
    """

    sentence: SentenceView
    title: str
    anchor: str
    state: str | None
    status: str | None


@dataclass(frozen=True, slots=True)
class AboveView:
    """Where a section shows what a person said: the section's title, and the anchor of the item."""

    title: str
    anchor: str


@dataclass(frozen=True, slots=True)
class PersonView:
    """Somebody named in the brief, and the offices that reports give them.

    `said` are sentences of theirs that stand nowhere else, `above` the items that show others.
    """

    name: str
    side: str | None
    roles: tuple[OtherView, ...]
    said: tuple[SentenceView, ...]
    above: tuple[AboveView, ...]


@dataclass(frozen=True, slots=True)
class EventView:
    """A dated event of the story. `note` says that it is only planned, or that its date is inferred; or it is ""."""

    day: Day
    sentence: SentenceView
    note: str = ""
    planned: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """A date on the strip of the timeline: its place on the line, its words and where they stand, how many events."""

    x: float
    label: str
    label_x: float
    label_y: float
    stem_end: float
    planned: bool
    count: int


@dataclass(frozen=True, slots=True)
class Break:
    """A place on the strip where the scale is broken."""

    x: float


@dataclass(frozen=True, slots=True)
class Strip:
    """The drawing of the timeline: a line at the height `line` from `left` to `right`, its dates and its breaks."""

    width: int
    height: int
    line: int
    left: float
    right: float
    points: tuple[Point, ...]
    breaks: tuple[Break, ...]


@dataclass(frozen=True, slots=True)
class Dot:
    """A report in a cell of the grid: its place, its radius, and whether a sentence of it is quoted."""

    x: float
    y: float
    radius: float
    quoted: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """The reports of a publisher on a day: how many, in words, and as dots in a drawing of that width and height.

    Without dots there are none, or so many that the number has to do.
    """

    count: int
    words: str
    dots: tuple[Dot, ...] = ()
    width: float = 0
    height: float = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A publisher in the grid: its name, a cell a day, and the number of its reports."""

    name: str
    cells: tuple[Cell, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Grid:
    """Who reported how much on which day. A day without `iso` stands for earlier days, or for undated reports."""

    days: tuple[Day, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One report's value of a quantity."""

    value: str
    sentence: SentenceView


@dataclass(frozen=True, slots=True)
class FigureView:
    """A quantity for which the reports give different values."""

    about: str
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True)
class HealthView:
    """How reading one source of the configuration went: its name, and the outcome in words."""

    name: str
    status: str
    words: str


@dataclass(frozen=True, slots=True)
class FooterView:
    """A line of the footer, and the address that it is, None where it is none."""

    text: str
    link: str | None


@dataclass(frozen=True, slots=True)
class ThemeView:
    """How the brief looks beside its templates.

    `css` goes after style.css and is safe there. `accent` and `accent_dark` are shades of the configured colour that
    can be read on light and on dark grounds ("#8a1538"). `logo` is an address that holds the image.
    """

    css: str = ""
    accent: str | None = None
    accent_dark: str | None = None
    logo: str | None = None
    logo_text: str = ""
    footer: tuple[FooterView, ...] = ()


@dataclass(frozen=True, slots=True)
class IssueView:
    """The whole brief.

    `front` is what to know first, under the heading `front_title`. `narrow_strip` is the strip for narrow screens.
    `counts` are the phrases under the title, `troubles` those on sources that failed, are stale or empty, `coverage`
    those of what was read and left out. `example` is the id of an item, to show how to ask for its reasons. `news` says
    how many items are new or updated, None where there is no earlier issue.
    """

    title: str
    date: Day
    language: str
    counts: tuple[str, ...]
    troubles: tuple[str, ...]
    sections: tuple[SectionView, ...]
    people: tuple[PersonView, ...]
    timeline: tuple[EventView, ...]
    strip: Strip | None
    figures: tuple[FigureView, ...]
    sources: tuple[SourceView, ...]
    also_read: tuple[SourceView, ...]
    coverage: tuple[str, ...]
    health: tuple[HealthView, ...]
    made: str
    inputs: str
    example: str | None
    front_title: str = ""
    front: tuple[NewsView, ...] = ()
    narrow_strip: Strip | None = None
    grid: Grid | None = None
    news: str | None = None


@dataclass(frozen=True, slots=True)
class LetterView:
    """What a mail's HTML has besides the issue.

    `preheader` is what mailboxes show beside the subject; `full` the web address of the whole issue, or None.
    `left_out` counts the items that the mail leaves out, `more` those of a section by its anchor. `sources` are
    those that the mail cites. `replaces` says which mail it replaces, "" if none.
    """

    preheader: str
    full: str | None
    left_out: int
    more: dict[str, int]
    sources: tuple[SourceView, ...]
    replaces: str = ""
