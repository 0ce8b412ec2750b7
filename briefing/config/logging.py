"""[log]: where runs are written down, and which address is told that they began and how they ended."""

from __future__ import annotations

from dataclasses import field
from typing import Any, Literal

from briefing.config.tables import Place, record_of
from briefing.model.records import dataclass
from briefing.text.patterns import lazy

_SMALLEST = 10_000
_ADDRESS = lazy(r"https?://[^\s/<>\"]+\S*")


@dataclass(frozen=True, slots=True)
class LogSettings:
    """The file of the log and its form; it is begun anew at `size` bytes, and `keep` older ones stay.

    `ping` is the address of a health check, a secret; or `ping_env` names the environment variable that holds it.
    """

    file: str | None = None
    form: Literal["text", "json"] = "text"
    size: int = 1_000_000
    keep: int = 5
    ping: str | None = field(default=None, repr=False)
    ping_env: str | None = None


def log_of(at: Place, table: Any) -> LogSettings:
    """Return what [log] says. Raises ConfigError, which never shows the address of the health check."""
    log = LogSettings(**record_of(at, {**table, "ping": ""} if _is_odd(table) else table, LogSettings))
    if log.file is not None and not log.file.strip():
        raise at.key("file").error("names no file; leave it out where no log is wanted")
    for name, least in (("size", _SMALLEST), ("keep", 0)):
        if getattr(log, name) < least:
            raise at.key(name).error(f"{getattr(log, name)} is too little; it is at least {least}")
    if log.ping is not None and not is_address(log.ping):
        raise at.key("ping").error('is not an address; write for example "https://hc.example/..."')
    if log.ping is not None and log.ping_env is not None:
        raise at.error("has both ping and ping_env; leave one of them out")
    return log


def _is_odd(table: Any) -> bool:
    """Whether there is a ping that is no text: a message about its type would show it."""
    return isinstance(table, dict) and "ping" in table and not isinstance(table["ping"], str)


def is_address(text: str) -> bool:
    """Whether a text is an address of the web."""
    return bool(_ADDRESS.fullmatch(text))
