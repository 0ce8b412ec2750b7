"""When is the issue of a day due? By the clock of the brief's time zone, through all that is done to it. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, time
    from zoneinfo import ZoneInfo

    from briefing.config.scheduling import ScheduleSettings

_SECOND = timedelta(seconds=1)
_AHEAD = 15  # days: a week, and what a calendar may leave out of it
_SAMPLED = 400  # days, a year and more: all that happens to two clocks beside each other


def due_on(day: date, at: time, zone: ZoneInfo) -> datetime | None:
    """Return the first moment (UTC) of a day at which its clock shows the hour or a later one.

    An hour that comes twice counts when it comes first, one that is skipped when the clock has jumped over it. None
    where the day has no such moment: it was left out of the zone's calendar, or ended with the jump.
    """
    early, late = sorted(datetime.combine(day, at, zone).replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    if _shows(early, at, day, zone):
        return early
    while late - early > _SECOND:  # the jump lies between what the offset after it makes of the hour, and that before
        middle = early + (late - early) // 2
        early, late = (early, middle) if _shows(middle, at, day, zone) else (middle, late)
    moment = late.replace(microsecond=0)
    return moment if moment.astimezone(zone).date() == day else None


def _shows(moment: datetime, at: time, day: date, zone: ZoneInfo) -> bool:
    local = moment.astimezone(zone)
    return (local.date(), local.time()) >= (day, at)


def is_due(schedule: ScheduleSettings, zone: ZoneInfo, now: datetime) -> bool:
    """Return whether the issue of today, in the zone, is to be there: it is one of the days, and the hour has passed.

    A schedule without an hour is due from the beginning of the day.
    """
    day = now.astimezone(zone).date()
    if day.weekday() not in schedule.days:
        return False
    moment = due_on(day, schedule.at, zone) if schedule.at else now
    return moment is not None and moment <= now


def next_due(schedule: ScheduleSettings, zone: ZoneInfo, now: datetime) -> datetime | None:
    """Return the next moment (UTC) after `now` at which an issue becomes due; None where no hour is set."""
    if schedule.at is None:
        return None
    today = now.astimezone(zone).date()
    days = (today + timedelta(days=ahead) for ahead in range(_AHEAD))
    moments = (due_on(day, schedule.at, zone) for day in days if day.weekday() in schedule.days)
    return next((moment for moment in moments if moment and moment > now), None)


def last_due(schedule: ScheduleSettings, zone: ZoneInfo, now: datetime) -> tuple[date, datetime] | None:
    """Return the day whose issue became due last, at `now` at the latest, and when (UTC); None where no hour is set."""
    if schedule.at is None:
        return None
    today = now.astimezone(zone).date()
    days = (today - timedelta(days=back) for back in range(_AHEAD))
    moments = ((day, due_on(day, schedule.at, zone)) for day in days if day.weekday() in schedule.days)
    return next(((day, moment) for day, moment in moments if moment and moment <= now), None)


def minutes_past(at: time, zone: ZoneInfo, machine: Callable[[datetime], timedelta], now: datetime) -> tuple[int, ...]:
    """Return at which minutes of the machine's hours the hour of another time zone can strike, in the year from `now`.

    `machine` gives the offset of the machine's clock from UTC at a moment. Mostly there is one; two where one of the
    clocks is put forward by half an hour.
    """
    days = (now + timedelta(days=ahead) for ahead in range(_SAMPLED))
    apart = {(day.astimezone(zone).utcoffset() or timedelta()) - machine(day) for day in days}
    return tuple(sorted({(at.minute - round(one.total_seconds() / 60)) % 60 for one in apart}))
