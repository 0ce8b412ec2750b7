"""Issues -> the files of the site, by their names below the folder of the issues."""

from __future__ import annotations

from dataclasses import field, replace
from functools import partial
from typing import TYPE_CHECKING

from briefing.model.records import dataclass
from briefing.render.dates import cut_date
from briefing.render.site.desk import Desk, page_names, spanned
from briefing.render.site.feed import feed_view, xml_text
from briefing.render.site.known import NO_KEY, Known, key_of, key_of_bytes, key_of_issues
from briefing.render.site.outline import STILL
from briefing.render.site.people import person_link, person_page
from briefing.render.site.persons import biographies
from briefing.render.site.search import FIRST, messages, script_hash, search_file, with_another, years_of
from briefing.render.site.topics import course_link, course_pages, courses, part_name, topic_view
from briefing.render.site.view import IssueRow, MonthView, SearchView, SiteView
from briefing.render.templates import digest_of, filled, look
from briefing.render.words import frame_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from briefing.render.site.outline import Outline
    from briefing.render.site.persons import Biography
    from briefing.render.site.topics import CoursePage
    from briefing.render.site.view import DayView

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


@dataclass(frozen=True, slots=True)
class Page:
    """A file of the site: a digest of all that it is made of, empty where that is not wholly known, and its making.

    `before` is the key that it had without the newest issue; `grow` returns what becomes of it as it was then, None
    where it is to be made.
    """

    key: bytes
    make: Callable[[], bytes]
    before: bytes = NO_KEY
    grow: Callable[[bytes], bytes | None] | None = None


def site_files(
    outlines: Sequence[Outline], state: tuple[Sequence[str], Sequence[str]], place: Place
) -> dict[str, bytes]:
    """Return the files of the site of issues, at least one, in order of time. Raises TemplateError.

    `state` are the counts and the troubles of the newest, in words.
    """
    return {name: page.make() for name, page in _pages(outlines, state, place, Known()).items()}


def renewed(
    outlines: Sequence[Outline],
    state: tuple[Sequence[str], Sequence[str]],
    place: Place,
    known: Known,
    standing: Callable[[str], bytes | None],
) -> dict[str, bytes | None]:
    """Return the same, None for each file that stands as it is to be, and is not made again.

    `known` is what an earlier making knew, and learns what this one does; `standing` returns what stands under the name
    of a file. Raises TemplateError.
    """
    pages = _pages(outlines, state, place, known)
    files: dict[str, bytes | None] = {}
    for name, page in pages.items():
        stands = _as_made(name, page.key, known, standing) is not None
        files[name] = None if stands else _made(name, page, known, standing)
    return files


def _as_made(name: str, key: bytes, known: Known, standing: Callable[[str], bytes | None]) -> bytes | None:
    """Return what stands under the name of a file, if it is what was made under this key."""
    made = known.find(f"page {name}", key)
    data = None if made is None else standing(name)
    return data if data is not None and key_of_bytes(data) == made else None


def _made(name: str, page: Page, known: Known, standing: Callable[[str], bytes | None]) -> bytes:
    before = _as_made(name, page.before, known, standing) if page.grow else None
    data = (page.grow(before) if page.grow and before else None) or page.make()
    known.keep(f"page {name}", page.key, key_of_bytes(data))
    return data


def _pages(
    outlines: Sequence[Outline], state: tuple[Sequence[str], Sequence[str]], place: Place, known: Known
) -> dict[str, Page]:
    site = _Site(outlines, place, known)
    return {**site.data(), **site.topics(), **site.persons(), INDEX: site.index(state), FEED: site.feed()}


class _Site:
    """The issues, the frame, and the look that all pages share."""

    def __init__(self, outlines: Sequence[Outline], place: Place, known: Known) -> None:
        newest = outlines[-1]
        self.outlines, self.place, self.known = outlines, place, known
        self.frame = frame_for(newest.frame)
        self.below = Desk(self.frame, "../")
        self.view = SiteView(newest.title or newest.id, newest.language, newest.made_by)
        self.courses = courses(outlines)
        self.people = biographies(outlines)
        self.names = page_names(person.issues[0][1].name for person in self.people)
        self.base = self._base()

    def data(self) -> dict[str, Page]:
        """Return the files of data to search in."""
        return {name: self._data(issues) for name, issues in years_of(self.outlines).items()}

    def _data(self, issues: Sequence[Outline]) -> Page:
        add = partial(with_another, issue=issues[-1], frame=self.frame)
        keys = self._key(_key_of(issues)), self._key(_key_of(issues[:-1]))
        return Page(keys[0], partial(search_file, issues, self.frame), keys[1], add)

    def topics(self) -> dict[str, Page]:
        """Return the pages of topics."""
        pages = {name: page for course in self.courses for name, page in course_pages(course).items()}
        self.known.hold(part_name(had) for course in self.courses for had in course.had)
        return {
            f"topics/{name}.html": Page(self._key(page.key), partial(self._topic, page)) for name, page in pages.items()
        }

    def persons(self) -> dict[str, Page]:
        """Return the pages of persons."""
        return {
            f"people/{name}.html": Page(self._key(person.key), partial(self._person, person))
            for name, person in zip(self.names, self.people, strict=True)
        }

    def index(self, state: tuple[Sequence[str], Sequence[str]]) -> Page:
        """Return the page that lists all, and searches."""
        return Page(self._key(_key_of(self.outlines), *map(tuple, state)), partial(self._index, state))

    def feed(self) -> Page:
        """Return the feed."""
        return Page(self._key(_key_of(self.outlines), self.place.address), self._feed)

    def _base(self) -> bytes:
        """Return a digest of what all pages are made of besides the issues."""
        templates = digest_of(self.place.templates)
        seen = (self.frame.language, self.view.title, self.view.language, self.view.made_by)
        return key_of(templates, repr(self._values()), *seen) if templates else NO_KEY

    def _key(self, issues: bytes, *parts: object) -> bytes:
        return key_of(self.base, issues, parts) if self.base and issues else NO_KEY

    def _topic(self, page: CoursePage) -> bytes:
        return self._page("site-topic.html.jinja", topic=topic_view(page, self.below, self._day))

    def _day(self, name: str, key: bytes, view: Callable[[], DayView]) -> str:
        """Return a day of a topic's page as HTML; of an issue that has not changed it is known."""
        day = self.known.ask(name, self._key(key), lambda: self._page("site-day.html.jinja", had=view()))
        return day.decode().rstrip()

    def _person(self, person: Biography) -> bytes:
        return self._page("site-person.html.jinja", person=person_page(person, self.below))

    def _index(self, state: tuple[Sequence[str], Sequence[str]]) -> bytes:
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

    def _feed(self) -> bytes:
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


def _key_of(issues: Iterable[Outline]) -> bytes:
    return key_of_issues(issue.key for issue in issues)


def _often(known: tuple[str, Biography]) -> tuple[int, str]:
    return -len(known[1].issues), known[0]


def _by_name(known: tuple[str, Biography]) -> tuple[str, str]:
    return known[1].names[0].casefold(), known[0]


def _row(issue: Outline, desk: Desk) -> IssueRow:
    states = issue.states
    counts = [desk.frame("site_items", n=len(states))]
    for state in ("new", "updated") if issue.compared else ():
        counts += [desk.frame(f"toc_{state}", n=states.count(state))] if state in states else []
    if issue.compared and all(state == STILL for state in states):
        counts += [desk.frame("count_none")]
    front = desk.line(issue.front, issue) if issue.front else None
    return IssueRow(desk.full_day(issue.date), desk.href(issue), desk.frame("comma").join(counts), front)
