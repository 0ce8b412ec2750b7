"""[deliver]: by which ways an issue goes out, and to whom."""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING, Any, Literal

from briefing.config.addressing import Addressing, addressed
from briefing.config.tables import Place, show
from briefing.config.ways import KINDS, Outlets
from briefing.model.records import dataclass
from briefing.text.patterns import lazy

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.errors import ConfigError

Security = Literal["starttls", "tls", "none"]

PORTS: dict[str, int] = {"starttls": 587, "tls": 465, "none": 25}
"""The port of a server that names none."""

_LOCAL = lazy(r"localhost|127(?:\.\d{1,3}){3}|::1", re.IGNORECASE)
_SERVER = lazy(
    r"(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?P<host>[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?))(?::(?P<port>\d{1,5}))?"
)
_HOST = lazy(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
_VARIABLE = lazy(r"[A-Za-z_][A-Za-z0-9_]*")
_PASSWORDS = ("password_env", "password_file", "password_keyring")


@dataclass(frozen=True, slots=True)
class MailSettings(Addressing):
    """By which server the issue is mailed. A password is never here, only where it is to be had.

    That is a variable of the environment, a file, or a service of the system's keyring. `hello` is the name of this
    machine that the server is told, `timeout` the seconds that each step may take.
    """

    server: str | None = None
    security: Security = "starttls"
    user: str | None = None
    password_env: str | None = None
    password_file: str | None = None
    password_keyring: str | None = None
    hello: str | None = None
    timeout: float = 60.0

    @property
    def host(self) -> str:
        """The server's name or address."""
        found = _SERVER.fullmatch(self.server or "")
        return (found["six"] or found["host"]) if found else ""

    @property
    def port(self) -> int:
        """The server's port: the one that is written, or the one that goes with the security."""
        found = _SERVER.fullmatch(self.server or "")
        return int(found["port"]) if found and found["port"] else PORTS[self.security]


@dataclass(frozen=True, slots=True)
class DeliverSettings:
    """The ways by which an issue goes out: through a mail server, None where it is not configured, and others."""

    mail: MailSettings | None = None
    others: Outlets = field(default_factory=Outlets)


def delivering(at: Place, table: Any, folder: Path) -> DeliverSettings:
    """Return the ways out that a table describes; files count from `folder`. Raises ConfigError."""
    at.only(table, ("mail", *KINDS))
    return DeliverSettings(
        mail=_mail(at.key("mail"), table["mail"], folder) if "mail" in table else None,
        others=_others(at, table, folder),
    )


def _others(at: Place, table: dict[str, Any], folder: Path) -> Outlets:
    if not table.keys() & set(KINDS):
        return Outlets()
    from briefing.config.outlets import outlets_of  # noqa: PLC0415 - only where there are any

    return outlets_of(at, table, folder)


# --- the mail server


def _mail(at: Place, table: Any, folder: Path) -> MailSettings:
    if isinstance(table, dict) and "password" in table:
        problem = "a password does not belong in this file; name where it is to be had by"
        raise at.key("password").error(f"{problem} {', '.join(_PASSWORDS[:-1])} or {_PASSWORDS[-1]}")
    mail = addressed(at, table, MailSettings, folder)
    _checked_server(at, mail)
    _checked_login(at, mail)
    if mail.timeout < 1:
        raise at.key("timeout").error(f"{mail.timeout:g} is too little; it is at least 1, in seconds")
    return mail


def _checked_server(at: Place, mail: MailSettings) -> None:
    if mail.server is None:
        return
    if not mail.host or not 0 < mail.port < 65_536:
        said = "what stands here" if "@" in mail.server else show(mail.server)
        raise at.key("server").error(f'{said} is not a server; write it as in "smtp.example.org:587"')
    if not mail.from_:
        raise at.key("from").error('is missing; say who sends, as in "The desk <desk@example.org>"')
    if mail.hello is not None and not _HOST.fullmatch(mail.hello):
        raise at.key("hello").error(
            f'{show(mail.hello)} is not the name of a machine; write it as in "news.example.org"'
        )


def _checked_login(at: Place, mail: MailSettings) -> None:
    named = [name for name in _PASSWORDS if getattr(mail, name) is not None]
    if len(named) > 1:
        raise at.key(named[1]).error(f"is one too many beside {named[0]}; keep one of them")
    if mail.server is None:
        return
    if named and not mail.user:
        raise at.key("user").error(f"is missing; {named[0]} says where a password is, and a login needs a name too")
    if mail.user and not named:
        raise at.key("user").error(
            f"needs a password; say where it is by {', '.join(_PASSWORDS[:-1])} or {_PASSWORDS[-1]}"
        )
    if mail.password_env is not None and not _VARIABLE.fullmatch(mail.password_env):
        raise _no_variable(at.key("password_env"))
    if mail.user and mail.security == "none" and not _LOCAL.fullmatch(mail.host):
        problem = "would send the password readable by all; leave it out for STARTTLS, or leave out user"
        raise at.key("security").error(f'"none" {problem}')


def _no_variable(at: Place) -> ConfigError:
    """Return the error for what is no variable's name, which may be the password itself and is not shown."""
    return at.error('is not the name of a variable; write it as in "BRIEFING_SMTP_PASSWORD", and not the password')
