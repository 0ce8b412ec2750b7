"""A person through time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.render.site.desk import spanned
from briefing.render.site.view import LinkView, OfficeView, PersonPageView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.render.site.desk import Desk
    from briefing.render.site.outline import Line, Outline, Words
    from briefing.render.site.persons import Biography
    from briefing.render.site.view import LineView

FEW = 4
"""Days up to which all are named."""

PLACE = "people"
"""The id of who is who on an issue's page."""


def person_page(person: Biography, desk: Desk) -> PersonPageView:
    """Return the page of a person."""
    days = [issue.date for issue, _ in person.issues]
    sides = dict.fromkeys(one.side for _, one in reversed(person.issues) if one.side)
    return PersonPageView(
        title=person.names[0],
        names=person.names[1:],
        sides=tuple(sides),
        counts=(desk.frame("site_issues_count", n=len(days)), spanned(days, desk)),
        offices=tuple(_offices(person, desk)),
        said=tuple(_said(person, desk)),
        issues=tuple(_link(issue, PLACE, desk) for issue, _ in reversed(person.issues)),
    )


def person_link(person: Biography, name: str, desk: Desk) -> LinkView:
    """Return the person as the index lists it: with the newest office."""
    offices = next((one.offices for _, one in reversed(person.issues) if one.offices), ())
    return LinkView(person.names[0], f"{desk.root}people/{name}.html", offices[0].text if offices else "")


def _link(issue: Outline, anchor: str, desk: Desk) -> LinkView:
    return LinkView(desk.year_day(issue.date), desk.href(issue, anchor), iso=issue.date)


def _offices(person: Biography, desk: Desk) -> Iterator[OfficeView]:
    """Yield each office once, as the newest issue cites it, with the days of the issues that had it."""
    held: dict[str, list[tuple[Outline, Words]]] = {}
    for issue, one in reversed(person.issues):
        for office in one.offices:
            held.setdefault(office.text, []).append((issue, office))
    for had in held.values():
        days = dict.fromkeys(issue.date for issue, _ in reversed(had))
        of = {issue.date: issue for issue, _ in had}
        links = tuple(_link(of[day], PLACE, desk) for day in days)
        yield OfficeView(desk.words(had[0][1], had[0][0]), *_few(links, desk))


def _said(person: Biography, desk: Desk) -> Iterator[LineView]:
    """Yield each saying once, the newest first, with the days of the issues that had it."""
    found: dict[tuple[Words, ...], list[tuple[Outline, Line]]] = {}
    for issue, one in person.issues:
        for line in one.said:
            found.setdefault(line.words, []).append((issue, line))
    for had in reversed(found.values()):
        links = tuple(_link(issue, line.anchor, desk) for issue, line in had)
        days, many = _few(links, desk)
        yield replace(desk.line(had[0][1], had[0][0]), days=days, many=many)


def _few(links: tuple[LinkView, ...], desk: Desk) -> tuple[tuple[LinkView, ...], str | None]:
    """Return the days, or where they are many the first, the last, and how many they are."""
    if len(links) <= FEW:
        return links, None
    return (links[0], links[-1]), desk.frame("site_issues_count", n=len(links))
