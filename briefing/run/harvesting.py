"""All sources -> articles: the folders as they are, and what is on file of the sources that are fetched."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from briefing.errors import NothingToBriefError
from briefing.ingest.infer import infer_dates, infer_publishers
from briefing.model import Step, unseen
from briefing.model.records import dataclass
from briefing.run.asking import Ask, asks, feeds_of
from briefing.run.health import never_asked
from briefing.run.portions import portioned
from briefing.run.reading import Harvest, read_files

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from briefing.config import Settings, SourceSettings
    from briefing.model import SourceState


@dataclass(frozen=True, slots=True)
class Archive:
    """The file that has what was fetched, and for which day it is asked; without one, for that of its newest report.

    Only what it had by `known_by`, to the second, counts. With `keep` it is brought up to date where the program has
    changed.
    """

    path: Path
    day: date | None = None
    known_by: datetime | None = None
    keep: bool = False


def harvest(
    settings: Settings,
    paths: Sequence[Path] = (),
    told: Callable[[Step], None] = unseen,
    archive: Archive | None = None,
    files: Harvest | None = None,
) -> Harvest:
    """Return the articles of the configured sources, or of the files and folders that stand in for them.

    `told` hears what is being read. Of the sources that are fetched it is what the archive has; `files` are those of
    the folders, where these were read already and feeds that are files have gone to the archive. Raises
    NothingToBriefError where there is no article at all and no fetched source is well, StoreError where the archive
    cannot be read.
    """
    found = files or read_files(settings, paths, told)
    wanted = [ask for ask in asks(settings.sources) if files or ask.remote or ask.kind == "lists"]
    if wanted and not paths:
        told(Step("read", "the archive"))
    whole = found if paths or not wanted else _joined(found, _fetched(settings, archive, found, wanted))
    if not whole.articles and not whole.quiet:
        raise NothingToBriefError(_why_nothing(settings, paths), (*map(str, whole.problems), *_failing(whole)))
    kept = portioned(whole)
    return replace(kept, articles=infer_publishers(infer_dates(kept.articles)))


def _joined(files: Harvest, fetched: Harvest) -> Harvest:
    return Harvest(
        (*files.articles, *fetched.articles),
        (*files.health, *fetched.health),
        (*files.problems, *fetched.problems),
        fetched.revised,
    )


def _fetched(settings: Settings, archive: Archive | None, files: Harvest, wanted: Sequence[Ask]) -> Harvest:
    """Return what is on file of the sources that are fetched; that they never were, where there is no archive."""
    if archive is None or not archive.path.exists():
        return Harvest((), tuple(never_asked(ask.source.name) for ask in wanted), ())
    from briefing.run.archived import Shelf, archived, newest_day  # noqa: PLC0415 - SQLite, only here
    from briefing.store.sources import source_states  # noqa: PLC0415

    sources = by_name(wanted, source_states(archive.path))
    day = archive.day or max([*_days(files), *newest_day(archive.path, sources, settings)], default=None)
    if day is None:
        return Harvest((), tuple(map(never_asked, sources)), ())
    return archived(Shelf(archive.path, sources, day, _until(archive.known_by)), settings, keep=archive.keep)


def _until(moment: datetime | None) -> datetime | None:
    """Return the end of a moment's second: a brief names its moment by the second, and has what came in it."""
    return moment.replace(microsecond=0) + timedelta(seconds=1) if moment else None


def by_name(wanted: Sequence[Ask], states: Mapping[tuple[str, str], SourceState]) -> dict[str, SourceSettings]:
    """Return the sources that are fetched, by the names that briefs call them; the feeds of a list as it last was.

    The list is a source itself as long as it cannot be read.
    """
    named = {ask.source.name: ask.source for ask in wanted if ask.kind != "lists"}
    for ask in wanted:
        if ask.kind == "lists":
            state = states.get(ask.key)
            itself = [] if state and not state.problem else [ask]
            feeds = feeds_of(ask, state.feeds if state else ())
            named |= {one.source.name: one.source for one in (*itself, *feeds)}
    return named


def _days(files: Harvest) -> list[date]:
    return [article.published.day for article in files.articles if article.published.day]


def _failing(found: Harvest) -> tuple[str, ...]:
    """Return why sources that were asked for gave nothing: where there is no brief, nothing else tells it."""
    return tuple(f"source {one.name}: {one.detail}" for one in found.health if one.failures)


def _why_nothing(settings: Settings, paths: Sequence[Path]) -> str:
    where = ", ".join(map(str, paths)) or ", ".join(source.files or source.name for source in settings.sources)
    return f"no report to make a brief of in {where or 'the configuration, which names no source'}"
