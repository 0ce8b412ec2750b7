"""A damaged archive -> a whole one of what can be read of it.

Each row is held against what it must be: a document against its SHA-256, a record as it is read. What can be found
again (words, traits, findings) is not taken over but made anew, and each text is read again from its document when it
is next needed. Where anything of what was sent or shown is missing, nothing is remembered of the issues: what stands
beside the archive tells it, and nobody gets by itself what they may have had.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
from collections import Counter
from itertools import count
from typing import TYPE_CHECKING, Any, get_args

from briefing.model import ClearanceState, DeliveryState, Step, unseen
from briefing.model.records import dataclass
from briefing.store import records
from briefing.store.candidates import keep_traits
from briefing.store.database import as_it_is, is_damaged, opened
from briefing.store.index import index, is_indexed, stand
from briefing.store.records import DamagedError
from briefing.store.salvage import rows
from briefing.store.veiling import veil
from briefing.text.fingerprints import unpack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    Row = dict[str, Any]

EACH = 200  # rows that are kept in one transaction

SENT = frozenset({"issue", "said", "read", "delivery", "clearance"})
"""What says which issue went to whom and showed what: all of it is right, or none of it is believed."""


@dataclass(frozen=True, slots=True)
class Mended:
    """What is in the mended archive; how many rows of each table could not be read, as far as that is known.

    `aside` is where the damaged file is now, None where nothing was damaged, and nothing was done. `remembers` says
    that what issues showed, and who had them, was taken over.
    """

    articles: int
    documents: int
    lost: tuple[tuple[str, int], ...] = ()
    aside: Path | None = None
    remembers: bool = True


def mend(path: Path, told: Callable[[Step], None] = unseen) -> Mended:
    """Put in an archive's place a new one of all that can be read of it, and keep the damaged file beside it.

    To be called under the lock of the runs. Until the new one is whole, the old one stays as it is. `told` hears of the
    tables. Raises StoreError, where nothing can be read of the file, or the new one cannot be written.
    """
    fresh = path.with_name(f"{path.name}.mending")
    try:
        _remove(fresh)
        lost, whole = _filled(path, fresh, told)
        with opened(fresh, read_only=True) as database:
            articles, documents = database.execute(_COUNTS).fetchone()
        remembers = not SENT & lost.keys()
        aside = None if whole else _put_in_place(fresh, path)
    finally:
        _remove(fresh)
    return Mended(articles, documents, tuple(sorted(lost.items())), aside, remembers)


_COUNTS = "SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM document)"


def _remove(fresh: Path) -> None:
    for path in (fresh, fresh.with_name(f"{fresh.name}-journal")):
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def _put_in_place(fresh: Path, path: Path) -> Path:
    """Let a mended file be the archive, in one step, and what was the archive stand beside it; return where."""
    with opened(fresh):  # raises where it cannot be written any more
        aside = next(
            one for number in count(1) if not (one := path.with_name(f"{path.name}.damaged-{number}")).exists()
        )
        os.link(path.resolve(), aside)
        journal = path.with_name(f"{path.name}-journal")
        if journal.exists():  # it is of the damaged file, and would be played back into the new one
            journal.rename(aside.with_name(f"{aside.name}-journal"))
    fresh.replace(path.resolve())
    return aside


# --- row by row


def _filled(path: Path, fresh: Path, told: Callable[[Step], None]) -> tuple[Counter[str], bool]:
    """Fill a new archive; return how many rows could not be read, and whether the old one is whole."""
    lost: Counter[str] = Counter()
    with as_it_is(path) as old:
        old.execute("PRAGMA cell_size_check = ON")
        for table in _CHECKS:
            told(Step("mend", table))
            _take_table(old, fresh, table, lost)
        lost.update(table for table in SENT if not _is_sound(old, table))
    told(Step("mend", "the index"))
    with opened(fresh) as new:
        _complete(new)
        if SENT & lost.keys():
            new.execute("DELETE FROM issue")
            new.execute("UPDATE delivery SET tries = max(tries, 1)")  # others of its issue may have had it
    return lost, not lost and not is_damaged(path)


def _is_sound(old: sqlite3.Connection, table: str) -> bool:
    try:
        return bool(old.execute(f"PRAGMA integrity_check({table})").fetchone() == ("ok",))
    except sqlite3.Error:
        return False


def _take_table(old: sqlite3.Connection, fresh: Path, table: str, lost: Counter[str]) -> None:
    batch: list[Row] = []
    for row in rows(old, table, lost):
        batch.append(row)
        if len(batch) == EACH:
            _take(fresh, table, batch, lost)
            batch = []
    _take(fresh, table, batch, lost)


def _take(fresh: Path, table: str, batch: Iterable[Row], lost: Counter[str]) -> None:
    with opened(fresh) as new:
        for row in batch:
            try:
                _CHECKS[table](new, row)
                _put(new, table, row)
            except (DamagedError, sqlite3.IntegrityError, TypeError, ValueError):
                lost[table] += 1


def _put(new: sqlite3.Connection, table: str, row: Row) -> None:
    names, places = ", ".join(row), ", ".join("?" * len(row))
    new.execute(f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({places})", tuple(row.values()))  # noqa: S608


# --- what a row must be


def _document(_: sqlite3.Connection, row: Row) -> None:
    raw = records.unpacked(row["raw"])
    _must(hashlib.sha256(raw).hexdigest() == row["sha256"] and len(raw) == row["size"])


def _article(_: sqlite3.Connection, row: Row) -> None:
    records.sure_moment(row["first_seen"])
    row["newest"] = None  # found again


def _revision(_: sqlite3.Connection, row: Row) -> None:
    _must(row["number"] > 0)


def _sighting(new: sqlite3.Connection, row: Row) -> None:
    _must(_has(new, "document", row["document"]))
    for name in ("first_seen", "last_seen"):
        records.sure_moment(row[name])
    records.moment(row["shown"])
    records.arrival_from(row["said"], b"")
    records.article_from(row["record"], row["text"], b"")
    records.traits_from(row["traits"], unpack(row["sketch"]))
    row["version"] = ""  # nobody's: it is read again from its document, which is whole
    if not _has(new, "article", row["article"]):
        _put(new, "article", {"id": row["article"], "first_seen": row["first_seen"]})
    if not _has(new, "revision", row["revision"]):
        new.execute(_REVISION, (row["revision"], row["article"]))


_REVISION = """
    INSERT INTO revision (id, article, number)
    SELECT ?1, ?2, coalesce(max(number), 0) + 1 FROM revision WHERE article = ?2
"""


def _unread(_: sqlite3.Connection, row: Row) -> None:
    records.arrival_from(row["said"], b"")
    records.sure_moment(row["last_seen"])


def _mark(_: sqlite3.Connection, row: Row) -> None:
    records.sure_moment(row["last_seen"])


def _source(_: sqlite3.Connection, row: Row) -> None:
    records.state_from(row["state"])


def _wanted(_: sqlite3.Connection, row: Row) -> None:
    records.arrival_from(row["said"], records.unpacked(row["raw"]))
    records.moment(row["not_before"])


def _run(_: sqlite3.Connection, row: Row) -> None:
    records.sure_moment(row["started"])
    records.moment(row["ended"])


def _any(_: sqlite3.Connection, row: Row) -> None:
    _must(bool(row))


def _issue(_: sqlite3.Connection, row: Row) -> None:
    records.day(row["date"])


def _delivery(_: sqlite3.Connection, row: Row) -> None:
    _must(row["state"] in get_args(DeliveryState) and row["tries"] >= 0 and row["turn"] >= 0)
    _decided(row)
    records.moment(row["next_try"])


def _clearance(_: sqlite3.Connection, row: Row) -> None:
    _must(row["state"] in get_args(ClearanceState))
    _decided(row)


def _decided(row: Row) -> None:
    records.day(row["date"])
    for name in ("since", "at"):
        records.sure_moment(row[name])


_CHECKS: dict[str, Callable[[sqlite3.Connection, Row], None]] = {
    "document": _document,
    "article": _article,
    "revision": _revision,
    "sighting": _sighting,
    "mark": _mark,
    "unread": _unread,
    "source": _source,
    "wanted": _wanted,
    "run": _run,
    "gave": _any,
    "issue": _issue,
    "said": _any,
    "read": _any,
    "delivery": _delivery,
    "clearance": _clearance,
}
"""The tables that cannot be made again from others, each after those that it names, and what a row of it must be."""


def _must(right: bool) -> None:  # noqa: FBT001 - what it is about
    if not right:
        raise DamagedError("a row that nobody wrote so")


def _has(new: sqlite3.Connection, table: str, number: object) -> bool:
    return new.execute(f"SELECT 1 FROM {table} WHERE id = ?", (number,)).fetchone() is not None  # noqa: S608


# --- what is made again


def _complete(new: sqlite3.Connection) -> None:
    """Make what articles are found by, and drop what has no version left."""
    new.execute("DELETE FROM revision WHERE id NOT IN (SELECT revision FROM sighting)")
    new.execute("DELETE FROM article WHERE id NOT IN (SELECT article FROM sighting)")
    new.execute("UPDATE article SET copy_of = NULL WHERE copy_of NOT IN (SELECT id FROM article)")
    for number, traits, sketch in new.execute("SELECT id, traits, sketch FROM sighting ORDER BY id").fetchall():
        keep_traits(new, number, records.traits_from(traits, unpack(sketch)))
        if is_indexed(new, number):
            index(new, number)
    for (article,) in new.execute("SELECT id FROM article").fetchall():
        stand(new, article)
    veil(new)  # the damaged one may be of an older version
