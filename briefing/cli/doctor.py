"""`briefing doctor`: everything that a morning needs, tried once."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.cli.app import app
from briefing.cli.options import LOOK, Config, Out, moment_of, progress, settings_of, tell
from briefing.errors import ConfigError

if TYPE_CHECKING:
    from briefing.run.doctor import Finding

Moment = Annotated[
    str | None,
    typer.Option("--now", metavar="TIME", help="The moment that counts as now (ISO 8601); else the clock's."),
]


@app.command()
def doctor(*, config: Config = Path("briefing.toml"), out: Out = Path("out"), now: Moment = None) -> None:
    """Try configuration, templates, archive, each source and the ways out, and say what to do. Nothing is sent.

    Leaves with 3 where something fails or is to be looked at.
    """
    from briefing.run.doctor import Finding, Patient, examine  # noqa: PLC0415 - only when it works
    from briefing.run.morning import fetcher  # noqa: PLC0415

    moment = moment_of(now)
    try:
        settings = settings_of(config, None)
    except ConfigError as error:
        _tell(Finding("fails", "configuration", str(error)))
        raise typer.Exit(LOOK) from None
    patient = Patient(settings, config, out, fetcher(settings.fetch), lambda: moment or datetime.now(UTC))
    grades = set()
    with progress() as told:
        for finding in examine(patient, told):
            _tell(finding)
            grades.add(finding.grade)
    if grades - {"ok"}:
        raise typer.Exit(LOOK)


def _tell(finding: Finding) -> None:
    todo = f" - {finding.remedy}" if finding.remedy else ""
    tell(f"{finding.grade + ':':<7}{finding.what}: {finding.said}{todo}")
