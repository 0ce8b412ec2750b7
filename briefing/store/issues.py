"""The issues made so far, and what each showed and read."""

from __future__ import annotations

from dataclasses import astuple
from typing import TYPE_CHECKING

from briefing import model
from briefing.store import records
from briefing.store.database import opened
from briefing.store.records import dumped, kept

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from briefing.model import Past


def recall(path: Path, brief: str, before: date | None = None, most: int | None = None) -> Past:
    """Return what the issues of a brief, named by its id, showed and read: all, or the last `most` before a day.

    Raises StoreError.
    """
    with opened(path, read_only=True) as database:
        last = "9999" if before is None else before.isoformat()
        issues = database.execute(_LAST, (brief, last, -1 if most is None else most)).fetchall()[::-1]
        numbers = (dumped([number for number, _ in issues]),)
        said = database.execute(_SAID, numbers).fetchall()
        read = database.execute(_READ, numbers).fetchall()
        return model.Past(
            issues=tuple(records.day(day) for _, day in issues),
            said=tuple(model.Said(records.day(day), *rest) for day, *rest in said),
            read=tuple((records.day(day), sha256) for day, sha256 in read),
        )


_LAST = "SELECT id, date FROM issue WHERE brief = ? AND date < ? ORDER BY date DESC LIMIT ?"

_SAID = """
    SELECT date, topic, item, status, text, role, publisher, published, sha256, origins
    FROM json_each(?) JOIN issue ON issue.id = value JOIN said ON said.issue = issue.id ORDER BY date, place
"""

_READ = """
    SELECT date, sha256 FROM json_each(?) JOIN issue ON issue.id = value JOIN read ON read.issue = issue.id
    ORDER BY date, place
"""


def has_issue(path: Path, brief: str, day: date) -> bool:
    """Return whether an issue of that day is remembered. Raises StoreError."""
    with opened(path, read_only=True) as database:
        named = (brief, day.isoformat())
        return database.execute("SELECT 1 FROM issue WHERE brief = ? AND date = ?", named).fetchone() is not None


def last_issue(path: Path, brief: str, until: date | None = None) -> date | None:
    """Return the day of the newest issue that is remembered, of those until a day; None where there is none.

    Raises StoreError.
    """
    with opened(path, read_only=True) as database:
        asked = (brief, until.isoformat() if until else "9999-12-31")
        (day,) = database.execute("SELECT max(date) FROM issue WHERE brief = ? AND date <= ?", asked).fetchone()
        return records.day(day) if day else None


def remember(path: Path, brief: str, past: Past) -> None:
    """Keep what issues of a brief showed and read, in place of what was kept of the same days. Raises StoreError."""
    with opened(path) as database:
        for day in past.issues:
            database.execute("DELETE FROM issue WHERE brief = ? AND date = ?", (brief, day.isoformat()))
            added = database.execute("INSERT INTO issue (brief, date) VALUES (?, ?)", (brief, day.isoformat()))
            said = [one for one in past.said if one.issue == day]
            read = [sha256 for issue, sha256 in past.read if issue == day]
            database.executemany(
                "INSERT INTO said VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [(added.lastrowid, place, *map(_kept, astuple(one)[1:])) for place, one in enumerate(said)],
            )
            database.executemany(
                "INSERT INTO read VALUES (?, ?, ?)",
                [(added.lastrowid, place, sha256) for place, sha256 in enumerate(read)],
            )


def _kept(value: object) -> object:
    return kept(value) if isinstance(value, str) else value
