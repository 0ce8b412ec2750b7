"""The log of the runs, and the pings of a health check: the one place that sets up logging.

The logger belongs to its run and is nobody else's: nothing is set for the process, and no library writes into it.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import re
import secrets
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.config.logging import LogSettings, is_address
from briefing.errors import BriefingError, ConfigError, OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import TextIOWrapper

    from briefing.config import Settings
    from briefing.deliver.ping import Signal
    from briefing.run.noting import Level

_LEVELS = {"info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}
_MAILBOX = re.compile(r"(?<![^\s<>@\"'])[^\s<>@\"']+@[^\s<>@\"']+")
_MASK = "…@…"  # the log is passed around; who gets the brief stands in the archive
_PLAIN = re.compile(r"[^\s\"=]+")


class Logbook:
    """What is kept of a run: `note` writes a line, `ping` tells the health check.

    `problems` is what a person must mend of either.
    """

    def __init__(self, settings: Settings) -> None:
        self.problems: list[BriefingError] = []
        self._always = {"run": secrets.token_hex(4), "brief": settings.brief.id}
        self._address = _ping_address(settings.log, self.problems)
        self._logger = logging.Logger("briefing")  # noqa: LOG001 - not in the tree of loggers that all share
        self._logger.addHandler(logging.NullHandler())  # without any, warnings go to standard error
        if settings.log.file:
            self._logger.addHandler(_handler(settings.folder / settings.log.file, settings.log, self.problems))

    def note(self, step: str, level: Level = "info", /, **known: str | float) -> None:
        """Write a step down: no address of mail, none of the health check, nothing that is secret in others."""
        shown = {name: self._masked(value) for name, value in known.items()}
        self._logger.log(_LEVELS[level], step, extra={"known": {**self._always, "step": step, **shown}})

    def ping(self, signal: Signal) -> None:
        """Tell the health check, if there is one; that it cannot be told is a line of the log."""
        if self._address:
            from briefing.deliver.ping import ping  # noqa: PLC0415 - only where there is one

            problem = ping(self._address, signal)
            if problem:
                self.note("ping", "warning", signal=signal, problem=problem)

    def aside(self) -> None:
        """Say that another run is at work: how that one ends is its own to tell."""
        self.note("aside")
        self._address = ""

    def close(self) -> None:
        """Close the file."""
        for handler in self._logger.handlers:
            handler.close()

    def _masked(self, value: str | float) -> str | float:
        if not isinstance(value, str):
            return value
        from briefing.text.folding import visible  # noqa: PLC0415 - only where something is written
        from briefing.text.masking import without_tokens  # noqa: PLC0415 - likewise
        from briefing.text.veil import unsaid  # noqa: PLC0415 - likewise

        value = unsaid(value)
        text = visible(value.replace(self._address, "…") if self._address else value)
        return _MAILBOX.sub(_MASK, without_tokens(text))


@contextlib.contextmanager
def logbook(settings: Settings, now: datetime, *, dry: bool) -> Iterator[Logbook]:
    """Yield what keeps a run that is counted as of `now`; of a `dry` one nothing is kept and nobody told.

    What ends the run early is noted and told as a failure, and goes on its way.
    """
    settings = replace(settings, log=LogSettings()) if dry else settings
    book, begun = Logbook(settings), time.monotonic()
    book.ping("start")
    book.note("started", now=now.isoformat(timespec="seconds"))
    try:
        yield book
    except BaseException as error:
        if isinstance(error, BriefingError):
            book.note("failed", "error", problem=str(error))
        else:
            from briefing.cli.faults import unsaid  # noqa: PLC0415 - only where there is a fault

            book.note("failed", "error", problem=unsaid(str(error)), error=type(error).__name__)
        book.ping("fail")
        raise
    else:
        book.note("ended", seconds=round(time.monotonic() - begun, 1))
        book.ping("success")
    finally:
        book.close()


def _ping_address(log: LogSettings, problems: list[BriefingError]) -> str:
    """Return the address of the health check, "" where there is none; what is wrong with it joins the problems."""
    if log.ping_env is None:
        return log.ping or ""
    address = os.environ.get(log.ping_env, "").strip()
    if not is_address(address):
        what = "holds no address" if address else "is not set; cron hands on no variables but those of the crontab"
        problems.append(ConfigError("log.ping_env", "", f"the variable {log.ping_env} {what}; no ping was sent"))
        return ""
    return address


def _handler(path: Path, log: LogSettings, problems: list[BriefingError]) -> logging.Handler:
    handler = _File(path, log, problems)
    handler.setFormatter(_Json() if log.form == "json" else _Text())
    return handler


class _File(RotatingFileHandler):
    """A file that is begun anew at its size; what cannot be written is told once, and the run goes on."""

    def __init__(self, path: Path, log: LogSettings, problems: list[BriefingError]) -> None:
        self._problems = problems
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
        super().__init__(
            path, maxBytes=log.size, backupCount=log.keep, encoding="utf-8", errors="backslashreplace", delay=True
        )

    def _open(self) -> TextIOWrapper:
        from briefing.store.owned import opened  # noqa: PLC0415 - only where something is written

        file = opened(Path(self.baseFilename), os.O_WRONLY | os.O_APPEND)
        return open(file, "a", encoding=self.encoding, errors=self.errors)  # noqa: PTH123 - a descriptor; logging closes it

    def emit(self, record: logging.LogRecord) -> None:
        try:
            super().emit(record)
        except OSError as error:  # opening is outside of what the handler guards
            self._told(error)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802, ARG002 - logging's name
        self._told(sys.exc_info()[1])

    def _told(self, error: BaseException | None) -> None:
        if not self._problems or not isinstance(self._problems[-1], OutputError):
            what = getattr(error, "strerror", None) or str(error)
            self._problems.append(OutputError(self.baseFilename, f"the log cannot be written: {what}"))


class _Json(logging.Formatter):
    """A line of JSON: moment, level, run, brief, step, and what is known of the step."""

    def format(self, record: logging.LogRecord) -> str:
        said = {"at": _moment(record), "level": record.levelname.lower(), **_known(record)}
        return json.dumps(said, ensure_ascii=False)


class _Text(logging.Formatter):
    """A line of words: moment, level, run, step, then what is known of it, `name=value`."""

    def format(self, record: logging.LogRecord) -> str:
        known = dict(_known(record))
        run, step = known.pop("run"), known.pop("step")
        rest = (f"{name}={_written(value)}" for name, value in known.items())
        return " ".join((_moment(record), record.levelname.lower(), str(run), str(step), *rest))


def _known(record: logging.LogRecord) -> dict[str, Any]:
    known: dict[str, Any] = record.__dict__["known"]
    return known


def _moment(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _written(value: object) -> str:
    """Return a value as it stands in a line of words: in quotation marks where it is more than one word."""
    text = str(value)
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
