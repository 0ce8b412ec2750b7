"""What pages were made from is kept by name, and believed only as this code kept it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from briefing.store import pages
from briefing.store.database import MIGRATIONS, opened
from briefing.store.pages import keep_of_pages, kept_of_pages

if TYPE_CHECKING:
    from pathlib import Path

ONE, TWO = (b"key 1", b"made 1"), (b"key 2", b"made 2")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    keep_of_pages(tmp_path / "archive", "lume", {"page a": ONE, "page b": TWO}, ())
    return tmp_path / "archive"


def changed(store: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(store)) as database:
        assert database.execute(statement, values).rowcount
        database.commit()


def test_what_was_kept_is_found_by_the_brief_and_name_and_what_is_gone_is_not(store: Path) -> None:
    keep_of_pages(store, "other", {"page a": TWO}, ())
    assert kept_of_pages(store, "lume") == {"page a": ONE, "page b": TWO}
    keep_of_pages(store, "lume", {"page a": TWO}, ("page b",))
    assert kept_of_pages(store, "lume") == {"page a": TWO}
    assert kept_of_pages(store, "other") == {"page a": TWO}


@pytest.mark.parametrize("column", ["name", "version", "seal", "key", "made"])
def test_a_row_that_is_damaged_is_none(store: Path, column: str) -> None:
    changed(store, f"UPDATE page SET {column} = CAST({column} || 'x' AS BLOB) WHERE name = 'page a'")  # noqa: S608 - a test's
    with opened(store) as database:
        database.execute("UPDATE page SET name = CAST(name AS TEXT)")
    assert kept_of_pages(store, "lume") == {"page b": TWO}


def test_what_other_code_kept_is_none_and_goes(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "code_version", lambda: b"another")
    assert kept_of_pages(store, "lume") == {}
    keep_of_pages(store, "lume", {"page a": TWO}, ())
    assert kept_of_pages(store, "lume") == {"page a": TWO}
    with opened(store) as database:
        assert database.execute("SELECT count(*) FROM page").fetchone() == (1,)


def test_an_archive_of_the_version_before_is_brought_up_to_date_and_not_written_anew(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(sqlite3.connect(store)) as database:
        database.execute("DROP TABLE page")
        database.execute("PRAGMA user_version = 7")
        database.commit()
    monkeypatch.setattr("briefing.store.database._VACUUM", "SELECT no_such_function()")
    assert kept_of_pages(store, "lume") == {}
    keep_of_pages(store, "lume", {"page a": ONE}, ())
    assert kept_of_pages(store, "lume") == {"page a": ONE}
    with closing(sqlite3.connect(store)) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
