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
    from briefing.model import Account, Brief, Earlier, Item, Section, SourceHealth

MATCHES = 10
"""How many sentences are explained that have the words that were asked for."""

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
    memory: Memory = True,
) -> None:
    """Make the brief of a day from files: no network, no mail."""
    from briefing.run import Recalled, digest, harvest, publish, recall, remember  # noqa: PLC0415 - only when it works

    settings = _settings(config, method)
    day, moment = _day(date), _moment(now)
    recalled = recall(settings, out) if memory else Recalled()
    with _progress() as told:
        found = harvest(settings, articles or [], told)
        told(f"choosing from {len(found.articles)} reports")
        made = digest(found, settings, day, moment, recalled.past)
        told("writing")
        folder = publish(made, out, settings.templates)
        forgot = recalled.problem or (remember(made.brief, settings, out) if memory else None)
    typer.echo(str(folder / "brief.md"))
    problems = (*found.problems, *made.problems, *([forgot] if forgot else []))
    _tell_problems(problems, made.brief.coverage.sources)


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
    item: Annotated[
        str, typer.Argument(help='The id of an item ("delegations-1") or of a topic, or some words of a sentence.')
    ],
) -> None:
    """Say why a sentence was chosen, or what kept it out, and what nearly was chosen instead."""
    from briefing.run import accounts_of, load_brief  # noqa: PLC0415

    loaded = load_brief(brief)
    told = () if _is_named(loaded, item) else accounts_of(brief, item)
    if told:
        _explain_sentences(loaded, told)
        return
    section, found = _find(loaded, item)
    for one in [found] if found else section.items:
        _explain_item(one, loaded.since)
    _explain_missed(section)


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
    from briefing.render.advice import advice_json, advice_text  # noqa: PLC0415
    from briefing.run import advise, harvest  # noqa: PLC0415

    settings = _settings(config, None)
    with _progress() as told:
        found = harvest(settings, articles or [], told)
        told(f"counting in {len(found.articles)} reports")
        advice, uncovered = advise(found, settings, reports=reports)
    typer.echo((advice_json if as_json else advice_text)(advice, uncovered))
    _tell_problems(found.problems, found.health)


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


def _tell_problems(problems: Sequence[BriefingError], sources: Sequence[SourceHealth]) -> None:
    """Name what could not be read and what is ill, and leave with the code for a brief that needs a look."""
    for problem in problems:
        _say(str(problem))
    ill = [source for source in sources if source.status != "ok"]
    for source in ill:
        if not (problems and source.status == "failed" and source.articles):
            _say(f"source {source.name}: {source.status}{f': {source.detail}' if source.detail else ''}")
    if ill or problems:
        raise typer.Exit(LOOK)


def _is_named(brief: Brief, name: str) -> bool:
    return any(name == section.topic or name in {item.id for item in section.items} for section in brief.sections)


def _explain_sentences(brief: Brief, told: Sequence[Account]) -> None:
    """Tell what became of the sentences that were found; the first of them, where there are many."""
    items = [item for section in brief.sections for item in section.items]
    shown = {(sentence.article, sentence.start): item.id for item in items for sentence in item.sentences}
    titles = {section.topic: section.title for section in brief.sections}
    names = {source.id: source for source in brief.articles}
    for account in told[:MATCHES]:
        source = names[account.article]
        where = ", ".join(part for part in (source.publisher, source.published, source.path) if part)
        typer.echo(f"{account.text} [{account.article}]\n  {where}")
        for line in _fate(account, shown.get((account.article, account.start)), titles):
            typer.echo(f"    {line}")
    if len(told) > MATCHES:
        typer.echo(f"and {len(told) - MATCHES} more; give more of its words")


def _fate(account: Account, item: str | None, titles: dict[str, str]) -> Iterator[str]:
    if account.kind != "sentence":
        yield f"is no sentence of the report: {account.kind}"
        return
    if item:
        yield f"is shown in {item}"
    if account.why:
        yield account.why
        return
    if not account.verdicts:
        yield "is about no topic: it has none of their words"
    for one in account.verdicts:
        why = one.why or "is shown"
        yield f"{titles.get(one.topic, one.topic)}: relevance {one.relevance:.2f}, worth {one.worth:.2f}; {why}"


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
    meant = did_you_mean(name, names + topics)
    raise ConfigError("ITEM", "", f'the brief has no item "{name}"; {meant} No sentence of its day has these words')


def _explain_item(item: Item, since: str | None) -> None:
    typer.echo(f"{item.id}{f'  {item.status} since the issue of {since}' if since else ''}")
    for sentence in item.sentences:
        typer.echo(f"  {sentence.text} [{sentence.article}]{' (lead-in)' if sentence.role == 'lead-in' else ''}")
    for reason in item.reasons:
        typer.echo(f"    {reason.name:<12} {reason.value:.2f}  {reason.detail}")
    for place in item.also:
        typer.echo(f"    also         {place.text} [{place.article}]")
    if item.earlier:
        _explain_earlier(item.earlier)
    if item.superseded_by:
        typer.echo(f"    superseded   by: {item.superseded_by.text} [{item.superseded_by.article}]")


def _explain_earlier(earlier: Earlier) -> None:
    changed = f"changed: {', '.join(earlier.changed)}" if earlier.changed else "nothing has changed"
    typer.echo(f"    told         in the issue of {earlier.issue} ({earlier.item}); {changed}")
    if earlier.sentence:
        typer.echo(f"    then         {earlier.sentence.text} [{earlier.sentence.article}]")


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
