"""Files and folders -> articles: the only module of the room that touches the disk."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import ConfigError, InputError
from briefing.ingest.document import Place, Told, read_document
from briefing.ingest.sidecar import check_date, read_sidecar
from briefing.model import Article, Given

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_NOTHING = Given()
_LARGEST = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Gathered:
    """What reading one source of files gave: its articles, in the order of their paths, and what could not be read."""

    name: str
    articles: tuple[Article, ...]
    problems: tuple[InputError, ...]


def read(path: Path, given: Given = _NOTHING, *, source: str = "", root: Path | None = None) -> Article:
    """Return the article in a file; `given` is what the caller knows of this very file and goes before its sidecar.

    The article's path counts from `root` (without it, it is the file's name). Raises InputError where the file cannot
    be read or holds no text, ConfigError on a sidecar that cannot be used.
    """
    path = Path(path)
    place = Place(source, _relative(path, root))
    if given.published:
        check_date(given.published, place.path)
    beside = _beside(path, place.path)
    itself = Given(*(getattr(given, name) or getattr(beside, name) for name in Given.__slots__))
    return read_document(_bytes(path, place.path), Told(itself), place)


def gather(name: str, paths: Iterable[Path], given: Given, root: Path) -> Gathered:
    """Return the articles of a source's files and folders; `given` is what its settings say of all of them.

    A document that cannot be read, or whose sidecar cannot be used, is one of the problems. Sidecars, hidden files and
    README files are no articles. Raises ConfigError where `given` holds a wrong date.
    """
    if given.published:
        check_date(given.published, name)
    results = [_try(path, Place(name, _relative(path, root)), given) for path in _documents(paths, root)]
    articles = tuple(one for one in results if isinstance(one, Article))
    return Gathered(name, articles, tuple(one for one in results if isinstance(one, InputError)))


def files_of(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the files: folders are expanded with what is below them, sorted, without links that lead out of them."""
    found = [file for path in paths for file in (_below(path) if path.is_dir() else (path,))]
    return tuple(sorted(dict.fromkeys(found), key=lambda path: path.as_posix()))


def _below(folder: Path) -> Iterator[Path]:
    inside = folder.resolve()
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        for name in sorted(names):
            path = Path(parent, name)
            leads_nowhere = path.is_symlink() and not path.exists()
            if leads_nowhere or (path.is_file() and path.resolve().is_relative_to(inside)):
                yield path


def _documents(paths: Iterable[Path], root: Path) -> list[Path]:
    files = [path for path in files_of(paths) if not _is_aside(path)]
    return sorted(files, key=lambda path: _relative(path, root))


def _is_aside(path: Path) -> bool:
    name = path.name.lower()
    return name.startswith((".", "readme")) or name.endswith((".toml", "~"))


def _try(path: Path, place: Place, given: Given) -> Article | InputError:
    try:
        itself = _beside(path, place.path)
        return read_document(_bytes(path, place.path), Told(itself, source=given), place)
    except InputError as error:
        return error
    except ConfigError as error:
        return _as_input_error(error)


def _as_input_error(error: ConfigError) -> InputError:
    problem = InputError(error.where, str(error).removeprefix(f"{error.where}: "))
    problem.__cause__ = error
    return problem


def _beside(path: Path, shown: str) -> Given:
    """Return what the document's sidecar says, nothing where it has none."""
    sidecar = path.with_suffix(".toml") if path.name else path
    if sidecar == path or not sidecar.is_file():
        return Given()
    name = shown[: len(shown) - len(path.suffix)] + ".toml"
    return read_sidecar(_bytes(sidecar, name), name)


def _bytes(path: Path, shown: str) -> bytes:
    try:
        if path.is_dir():
            raise InputError(shown, "a folder, not a document")
        if path.exists() and not path.is_file():
            raise InputError(shown, "not a file")
        if path.stat().st_size > _LARGEST:
            raise InputError(shown, f"larger than {_LARGEST // 1024 // 1024} MB")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(shown, "no such file") from error
    except OSError as error:
        raise InputError(shown, f"cannot be read: {(error.strerror or 'unknown reason').lower()}") from error


def _relative(path: Path, root: Path | None) -> str:
    """Return the path from the root with forward slashes: what a machine calls its folders stays on it."""
    try:
        shown = path.absolute().relative_to(root.absolute()).as_posix() if root else path.name
    except ValueError:
        shown = path.name
    return shown.encode("utf-8", "replace").decode("utf-8")
