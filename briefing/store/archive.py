"""What is on file, read again: what the brief of a day may be made of, and all versions of an article.

As of a moment, only what was shown before it counts: an old day can be made again from what was known then, whatever
came later.
"""

from __future__ import annotations

from datetime import UTC
from itertools import groupby
from typing import TYPE_CHECKING, Any

from briefing import model
from briefing.model.records import dataclass
from briefing.store import records
from briefing.store.database import opened

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from briefing.model import OnFile, Unread

ALWAYS = "9999"
"""A moment after all others, as the file writes moments."""


def articles(
    path: Path,
    sources: Mapping[str, int | None],
    since: datetime | None = None,
    known_by: datetime | None = None,
) -> tuple[OnFile, ...]:
    """Return the articles of sources that were published or first seen since a moment, the newest first.

    Of each it is the newest version that was shown before `known_by`. `sources` maps a name to the most articles that
    may come from it, the newest, None for all; an article that several had counts for the one that had it first. One
    without a date is as old as its first sight. Raises StoreError.
    """
    by, begin = _written(known_by, ALWAYS), _written(since, "")
    with opened(path, read_only=True) as database:
        names = records.dumped(sorted(map(records.kept, sources)))
        rows = [_Row(*row) for row in database.execute(_ASKED, {"names": names, "by": by, "since": begin})]
        standing = [_standing(list(group)) for _, group in groupby(rows, key=lambda row: row.article)]
        limits = {records.kept(name): most for name, most in sources.items()}
        current = [row for row in standing if max(row.dated or "", row.shown) >= begin]
        return load(database, [row.id for row in _limited(current, limits)], by)


def versions(path: Path, article: int, known_by: datetime | None = None) -> tuple[OnFile, ...]:
    """Return all versions of an article, by its number, that were shown before a moment, the oldest first.

    Each is as the source has it that had it first. Raises StoreError.
    """
    by = _written(known_by, ALWAYS)
    with opened(path, read_only=True) as database:
        rows = database.execute(
            "SELECT sighting.id, revision FROM sighting JOIN revision ON revision.id = revision"
            " WHERE sighting.article = ? AND (shown < ? OR (shown IS NULL AND ? = ?))"
            " ORDER BY number, first_seen, source",
            (article, by, by, ALWAYS),
        ).fetchall()
        firsts = {revision: number for number, revision in reversed(rows)}
        return load(database, sorted(firsts.values(), key=[number for number, _ in rows].index), by)


def everywhere(path: Path, one: OnFile, sources: Iterable[str], known_by: datetime | None = None) -> tuple[OnFile, ...]:
    """Return a version as each of some sources has it that had it before a moment.

    Whose it was first comes first; of those that had it in one run, the one that is named first. Raises StoreError.
    """
    by = _written(known_by, ALWAYS)
    with opened(path, read_only=True) as database:
        rows = database.execute(
            "SELECT sighting.id FROM sighting JOIN json_each(?) AS asked ON asked.value = source"
            " WHERE revision = (SELECT revision FROM sighting WHERE id = ?) AND shown < ? ORDER BY shown, asked.key",
            (records.dumped(list(map(records.kept, sources))), one.sighting, by),
        ).fetchall()
        return load(database, [number for (number,) in rows], by)


def loaded(path: Path, sightings: Sequence[int]) -> tuple[OnFile, ...]:
    """Return what is on file under the numbers of sightings, in their order. Raises StoreError."""
    with opened(path, read_only=True) as database:
        return load(database, sightings, ALWAYS)


def counted(path: Path) -> int:
    """Return how many articles are on file, those that are held back among them. Raises StoreError."""
    with opened(path, read_only=True) as database:
        return int(database.execute("SELECT count(*) FROM article").fetchone()[0])


def unread(path: Path, source: str | None = None) -> tuple[Unread, ...]:
    """Return the documents that could not be read, in order of time. Raises StoreError."""
    with opened(path, read_only=True) as database:
        rows = database.execute(
            "SELECT said, raw, problem, first_seen, last_seen FROM unread JOIN document ON document.id = document"
            " WHERE ?1 IS NULL OR source = ?1 ORDER BY first_seen, source, sha256",
            (source,),
        ).fetchall()
        return tuple(
            model.Unread(records.arrival_from(said, records.unpacked(raw)), problem, *map(records.sure_moment, seen))
            for said, raw, problem, *seen in rows
        )


# --- which versions stand for the articles of a day

_ASKED = """
    WITH asked AS (SELECT value AS source FROM json_each(:names)),
    recent AS (
        SELECT article FROM asked JOIN sighting USING (source) WHERE shown >= :since AND shown < :by
        UNION
        SELECT article FROM asked JOIN sighting USING (source) WHERE dated >= :since AND shown < :by
    )
    SELECT sighting.id, sighting.article, number, source, dated, shown, sha256
    FROM recent JOIN sighting ON sighting.article = recent.article
        JOIN revision ON revision.id = revision JOIN document ON document.id = document
    WHERE shown < :by AND source IN asked
    ORDER BY sighting.article, number, shown, source
"""


@dataclass(frozen=True, slots=True)
class _Row:
    """A sighting, as far as it matters for choosing."""

    id: int
    article: int
    number: int
    source: str
    dated: str | None
    shown: str
    sha256: str


def _standing(rows: Sequence[_Row]) -> _Row:
    """Return the sighting that stands for an article: of its newest version, the first."""
    newest = max(row.number for row in rows)
    return next(row for row in rows if row.number == newest)


def _limited(rows: Iterable[_Row], most: Mapping[str, int | None]) -> Iterator[_Row]:
    """Yield the newest of each source, as many as it may give."""
    given: dict[str, int] = {}
    for row in sorted(rows, key=lambda row: (row.dated or row.shown, row.sha256), reverse=True):
        given[row.source] = given.get(row.source, 0) + 1
        limit = most.get(row.source)
        if limit is None or given[row.source] <= limit:
            yield row


# --- records


def load(database: sqlite3.Connection, sightings: Iterable[int], by: str) -> tuple[OnFile, ...]:
    """Return what is on file under the numbers of sightings, in their order, as of a moment as the file writes it."""
    rows = (database.execute(_WHOLE, (number,)).fetchone() for number in sightings)
    return tuple(_on_file(database, row, by) for row in rows if row)


_WHOLE = """
    SELECT sighting.id, sighting.article, sighting.revision, number, said, record, text, raw, version, first_seen
    FROM sighting JOIN revision ON revision.id = revision JOIN document ON document.id = document
    WHERE sighting.id = ?
"""

_SEEN = """
    SELECT count(DISTINCT revision), min(first_seen),
        max(CASE WHEN revision = ?1 THEN last_seen END), min(CASE WHEN revision = ?1 THEN first_seen END),
        json_group_array(DISTINCT source)
    FROM sighting WHERE article = ?2 AND (shown < ?3 OR (shown IS NULL AND ?3 = ?4))
"""


def _on_file(database: sqlite3.Connection, row: tuple[Any, ...], by: str) -> OnFile:
    number, article, revision, version_number, said, record, text, packed, reader, _ = row
    raw = records.unpacked(packed)
    count, since, last, first, sources = database.execute(_SEEN, (revision, article, by, ALWAYS)).fetchone()
    return model.OnFile(
        article=records.article_from(record, text, raw),
        arrival=records.arrival_from(said, raw),
        id=article,
        revision=version_number,
        revisions=count,
        since=records.sure_moment(since),
        first_seen=records.sure_moment(first),
        last_seen=records.sure_moment(last),
        sources=tuple(sorted(records.loaded(sources))),
        reader=reader,
        sighting=number,
    )


def _written(moment: datetime | None, otherwise: str) -> str:
    return records.stamp(moment.astimezone(UTC)) if moment else otherwise
