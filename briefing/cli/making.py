"""Commands that make a brief and check it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from briefing.cli.app import app
from briefing.cli.options import (
    BUILD,
    Config,
    Day,
    Memory,
    Method,
    Now,
    Out,
    day_of,
    moment_of,
    progress,
    say,
    settings_of,
    tell,
    tell_problems,
)


@app.command()
def build(  # noqa: PLR0913 - one a command-line option
    articles: Annotated[
        list[Path] | None, typer.Argument(help="Files and folders to brief, instead of the configured sources.")
    ] = None,
    *,
    config: Config = Path("briefing.toml"),
    date: Day = None,
    out: Out = Path("out"),
    now: Now = None,
    method: Method = None,
    memory: Memory = True,
) -> None:
    """Make the brief of a day from files and the archive: no network, no mail."""
    from briefing.run import (  # noqa: PLC0415 - only when it works
        Archive,
        Recalled,
        digest,
        findings_at_hand,
        harvest,
        look_of,
        publish,
        recall,
        remember,
        store_of,
    )
    from briefing.text.patience import passing_over  # noqa: PLC0415

    settings = settings_of(config, method)
    day, moment, store = day_of(date), moment_of(now), store_of(settings, out)
    look = look_of(settings)
    recalled = recall(settings, out, day) if memory else Recalled()
    with progress(*BUILD) as told, passing_over() as passed:
        found = harvest(settings, articles or [], told, Archive(store, day, moment))
        with findings_at_hand(store, found):
            made = digest(found, settings, day, moment, recalled.past, told=told)
        published = publish(made, out, look, told, store if memory else None)
        forgot = recalled.problem or (remember(made.brief, settings, out) if memory else None)
    typer.echo(str(published.folder / "brief.md"))
    for warning in published.warnings:
        say(warning)
    problems = (*found.problems, *made.problems, *passed.problems(), *published.problems, *([forgot] if forgot else []))
    tell_problems(problems, made.brief.coverage.sources)


@app.command()
def verify(
    brief: Annotated[Path, typer.Argument(help="A brief.json, or the folder of an issue.")],
    documents: Annotated[
        list[Path] | None, typer.Argument(help="The reports, to look in instead of the copies beside the brief.")
    ] = None,
) -> None:
    """Find every sentence of a brief again in its saved report."""
    from briefing.run import check  # noqa: PLC0415

    with progress() as told:
        checked, problems = check(brief, documents or [], told)
    for problem in problems:
        tell(problem)
    if problems:
        say(f"{len(problems)} not found")
        raise typer.Exit(1)
    sentences = sum(len(item.sentences) + len(item.also) for section in checked.sections for item in section.items)
    tell(f"every sentence was found: {sentences}, of {sum(a.quoted for a in checked.articles)} reports")
