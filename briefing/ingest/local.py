"""Files and folders -> articles: the only module of the room that touches the disk."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import ConfigError, InputError
from briefing.ingest.containers import contained
from briefing.ingest.document import Place, Told, read_arrival, read_document
from briefing.ingest.sidecar import check_date, read_sidecar
from briefing.model import Arrival, Article, Given, Step, counted, unseen
from briefing.model.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_NOTHING = Given()
_LARGEST = 64 * 1024 * 1024
MOST_FILES, MOST_BYTES = 20_000, 1 << 30
"""Files of one source, and their bytes: all are held while they are read."""
_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
"""Opening waits for nobody at the other end of a pipe, and makes no terminal the program's own."""
_BESIDE_MAIL = ("dovecot", "courier", "maildir", "subscriptions")
"""How the files begin that mail servers keep beside the folders of a Maildir."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What reading one source of files gave: its articles, in the order of their paths, and what could not be read."""

    name: str
    articles: tuple[Article, ...]
    problems: tuple[InputError, ...]


def read(path: Path, given: Given = _NOTHING, *, source: str = "", root: Path | None = None) -> Article:
    """Return the article in a file; `given` is what the caller knows of this very file and goes before its sidecar.

    The article's path counts from `root` (without it, it is the file's name). Raises InputError where the file cannot
    be read, holds no text or holds several documents, ConfigError on a sidecar that cannot be used.
    """
    path = Path(path)
    shown = _relative(path, root)
    if given.published:
        check_date(given.published, shown)
    itself = _first(given, _beside(path, shown))
    found = contained(bytes_of(path, shown), shown)
    if len(found) != 1:
        raise InputError(shown, f"a file of {len(found)} documents, not of one: build the brief from it, or split it")
    return read_document(found[0].raw, Told(itself), Place(source, found[0].path))


def gather(
    name: str, paths: Iterable[Path], given: Given, root: Path, told: Callable[[Step], None] = unseen
) -> Gathered:
    """Return the articles of a source's files and folders; `given` is what its settings say of all of them.

    A document that cannot be read, or whose sidecar cannot be used, is one of the problems. `told` hears of each file.
    Raises ConfigError where `given` holds a wrong date.
    """
    results = [_try(arrival) for arrival in arrivals(name, paths, given, root, told)]
    articles = tuple(one for one in results if isinstance(one, Article))
    return Gathered(name, articles, tuple(one for one in results if isinstance(one, InputError)))


def arrivals(
    name: str, paths: Iterable[Path], given: Given, root: Path, told: Callable[[Step], None] = unseen
) -> Iterator[Arrival | InputError]:
    """Yield the documents of a source's files and folders, in the order of their paths, or why one cannot be had.

    A mailbox and a saved feed give their messages and entries. Sidecars, hidden files, README files and what a mail
    server keeps for itself are no documents. Raises ConfigError where `given` holds a wrong date.
    """
    if given.published:
        check_date(given.published, name)
    documents = _documents(paths, root)
    kept = _last(documents)
    if len(kept) < len(documents):
        yield InputError(name, _too_many(len(documents), len(kept)))
    listed = [(path, os.path.realpath(path)) for path in kept]
    for path, place in counted(listed, Step("read", f"files of {name}"), told):
        shown = _relative(path, root)
        try:
            found = list(_arrivals(path, shown, name, given, place))
            if len(found) > MOST_FILES:
                said = f"{len(found):,} documents, of which the last {MOST_FILES:,} are read"
                yield InputError(shown, said)
            yield from found[-MOST_FILES:]
        except InputError as error:
            yield error
        except ConfigError as error:
            yield _as_input_error(error)


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


def _last(documents: list[Path]) -> list[Path]:
    """Return as many files as are read of one source: the last by their names, where dates and numbers count on."""
    room = MOST_BYTES
    for at in range(len(documents) - 1, -1, -1):
        room -= _size(documents[at])
        if room < 0 or len(documents) - at > MOST_FILES:
            return documents[at + 1 :]
    return documents


def _size(path: Path) -> int:
    """Return how many bytes of a file are read: none of what is too large, or no file."""
    try:
        size = path.stat().st_size
    except OSError:
        return 0
    return size if size <= _LARGEST else 0


def _too_many(files: int, kept: int) -> str:
    most = f"{MOST_FILES:,} files or {MOST_BYTES >> 30} GB"
    return f"{files:,} files, of which the last {kept:,} by their names are read: at most {most} are"


def _is_aside(path: Path) -> bool:
    name = path.name.lower()
    return name.startswith((".", "readme")) or name.endswith((".toml", "~")) or _is_beside_mail(path, name)


def _is_beside_mail(path: Path, name: str) -> bool:
    """Return whether the file belongs to a Maildir and is no message: half delivered, or the server's own."""
    if path.parent.name == "tmp":
        return _is_maildir(path.parent.parent)
    return name.startswith(_BESIDE_MAIL) and _is_maildir(path.parent)


def _is_maildir(folder: Path) -> bool:
    return (folder / "cur").is_dir() and (folder / "new").is_dir()


def _arrivals(path: Path, shown: str, name: str, given: Given, place: str) -> Iterator[Arrival]:
    """Yield what a file holds; a sidecar of one with several documents speaks of them all, and weakly."""
    beside = _beside(path, shown)
    for one in contained(bytes_of(path, shown, place), shown):
        if one.path == shown:
            yield Arrival(name, shown, one.raw, itself=beside, general=given, id=one.id)
        else:
            yield Arrival(name, one.path, one.raw, general=_first(beside, given), id=one.id)


def _first(one: Given, two: Given) -> Given:
    """Return what the first says, and the second of what the first leaves open."""
    return Given(*(getattr(one, key) or getattr(two, key) for key in Given.__slots__))


def _try(arrival: Arrival | InputError) -> Article | InputError:
    if isinstance(arrival, InputError):
        return arrival
    try:
        return read_arrival(arrival)
    except InputError as error:
        return error


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
    place = sidecar.resolve()
    if not place.is_relative_to(sidecar.parent.resolve()):
        raise InputError(name, "a link that leads out of its folder")
    return read_sidecar(bytes_of(sidecar, name, str(place)), name)


def bytes_of(path: Path, shown: str, place: str = "") -> bytes:
    """Return what a file holds, at most 64 MB; `shown` is how messages call it.

    What has no end, or waits for somebody to write (a pipe, a device), is never read from; nor is another file than the
    one at `place`, where that is named, without links: a link may have come since it was looked at. Raises InputError.
    """
    try:
        if path.is_dir():
            raise InputError(shown, "a folder, not a document")
        with os.fdopen(os.open(path, os.O_RDONLY | _AT_ONCE), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise InputError(shown, "not a file")
            if place and not _is_at(place, path, file.fileno()):
                raise InputError(shown, "replaced by another file while it was read; it is read the next time")
            raw = file.read(_LARGEST + 1)
    except FileNotFoundError as error:
        raise InputError(shown, "no such file") from error
    except OSError as error:
        said = "not a file" if error.errno == errno.ENXIO else f"cannot be read: {_reason(error)}"
        raise InputError(shown, said) from error
    if len(raw) > _LARGEST:
        raise InputError(shown, f"larger than {_LARGEST // 1024 // 1024} MB")
    return raw


def _is_at(place: str, path: Path, file: int) -> bool:
    """Whether an open file is the one at a place, and its path still leads there."""
    return os.path.realpath(path) == place and os.path.samestat(os.fstat(file), os.lstat(place))


def _reason(error: OSError) -> str:
    return (error.strerror or "unknown reason").lower()


def _relative(path: Path, root: Path | None) -> str:
    """Return the path from the root with forward slashes: what a machine calls its folders stays on it."""
    try:
        shown = path.absolute().relative_to(root.absolute()).as_posix() if root else path.name
    except ValueError:
        shown = path.name
    return shown.encode("utf-8", "replace").decode("utf-8")
