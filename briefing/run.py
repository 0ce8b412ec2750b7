"""Gather, digest, publish: the only place where the core and the world meet."""

from __future__ import annotations

import contextlib
import glob
import hashlib
import os
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from briefing import __version__
from briefing.compose import Frame, accounts, compose, past_of, verify
from briefing.deliver.considered import CONSIDERED, to_lines, unpack_considered
from briefing.deliver.folder import SOURCES, pack_sources, unpack_sources, write_issue
from briefing.errors import (
    BriefFileError,
    ConfigError,
    InputError,
    NothingToBriefError,
    StoreError,
    UnverifiedError,
)
from briefing.ingest.document import Place, Told, read_document
from briefing.ingest.infer import infer_dates, infer_publishers
from briefing.ingest.local import files_of, gather
from briefing.model import Given, Past, SourceHealth
from briefing.summarise import Wishes, asks_for_something, select
from briefing.text.terms import Term, finds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from briefing.config import Settings, SourceSettings
    from briefing.ingest.local import Gathered
    from briefing.model import Account, Advice, Article, Brief, Selection, Source, Uncovered

REMEMBERED = 30
"""How many earlier issues a brief is compared with; the last of them had every report that is still there."""

STORE = "briefing.sqlite"
"""The file beside the issues that remembers what they showed, unless the settings name another."""

FILES = {"markdown": "brief.md", "html": "brief.html", "json": "brief.json"}
"""The forms of a brief and the files that they are written to."""


@dataclass(frozen=True, slots=True)
class Harvest:
    """What the sources gave: their articles, how each source did, and what could not be read."""

    articles: tuple[Article, ...]
    health: tuple[SourceHealth, ...]
    problems: tuple[InputError, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """A brief, the articles that it was made from, by their ids in it, and those that held no sentence.

    `accounts` tell what became of every sentence.
    """

    brief: Brief
    articles: dict[str, Article]
    problems: tuple[InputError, ...] = ()
    accounts: tuple[Account, ...] = ()


def harvest(settings: Settings, paths: Sequence[Path] = (), told: Callable[[str], None] = lambda _: None) -> Harvest:
    """Return the articles of the configured sources, or of the files and folders that stand in for them.

    `told` hears what is being read. Raises NothingToBriefError where there is no article at all.
    """
    gathered, health = [], []
    for name, given, where, root in _places(settings, paths):
        told(name)
        found = gather(name, files_of(where), given, root)
        gathered.append(found)
        health.append(_health(found))
    health += [_not_read(source) for source in settings.sources if not paths and not source.files]
    problems = tuple(problem for found in gathered for problem in found.problems)
    articles = tuple(article for found in gathered for article in found.articles)
    if not articles:
        raise NothingToBriefError(_why_nothing(settings, paths), tuple(map(str, problems)))
    return Harvest(infer_publishers(infer_dates(articles)), tuple(health), problems)


def _places(settings: Settings, paths: Sequence[Path]) -> list[tuple[str, Given, list[Path], Path]]:
    """Return (name, what is known, files and folders, root) of everything that is to be read."""
    if paths:
        return _given_places(paths)
    return [
        (source.name, source.given, _matching(settings.folder, source.files), settings.folder)
        for source in settings.sources
        if source.files
    ]


def _given_places(paths: Sequence[Path]) -> list[tuple[str, Given, list[Path], Path]]:
    """Return the folders that are given or that hold what is given; paths count from where several of them meet."""
    folders = dict.fromkeys(path if path.is_dir() else path.parent for path in paths)
    meeting = Path(os.path.commonpath([folder.resolve() for folder in folders])) if len(folders) > 1 else None
    places = []
    for folder in sorted(folders):
        own = [path for path in paths if path == folder or (path.parent == folder and not path.is_dir())]
        root = meeting or folder
        places.append((folder.resolve().name or "articles", Given(), [_under(root, path) for path in own], root))
    return places


def _under(root: Path, path: Path) -> Path:
    """Return a path by way of its root, so that it can be told from there."""
    return root / path.resolve().relative_to(root.resolve()) if path.exists() and not path.is_symlink() else path


def _matching(folder: Path, pattern: str) -> list[Path]:
    return sorted(folder / name for name in glob.glob(pattern, root_dir=folder, recursive=True))  # noqa: PTH207 - absolute ones, too


def _health(found: Gathered) -> SourceHealth:
    count = len(found.articles)
    if found.problems:
        return SourceHealth(found.name, "failed", count, "; ".join(map(str, found.problems)))
    return SourceHealth(found.name, "ok" if count else "empty", count)


def _not_read(source: SourceSettings) -> SourceHealth:
    return SourceHealth(source.name, "failed", 0, "not read: `build` reads files only and fetches nothing")


def _why_nothing(settings: Settings, paths: Sequence[Path]) -> str:
    where = ", ".join(map(str, paths)) or ", ".join(source.files or source.name for source in settings.sources)
    return f"no report to make a brief of in {where or 'the configuration, which names no source'}"


@dataclass(frozen=True, slots=True)
class Recalled:
    """What the issues of a brief showed, or why it cannot be told."""

    past: Past = field(default_factory=Past)
    problem: StoreError | None = None


def recall(settings: Settings, out: Path) -> Recalled:
    """Return what the issues of the brief showed that were written below `out`.

    Where there is no memory yet, it is what the issues themselves hold.
    """
    from briefing.store.issues import recall as recalled  # noqa: PLC0415 - SQLite, only where there is a memory

    path, name = _store(settings, out), settings.brief.id
    try:
        return Recalled(recalled(path, name) if path.exists() else past_of(_issues_below(out, name)))
    except StoreError as problem:
        return Recalled(problem=problem)


def remember(brief: Brief, settings: Settings, out: Path) -> StoreError | None:
    """Keep what an issue below `out` showed, in place of an earlier making of its day; return why that failed."""
    from briefing.store.issues import remember as kept  # noqa: PLC0415

    path = _store(settings, out)
    past = past_of([brief] if path.exists() else _issues_below(out, brief.id))
    try:
        kept(path, brief.id, past)
    except StoreError as problem:
        return problem
    return None


def _store(settings: Settings, out: Path) -> Path:
    return settings.store or out / STORE


def _issues_below(out: Path, name: str) -> list[Brief]:
    """Return the issues of a brief that stand in folders of their dates; what cannot be read is none of them."""
    found = []
    for path in sorted(out.glob("[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]")):
        with contextlib.suppress(BriefFileError):
            brief = load_brief(path)
            found += [brief] if brief.id == name and brief.date == path.name else []
    return found


def digest(
    found: Harvest,
    settings: Settings,
    day: date | None = None,
    now: datetime | None = None,
    past: Past = Past(),  # noqa: B008 - frozen
) -> Made:
    """Return the brief of a day, of the articles that it could know. Without a day, it is that of the newest article.

    `now` is the moment that the brief says it was made at; without it, the newest moment of what it was made from.
    `past` is what the issues of the brief showed; those of the day and after it do not count.
    Raises NothingToBriefError where no article is left, or no day can be told.
    """
    day = day or _newest_day(found.articles)
    known = tuple(a for a in found.articles if not a.published.day or a.published.day <= day)
    if not found.articles:
        raise NothingToBriefError("there is no report to make a brief of")
    if not known:
        raise NothingToBriefError(f"every report that was read is dated after {day}; give a later --date")
    _refuse_empty_topics(settings)
    past = past.before(day, REMEMBERED)
    wishes = _wishes(settings, day, past)
    selection = select(known, settings.topics, wishes)
    later = len(found.articles) - len(known)
    frame = _frame(settings, day, now or _made_at(known, settings, day), known, past)
    brief = compose(selection, replace(frame, health=_with_stale(found, settings, day), later=later))
    keys = {article.sha256 + article.path: article for article in known}
    articles = {source.id: keys[source.sha256 + source.path] for source in brief.articles}
    told = accounts(selection, {article.key: id_ for id_, article in articles.items()})
    return Made(brief, articles, _without_report(selection), told)


def _refuse_empty_topics(settings: Settings) -> None:
    for topic in settings.topics:
        if not asks_for_something(topic, settings.brief.language):
            raise ConfigError(
                "topics", topic.id, "nothing to look for: its title, about and terms hold no telling word"
            )


def _without_report(selection: Selection) -> tuple[InputError, ...]:
    empty = [reading.article for reading in selection.readings if not reading.sentences]
    return tuple(InputError(article.path, "no report in it: nothing but headings and furniture") for article in empty)


def build(
    articles: Sequence[Article],
    settings: Settings,
    *,
    date: str | date,
    now: str | datetime | None = None,
    earlier: Iterable[Brief] = (),
) -> Brief:
    """Return the brief of a day, of the articles that it could know; `date` and `now` are ISO 8601.

    `earlier` are the issues that it is to be new against; those of its day and after it do not count.

    Raises NothingToBriefError where no article is left, ValueError where `date` or `now` is not one.
    """
    day = datetime.fromisoformat(date).date() if isinstance(date, str) else date
    day = day.date() if isinstance(day, datetime) else day
    moment = datetime.fromisoformat(now) if isinstance(now, str) else now
    if moment and moment.tzinfo is None:
        raise ValueError(f"now={now!s} says no time zone")
    found = Harvest(infer_publishers(infer_dates(tuple(articles))), (), ())
    return digest(found, settings, day, moment, past_of(earlier)).brief


def _newest_day(articles: Iterable[Article]) -> date:
    days = [article.published.day for article in articles if article.published.day]
    if not days:
        raise NothingToBriefError("no report says when it was published; give the brief's day by --date")
    return max(days)


def _with_stale(found: Harvest, settings: Settings, day: date) -> tuple[SourceHealth, ...]:
    """Return how the sources did, with those marked that have had nothing within the window."""
    newest = {
        source.name: max(
            (a.published.day for a in found.articles if a.source == source.name and a.published.day), default=None
        )
        for source in found.health
    }
    return tuple(_stale(source, newest[source.name], settings.brief.window, day) for source in found.health)


def _stale(source: SourceHealth, newest: date | None, window: timedelta | None, day: date) -> SourceHealth:
    if source.status != "ok" or not newest or not window or newest >= day - window:
        return source
    return replace(source, status="stale", detail=f"its newest report is of {newest}, before the window")


def _made_at(articles: Iterable[Article], settings: Settings, day: date) -> datetime:
    zone = settings.brief.zone
    moments = [
        published.moment or datetime.combine(published.day, time(), zone)
        for published in (article.published for article in articles)
        if published.day
    ]
    return max(moments, default=datetime.combine(day, time(), zone)).astimezone(UTC)


def _wishes(settings: Settings, day: date, past: Past) -> Wishes:
    brief = settings.brief
    return Wishes(day, brief.window, settings.sides, brief.language, brief.method, past, brief.overtaken)


def _frame(settings: Settings, day: date, made_at: datetime, articles: Sequence[Article], past: Past) -> Frame:
    brief = settings.brief
    return Frame(
        id=brief.id,
        title=brief.title,
        date=day,
        timezone=brief.timezone,
        language=brief.language,
        made_at=made_at,
        made_by=f"briefing {__version__}",
        inputs=_inputs(settings, day, articles, past),
        sides=settings.sides,
        past=past,
        still=brief.still,
        figures=brief.figures,
        timeline=brief.timeline,
        people=brief.people,
    )


def _inputs(settings: Settings, day: date, articles: Iterable[Article], past: Past) -> str:
    """Return the digest of all that a brief is made from: settings, day, articles, earlier issues, this program."""
    made_from = replace(settings, folder=Path(), sources=())
    told = [f"briefing {__version__}", repr(made_from), day.isoformat()]
    told += sorted(f"{a.sha256} {a.path} {a.published} {a.publisher} {a.title} {a.url} {a.author}" for a in articles)
    told += [repr(past)] if past.issues else []
    return "sha256:" + hashlib.sha256("\n".join(told).encode("utf-8", "surrogatepass")).hexdigest()


def render_files(made: Made, templates: Path | None) -> dict[str, bytes]:
    """Return the files of an issue by their names. Raises TemplateError."""
    from briefing.render.forms import render  # noqa: PLC0415 - Jinja, only when there is something to render

    files = {
        name: render(made.brief, form, templates=templates).encode("utf-8", "surrogatepass")
        for form, name in FILES.items()
    }
    return {**files, SOURCES: pack_sources(made.brief, made.articles, {CONSIDERED: to_lines(made.accounts)})}


def publish(made: Made, out: Path, templates: Path | None = None) -> Path:
    """Write an issue to its folder below `out` and return the folder; a brief that fails verification is not written.

    Raises UnverifiedError, TemplateError or OutputError; then nothing of the folder has changed.
    """
    problems = verify(made.brief, made.articles.values())
    if problems:
        raise UnverifiedError(problems)
    folder = out / made.brief.date
    write_issue(folder, render_files(made, templates))
    return folder


def load_brief(path: Path) -> Brief:
    """Return the brief in a brief.json, or in the brief.json of an issue's folder. Raises BriefFileError."""
    from briefing.render.data import from_json  # noqa: PLC0415 - msgspec, only when there is something to read

    path = path / FILES["json"] if path.is_dir() else path
    return from_json(_bytes(path), str(path))


def advise(
    found: Harvest, settings: Settings, *, reports: int | None = None
) -> tuple[tuple[Advice, ...], tuple[Uncovered, ...] | None]:
    """Return what the topics' terms find in the reports that were read.

    With `reports`, also terms that they might have, and what no topic covers in so many reports at least.
    """
    from briefing.summarise.suggest import check, suggest  # noqa: PLC0415 - for this alone

    asked = found.articles, settings.topics, settings.sides, settings.brief.language
    return suggest(*asked, reports) if reports else (check(*asked), None)


def accounts_of(path: Path, words: str) -> tuple[Account, ...]:
    """Return what became of the sentences of an issue's day that have these words side by side, in their order.

    Capitals, accents and signs do not count. () where none has them, or the issue kept no account. Raises
    BriefFileError.
    """
    folder = path if path.is_dir() else path.parent
    if not any(map(str.isalnum, words)):
        return ()
    wanted = Term("exact", words, words)
    return tuple(account for account in unpack_considered(folder / SOURCES) if finds(wanted, account.text))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise BriefFileError(path, "there is no such file") from None
    except OSError as error:
        raise BriefFileError(path, f"cannot be read: {error.strerror}") from error


def check(path: Path, documents: Sequence[Path] = ()) -> tuple[Brief, tuple[str, ...]]:
    """Return a brief and what of it is not found in its sources, () when every sentence is found.

    The sources are the copies beside the brief, or the documents given; either way each is cleaned again from its
    bytes. Raises BriefFileError where brief or copies cannot be read.
    """
    brief = load_brief(path)
    folder = path if path.is_dir() else path.parent
    copies = _documents(documents) if documents else _copies(folder / SOURCES, brief)
    articles = [article for source in brief.articles if (article := _read_again(source, copies))]
    return brief, verify(brief, articles)


def _copies(path: Path, brief: Brief) -> dict[str, bytes]:
    """Return the bytes of the copies by their SHA-256, for which those in the brief speak."""
    copies = unpack_sources(path)
    return {hashlib.sha256(copies[s.id][1]).hexdigest(): copies[s.id][1] for s in brief.articles if s.id in copies}


def _documents(paths: Sequence[Path]) -> dict[str, bytes]:
    read = (_bytes(path) for path in files_of(paths) if path.is_file())
    return {hashlib.sha256(raw).hexdigest(): raw for raw in read}


def _read_again(source: Source, copies: dict[str, bytes]) -> Article | None:
    if source.sha256 not in copies:
        return None
    given = Given(source.title, source.publisher, source.published, source.url, source.author)
    try:
        return read_document(copies[source.sha256], Told(given), Place(source.source, source.path))
    except InputError:
        return None
