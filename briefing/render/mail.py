"""Brief -> a mail: plain text, and HTML that is cut at whole items to what mail programs show. Knows css-inline."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from briefing.render.forms import TEMPLATES, filled, values_of
from briefing.render.links import web_link
from briefing.render.message import body, message, people, words
from briefing.render.view import IssueView, LetterView
from briefing.text.mailboxes import Mailbox, mailbox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from css_inline import CSSInliner

    from briefing.model import Brief
    from briefing.render.view import GroupView, ItemView, SectionView, SentenceView, SourceView

MOST = 100_000
"""Bytes of the HTML part as it is transferred, head included. Gmail shows 102 KB of HTML and hides the rest behind a
link; whether it counts before or after encoding is not documented, and what is transferred is never the shorter."""

LARGE = 80_000
"""Bytes from which on it is told, before anything has to be left out."""

NOBODY = Mailbox("", "briefing@localhost")
"""Who sends a mail for which nobody is configured: plainly of this machine."""

_KEPT = '<style data-css-inline="keep">'
_NOT_IN_AN_ID = re.compile(r"[^A-Za-z0-9-]+")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What a mail says besides the brief: who sends it, to whom, and the web address of the whole issue.

    `sender` and `to` are as `text.mailboxes` reads them; in `page`, {date} and {id} stand for those of the brief.
    """

    sender: str = ""
    to: tuple[str, ...] = ()
    page: str = ""


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as text of ASCII with CRLF at the ends of its lines, and its Message-ID.

    `size` is that of its HTML part as it is transferred, in bytes; `left_out` counts the items that the HTML leaves to
    the full issue. The plain text is always whole.
    """

    message: str
    id: str
    size: int
    left_out: int

    @property
    def warning(self) -> str:
        """What a person may want to know of its size; "" where that is well."""
        if self.left_out:
            return f"the mail's HTML leaves out {self.left_out} of its items, to stay under {MOST // 1000} KB"
        if self.size > LARGE:
            return f"the mail's HTML has {self.size // 1000} KB; over {MOST // 1000} KB, items are left out"
        return ""


def render_mail(
    brief: Brief,
    letterhead: Letterhead = Letterhead(),
    *,
    templates: Path | None = None,
    context: Mapping[str, object] | None = None,
) -> Mail:
    """Return the brief as a mail: the same bytes for the same brief and letterhead.

    Raises TemplateError, and ValueError for a sender or recipient that is none.
    """
    values = values_of(brief, context)
    fill = _Filling(values, _page(letterhead, brief), templates)
    html, left_out = _cut(fill)
    text = filled(TEMPLATES["text"], "text", values, templates)
    subject = filled("mail.subject.jinja", "text", values, templates)
    sender = mailbox(letterhead.sender) if letterhead.sender else NOBODY
    key = message_id(brief, sender)
    head = [
        ("From", people([sender if sender.name else replace(sender, name=_line(brief.title))], "From")),
        *([("To", people(map(mailbox, letterhead.to), "To"))] if letterhead.to else []),
        ("Subject", words(subject, "Subject")),
        ("Date", _date(brief)),
        ("Message-ID", key),
        *([("Content-Language", brief.language)] if _TAG.fullmatch(brief.language) else []),
        ("Auto-Submitted", "auto-generated"),
    ]
    return Mail(message(head, text, html), key, len(body("html", html)), left_out)


def message_id(brief: Brief, sender: Mailbox = NOBODY) -> str:
    """Return the Message-ID of an issue, in the sender's domain: the same whenever it is made again.

    It depends on the brief's id and title and the day, so that two briefs of one sender have two.
    """
    key = hashlib.sha256(f"{brief.id}\n{brief.title}\n{brief.date}".encode("utf-8", "replace")).hexdigest()[:16]
    plain = _NOT_IN_AN_ID.sub("-", brief.id)[:40].strip("-") or "brief"
    return f"<{plain}.{brief.date}.{key}@{sender.domain}>"


def _line(text: str) -> str:
    """Return a title as a sender's name."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _date(brief: Brief) -> str:
    """Return the moment that the brief was made at, on the clocks of its time zone."""
    try:
        made = datetime.fromisoformat(brief.made_at)
    except ValueError:
        made = datetime.fromisoformat(brief.date)
    made = made if made.tzinfo else made.replace(tzinfo=UTC)
    try:
        return format_datetime(made.astimezone(ZoneInfo(brief.timezone)))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return format_datetime(made)


def _page(letterhead: Letterhead, brief: Brief) -> str | None:
    return web_link(letterhead.page.replace("{date}", brief.date).replace("{id}", brief.id))


# --- the HTML, cut to size


@dataclass(frozen=True, slots=True)
class _Filling:
    """What the HTML is made with."""

    values: Mapping[str, object]
    page: str | None
    templates: Path | None

    @property
    def issue(self) -> IssueView:
        issue = self.values["issue"]
        assert isinstance(issue, IssueView)  # noqa: S101 - it was put there by `values_of`
        return issue

    def html(self, issue: IssueView) -> str:
        """Return the HTML of what of the issue is to be shown."""
        more = {s.anchor: _count(s) for s in self.issue.sections} | {
            s.anchor: _count(whole) - _count(s) for s, whole in zip(issue.sections, self.issue.sections, strict=False)
        }
        letter = LetterView(
            preheader=_preheader(self.issue),
            full=self.page,
            left_out=sum(more.values()),
            more=more,
            sources=_cited(issue),
        )
        values = {**self.values, "issue": issue, "letter": letter}
        html = filled("mail.html.jinja", "html", values, self.templates)
        return str(_inliner().inline(html)).replace(_KEPT, "<style>", 1)


@cache
def _inliner() -> CSSInliner:
    from css_inline import CSSInliner  # noqa: PLC0415 - only where there is a mail

    return CSSInliner(load_remote_stylesheets=False, minify_css=True)


def _cut(fill: _Filling) -> tuple[str, int]:
    """Return the HTML with as many items as fit, and how many do not; all sections lose their last ones alike.

    Where not even the issue without its items fits, only its head is left.
    """
    whole = fill.issue
    count = sum(map(_count, whole.sections))
    html = fill.html(whole)
    if _fits(html):
        return html, 0
    most = _most(lambda number: _fits(fill.html(_shortened(whole, number))), count)
    if most is None:
        head = replace(whole, front=(), sections=(), timeline=(), figures=(), health=())
        return fill.html(head), count
    return fill.html(_shortened(whole, most)), count - most


def _fits(html: str) -> bool:
    return len(body("html", html)) <= MOST


def _most(fits: Callable[[int], bool], end: int) -> int | None:
    """Return the largest number from 0 to under `end` that fits, None if none does."""
    low, high = -1, end
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return low if low >= 0 else None


def _count(section: SectionView) -> int:
    return sum(len(group.items) for group in section.groups)


def _shortened(issue: IssueView, number: int) -> IssueView:
    """Return the issue with that many items: the first of each section, then the second of each, and so on."""
    counts = [_count(section) for section in issue.sections]
    turns = sorted((turn, place) for place, count in enumerate(counts) for turn in range(count))
    shares = [0] * len(counts)
    for _, place in turns[:number]:
        shares[place] += 1
    return replace(
        issue, sections=tuple(_first(section, share) for section, share in zip(issue.sections, shares, strict=True))
    )


def _first(section: SectionView, number: int) -> SectionView:
    """Return the section with its first items."""
    groups: list[GroupView] = []
    for group in section.groups:
        items = group.items[:number]
        number -= len(items)
        if items or group.note:
            groups.append(replace(group, items=items))
    return replace(section, groups=tuple(groups))


def _items(issue: IssueView) -> Iterator[ItemView]:
    yield from (item for section in issue.sections for group in section.groups for item in group.items)


def _preheader(issue: IssueView) -> str:
    """Return the sentence that the issue begins with, or that of the first item that is new, or the counts."""
    if issue.front:
        return issue.front[0].sentence.text
    first = next((item for item in _items(issue) if item.state in {None, "new"}), None)
    return first.sentences[0].text if first else " · ".join(issue.counts)


def _cited(issue: IssueView) -> tuple[SourceView, ...]:
    """Return the sources that the mail shows numbers of, in order."""
    numbers = {source.number for item in _items(issue) for source in _of_item(item)}
    told: list[SentenceView] = [news.sentence for news in issue.front]
    told += [event.sentence for event in issue.timeline]
    told += [claim.sentence for figure in issue.figures for claim in figure.claims]
    numbers |= {sentence.source.number for sentence in told}
    return tuple(source for source in (*issue.sources, *issue.also_read) if source.number in numbers)


def _of_item(item: ItemView) -> Iterator[SourceView]:
    yield from (sentence.source for sentence in item.sentences)
    if not item.short:
        yield from (other.source for other in item.also)
    if item.superseded_by:
        yield item.superseded_by.source
    if item.earlier:
        yield item.earlier.words.source
