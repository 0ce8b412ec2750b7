"""An archive of before is brought over: nothing in the file opens a source, and nothing comes for a second time."""

from __future__ import annotations

import sqlite3
import zlib
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from archived import DAY, MONDAY, STORM, VERSION, arrival, article, put

from briefing.model import Batch, Filing, Given, SourceState, Wanted
from briefing.store import records
from briefing.store.archive import articles
from briefing.store.database import opened
from briefing.store.filing import file, read_before
from briefing.store.mending import mend
from briefing.store.portable import export
from briefing.store.sources import source_states, wanted_pages
from briefing.store.veiling import hide

if TYPE_CHECKING:
    from pathlib import Path

TOKEN, PATH, MOVED, OTHER = "hb77lanternquay", "fd11harbour3lantern9q", "mv55harbourlantern", "ot66harbourlantern"
GONE = "go88harbourlantern"
SECRETS = (TOKEN, PATH, MOVED, OTHER, GONE)
FEED = f"https://gazette.example/{PATH}/rss?token={TOKEN}"
KEPT = "https://gazette.example/{secret1}/rss?token={secret2}"
LINK = f"https://gazette.example/{PATH}/a?token={TOKEN}&b=2"
QUOTES = f"{STORM} Share it: https://gazette.example/{PATH}/a, or ask for {TOKEN}."
ENTRY = Filing(replace(arrival("An entry.", id="7"), feed=Given(url="https://gazette.example/a?b=2")), None, "none")


def page() -> Filing:
    came = replace(arrival(QUOTES, id="7"), feed=Given(url="https://gazette.example/a?b=2"))
    return Filing(came, article(came, url="https://gazette.example/a?b=2"), addresses=(LINK,), settles=(ENTRY.arrival,))


def old_archive(path: Path) -> None:
    """An archive as the version before wrote it."""
    state = SourceState(
        "Lume", FEED, etag='"7"', last_modified="yesterday", last_success=MONDAY, last_try=MONDAY,
        problem=f"{FEED}: no", moved=f"https://gazette.example/new?token={MOVED}",
        feeds=(("One", f"https://gazette.example/one?token={OTHER}"),),
    )  # fmt: skip
    older = replace(state, address=FEED.replace("token=", "token=x"), etag="old", last_try=MONDAY - DAY)
    file(path, Batch((page(),), (older, state), (Wanted(LINK, replace(ENTRY.arrival, id="8")),)), MONDAY, VERSION)
    with opened(path) as database:
        database.execute("INSERT INTO run (started, outcome) VALUES ('2031-03-10T07:00:00.000000+00:00', 'gathered')")
        database.execute("INSERT INTO gave VALUES (1, 'Lume', 1, 0, 0, 0, 0, ?)", (f"{FEED}: no",))
        database.execute("INSERT INTO issue (brief, date) VALUES ('lume', '2031-03-10')")
        sha256 = database.execute("SELECT sha256 FROM document").fetchone()[0]
        database.execute("INSERT INTO read VALUES (1, 0, ?)", (sha256,))
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA secure_delete = OFF")
        database.execute("INSERT INTO run (started, outcome) VALUES ('', ?)", (GONE * 900,))  # pages of its own
        database.execute("DELETE FROM run WHERE started = ''")
        database.execute("PRAGMA user_version = 5")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "briefing.sqlite"
    old_archive(path)
    assert {one for one in SECRETS if one in written(path)} == set(SECRETS)
    return path


def written(path: Path) -> str:
    """All bytes of an archive and of what stands beside it, and what is packed in its cells."""
    raw = b"".join(one.read_bytes() for one in sorted(path.parent.rglob("*")) if one.is_file())
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        packed = [row[0] for table in ("document", "wanted") for row in database.execute(f"SELECT raw FROM {table}")]  # noqa: S608
    return (raw + b"".join(map(zlib.decompress, packed))).decode("latin-1")


def touch(path: Path) -> None:
    with opened(path):
        pass


@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_nothing_in_the_file_opens_a_source_any_more(old: Path, mode: str) -> None:
    with closing(sqlite3.connect(old)) as database:
        database.execute(f"PRAGMA journal_mode = {mode}")
    touch(old)
    assert [one for one in SECRETS if one in written(old)] == []


def test_the_log_beside_a_file_that_others_read_is_emptied(old: Path) -> None:
    with closing(sqlite3.connect(old)) as reader:
        reader.execute("PRAGMA journal_mode = wal")
        reader.execute("UPDATE source SET state = state || ' '")
        reader.commit()
        reader.execute(
            "SELECT count(*) FROM source"
        ).fetchone()  # open, and at nothing: the last to close empties it else
        touch(old)
        assert [one for one in SECRETS if one in written(old)] == []


def test_what_is_known_of_a_source_stays(old: Path) -> None:
    touch(old)
    (state,) = source_states(old).values()
    assert (state.name, state.address) == ("Lume", KEPT)
    assert (state.etag, state.last_modified, state.last_success) == ('"7"', "yesterday", MONDAY)
    assert state.moved == "https://gazette.example/new?token={secret1}"
    assert state.feeds == (("One", "https://gazette.example/one?token={secret1}"),)


def test_a_page_that_is_wanted_can_still_be_fetched(old: Path) -> None:
    touch(old)
    assert [one.url for one in wanted_pages(old)] == ["https://gazette.example/{secret1}/a?token={secret2}&b=2"]


def test_what_came_before_is_known_again(old: Path) -> None:
    touch(old)
    bare = QUOTES.replace(PATH, "*" * len(PATH)).replace(TOKEN, "*" * len(TOKEN))
    came = replace(page().arrival, raw=bare.encode())
    assert all(read_before(old, [came, ENTRY.arrival], VERSION))
    again = Filing(came, article(came, url="https://gazette.example/a?b=2"), addresses=(LINK,))
    assert [
        one.outcome for one in put(old, replace(again, arrival=replace(came, path="a.html")), now=MONDAY + DAY)
    ] == ["same"]
    (kept,) = articles(old, {"Lume": None})
    assert kept.article.raw == kept.article.text.encode() == bare.encode()


def test_what_an_issue_was_made_from_is_known_by_its_new_digest(old: Path) -> None:
    touch(old)
    with opened(old, read_only=True) as database:
        assert database.execute("SELECT count(*) FROM read JOIN document USING (sha256)").fetchone() == (1,)


def test_who_only_reads_sees_nothing_and_changes_nothing(old: Path) -> None:
    before = old.read_bytes()
    assert [state.address for state in source_states(old).values()] == [KEPT]
    export(old, old.with_name("out"))
    said = b"".join(one.read_bytes() for one in old.with_name("out").rglob("*") if one.is_file()).decode()
    assert [one for one in SECRETS if one in said] == []
    assert old.read_bytes() == before


def test_who_is_killed_before_the_file_is_written_anew_does_it_again(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from briefing.store import database as module  # noqa: PLC0415

    monkeypatch.setattr(module, "_VACUUM", "SELECT no_such_function()")
    with pytest.raises(Exception, match="no_such_function"):
        touch(old)
    monkeypatch.undo()
    assert [one.address for one in source_states(old).values()] == [KEPT]
    touch(old)
    assert [one for one in SECRETS if one in written(old)] == []


def test_a_mended_archive_has_nothing_of_the_damaged_one_that_opens_a_source(old: Path) -> None:
    with closing(sqlite3.connect(old)) as database:
        database.execute("UPDATE article SET first_seen = 'never' WHERE id = 1")
        database.execute("INSERT INTO article (first_seen) VALUES ('never')")
        database.commit()
    done = mend(old)
    assert done.aside
    done.aside.unlink()
    assert [one for one in SECRETS if one in written(old)] == []


def test_what_is_hidden_is_not_left_in_the_empty_places_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "briefing.sqlite"
    touch(path)
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA secure_delete = OFF")
        database.execute("INSERT INTO run (started, outcome) VALUES ('', ?)", (TOKEN * 900,))
        database.commit()
        database.execute("UPDATE run SET outcome = ?", (TOKEN,))
        database.commit()
    hide(path, [TOKEN])
    assert TOKEN not in written(path)


def test_a_state_that_is_damaged_is_learnt_again(old: Path) -> None:
    with closing(sqlite3.connect(old)) as database:
        database.execute("UPDATE source SET state = '[' || state WHERE address = ?", (FEED,))
        database.commit()
    touch(old)
    assert [state.etag for state in source_states(old).values()] == ["old"]


def test_an_archive_without_anything_to_hide_is_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "briefing.sqlite"
    state = SourceState("Lume", "https://gazette.example/rss", etag='"7"', last_try=MONDAY)
    file(path, Batch((Filing(arrival(), article(arrival())),), (state,)), MONDAY, VERSION)
    with closing(sqlite3.connect(path)) as database:
        before = sorted(database.iterdump())
        database.execute("PRAGMA user_version = 5")
        database.commit()
    touch(path)
    with closing(sqlite3.connect(path)) as database:
        assert sorted(database.iterdump()) == before
    assert records.state_json(next(iter(source_states(path).values()))) == records.state_json(state)
