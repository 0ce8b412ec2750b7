"""The ways out besides mail: sendmail, a Maildir, a folder, a command, a webhook; of each kind one or several."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal, TypeVar
from urllib.parse import urlsplit

from briefing.config.addressing import Addressing, addressed
from briefing.config.tables import Place, duration, record_of, show
from briefing.config.ways import KINDS, Outlets
from briefing.model.records import dataclass
from briefing.text.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Form = Literal["mail", "json", "markdown", "text", "html"]
Shape = Literal["json", "slack", "teams"]

_VARIABLE = lazy(r"[A-Za-z_][A-Za-z0-9_]*")
_ADDRESSES = ("address_env", "address_file", "address")
_NO_ENVELOPE = ("bcc", "book", "each")
_HEADER_RECIPIENTS = lazy(r"-[a-zA-Z]*t|--read-recipients")


@dataclass(frozen=True, slots=True)
class SendmailSettings(Addressing):
    """The mail through a program of this machine that is called as sendmail is; `timeout` in seconds for each mail."""

    name: str = "sendmail"
    command: tuple[str, ...] = ("/usr/sbin/sendmail", "-i")
    timeout: float = 60.0


@dataclass(frozen=True, slots=True)
class MaildirSettings(Addressing):
    """The mail as a file in a Maildir."""

    path: str = ""
    name: str = "maildir"


@dataclass(frozen=True, slots=True)
class FolderSettings:
    """The issue's files and the site, copied to a folder; `sources` says whether whole reports are, too."""

    path: str
    name: str = "folder"
    sources: bool = False
    corrections: bool = True
    give_up: timedelta = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class CommandSettings:
    """A program that gets the issue in a form on standard input; `timeout` in seconds."""

    run: tuple[str, ...]
    name: str = "command"
    form: Form = "json"
    timeout: float = 60.0
    corrections: bool = True
    give_up: timedelta = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class WebhookSettings:
    """An address that the issue is posted to as JSON, in a shape; `timeout` in seconds.

    What is secret is never here, only where it is to be had: the variable or the file of the address, and of the
    secret that messages are signed with.
    """

    name: str = "webhook"
    address: str | None = None
    address_env: str | None = None
    address_file: str | None = None
    shape: Shape = "json"
    secret_env: str | None = None
    secret_file: str | None = None
    timeout: float = 30.0
    corrections: bool = True
    give_up: timedelta = timedelta(hours=48)


def outlets_of(at: Place, table: dict[str, Any], folder: Path) -> Outlets:
    """Return the ways that the tables of [deliver] describe; files count from `folder`. Raises ConfigError."""
    outlets = Outlets(
        sendmail=_several(at, table, "sendmail", lambda here, one: _sendmail(here, one, folder)),
        maildir=_several(at, table, "maildir", lambda here, one: _maildir(here, one, folder)),
        folder=_several(at, table, "folder", _folder),
        command=_several(at, table, "command", _command),
        webhook=_several(at, table, "webhook", _webhook),
    )
    seen = {"mail"}
    for kind in KINDS:
        for way in getattr(outlets, kind):
            if way.name in seen:
                raise at.key(kind).key("name").error(f"{show(way.name)} is the name of two ways; give each its own")
            seen.add(way.name)
    return outlets


_Way = TypeVar("_Way", SendmailSettings, MaildirSettings, FolderSettings, CommandSettings, WebhookSettings)


def _several(at: Place, table: dict[str, Any], kind: str, read: Callable[[Place, Any], _Way]) -> tuple[_Way, ...]:
    """Return the ways of one kind: a table, or a list of tables, each with a name."""
    given, here = table.get(kind, []), at.key(kind)
    if isinstance(given, dict):
        return (_named(here, read(here, given)),)
    if not isinstance(given, list):
        raise here.error(f"{show(given)} is not a table; write [{here.path}], or [[{here.path}]] for each of several")
    places = [here.key(number) for number in range(len(given))]
    for place, one in zip(places, given, strict=True):
        if len(given) > 1 and isinstance(one, dict) and "name" not in one:
            raise place.key("name").error("is missing; of several ways each needs a name of its own")
    return tuple(_named(place, read(place, one)) for place, one in zip(places, given, strict=True))


def _named(at: Place, way: _Way) -> _Way:
    if not way.name.strip() or not way.name.isprintable():
        raise at.key("name").error(f"{show(way.name)} is not a name")
    return way


# --- mails


def _sendmail(at: Place, table: Any, folder: Path) -> SendmailSettings:
    way = addressed(at, table, SendmailSettings, folder)
    if not way.command or not all(way.command):
        raise at.key("command").error('is empty; write it as in ["/usr/sbin/sendmail", "-i"]')
    for number, argument in enumerate(way.command[1:], 1):
        if _HEADER_RECIPIENTS.fullmatch(argument):
            problem = (
                "would send to all whom the mail names, once for each recipient; recipients are added by themselves"
            )
            raise at.key("command").key(number).error(f"{show(argument)} {problem}")
    if not way.from_:
        raise at.key("from").error('is missing; say who sends, as in "The desk <desk@example.org>"')
    _checked_timeout(at, way.timeout)
    return way


def _maildir(at: Place, table: Any, folder: Path) -> MaildirSettings:
    way = addressed(at, table, MaildirSettings, folder)
    for name in _NO_ENVELOPE:
        if isinstance(table, dict) and name in table:
            raise at.key(name).error("is not for a Maildir, which gets one mail and no list of recipients")
    return replace(way, path=_path(at, way.path, "Maildir"))


# --- others


def _folder(at: Place, table: Any) -> FolderSettings:
    way = FolderSettings(**_values(at, table, FolderSettings))
    return replace(way, path=_path(at, way.path, "briefs"))


def _command(at: Place, table: Any) -> CommandSettings:
    way = CommandSettings(**_values(at, table, CommandSettings))
    if not way.run or not way.run[0]:
        raise at.key("run").error('names no program; write it as in ["/usr/local/bin/post-it", "--channel", "desk"]')
    for number, argument in enumerate(way.run):
        if "\0" in argument:
            raise at.key("run").key(number).error("holds what no argument can: the character NUL")
    _checked_timeout(at, way.timeout)
    return way


def _webhook(at: Place, table: Any) -> WebhookSettings:
    way = WebhookSettings(**_values(at, table, WebhookSettings))
    _checked_one(at, way, _ADDRESSES, needed=True)
    _checked_one(at, way, ("secret_env", "secret_file"), needed=False)
    for name in ("address_env", "secret_env"):
        if getattr(way, name) is not None and not _VARIABLE.fullmatch(getattr(way, name)):
            problem = 'is not the name of a variable; write it as in "BRIEFING_WEBHOOK", and not what it holds'
            raise at.key(name).error(problem)
    if way.address is not None and not _is_address(way.address):
        raise at.key("address").error("is not an address of the web; it begins with https://")
    _checked_timeout(at, way.timeout)
    return way


def _values(at: Place, table: Any, record: type) -> dict[str, Any]:
    values = record_of(at, table, record, ("give_up",))
    if "give_up" in values:
        values["give_up"] = duration(at.key("give_up"), values["give_up"])
    return values


def _path(at: Place, text: str, example: str) -> str:
    if not text.strip() or "\0" in text:
        raise at.key("path").error(f'is missing; say where it is, as in "{example}"')
    return text


def _checked_one(at: Place, way: WebhookSettings, names: tuple[str, ...], *, needed: bool) -> None:
    given = [name for name in names if getattr(way, name) is not None]
    if len(given) > 1:
        raise at.key(given[1]).error(f"is one too many beside {given[0]}; keep one of them")
    if needed and not given:
        raise at.key(names[0]).error(f"is missing; say where the address is by {', '.join(names[:-1])} or {names[-1]}")
    if given and not getattr(way, given[0]):
        raise at.key(given[0]).error("is empty")


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and text.isascii() and parts.port != 0
    except ValueError:
        return False


def _checked_timeout(at: Place, seconds: float) -> None:
    if not 1 <= seconds <= 3600:
        raise at.key("timeout").error(f"{seconds:g} is not from 1 to 3600, in seconds")
