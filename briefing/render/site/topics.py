"""A topic through time."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from briefing.model.records import dataclass
from briefing.render.site.desk import page_names, spanned
from briefing.render.site.known import key_of_issues
from briefing.render.site.outline import STILL
from briefing.render.site.view import DayView, LinkView, TopicView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from briefing.render.site.desk import Desk
    from briefing.render.site.outline import Outline, TopicOutline

LONG = 400
"""Lines, from which on a topic has a page a year."""

_Had = tuple["Outline", "TopicOutline"]


@dataclass(frozen=True, slots=True)
class Course:
    """A topic in the issues that had it, in order of time; `name` is that of its page."""

    name: str
    had: tuple[_Had, ...]

    @property
    def title(self) -> str:
        """Its title in the newest issue."""
        return self.had[-1][1].title

    @property
    def news(self) -> tuple[_Had, ...]:
        """The issues that had something new."""
        return tuple(one for one in self.had if one[1].has_news)


def courses(outlines: Iterable[Outline]) -> tuple[Course, ...]:
    """Return the topics of issues, which are in order of time: those of the newest in its order, then the others."""
    found: dict[str, list[_Had]] = {}
    for issue in outlines:
        for topic in issue.topics:
            found.setdefault(topic.id, []).append((issue, topic))
    names = dict(zip(found, page_names(found), strict=True))
    last = max((had[-1][0].date for had in found.values()), default="")
    order = {topic.id: place for had in found.values() if had[-1][0].date == last for place, topic in _places(had[-1])}
    ranked = sorted(found, key=lambda id_: (order.get(id_, len(order) + len(found)), found[id_][-1][1].title))
    return tuple(Course(names[id_], tuple(found[id_])) for id_ in ranked)


def _places(had: _Had) -> Iterator[tuple[int, TopicOutline]]:
    yield from enumerate(had[0].topics)


def course_link(course: Course, desk: Desk) -> LinkView:
    """Return the topic as the index lists it."""
    news = course.news
    note = desk.frame("site_newest", day=desk.year_day(news[-1][0].date)) if news else desk.frame("count_none")
    return LinkView(course.title, f"{desk.root}topics/{course.name}.html", note)


@dataclass(frozen=True, slots=True)
class CoursePage:
    """What is on a page of a topic: its title, the issues, in order of time, and the links to its other pages."""

    title: str
    had: tuple[_Had, ...]
    pages: tuple[LinkView, ...]

    @property
    def key(self) -> bytes:
        """A digest of what it is made of, the look aside."""
        places = tuple(_place(one) for one in self.had)
        years = tuple((page.title, page.href) for page in self.pages)
        return key_of_issues((issue.key for issue, _ in self.had), self.title, places, years)


def course_pages(course: Course) -> dict[str, CoursePage]:
    """Return the pages of a topic by their names: one, or where it is long one a year, the newest year's first."""
    count = sum(state != STILL for _, topic in course.had for state in topic.states)
    years = sorted({issue.date[:4] for issue, _ in course.had}, reverse=True)
    if count <= LONG:
        return {course.name: CoursePage(course.title, course.had, ())}
    names = {year: course.name if year == years[0] else f"{course.name}.{year}" for year in years}
    return {names[year]: CoursePage(course.title, _of_year(course, year), _pages(names, year)) for year in years}


def part_name(had: _Had) -> str:
    """Return the name of what a page of a topic shows of an issue."""
    return f"day {had[0].date} {_place(had)}"


def _place(had: _Had) -> int:
    """Return which of the topics of an issue one is."""
    issue, topic = had
    return next(place for place, one in enumerate(issue.topics) if one is topic)


def _of_year(course: Course, year: str) -> tuple[_Had, ...]:
    return tuple(one for one in course.had if one[0].date.startswith(year))


def _pages(names: dict[str, str], here: str) -> tuple[LinkView, ...]:
    return tuple(LinkView(year, "" if year == here else f"{name}.html") for year, name in names.items())


def topic_view(page: CoursePage, desk: Desk, draw: Callable[[str, bytes, Callable[[], DayView]], str]) -> TopicView:
    """Return what a page of a topic shows. `draw` makes a day of it, by a name and a key of its own, into HTML."""
    newest = page.had[::-1]
    news = [one for one in newest if one[1].has_news]
    return TopicView(
        title=page.title,
        counts=(desk.frame("site_issues_count", n=len(newest)), spanned([issue.date for issue, _ in page.had], desk)),
        quiet=tuple(_quiet(one, desk) for one in newest if not one[1].has_news),
        pages=page.pages,
        _days=cache(lambda: tuple(_day(one, desk) for one in news)),
        _drawn=cache(lambda: tuple(_drawn(one, desk, draw) for one in news)),
    )


def _drawn(had: _Had, desk: Desk, draw: Callable[[str, bytes, Callable[[], DayView]], str]) -> str:
    return draw(part_name(had), key_of_issues([had[0].key], _place(had)), lambda: _day(had, desk))


def _day(had: _Had, desk: Desk) -> DayView:
    issue, topic = had
    lines = issue.body.topics[_place(had)]
    news = [line for line in lines if line.state != STILL]
    still = len(lines) - len(news)
    return DayView(
        day=desk.full_day(issue.date),
        href=desk.href(issue, topic.anchor),
        lines=tuple(desk.line(line, issue) for line in news),
        still=desk.frame("site_still", n=still) if still else None,
    )


def _quiet(had: _Had, desk: Desk) -> LinkView:
    issue, topic = had
    return LinkView(desk.year_day(issue.date), desk.href(issue, topic.anchor), iso=issue.date)
