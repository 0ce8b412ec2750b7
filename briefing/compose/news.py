"""What is new since the last issue: the status of an item, what of it is worth its room, what a quiet topic says."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from briefing.model import Past, Quiet, Said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing.model import Brief, Change, Echo, Item, Pick, Place, Role, Shown, Status

SHORT = 3  # items at most that a section repeats from earlier issues, a line each

_ORDER: tuple[Status, ...] = ("new", "updated", "still")
_CHANGES: tuple[Change, ...] = ("settled", "stance", "number", "day", "newsrooms")
_MONTHS = "January February March April May June July August September October November December".split()


def status(group: Sequence[Pick], origins: int, past: Past) -> Status:
    """Return what the picks of one item are to a reader of the earlier issues; `origins` newsrooms report them now."""
    if any(pick.echo is None for pick in group):
        return "new"
    return "updated" if changes(group, origins, past) else "still"


def changes(group: Sequence[Pick], origins: int, past: Past) -> tuple[Change, ...]:
    """Return what has changed of an item, the weightiest first."""
    echoes = [pick.echo for pick in group if pick.echo]
    found = {change for echo in echoes for change in echo.changed}
    if echoes and origins > max(echo.said.origins for echo in echoes) and _has_new_report(group, past):
        found.add("newsrooms")
    return tuple(change for change in _CHANGES if change in found)


def _has_new_report(group: Sequence[Pick], past: Past) -> bool:
    known = {sha256 for _, sha256 in past.read}
    return any(one.article.sha256 not in known for pick in group for one in (pick.sentence, *pick.also))


def echo_of(group: Sequence[Pick]) -> Echo | None:
    """Return what an earlier issue told of an item: of its first pick that has changed, or else of its first."""
    echoes = [pick.echo for pick in group if pick.echo]
    return next((echo for echo in echoes if echo.changed), echoes[0] if echoes else None)


def by_news(items: Iterable[tuple[Sequence[Pick], Status]]) -> list[Sequence[Pick]]:
    """Return the items' picks with what is new first, what is updated next and what is still so last."""
    return [group for group, _ in sorted(items, key=lambda item: _ORDER.index(item[1]))]


def quiet(topic: str, past: Past, items: Sequence[Item], reports: Sequence[str]) -> Quiet | None:
    """Return why a section has nothing new; None where it has something. `reports` are the SHA-256 of those read.

    The day is that of the last issue that had something new on the topic.
    """
    if any(item.status != "still" for item in items):
        return None
    last = max((said.issue for said in past.said if said.topic == topic and said.status != "still"), default=None)
    known = {sha256 for _, sha256 in past.read}
    new = sum(sha256 not in known for sha256 in reports) if past.issues else 0
    return Quiet(last.isoformat() if last else None, len(reports), new or None)


def quiet_note(facts: Quiet) -> str:
    """Return the same in words."""
    since = f" since {_day(date.fromisoformat(facts.since))}" if facts.since else ""
    read = f"{facts.read} report{'s' if facts.read != 1 else ''} read"
    new = f", {facts.new} of them since the last issue" if facts.new else ""
    return f"No new reporting{since} ({read}{new})."


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}"


def said_in(brief: Brief) -> tuple[Said, ...]:
    """Return what a brief shows, for the issues that come after it."""
    items = ((section.topic, item) for section in brief.sections for item in section.items)
    return tuple(said for topic, item in items for said in _said(brief, topic, item))


def past_of(briefs: Iterable[Brief]) -> Past:
    """Return what briefs showed and read, whatever their order."""
    ordered = sorted(briefs, key=lambda brief: brief.date)
    return Past(
        issues=tuple(date.fromisoformat(brief.date) for brief in ordered),
        said=tuple(said for brief in ordered for said in said_in(brief)),
        read=tuple((date.fromisoformat(brief.date), sha256) for brief in ordered for sha256 in read_for(brief)),
    )


def read_for(brief: Brief) -> tuple[str, ...]:
    """Return the SHA-256 of the documents that a brief was made from, quoted or not, in their order."""
    return tuple(dict.fromkeys(source.sha256 for source in brief.articles))


def _said(brief: Brief, topic: str, item: Item) -> Iterator[Said]:
    sources = {source.id: source for source in brief.articles}
    shown: list[tuple[Place | Shown, Role | Literal["also"]]] = [(one, one.role) for one in item.sentences]
    for one, role in [*shown, *((place, "also") for place in item.also)]:
        source = sources[one.article]
        yield Said(
            issue=date.fromisoformat(brief.date),
            topic=topic,
            item=item.id,
            status=item.status,
            text=one.text,
            role=role,
            publisher=source.publisher,
            published=source.published,
            sha256=source.sha256,
            origins=item.origins,
        )
