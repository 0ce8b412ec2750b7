"""Issues -> the files of the site, by their names below the folder of the issues."""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING

from briefing.model.records import dataclass
from briefing.render.dates import cut_date
from briefing.render.site.desk import Desk, page_names, spanned
from briefing.render.site.feed import feed_view, xml_text
from briefing.render.site.people import person_link, person_page
from briefing.render.site.persons import biographies
from briefing.render.site.search import FIRST, messages, script_hash, search_files
from briefing.render.site.topics import course_link, course_pages, courses, is_news
from briefing.render.site.view import IssueRow, MonthView, SearchView, SiteView
from briefing.render.templates import filled, look
from briefing.render.words import frame_for

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from briefing.render.site.outline import Outline
    from briefing.render.site.persons import Biography
    from briefing.render.words import Frame

INDEX, FEED = "index.html", "feed.xml"

MARK = ", archive"
"""What stands behind the program's name in a file of the site, by which it is known again as one of them."""

MARKS = (f'{MARK}">', FIRST, f"{MARK}</generator>")
"""One of these stands in the first thousand characters of every file of the site."""

OFTEN = 16
"""Persons whom the index lists at once, those of the most issues; the others stand behind a click."""


@dataclass(frozen=True, slots=True)
class Place:
    """How the site looks and where it is: the user's templates, what all templates see besides, and the web address.

    `address` is that of an issue's page, with {date} and {id}, "" where there is none.
    """

    templates: Path | None = None
    context: Mapping[str, object] = field(default_factory=dict)
    address: str = ""


def site_files(
    outlines: Sequence[Outline], state: tuple[Sequence[str], Sequence[str]], place: Place
) -> dict[str, bytes]:
    """Return the files of the site of issues, at least one, in order of time. Raises TemplateError.

    `state` are the counts and the troubles of the newest, in words.
    """
    frame = frame_for(outlines[-1].frame)
    site = _Site(outlines, frame, place)
    return {**search_files(outlines, Desk(frame)), **site.pages(), INDEX: site.index(state), FEED: site.feed()}


class _Site:
    """The issues, the frame, and the look that all pages share."""

    def __init__(self, outlines: Sequence[Outline], frame: Frame, place: Place) -> None:
        self.outlines, self.frame, self.place = outlines, frame, place
        newest = outlines[-1]
        self.view = SiteView(newest.title or newest.id, newest.language, newest.made_by)
        self.courses = courses(outlines)
        self.people = biographies(outlines)
        self.names = page_names(person.issues[0][1].name for person in self.people)

    def pages(self) -> dict[str, bytes]:
        """Return the pages of topics and persons."""
        desk = Desk(self.frame, "../")
        topics = {
            f"topics/{name}.html": self._page("site-topic.html.jinja", topic=view)
            for course in self.courses
            for name, view in course_pages(course, desk).items()
        }
        return topics | {
            f"people/{name}.html": self._page("site-person.html.jinja", person=person_page(person, desk))
            for name, person in zip(self.names, self.people, strict=True)
        }

    def index(self, state: tuple[Sequence[str], Sequence[str]]) -> bytes:
        """Return the page that lists all, and searches."""
        desk = Desk(self.frame)
        known = sorted(zip(self.names, self.people, strict=True), key=_often)
        often, others = (
            tuple(person_link(person, name, desk) for name, person in sorted(part, key=_by_name))
            for part in (known[:OFTEN], known[OFTEN:])
        )
        view = replace(
            self.view,
            counts=self._counts(desk),
            latest=_row(self.outlines[-1], desk),
            state=tuple(state[0]),
            troubles=tuple(state[1]),
            months=tuple(self._months(desk)),
            topics=tuple(course_link(course, desk) for course in self.courses),
            people=often,
            others=others,
            search=self._search(),
        )
        return self._filled("site.html.jinja", site=view)

    def feed(self) -> bytes:
        """Return the feed."""
        feed = feed_view(self.outlines, self.frame, self.place.address)
        values = {**self._values(), "feed": feed}
        contents = [
            filled("feed-entry.html.jinja", "html", {**values, "entry": one}, self._own()) for one in feed.entries
        ]
        text = filled("feed.xml.jinja", "html", {**values, "contents": contents, "mark": MARK}, self._own())
        return xml_text(text).encode()

    def _counts(self, desk: Desk) -> tuple[str, ...]:
        days = [issue.date for issue in self.outlines]
        return (self.frame("site_issues_count", n=len(days)), spanned(days, desk))

    def _months(self, desk: Desk) -> list[MonthView]:
        months: dict[str, list[IssueRow]] = {}
        for issue in reversed(self.outlines):
            months.setdefault(issue.date[:7], []).append(_row(issue, desk))
        return [
            MonthView(cut_date(month, 0, self.frame), f"month-{month}", tuple(rows)) for month, rows in months.items()
        ]

    def _search(self) -> SearchView:
        script = filled("site.js", "html", {}, self._own())
        years = dict.fromkeys(issue.date[:4] for issue in reversed(self.outlines))
        return SearchView(script, script_hash(script), tuple(years), messages(self.frame))

    def _page(self, template: str, **values: object) -> bytes:
        return self._filled(template, site=replace(self.view, root="../"), **values)

    def _filled(self, template: str, **values: object) -> bytes:
        return filled(template, "html", {**self._values(), **values, "mark": MARK}, self._own()).encode()

    def _values(self) -> dict[str, object]:
        return {**look(), **self.place.context, "t": self.frame}

    def _own(self) -> Path | None:
        return self.place.templates


def _often(known: tuple[str, Biography]) -> tuple[int, str]:
    return -len(known[1].issues), known[0]


def _by_name(known: tuple[str, Biography]) -> tuple[str, str]:
    return known[1].names[0].casefold(), known[0]


def _row(issue: Outline, desk: Desk) -> IssueRow:
    states = [line.state for line in issue.lines]
    counts = [desk.frame("site_items", n=len(states))]
    for state in ("new", "updated") if issue.compared else ():
        counts += [desk.frame(f"toc_{state}", n=states.count(state))] if state in states else []
    if issue.compared and not any(map(is_news, issue.lines)):
        counts += [desk.frame("count_none")]
    front = desk.line(issue.front, issue) if issue.front else None
    return IssueRow(desk.full_day(issue.date), desk.href(issue), desk.frame("comma").join(counts), front)
