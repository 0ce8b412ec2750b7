"""Brief -> a mail: plain text, and HTML that is cut at whole items to what mail programs show. Knows css-inline."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from briefing.model import Brief
from briefing.model.records import dataclass
from briefing.render.cutting import bare, count, left_out, most_within, shortened
from briefing.render.dates import year_date
from briefing.render.forms import filled_form, issue_of, values_of
from briefing.render.links import web_link
from briefing.render.message import body, message, people, words
from briefing.render.templates import filled
from briefing.render.view import IssueView, LetterView
from briefing.render.words import Frame, frame_for
from briefing.text.mailboxes import Mailbox, mailbox

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from css_inline import CSSInliner

    from briefing.render.view import ItemView, SentenceView, SourceView

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
class Correction:
    """That a mail replaces others of its issue: how many, their Message-IDs in order, when the last was sent."""

    turn: int
    references: tuple[str, ...]
    sent: datetime


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What a mail says besides the brief: who sends it, to whom, and the web address of the whole issue.

    Mailboxes are as `text.mailboxes` reads them; in `page`, {date} and {id} stand for those of the brief. `unnamed`
    says that there are recipients of whom the mail names none. `unsubscribe` holds web and mail addresses, as URIs.
    """

    sender: str = ""
    to: tuple[str, ...] = ()
    page: str = ""
    cc: tuple[str, ...] = ()
    reply_to: str = ""
    unnamed: bool = False
    list_id: str = ""
    unsubscribe: tuple[str, ...] = ()
    corrects: Correction | None = None


_NOBODY = Letterhead()


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
    letterhead: Letterhead = _NOBODY,
    *,
    templates: Path | None = None,
    context: Mapping[str, object] | None = None,
) -> Mail:
    """Return the brief as a mail: the same bytes for the same brief and letterhead.

    Raises TemplateError, and ValueError for a sender or recipient that is none.
    """
    return next(render_mails(brief, [letterhead], templates=templates, context=context))


def render_mails(
    brief: Brief,
    letterheads: Iterable[Letterhead],
    *,
    templates: Path | None = None,
    context: Mapping[str, object] | None = None,
) -> Iterator[Mail]:
    """Yield a mail for each letterhead, as `render_mail` does; what they have in common is made once."""
    yield from mails_of(values_of(brief, context), letterheads, templates)


def mails_of(
    values: Mapping[str, object],
    letterheads: Iterable[Letterhead],
    templates: Path | None = None,
    text: str | None = None,
) -> Iterator[Mail]:
    """Yield the same mails of the values that `forms.values_of` gave; `text` is the plain text, where it is made."""
    brief = values["brief"]
    assert isinstance(brief, Brief)  # noqa: S101 - it was put there by `values_of`
    made: dict[tuple[str, Correction | None], _Written] = {}
    plain = text if text is not None else filled_form("text", values, templates)
    for letterhead in letterheads:
        common = (letterhead.page, letterhead.corrects)
        if common not in made:
            fill = _Filling(values, _page(letterhead, brief), templates, replaces_words(brief, letterhead.corrects))
            made[common] = _written(fill, plain, letterhead.corrects)
        yield _mail(brief, letterhead, made[common])


@dataclass(frozen=True, slots=True)
class _Written:
    """What the mails of an issue have in common."""

    subject: str
    text: str
    html: str
    left_out: int


def _written(fill: _Filling, text: str, corrects: Correction | None) -> _Written:
    html, left_out = _cut(fill)
    subject = filled("mail.subject.jinja", "text", fill.values, fill.templates)
    if corrects:
        text = f"{fill.replaces}\n\n{text}"
        subject = fill.frame("mail_corrected", subject=" ".join(subject.split()))
    return _Written(subject, text, html, left_out)


def _mail(brief: Brief, letterhead: Letterhead, written: _Written) -> Mail:
    sender = mailbox(letterhead.sender) if letterhead.sender else NOBODY
    key = message_id(brief, sender, letterhead.corrects.turn if letterhead.corrects else 0)
    head = [
        ("From", people([sender if sender.name else replace(sender, name=_line(brief.title))], "From")),
        *_recipients(letterhead),
        ("Subject", words(written.subject, "Subject")),
        ("Date", _date(brief)),
        ("Message-ID", key),
        *_thread(letterhead.corrects),
        *([("Content-Language", brief.language)] if _TAG.fullmatch(brief.language) else []),
        ("Auto-Submitted", "auto-generated"),
        *_list(letterhead),
    ]
    return Mail(message(head, written.text, written.html), key, _size(written.html), written.left_out)


def message_id(brief: Brief, sender: Mailbox = NOBODY, turn: int = 0) -> str:
    """Return the Message-ID of an issue, in the sender's domain: the same whenever it is made again.

    It depends on the brief's id and title and the day, so that two briefs of one sender have two. What corrects an
    issue for the first time is its `turn` 1.
    """
    what = f"{brief.id}\n{brief.title}\n{brief.date}" + (f"\n{turn}" if turn else "")
    key = hashlib.sha256(what.encode("utf-8", "replace")).hexdigest()[:16]
    plain = _NOT_IN_AN_ID.sub("-", brief.id)[:40].strip("-") or "brief"
    return f"<{plain}.{brief.date}.{key}@{sender.domain}>"


def _recipients(head: Letterhead) -> list[tuple[str, str]]:
    named = [(name, people(map(mailbox, boxes), name)) for name, boxes in (("To", head.to), ("Cc", head.cc)) if boxes]
    nobody = [("To", "undisclosed-recipients:;")] if head.unnamed and not named else []
    reply = [("Reply-To", people([mailbox(head.reply_to)], "Reply-To"))] if head.reply_to else []
    return [*named, *nobody, *reply]


def _thread(corrects: Correction | None) -> list[tuple[str, str]]:
    if not corrects or not corrects.references:
        return []
    return [("In-Reply-To", corrects.references[-1]), ("References", "\r\n ".join(corrects.references))]


def _list(head: Letterhead) -> list[tuple[str, str]]:
    """Return the fields of a mailing list; one with a web address can be left by one click (RFC 8058)."""
    name, _, label = head.list_id.rpartition("<")
    spoken = f"{words(name, 'List-Id')}\r\n " if name.strip() else ""
    fields = [("List-Id", f"{spoken}<{label.removesuffix('>')}>")] if head.list_id else []
    if head.unsubscribe:
        fields.append(("List-Unsubscribe", ",\r\n ".join(f"<{address}>" for address in head.unsubscribe)))
    if any(address.startswith("https:") for address in head.unsubscribe):
        fields.append(("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))
    return fields


def replaces_words(brief: Brief, corrects: Correction | None) -> str:
    """Return the words that a mail which replaces another begins with, "" where it replaces none."""
    if not corrects:
        return ""
    frame, sent = frame_for(brief.frame or brief.language), _on_clock(corrects.sent, brief)
    return frame("mail_replaces", moment=f"{year_date(sent.date(), frame)}, {sent:%H:%M}")


def _line(text: str) -> str:
    """Return a title as a sender's name."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _date(brief: Brief) -> str:
    """Return the moment that the brief was made at, on the clocks of its time zone."""
    try:
        made = datetime.fromisoformat(brief.made_at)
    except ValueError:
        made = datetime.fromisoformat(brief.date)
    return format_datetime(_on_clock(made if made.tzinfo else made.replace(tzinfo=UTC), brief))


def _on_clock(moment: datetime, brief: Brief) -> datetime:
    try:
        return moment.astimezone(ZoneInfo(brief.timezone))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return moment


def _page(letterhead: Letterhead, brief: Brief) -> str | None:
    return web_link(letterhead.page.replace("{date}", brief.date).replace("{id}", brief.id))


# --- the HTML, cut to size


@dataclass(frozen=True, slots=True)
class _Filling:
    """What the HTML is made with."""

    values: Mapping[str, object]
    page: str | None
    templates: Path | None
    replaces: str = ""

    @property
    def issue(self) -> IssueView:
        return issue_of(self.values)

    @property
    def frame(self) -> Frame:
        frame = self.values["t"]
        assert isinstance(frame, Frame)  # noqa: S101 - likewise
        return frame

    def html(self, issue: IssueView) -> str:
        """Return the HTML of what of the issue is to be shown."""
        more = left_out(self.issue, issue)
        letter = LetterView(
            preheader=_preheader(self.issue),
            full=self.page,
            left_out=sum(more.values()),
            more=more,
            sources=_cited(issue),
            replaces=self.replaces,
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
    items = sum(map(count, whole.sections))
    made = {items: fill.html(whole)}
    if _size(made[items]) <= MOST:
        return made[items], 0

    def size(number: int) -> int:
        made[number] = fill.html(shortened(whole, number))
        return _size(made[number])

    most = most_within(size, MOST, items, _size(made[items]))
    return (fill.html(bare(whole)), items) if most is None else (made[most], items - most)


def _size(html: str) -> int:
    return len(body("html", html))


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
