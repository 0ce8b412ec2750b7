"""Where a password is to be had: not in the configuration. Knows keyring, which need not be there."""

from __future__ import annotations

import importlib
import os
import stat
from typing import TYPE_CHECKING, Any

from briefing.errors import ConfigError
from briefing.model.records import dataclass
from briefing.text.veil import never_say

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Login:
    """A name to log in with, and the one place of its password: a variable, a file, a service of the keyring."""

    user: str
    variable: str | None = None
    file: Path | None = None
    service: str | None = None


def password(login: Login) -> str:
    """Return the password, which no message has from now on.

    Raises ConfigError that says what to do, and shows nothing of it.
    """
    found = _found(login)
    never_say((found,))
    return found


def _found(login: Login) -> str:
    if login.variable is not None:
        return _of_variable(login.variable)
    if login.file is not None:
        return _of_file(login.file)
    return _of_keyring(login.service or "", login.user)


def warning(login: Login) -> str:
    """Return what is to be told of a file that others can read, "" where that is well."""
    try:
        mode = login.file.stat().st_mode if login.file and os.name == "posix" else 0
    except OSError:
        return ""
    if not mode & (stat.S_IRWXG | stat.S_IRWXO):
        return ""
    return f"{login.file}: others than you can open the file of the password; do: chmod 600 {login.file}"


def _of_variable(name: str) -> str:
    found = os.environ.get(name, "")
    if not found:
        raise ConfigError(
            "", "", f"the variable {name}, which is to hold the password, is not set; cron sets none itself"
        )
    return found


def _of_file(path: Path) -> str:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise ConfigError(path, "", f"the file of the password cannot be read: {error.strerror}") from error
    except UnicodeDecodeError:
        raise ConfigError(path, "", "the file of the password is not UTF-8 text") from None
    if not lines or not lines[0]:
        raise ConfigError(path, "", "the file of the password is empty; it stands alone on its first line")
    return lines[0]


def _of_keyring(service: str, user: str) -> str:
    try:
        keyring: Any = importlib.import_module("keyring")  # an extra, asked for by few
    except ImportError:
        raise ConfigError("", "", 'the keyring cannot be asked; do: pip install "briefing[keyring]"') from None
    try:
        found = keyring.get_password(service, user)
    except Exception as error:  # noqa: BLE001 - whatever its backends raise; their words might hold anything
        raise ConfigError("", "", f"the keyring gave no password: {type(error).__name__}; is it unlocked?") from None
    if not found:
        raise ConfigError(
            "", "", f"the keyring has no password of {user} for {service}; do: keyring set {service} {user}"
        )
    return str(found)
