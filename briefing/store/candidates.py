"""Who on file may be the same as what arrives: found by each trait, in bounded time; `text.identity` decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.store import records
from briefing.text.fingerprints import pack, sample, unpack
from briefing.text.identity import Candidate

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from briefing.text.identity import Traits

MOST = 60
"""How many articles on file are looked at for one trait, the newest: a trait that more share tells little."""

NEAREST = 20
"""How many that share shingles are looked at, those that share most."""


def candidates_of(database: sqlite3.Connection, arriving: Traits) -> tuple[Candidate, ...]:
    """Return the versions on file that share a trait with what arrives, the newest last."""
    found = {number for kind, value in _lookups(arriving) for number in _with_trait(database, kind, value)}
    found |= set(_near(database, arriving))
    rows = (
        database.execute("SELECT id, article, traits, sketch FROM sighting WHERE id = ?", (number,)).fetchone()
        for number in sorted(found)
    )
    return tuple(
        Candidate(str(number), str(article), records.traits_from(traits, unpack(sketch)))
        for number, article, traits, sketch in rows
    )


def known_by(database: sqlite3.Connection, sighting: int) -> Traits:
    """Return what a version on file is known again by."""
    kept = database.execute("SELECT traits, sketch FROM sighting WHERE id = ?", (sighting,)).fetchone()
    return records.traits_from(kept[0], unpack(kept[1]))


def keep_traits(database: sqlite3.Connection, sighting: int, traits: Traits) -> None:
    """Keep what a version is known again by, in place of what was kept of it."""
    database.execute("DELETE FROM trait WHERE sighting = ?", (sighting,))
    database.execute("DELETE FROM shingle WHERE sighting = ?", (sighting,))
    database.execute(
        "UPDATE sighting SET traits = ?, sketch = ? WHERE id = ?",
        (records.traits_json(traits), pack(traits.sketch), sighting),
    )
    database.executemany("INSERT INTO trait VALUES (?, ?, ?)", [(*one, sighting) for one in _lookups(traits)])
    database.executemany(
        "INSERT INTO shingle VALUES (?, ?)", [(one, sighting) for one in sorted(sample(traits.sketch))]
    )


def _lookups(traits: Traits) -> Iterator[tuple[str, str]]:
    """Yield each trait by which articles are found, as its kind and its value."""
    yield from (("id", records.kept(f"{traits.source}\n{one}")) for one in sorted({traits.id, *traits.ids} - {""}))
    yield from (("address", records.kept(address)) for address in sorted(traits.addresses))
    yield from (("loose", records.kept(address)) for address in sorted(traits.loose))
    yield from ((kind, value) for kind, value in (("text", traits.text), ("title", traits.title)) if value)


def _with_trait(database: sqlite3.Connection, kind: str, value: str) -> list[int]:
    rows = database.execute(
        "SELECT sighting FROM trait WHERE kind = ? AND value = ? ORDER BY sighting DESC LIMIT ?", (kind, value, MOST)
    )
    return [number for (number,) in rows]


def _near(database: sqlite3.Connection, arriving: Traits) -> list[int]:
    """Return who shares most of the shingles that are indexed; of a shingle that many have, the newest count."""
    shared: dict[int, int] = {}
    for one in sorted(sample(arriving.sketch)):
        for (number,) in database.execute(
            "SELECT sighting FROM shingle WHERE hash = ? ORDER BY sighting DESC LIMIT ?", (one, MOST)
        ):
            shared[number] = shared.get(number, 0) + 1
    return sorted(shared, key=lambda number: (-shared[number], -number))[:NEAREST]
