"""Rows of a damaged file, as far as they can be read: each table is gone through past what cannot.

SQLite gives up a table at the first page that is wrong. What lies behind it is found by its number, or from the end.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator

NEAR = 64  # numbers behind a row that cannot be read which are tried one by one
FARTHEST = 1_000_000  # how far behind it the next is looked for

_WRONG = (sqlite3.Error, UnicodeDecodeError)


def rows(database: sqlite3.Connection, table: str, lost: Counter[str]) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table that can be read, by the names of its columns; `lost` counts those that cannot.

    One may come twice. Where a whole page is gone, what it held is counted as far as it is known.
    """
    try:
        found = database.execute(f"PRAGMA table_info({table})").fetchall()
        numbered = bool(found) and not _is_without_number(database, table)
    except _WRONG:
        lost[table] += 1
        return
    names = [name for _, name, *_ in found]
    keys = [name for _, name, *_, key in sorted(found, key=lambda column: column[-1]) if key]
    walk = _by_number(database, table, lost) if numbered else _both_ways(database, table, keys, lost)
    for row in walk:
        yield dict(zip(names, row, strict=True))


def _is_without_number(database: sqlite3.Connection, table: str) -> bool:
    (made,) = database.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    return "WITHOUT ROWID" in made


def _by_number(database: sqlite3.Connection, table: str, lost: Counter[str]) -> Iterator[tuple[Any, ...]]:
    at: int | None = -1
    asked = f"SELECT rowid, * FROM {table} NOT INDEXED WHERE rowid > ? ORDER BY rowid"  # noqa: S608 - our own names
    while at is not None:
        try:
            for number, *row in database.execute(asked, (at,)):
                at = int(number)
                yield tuple(row)
        except _WRONG:
            at = _next(database, table, int(at), lost)
            if at is not None:
                yield _row(database, table, at) or ()
        else:
            return


def _next(database: sqlite3.Connection, table: str, at: int, lost: Counter[str]) -> int | None:
    """Return the number of the next row that can be read alone, None where there is none.

    One by one at first, since a page holds few rows; then in growing steps, and back to where the damage ends.
    """
    wrong, number = at, at + 1
    last = _last(database, table, at + FARTHEST)
    while number <= last and not _row(database, table, number):
        wrong, number = number, number + max(1, (number - at) // NEAR)
    if number > last:
        lost[table] += 1  # and nobody knows how many more
        return None
    while number - wrong > 1:
        middle = (wrong + number) // 2
        wrong, number = (wrong, middle) if _row(database, table, middle) else (middle, number)
    lost[table] += max(number - 1 - at, 1)
    return number


def _row(database: sqlite3.Connection, table: str, number: int) -> tuple[Any, ...] | None:
    """Return a row by its number, None where there is none, or it cannot be read."""
    try:
        found: tuple[Any, ...] | None = database.execute(
            f"SELECT * FROM {table} NOT INDEXED WHERE rowid = ?",  # noqa: S608 - our own names
            (number,),
        ).fetchone()
    except _WRONG:
        return None
    return found


def _last(database: sqlite3.Connection, table: str, most: int) -> int:
    try:
        (last,) = database.execute(f"SELECT max(rowid) FROM {table} NOT INDEXED").fetchone()  # noqa: S608
    except _WRONG:
        return most
    return min(int(last or 0), most)


def _both_ways(
    database: sqlite3.Connection, table: str, keys: list[str], lost: Counter[str]
) -> Iterator[tuple[Any, ...]]:
    """Yield rows from the beginning until one cannot be read, and then from the end until one cannot."""
    for way in ("", " DESC"):
        order = ", ".join(f"{key}{way}" for key in keys)
        try:
            yield from database.execute(f"SELECT * FROM {table} ORDER BY {order}")  # noqa: S608 - our own names
        except _WRONG:
            lost[table] += not way
        else:
            return
