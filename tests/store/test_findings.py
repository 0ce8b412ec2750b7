"""What was found in sentences is kept beside their documents, and trusted no further than it can be checked."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from archived import BRIDGE, MONDAY, STORM, filing, put

from briefing.store import findings as filed
from briefing.store.findings import code_version, findings, keep_findings
from briefing.store.pruning import prune
from briefing.store.schema import MIGRATIONS
from briefing.store.versions import code_of

if TYPE_CHECKING:
    from pathlib import Path

PAGE: dict[str, list[object]] = {"mentions": [[0, 4, "Lume"]], "stance ['en']": [["40"], [], True]}
FOUND: tuple[tuple[int, int, dict[str, list[object]]], ...] = ((0, 30, PAGE), (31, 60, {}))


@pytest.fixture
def store(tmp_path: Path) -> Path:
    put(tmp_path / "archive", filing(STORM), filing(BRIDGE, title="Council votes"))
    changed(tmp_path / "archive", "DELETE FROM finding")  # what was kept while they were filed
    keep_findings(tmp_path / "archive", [(sha(STORM), STORM, FOUND)])
    return tmp_path / "archive"


def sha(text: str) -> str:
    document = filing(text).article
    assert document is not None
    return document.sha256


def changed(store: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(store)) as database:
        database.execute("PRAGMA foreign_keys = ON")
        assert database.execute(statement, values).rowcount
        database.commit()


def count(store: Path) -> int:
    with closing(sqlite3.connect(store)) as database:
        return int(database.execute("SELECT count(*) FROM finding").fetchone()[0])


def test_what_was_kept_is_found_under_its_document(store: Path) -> None:
    assert findings(store, {sha(STORM): STORM, sha(BRIDGE): BRIDGE}) == {sha(STORM): FOUND}


def test_findings_of_another_text_are_none(store: Path) -> None:
    assert findings(store, {sha(STORM): STORM + " More."}) == {}


@pytest.mark.parametrize("column", ["seal", "found", "version"])
def test_a_damaged_row_is_none(store: Path, column: str) -> None:
    with closing(sqlite3.connect(store)) as database:
        (value,) = database.execute(f"SELECT {column} FROM finding").fetchone()  # noqa: S608 - a test's
    for place in range(0, len(value), 7):
        damaged = bytes([*value[:place], value[place] ^ 1, *value[place + 1 :]])
        changed(store, f"UPDATE finding SET {column} = ?", damaged)  # noqa: S608
        assert findings(store, {sha(STORM): STORM}) == {}


def test_a_row_put_to_another_document_is_none(store: Path) -> None:
    changed(store, "UPDATE finding SET document = (SELECT id FROM document WHERE sha256 = ?)", sha(BRIDGE))
    assert findings(store, {sha(BRIDGE): BRIDGE}) == {}


def test_what_another_version_of_the_code_found_is_thrown_away(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filed, "code_version", lambda: b"another")
    assert findings(store, {sha(STORM): STORM}) == {}
    keep_findings(store, [(sha(BRIDGE), BRIDGE, FOUND)])
    assert count(store) == 1
    assert findings(store, {sha(STORM): STORM, sha(BRIDGE): BRIDGE}) == {sha(BRIDGE): FOUND}


def test_the_version_changes_with_any_module_that_looks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "text" / "furniture").mkdir(parents=True)
    (tmp_path / "text" / "furniture" / "names.py").write_text("LONGEST = 4")
    now = code_version()
    monkeypatch.setattr("briefing.__file__", str(tmp_path / "__init__.py"))
    code_of.cache_clear()
    one = code_version()
    (tmp_path / "text" / "furniture" / "names.py").write_text("LONGEST = 5")
    code_of.cache_clear()
    assert code_version() != one != now
    monkeypatch.undo()
    code_of.cache_clear()
    assert code_version() == now


def test_nothing_is_kept_of_a_document_that_is_not_on_file(store: Path) -> None:
    keep_findings(store, [("0" * 64, "No such text.", FOUND)])
    assert count(store) == 1


def test_what_is_pruned_takes_its_findings_along(store: Path) -> None:
    assert prune(store, MONDAY.replace(year=2032)).articles == 2
    assert count(store) == 0


def test_an_archive_of_the_version_before_is_read_and_brought_up_to_date(tmp_path: Path) -> None:
    old = tmp_path / "old"
    put(old, filing(STORM))
    with closing(sqlite3.connect(old)) as database:
        database.execute("DROP TABLE finding")
        database.execute("PRAGMA user_version = 4")
        database.commit()
    before = old.read_bytes()
    assert findings(old, {sha(STORM): STORM}) == {}
    assert old.read_bytes() == before
    keep_findings(old, [(sha(STORM), STORM, FOUND)])
    assert findings(old, {sha(STORM): STORM}) == {sha(STORM): FOUND}
    with closing(sqlite3.connect(old)) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
