"""Secrets of ways out: where they are to be had, and words in which they are masked."""

from __future__ import annotations

import base64
import contextlib
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus, unquote, urlsplit

from briefing.errors import ConfigError
from briefing.model.records import dataclass
from briefing.text.veil import never_say

if TYPE_CHECKING:
    from collections.abc import Iterable

MASK = "***"

_LONGEST = 200  # characters of what others say
_TELLING = 8  # characters; a part of an address that is shorter tells nothing
_UNSEEN = re.compile(r"[^ -~\u00a1-\ud7ff]+")
_NAMED = re.compile(
    r"(?i)\b(pass(?:word|wd)?|secret|token|key|sig(?:nature)?)(\s*[=:]\s*)(\"[^\"]*\"|'[^']*'|[^\s&;,]+)"
)
_LOGIN = re.compile(r"(?<=://)[^\s/@]+@")
_BEARER = re.compile(r"(?i)\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{6,}")
_VARIABLES = re.compile(r"(?i)pass|secret|token|key|credential|webhook")


@dataclass(frozen=True, slots=True)
class Hidden:
    """A text that is no part of the configuration: a variable of the environment holds it, or a file's first line."""

    variable: str | None = None
    file: Path | None = None

    @property
    def place(self) -> str:
        """Where it is, which is no secret."""
        return f"${self.variable}" if self.variable else str(self.file)


def revealed(hidden: Hidden, what: str) -> str:
    """Return the text; `what` it is ("address") is named where it is not there. Raises ConfigError, showing nothing.

    No message has it from now on.
    """
    found = _of_file(hidden.file or Path(), what) if hidden.variable is None else _of_variable(hidden.variable, what)
    never_say((found,))
    return found


def _of_variable(name: str, what: str) -> str:
    found = os.environ.get(name, "").strip()
    if not found:
        problem = f"the variable {name}, which is to hold the {what}, is not set; cron sets none itself"
        raise ConfigError("", "", problem)
    return found


def _of_file(path: Path, what: str) -> str:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise ConfigError(path, "", f"the file of the {what} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError:
        raise ConfigError(path, "", f"the file of the {what} is not UTF-8 text") from None
    if not lines or not lines[0].strip():
        raise ConfigError(path, "", f"the file of the {what} is empty; it stands alone on its first line")
    return lines[0].strip()


def secrets_around(known: Iterable[Hidden] = ()) -> tuple[str, ...]:
    """Return what is hidden in known places, with its telling parts, and in variables whose names say so."""
    telling = [value for name, value in os.environ.items() if len(value) >= _TELLING and _VARIABLES.search(name)]
    found = [form for value in telling for form in disguises(value)]
    for hidden in known:
        with contextlib.suppress(ConfigError):
            secret = revealed(hidden, "secret")
            found += [*disguises(secret), *parts_of(secret)]
    return tuple(found)


def parts_of(address: str) -> tuple[str, ...]:
    """Return an address and the parts of it that could give it away: its path, its query, the longer pieces of both."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return (address,)
    pieces = [*parts.path.split("/"), *re.split("[&=]", parts.query), *(parts.netloc.rpartition("@")[0].split(":"))]
    whole = (address, parts.path, parts.query)
    telling = [one for one in (*whole, *pieces) if len(one) >= _TELLING]
    return tuple(dict.fromkeys([*telling, *map(unquote, telling)]))


def disguises(secret: str) -> tuple[str, ...]:
    """Return a secret as it is, and as addresses, forms and logins have it; nothing for ""."""
    packed = base64.b64encode(secret.encode("utf-8", "surrogateescape")).decode("ascii")
    percent = [change(secret, safe, errors="replace") for change in (quote, quote_plus) for safe in ("/", "")]
    return tuple(dict.fromkeys((secret, *percent, packed))) if secret else ()


def first_line(said: bytes, secrets: Iterable[str] = ()) -> str:
    """Return the first line of what a program or server said: printable, at most 200 characters, secrets masked."""
    text = masked(said[: 1 << 16].decode("utf-8", "replace"), secrets)
    line = next((line for line in map(_plain, text.splitlines()) if line), "")
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 3]}..."


def masked(text: str, secrets: Iterable[str] = ()) -> str:
    """Return a text without the secrets, and without what looks like one."""
    for secret in sorted(filter(None, secrets), key=len, reverse=True):
        text = text.replace(secret, MASK)
    text = _NAMED.sub(rf"\1\2{MASK}", _LOGIN.sub(f"{MASK}@", text))
    return _BEARER.sub(rf"\1 {MASK}", text)


def _plain(line: str) -> str:
    return " ".join(_UNSEEN.sub(" ", line).split())
