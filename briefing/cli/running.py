"""`briefing run`: the whole morning."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.cli.app import app
from briefing.cli.options import (
    LOOK,
    MORNING,
    Config,
    Out,
    day_of,
    moment_of,
    progress,
    say,
    settings_of,
    tell_delivered,
    tell_problems,
)
from briefing.cli.scheduling import At, Days, schedule_of
from briefing.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.cli.logbook import Logbook
    from briefing.config import Settings
    from briefing.config.scheduling import ScheduleSettings
    from briefing.errors import BriefingError
    from briefing.run.delivering import Delivered
    from briefing.run.morning import Morning
    from briefing.run.ordering import Order

Moment = Annotated[
    str | None,
    typer.Option("--now", metavar="TIME", help="The moment that counts as now (ISO 8601); else the clock's."),
]
Today = Annotated[str | None, typer.Option("--date", "-d", metavar="YYYY-MM-DD", help="The brief's day; else today.")]
Due = Annotated[bool, typer.Option("--due", help="Only once the hour of [schedule] has passed, as with --at.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Nothing on standard output; what is wrong is told.")]


@app.command()
def run(  # noqa: PLR0913 - one a command-line option
    *,
    config: Config = Path("briefing.toml"),
    date: Today = None,
    out: Out = Path("out"),
    now: Moment = None,
    dry: Annotated[
        bool, typer.Option("--dry-run", help="Do all but keep, publish and deliver: print the brief, leave no trace.")
    ] = False,
    at: At = None,
    days: Days = None,
    due: Due = False,
    quiet: Quiet = False,
) -> None:
    """Gather what the sources have, make the brief of today, verify and publish it.

    With --at or --due: only on its days, once its hour has passed, and where today's issue has not been made.
    """
    from briefing.run.ordering import Order  # noqa: PLC0415 - only when it works

    settings, moment = settings_of(config, None), moment_of(now) or datetime.now(UTC)
    schedule = _schedule(settings, at, days, due=due, date=date)
    order = Order(settings, out, moment, day_of(date), dry, once=schedule is not None, by_clock=now is None)
    if schedule and not _wanted(order, schedule):
        _catch_up(order)
        return
    from briefing.cli.logbook import logbook  # noqa: PLC0415 - not for what comes every hour for nothing
    from briefing.run.morning import fetcher, morning  # noqa: PLC0415

    with logbook(settings, moment, dry=dry) as book:
        with progress(*MORNING, quiet=quiet) as told:
            done = morning(order, fetcher(settings.fetch), told, book.note)
        _note(done, book)
    if done is not None:
        _tell(done, book.problems, quiet=quiet)
    elif not quiet:
        say("briefing: another run of this brief is at work; nothing was done")


def _schedule(
    settings: Settings, at: str | None, days: str | None, *, due: bool, date: str | None
) -> ScheduleSettings | None:
    """Return the schedule that this run keeps to; None where it is to be done now, whatever the hour."""
    if at is None and not due:
        if days is not None:
            raise ConfigError("--days", "", "needs --at or --due")
        return None
    if date is not None:
        raise ConfigError("--date", "", f"does not go with {'--at' if at else '--due'}, which is for today's issue")
    schedule = schedule_of(settings, at, days)
    if schedule.at is None:
        raise ConfigError("--due", "", "there is no hour in the configuration; set [schedule] at, or take --at 07:00")
    return schedule


def _wanted(order: Order, schedule: ScheduleSettings) -> bool:
    from briefing.run.due import is_due  # noqa: PLC0415
    from briefing.run.ordering import is_made  # noqa: PLC0415

    return is_due(schedule, order.settings.brief.zone, order.now) and not is_made(order)


def _catch_up(order: Order) -> None:
    """Send what is still owed of the issues that were made."""
    from briefing.run.delivering import deliver_owed, job_of  # noqa: PLC0415

    if order.dry:
        return
    sent = deliver_owed(job_of(order.settings, order.out, order.now))
    _note_sent(sent, order)
    tell_delivered(sent)
    tell_problems([sent.problem] if sent.problem else [], ())
    if sent.lines:
        raise typer.Exit(LOOK)


def _note_sent(sent: Delivered, order: Order) -> None:
    """Keep what was sent without a morning; where nothing was, no line comes every hour."""
    from briefing.cli.logbook import Logbook  # noqa: PLC0415
    from briefing.run.noting import note_delivering  # noqa: PLC0415

    book = Logbook(order.settings)
    note_delivering(book.note, sent)
    for problem in (*sent.lines, *filter(None, [sent.problem])):
        book.note("problem", "warning", problem=str(problem))
    book.close()


def _note(done: Morning | None, book: Logbook) -> None:
    """Keep what is to be looked at, before it is told."""
    if done is None:
        book.aside()
        return
    for problem in done.problems:
        book.note("problem", "warning", problem=str(problem))
    for warning in (*done.warnings, *done.delivered.lines):
        book.note("problem", "warning", problem=warning)


def _tell(done: Morning, kept: Sequence[BriefingError], *, quiet: bool) -> None:
    if quiet:
        pass
    elif done.folder:
        typer.echo(str(done.folder / "brief.md"))
    else:
        from briefing.render.forms import render  # noqa: PLC0415

        typer.echo(render(done.made.brief, "markdown"))
    for line in (*done.gathering.news, *done.warnings):
        say(line)
    tell_delivered(done.delivered)
    tell_problems((*done.problems, *kept), done.made.brief.coverage.sources, fetched=True)
    if done.gathering.news or done.delivered.lines:
        raise typer.Exit(LOOK)
