"""What several commands take, and how they speak: options, progress, problems, exit codes."""

from __future__ import annotations

import contextlib
import sys
from datetime import date as Date  # noqa: N812 - `date` is the option
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.errors import BriefingError, ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from briefing.config import Settings
    from briefing.model import SourceHealth, Step
    from briefing.run.delivering import Delivered

MORNING = ("gather", "read", "choose", "verify", "write", "deliver")
"""The stages of `briefing run`, in their order."""

BUILD = ("read", "choose", "verify", "write")

LOOK = 3
"""The exit code for: made, but something needs a look."""

Config = Annotated[Path, typer.Option("--config", "-c", metavar="FILE", help="The briefing.toml.")]

Articles = Annotated[
    list[Path] | None, typer.Argument(help="Files and folders to read, instead of the configured sources.")
]

Out = Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Where issues go, each in a folder of its date.")]

Day = Annotated[
    str | None, typer.Option("--date", "-d", metavar="YYYY-MM-DD", help="The brief's day; else the newest report's.")
]

Now = Annotated[
    str | None,
    typer.Option("--now", metavar="TIME", help="The moment it is made at (ISO 8601); else the newest of its inputs."),
]

Method = Annotated[
    str | None, typer.Option("--method", "-m", metavar="NAME", help="coverage (the house method) or one of sumy's.")
]

Memory = Annotated[
    bool, typer.Option("--memory/--no-memory", help="Compare with the issues before, and remember this one.")
]


def say(text: str) -> None:
    """Tell what is wrong, where cron will mail it."""
    typer.echo(printed(text), err=True)


def tell(text: str) -> None:
    """Tell a result, whoever wrote its words."""
    typer.echo(printed(text))


def printed(text: str) -> str:
    """Return lines as a terminal may have them: it obeys nothing in them, and no line is hidden or turned around.

    No secret that was learnt stands in them.
    """
    from briefing.text.folding import visible  # noqa: PLC0415 - only where something is said
    from briefing.text.veil import unsaid  # noqa: PLC0415 - likewise

    text = unsaid(text)
    return "\n".join(visible(" ".join(line.splitlines())) for line in text.split("\n"))


def as_data(value: object) -> str:
    """Return a result as JSON: what a terminal would obey stands in it as an escape, which is the same data."""
    import json  # noqa: PLC0415 - few ask for it

    from briefing.text.folding import escaped  # noqa: PLC0415 - likewise

    return escaped(json.dumps(value, default=_plain, ensure_ascii=False, indent=2))


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def settings_of(config: Path, method: str | None) -> Settings:
    """Return the settings of a file, with another method if one is named. Raises ConfigError."""
    from briefing.config import load_config, with_method  # noqa: PLC0415

    settings = load_config(config)
    return with_method(settings, method) if method else settings


def day_of(text: str | None, option: str = "--date") -> Date | None:
    """Return the day that an option names. Raises ConfigError."""
    try:
        return Date.fromisoformat(text) if text else None
    except ValueError:
        raise ConfigError(option, "", f'"{text}" is not a date; write it as in 2025-05-15') from None


def moment_of(text: str | None) -> datetime | None:
    """Return the moment that an option names. Raises ConfigError."""
    try:
        moment = datetime.fromisoformat(text) if text else None
    except ValueError:
        raise ConfigError("--now", "", f'"{text}" is not a time; write it as in 2025-05-15T07:00:00+03:00') from None
    if moment and moment.tzinfo is None:
        raise ConfigError("--now", "", f'"{text}" says no time zone; add one, as in {moment.isoformat()}+00:00')
    return moment


@contextlib.contextmanager
def progress(*plan: str, quiet: bool = False) -> Iterator[Callable[[Step], None]]:
    """Yield what hears of the steps of something that may take long, by stages in the order of `plan`.

    They are shown on a terminal only, where it is not to be `quiet`, and are gone when all is done.
    """
    from briefing.model import unseen  # noqa: PLC0415 - only when it works

    if quiet or not sys.stderr.isatty():
        yield unseen
        return
    from briefing.cli.progress import Watcher  # noqa: PLC0415 - only where somebody looks on

    with Watcher(plan, sys.stderr) as watcher:
        yield watcher.hear


def tell_delivered(delivered: Delivered) -> None:
    """Tell what of the deliveries a person is to look at, and keep that it was told."""
    from briefing.run.delivering import heard  # noqa: PLC0415 - only where something was delivered

    for line in delivered.lines:
        say(line)
    heard(delivered)


def tell_problems(problems: Sequence[BriefingError], sources: Sequence[SourceHealth], *, fetched: bool = False) -> None:
    """Name what could not be read and what is ill, and leave with the code for a brief that needs a look.

    Where sources were `fetched`, those that fail or hold nothing are told of elsewhere, when it is time to.
    """
    for problem in problems:
        say(str(problem))
    ill = [source for source in sources if source.status != "ok"]
    for source in ill:
        elsewhere = source.failures or (source.status == "empty" and source.last_success)
        if not (fetched and elsewhere) and not (problems and source.status == "failed" and source.articles):
            say(f"source {source.name}: {source.status}{f': {source.detail}' if source.detail else ''}")
    if ill or problems:
        raise typer.Exit(LOOK)
