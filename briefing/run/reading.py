"""Sources -> articles: what the configuration names, or the files and folders that stand in for it."""

from __future__ import annotations

import glob
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import NothingToBriefError
from briefing.ingest.infer import infer_dates, infer_publishers
from briefing.ingest.local import files_of, gather
from briefing.model import Given, SourceHealth

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from briefing.config import Settings, SourceSettings
    from briefing.errors import InputError
    from briefing.ingest.local import Gathered
    from briefing.model import Article


@dataclass(frozen=True, slots=True)
class Harvest:
    """What the sources gave: their articles, how each source did, and what could not be read.

    `revised` has the keys of articles that are known to be earlier versions, each with the key of the one after it.
    """

    articles: tuple[Article, ...]
    health: tuple[SourceHealth, ...]
    problems: tuple[InputError, ...]
    revised: Mapping[str, str] = field(default_factory=dict)


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
