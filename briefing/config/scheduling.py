"""[schedule]: at which hour, on which days of the week, the issue of a day is due."""

from __future__ import annotations

from datetime import time
from typing import Any

from briefing.config.tables import Place, did_you_mean, record_of, show
from briefing.model.records import dataclass
from briefing.text.patterns import lazy

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""The days of the week as settings and options write them, the first is 0."""

EVERY_DAY = tuple(range(len(DAYS)))

_HOUR = lazy(r"([01]?\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class ScheduleSettings:
    """When issues are due: the hour in the brief's time zone (None: none is set), and the days of the week, from 0."""

    at: time | None = None
    days: tuple[int, ...] = EVERY_DAY


def schedule_of(at: Place, table: Any) -> ScheduleSettings:
    """Return what [schedule] says. Raises ConfigError."""
    values = record_of(at, table, ScheduleSettings, ("at", "days"))
    if "at" in values:
        values["at"] = parse_hour(at.key("at"), values["at"])
    if "days" in values:
        values["days"] = parse_days(at.key("days"), values["days"])
    return ScheduleSettings(**values)


def parse_hour(at: Place, value: Any) -> time:
    """Return the hour that a text like "07:00" names. Raises ConfigError."""
    found = _HOUR.fullmatch(value.strip()) if isinstance(value, str) else None
    if not found:
        raise at.error(f'{show(value)} is not an hour; write it as in "07:00"')
    return time(int(found[1]), int(found[2]))


def parse_days(at: Place, value: Any) -> tuple[int, ...]:
    """Return the days that a text like "mon-fri" or "mon,wed,sat-sun" names, in their order. Raises ConfigError."""
    if not isinstance(value, str) or not value.strip():
        raise at.error(f'{show(value)} names no days; write them as in "mon-fri" or "mon,wed"')
    days: set[int] = set()
    for part in value.lower().split(","):
        first, dash, last = part.partition("-")
        begin = _day(at, first.strip())
        end = _day(at, last.strip()) if dash else begin
        days.update((begin + step) % len(DAYS) for step in range((end - begin) % len(DAYS) + 1))
    return tuple(sorted(days))


def _day(at: Place, name: str) -> int:
    if name not in DAYS:
        raise at.error(f"{show(name)} is not a day of the week; {did_you_mean(name, DAYS)}")
    return DAYS.index(name)


def written_days(days: tuple[int, ...]) -> str:
    """Return days of the week as they are written: "mon-fri", "mon,wed"; what `parse_days` reads again."""
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ",".join(DAYS[run[0]] if len(run) == 1 else f"{DAYS[run[0]]}-{DAYS[run[-1]]}" for run in runs)
