"""`briefing run`: the whole morning."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.cli.app import app
from briefing.cli.options import LOOK, Config, Out, day_of, moment_of, progress, say, settings_of, tell_problems

if TYPE_CHECKING:
    from briefing.run.morning import Morning

Moment = Annotated[
    str | None,
    typer.Option("--now", metavar="TIME", help="The moment that counts as now (ISO 8601); else the clock's."),
]
Today = Annotated[str | None, typer.Option("--date", "-d", metavar="YYYY-MM-DD", help="The brief's day; else today.")]


@app.command()
def run(
    *,
    config: Config = Path("briefing.toml"),
    date: Today = None,
    out: Out = Path("out"),
    now: Moment = None,
    dry: Annotated[
        bool, typer.Option("--dry-run", help="Do all but keep, publish and deliver: print the brief, leave no trace.")
    ] = False,
) -> None:
    """Gather what the sources have, make the brief of today, verify and publish it."""
    from briefing.run.morning import Order, fetcher, morning  # noqa: PLC0415 - only when it works

    settings = settings_of(config, None)
    order = Order(settings, out, moment_of(now) or datetime.now(UTC), day_of(date), dry)
    with progress() as told:
        done = morning(order, fetcher(settings.fetch), told)
    if done is None:
        say("briefing: another run of this brief is at work; nothing was done")
        return
    _tell(done)


def _tell(done: Morning) -> None:
    if done.folder:
        typer.echo(str(done.folder / "brief.md"))
    else:
        from briefing.render.forms import render  # noqa: PLC0415

        typer.echo(render(done.made.brief, "markdown"))
    for line in (*done.gathering.news, *done.warnings):
        say(line)
    tell_problems(done.problems, done.made.brief.coverage.sources, fetched=True)
    if done.gathering.news:
        raise typer.Exit(LOOK)
