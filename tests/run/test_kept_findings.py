"""A report is read once in its life: the brief of the next morning takes what that of this one found."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from newsroom import START, piece, rss

from briefing.config import load_config
from briefing.run import kept
from briefing.run.morning import morning
from briefing.run.ordering import Order
from briefing.text.kept import Findings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefing.run.morning import Morning

pytestmark = pytest.mark.slow  # whole mornings

CONFIG = """
[brief]
id = "lume"
title = "The truce"
window = "10d"
[[sources]]
name = "Gazette"
feed = "feed.xml"
full_text = "never"
[[topics]]
title = "Truce"
terms = ["truce", "ceasefire", "inspectors", "envoys"]
"""
A_DAY = 3


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often each brief had to look, brief by brief."""
    counts: list[int] = []

    class Counted(Findings):
        def __init__(self) -> None:
            super().__init__()
            counts.append(0)

        def ask(self, name: str, text: str, key: str, make: Callable[[Any], Any], look: Callable[[], Any]) -> Any:
            def looking() -> Any:
                counts[-1] += 1
                return look()

            return super().ask(name, text, key, make, looking)

    monkeypatch.setattr(kept, "Findings", Counted)
    return counts


def a_morning(folder: Path, day: int, out: str = "out") -> Morning:
    (folder / "briefing.toml").write_text(CONFIG)
    pieces = [piece(n, START + timedelta(hours=4 * n)) for n in range(max(0, day - 1) * A_DAY, (day + 1) * A_DAY)]
    (folder / "feed.xml").write_bytes(rss("Gazette", pieces, "https://gazette.example"))
    now = START + timedelta(days=day, hours=22)
    done = morning(Order(load_config(folder / "briefing.toml"), folder / out, now), lambda _: iter(()))
    assert done is not None
    return done


def test_a_morning_looks_only_at_what_has_come_since_the_last(tmp_path: Path, looked: list[int]) -> None:
    for day in range(4):
        a_morning(tmp_path, day)
    a_morning(tmp_path, 3)
    first, *others, again = looked
    assert first > 0
    assert max(others) < 1.5 * first
    assert again == 0


def test_the_brief_is_the_same_whatever_was_at_hand_or_was_done_to_it(tmp_path: Path) -> None:
    for day in range(3):
        a_morning(tmp_path, day)
    briefs = {(tmp_path / "out" / day / "brief.json").read_bytes() for day in ("2031-03-14",)}
    store = tmp_path / "out" / "briefing.sqlite"
    for statement in (
        "UPDATE finding SET found = (SELECT found FROM finding ORDER BY document LIMIT 1)",
        "UPDATE finding SET found = x'00', seal = x'00'",
        "UPDATE finding SET version = x'00'",
        "DELETE FROM finding",
    ):
        with closing(sqlite3.connect(store)) as database:
            database.execute(statement)
            database.commit()
        a_morning(tmp_path, 2)
        briefs.add((tmp_path / "out" / "2031-03-14" / "brief.json").read_bytes())
    assert len(briefs) == 1
