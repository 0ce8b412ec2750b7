"""The Atom feed of issues (RFC 4287): the newest, each with what was shown, as HTML without a style or a script."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from briefing.model.records import dataclass
from briefing.render.dates import full_date, parsed
from briefing.render.links import web_link
from briefing.render.site.desk import Desk
from briefing.render.site.outline import STILL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.render.site.outline import Outline
    from briefing.render.site.view import LineView
    from briefing.render.words import Frame

NEWEST = 30
"""Issues in the feed."""

NOWHERE = "briefing.invalid"
"""Whose names the ids are where no address is configured: nobody's, and never anybody's (RFC 2606)."""

_PAGE = "/{date}/brief.html"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class SectionOfEntry:
    """A topic of an entry: its title and what was new or updated."""

    title: str
    lines: tuple[LineView, ...]


@dataclass(frozen=True, slots=True)
class EntryView:
    """An issue in the feed. `id` never changes; `link` is absolute where an address is configured."""

    id: str
    title: str
    link: str
    updated: str
    summary: str
    sections: tuple[SectionOfEntry, ...]
    language: str


@dataclass(frozen=True, slots=True)
class FeedView:
    """The feed: `self` and `home` are its own address and that of the index, None where they are not known."""

    id: str
    title: str
    updated: str
    author: str
    made_by: str
    language: str
    itself: str | None
    home: str | None
    entries: tuple[EntryView, ...]


def feed_view(outlines: Sequence[Outline], frame: Frame, address: str = "") -> FeedView:
    """Return the feed of issues, which are in order of time; `address` is that of a page, with {date} and {id}."""
    newest = outlines[-1]
    base = site_address(address, newest.id)
    host = urlsplit(address).hostname or NOWHERE
    entries = tuple(_entry(issue, frame, address, host) for issue in outlines[: -NEWEST - 1 : -1])
    return FeedView(
        id=_tag(host, outlines[0].date, newest.id),
        title=newest.title or newest.id,
        updated=max(entries, key=lambda entry: datetime.fromisoformat(entry.updated)).updated,
        author=newest.title or newest.id,
        made_by=newest.made_by,
        language=frame.language,
        itself=f"{base}/feed.xml" if base else None,
        home=f"{base}/index.html" if base else None,
        entries=entries,
    )


def site_address(address: str, id_: str) -> str | None:
    """Return where the site stands, without a slash at its end, if the address of a page tells it."""
    found = address.removesuffix(_PAGE) if address.endswith(_PAGE) else ""
    return None if "{date}" in found else web_link(found.replace("{id}", id_))


def xml_text(text: str) -> str:
    """Return the text without the characters that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)


def _tag(host: str, day: str, name: str) -> str:
    """Return a tag (RFC 4151)."""
    return f"tag:{host},{day}:{name}"


def _entry(issue: Outline, frame: Frame, address: str, host: str) -> EntryView:
    page = web_link(address.replace("{date}", issue.date).replace("{id}", issue.id))
    desk = _EntryDesk(frame, page)
    day = parsed(issue.date)
    body = zip(issue.topics, issue.body.topics, strict=True)
    lines = [(topic.title, [line for line in shown if line.state != STILL]) for topic, shown in body]
    return EntryView(
        id=_tag(host, issue.date, issue.id),
        title=f"{issue.title} · {full_date(day, frame) if day else issue.date}",
        link=page or desk.href(issue),
        updated=_moment(issue),
        summary=" ".join(one.text for one in issue.front.words) if issue.front else frame("count_none"),
        sections=tuple(
            SectionOfEntry(title, tuple(desk.line(line, issue) for line in shown)) for title, shown in lines if shown
        ),
        language=issue.language,
    )


class _EntryDesk(Desk):
    """Whose links lead to the page of an issue where it is on the web."""

    def __init__(self, frame: Frame, page: str | None) -> None:
        super().__init__(frame)
        self.page = page

    def href(self, issue: Outline, anchor: str = "") -> str:
        if self.page is None:
            return super().href(issue, anchor)
        return f"{self.page}{'#' if anchor else ''}{anchor}"


def _moment(issue: Outline) -> str:
    """Return when an issue was made, as RFC 3339 writes it; the beginning of its day where that is not told."""
    try:
        made = datetime.fromisoformat(issue.made_at)
    except ValueError:
        return f"{issue.date}T00:00:00+00:00"
    return (made if made.tzinfo else made.replace(tzinfo=UTC)).isoformat(timespec="seconds")
