"""Who on file may be the same as what arrives: found by each trait, in bounded time; `text.identity` decides."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from briefing.store import records
from briefing.text.fingerprints import BYTES, in_common, pack, sample, unpack
from briefing.text.identity import ENOUGH, Candidate

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from briefing.text.identity import Traits

MOST = 60
"""How many articles on file are looked at for one trait, the newest: a trait that more share tells little."""

NEAREST = 20
"""How many that share shingles are looked at, those that share most."""


def candidates_of(database: sqlite3.Connection, arriving: Traits) -> tuple[Candidate, ...]:
    """Return the versions on file that share a trait with what arrives, the newest last."""
    holders = _with_traits(database, [*_lookups(arriving)])
    sharing = {number for numbers in holders for number in numbers}
    found = _sketched(database, {*sharing, *_near(database, arriving)})
    if all(len(numbers) < MOST for numbers in holders):  # else one of the others may share a trait as well
        found = _telling(found, sharing, arriving)
    asked = "SELECT traits FROM sighting WHERE id = ?"
    return tuple(
        Candidate(
            str(one.number),
            str(one.article),
            records.traits_from(database.execute(asked, (one.number,)).fetchone()[0], unpack(one.sketch)),
        )
        for one in found
    )


def known_by(database: sqlite3.Connection, sighting: int) -> Traits:
    """Return what a version on file is known again by."""
    kept = database.execute("SELECT traits, sketch FROM sighting WHERE id = ?", (sighting,)).fetchone()
    return records.traits_from(kept[0], unpack(kept[1]))


def keep_traits(database: sqlite3.Connection, sighting: int, traits: Traits) -> None:
    """Keep what a version is known again by, in place of what was kept of it."""
    database.execute("DELETE FROM trait WHERE sighting = ?", (sighting,))
    database.execute("DELETE FROM shingle WHERE sighting = ?", (sighting,))
    database.execute("UPDATE sighting SET traits = ?, sketch = ? WHERE id = ?", (*kept_traits(traits), sighting))
    find_by(database, sighting, traits)


def kept_traits(traits: Traits) -> tuple[str, bytes]:
    """Return what a version is known again by as its row keeps it: traits, sketch."""
    return records.traits_json(traits), pack(traits.sketch)


def find_by(database: sqlite3.Connection, sighting: int, traits: Traits) -> None:
    """Let a version on file, which was not found by any trait yet, be found by what it is known again by."""
    database.executemany("INSERT INTO trait VALUES (?, ?, ?)", [(*one, sighting) for one in _lookups(traits)])
    database.executemany(
        "INSERT INTO shingle VALUES (?, ?)", [(one, sighting) for one in sorted(sample(traits.sketch))]
    )


class _Sketched(NamedTuple):
    """A version on file, by its number and that of its article, with its sketch as it is kept."""

    number: int
    article: int
    sketch: bytes


def _sketched(database: sqlite3.Connection, numbers: Iterable[int]) -> list[_Sketched]:
    rows = database.execute(
        "SELECT sighting.id, article, sketch FROM json_each(?) CROSS JOIN sighting ON sighting.id = value",
        (_array(sorted(numbers)),),
    )
    return list(map(_Sketched._make, rows))


def _telling(found: Sequence[_Sketched], sharing: AbstractSet[int], arriving: Traits) -> list[_Sketched]:
    """Leave out who shares shingles alone, and fewer than count; of these the nearest stays, to tell why it is new.

    `decide` takes all of them for new, and so many there are for every report: their traits need not be read.
    """
    near = [one for one in found if one.number not in sharing]
    common = in_common(arriving.sketch, [one.sketch for one in near])
    shares = {
        one.number: count / max(1, min(len(arriving.sketch), len(one.sketch) // BYTES))
        for one, count in zip(near, common, strict=True)
        if count < ENOUGH
    }
    nearest = max(shares, key=lambda number: (shares[number], number), default=None)
    return [one for one in found if one.number == nearest or one.number not in shares]


def _lookups(traits: Traits) -> Iterator[tuple[str, str]]:
    """Yield each trait by which articles are found, as its kind and its value."""
    yield from (("id", records.kept(f"{traits.source}\n{one}")) for one in sorted({traits.id, *traits.ids} - {""}))
    yield from (("address", records.kept(address)) for address in sorted(traits.addresses))
    yield from (("loose", records.kept(address)) for address in sorted(traits.loose))
    yield from ((kind, value) for kind, value in (("text", traits.text), ("title", traits.title)) if value)


def _with_traits(database: sqlite3.Connection, lookups: Sequence[tuple[str, str]]) -> list[list[int]]:
    """Return who has each of some traits, the newest of many."""
    holders: list[list[int]] = [[] for _ in lookups]
    for asked in range(0, len(lookups), _TOGETHER):
        few = lookups[asked : asked + _TOGETHER]
        statement = " UNION ALL ".join(_HOLDERS.format(asked + place) for place in range(len(few)))
        for place, number in database.execute(statement, [*chain.from_iterable(few)]):
            holders[place].append(number)
    return holders


def _near(database: sqlite3.Connection, arriving: Traits) -> list[int]:
    """Return who shares most of the shingles that are indexed; of a shingle that many have, the newest count."""
    asked = (_array(sorted(sample(arriving.sketch))), MOST - 1, NEAREST)
    return [number for (number,) in database.execute(_NEAREST, asked)]


def _array(numbers: Iterable[int]) -> str:
    """Return numbers as an array in JSON."""
    return f"[{','.join(map(str, numbers))}]"


_TOGETHER = 8
"""Traits that are looked up by one statement: nearly every article has fewer."""

_HOLDERS = f"""
    SELECT {{}}, sighting FROM (
        SELECT sighting FROM trait WHERE kind = ? AND value = ? ORDER BY sighting DESC LIMIT {MOST})
"""  # noqa: S608 - numbers of this module's own

_NEAREST = """
    SELECT sighting FROM json_each(?1) CROSS JOIN shingle ON hash = value AND sighting >= coalesce(
        (SELECT newest.sighting FROM shingle AS newest WHERE newest.hash = value ORDER BY newest.sighting DESC
            LIMIT 1 OFFSET ?2), 0)
    GROUP BY sighting ORDER BY count(*) DESC, sighting DESC LIMIT ?3
"""
