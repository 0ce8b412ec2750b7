"""What the templates of the site see: every phrase in words, every address safe, and no markup.

Addresses of pages are relative to the page that they stand on. What templates may rely on is documented in
docs/templates.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.model.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.render.view import Day


@dataclass(frozen=True, slots=True)
class WordsView:
    """A sentence of a report, which way it is written, and whose it is: `link` is an address or None."""

    text: str
    language: str
    direction: str
    publisher: str
    published: Day
    link: str | None


@dataclass(frozen=True, slots=True)
class LineView:
    """What an issue showed in one place: sentences, the address of the place, and what an earlier issue made of it.

    `state` and `status` are None where there was no earlier issue. `days` are the days of the issues that showed it,
    each with the address of the place there: all of them, or where they are many the first and the last, and `many`
    says how many.
    """

    words: tuple[WordsView, ...]
    href: str
    state: str | None = None
    status: str | None = None
    days: tuple[LinkView, ...] = ()
    many: str | None = None


@dataclass(frozen=True, slots=True)
class LinkView:
    """A page or a place on one, and what is said of it beside its title, "" for nothing."""

    title: str
    href: str
    note: str = ""
    iso: str = ""


@dataclass(frozen=True, slots=True)
class DayView:
    """What an issue had of a topic: the issue's day, its place there, what was new, and how much stayed as it was."""

    day: Day
    href: str
    lines: tuple[LineView, ...]
    still: str | None = None


@dataclass(frozen=True, slots=True)
class TopicView:
    """A topic through time: days with something new, the newest first, those without, and the pages of other years.

    `drawn` are the days as `site-day.html.jinja` shows them; they and the days are made when a template asks for them.
    """

    title: str
    counts: tuple[str, ...]
    quiet: tuple[LinkView, ...]
    pages: tuple[LinkView, ...]
    _days: Callable[[], tuple[DayView, ...]]
    _drawn: Callable[[], tuple[str, ...]]

    @property
    def days(self) -> tuple[DayView, ...]:
        """The days with something new, the newest first."""
        return self._days()

    @property
    def drawn(self) -> tuple[str, ...]:
        """Each of these as HTML."""
        return self._drawn()


@dataclass(frozen=True, slots=True)
class OfficeView:
    """An office in a report's words, and the days of the issues that had it, as of a line."""

    words: WordsView
    days: tuple[LinkView, ...]
    many: str | None = None


@dataclass(frozen=True, slots=True)
class PersonPageView:
    """A person through time: other names, sides, offices with the newest first, sayings, and the issues."""

    title: str
    names: tuple[str, ...]
    sides: tuple[str, ...]
    counts: tuple[str, ...]
    offices: tuple[OfficeView, ...]
    said: tuple[LineView, ...]
    issues: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True)
class IssueRow:
    """An issue in the list: its day, its page, its counts, and the first of its news, None where there is none."""

    day: Day
    href: str
    counts: str
    front: LineView | None


@dataclass(frozen=True, slots=True)
class MonthView:
    """The issues of a month, the newest first; `anchor` is fit for an id."""

    title: str
    anchor: str
    issues: tuple[IssueRow, ...]


@dataclass(frozen=True, slots=True)
class SearchView:
    """What searching needs: the script and the digest by which a policy allows it, years of data, words of messages.

    `years` are those whose data can be loaded, the newest first.
    """

    script: str
    digest: str
    years: tuple[str, ...]
    words: dict[str, str]


@dataclass(frozen=True, slots=True)
class SiteView:
    """The site as every page of it sees it. `root` is the way from the page to the folder of the index, "" there.

    `latest` is the newest issue, with its `troubles`; `others` are further persons, of fewer issues than `people`.
    """

    title: str
    language: str
    made_by: str
    root: str = ""
    counts: tuple[str, ...] = ()
    latest: IssueRow | None = None
    state: tuple[str, ...] = ()
    troubles: tuple[str, ...] = ()
    months: tuple[MonthView, ...] = ()
    topics: tuple[LinkView, ...] = ()
    people: tuple[LinkView, ...] = ()
    others: tuple[LinkView, ...] = ()
    search: SearchView | None = None
