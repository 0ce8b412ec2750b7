"""The ways out of a configuration: whom each serves, what it takes to them, and what sends it."""

from __future__ import annotations

from dataclasses import field, replace
from datetime import timedelta
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from briefing.deliver.parcels import Parcel
from briefing.deliver.passwords import Login, warning
from briefing.model import Recipient
from briefing.model.records import dataclass
from briefing.text.mailboxes import Mailbox, mailbox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from briefing.config import Settings
    from briefing.config.addressing import Addressing
    from briefing.config.delivering import MailSettings
    from briefing.deliver.parcels import Track
    from briefing.deliver.smtp import Server
    from briefing.model import Brief, Delivery, Dispatch
    from briefing.render.mail import Letterhead
    from briefing.run.looks import Look

AT_ONCE = 100
"""Recipients of one mail: as many as every server takes (RFC 5321, 4.5.3.1.8)."""


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue as it goes out: the brief, its edition, its files by their names, and how it is to look."""

    brief: Brief
    edition: str
    files: Mapping[str, bytes] = field(repr=False)
    look: Look


@dataclass(frozen=True, slots=True)
class Due:
    """A dispatch that is to be sent now, and the mails of the same issue that its recipient has had, in order."""

    dispatch: Dispatch
    earlier: tuple[Delivery, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """A way out: whom it serves, how what is due is packed, and what sends parcels (`deliver.parcels`).

    `most` recipients are served in a run. Without `corrections` an issue that has changed is not sent again. What waits
    is tried for `give_up`. `warnings` are told with what goes wrong. `trial` says what would keep it from sending, ""
    if nothing, and sends nothing.
    """

    name: str
    recipients: tuple[Recipient, ...]
    packed: Callable[[Issue, Sequence[Due]], tuple[Parcel, ...]]
    send: Callable[[Sequence[Parcel], Track], None]
    corrections: bool = True
    most: int = 100
    give_up: timedelta = timedelta(hours=48)
    warnings: tuple[str, ...] = ()
    trial: Callable[[], str] = lambda: ""


def ways_of(settings: Settings, out: Path) -> tuple[Way, ...]:
    """Return the ways that issues below `out` go out by, none where none is configured."""
    from briefing.run.outlets import outlets_of  # noqa: PLC0415 - which is made of what is here

    mail = [_mail(settings.mail, settings.folder)] if settings.mail and settings.mail.server else []
    return tuple(way for way in (*mail, *outlets_of(settings, out)) if way.recipients)


def edition_of(brief: Brief) -> str:
    """Return a digest of what a reader would notice: which words of whom stand in which section, in whatever order.

    When it was made, by which version, what else was read and how it looks do not count.
    """
    import hashlib  # noqa: PLC0415

    articles = {article.id: article for article in brief.articles}
    lines = sorted(
        "\0".join((section.topic, shown.role, shown.text, articles[shown.article].publisher or ""))
        for section in brief.sections
        for item in section.items
        for shown in item.sentences
    )
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()[:32]


# --- mails, by whatever way


@dataclass(frozen=True, slots=True)
class Readers:
    """Who gets the mails of a way: each once, by address; `shown` are those whom all mails name, To and Cc."""

    to: tuple[Mailbox, ...] = ()
    cc: tuple[Mailbox, ...] = ()
    others: tuple[Mailbox, ...] = ()

    @property
    def all(self) -> tuple[Mailbox, ...]:
        """Everybody."""
        return (*self.to, *self.cc, *self.others)


def readers_of(way: Addressing) -> Readers:
    """Return who gets the mails of a way; whoever is listed twice counts where they stand first."""
    seen: set[str] = set()
    lists = [_once(texts, seen) for texts in (way.to, way.cc, (*way.bcc, *way.book))]
    return Readers(*lists)


def _once(texts: Iterable[str], seen: set[str]) -> tuple[Mailbox, ...]:
    found: list[Mailbox] = []
    for text in texts:
        box = mailbox(text, any_letters=True)
        if box.address.casefold() not in seen:
            seen.add(box.address.casefold())
            found.append(box)
    return tuple(found)


def mail_packer(way: Addressing) -> Callable[[Issue, Sequence[Due]], tuple[Parcel, ...]]:
    """Return what makes parcels of mails: one for all, or `each` their own; what corrects another apart."""
    return partial(_packed, way, readers_of(way))


def _packed(way: Addressing, readers: Readers, issue: Issue, dues: Sequence[Due]) -> tuple[Parcel, ...]:
    from briefing.render.mail import render_mails  # noqa: PLC0415 - Jinja, only where a mail is made

    alike = [list(same) for _, same in groupby(sorted(dues, key=_kind), key=_kind)]
    size = 1 if way.each else AT_ONCE
    pieces = [same[at : at + size] for same in alike for at in range(0, len(same), size)]
    heads = [_head(way, readers, issue, piece) for piece in pieces]
    mails = render_mails(issue.brief, heads, templates=issue.look.templates, context=issue.look.context)
    return tuple(
        Parcel(
            brief=issue.brief.id,
            date=issue.brief.date,
            recipients=tuple(due.dispatch.recipient for due in piece),
            message_id=mail.id,
            mail=mail.message.encode("ascii"),
            files=issue.files,
            corrects=bool(piece[0].earlier),
        )
        for piece, mail in zip(pieces, mails, strict=True)
    )


def _kind(due: Due) -> tuple[object, ...]:
    """Return what those who share a mail have in common: which mail of the issue it is, and the kind of address."""
    last = due.earlier[-1].at.isoformat() if due.earlier else ""
    return (due.dispatch.turn, last, _references(due), not due.dispatch.recipient.address.isascii())


def _references(due: Due) -> tuple[str, ...]:
    return tuple(one.message_id for one in due.earlier if one.message_id)


def _head(way: Addressing, readers: Readers, issue: Issue, dues: Sequence[Due]) -> Letterhead:
    """Return the head of the mail to those who share it."""
    from briefing.render.mail import Correction  # noqa: PLC0415

    first, wanted = dues[0], {due.dispatch.recipient.address.casefold() for due in dues}
    only = Readers(to=tuple(box for box in readers.all if box.address.casefold() in wanted))
    head = letterhead(way, only if way.each else readers, issue.look.head.page if issue.look.head else "")
    if not first.earlier:
        return head
    return replace(head, corrects=Correction(first.dispatch.turn, _references(first), first.earlier[-1].at))


def letterhead(way: Addressing, readers: Readers, page: str) -> Letterhead:
    """Return what the mails of a way say besides the brief, to these readers."""
    from briefing.render.mail import Letterhead  # noqa: PLC0415

    return Letterhead(
        sender=way.from_,
        to=_named(readers.to),
        page=page,
        cc=_named(readers.cc),
        reply_to=way.reply_to or "",
        unnamed=bool(readers.all),
        list_id=way.list_id or "",
        unsubscribe=way.list_unsubscribe,
    )


def _named(boxes: Iterable[Mailbox]) -> tuple[str, ...]:
    """Return the mailboxes that a head of ASCII can name."""
    return tuple(_text(box) for box in boxes if not box.other_letters)


def _text(box: Mailbox) -> str:
    quoted = box.name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}" <{box.address}>' if box.name else box.address


# --- the ways


def _mail(mail: MailSettings, folder: Path) -> Way:
    from briefing.deliver.smtp import send, trial  # noqa: PLC0415 - TLS, only where something is sent

    server = server_of(mail, folder)
    told = warning(server.login) if server.login else ""
    return Way(
        name="mail",
        recipients=tuple(Recipient("mail", "mail", box.address) for box in readers_of(mail).all),
        packed=mail_packer(mail),
        send=partial(send, server, mailbox(mail.from_).address),
        corrections=mail.corrections,
        most=mail.most,
        give_up=mail.give_up,
        warnings=(told,) if told else (),
        trial=partial(trial, server),
    )


def server_of(mail: MailSettings, folder: Path) -> Server:
    """Return the mail server of a configuration, with the place of its password; files count from `folder`."""
    from briefing.deliver.smtp import Server  # noqa: PLC0415

    file = folder / mail.password_file if mail.password_file else None
    login = Login(mail.user, mail.password_env, file, mail.password_keyring) if mail.user else None
    return Server(mail.host, mail.port, mail.security, login, mail.hello, mail.timeout)
