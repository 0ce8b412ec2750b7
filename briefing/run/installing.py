"""A schedule is installed or taken out: the user's crontab, systemd's user units, launchd's agents."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import ConfigError, OutputError
from briefing.model.records import dataclass
from briefing.run.schedules import (
    crontab_block,
    launchd_list,
    systemd_service,
    systemd_timer,
    unit_name,
    with_block,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from briefing.run.schedules import Kind, Plan

_SECONDS = 30.0
_KINDS: tuple[Kind, ...] = ("cron", "systemd", "launchd")
_PLACES = {"cron": "the crontab", "systemd": "systemd's user units", "launchd": "launchd's agents"}


def program() -> tuple[str, ...]:
    """Return the words that start this very program from anywhere: its command, else Python with its module."""
    command = Path(sys.executable).with_name("briefing")
    return (str(command),) if os.access(command, os.X_OK) else (sys.executable, "-P", "-m", "briefing")


def machine_offset(moment: datetime) -> timedelta:
    """Return how far the clock of the machine is from UTC at a moment."""
    return moment.astimezone().utcoffset() or timedelta()


def install(plan: Plan, kind: Kind) -> str:
    """Install a schedule, in place of the one that the configuration had; return in words what was done.

    Raises ConfigError where another kind is installed already, OutputError where it fails; then all is as it was.
    """
    others = [other for other in _KINDS if other != kind and is_installed(plan.config, other)]
    if others:
        raise ConfigError(
            "--install",
            "",
            f"{plan.config} is in {_PLACES[others[0]]} already; take that out first:"
            f" briefing schedule --remove --kind {others[0]}",
        )
    changed = _INSTALL[kind](plan)
    return f"{'installed in' if changed else 'nothing to do: it is in'} {_PLACES[kind]}"


def remove(config: Path, kind: Kind | None) -> str:
    """Take out what was installed for a configuration, of one kind or all; return in words what was done.

    Raises OutputError.
    """
    found = [one for one in _KINDS if kind in (None, one) and is_installed(config, one)]
    for one in found:
        _REMOVE[one](config)
    return "\n".join(f"taken out of {_PLACES[one]}" for one in found) or f"nothing is installed for {config}"


def is_installed(config: Path, kind: Kind) -> bool:
    """Return whether a schedule of a kind is installed for a configuration."""
    if kind == "cron":
        try:
            crontab = _crontab()
            return _edited(crontab, config, "") != crontab
        except _ClosedError:
            return False
    return any(path.exists() for path in _files(config, kind))


# --- cron


def _install_cron(plan: Plan) -> bool:
    before = _crontab()
    after = _edited(before, plan.config, crontab_block(plan))
    return after != before and _write_crontab(after)


def _remove_cron(config: Path) -> None:
    _write_crontab(_edited(_crontab(), config, ""))


def _edited(crontab: str, config: Path, block: str) -> str:
    try:
        return with_block(crontab, config, block)
    except ValueError as error:
        raise OutputError("crontab", f"{error}; mend or delete these lines by hand: crontab -e") from None


def _crontab() -> str:
    """Return the user's crontab, "" where there is none; whatever else keeps it from being read ends the matter."""
    done = _started(["crontab", "-l"])
    if done.code == 0:
        return done.out
    if "no crontab for" in done.problem.lower():
        return ""
    raise _ClosedError("crontab", f"cannot be read: {done.problem}")


def _write_crontab(text: str) -> bool:
    done = _started(["crontab", "-"], text)
    if done.code:
        raise OutputError("crontab", f"was not changed: {done.problem}")
    return True


# --- systemd


def _install_systemd(plan: Plan) -> bool:
    service, timer = _files(plan.config, "systemd")

    def begin() -> None:
        _systemctl("daemon-reload")
        _systemctl("enable", "--now", timer.name)

    return _put({service: systemd_service(plan), timer: systemd_timer(plan)}, begin)


def _remove_systemd(config: Path) -> None:
    service, timer = _files(config, "systemd")
    if timer.exists():
        _systemctl("disable", "--now", timer.name)
    _unlink(service, timer)
    _systemctl("daemon-reload")


def _systemctl(*words: str) -> None:
    done = _started(["systemctl", "--user", *words])
    if done.code:
        what = f"{' '.join(words)} failed: {done.problem}; is there a user session of systemd? Or take --kind cron"
        raise OutputError("systemctl", what)


# --- launchd


def _install_launchd(plan: Plan) -> bool:
    (path,) = _files(plan.config, "launchd")

    def begin() -> None:
        _started(["launchctl", "bootout", _domain(), str(path)])  # fails where it was not there
        done = _started(["launchctl", "bootstrap", _domain(), str(path)])
        if done.code:
            raise OutputError("launchctl", f"bootstrap failed: {done.problem}")

    return _put({path: launchd_list(plan)}, begin)


def _remove_launchd(config: Path) -> None:
    (path,) = _files(config, "launchd")
    _started(["launchctl", "bootout", _domain(), str(path)])
    _unlink(path)


def _domain() -> str:
    return f"gui/{os.getuid()}"


_INSTALL: Mapping[Kind, Callable[[Plan], bool]] = {
    "cron": _install_cron,
    "systemd": _install_systemd,
    "launchd": _install_launchd,
}
_REMOVE: Mapping[Kind, Callable[[Path], None]] = {
    "cron": _remove_cron,
    "systemd": _remove_systemd,
    "launchd": _remove_launchd,
}


# --- files and programs


def _files(config: Path, kind: Kind) -> tuple[Path, ...]:
    name = unit_name(config)
    if kind == "launchd":
        return (Path.home() / "Library" / "LaunchAgents" / f"{name}.plist",)
    settings = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return tuple(settings / "systemd" / "user" / f"{name}.{suffix}" for suffix in ("service", "timer"))


def _put(files: Mapping[Path, str], begin: Callable[[], None]) -> bool:
    """Write files and begin; where that fails, put back what there was. Return whether anything was to be changed."""
    before = {path: path.read_bytes() if path.exists() else None for path in files}
    if all(before[path] == text.encode() for path, text in files.items()):
        return False
    try:
        for path, text in files.items():
            _write(path, text.encode())
        begin()
    except OutputError:
        for path, data in before.items():
            _unlink(path) if data is None else _write(path, data)
        raise
    return True


def _write(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise OutputError(path, f"cannot be written: {error.strerror}") from error


def _unlink(*paths: Path) -> None:
    for path in paths:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise OutputError(path, f"cannot be deleted: {error.strerror}") from error


@dataclass(frozen=True, slots=True)
class _Done:
    """What a program left: its exit code, its results, its words on what went wrong."""

    code: int
    out: str
    problem: str


class _ClosedError(OutputError):
    """A program that is not on this machine, or not for this user."""


def _started(words: Sequence[str], given: str = "") -> _Done:
    """Start a program of the system, in English, and wait for it. Raises OutputError where it cannot be started."""
    english = {**os.environ, "LC_ALL": "C"}
    try:
        done = subprocess.run(  # noqa: S603 - the names of three programs
            words,
            input=given.encode("utf-8", "surrogateescape"),
            capture_output=True,
            env=english,
            timeout=_SECONDS,
            check=False,
        )
    except FileNotFoundError:
        raise _ClosedError(words[0], "there is no such program on this machine; take another --kind") from None
    except (OSError, subprocess.TimeoutExpired) as error:
        raise OutputError(words[0], f"cannot be started: {error}") from error
    problem = " ".join(done.stderr.decode("utf-8", "replace").split()) or f"exit code {done.returncode}"
    return _Done(done.returncode, done.stdout.decode("utf-8", "surrogateescape"), problem)
