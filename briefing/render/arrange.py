"""Brief -> what a template sees. Pure; knows words and addresses, no markup."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.model import Reason
from briefing.model.records import dataclass
from briefing.render.dates import added_date, cut_date, date_range, full_added_date, full_date, parsed, short_date
from briefing.render.direction import direction
from briefing.render.front import front
from briefing.render.grid import grid
from briefing.render.health import health_words
from briefing.render.links import words_link
from briefing.render.sources import earlier_versions, one_line, source_views
from briefing.render.strip import NARROW, strip
from briefing.render.view import (
    AboveView,
    ClaimView,
    Day,
    EarlierView,
    EventView,
    FigureView,
    GroupView,
    HealthView,
    IssueView,
    ItemView,
    NewsView,
    OtherView,
    PersonView,
    Piece,
    SectionView,
    SentenceView,
    SourceView,
)
from briefing.text.folding import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from briefing.model import (
        Brief,
        Claim,
        Earlier,
        Event,
        Item,
        Office,
        Person,
        Place,
        Quiet,
        Section,
        Shown,
        SourceHealth,
    )
    from briefing.render.words import Frame

_LINE_BREAK = re.compile(r"[\n\r\t\v\f\x1c-\x1f\x85\u2028\u2029]")
_PLAIN = re.compile(r"[A-Za-z0-9_.][A-Za-z0-9_.-]*")
_NOT_IN_ANCHOR = re.compile(r"[^A-Za-z0-9]+")
_ANCHOR = 40  # characters at most
_MOST_NAMED = 10  # sources of one status in the lines on top; the list of sources has all
_WEEK = 7  # days: what is older is not named by its weekday
_WHITE = 3  # characters: sentences no farther apart have only white space between them


@dataclass(frozen=True, slots=True)
class _Desk:
    """What arranging needs all the way down."""

    frame: Frame
    year: int
    urls: dict[str, str | None]
    sources: dict[str, SourceView]
    sides: dict[str, str]
    anchors: dict[str, str]
    sections: dict[str | None, str]
    compared: bool
    reports: int
    unknown: frozenset[str]
    inferred: frozenset[str]


def arrange(brief: Brief, frame: Frame) -> IssueView:
    """Return the brief as templates see it."""
    desk = _desk(brief, frame)
    quoted = {source.id for source in brief.articles if source.quoted}
    listed = sorted(desk.sources.items(), key=lambda pair: pair[1].number)
    items = _items(brief)
    events = tuple(_event(event, desk) for event in brief.timeline)
    mirrored = frame.direction == "rtl"
    return IssueView(
        title=one_line(brief.title),
        date=_issue_day(brief, frame),
        language=brief.language,
        counts=tuple(_counts(brief, desk)),
        troubles=tuple(_troubles(brief, frame)),
        sections=tuple(_section(section, desk) for section in brief.sections),
        people=tuple(_person(person, desk) for person in brief.people),
        timeline=events,
        strip=strip(events, mirrored=mirrored),
        figures=tuple(
            FigureView(one_line(figure.about), tuple(_claim(claim, desk) for claim in figure.claims))
            for figure in brief.figures
        ),
        sources=tuple(source for key, source in listed if key in quoted),
        also_read=tuple(source for key, source in listed if key not in quoted),
        coverage=tuple(_coverage(brief, frame)),
        health=tuple(_health(source, desk) for source in brief.coverage.sources),
        made=frame("made", made_by=one_line(brief.made_by), made_at=one_line(brief.made_at)),
        inputs=one_line(brief.inputs),
        example=next((item.id for item in items if _PLAIN.fullmatch(item.id)), None),
        front_title=_front_title(brief, frame),
        front=tuple(_news(item, desk) for item in front(brief)),
        narrow_strip=strip(events, NARROW, mirrored=mirrored),
        grid=grid(brief, frame),
        news=_changed(brief, frame) if desk.compared else None,
    )


def state(brief: Brief, frame: Frame) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the lines of counts of a brief and those of its troubles, as `arrange` does, without all the rest."""
    return tuple(_counts(brief, _desk(brief, frame))), tuple(_troubles(brief, frame))


def _desk(brief: Brief, frame: Frame) -> _Desk:
    return _Desk(
        frame=frame,
        year=int(brief.date[:4]),
        urls={source.id: source.url for source in brief.articles},
        sources=source_views(brief, frame),
        sides={side.id: one_line(side.title) for side in brief.sides},
        anchors=anchors_of(brief),
        sections={item.id: one_line(section.title) for section in brief.sections for item in section.items},
        compared=bool(parsed(brief.since) and parsed(brief.date)),
        reports=len(brief.articles) - len(earlier_versions(brief)),
        unknown=_unknown_newsrooms(brief),
        inferred=frozenset(source.id for source in brief.articles if source.published_basis == "inferred"),
    )


def _items(brief: Brief) -> list[Item]:
    return [item for section in brief.sections for item in section.items]


def anchors_of(brief: Brief) -> dict[str, str]:
    """Return the names of topics and items in addresses, by their ids: `topic-` or `item-` goes before them."""
    return _anchors([*(section.topic for section in brief.sections), *(item.id for item in _items(brief))])


def _anchors(ids: list[str]) -> dict[str, str]:
    """Return a name for each id that can stand in an address; no two are alike, capitals aside."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for key in ids:
        plain = name = _NOT_IN_ANCHOR.sub("-", key)[:_ANCHOR].strip("-") or "x"
        count = 1
        while name.lower() in taken:
            count += 1
            name = f"{plain}-{count}"
        taken.add(name.lower())
        names[key] = name
    return names


def _issue_day(brief: Brief, frame: Frame) -> Day:
    day = parsed(brief.date)
    return Day(brief.date, full_date(day, frame) if day else brief.date)


def _since(counts: str, brief: Brief, frame: Frame) -> str | None:
    """Return the counts "since Wednesday's issue", or since that of a day a week ago or more; None if none."""
    issue, today = parsed(brief.since), parsed(brief.date)
    if not issue or not today:
        return None
    if 0 < (today - issue).days < _WEEK:
        return frame("since_weekday", counts=counts, weekday=frame.weekday(issue))
    return frame("since_day", counts=counts, day=short_date(issue, today.year, frame))


# --- the lines of counts


def _counts(brief: Brief, desk: _Desk) -> Iterator[str]:
    yield _reports(brief, desk)
    since = _since(_changed(brief, desk.frame), brief, desk.frame)
    if since:
        yield since


def _changed(brief: Brief, frame: Frame) -> str:
    return frame.listed(_status_counts(brief, frame)) or frame("count_none")


def _troubles(brief: Brief, frame: Frame) -> Iterator[str]:
    for status in ("failed", "stale", "empty"):
        troubled = [source for source in brief.coverage.sources if source.status == status]
        if troubled:
            more = ["…"] if len(troubled) > _MOST_NAMED else []
            names = "; ".join([*(_named(source, frame) for source in troubled[:_MOST_NAMED]), *more])
            yield frame("which", what=frame(status, n=len(troubled)), names=names)


def _reports(brief: Brief, desk: _Desk) -> str:
    frame, earlier = desk.frame, earlier_versions(brief)
    current = [source for source in brief.articles if source.id not in earlier]
    words = frame("reports", n=len(current))
    newsrooms = {source.origin for source in current if source.id not in desk.unknown}
    if newsrooms:
        count = len(newsrooms)
        words = (
            frame("of_newsrooms_or_more", reports=words, n=count)
            if any(source.id in desk.unknown for source in current)
            else frame("of_newsrooms", reports=words, n=count)
        )
    dates = date_range(_days(parsed(source.published) for source in current), desk.year, frame)
    return frame("with_dates", reports=words, dates=dates) if dates else words


def _unknown_newsrooms(brief: Brief) -> frozenset[str]:
    """Return the ids of the reports of which nobody knows whose they are: they may be any newsroom's, or another's."""
    ids = {source.id for source in brief.articles}
    return frozenset(source.id for source in brief.articles if source.origin in {"", *ids})


def _days(found: Iterable[date | None]) -> list[date]:
    return [day for day in found if day]


def _status_counts(brief: Brief, frame: Frame) -> Iterator[str]:
    statuses = [item.status for item in _items(brief)]
    for status in ("new", "updated"):
        if status in statuses:
            yield frame(f"count_{status}", n=statuses.count(status))


def _named(source: SourceHealth, frame: Frame) -> str:
    name = one_line(source.name)
    return frame("named", name=name, detail=one_line(source.detail)) if source.detail else name


def _coverage(brief: Brief, frame: Frame) -> Iterator[str]:
    numbers, earlier = brief.coverage, len(earlier_versions(brief))
    reports = frame("reports", n=numbers.articles)
    yield frame("of_them_earlier", reports=reports, n=earlier) if earlier else reports
    yield frame("sentences", n=numbers.sentences)
    if numbers.furniture:
        yield frame("furniture", n=numbers.furniture)
    if numbers.duplicates:
        yield frame("duplicates", n=numbers.duplicates)
    if numbers.later:
        yield frame("later_reports", n=numbers.later)


def _health(source: SourceHealth, desk: _Desk) -> HealthView:
    return HealthView(one_line(source.name), source.status, health_words(source, desk.year, desk.frame))


# --- what to know first


def _front_title(brief: Brief, frame: Frame) -> str:
    issue, today = parsed(brief.since), parsed(brief.date)
    if not issue or not today:
        return frame("front")
    if 0 < (today - issue).days < _WEEK:
        return frame("front_since_weekday", weekday=frame.weekday(issue))
    return frame("front_since_day", day=short_date(issue, today.year, frame))


def _news(item: Item, desk: _Desk) -> NewsView:
    return NewsView(
        sentence=_sentence(item.sentences[0], desk),
        title=desk.sections[item.id],
        anchor=desk.anchors[item.id],
        state=item.status if desk.compared else None,
        status=_status(item, desk) if desk.compared else None,
    )


# --- the sections


def _section(section: Section, desk: _Desk) -> SectionView:
    return SectionView(
        anchor=desk.anchors[section.topic],
        title=one_line(section.title),
        note=_quiet(section.quiet, desk) if section.quiet else one_line(section.note or "") or None,
        groups=tuple(_groups(section, desk)) if section.items else (),
        counts=_section_counts(section, desk),
    )


def _section_counts(section: Section, desk: _Desk) -> str:
    """Return "6, 4 new": how many items, and where there is an earlier issue how many are new or updated."""
    statuses = [item.status for item in section.items]
    if not statuses:
        return desk.frame("toc_nothing")
    news = [
        desk.frame(f"toc_{status}", n=statuses.count(status)) for status in ("new", "updated") if status in statuses
    ]
    return desk.frame.listed([str(len(statuses)), *((news or [desk.frame("toc_none_new")]) if desk.compared else [])])


def _quiet(facts: Quiet, desk: _Desk) -> str:
    """Return why a section has nothing new, in the frame's words."""
    read = desk.frame("reports_read", n=facts.read)
    if facts.new:
        read = desk.frame("reports_read_new", read=read, n=facts.new)
    day = parsed(facts.since)
    if not day:
        return desk.frame("quiet", read=read)
    return desk.frame("quiet_since", day=short_date(day, desk.year, desk.frame), read=read)


def _groups(section: Section, desk: _Desk) -> Iterator[GroupView]:
    if not section.by_side:
        yield GroupView(None, tuple(_item(item, desk) for item in section.items), None)
        return
    named = {item.side: one_line(item.side) for item in section.items if item.side and item.side not in desk.sides}
    for side, title in (desk.sides | named).items():
        yield _group(section, side, title, desk)
    if any(item.side is None for item in section.items):
        yield _group(section, None, desk.frame("no_side"), desk)


def _group(section: Section, side: str | None, title: str, desk: _Desk) -> GroupView:
    items = tuple(_item(item, desk) for item in section.items if item.side == side)
    count = desk.reports
    nothing = desk.frame("nothing_new_for_side", n=count) if desk.compared else desk.frame("nothing_for_side", n=count)
    return GroupView(title, items, None if items else nothing)


def _newsrooms(item: Item, desk: _Desk) -> str | None:
    """Say how many newsrooms report an item; nothing where nobody else does, or one at least is all that is known."""
    told_by = {one.article for one in item.sentences} | {one.article for one in item.also}
    unsure = bool(told_by & desk.unknown)
    if not item.origins or (item.origins == 1 and (unsure or not item.also)):
        return None
    return desk.frame("newsrooms_or_more" if unsure else "newsrooms", n=item.origins)


def _item(item: Item, desk: _Desk) -> ItemView:
    sentences = tuple(_sentences(item.sentences, desk))
    pick = next((sentence for sentence in sentences if sentence.role == "pick"), sentences[-1])
    return ItemView(
        id=one_line(item.id),
        anchor=desk.anchors[item.id],
        sentences=sentences,
        source=pick.source,
        link=pick.link,
        newsrooms=_newsrooms(item, desk),
        also=tuple(_other(place, desk) for place in item.also),
        status=_status(item, desk) if desk.compared else None,
        state=item.status if desk.compared else None,
        short=item.short,
        earlier=_earlier(item.earlier, desk),
        superseded_by=_other(item.superseded_by, desk) if item.superseded_by else None,
        reasons=tuple(Reason(one_line(why.name), why.value, one_line(why.detail)) for why in item.reasons),
    )


def _status(item: Item, desk: _Desk) -> str:
    words = desk.frame(f"status_{item.status}")
    changes = [desk.frame(f"change_{change}") for change in item.earlier.changed] if item.earlier else []
    return desk.frame("named", name=words, detail=desk.frame.listed(changes)) if changes else words


def _earlier(earlier: Earlier | None, desk: _Desk) -> EarlierView | None:
    """Return the words that an earlier issue had; None where it had the same, or their report is not read now."""
    if not earlier or not earlier.sentence:
        return None
    issue = parsed(earlier.issue)
    days = short_date(issue, desk.year, desk.frame) if issue else earlier.issue
    had = desk.frame("issue_had", day=days)
    return EarlierView(had, _other(earlier.sentence, desk))


def _sentences(shown: tuple[Shown, ...], desk: _Desk) -> Iterator[SentenceView]:
    for index, sentence in enumerate(shown):
        before = shown[index - 1] if index else None
        after = shown[index + 1] if index + 1 < len(shown) else None
        gap = before is not None and before.article == sentence.article and not _adjacent(before, sentence)
        cited = after is None or after.article != sentence.article
        yield _sentence(sentence, desk, gap=gap, cited=cited, beside=shown[-1].article in desk.inferred)


def _adjacent(first: Shown, second: Shown) -> bool:
    return 0 <= second.start - first.end <= _WHITE


def _sentence(
    shown: Shown, desk: _Desk, *, gap: bool = False, cited: bool = True, beside: bool = False
) -> SentenceView:
    """Return a sentence as it is shown; `beside`: it is said beside it that the date of its report is inferred."""
    return SentenceView(
        text=one_line(shown.text),
        pieces=tuple(_pieces(shown, desk, beside=beside and shown.article in desk.inferred)),
        role=shown.role,
        gap=gap,
        cited=cited,
        source=desk.sources[shown.article],
        link=words_link(desk.urls[shown.article], shown.text),
        direction=direction(shown.text),
        before=one_line(shown.context.before) if shown.context else "",
        after=one_line(shown.context.after) if shown.context else "",
    )


def _pieces(shown: Shown, desk: _Desk, *, beside: bool) -> Iterator[Piece]:
    """Part the words where a date is added; marks count in the text as it is, so white space is not folded first.

    A date that is inferred since that of its report is says so only where that is not said `beside` it.
    """
    text = _LINE_BREAK.sub(" ", shown.text).rstrip()
    at = len(text) - len(text.lstrip())
    for mark in shown.dates:
        sure = beside and mark.certainty == "inferred"
        added = added_date(replace(mark, certainty="sure") if sure else mark, desk.year, desk.frame)
        if added:
            yield Piece(visible(text[at : mark.end]), added, full_added_date(mark, desk.frame), mark.date)
            at = mark.end
    if text[at:]:
        yield Piece(visible(text[at:]), "")


def _other(place: Place | Office, desk: _Desk) -> OtherView:
    link = words_link(desk.urls[place.article], place.text)
    return OtherView(desk.sources[place.article], one_line(place.text), link, direction(place.text))


# --- the parts after the sections


def _person(person: Person, desk: _Desk) -> PersonView:
    side = desk.sides.get(person.side) or one_line(person.side) if person.side else None
    return PersonView(
        name=one_line(person.name),
        side=side,
        roles=tuple(_other(role, desk) for role in person.roles),
        said=tuple(_sentence(saying.sentence, desk) for saying in person.said if saying.item not in desk.sections),
        above=tuple(_above(person, desk)),
    )


def _above(person: Person, desk: _Desk) -> Iterator[AboveView]:
    items = dict.fromkeys(saying.item for saying in person.said if saying.item)
    yield from (AboveView(desk.sections[item], desk.anchors[item]) for item in items if item in desk.sections)


def _event(event: Event, desk: _Desk) -> EventView:
    notes = [desk.frame("planned")] if event.planned else []
    notes += [desk.frame("inferred")] if event.certainty == "inferred" else []
    day = Day(event.date, cut_date(event.date, desk.year, desk.frame))
    sentence = _sentence(event.sentence, desk, beside=event.certainty == "inferred")
    return EventView(day, sentence, desk.frame.listed(notes), event.planned)


def _claim(claim: Claim, desk: _Desk) -> ClaimView:
    return ClaimView(one_line(claim.value), _sentence(claim.sentence, desk))
