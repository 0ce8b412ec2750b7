"""Files -> articles: the folders that the configuration names, or the files and folders that stand in for it."""

from __future__ import annotations

import glob
import os
from dataclasses import field, replace
from itertools import takewhile
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from briefing.errors import InputError
from briefing.ingest.local import Gathered, arrivals, files_of
from briefing.model import Arrival, Article, Given, SourceHealth, unseen
from briefing.model.records import dataclass
from briefing.run.admitting import admitted, foreign
from briefing.run.asking import asks
from briefing.run.crew import read_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from briefing.config import Settings, SourceSettings
    from briefing.model import Step

MOST_TOLD, MOST_SHOWN = 50, 5
"""What of a source cannot be read: so many are told to whoever makes the brief, and so many stand in it."""

_ANY_DEPTH = "**"


@dataclass(frozen=True, slots=True)
class Harvest:
    """What the sources gave: their articles, how each source did, and what could not be read.

    `revised` has the keys of articles that are known to be earlier versions, each with the key of the one after it.
    """

    articles: tuple[Article, ...]
    health: tuple[SourceHealth, ...]
    problems: tuple[InputError, ...]
    revised: Mapping[str, str] = field(default_factory=dict)

    @property
    def quiet(self) -> bool:
        """Whether there is no article though a source could be fetched: then that is the news."""
        return not self.articles and any(source.last_success for source in self.health)


def read_files(settings: Settings, paths: Sequence[Path] = (), told: Callable[[Step], None] = unseen) -> Harvest:
    """Return the articles of the configured folders, or of the files and folders that stand in for all sources.

    Feeds and pages that are files count with the folders. `told` hears what is being read.
    """
    gathered = []
    for name, given, where, root in (*places(settings, paths), *(() if paths else _local_places(settings))):
        found = list(arrivals(name, files_of(where), given, root, told))
        documents = [one for one in found if isinstance(one, Arrival)]
        gathered.append(_gathered(name, found, iter(read_all(documents, settings.run.cores, name, told))))
    return reaped(gathered, None if paths else settings)


def _gathered(name: str, found: Sequence[Arrival | InputError], read: Iterator[Article | InputError]) -> Gathered:
    """Return what a source gave, in its order: of what was found there, each document as it was read."""
    results = [next(read) if isinstance(one, Arrival) else one for one in found]
    articles = tuple(one for one in results if isinstance(one, Article))
    return Gathered(name, articles, tuple(one for one in results if isinstance(one, InputError)))


def reaped(gathered: Sequence[Gathered], settings: Settings | None) -> Harvest:
    """Return what folders gave, as far as the settings let it in; without settings, all of it."""
    sources = {source.name: source for source in settings.sources} if settings else {}
    articles = tuple(article for found in gathered for article in _let_in(found, sources, settings))
    problems = tuple(problem for found in gathered for problem in _first(found))
    health = tuple(_told_foreign(_health(found), sources, settings) for found in gathered)
    return Harvest(articles, health, problems)


def _told_foreign(
    health: SourceHealth, sources: Mapping[str, SourceSettings], settings: Settings | None
) -> SourceHealth:
    if settings is None or health.name not in sources or health.detail:
        return health
    return replace(health, detail=foreign(sources[health.name], settings.brief.language) or None)


def _let_in(found: Gathered, sources: Mapping[str, SourceSettings], settings: Settings | None) -> tuple[Article, ...]:
    if settings is None or found.name not in sources:
        return found.articles
    return admitted(found.articles, sources[found.name], settings.sides, settings.brief.language)


def places(settings: Settings, paths: Sequence[Path]) -> list[tuple[str, Given, list[Path], Path]]:
    """Return (name, what is known, files and folders, root) of everything that is to be read."""
    if paths:
        return _given_places(paths)
    return [
        (source.name, source.given, _named(settings.folder, source.files), settings.folder)
        for source in settings.sources
        if source.files
    ]


def _local_places(settings: Settings) -> list[tuple[str, Given, list[Path], Path]]:
    return [
        (ask.source.name, ask.source.given, [settings.folder / ask.address], settings.folder)
        for ask in asks(settings.sources)
        if not ask.remote and ask.kind != "lists"
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


def _named(folder: Path, pattern: str) -> list[Path]:
    """Return the files and folders that a pattern names: spelt out, or found and no link that leads elsewhere."""
    found = _matching(folder, pattern)
    if not glob.has_magic(pattern):
        return found
    spelt = takewhile(lambda part: not glob.has_magic(part), PurePath(pattern).parts)
    inside = folder.joinpath(*spelt).resolve()
    return [path for path in found if not path.exists() or path.resolve().is_relative_to(inside)]


def _matching(folder: Path, pattern: str) -> list[Path]:
    """Return what a pattern finds, sorted; ** goes down into folders, but by no link: those may lead in circles."""
    before, deep, after = _parted(pattern)
    found = (folder / name for name in glob.glob(before, root_dir=folder))  # noqa: PTH207 - absolute ones, too
    if not deep:
        return sorted(found)
    starts = [one for one in found if one.is_dir()]
    if not after:
        return sorted(starts)
    return sorted({path for start in starts for inner in _folders(start) for path in _matching(inner, after)})


def _parted(pattern: str) -> tuple[str, bool, str]:
    """Return a pattern before and after its first **, and whether it has one; "." stands for nothing before it."""
    parts = PurePath(pattern).parts
    if _ANY_DEPTH not in parts:
        return pattern, False, ""
    at = parts.index(_ANY_DEPTH)
    after = [part for part in parts[at:] if part != _ANY_DEPTH]  # one goes as deep as several
    return str(PurePath(*parts[:at])), True, str(PurePath(*after)) if after else ""


def _folders(start: Path) -> Iterator[Path]:
    """Yield a folder and those below it, but hidden ones."""
    for parent, folders, _ in os.walk(start):
        folders[:] = [one for one in folders if not one.startswith(".")]
        yield Path(parent)


def _first(found: Gathered) -> tuple[InputError, ...]:
    """Return what is told of what a source has that cannot be read: the first, and how many more."""
    more = len(found.problems) - MOST_TOLD
    left = (InputError(found.name, f"{more:,} more that cannot be read"),) if more > 0 else ()
    return (*found.problems[:MOST_TOLD], *left)


def _health(found: Gathered) -> SourceHealth:
    count, more = len(found.articles), len(found.problems) - MOST_SHOWN
    if found.problems:
        said = [*map(str, found.problems[:MOST_SHOWN]), *([f"{more:,} more that cannot be read"] if more > 0 else [])]
        return SourceHealth(found.name, "failed", count, "; ".join(said))
    return SourceHealth(found.name, "ok" if count else "empty", count)
