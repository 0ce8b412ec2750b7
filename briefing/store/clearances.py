"""Which editions of issues may go out, which are held and why, and what a person decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing import model
from briefing.store import records
from briefing.store.database import opened

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.model import Clearance, ClearanceState


def keep(path: Path, one: Clearance) -> None:
    """Keep whether an edition may go out: from now on the one of its issue that counts. Raises StoreError."""
    with opened(path) as database:
        database.execute(
            "INSERT OR REPLACE INTO clearance (brief, date, edition, state, since, at, why)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                *map(records.kept, (one.brief, one.date, one.edition)),
                one.state,
                records.stamp(one.since),
                records.stamp(one.at),
                records.kept(one.why),
            ),
        )


def clearance_of(path: Path, brief: str, date: str, edition: str) -> Clearance | None:
    """Return what is on file of an edition, None where there is nothing. Raises StoreError."""
    with opened(path, read_only=True) as database:
        row = database.execute(
            "SELECT brief, date, edition, state, since, at, why FROM clearance"
            " WHERE brief = ? AND date = ? AND edition = ?",
            tuple(map(records.kept, (brief, date, edition))),
        ).fetchone()
        return _clearance(row) if row else None


def clearances(path: Path, brief: str) -> tuple[Clearance, ...]:
    """Return what counts of each issue of a brief, in order of date. Raises StoreError."""
    with opened(path, read_only=True) as database:
        rows = database.execute(
            "SELECT brief, date, edition, state, since, at, why FROM clearance WHERE brief = ? ORDER BY date, asked",
            (records.kept(brief),),
        ).fetchall()
        newest = {row[1]: row for row in rows}
        return tuple(map(_clearance, newest.values()))


def _clearance(row: tuple[str, str, str, ClearanceState, str, str, str]) -> Clearance:
    brief, date, edition, state, since, at, why = row
    return model.Clearance(brief, date, edition, state, records.sure_moment(since), records.sure_moment(at), why)
