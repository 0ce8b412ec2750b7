"""What is remembered of the sources: how each did, what it is asked with, which pages are wanted, what a run gave."""

from __future__ import annotations

from dataclasses import astuple, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from briefing import model
from briefing.store import records
from briefing.store.database import opened

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from briefing.model import Rate, Run, SourceState, Wanted, Yield

TOLD_AFTER = (timedelta(days=1), timedelta(days=3), timedelta(days=7))
"""How long a failure has lasted when it is told again; after the last of these, each time so long has passed."""

LOOK_BACK = timedelta(days=14)
"""The days over which articles a day are counted."""

SLACK = timedelta(hours=2)
"""A run that starts a little earlier than yesterday's is a day later all the same."""

LONGEST_WAIT = timedelta(days=1)
"""No source or page is put off for longer: a moment after that was written by a clock that was ahead."""

# --- pure: the state after a try


def as_of(state: SourceState, now: datetime) -> SourceState:
    """Return a state without what a clock that was ahead has left: nothing came after now, nor is put off for long."""
    last_try, last_success, failing_since = (
        min(moment, now) if moment else None for moment in (state.last_try, state.last_success, state.failing_since)
    )
    fresh_until, retry_at = (
        None if moment and moment > now + LONGEST_WAIT else moment for moment in (state.fresh_until, state.retry_at)
    )
    return replace(
        state,
        last_try=last_try,
        last_success=last_success,
        failing_since=failing_since,
        told=None if state.told and state.told > now else state.told,
        fresh_until=fresh_until,
        retry_at=retry_at,
    )


def after_success(  # noqa: PLR0913 - what a server says
    state: SourceState,
    now: datetime,
    *,
    etag: str = "",
    last_modified: str = "",
    fresh_until: datetime | None = None,
    unchanged: bool = False,
) -> SourceState:
    """Return the state of a source that could be read; one that is `unchanged` keeps its validators if none are said.

    It is to be filed in one batch with what it gave.
    """
    return model.SourceState(
        state.name,
        state.address,
        etag=etag or (state.etag if unchanged else ""),
        last_modified=last_modified or (state.last_modified if unchanged else ""),
        fresh_until=fresh_until,
        last_try=now,
        last_success=now,
    )


def after_failure(state: SourceState, now: datetime, problem: str, retry_at: datetime | None = None) -> SourceState:
    """Return the state of a source that could not be read: what is on file, and its validators, stay as they are."""
    return replace(
        state,
        last_try=now,
        failures=state.failures + 1,
        failing_since=state.failing_since or now,
        problem=problem,
        retry_at=retry_at,
        fresh_until=None,
    )


def after_nothing(state: SourceState, reached: SourceState, problem: str) -> SourceState:
    """Return the state of a source that could be read and held nothing; since when, and when that was told, stays.

    `state` is the one before, `reached` the one after the success. That is no failure: `failures` stays 0.
    """
    lasting = bool(state.problem) and not state.failures
    since, heard = (state.failing_since, state.told) if lasting else (reached.last_try, None)
    return replace(reached, problem=problem, failing_since=since, told=heard)


def is_to_be_told(state: SourceState, now: datetime) -> bool:
    """Whether a failure is to be told: when it is new, after a day, after three, then each week that it lasts."""
    if not state.failing_since:
        return False
    if state.told is None or state.told < state.failing_since:
        return True
    return _times_told(now - state.failing_since) > _times_told(state.told - state.failing_since)


def told(state: SourceState, now: datetime) -> SourceState:
    """Return the state of a source whose failure has been told."""
    return replace(state, told=now)


def _times_told(lasting: timedelta) -> int:
    """Return how often a failure that has lasted so long is to have been told, after the first time."""
    lasting += SLACK
    *steps, week = TOLD_AFTER
    return sum(lasting >= step for step in steps) + lasting // week


# --- on file


def source_states(path: Path) -> dict[tuple[str, str], SourceState]:
    """Return the states on file by the sources' names and addresses. Raises StoreError."""
    with opened(path, read_only=True) as database:
        rows = database.execute("SELECT name, address, state FROM source ORDER BY name, address").fetchall()
        return {(name, address): records.state_from(state) for name, address, state in rows}


def keep_states(database: sqlite3.Connection, states: Iterable[SourceState]) -> None:
    """Keep the states of sources, in place of what was kept of them."""
    database.executemany(
        "INSERT OR REPLACE INTO source VALUES (?, ?, ?)",
        [(records.kept(one.name), records.kept(one.address), records.state_json(one)) for one in states],
    )


def wanted_pages(path: Path, now: datetime | None = None) -> tuple[Wanted, ...]:
    """Return the pages that are still to be fetched, of those that may be by now, in order of source and address.

    Raises StoreError.
    """
    with opened(path, read_only=True) as database:
        rows = database.execute(
            "SELECT url, said, raw, tries, not_before FROM wanted"
            " WHERE ?1 IS NULL OR not_before IS NULL OR not_before <= ?1 OR not_before > ?2 ORDER BY source, url",
            (records.stamp(now), records.stamp(now + LONGEST_WAIT)) if now else (None, None),
        ).fetchall()
        return tuple(
            model.Wanted(url, records.arrival_from(said, records.unpacked(raw)), tries, records.moment(not_before))
            for url, said, raw, tries, not_before in rows
        )


def keep_wanted(database: sqlite3.Connection, wanted: Iterable[Wanted], settled: Iterable[tuple[str, str]]) -> None:
    """Keep which pages are wanted, and forget those that no longer are."""
    database.executemany(
        "DELETE FROM wanted WHERE source = ? AND url = ?",
        [(records.kept(source), records.kept(url)) for source, url in settled],
    )
    database.executemany(
        "INSERT OR REPLACE INTO wanted VALUES (?, ?, ?, ?, ?, ?)",
        [
            (
                records.kept(one.arrival.source),
                records.kept(one.url),
                records.said_of(one.arrival),
                records.packed(one.arrival.raw),
                one.tries,
                records.stamp(one.not_before) if one.not_before else None,
            )
            for one in wanted
        ],
    )


# --- runs


def begin_run(path: Path, now: datetime) -> int:
    """Keep that a run has begun; return its number. Raises StoreError."""
    with opened(path) as database:
        added = database.execute("INSERT INTO run (started, outcome) VALUES (?, '')", (records.stamp(now),))
        return int(added.lastrowid or 0)


def end_run(path: Path, number: int, now: datetime, outcome: str, gave: Iterable[Yield] = ()) -> None:
    """Keep how a run ended, and what each source gave in it. Raises StoreError."""
    with opened(path) as database:
        ended = (records.stamp(now), records.kept(outcome), number)
        database.execute("UPDATE run SET ended = ?, outcome = ? WHERE id = ?", ended)
        database.executemany(
            "INSERT OR REPLACE INTO gave VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [(number, *(records.kept(v) if isinstance(v, str) else v for v in astuple(one))) for one in gave],
        )


def runs(path: Path, most: int = 10, before: datetime | None = None) -> tuple[Run, ...]:
    """Return the last runs, of those that began before a moment, the newest first. Raises StoreError."""
    with opened(path, read_only=True) as database:
        rows = database.execute(
            "SELECT * FROM run WHERE ?1 IS NULL OR started < ?1 ORDER BY id DESC LIMIT ?2",
            (records.stamp(before) if before else None, most),
        ).fetchall()
        return tuple(_run(database, row) for row in rows)


def _run(database: sqlite3.Connection, row: tuple[int, str, str | None, str]) -> Run:
    number, started, ended, outcome = row
    gave = database.execute(
        "SELECT source, new, revised, same, held, unread, problem FROM gave WHERE run = ? ORDER BY source", (number,)
    )
    return model.Run(
        number,
        records.sure_moment(started),
        records.moment(ended),
        outcome,
        tuple(model.Yield(*one) for one in gave.fetchall()),
    )


def rates(path: Path, now: datetime) -> dict[str, Rate]:
    """Return by the sources' names how much each gives, and when its newest article was published. Raises StoreError.

    What is dated after now counts as seen.
    """
    with opened(path, read_only=True) as database:
        rows = database.execute(_RATES.format("TRUE"), _rated(now)).fetchall()
        return {row[0]: _rate(now, *row) for row in rows}


def rate_of(database: sqlite3.Connection, source: str, now: datetime) -> Rate | None:
    """Return the same of one source, without a look at the others; None where nothing of it was on file by now."""
    asked = (*_rated(now), records.kept(source))
    row = database.execute(_RATES.format("source = ?3"), asked).fetchone()
    return _rate(now, *row) if row else None


_RATES = """
    SELECT source, max(CASE WHEN dated IS NULL OR dated > ?1 THEN first_seen ELSE dated END), min(first_seen),
        count(DISTINCT article), count(DISTINCT CASE WHEN first_seen > ?2 THEN article END)
    FROM sighting WHERE first_seen <= ?1 AND {} GROUP BY source ORDER BY source
"""


def _rated(now: datetime) -> tuple[str, str]:
    return records.stamp(now), records.stamp(now - LOOK_BACK)


def received(path: Path, source: str, since: datetime, by: datetime) -> tuple[int, int]:
    """Return how many documents of a source were first seen between two moments, and their bytes. Raises StoreError.

    Those that could not be read count, too.
    """
    asked = (records.kept(source), records.stamp(since), records.stamp(by))
    with opened(path, read_only=True) as database:
        count, size = database.execute(_RECEIVED, asked).fetchone()
        return int(count), int(size)


_RECEIVED = """
    SELECT count(*), coalesce(sum(size), 0) FROM (
        SELECT document FROM sighting WHERE source = ?1 AND first_seen > ?2 AND first_seen <= ?3
        UNION ALL
        SELECT document FROM unread WHERE source = ?1 AND first_seen > ?2 AND first_seen <= ?3
    ) JOIN document ON document.id = document
"""


def held_back(path: Path) -> dict[str, int]:
    """Return by the sources' names how many versions of articles are on file and not shown yet. Raises StoreError."""
    with opened(path, read_only=True) as database:
        rows = database.execute(
            "SELECT source, count(*) FROM sighting WHERE shown IS NULL GROUP BY source ORDER BY source"
        )
        return dict(rows.fetchall())


def _rate(now: datetime, source: str, newest: str, first: str, articles: int, lately: int) -> Rate:  # noqa: PLR0913, PLR0917
    began = records.sure_moment(first)
    days = min(max(now - began, timedelta(days=1)), LOOK_BACK) / timedelta(days=1)
    return model.Rate(source, records.sure_moment(newest), articles, lately / days)
