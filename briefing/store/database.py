"""The file that remembers: opened, brought up to date, and every trouble with it told with what to do.

The only module that knows SQLite. The number of the schema is the file's `user_version`.
"""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

from briefing.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 5.0  # seconds to wait for another program that is writing

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE issue (
               id INTEGER PRIMARY KEY,
               brief TEXT NOT NULL,
               date TEXT NOT NULL,
               UNIQUE (brief, date)
           )""",
        """CREATE TABLE said (
               issue INTEGER NOT NULL REFERENCES issue ON DELETE CASCADE,
               place INTEGER NOT NULL,
               topic TEXT NOT NULL,
               item TEXT NOT NULL,
               status TEXT NOT NULL,
               text TEXT NOT NULL,
               role TEXT NOT NULL,
               publisher TEXT,
               published TEXT,
               sha256 TEXT NOT NULL,
               origins INTEGER NOT NULL,
               PRIMARY KEY (issue, place)
           )""",
        """CREATE TABLE read (
               issue INTEGER NOT NULL REFERENCES issue ON DELETE CASCADE,
               place INTEGER NOT NULL,
               sha256 TEXT NOT NULL,
               PRIMARY KEY (issue, place)
           )""",
    ),
)
"""What makes each version of the schema from the one before, the first from an empty file."""


@contextlib.contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Yield the database in a file, made where there is none; what is done is kept as a whole, or not at all.

    Raises StoreError that names the file and what to do.
    """
    with _told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.closing(sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)) as database:
            database.execute("PRAGMA foreign_keys = ON")
            database.execute("BEGIN IMMEDIATE")
            try:
                _bring_up_to_date(database, path)
                yield database
            except BaseException:
                if database.in_transaction:
                    database.execute("ROLLBACK")
                raise
            database.execute("COMMIT")


def _bring_up_to_date(database: sqlite3.Connection, path: Path) -> None:
    version = int(database.execute("PRAGMA user_version").fetchone()[0])
    if version > len(MIGRATIONS):
        raise StoreError(path, f"was written by a newer version of briefing (schema {version}); use that one")
    for number, statements in enumerate(MIGRATIONS[version:], version + 1):
        for statement in statements:
            database.execute(statement)
        database.execute(f"PRAGMA user_version = {number}")


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise StoreError(path, _remedy(error)) from error


def _remedy(error: Exception) -> str:
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return "another program is writing to it; build this day again when it is done"
    if name in {"SQLITE_NOTADB", "SQLITE_CORRUPT"} or isinstance(error, sqlite3.IntegrityError):
        return f"is damaged ({error}); move it away, and the next build learns again from the issues beside it"
    if isinstance(error, sqlite3.Error) and name not in {"SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_FULL"}:
        return f"is not the memory of briefing ({error}); name another file by brief.store"
    return f"cannot be read or written ({error}); name another file by brief.store"
