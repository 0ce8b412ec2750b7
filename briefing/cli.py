"""Options in, one call, messages and exit codes out."""

from __future__ import annotations

import contextlib
import sys
from datetime import date as Date  # noqa: N812 - `date` is the option
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from briefing import __version__
from briefing.errors import BriefingError, ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from briefing.config import Settings
    from briefing.errors import InputError
    from briefing.model import Brief, Item, Section, SourceHealth

LOOK = 3
"""The exit code for: made, but something needs a look."""

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Turns the day's reporting on a running story into a dated brief that a person can check.",
    epilog="Exit codes: 0 all well; 1 nothing could be made; 2 wrong usage or configuration; "
    "3 made, but something needs a look.",
)

Config = Annotated[Path, typer.Option("--config", "-c", metavar="FILE", help="The briefing.toml.")]
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


def _say(text: str) -> None:
    """Tell what is wrong, where cron will mail it."""
    typer.echo(text, err=True)


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
) -> None:
    """Make the brief of a day from files: no network, no mail."""
    from briefing.run import digest, harvest, publish  # noqa: PLC0415 - the core, only when it works

    settings = _settings(config, method)
    day, moment = _day(date), _moment(now)
    with _progress() as told:
        found = harvest(settings, articles or [], told)
        told(f"choosing from {len(found.articles)} reports")
        made = digest(found, settings, day, moment)
        told("writing")
        folder = publish(made, out, settings.templates)
    typer.echo(str(folder / "brief.md"))
    _tell_problems((*found.problems, *made.problems), made.brief.coverage.sources)


@app.command()
def verify(
    brief: Annotated[Path, typer.Argument(help="A brief.json, or the folder of an issue.")],
    documents: Annotated[
        list[Path] | None, typer.Argument(help="The reports, to look in instead of the copies beside the brief.")
    ] = None,
) -> None:
    """Find every sentence of a brief again in its saved report."""
    from briefing.run import check  # noqa: PLC0415

    checked, problems = check(brief, documents or [])
    for problem in problems:
        typer.echo(problem)
    if problems:
        _say(f"{len(problems)} not found")
        raise typer.Exit(1)
    sentences = sum(len(item.sentences) + len(item.also) for section in checked.sections for item in section.items)
    typer.echo(f"every sentence was found: {sentences}, of {sum(a.quoted for a in checked.articles)} reports")


@app.command()
def explain(
    brief: Annotated[Path, typer.Argument(help="A brief.json, or the folder of an issue.")],
    item: Annotated[str, typer.Argument(help='The id of an item, as in "delegations-1", or of a topic.')],
) -> None:
    """Say why a sentence was chosen, and what nearly was chosen instead."""
    from briefing.run import load_brief  # noqa: PLC0415

    loaded = load_brief(brief)
    section, found = _find(loaded, item)
    for one in [found] if found else section.items:
        _explain_item(one)
    _explain_missed(section)


def _settings(config: Path, method: str | None) -> Settings:
    from briefing.config import load_config, with_method  # noqa: PLC0415

    settings = load_config(config)
    return with_method(settings, method) if method else settings


def _day(text: str | None) -> Date | None:
    try:
        return Date.fromisoformat(text) if text else None
    except ValueError:
        raise ConfigError("--date", "", f'"{text}" is not a date; write it as in 2025-05-15') from None


def _moment(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text) if text else None
    except ValueError:
        raise ConfigError("--now", "", f'"{text}" is not a time; write it as in 2025-05-15T07:00:00+03:00') from None
    if moment and moment.tzinfo is None:
        raise ConfigError("--now", "", f'"{text}" says no time zone; add one, as in {moment.isoformat()}+00:00')
    return moment


@contextlib.contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """Yield what shows the step that is being done: on a terminal only, and gone when it is done."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415 - only where somebody looks on

    with Console(stderr=True).status("reading") as status:
        yield status.update


def _tell_problems(problems: Sequence[InputError], sources: Sequence[SourceHealth]) -> None:
    """Name what could not be read and what is ill, and leave with the code for a brief that needs a look."""
    for problem in problems:
        _say(str(problem))
    ill = [source for source in sources if source.status != "ok"]
    for source in ill:
        if not (problems and source.status == "failed" and source.articles):
            _say(f"source {source.name}: {source.status}{f': {source.detail}' if source.detail else ''}")
    if ill or problems:
        raise typer.Exit(LOOK)


def _find(brief: Brief, name: str) -> tuple[Section, Item | None]:
    for section in brief.sections:
        if section.topic == name:
            return section, None
        for item in section.items:
            if item.id == name:
                return section, item
    from briefing.config import did_you_mean  # noqa: PLC0415

    names = tuple(item.id for section in brief.sections for item in section.items)
    topics = tuple(section.topic for section in brief.sections)
    raise ConfigError("ITEM", "", f'the brief has no item "{name}"; {did_you_mean(name, names + topics)}')


def _explain_item(item: Item) -> None:
    typer.echo(item.id)
    for sentence in item.sentences:
        typer.echo(f"  {sentence.text} [{sentence.article}]{' (lead-in)' if sentence.role == 'lead-in' else ''}")
    for reason in item.reasons:
        typer.echo(f"    {reason.name:<12} {reason.value:.2f}  {reason.detail}")
    for place in item.also:
        typer.echo(f"    also         {place.text} [{place.article}]")
    if item.superseded_by:
        typer.echo(f"    superseded   by: {item.superseded_by.text} [{item.superseded_by.article}]")


def _explain_missed(section: Section) -> None:
    if not section.items:
        typer.echo(f"nothing was chosen for {section.title}, out of {section.considered} sentences")
    if section.passed_over:
        typer.echo(f"nearly chosen for {section.title}, out of {section.considered} sentences:")
    for missed in section.passed_over:
        typer.echo(f"  {missed.score:.2f}  {missed.sentence.text} [{missed.sentence.article}]")
        typer.echo(f"        {missed.why}")


def main() -> NoReturn:
    """Run the program: an expected error is one line and an exit code, a bug keeps its traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app(standalone_mode=True)
    except BriefingError as error:
        _say(f"briefing: {error}")
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.exit(1)
    sys.exit(0)


if __name__ == "__main__":
    main()
