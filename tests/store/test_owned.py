"""What holds addresses of readers is its owner's alone, and no link of another account is followed."""

from __future__ import annotations

import logging
import os
import stat
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from archived import filing, put

from briefing import parse_config
from briefing.cli.logbook import Logbook
from briefing.config.logging import LogSettings
from briefing.errors import StoreError
from briefing.store.archive import articles
from briefing.store.database import opened
from briefing.store.lock import locked
from briefing.store.portable import export

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has neither such rights nor such links")


@pytest.fixture(autouse=True, params=[0o000, 0o022])
def _umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, int]:
    """What everybody may do with what is below a folder."""
    return {path.relative_to(folder).as_posix(): stat.S_IMODE(path.lstat().st_mode) for path in folder.rglob("*")}


def link_of_another(path: Path, to: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a link as another account would."""
    path.symlink_to(to)
    if os.geteuid() == 0:
        os.lchown(path, 54321, 54321)
    else:
        other = os.geteuid() + 1
        monkeypatch.setattr(os, "geteuid", lambda: other)


def log(folder: Path) -> Logbook:
    settings = replace(parse_config({"topics": [{"title": "x"}]}), folder=folder)
    return Logbook(replace(settings, log=LogSettings("run.log", size=10_000, keep=9)))


def test_the_archive_and_its_journal_are_the_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "briefing.sqlite"
    with opened(path) as database:
        database.execute("INSERT INTO article (first_seen) VALUES ('2031')")
        database.execute("PRAGMA cache_size = 1")
        database.execute("PRAGMA cache_spill = ON")
        database.executemany("INSERT INTO article (first_seen) VALUES (?)", [("2031" * 500,)] * 50)
        assert modes(tmp_path) == {"briefing.sqlite": 0o600, "briefing.sqlite-journal": 0o600}
    assert modes(tmp_path) == {"briefing.sqlite": 0o600}


def test_an_archive_that_others_could_read_is_narrowed_when_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "briefing.sqlite"
    put(path, filing())
    path.chmod(0o664)
    put(path, filing())
    assert modes(tmp_path) == {"briefing.sqlite": 0o600}


def test_the_lock_is_the_owners_alone_and_no_link_in_its_place_is_followed(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_bytes(b"years of work")
    (tmp_path / "lock").symlink_to(precious)
    with pytest.raises(StoreError, match="cannot be locked"), locked(tmp_path / "lock"):
        pass
    assert precious.read_bytes() == b"years of work"
    (tmp_path / "lock").unlink()
    with locked(tmp_path / "lock") as got:
        assert got
        assert modes(tmp_path)["lock"] == 0o600


def test_an_export_is_the_owners_alone(tmp_path: Path) -> None:
    put(tmp_path / "briefing.sqlite", filing())
    export(tmp_path / "briefing.sqlite", tmp_path / "new" / "export")
    made = {name: mode for name, mode in modes(tmp_path).items() if name != "briefing.sqlite"}
    assert len(made) == 9
    assert {mode for name, mode in made.items() if (tmp_path / name).is_dir()} == {0o700}
    assert {mode for name, mode in made.items() if (tmp_path / name).is_file()} == {0o600}


def test_the_log_is_the_owners_alone_however_often_it_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / "run.log").touch(0o666)
    book = log(tmp_path)
    for number in range(200):
        book.note("problem", "warning", problem=f"{number} " + "x" * 100)
    book.close()
    assert len(modes(tmp_path)) > 2
    assert set(modes(tmp_path).values()) == {0o600}
    assert not logging.getLogger("briefing").handlers


@pytest.mark.parametrize("there", [True, False])
def test_a_link_of_another_account_in_the_archives_place_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, there: bool
) -> None:
    target = tmp_path / "target"
    if there:
        put(target, filing())
    before = target.read_bytes() if there else b""
    link_of_another(tmp_path / "briefing.sqlite", target, monkeypatch)
    with pytest.raises(StoreError, match="it is a link that another account has made"):
        put(tmp_path / "briefing.sqlite", filing("Another report of the storm, of some length."))
    with pytest.raises(StoreError, match="it is a link that another account has made"):
        articles(tmp_path / "briefing.sqlite", {"Lume": None})
    assert (target.read_bytes() if target.exists() else b"") == before


def test_a_link_of_another_account_in_the_logs_place_is_not_followed_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "target").write_bytes(b"mine")
    link_of_another(tmp_path / "run.log", tmp_path / "target", monkeypatch)
    book = log(tmp_path)
    book.note("started")
    book.close()
    assert (tmp_path / "target").read_bytes() == b"mine"
    assert [str(one).partition("log cannot")[2] for one in book.problems] == [
        " be written: it is a link that another account has made"
    ]


def test_a_link_of_ones_own_is_followed(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "briefing.sqlite").symlink_to(tmp_path / "disk" / "kept.sqlite")
    put(tmp_path / "briefing.sqlite", filing())
    assert modes(tmp_path / "disk") == {"kept.sqlite": 0o600}
