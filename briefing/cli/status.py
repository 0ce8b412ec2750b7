"""`briefing status`: says whether all is well, on a screen."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.cli.app import app
from briefing.cli.options import LOOK, Config, Out, as_data, moment_of, printed, settings_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

    from briefing.run.status import Ill, Last, Status, Went

Moment = Annotated[
    str | None,
    typer.Option("--now", metavar="TIME", help="The moment that counts as now (ISO 8601); else the clock's."),
]

_WORDS = {"intended": "to be sent by the next run", "waiting": "waiting", "doubtful": "in doubt"}
_MOST = 3  # lines of a kind: it is to be seen at a glance
_KILO = 1000


@app.command()
def status(
    *,
    config: Config = Path("briefing.toml"),
    out: Out = Path("out"),
    now: Moment = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
) -> None:
    """Say when the last issue was made and where it went, what waits for a person, and when the next run is.

    Leaves with 3 where a person is needed.
    """
    from briefing.run.status import status_of  # noqa: PLC0415 - only when it works

    settings = settings_of(config, None)
    told = status_of(settings, out, moment_of(now) or datetime.now(UTC))
    typer.echo(_json(told) if as_json else printed("\n".join(_lines(told, settings.brief.zone))))
    if told.needs_a_person:
        raise typer.Exit(LOOK)


def _json(told: Status) -> str:
    from dataclasses import asdict  # noqa: PLC0415

    return as_data({"needs_a_person": told.needs_a_person, **asdict(told)})


def _lines(told: Status, zone: ZoneInfo) -> Iterator[str]:
    yield _row(told.title, "a person is needed" if told.needs_a_person else "all is well")
    yield from _issue(told.last, zone, sends=told.sends)
    yield from _rows("to decide", told.matters)
    yield from _rows("source", [_source(one, zone) for one in told.ill])
    yield _row("next run", _next(told, zone))
    yield _row("archive", f"{told.archive}, {_size(told.size)}, articles: {told.articles:,}")


def _row(name: str, words: str) -> str:
    return f"{name + ':':<12} {words}"


def _rows(name: str, lines: list[str] | tuple[str, ...]) -> Iterator[str]:
    for line in lines[:_MOST]:
        yield _row(name, line)
    if len(lines) > _MOST:
        yield _row(name, f"and {len(lines) - _MOST} more; --json has them all")


def _issue(last: Last | None, zone: ZoneInfo, *, sends: bool) -> Iterator[str]:
    if last is None:
        yield _row("last issue", "none yet; `briefing run` makes the first")
        return
    made = f"made at {_minute(last.made, zone)}, {last.folder}" if last.made else f"not found in {last.folder}"
    yield _row("last issue", f"{last.date:%A}, {last.date}, {made}")
    went = ", ".join(_went(one, zone, held=bool(last.held)) for one in last.went)
    nobody = "to nobody" if sends else "nowhere: no way out is configured"
    yield _row("went", f"{went or nobody}{f'; it {last.held}' if last.held else ''}")


def _went(one: Went, zone: ZoneInfo, *, held: bool) -> str:
    then = f", tried again at {_minute(one.next_try, zone)}" if one.next_try else ""
    state = "held" if held and one.state in {"intended", "waiting"} else _WORDS.get(one.state, one.state)
    return f"{one.way}: {one.recipients} {state}{then}"


def _source(one: Ill, zone: ZoneInfo) -> str:
    return f"{one.source}: {f'fails since {_minute(one.since, zone)}: ' if one.since else ''}{one.problem}"


def _next(told: Status, zone: ZoneInfo) -> str:
    if told.next_run is None:
        return "not scheduled by [schedule]; `briefing schedule --at 07:00` says how"
    later = _minute(told.next_run, zone)
    return f"now, within the hour; then {later}" if told.due else later


def _minute(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"


def _size(size: int) -> str:
    number, units = float(size), ["bytes", "KB", "MB", "GB", "TB"]
    while number >= _KILO and len(units) > 1:
        number, units = number / _KILO, units[1:]
    return f"{number:.0f} bytes" if units[0] == "bytes" else f"{number:.1f} {units[0]}"
