"""`briefing send`: what is still owed of an issue, or what a person wants sent again."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.cli.app import app
from briefing.cli.options import LOOK, Config, Out, day_of, moment_of, progress, say, settings_of, tell_delivered
from briefing.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.run.delivering import Job

Date = Annotated[str, typer.Argument(metavar="DATE", help="The day of the issue, as in 2025-05-15.")]
To = Annotated[list[str] | None, typer.Option("--to", metavar="ADDRESS", help="To this recipient only; repeatable.")]
Again = Annotated[
    bool,
    typer.Option("--again", help="Also what was refused or is in doubt; with --to also what that recipient has had."),
]
Leave = Annotated[
    bool,
    typer.Option("--leave", help="Send nothing: what was refused or is in doubt is looked after, and told of no more."),
]
Moment = Annotated[
    str | None,
    typer.Option("--now", metavar="TIME", help="The moment that counts as now (ISO 8601); else the clock's."),
]


@app.command()
def send(  # noqa: PLR0913 - one a command-line option
    date: Date,
    *,
    to: To = None,
    again: Again = False,
    leave: Leave = False,
    config: Config = Path("briefing.toml"),
    out: Out = Path("out"),
    now: Moment = None,
) -> None:
    """Send what is still owed of an issue that was made."""
    from briefing.model import Step  # noqa: PLC0415 - only when it works
    from briefing.run.delivering import job_of, send_issue  # noqa: PLC0415

    settings, day = settings_of(config, None), day_of(date, "DATE")
    job = job_of(settings, out, moment_of(now) or datetime.now(UTC))
    if not job.ways:
        raise ConfigError(config, "deliver", "names nobody to send to; see [deliver.mail]")
    if leave:
        _leave(job, str(day), to or (), again=again)
        return
    with progress() as told:
        told(Step("deliver", f"the issue of {day}"))
        sent = send_issue(job, str(day), to or (), again=again)
    if sent is None:
        say("briefing: a run of this brief is at work; nothing was sent")
        raise typer.Exit(LOOK)
    if sent.served or not sent.lines:
        typer.echo(f"{day}: tried to send to {sent.served}" if sent.served else f"{day}: nothing was owed")
    tell_delivered(sent)
    if sent.lines:
        raise typer.Exit(LOOK)


def _leave(job: Job, day: str, to: Sequence[str], *, again: bool) -> None:
    from briefing.run.delivering import leave  # noqa: PLC0415

    if again:
        raise ConfigError("--leave", "", "does not go with --again")
    left = leave(job, day, to)
    typer.echo(f"{day}: left as it is: {', '.join(left) or 'nothing, none of it was refused or is in doubt'}")
