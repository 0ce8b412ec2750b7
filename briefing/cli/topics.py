"""`briefing topics`: what a person may want to change of the topics."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from briefing.cli.app import app
from briefing.cli.options import Articles, Config, printed, progress, settings_of, tell_problems

topics_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Look after the topics of a configuration.")

app.add_typer(topics_app, name="topics")

Json = Annotated[bool, typer.Option("--json", help="Write JSON.")]


@topics_app.command("check")
def check_topics(articles: Articles = None, *, config: Config = Path("briefing.toml"), as_json: Json = False) -> None:
    """Count what each term of each topic finds, and name those that find nothing."""
    _advise(articles, config, as_json=as_json)


@topics_app.command("suggest")
def suggest_topics(
    articles: Articles = None,
    *,
    config: Config = Path("briefing.toml"),
    as_json: Json = False,
    reports: Annotated[
        int, typer.Option("--reports", metavar="N", min=1, help="A further topic stands in so many reports at least.")
    ] = 3,
) -> None:
    """Propose terms for the topics, and topics for what none covers: for a person to choose from."""
    _advise(articles, config, as_json=as_json, reports=reports)


def _advise(articles: list[Path] | None, config: Path, *, as_json: bool, reports: int | None = None) -> None:
    from briefing.model import Step  # noqa: PLC0415
    from briefing.render.advice import advice_json, advice_text  # noqa: PLC0415
    from briefing.run import advise, harvest  # noqa: PLC0415

    settings = settings_of(config, None)
    with progress("read", "count") as told:
        found = harvest(settings, articles or [], told)
        told(Step("count", f"in {len(found.articles):,} reports"))
        advice, uncovered = advise(found, settings, reports=reports)
    typer.echo(advice_json(advice, uncovered) if as_json else printed(advice_text(advice, uncovered)))
    tell_problems(found.problems, found.health)
