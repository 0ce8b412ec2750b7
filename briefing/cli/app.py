"""The program as typer knows it."""

from __future__ import annotations

from typing import Annotated

import typer

from briefing import __version__

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Turns the day's reporting on a running story into a dated brief that a person can check.",
    epilog="Exit codes: 0 all well; 1 nothing could be made; 2 wrong usage or configuration; "
    "3 made, but something needs a look.",
)


def _show_version(wanted: bool) -> None:  # noqa: FBT001 - typer's callback
    if wanted:
        typer.echo(f"briefing {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    pass
