"""An issue -> what the site says of it. Small, so that years of issues fit in memory; everything else is dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefing.model.records import dataclass
from briefing.render.arrange import anchors_of, state
from briefing.render.dates import parsed
from briefing.render.front import front
from briefing.render.links import web_link
from briefing.render.sources import one_line
from briefing.render.words import frame_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefing.model import Brief, Event, Item, Office, Person, Place, Section, Shown, Source


STILL = "still"
"""The state of what an issue showed that an earlier one had shown."""


@dataclass(frozen=True, slots=True)
class Cited:
    """Whose words these are: publisher and ISO date of the report, None where unknown, and its address or ""."""

    publisher: str | None
    published: str | None
    inferred: bool
    link: str


@dataclass(frozen=True, slots=True)
class Words:
    """Words that an issue showed, and whose they are."""

    text: str
    cited: Cited


@dataclass(frozen=True, slots=True)
class Line:
    """What an issue showed in one place of its page: `anchor` is the id there.

    `also` are the other reports' words. `state` is "new", "updated" or "still", "" where there was no earlier issue;
    `changed` says what has changed.
    """

    words: tuple[Words, ...]
    anchor: str
    also: tuple[Words, ...] = ()
    state: str = ""
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicOutline:
    """A topic in an issue: its id, title and anchor, and the states of the lines that were shown of it."""

    id: str
    title: str
    anchor: str
    states: tuple[str, ...]

    @property
    def has_news(self) -> bool:
        """Whether something of it was new or updated."""
        return any(state != STILL for state in self.states)


@dataclass(frozen=True, slots=True)
class PersonOutline:
    """Somebody in an issue: offices in the reports' words, sayings each with its place on the page."""

    name: str
    side: str
    offices: tuple[Words, ...]
    said: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """The words of an issue: the lines of each topic, and what stands outside of topics and persons, by its anchor."""

    topics: tuple[tuple[Line, ...], ...]
    loose: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """An issue of which the rest is forgotten. `language` is that of the reports, `frame` that of the headings.

    `front` is the weightiest of its news, None where there is none. `key` is a digest of the data that all this is of,
    empty where it is not known. `load` returns the words, which few pages ask for; None where the outline is put away.
    """

    id: str
    date: str
    title: str
    language: str
    frame: str
    made_at: str
    made_by: str
    reports: int
    compared: bool
    topics: tuple[TopicOutline, ...]
    people: tuple[PersonOutline, ...]
    front: Line | None
    key: bytes = b""
    load: Any = None

    @property
    def body(self) -> Body:
        """The words that it showed."""
        body: Body = self.load()
        return body

    @property
    def states(self) -> tuple[str, ...]:
        """The states of all that its topics showed, in the order of the page."""
        return tuple(state for topic in self.topics for state in topic.states)


def outline(brief: Brief) -> Outline:
    """Return what the site says of an issue.

    Raises ValueError where the issue names a report that it does not have, or no day that there is.
    """
    if not parsed(brief.date):
        raise ValueError(f'date: "{brief.date}" is not a day')
    try:
        return _Issue(brief).outline()
    except KeyError as error:
        raise ValueError(f"it names {error}, which it does not have") from error


def state_of(brief: Brief) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the lines of counts of an issue and those of its troubles, in words."""
    return state(brief, frame_for(brief.frame or brief.language))


class _Issue:
    """A brief, with its reports by their ids and its anchors."""

    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        self.compared = bool(parsed(brief.since) and parsed(brief.date))
        self.reports: Mapping[str, Source] = {source.id: source for source in brief.articles}
        self.cited: dict[str, Cited] = {}
        self.anchors = anchors_of(brief)

    def outline(self) -> Outline:
        brief = self.brief
        people = tuple(map(self._person, brief.people))
        body = Body(tuple(map(self._lines, brief.sections)), tuple(self._loose()))
        first = next(iter(front(brief)), None) or next(self._news(), None)
        return Outline(
            id=brief.id,
            date=brief.date,
            title=one_line(brief.title),
            language=brief.language,
            frame=brief.frame or brief.language,
            made_at=brief.made_at,
            made_by=brief.made_by,
            reports=len(brief.articles),
            compared=self.compared,
            topics=tuple(map(self._topic, brief.sections, body.topics)),
            people=people,
            front=self._line(first) if first else None,
            load=lambda: body,
        )

    def _news(self) -> Iterator[Item]:
        yield from (item for section in self.brief.sections for item in section.items if item.status != "still")

    def _lines(self, section: Section) -> tuple[Line, ...]:
        return tuple(map(self._line, section.items))

    def _topic(self, section: Section, lines: tuple[Line, ...]) -> TopicOutline:
        anchor, states = f"topic-{self.anchors[section.topic]}", tuple(line.state for line in lines)
        return TopicOutline(section.topic, one_line(section.title), anchor, states)

    def _line(self, item: Item) -> Line:
        others: list[Place] = [*item.also]
        others += [item.superseded_by] if item.superseded_by else []
        others += [item.earlier.sentence] if item.earlier and item.earlier.sentence else []
        return Line(
            words=tuple(map(self._words, item.sentences)),
            anchor=f"item-{self.anchors[item.id]}",
            also=tuple(map(self._words, others)),
            state=item.status if self.compared else "",
            changed=tuple(item.earlier.changed) if item.earlier else (),
        )

    def _words(self, shown: Shown | Place | Office) -> Words:
        return Words(one_line(shown.text), self._cited(shown.article))

    def _cited(self, article: str) -> Cited:
        """Return whose words those of a report are; most of the reports of an issue are not shown."""
        if article not in self.cited:
            self.cited[article] = _cited(self.reports[article])
        return self.cited[article]

    def _person(self, person: Person) -> PersonOutline:
        sides = {side.id: one_line(side.title) for side in self.brief.sides}
        said = (Line((self._words(one.sentence),), self._item(one.item) or "people") for one in person.said)
        offices = tuple(map(self._words, person.roles))
        return PersonOutline(one_line(person.name), sides.get(person.side or "", ""), offices, tuple(said))

    def _item(self, id_: str | None) -> str:
        return f"item-{self.anchors[id_]}" if id_ in self.anchors else ""

    def _loose(self) -> Iterator[Line]:
        yield from (Line((self._event(event),), "timeline") for event in self.brief.timeline)
        claims = (claim for figure in self.brief.figures for claim in figure.claims)
        yield from (Line((self._words(claim.sentence),), "figures") for claim in claims)

    def _event(self, event: Event) -> Words:
        return self._words(event.sentence)


def _cited(source: Source) -> Cited:
    day = parsed(source.published)
    publisher = one_line(source.publisher or "") or None
    inferred = source.published_basis == "inferred"
    return Cited(publisher, day.isoformat() if day else None, inferred, web_link(source.url) or "")
