"""The ways out besides mail by their kinds; how each is described is loaded with the first that is (`outlets.py`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.model.records import dataclass

if TYPE_CHECKING:
    from briefing.config.outlets import (
        CommandSettings,
        FolderSettings,
        MaildirSettings,
        SendmailSettings,
        WebhookSettings,
    )


@dataclass(frozen=True, slots=True)
class Outlets:
    """The ways out besides mail, each in the order in which they are written."""

    sendmail: tuple[SendmailSettings, ...] = ()
    maildir: tuple[MaildirSettings, ...] = ()
    folder: tuple[FolderSettings, ...] = ()
    command: tuple[CommandSettings, ...] = ()
    webhook: tuple[WebhookSettings, ...] = ()


KINDS = ("sendmail", "maildir", "folder", "command", "webhook")
"""The kinds of ways, as their tables are called."""
