"""What starts the program every morning, as text: the lines of a crontab, systemd's units, launchd's list. Pure.

All three come every hour and leave it to `briefing run --at` whether there is anything to do. So the hour is that of
the brief's time zone whatever the machine's is and however either clock is put forward or back, a morning that failed
is tried again, and one that the machine slept over is made up.
"""

from __future__ import annotations

import hashlib
import plistlib
import shlex
import unicodedata
from typing import TYPE_CHECKING, Literal

from briefing.config.scheduling import EVERY_DAY, written_days
from briefing.errors import ConfigError
from briefing.model.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import time
    from pathlib import Path

Kind = Literal["cron", "systemd", "launchd"]

_BEGIN, _END = "# >>> briefing ", "# <<< briefing "
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LAST_HOUR = 23


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be started: the words that start the program, the absolute paths that it gets, whose brief, when.

    `minutes` are those of the machine's hours at which the hour can strike in the brief's time zone. Raises ConfigError
    for a path that cannot be written into such files.
    """

    program: tuple[str, ...]
    config: Path
    out: Path
    title: str
    timezone: str
    at: time
    days: tuple[int, ...] = EVERY_DAY
    minutes: tuple[int, ...] = (0,)

    def __post_init__(self) -> None:
        for word in self.command:
            if any(unicodedata.category(one) in ("Cc", "Cs") for one in word):
                raise ConfigError("schedule", "", f"{word!r} has characters that cannot stand in a schedule; rename it")

    @property
    def command(self) -> tuple[str, ...]:
        """The words of the command, as they are."""
        days = () if self.days == EVERY_DAY else ("--days", written_days(self.days))
        places = ("--config", str(self.config), "--out", str(self.out))
        return (*self.program, "run", "--at", f"{self.at:%H:%M}", *days, "--quiet", *places)

    @property
    def named(self) -> str:
        """The title in one line."""
        return " ".join("".join(one if one.isprintable() else " " for one in self.title).split())

    @property
    def when(self) -> str:
        """When an issue is due, in words."""
        days = "every day" if self.days == EVERY_DAY else written_days(self.days)
        return f"{self.at:%H:%M} in {self.timezone}, {days}"


def unit_name(config: Path) -> str:
    """Return the name of the units that start the brief of a configuration: the same for the same absolute path."""
    return f"briefing-{hashlib.sha256(bytes(config)).hexdigest()[:8]}"


# --- cron


def crontab_block(plan: Plan) -> str:
    """Return the lines of a crontab, between marks that name the configuration."""
    return "\n".join((f"{_BEGIN}{plan.config}", *_explained(plan), crontab_line(plan), f"{_END}{plan.config}", ""))


def _explained(plan: Plan) -> Iterator[str]:
    yield f"# {plan.named}: {plan.when}."
    yield "# The line comes every hour, and `run --at` decides: it does nothing before that hour, on other days, and"
    yield "# when the issue of the day has been made. A crontab goes by the clock of the machine, and not every cron"
    yield "# knows CRON_TZ; so this is right in any time zone and through daylight saving, a morning that failed is"
    yield "# tried again, and one that the machine slept over is made up the same day. What is wrong is mailed by"
    yield "# cron (MAILTO=...)."


def crontab_line(plan: Plan) -> str:
    """Return the line of a crontab that does it."""
    command = shlex.join(plan.command).replace("%", r"\%")  # to cron a percent sign is the end of the line
    return f"{','.join(map(str, plan.minutes))} * * * * {command}"


def with_block(crontab: str, config: Path, block: str) -> str:
    """Return a crontab with a block in place of the one that the configuration had, "" to take it out.

    All other lines stay as they are. Raises ValueError where the marks do not pair.
    """
    lines = crontab.splitlines(keepends=True)
    marks = [n for n, line in enumerate(lines) if line.rstrip("\r\n") in (f"{_BEGIN}{config}", f"{_END}{config}")]
    if not marks:
        before = crontab if not crontab or crontab.endswith("\n") else crontab + "\n"
        return before + block if block else crontab
    begins = [lines[mark].startswith(_BEGIN) for mark in marks]
    if begins != [True, False]:
        raise ValueError(f"the marks of {config} do not pair")
    return "".join((*lines[: marks[0]], block, *lines[marks[1] + 1 :]))


# --- systemd


def systemd_service(plan: Plan) -> str:
    """Return the service that does a morning."""
    return "\n".join(
        (
            f"# Made by `briefing schedule` for {plan.config}",
            "[Unit]",
            f"Description=briefing: {_described(plan)}",
            "",
            "[Service]",
            "Type=oneshot",
            f"ExecStart={_exec(plan.command)}",
            "",
        )
    )


def systemd_timer(plan: Plan) -> str:
    """Return the timer of the service."""
    return "\n".join(
        (
            f"# Made by `briefing schedule` for {plan.config}",
            "# It comes at the hour and every hour after it, and `run --at` does nothing when the issue of the day has",
            "# been made: so a morning that failed is tried again. Persistent: what the machine slept over is made up.",
            "[Unit]",
            f"Description=briefing: {_described(plan)}",
            "",
            "[Timer]",
            f"OnCalendar={_calendar(plan)}",
            "Persistent=true",
            "",
            "[Install]",
            "WantedBy=timers.target",
            "",
        )
    )


def _described(plan: Plan) -> str:
    return f"{plan.named}, {plan.when}".replace("%", "%%")


def _calendar(plan: Plan) -> str:
    days = "" if plan.days == EVERY_DAY else f"{','.join(_DAYS[day] for day in plan.days)} "
    hours = f"{plan.at:%H}" if plan.at.hour == _LAST_HOUR else f"{plan.at:%H}..{_LAST_HOUR}"
    return f"{days}*-*-* {hours}:{plan.at:%M}:00 {plan.timezone}"


def _exec(words: Sequence[str]) -> str:
    """Return words as ExecStart= takes them: % is a specifier; $ a variable, but not in the program's path."""
    quoted = [word.replace("\\", r"\\").replace('"', r"\"").replace("%", "%%") for word in words]
    return " ".join(f'"{word}"' for word in (quoted[0], *(word.replace("$", "$$") for word in quoted[1:])))


# --- launchd


def launchd_list(plan: Plan) -> str:
    """Return the property list of an agent, whose standard error goes into a file beside the configuration."""
    agent = {
        "Label": unit_name(plan.config),
        "ProgramArguments": list(plan.command),
        "StartCalendarInterval": [{"Minute": minute} for minute in plan.minutes],
        "RunAtLoad": True,
        "StandardErrorPath": str(plan.config.with_name("briefing.err")),
    }
    head, mark, rest = plistlib.dumps(agent, sort_keys=False).decode().partition("<plist")
    why = (
        f"{plan.named}: {plan.when}. It comes every hour, at start and after sleep, and the program decides:\n"
        "     it does nothing before that hour, on other days, and when the issue of the day has been made."
    )
    return f"{head}<!-- {why.replace('--', '- -')} -->\n{mark}{rest}"


def schedule_text(plan: Plan, kind: Kind) -> str:
    """Return what is to be installed, to be read and pasted."""
    if kind == "cron":
        return crontab_block(plan)
    if kind == "launchd":
        return launchd_list(plan)
    name = unit_name(plan.config)
    return (
        f"# --- ~/.config/systemd/user/{name}.service\n{systemd_service(plan)}\n"
        f"# --- ~/.config/systemd/user/{name}.timer\n{systemd_timer(plan)}\n"
        f"# --- then: systemctl --user daemon-reload && systemctl --user enable --now {name}.timer\n"
        "# and so that it runs while you are not logged in: loginctl enable-linger\n"
    )
