from __future__ import annotations

from typing import TYPE_CHECKING

from archived import DAY, MONDAY, VERSION, put, storm

from briefing.model import SourceState
from briefing.store.recognising import upheaval_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from briefing.model import Filing
    from briefing.text.upheaval import Upheaval

TUESDAY = MONDAY + DAY
READ = SourceState("Lume", last_success=MONDAY)


def feed(
    style: str, host: str = "gazette", numbers: Sequence[int] = range(10), day: str = "2031-02-20"
) -> list[Filing]:
    return [storm(n, id=f"{style}:{n}", url=f"https://{host}.example/{n + 10000}", published=day) for n in numbers]


def asked(path: Path, filings: list[Filing], state: SourceState = READ) -> Upheaval:
    return upheaval_of(path, filings, state, TUESDAY, VERSION)


def test_a_feed_as_it_was_is_well(tmp_path: Path) -> None:
    put(tmp_path / "a", *feed("guid"))
    assert asked(tmp_path / "a", feed("guid")).kind == "fine"


def test_ids_that_all_change_are_told_and_nothing_is_sent_again(tmp_path: Path) -> None:
    put(tmp_path / "a", *feed("guid"))
    assert "10 of 10 ids have changed" in asked(tmp_path / "a", feed("uuid")).words
    assert {one.outcome for one in put(tmp_path / "a", *feed("uuid"), now=TUESDAY)} == {"same"}


def test_it_is_told_once(tmp_path: Path) -> None:
    put(tmp_path / "a", *feed("guid"))
    put(tmp_path / "a", *feed("uuid"), now=TUESDAY)
    assert asked(tmp_path / "a", feed("uuid")).kind == "fine"


def test_old_entries_that_nothing_knows_again_are_held(tmp_path: Path) -> None:
    put(tmp_path / "a", *feed("guid"))
    assert asked(tmp_path / "a", feed("uuid", "new", range(50, 70))).kind == "held"


def test_news_is_not_held_nor_a_first_reading(tmp_path: Path) -> None:
    put(tmp_path / "a", *feed("guid"))
    assert asked(tmp_path / "a", feed("guid", numbers=range(50, 70), day="2031-03-11")).kind == "fine"
    assert asked(tmp_path / "b", feed("guid"), SourceState("Lume")).kind == "fine"


def test_asking_makes_no_file(tmp_path: Path) -> None:
    asked(tmp_path / "none", feed("guid"))
    assert not (tmp_path / "none").exists()
