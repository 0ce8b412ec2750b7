from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from briefing.errors import StoreError
from briefing.model import Past, Said
from briefing.store import database
from briefing.store.issues import recall, remember

if TYPE_CHECKING:
    from pathlib import Path

MONDAY, TUESDAY = date(2031, 3, 10), date(2031, 3, 11)


def past(day: date, *texts: str) -> Past:
    said = tuple(
        Said(day, "port", "port-1", "new", text, publisher="Lume Gazette", sha256="5e", origins=2) for text in texts
    )
    return Past((day,), said, ((day, "5e"), (day, "7a")))


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "new folder" / "briefing.sqlite"


def test_what_is_remembered_is_recalled_in_order_of_time(store: Path) -> None:
    remember(store, "lume", past(TUESDAY, "Two ships sank.", "One was saved."))
    remember(store, "lume", past(MONDAY, "A ship sank."))
    found = recall(store, "lume")
    assert found.issues == (MONDAY, TUESDAY)
    assert found.said == (*past(MONDAY, "A ship sank.").said, *past(TUESDAY, "Two ships sank.", "One was saved.").said)
    assert found.read == ((MONDAY, "5e"), (MONDAY, "7a"), (TUESDAY, "5e"), (TUESDAY, "7a"))


def test_an_issue_that_is_made_again_stands_in_place_of_the_first(store: Path) -> None:
    remember(store, "lume", past(MONDAY, "A ship sank.", "It was old."))
    remember(store, "lume", past(MONDAY, "Two ships sank."))
    assert recall(store, "lume") == past(MONDAY, "Two ships sank.")


def test_an_issue_that_showed_nothing_is_remembered_too(store: Path) -> None:
    remember(store, "lume", Past((MONDAY,)))
    assert recall(store, "lume") == Past((MONDAY,))


def test_stories_in_one_file_do_not_mix(store: Path) -> None:
    remember(store, "lume", past(MONDAY, "A ship sank."))
    remember(store, "velmar", past(MONDAY, "A bridge fell."))
    assert recall(store, "lume") == past(MONDAY, "A ship sank.")
    assert recall(store, "elsewhere") == Past()


def test_half_a_character_breaks_nothing(store: Path) -> None:
    remember(store, "lume", past(MONDAY, "A \ud83d sank."))
    assert [said.text for said in recall(store, "lume").said] == ["A ? sank."]


def test_the_past_ends_before_a_day_and_begins_so_many_issues_before() -> None:
    days = tuple(date(2031, 3, number) for number in range(1, 6))
    told = Past(
        days,
        tuple(Said(day, "port", "port-1", "new", str(day)) for day in days),
        tuple((day, str(day)) for day in days),
    )
    found = told.before(days[4], 2)
    assert found.issues == days[2:4]
    assert [said.issue for said in found.said] == [day for day, _ in found.read] == list(days[2:4])


# --- trouble


def test_a_file_that_is_no_database_is_one_message_with_a_remedy(tmp_path: Path) -> None:
    path = tmp_path / "briefing.sqlite"
    path.write_text("This is no database, and long enough to be looked at by whoever opens it as one." * 9)
    for act in (lambda: recall(path, "lume"), lambda: remember(path, "lume", past(MONDAY, "x"))):
        with pytest.raises(
            StoreError, match=r"briefing\.sqlite: is damaged .*; or move it away, and the next build"
        ) as told:
            act()
        assert "\n" not in str(told.value)


def test_a_database_of_something_else_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE issue (title TEXT)")
        other.execute("INSERT INTO issue VALUES ('kept')")
        other.commit()
    with pytest.raises(StoreError, match=r"is not the memory of briefing .*; name another file by brief\.store"):
        recall(path, "lume")
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT * FROM issue").fetchall() == [("kept",)]
        assert other.execute("PRAGMA user_version").fetchone() == (0,)


def test_a_file_that_somebody_else_writes_to_is_told_and_left(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remember(store, "lume", past(MONDAY, "A ship sank."))
    monkeypatch.setattr(database, "PATIENCE", 0.05)
    with closing(sqlite3.connect(store, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match="another program is writing to it; build this day again"):
            remember(store, "lume", past(TUESDAY, "Two ships sank."))
    assert recall(store, "lume") == past(MONDAY, "A ship sank.")


def test_a_file_of_a_newer_version_is_not_touched(store: Path) -> None:
    remember(store, "lume", past(MONDAY, "A ship sank."))
    with closing(sqlite3.connect(store)) as other:
        other.execute(f"PRAGMA user_version = {len(database.MIGRATIONS) + 1}")
    with pytest.raises(StoreError, match="newer version of briefing"):
        recall(store, "lume")


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match=r"cannot be read or written .*brief\.store"):
        remember(tmp_path / "file" / "briefing.sqlite", "lume", past(MONDAY, "x"))


def test_what_fails_half_way_leaves_what_was_there(store: Path) -> None:
    remember(store, "lume", past(MONDAY, "A ship sank."))
    broken = Past((MONDAY,), (Said(MONDAY, "port", "port-1", "new", None),))  # type: ignore[arg-type]
    with pytest.raises(StoreError):
        remember(store, "lume", broken)
    assert recall(store, "lume") == past(MONDAY, "A ship sank.")


def test_for_a_day_the_last_issues_before_it_are_recalled_and_no_others(store: Path) -> None:
    days = [MONDAY + timedelta(days=step) for step in range(6)]
    for day in days:
        remember(store, "lume", past(day, f"Ship {day.day} sank."))
    whole = recall(store, "lume")
    assert recall(store, "lume", days[4], 3) == whole.before(days[4], 3)
    assert recall(store, "lume", days[0], 3) == Past()
