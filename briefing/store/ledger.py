"""The ledger: what is to go to whom, and what became of it, written before and after each step.

Each function is a transaction of its own that lasts, even where the power goes right after it. States and who may leave
them:

    intended   nothing was sent          -> any, by a run
    waiting    not taken, will be        -> any, by a run, after `next_try`
    doubtful   may have been taken       -> accepted, refused or waiting, by the attempt that began it; else a person's
    accepted   taken                     -> a person's
    refused    will not be taken         -> a person's

`begin` writes "doubtful" before the step that cannot be undone, so that whoever dies in it leaves the truth on file. A
person's decision is `renew`, or `leave`, after which nobody is asked any more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefing import model
from briefing.store import records
from briefing.store.database import opened

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from briefing.model import Delivery, Dispatch

BEGUN = "was being sent when the program ended; whether it was taken is not known"
"""What a delivery in doubt says until an answer is written."""

_LEFT = 2  # of the column `told`: not only told, but decided


def intend(path: Path, dispatches: Iterable[Dispatch], now: datetime, doubt: str = "") -> None:
    """Keep that these are to be made; what has not been taken yet gets the new edition, all else stays as it is.

    Where there is a `doubt` whether they were made already, they are doubtful from the first. Raises StoreError.
    """
    state = "doubtful" if doubt else "intended"
    with opened(path) as database:
        database.executemany(
            "INSERT INTO delivery VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, '', NULL, 0)"
            " ON CONFLICT DO UPDATE SET edition = excluded.edition WHERE state IN ('intended', 'waiting')",
            [(*_key(one), one.edition, state, records.stamp(now), records.stamp(now), doubt) for one in dispatches],
        )


def begin(path: Path, dispatches: Iterable[tuple[Dispatch, str]], now: datetime) -> None:
    """Keep that from now on these may have been taken, each with its Message-ID.

    Raises StoreError; then nothing may be sent.
    """
    with opened(path) as database:
        database.executemany(
            "UPDATE delivery SET edition = ?, state = 'doubtful', tries = tries + 1, detail = ?, message_id = ?,"
            " at = ?, since = min(since, ?), next_try = NULL, told = 0"
            " WHERE (brief, date, way, name, address, turn) = (?, ?, ?, ?, ?, ?)",
            [(one.edition, BEGUN, number, *[records.stamp(now)] * 2, *_key(one)) for one, number in dispatches],
        )


def settle(path: Path, deliveries: Iterable[Delivery], now: datetime) -> None:
    """Keep what came of attempts: state, words, when it is tried again. Raises StoreError; then doubts stay doubts."""
    with opened(path) as database:
        database.executemany(
            "UPDATE delivery SET tries = tries + (state <> 'doubtful'), edition = ?, state = ?, detail = ?, at = ?,"
            " next_try = ?, told = 0 WHERE (brief, date, way, name, address, turn) = (?, ?, ?, ?, ?, ?)",
            [
                (
                    one.dispatch.edition,
                    one.state,
                    records.kept(one.detail),
                    records.stamp(now),
                    records.stamp(one.next_try) if one.next_try else None,
                    *_key(one.dispatch),
                )
                for one in deliveries
            ],
        )


def renew(path: Path, dispatches: Iterable[Dispatch], now: datetime) -> None:
    """Keep a person's decision that these are to be made again, whatever became of them. Raises StoreError."""
    with opened(path) as database:
        database.executemany(
            "UPDATE delivery SET edition = ?, state = 'intended', since = ?, at = ?, next_try = NULL, told = 0"
            " WHERE (brief, date, way, name, address, turn) = (?, ?, ?, ?, ?, ?)",
            [(one.edition, records.stamp(now), records.stamp(now), *_key(one)) for one in dispatches],
        )


def leave(path: Path, dispatches: Iterable[Dispatch]) -> None:
    """Keep a person's decision that what is in doubt or was refused stays so. Raises StoreError."""
    with opened(path) as database:
        database.executemany(
            "UPDATE delivery SET told = ? WHERE (brief, date, way, name, address, turn) = (?, ?, ?, ?, ?, ?)"
            " AND state IN ('doubtful', 'refused')",
            [(_LEFT, *_key(one)) for one in dispatches],
        )


def forget(path: Path, dispatches: Iterable[Dispatch]) -> None:
    """Drop what was intended, not taken, and is no longer wanted. Raises StoreError."""
    with opened(path) as database:
        database.executemany(
            "DELETE FROM delivery WHERE (brief, date, way, name, address, turn) = (?, ?, ?, ?, ?, ?)"
            " AND state IN ('intended', 'waiting')",
            [_key(one) for one in dispatches],
        )


def mark_told(path: Path, deliveries: Iterable[Delivery]) -> None:
    """Keep that a person has heard of these, as they are. Raises StoreError."""
    with opened(path) as database:
        database.executemany(
            "UPDATE delivery SET told = 1 WHERE (brief, date, way, name, address, turn) = (?, ?, ?, ?, ?, ?)"
            " AND state = ?",
            [(*_key(one.dispatch), one.state) for one in deliveries],
        )


def deliveries(path: Path, brief: str, date: str | None = None) -> tuple[Delivery, ...]:
    """Return what is on file of an issue, or of all issues of a brief, in order of date, way, address and turn.

    Raises StoreError.
    """
    with opened(path, read_only=True) as database:
        rows = database.execute(
            "SELECT * FROM delivery WHERE brief = ?1 AND (?2 IS NULL OR date = ?2)"
            " ORDER BY date, way, name, address, turn",
            (records.kept(brief), date),
        ).fetchall()
        return tuple(map(_delivery, rows))


def owed(path: Path, brief: str, date: str | None = None) -> tuple[Delivery, ...]:
    """Return what is still to be sent: intended and waiting. Raises StoreError."""
    return tuple(one for one in deliveries(path, brief, date) if one.state in {"intended", "waiting"})


def held(path: Path, brief: str, date: str | None = None) -> tuple[Delivery, ...]:
    """Return what needs a person's decision: doubtful and refused. Raises StoreError."""
    return tuple(one for one in deliveries(path, brief, date) if one.state in {"doubtful", "refused"})


def _key(one: Dispatch) -> tuple[str | int, ...]:
    to = one.recipient
    return (*map(records.kept, (one.brief, one.date, to.way, to.name, to.address)), one.turn)


def _delivery(row: tuple[Any, ...]) -> Delivery:
    brief, date, way, name, address, turn, edition, state, since, at, tries, detail, message_id, next_try, told = row
    return model.Delivery(
        model.Dispatch(brief, date, edition, model.Recipient(way, name, address), turn),
        state,
        records.sure_moment(since),
        records.sure_moment(at),
        tries,
        detail,
        message_id,
        records.moment(next_try),
        bool(told),
        told == _LEFT,
    )
