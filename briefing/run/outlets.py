"""The ways out besides the mail server: whom each serves, what it takes to them, and what sends it."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from briefing import __version__
from briefing.deliver.hidden import Hidden
from briefing.deliver.parcels import Parcel
from briefing.deliver.trials import folder_trial, program_trial
from briefing.model import Recipient
from briefing.run.files import JSON
from briefing.run.ways import Way, mail_packer, readers_of
from briefing.text.mailboxes import mailbox

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefing.config import Settings
    from briefing.config.outlets import (
        CommandSettings,
        FolderSettings,
        MaildirSettings,
        SendmailSettings,
        Shape,
        WebhookSettings,
    )
    from briefing.deliver.webhook import Webhook
    from briefing.run.ways import Due, Issue

FILES = {"mail": "brief.eml", "json": JSON, "markdown": "brief.md", "text": "brief.txt", "html": "brief.html"}
"""The forms that a command can be given, and the files of an issue that hold them."""


def outlets_of(settings: Settings, out: Path) -> Iterator[Way]:
    """Yield the ways out besides the mail server, of issues below `out`."""
    others, folder = settings.deliver.others, settings.folder
    hidden = tuple(_all_hidden(settings))
    yield from (_sendmail(one, hidden) for one in others.sendmail)
    yield from (_maildir(one, folder) for one in others.maildir)
    yield from (_folder(one, folder, out) for one in others.folder)
    yield from (_command(one, folder, out, hidden) for one in others.command)
    yield from (_webhook(one, folder) for one in others.webhook)


# --- mails


def _sendmail(settings: SendmailSettings, hidden: tuple[Hidden, ...]) -> Way:
    from briefing.deliver.sendmail import Sendmail, send  # noqa: PLC0415 - only where something is sent so

    way = Sendmail(settings.command, mailbox(settings.from_).address, settings.timeout, hidden)
    return Way(
        name=settings.name,
        recipients=tuple(Recipient("sendmail", settings.name, box.address) for box in readers_of(settings).all),
        packed=mail_packer(settings),
        send=partial(send, way),
        corrections=settings.corrections,
        most=settings.most,
        give_up=settings.give_up,
        trial=partial(program_trial, settings.command),
    )


def _maildir(settings: MaildirSettings, folder: Path) -> Way:
    from briefing.deliver.maildir import send  # noqa: PLC0415

    return Way(
        name=settings.name,
        recipients=(Recipient("maildir", settings.name, settings.path),),
        packed=mail_packer(settings),
        send=partial(send, _path(settings.path, folder)),
        corrections=settings.corrections,
        give_up=settings.give_up,
        trial=partial(folder_trial, _path(settings.path, folder)),
    )


# --- the issue itself


def _folder(settings: FolderSettings, folder: Path, out: Path) -> Way:
    from briefing.deliver.copies import Copies, send  # noqa: PLC0415
    from briefing.render.site.pages import MARKS  # noqa: PLC0415

    return Way(
        name=settings.name,
        recipients=(Recipient("folder", settings.name, settings.path),),
        packed=_packed,
        send=partial(send, Copies(_path(settings.path, folder), out, MARKS, settings.sources)),
        corrections=settings.corrections,
        give_up=settings.give_up,
        trial=partial(folder_trial, _path(settings.path, folder)),
    )


def _command(settings: CommandSettings, folder: Path, out: Path, hidden: tuple[Hidden, ...]) -> Way:
    from briefing.deliver.command import Command, send  # noqa: PLC0415

    way = Command(
        run=settings.run,
        file=FILES[settings.form],
        folder=folder.absolute(),
        timeout=settings.timeout,
        variables=partial(_variables, out.absolute()),
        hidden=hidden,
    )
    return Way(
        name=settings.name,
        recipients=(Recipient("command", settings.name, Path(settings.run[0]).name),),  # arguments may be secrets
        packed=_packed,
        send=partial(send, way),
        corrections=settings.corrections,
        give_up=settings.give_up,
        trial=partial(program_trial, settings.run, folder.absolute()),
    )


def _webhook(settings: WebhookSettings, folder: Path) -> Way:
    from briefing.deliver.webhook import attempted, send  # noqa: PLC0415

    webhook = webhook_of(settings, folder)
    return Way(
        name=settings.name,
        recipients=(Recipient("webhook", settings.name, _place(settings)),),
        packed=partial(_posted, settings),
        send=partial(send, webhook),
        corrections=settings.corrections,
        give_up=settings.give_up,
        trial=partial(attempted, webhook),
    )


def webhook_of(settings: WebhookSettings, folder: Path) -> Webhook:
    """Return the webhook of a configuration, with the places of its secrets; files count from `folder`."""
    from briefing.deliver.webhook import Webhook  # noqa: PLC0415

    address = _hidden(settings.address_env, settings.address_file, folder) or settings.address or ""
    secret = _hidden(settings.secret_env, settings.secret_file, folder)
    return Webhook(address, secret, settings.timeout, f"briefing/{__version__}")


def _all_hidden(settings: Settings) -> Iterator[Hidden]:
    """Yield the places of all secrets that a configuration names."""
    mail = settings.deliver.mail
    if mail:
        yield from filter(None, [_hidden(mail.password_env, mail.password_file, settings.folder)])
    for one in settings.deliver.others.webhook:
        hook = webhook_of(one, settings.folder)
        yield from (part for part in (hook.address, hook.secret) if isinstance(part, Hidden))


def _hidden(variable: str | None, file: str | None, folder: Path) -> Hidden | None:
    if variable is None and file is None:
        return None
    return Hidden(variable, _path(file, folder) if file else None)


def _place(settings: WebhookSettings) -> str:
    """Return how messages and the ledger name an address: by where it is to be had, or by its host alone."""
    if settings.address_env:
        return f"${settings.address_env}"
    if settings.address_file:
        return settings.address_file
    parts = urlsplit(settings.address or "")
    return f"{parts.scheme}://{parts.hostname}/..."


def _path(text: str, folder: Path) -> Path:
    return folder / Path(text).expanduser()


# --- what goes


def _packed(issue: Issue, dues: Sequence[Due]) -> tuple[Parcel, ...]:
    return tuple(_parcel(issue, due, issue.files) for due in dues)


def _parcel(issue: Issue, due: Due, files: Mapping[str, bytes]) -> Parcel:
    """Return an issue for one recipient; its id is the same whenever this edition goes as this turn."""
    return Parcel(
        brief=issue.brief.id,
        date=issue.brief.date,
        recipients=(due.dispatch.recipient,),
        message_id=f"{issue.brief.id}.{issue.brief.date}.{due.dispatch.turn}.{issue.edition}",
        files=files,
        corrects=bool(due.earlier),
    )


def _posted(settings: WebhookSettings, issue: Issue, dues: Sequence[Due]) -> tuple[Parcel, ...]:
    from briefing.deliver.webhook import BODY  # noqa: PLC0415

    return tuple(_parcel(issue, due, {BODY: _body(settings.shape, issue, due)}) for due in dues)


def _body(shape: Shape, issue: Issue, due: Due) -> bytes:
    from briefing.render.mail import Correction  # noqa: PLC0415
    from briefing.render.posts import render_post  # noqa: PLC0415 - Jinja, only where something is posted

    if shape == "json":
        return issue.files[JSON]
    page = issue.look.head.page if issue.look.head else ""
    earlier = due.earlier
    corrects = Correction(due.dispatch.turn, (), earlier[-1].at) if earlier else None
    look = issue.look
    return render_post(issue.brief, shape, page, templates=look.templates, context=look.context, corrects=corrects).body


def _variables(out: Path, parcel: Parcel) -> dict[str, str]:
    """Return what the environment of a command tells of an issue."""
    title = str(json.loads(parcel.files[JSON]).get("title", ""))
    return {
        "BRIEFING_ID": parcel.brief,
        "BRIEFING_DATE": parcel.date,
        "BRIEFING_TITLE": " ".join("".join(one if one.isprintable() else " " for one in title).split()),
        "BRIEFING_FOLDER": str(out / parcel.date),
        "BRIEFING_KEY": parcel.message_id,
        "BRIEFING_CORRECTS": "1" if parcel.corrects else "",
    }
