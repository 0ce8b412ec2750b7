"""`briefing init`: a folder to start from."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.cli.app import app
from briefing.cli.options import LOOK, progress, say
from briefing.cli.scheduling import At, Days, plan_of
from briefing.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from briefing.config import Settings
    from briefing.run.starting import Wishes

Several = list[str] | None


@app.command()
def init(  # noqa: PLR0913 - one a command-line option
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to begin in; made where it is not there.")],
    *,
    title: Annotated[str | None, typer.Option("--title", help="The heading of the brief.")] = None,
    language: Annotated[str | None, typer.Option("--language", metavar="CODE", help='As in "en".')] = None,
    timezone: Annotated[str | None, typer.Option("--timezone", metavar="NAME", help='As in "Europe/Lisbon".')] = None,
    source: Annotated[Several, typer.Option("--source", metavar="FEED|PATH", help="As often as you like.")] = None,
    topic: Annotated[Several, typer.Option("--topic", metavar="TITLE", help="As often as you like.")] = None,
    to: Annotated[Several, typer.Option("--to", metavar="ADDRESS", help="Who gets it; as often as you like.")] = None,
    sender: Annotated[str | None, typer.Option("--from", metavar="ADDRESS", help="Who sends it.")] = None,
    server: Annotated[str | None, typer.Option("--server", metavar="HOST:PORT", help="The mail server.")] = None,
    at: At = None,
    days: Days = None,
    ask: Annotated[
        bool | None, typer.Option("--ask/--no-ask", help="Ask for what no option says; else on a terminal only.")
    ] = None,
    try_: Annotated[bool, typer.Option("--try/--no-try", help="Fetch each feed once.")] = True,
) -> None:
    """Write a configuration that explains itself, and a folder for reports; ask for what it needs; try it."""
    from briefing.run.starting import CONFIG, begin, local_zone  # noqa: PLC0415 - only when it works

    if (folder / CONFIG).exists():
        raise ConfigError(folder / CONFIG, "", "is there already, and nothing was changed; name another folder")
    given = {
        "title": title,
        "language": language,
        "timezone": timezone,
        "sources": source,
        "topics": topic,
        "to": to,
        "sender": sender,
        "server": server,
        "at": at,
        "days": days,
    }
    said = {name: value for name, value in given.items() if value is not None}
    wishes = _wishes(said, folder, local_zone())
    if ask if ask is not None else sys.stdin.isatty() and sys.stdout.isatty():
        wishes = _asked(wishes, set(said))
    settings, written = begin(folder, wishes)
    for path in written:
        typer.echo(f"written: {path}")
    problems = _tried(settings) if try_ else 0
    typer.echo(_next(settings, folder / CONFIG, wishes))
    if problems:
        raise typer.Exit(LOOK)


def _wishes(said: Mapping[str, str | list[str]], folder: Path, zone: str) -> Wishes:
    """Return what the options say; else the title is the folder's name, and the time zone the machine's."""
    from briefing.run.starting import Wishes  # noqa: PLC0415

    title = " ".join(re.split(r"[\s_-]+", folder.absolute().name)).strip()
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in said.items()}
    return replace(Wishes(title=title[:1].upper() + title[1:], timezone=zone), **values)  # type: ignore[arg-type]


_QUESTIONS = (
    ("title", "Title of the brief"),
    ("timezone", "Time zone in which its day begins"),
    ("language", "Language of the reports"),
    ("at", "Hour at which it is due"),
    ("days", "On which days"),
)
_SEVERAL = (
    ("topics", "A topic: a heading, as you would ask for it"),
    ("sources", "A feed's address, or a folder of reports"),
    ("to", "A mail address that gets it"),
)
_MAIL = (("sender", "From which address it is sent"), ("server", "By which mail server, host:port"))


def _asked(wishes: Wishes, known: set[str]) -> Wishes:
    """Return the wishes after a talk on the terminal; what options said is not asked."""
    for name, question in _QUESTIONS:
        if name not in known:
            wishes = _answered(wishes, name, partial(typer.prompt, question, default=getattr(wishes, name)))
    for name, question in _SEVERAL:
        if name not in known:
            wishes = _answered_often(wishes, name, question)
    for name, question in _MAIL:
        if wishes.to and name not in known:
            asked = f"{question} (empty: later)"
            wishes = _answered(wishes, name, partial(typer.prompt, asked, default="", show_default=False))
    return wishes


def _answered(wishes: Wishes, name: str, ask: Callable[[], object]) -> Wishes:
    """Return the wishes with what is answered; ask again until it can be used."""
    from briefing.run.starting import checked  # noqa: PLC0415

    while True:
        changed = replace(wishes, **{name: ask()})  # type: ignore[arg-type]
        try:
            checked(changed, Path())
        except ConfigError as error:
            say(error.problem)
        else:
            return changed


def _answered_often(wishes: Wishes, name: str, question: str) -> Wishes:
    """Return the wishes with all that is answered, until an answer is empty."""
    while True:
        before: tuple[str, ...] = getattr(wishes, name)
        asked = "Another (empty: no more)" if before else f"{question} (empty: none)"
        wishes = _answered(wishes, name, partial(_and_one, before, asked))
        if getattr(wishes, name) == before:
            return wishes


def _and_one(before: tuple[str, ...], asked: str) -> tuple[str, ...]:
    text = typer.prompt(asked, default="", show_default=False).strip()
    return (*before, text) if text and text not in before else before


def _tried(settings: Settings) -> int:
    """Fetch each feed once, and say what came of it; return how many failed."""
    from briefing.model import Step  # noqa: PLC0415
    from briefing.run.morning import fetcher  # noqa: PLC0415
    from briefing.run.starting import try_sources  # noqa: PLC0415

    with progress() as told:
        told(Step("try", "the feeds"))
        results = list(try_sources(settings, fetcher(settings.fetch)))
    for name, problem in results:
        typer.echo(f"tried: {name}: {'failed' if problem else 'well'}")
        if problem:
            say(f"source {name}: {problem}")
    return sum(bool(problem) for _, problem in results)


def _next(settings: Settings, config: Path, wishes: Wishes) -> str:
    """Return what is to be done next, the line for cron last."""
    import shlex  # noqa: PLC0415

    from briefing.run.schedules import crontab_line  # noqa: PLC0415

    folder, out = config.parent, config.parent / "out"
    named = f"--config {shlex.quote(str(config))}"
    mail = [] if settings.mail or not wishes.to else [f"to mail it: complete [deliver.mail] in {config}"]
    steps = (
        *([] if wishes.sources else [f"reports: save them into {folder / 'articles'}, or name feeds in {config}"]),
        f"topics:  say {'more of ' if wishes.topics else ''}what you want to know, in {config}",
        f"look:    briefing run {named} --dry-run",
        *mail,
        f"every morning: briefing schedule {named} --out {shlex.quote(str(out))} --install",
        "or this line for your crontab:",
        crontab_line(plan_of(settings, config, out)),
    )
    return "\n".join(("", *steps))
