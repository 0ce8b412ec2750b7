"""`briefing sources`: how each source does."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.cli.app import app
from briefing.cli.options import LOOK, Config, Now, Out, as_data, moment_of, printed, settings_of, tell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.model import SourceHealth

Release = Annotated[
    str | None,
    typer.Option("--release", metavar="NAME", help="Let in what was held back of a source."),
]


@app.command()
def sources(
    *,
    config: Config = Path("briefing.toml"),
    out: Out = Path("out"),
    now: Now = None,
    release: Release = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
) -> None:
    """Say of each source when it last could be read, how old its newest report is, and how much it gives."""
    from briefing.run.sources import let_in, sources_health  # noqa: PLC0415 - only when it works

    settings = settings_of(config, None)
    moment = moment_of(now) or datetime.now(UTC)
    if release is not None:
        count = let_in(settings, out, release, moment)
        tell(f"{count} let in" if count else f'nothing of "{release}" was held back')
        return
    told = sources_health(settings, out, moment)
    typer.echo(_json(told) if as_json else printed("\n".join(_lines(told, moment))))
    if any(source.status != "ok" for source in told):
        raise typer.Exit(LOOK)


def _json(told: Sequence[SourceHealth]) -> str:
    from dataclasses import asdict  # noqa: PLC0415

    return as_data([asdict(source) for source in told])


def _lines(told: Sequence[SourceHealth], now: datetime) -> Iterator[str]:
    """Yield a table: a line for each source, and below it what is wrong with it."""
    if not told:
        yield "no sources; add [[sources]] to the configuration"
        return
    wide = max(len(source.name) for source in told)
    yield f"{'source':<{wide}}  status  last read         newest      a day  failures"
    for source in told:
        yield (
            f"{source.name:<{wide}}  {source.status:<6}  {_minute(source.last_success):<16}  "
            f"{_age(source.newest, now):<10}  {_rate(source.per_day):>5}  {source.failures or '-':>8}"
        )
        if source.detail:
            yield f"{'':<{wide}}  {source.detail}"


def _minute(moment: str | None) -> str:
    return moment[:16].replace("T", " ") if moment else "never"


def _age(newest: str | None, now: datetime) -> str:
    if not newest:
        return "-"
    days = (now.date() - datetime.fromisoformat(newest).date()).days
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days") if days >= 0 else newest


def _rate(per_day: float | None) -> str:
    return "-" if per_day is None else f"{per_day:g}"
