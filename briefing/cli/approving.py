"""`briefing approve`: a person decides that an issue that was held goes out, or does not."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.cli.app import app
from briefing.cli.options import LOOK, Config, Out, day_of, moment_of, say, settings_of, tell_delivered

if TYPE_CHECKING:
    from briefing.run.delivering import Job

Date = Annotated[str, typer.Argument(metavar="DATE", help="The day of the issue, as in 2025-05-15.")]
Moment = Annotated[
    str | None,
    typer.Option("--now", metavar="TIME", help="The moment that counts as now (ISO 8601); else the clock's."),
]


@app.command()
def approve(
    date: Date,
    *,
    reject: Annotated[bool, typer.Option("--reject", help="It is not to go out.")] = False,
    config: Config = Path("briefing.toml"),
    out: Out = Path("out"),
    now: Moment = None,
) -> None:
    """Let an issue go out that is held or waits for a review, and send it; or with --reject do not.

    That holds for the issue as it stands there now: once it is corrected, it is to be decided anew.
    """
    from briefing.run.clearing import decide  # noqa: PLC0415 - only when it works
    from briefing.run.delivering import job_of  # noqa: PLC0415

    settings, moment = settings_of(config, None), moment_of(now) or datetime.now(UTC)
    day = day_of(date, "DATE") or moment.date()
    gone = decide(settings, out, day, "rejected" if reject else "approved", moment)
    if reject and gone:
        say(f"{day}: rejected, but {gone} have it already")
        raise typer.Exit(LOOK)
    typer.echo(f"{day}: {'rejected; it is not sent' if reject else 'approved'}")
    job = job_of(settings, out, moment)
    if not reject and job.ways:
        _send(job, str(day))


def _send(job: Job, day: str) -> None:
    from briefing.run.delivering import send_issue  # noqa: PLC0415

    sent = send_issue(job, day)
    if sent is None:
        say(f"{day}: a run of this brief is at work; if that does not send it: briefing send {day}")
        raise typer.Exit(LOOK)
    if sent.served or not sent.lines:
        typer.echo(f"{day}: tried to send to {sent.served}" if sent.served else f"{day}: nothing was owed")
    tell_delivered(sent)
    if sent.lines:
        raise typer.Exit(LOOK)
