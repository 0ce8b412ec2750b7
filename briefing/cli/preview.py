"""`briefing preview`: look at an issue while its templates, its configuration or its reports are worked on."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path
from typing import Annotated

import typer

from briefing.cli.app import app
from briefing.cli.options import Config, Out, day_of, say
from briefing.errors import ConfigError

_TURN = 0.5  # seconds


@app.command()
def preview(
    date: Annotated[
        str | None, typer.Argument(metavar="[DATE]", help="The issue of that day; else the reports as they are now.")
    ] = None,
    *,
    config: Config = Path("briefing.toml"),
    out: Out = Path("out"),
    port: Annotated[int, typer.Option("--port", metavar="N", min=0, max=65535, help="0: any that is free.")] = 8765,
    open_: Annotated[bool, typer.Option("--open/--no-open", help="Open the page in the browser.")] = True,
) -> None:
    """Show an issue in the browser, anew whenever a template, the configuration or a report changes. Writes nothing."""
    from briefing.run.preview import Wish  # noqa: PLC0415 - only when it works
    from briefing.run.previewing import Preview, served  # noqa: PLC0415

    day = day_of(date)
    if not config.is_file():
        raise ConfigError(config, "", "there is no such file")
    if day and not (out / day.isoformat()).is_dir():
        raise ConfigError("DATE", "", f"there is no issue of {day} below {out}")
    looked_at = Preview(Wish(config, out, day.isoformat() if day else None), say)
    with contextlib.suppress(KeyboardInterrupt), served(looked_at, port) as address:
        typer.echo(f"{address}  (Ctrl-C ends it)")
        if open_:
            import webbrowser  # noqa: PLC0415 - only when it is wanted

            webbrowser.open(address)
        _wait_for_an_interrupt()


def _wait_for_an_interrupt() -> None:
    """Wait by turns: an interrupt that another thread took, or that came just before the waiting, wakes nobody."""
    while True:
        time.sleep(_TURN)
