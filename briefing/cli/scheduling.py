"""`briefing schedule`: what starts the program every morning."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from briefing.cli.app import app
from briefing.cli.options import Config, Out, settings_of
from briefing.errors import ConfigError

if TYPE_CHECKING:
    from briefing.config import Settings
    from briefing.config.scheduling import ScheduleSettings
    from briefing.run.schedules import Plan

At = Annotated[
    str | None,
    typer.Option("--at", metavar="HH:MM", help="The hour, in the brief's time zone, before which nothing is done."),
]
Days = Annotated[
    str | None, typer.Option("--days", metavar="DAYS", help='The days of the week, as in "mon-fri" or "mon,wed".')
]
Kind = Annotated[
    Literal["cron", "systemd", "launchd"] | None,
    typer.Option("--kind", help="For which of the three; else cron, on a Mac launchd."),
]


@app.command()
def schedule(  # noqa: PLR0913 - one a command-line option
    *,
    at: At = None,
    days: Days = None,
    config: Config = Path("briefing.toml"),
    out: Out = Path("out"),
    kind: Kind = None,
    install: Annotated[bool, typer.Option("--install", help="Put it in place, instead of the one before.")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Take out what was installed.")] = False,
) -> None:
    """Print, install or take out what starts the program every morning."""
    from briefing.run import installing  # noqa: PLC0415 - only when it works
    from briefing.run.schedules import schedule_text  # noqa: PLC0415

    if install and remove:
        raise ConfigError("--install", "", "does not go with --remove")
    if remove:
        typer.echo(installing.remove(config.absolute(), kind))
        return
    plan, chosen = plan_of(settings_of(config, None), config, out, at, days), kind or _usual()
    if install:
        typer.echo(f"{installing.install(plan, chosen)}: {plan.when}")
    else:
        typer.echo(schedule_text(plan, chosen), nl=False)


def _usual() -> Literal["cron", "launchd"]:
    import sys  # noqa: PLC0415

    return "launchd" if sys.platform == "darwin" else "cron"


def plan_of(settings: Settings, config: Path, out: Path, at: str | None = None, days: str | None = None) -> Plan:
    """Return what is to be started every morning. Raises ConfigError where no hour is named."""
    from briefing.run.due import minutes_past  # noqa: PLC0415
    from briefing.run.installing import machine_offset, program  # noqa: PLC0415
    from briefing.run.schedules import Plan  # noqa: PLC0415

    when, zone = schedule_of(settings, at, days), settings.brief.zone
    if when.at is None:
        raise ConfigError("--at", "", "is missing; name the hour, as in --at 07:00, or set it by [schedule] at")
    return Plan(
        program=program(),
        config=config.absolute(),
        out=out.absolute(),
        title=settings.brief.title,
        timezone=settings.brief.timezone,
        at=when.at,
        days=when.days,
        minutes=minutes_past(when.at, zone, machine_offset, datetime.now(UTC)),
    )


def schedule_of(settings: Settings, at: str | None, days: str | None) -> ScheduleSettings:
    """Return when issues are due: as the options say, else the settings. Raises ConfigError."""
    from briefing.config.scheduling import parse_days, parse_hour  # noqa: PLC0415
    from briefing.config.tables import Place  # noqa: PLC0415

    when = settings.schedule
    when = replace(when, at=parse_hour(Place("--at"), at)) if at is not None else when
    return replace(when, days=parse_days(Place("--days"), days)) if days is not None else when
