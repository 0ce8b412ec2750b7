"""What is old is dropped, never what an issue rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.errors import StoreError
from briefing.model import Step, counted, unseen
from briefing.model.records import dataclass
from briefing.store import records
from briefing.store.database import compacted, opened
from briefing.store.index import is_indexed, unindex

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Pruned:
    """What was dropped, or would be: articles with all their versions, documents, bytes of them as they are kept.

    `kept` counts the articles that are as old and that an issue quotes or was made from; `freed` is how many bytes the
    file has become smaller, 0 where nothing was dropped.
    """

    articles: int
    documents: int
    size: int
    kept: int
    freed: int = 0


def prune(
    path: Path,
    before: datetime,
    *,
    dry_run: bool = False,
    by_clock: bool = False,
    told: Callable[[Step], None] = unseen,
) -> Pruned:
    """Drop the articles that were last seen before a moment, whole, and the documents that nothing needs any more.

    An article stays, in all its versions, while an issue quotes one of them or was made from it, and while a source
    still has it. With `dry_run` nothing is changed; `told` hears of what is done.
    Raises StoreError, also where the moment comes `by_clock`, and nothing was seen since: the clock may be years ahead.
    """
    at, size = records.stamp(before), path.stat().st_size if path.exists() else 0
    with opened(path, read_only=dry_run) as database:
        if by_clock and _is_all_older(database, at):
            raise StoreError(path, _AHEAD.format(f"{before:%Y-%m-%d}"))
        database.execute("CREATE TEMP TABLE old AS " + _OLD, (at,))
        database.execute("CREATE TEMP TABLE quoted AS " + _QUOTED)
        database.execute("DELETE FROM old WHERE article IN (SELECT article FROM quoted)")
        found = _counted(database, at)
        if not dry_run:
            _drop(database, at, told)
        database.execute("DROP TABLE old")
        database.execute("DROP TABLE quoted")
    if dry_run or not (found.articles or found.documents):
        return found
    told(Step("prune", "the file is made smaller"))
    return Pruned(found.articles, found.documents, found.size, found.kept, size - compacted(path))


def _is_all_older(database: sqlite3.Connection, at: str) -> bool:
    (last,) = database.execute("SELECT max(last_seen) FROM sighting").fetchone()
    return last is not None and str(last) < at


_AHEAD = (
    "has nothing that was seen since {}, and nothing was dropped: is the clock right? If so, give the time by --now"
)

_OLD = "SELECT article FROM sighting GROUP BY article HAVING max(last_seen) < ?"

_QUOTED = """
    SELECT DISTINCT article FROM sighting JOIN document ON document.id = document
    WHERE article IN (SELECT article FROM old)
        AND (sha256 IN (SELECT sha256 FROM said) OR sha256 IN (SELECT sha256 FROM read))
"""

_NEEDLESS = """
    SELECT id, length(raw) FROM document
    WHERE NOT EXISTS (SELECT 1 FROM sighting WHERE document = document.id AND article NOT IN (SELECT article FROM old))
        AND NOT EXISTS (SELECT 1 FROM unread WHERE document = document.id AND last_seen >= ?)
        AND sha256 NOT IN (SELECT sha256 FROM said) AND sha256 NOT IN (SELECT sha256 FROM read)
"""


def _counted(database: sqlite3.Connection, at: str) -> Pruned:
    articles = database.execute("SELECT count(*) FROM old").fetchone()[0]
    kept = database.execute("SELECT count(*) FROM quoted").fetchone()[0]
    sizes = database.execute(_NEEDLESS, (at,)).fetchall()
    return Pruned(articles, len(sizes), sum(size for _, size in sizes), kept)


def _drop(database: sqlite3.Connection, at: str, told: Callable[[Step], None]) -> None:
    needless = [number for number, _ in database.execute(_NEEDLESS, (at,))]
    rows = database.execute("SELECT id FROM sighting WHERE article IN (SELECT article FROM old)").fetchall()
    for (number,) in counted(rows, Step("prune", "versions out of the index"), told):
        if is_indexed(database, number):
            unindex(database, number)
    database.execute("DELETE FROM unread WHERE last_seen < ?", (at,))
    database.execute("DELETE FROM run WHERE started < ?", (at,))
    database.execute("DELETE FROM article WHERE id IN (SELECT article FROM old)")
    database.execute("UPDATE article SET copy_of = NULL WHERE copy_of NOT IN (SELECT id FROM article)")
    database.executemany("DELETE FROM document WHERE id = ?", [(number,) for number in needless])
