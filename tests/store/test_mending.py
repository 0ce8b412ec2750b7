"""A damaged archive, mended: what can be read is saved, what is missing is counted, and nothing is half written."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest
from archived import MONDAY, put, storm, whole

from briefing.errors import StoreError
from briefing.model import Dispatch, Past, Recipient, Said, SourceState
from briefing.store import mending
from briefing.store.archive import articles
from briefing.store.database import damage, opened
from briefing.store.issues import last_issue, remember
from briefing.store.ledger import deliveries, intend
from briefing.store.mending import mend
from briefing.store.portable import bring_in, export
from briefing.store.salvage import rows
from briefing.store.search import Asked, search
from briefing.store.sources import keep_states, source_states

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ALL: dict[str, int | None] = {"Lume": None}
MANY = 40
PAGE = 4096
INES, ANTON = (Recipient("mail", "mail", f"{name}@post.example") for name in ("ines", "anton"))


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "briefing.sqlite"
    put(path, *(storm(number) for number in range(MANY)))
    said = Said(MONDAY.date(), "a", "a-1", "new", "It rained.", "pick", None, None, "0" * 64, 1)
    remember(path, "lume", Past((MONDAY.date(),), (said,), ()))
    intend(path, [Dispatch("lume", "2031-03-10", "e1", to) for to in (INES, ANTON)], MONDAY)
    with opened(path) as database:
        keep_states(database, [SourceState("Lume", "https://gazette.example/feed", etag="1")])
    return path


def change(store: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(store)) as database, database:
        database.execute(statement, values)


def files(store: Path) -> list[str]:
    return sorted(path.name for path in store.parent.iterdir() if path.is_file())


def test_a_whole_archive_is_left_as_it_is(store: Path) -> None:
    before = store.read_bytes()
    done = mend(store)
    assert (done.articles, done.lost, done.aside) == (MANY, (), None)
    assert (store.read_bytes(), files(store)) == (before, ["briefing.sqlite"])


def test_a_document_that_is_not_its_sha256_is_left_out_and_all_else_is_saved(store: Path) -> None:
    before = {one.id: whole(one.article) for one in articles(store, ALL)}
    change(store, "UPDATE document SET raw = x'00' WHERE id = 7")
    damaged = store.read_bytes()
    done = mend(store)
    assert done.aside
    assert done.aside.read_bytes() == damaged
    assert dict(done.lost) == {"document": 1, "sighting": 1, "mark": 1}
    assert (done.articles, done.remembers) == (MANY - 1, True)
    after = {one.id: one for one in articles(store, ALL)}
    assert {number: whole(one.article) for number, one in after.items()} == {
        number: one for number, one in before.items() if number in after
    }
    assert {one.reader for one in after.values()} == {""}  # so that each is read again from its document
    assert damage(store) == ""
    assert len(search(store, Asked(words="report", most=MANY * 2))) == MANY - 1
    assert [one.outcome for one in put(store, storm(3))] == ["same"]
    assert source_states(store)["Lume", "https://gazette.example/feed"].etag == "1"
    assert {one.state for one in deliveries(store, "lume")} == {"intended"}
    assert last_issue(store, "lume")


def test_a_page_that_is_gone_costs_what_it_held(store: Path) -> None:
    data = store.read_bytes()
    saved = []
    for page in range(1, len(data) // PAGE, 6):
        store.write_bytes(data[: PAGE * page] + bytes(PAGE) + data[PAGE * (page + 1) :])
        done = mend(store)
        assert done.aside
        assert damage(store) == ""
        saved.append(done.articles)
    assert sum(saved) >= len(saved) * MANY * 0.7
    assert [name for name in files(store) if "mending" in name] == []


@pytest.mark.parametrize(
    "wrong",
    [
        "UPDATE delivery SET state = 'sent' WHERE address = 'ines@post.example'",
        "UPDATE said SET issue = 77",
        "UPDATE issue SET date = '2031-93-10'",
    ],
)
def test_where_anything_of_what_was_sent_is_missing_no_issue_is_known_and_what_is_owed_may_have_been_had(
    store: Path, wrong: str
) -> None:
    change(store, wrong)
    assert not mend(store).remembers
    assert last_issue(store, "lume") is None
    assert {one.tries for one in deliveries(store, "lume")} == {1}


def test_wherever_the_disk_is_full_the_old_archive_stands_and_nothing_is_left(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(store, "UPDATE document SET raw = x'00' WHERE id = 7")
    before, left = store.read_bytes(), -1

    @contextmanager
    def full(path: Path, *, read_only: bool = False) -> Iterator[sqlite3.Connection]:
        nonlocal left
        left -= 1
        with opened(path, read_only=read_only) as database:
            if not left and not read_only:
                database.execute("PRAGMA max_page_count = 1")
                database.execute("CREATE TABLE much AS SELECT randomblob(100000)")
            yield database

    monkeypatch.setattr(mending, "opened", full)
    instants = 0
    for instant in range(1, 60):
        left = instant
        try:
            done = mend(store)
        except StoreError as error:
            assert "there is no room left" in str(error)  # noqa: PT017 - how often it is raised is what is asked
            instants += 1
            assert (store.read_bytes(), files(store)) == (before, ["briefing.sqlite"])
        else:
            assert done.aside
            if left > 0:
                break
            store.write_bytes(before)
            done.aside.unlink()
    assert instants > 15  # a table each, and the index


def test_a_journal_of_the_damaged_file_is_not_played_back_into_the_mended_one(store: Path) -> None:
    change(store, "UPDATE document SET raw = x'00' WHERE id = 7")
    journal = store.with_name("briefing.sqlite-journal")
    journal.write_bytes(b"no journal of this file")
    done = mend(store)
    assert done.aside
    assert not journal.exists()
    assert done.aside.with_name(f"{done.aside.name}-journal").exists()


def test_a_file_of_a_newer_version_or_of_somebody_else_is_not_mended(store: Path) -> None:
    change(store, "PRAGMA user_version = 99")
    with pytest.raises(StoreError, match="newer version"):
        mend(store)
    store.write_bytes(b"a letter to a friend" * 500)
    with pytest.raises(StoreError, match="is damaged"):
        mend(store)
    assert files(store) == ["briefing.sqlite"]


def test_rows_behind_a_hole_are_found_and_what_is_missing_is_counted(store: Path) -> None:
    with closing(sqlite3.connect(store)) as database:
        database.execute("PRAGMA writable_schema = ON")
        lost: Counter[str] = Counter()
        assert [row["id"] for row in rows(database, "article", lost)] == list(range(1, MANY + 1))
        assert list(rows(database, "nothing", lost)) == []
        assert lost == {"nothing": 1}


def test_an_export_goes_on_past_what_is_damaged_and_says_how_much(store: Path, tmp_path: Path) -> None:
    change(store, "UPDATE document SET raw = x'00' WHERE id = 7")
    change(store, "UPDATE sighting SET record = '{' WHERE id = 9")
    documents, damaged = export(store, tmp_path / "out")
    assert (documents, damaged) == (MANY - 1, 3)
    assert bring_in(tmp_path / "other.sqlite", tmp_path / "out") == (MANY - 2, 0)
