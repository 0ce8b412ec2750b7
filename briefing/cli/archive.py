"""`briefing search` and `briefing archive`: what the sources have given, found again and looked after."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.cli.app import app
from briefing.cli.options import (
    LOOK,
    Now,
    Out,
    as_data,
    day_of,
    moment_of,
    printed,
    progress,
    say,
    settings_of,
    tell,
)
from briefing.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.config import Settings
    from briefing.model import Hit, OnFile
    from briefing.run.archive import Mended

archive_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Look after what the sources have given.")

app.add_typer(archive_app, name="archive")

CONFIG = Path("briefing.toml")

Config = Annotated[
    Path | None, typer.Option("--config", "-c", metavar="FILE", help="A briefing.toml that names the archive.")
]
Json = Annotated[bool, typer.Option("--json", help="Write JSON.")]
Number = Annotated[int, typer.Argument(metavar="ID", help="The article's number, as `briefing search` gives it.")]
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The folder of the export.")]

_AGE = re.compile(r"(\d{1,5})\s*([dwmy])")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}


@app.command()
def search(  # noqa: PLR0913 - one a command-line option
    words: Annotated[
        list[str] | None, typer.Argument(help='Words that must all be there, "phrases in quotes", begin*.')
    ] = None,
    *,
    since: Annotated[str | None, typer.Option("--since", metavar="YYYY-MM-DD", help="Not before that day.")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="YYYY-MM-DD", help="Not after that day.")] = None,
    publisher: Annotated[str, typer.Option("--publisher", metavar="NAME", help="Part of the publisher's name.")] = "",
    source: Annotated[str, typer.Option("--source", metavar="NAME", help="A source of the configuration.")] = "",
    topic: Annotated[
        str | None, typer.Option("--topic", metavar="ID", help="One at least of a topic's terms must be there.")
    ] = None,
    newest: Annotated[bool, typer.Option("--newest", help="The newest first, and not the best.")] = False,
    most: Annotated[int, typer.Option("--most", metavar="N", min=1, help="So many at most.")] = 20,
    config: Config = None,
    out: Out = Path("out"),
    as_json: Json = False,
) -> None:
    """Find articles in the archive by their words."""
    from briefing.model import Step  # noqa: PLC0415 - only when it works
    from briefing.run import archive  # noqa: PLC0415

    settings = _settings(config, needed=topic is not None)
    asked = archive.Asked(
        words=" ".join(words or []),
        any=archive.terms(settings, topic) if settings and topic is not None else (),
        since=day_of(since, "--since"),
        until=day_of(until, "--until"),
        publisher=publisher,
        source=source,
        newest=newest,
        most=most,
    )
    with progress() as told:
        told(Step("search"))
        found = archive.search(archive.store_at(settings, out), asked)
    typer.echo(_json(found) if as_json else "\n".join(line for hit in found for line in _hit(hit)) or "nothing found")


@archive_app.command("show")
def show_article(
    article: Number,
    *,
    diff: Annotated[bool, typer.Option("--diff", help="What each version changed, and not the text.")] = False,
    config: Config = None,
    out: Out = Path("out"),
) -> None:
    """Show an article: what is known of it and on what basis, its versions, its text."""
    from briefing.run import archive  # noqa: PLC0415

    found = archive.shown(archive.store_at(_settings(config), out), article)
    for line in _known(found[-1]):
        tell(line)
    for one in found:
        tell(f"version {one.revision}: seen {one.first_seen:%Y-%m-%d %H:%M} to {one.last_seen:%Y-%m-%d %H:%M} UTC")
    if not diff:
        tell(f"\n{found[-1].article.text}")
        return
    for change in archive.changes(found):
        tell(f"\nfrom version {change.old.revision} to {change.new.revision}:")
        tell("\n".join(change.lines) or "no sentence is different")
    if len(found) == 1:
        tell("\nthere is one version only")


@archive_app.command("export")
def export_archive(folder: Folder, *, config: Config = None, out: Out = Path("out")) -> None:
    """Write the archive as files: each document as it was, and what is known of it beside."""
    from briefing.run import archive  # noqa: PLC0415

    with progress() as told:
        count, damaged = archive.export(archive.store_at(_settings(config), out), folder, told)
    tell(f"{_counted(count, 'document')} written to {folder}")
    if damaged:
        what = f"about {_counted(damaged, 'row')} of the archive"
        say(f"{what} could not be read, and nothing that rests on them was written; see `briefing archive mend`")
        raise typer.Exit(LOOK)


@archive_app.command("import")
def import_archive(folder: Folder, *, config: Config = None, out: Out = Path("out")) -> None:
    """Take in what was exported; what is there already stays as it is."""
    from briefing.run import archive  # noqa: PLC0415

    settings = _settings(config)
    with progress("check", "import") as told:
        came, had = archive.bring_in(archive.store_at(settings, out, new=True), folder, told, settings)
    tell(f"{_counted(came, 'article')} taken in, {had} known already")


@archive_app.command("mend")
def mend_archive(*, config: Config = None, out: Out = Path("out")) -> None:
    """Put in the place of a damaged archive a new one of all that can be read of it."""
    from briefing.run import archive  # noqa: PLC0415

    with progress("mend") as told:
        done = archive.mend(archive.store_at(_settings(config), out), told)
    if done is None:
        say("briefing: a run of this brief is at work; nothing was mended")
        raise typer.Exit(LOOK)
    if done.aside is None:
        tell("nothing is damaged, and nothing was done")
        return
    tell(f"{_counted(done.articles, 'article')} and {_counted(done.documents, 'document')} are in the mended archive")
    for line in _missing(done):
        say(line)
    raise typer.Exit(LOOK)


@archive_app.command("prune")
def prune_archive(
    *,
    older_than: Annotated[
        str, typer.Option("--older-than", metavar="AGE", help="Last seen so long ago: 90d, 12w, 6m, 1y.")
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be dropped, and drop nothing.")] = False,
    config: Config = None,
    out: Out = Path("out"),
    now: Now = None,
) -> None:
    """Drop what was last seen long ago, but never what an issue rests on."""
    from briefing.run import archive  # noqa: PLC0415

    before = _before(moment_of(now) or datetime.now(UTC), older_than)
    with progress() as told:
        store = archive.store_at(_settings(config), out)
        done = archive.prune(store, before, dry_run=dry_run, by_clock=now is None, told=told)
    what = f"{_counted(done.articles, 'article')} and {_counted(done.documents, 'document')}"
    tell(f"{'would drop' if dry_run else 'dropped'} {what}, last seen before {before:%Y-%m-%d}")
    if done.kept:
        stay = "stays" if done.kept == 1 else "stay"
        tell(
            f"{_counted(done.kept, 'article')} as old {stay}, since issues rest on {'it' if done.kept == 1 else 'them'}"
        )
    if not dry_run:
        tell(f"the file is {max(done.freed, 0) / 1e6:.1f} MB smaller")


def _missing(done: Mended) -> Iterator[str]:
    for table, lost in done.lost:
        yield f"could not be read: about {_counted(lost, 'row')} of {table}"
    if not done.remembers:
        yield (
            "who had which issue, and what it showed, is not known for sure: the next brief learns it from the issues"
            " beside the archive, and an issue that stands is sent to nobody again by itself"
        )
    yield f"the damaged file is {done.aside}: delete it when nothing is missed"


def _settings(config: Path | None, *, needed: bool = False) -> Settings | None:
    """Return the settings of the file that is named, or of the usual one where there is no archive without it."""
    if config is None and not needed and not CONFIG.exists():
        return None
    return settings_of(config or CONFIG, None)


def _before(now: datetime, age: str) -> datetime:
    """Return the moment that lies so long back, a month of 30 days, a year of 365. Raises ConfigError."""
    found = _AGE.fullmatch(age.strip())
    try:
        if found and int(found[1]):
            return now - timedelta(days=int(found[1]) * _DAYS[found[2]])
    except OverflowError:
        pass
    raise ConfigError("--older-than", "", f'"{age}" is not an age; write 90d, 12w, 6m or 1y')


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _json(found: tuple[Hit, ...]) -> str:
    from dataclasses import asdict  # noqa: PLC0415

    return as_data([asdict(hit) for hit in found])


def _hit(hit: Hit) -> Iterator[str]:
    yield f"{hit.id:>6}  {_bold(hit.title, hit.title_marks) or 'untitled'}"
    known = (hit.publisher or "publisher unknown", hit.published or "undated", hit.url or hit.path)
    yield printed(f"        {', '.join(known)}")
    yield f"        {' '.join(_bold(hit.snippet, hit.marks).split())}"


def _bold(text: str, marks: tuple[tuple[int, int], ...]) -> str:
    """Return a text with what matches in bold: on a terminal, elsewhere nothing of it is written."""
    shown, at = "", 0
    for start, end in marks:
        shown += printed(text[at:start]) + typer.style(printed(text[start:end]), bold=True)
        at = end
    return shown + printed(text[at:])


def _known(one: OnFile) -> Iterator[str]:
    article = one.article
    for name in ("title", "publisher", "author", "url"):
        known = getattr(article, name)
        yield f"{name:<10} {f'{known.value} ({known.basis})' if known.value else 'unknown'}"
    day = article.published.day
    yield f"{'published':<10} {f'{day} ({article.published.basis})' if day else 'unknown'}"
    yield f"{'sources':<10} {', '.join(one.sources)}"
    yield f"{'document':<10} {article.path}, sha256 {article.sha256}"
    for note in article.notes:
        yield f"{'note':<10} {note}"
