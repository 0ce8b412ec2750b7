"""The file that remembers: opened, brought up to date, and every trouble with it told with what to do.

The only module that knows how SQLite is opened. The number of the schema is the file's `user_version`. Who writes holds
the file for one transaction; who reads sees it as it was before or after that, and changes nothing on the disk.
"""

from __future__ import annotations

import contextlib
import errno
import shutil
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import StoreError
from briefing.store.owned import check_link, secure
from briefing.store.records import DamagedError
from briefing.store.schema import ANEW, MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 20.0  # seconds to wait for another program that is writing
CACHE = 64 * 1024  # KiB of changes and pages in memory
_VACUUM = "VACUUM"

__all__ = ["MIGRATIONS", "PATIENCE", "as_it_is", "compacted", "copied", "damage", "is_damaged", "opened"]


@contextlib.contextmanager
def opened(path: Path, *, read_only: bool = False) -> Iterator[sqlite3.Connection]:
    """Yield the database in a file, made where there is none; what is done is kept as a whole, or not at all.

    With `read_only` no file is made or changed: where there is none the database is empty, and one of an older version
    is brought up to date in memory. Raises StoreError that names the file and what to do.
    """
    with _told(path), _read(path) if read_only else _written(path) as database:
        yield database


@contextlib.contextmanager
def copied(path: Path) -> Iterator[Path]:
    """Yield a copy of a file that is thrown away afterwards, to see what filing would do. Raises StoreError."""
    import tempfile  # noqa: PLC0415 - nearly always it is not needed

    with tempfile.TemporaryDirectory(prefix="briefing-") as folder:
        copy = Path(folder, path.name)
        if path.exists():
            with opened(path, read_only=True) as database, _told(copy), _connected(str(copy)) as target:
                database.backup(target)
        yield copy


@contextlib.contextmanager
def as_it_is(path: Path) -> Iterator[sqlite3.Connection]:
    """Yield the database in a damaged file, to be read; of an older version, too. Raises StoreError.

    Of a schema that is damaged itself, what stands before the damage is known.
    """
    with _told(path), contextlib.ExitStack() as stack:
        begun = any(path.with_name(f"{path.name}-{one}").exists() for one in ("journal", "wal"))
        name = stack.enter_context(_mended(path)) if begun else f"{path.absolute().as_uri()}?mode=ro"
        found = stack.enter_context(contextlib.closing(sqlite3.connect(name, isolation_level=None, uri=not begun)))
        found.execute("PRAGMA writable_schema = ON")  # read all the same; the file is not written to
        with contextlib.suppress(sqlite3.DatabaseError):
            found.execute("SELECT count(*) FROM sqlite_master").fetchone()
        version = _version(found)
        if len(MIGRATIONS) < version:
            raise StoreError(path, _NEWER.format(version))
        yield found


def compacted(path: Path) -> int:
    """Give back the space of what was dropped; return how many bytes the file has now. Raises StoreError."""
    with _told(path):
        with _connected(str(path)) as database:
            database.execute(_VACUUM)
        return path.stat().st_size


def damage(path: Path) -> str:
    """Return what is damaged in a file, "" where it is whole. Raises StoreError where it cannot be read at all."""
    with opened(path, read_only=True) as database:
        return _disorder(database)


def _disorder(database: sqlite3.Connection) -> str:
    found = [str(row[0]) for row in database.execute("PRAGMA integrity_check(3)")]
    return "" if found == ["ok"] else "; ".join(found)


@contextlib.contextmanager
def _connected(name: str, *, uri: bool = False) -> Iterator[sqlite3.Connection]:
    with contextlib.closing(sqlite3.connect(name, timeout=PATIENCE, isolation_level=None, uri=uri)) as database:
        database.execute(f"PRAGMA cache_size = -{CACHE}")
        yield database


@contextlib.contextmanager
def _written(path: Path) -> Iterator[sqlite3.Connection]:
    path.parent.mkdir(parents=True, exist_ok=True)
    secure(path)  # its journal has the rights that the file has
    with _connected(str(path)) as database:
        _write_anew(database, path)
        database.execute("PRAGMA foreign_keys = ON")
        database.execute("PRAGMA synchronous = EXTRA")  # a commit lasts even if the power goes right after it
        database.execute("PRAGMA cache_spill = OFF")  # who reads is kept out during the commit only
        database.execute("BEGIN IMMEDIATE")
        try:
            _bring_up_to_date(database, path)
            yield database
        except BaseException:
            if database.in_transaction:
                database.execute("ROLLBACK")
            raise
        database.execute("COMMIT")


def _write_anew(database: sqlite3.Connection, path: Path) -> None:
    """Take what opens a source out of an older file, and write all of it anew: it stays in its empty places else.

    Only then is it of the version that says so: who is killed before does it again.
    """
    if 0 < _version(database) < ANEW:
        database.execute("PRAGMA secure_delete = ON")
        database.execute("BEGIN IMMEDIATE")
        try:
            _bring_up_to_date(database, path, ANEW - 1)
        except BaseException:
            database.execute("ROLLBACK")
            raise
        database.execute("COMMIT")
        database.execute(_VACUUM)
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # where somebody has given it such a log


def _version(database: sqlite3.Connection) -> int:
    return int(database.execute("PRAGMA user_version").fetchone()[0])


@contextlib.contextmanager
def _read(path: Path) -> Iterator[sqlite3.Connection]:
    with contextlib.ExitStack() as stack:
        memory = stack.enter_context(_connected(":memory:"))
        check_link(path)
        if path.exists():
            found, version = _found(stack, path)
            if version == len(MIGRATIONS):
                yield found
                return
            found.backup(memory)
        _bring_up_to_date(memory, path)
        yield memory


def _found(stack: contextlib.ExitStack, path: Path) -> tuple[sqlite3.Connection, int]:
    """Return the database in a file, begun to be read, and the version of its schema.

    Where who wrote last was killed, and left a journal that is to be played back first, it is that of a mended copy.
    """
    try:
        return _begun(stack.enter_context(_connected(f"{path.absolute().as_uri()}?mode=ro", uri=True)))
    except sqlite3.OperationalError as error:
        if not error.sqlite_errorname.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN")):
            raise
    return _begun(stack.enter_context(_connected(stack.enter_context(_mended(path)))))


def _begun(database: sqlite3.Connection) -> tuple[sqlite3.Connection, int]:
    database.execute("BEGIN")  # from here on it stays as it is seen, whoever writes
    return database, _version(database)


@contextlib.contextmanager
def _mended(path: Path) -> Iterator[str]:
    """Yield the name of a copy that SQLite may set right."""
    import tempfile  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="briefing-") as folder:
        for name in (f"{path.name}-journal", f"{path.name}-wal", path.name):
            if (path.parent / name).exists():
                shutil.copyfile(path.parent / name, Path(folder, name))
        yield str(Path(folder, path.name))


def _bring_up_to_date(database: sqlite3.Connection, path: Path, most: int = len(MIGRATIONS)) -> None:
    version = _version(database)
    if version > len(MIGRATIONS):
        raise StoreError(path, _NEWER.format(version))
    if not version and database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise StoreError(path, "is not the memory of briefing (it has other tables); name another file by brief.store")
    for number, statements in enumerate(MIGRATIONS[version:most], version + 1):
        for statement in statements:
            if isinstance(statement, str):
                database.execute(statement)
            else:
                statement(database)
        database.execute(f"PRAGMA user_version = {number}")


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError, UnicodeDecodeError, DamagedError) as error:
        raise StoreError(path, _remedy(error)) from error
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        if not is_damaged(path):
            raise  # a fault of the program, and no other
        raise StoreError(path, _DAMAGED.format(_plain(error))) from error


def is_damaged(path: Path) -> bool:
    """Return whether SQLite finds the file's own order disturbed: a row that must be there is not."""
    try:
        with _read(path) as database:  # not `opened`, which asks this of a fault
            return bool(_disorder(database))
    except (StoreError, sqlite3.Error, OSError, UnicodeDecodeError):
        return True


def _remedy(error: Exception) -> str:
    name = getattr(error, "sqlite_errorname", "")
    if isinstance(error, sqlite3.IntegrityError | UnicodeDecodeError | DamagedError) or "to UTF-8" in str(error):
        name = "SQLITE_CORRUPT"
    if getattr(error, "errno", None) == errno.ENOSPC:
        name = "SQLITE_FULL"
    if "no such module" in str(error):
        name = "no module"
    known = next((words for names, words in _REMEDIES if name.startswith(names)), None)
    if known or not isinstance(error, sqlite3.Error):
        return (known or _ELSEWHERE).format(_plain(error))
    return f"is not the memory of briefing ({_plain(error)}); name another file by brief.store"


def _plain(error: Exception) -> str:
    """Return what an error says in one line; of a damaged file, it may say what stands there."""
    return " ".join("".join(one if one.isprintable() else " " for one in str(error)).split())


_NEWER = "was written by a newer version of briefing (schema {}); use that one"
_DAMAGED = (
    "is damaged ({}); `briefing archive mend` saves what can be read of it; or move it away, and the next build learns"
    " again from the issues beside it; `briefing archive import` brings back what was exported"
)
_ELSEWHERE = "cannot be read or written ({}); name another file by brief.store"
_REMEDIES = (
    (("SQLITE_BUSY", "SQLITE_LOCKED"), "another program is writing to it; build this day again when it is done"),
    (("SQLITE_NOTADB", "SQLITE_CORRUPT"), _DAMAGED),
    (("SQLITE_FULL",), "there is no room left ({}); nothing of this was kept: make room, and do it again"),
    (("SQLITE_READONLY",), "may not be written to ({}); change its permissions, or name another file by brief.store"),
    (("no module",), "cannot be used: this Python's SQLite has no full-text search ({}); take one that has FTS5"),
    (("SQLITE_IOERR",), "cannot be read or written ({}); is the disk failing or full? Look, and do it again"),
    (("SQLITE_CANTOPEN",), _ELSEWHERE),
)
"""What to do about each of SQLite's troubles, by the beginning of its name."""
