"""`briefing pdf`: an issue on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from briefing.cli.app import app
from briefing.cli.options import Out, day_of, progress
from briefing.errors import ConfigError

PAGE = "brief.html"


@app.command()
def pdf(
    issue: Annotated[str, typer.Argument(metavar="ISSUE", help="The date of an issue, or its folder.")],
    *,
    out: Out = Path("out"),
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help="The file to write; else brief.pdf beside the page.")
    ] = None,
) -> None:
    """Write an issue's page as PDF, by WeasyPrint if it is installed, else by a Chromium of this machine."""
    from briefing.deliver.paper import write_pdf  # noqa: PLC0415 - only when it works
    from briefing.model import Step  # noqa: PLC0415

    folder = Path(issue) if Path(issue).is_dir() else out / str(day_of(issue, "ISSUE"))
    page = folder / PAGE
    if not page.is_file():
        raise ConfigError("ISSUE", "", f"there is no {page}")
    target = to or folder / "brief.pdf"
    with progress() as told:
        told(Step("write", str(target)))
        write_pdf(page, target)
    typer.echo(str(target))
