"""Who may be the same as what arrives: found without reading most of what merely shares a phrase."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from archived import DAY, MONDAY, filing, put

from briefing.store import records
from briefing.store.candidates import candidates_of
from briefing.store.database import opened
from briefing.text.fingerprints import in_common, pack, sketch, unpack
from briefing.text.identity import Candidate, decide, traits

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from briefing.model import Filing
    from briefing.text.identity import Traits

STOCK = [f"the {word} of the harbour board was read out in the hall" for word in "first second third fourth".split()]


def report(number: int, chance: random.Random) -> Filing:
    """A report of words of its own, among them phrases of the house; now and then one of a title or text before."""
    own = [" ".join(f"w{chance.randint(0, 9999)}" for _ in range(12)) for _ in range(6)]
    parts = [*own, *chance.sample(STOCK, 2)]
    chance.shuffle(parts)
    title = f"Report {number % 17} of the harbour board of Lume"
    publisher = chance.choice(["Lume Gazette", "Tern Post"])
    return filing(". ".join(parts), title=title, id=f"id-{number % 23}", publisher=publisher, published="2031-03-09")


def everybody(database: sqlite3.Connection, known: Traits) -> list[Candidate]:
    """All versions on file that share anything."""
    rows = database.execute("SELECT id, article, traits, sketch FROM sighting")
    found = [Candidate(str(i), str(a), records.traits_from(t, unpack(s))) for i, a, t, s in rows]
    return [one for one in found if one.traits.sketch & known.sketch or one.traits.title == known.title]


@pytest.mark.parametrize("seed", range(3))
def test_what_is_left_out_never_changes_what_is_decided(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    before = [report(number, chance) for number in range(18)]
    put(tmp_path / "a", *before)
    coming = [report(number, chance) for number in range(18, 30)]
    with opened(tmp_path / "a", read_only=True) as database:
        for one in (*coming, *before[:3]):
            assert one.article is not None
            known = traits(one.article, id=one.arrival.id, seen=(MONDAY + DAY).date())
            looked_at = candidates_of(database, known)
            assert decide(known, looked_at) == decide(known, everybody(database, known))
            assert len(looked_at) <= len(everybody(database, known))


def test_of_reports_that_share_a_phrase_alone_one_is_read_to_tell_why(tmp_path: Path) -> None:
    stock = " ".join(STOCK[:3])
    put(tmp_path / "a", *(filing(f"{stock} {'x' * n} {n}.", title=f"Tide {n}") for n in range(1, 12)))
    came = filing(
        f"{stock} while nobody listened, and the lamps of the mole went out one after the other.", title="Lamps"
    )
    assert came.article is not None
    with opened(tmp_path / "a", read_only=True) as database:
        known = traits(came.article, seen=MONDAY.date())
        assert len(candidates_of(database, known)) == 1
        assert decide(known, candidates_of(database, known)).why == "what is on file has little of its text"


def test_packed_sketches_are_compared_as_they_are() -> None:
    one, two = sketch(" ".join(map(str, range(400)))), sketch(" ".join(map(str, range(200, 500))))
    assert in_common(one, [pack(two), pack(one), b""]) == [len(one & two), len(one), 0]


def test_the_end_of_a_damaged_sketch_is_no_number() -> None:
    one = sketch(" ".join(map(str, range(90))))
    assert len(unpack(pack(one)[:-1])) == len(one) - 1
