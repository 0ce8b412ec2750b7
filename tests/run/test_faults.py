"""Hard faults of the machine, at the whole program: what stands, what is sent, what is said."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
import story
from mail_server import Mailserver
from newsroom import piece, rss
from program import ROOT, files_below

from briefing.errors import StoreError
from briefing.run.checking import check
from briefing.store.database import opened
from briefing.store.ledger import deliveries
from briefing.store.lock import locked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from program import Program, Run

INES, ANTON = "ines@post.example", "anton@post.example"
NOW = f"{story.DATE}T07:00:00+00:00"
LATER = f"{story.DATE}T09:00:00+00:00"
PAGE = 4096  # bytes of a page of SQLite's file

pytestmark = pytest.mark.skipif(os.name == "nt", reason="files that are open cannot be moved there")


class Desk:
    """A brief that is sent to two readers, of saved reports and of a feed that is a file."""

    def __init__(self, folder: Path, run: Program, post: Mailserver) -> None:
        self.run, self.post, self.out = run, post, folder / "out"
        feed = '[[sources]]\nname = "Gazette"\nfeed = "feed.xml"\n'
        mail = f'[deliver.mail]\nfrom = "desk@post.example"\nto = ["{INES}", "{ANTON}"]\neach = true\n'
        way = f'{mail}server = "127.0.0.1:{post.port}"\nsecurity = "none"\ntimeout = 2\n'
        self.config = story.write(folder, config=f"{story.CONFIG}\n{feed}{way}")
        (folder / "feed.xml").write_bytes(rss("Gazette", [piece(one) for one in range(3)], "https://gazette.example"))

    @property
    def store(self) -> Path:
        return self.out / "briefing.sqlite"

    def do(self, *words: str) -> Run:
        return self.run(*words, "--config", self.config, "--out", self.out)

    def morning(self, now: str = NOW) -> Run:
        return self.do("run", "--quiet", "--now", now)

    def came(self) -> list[int]:
        self.post.wait()
        return [self.post.mails_to(one) for one in (INES, ANTON)]


@pytest.fixture
def desk(tmp_path: Path, run: Program) -> Iterator[Desk]:
    with Mailserver() as post:
        yield Desk(tmp_path, run, post)


# --- an archive that is lost


def test_with_a_new_archive_the_issue_of_the_day_is_sent_to_nobody_again_by_itself(desk: Desk) -> None:
    """Whoever moves a damaged archive away, as the message says, loses the ledger; cron comes every hour."""
    assert desk.morning().code == 0
    assert desk.came() == [1, 1]
    desk.store.rename(desk.store.with_name("damaged.sqlite"))
    told = desk.morning(LATER)
    assert (told.code, desk.came()) == (3, [1, 1])
    assert f"briefing send {story.DATE} --again" in told.err
    assert "an issue that the archive knows nothing of" in told.err
    assert {one.state for one in deliveries(desk.store, "lume", story.DATE)} == {"doubtful"}
    assert desk.morning(LATER.replace("09", "10")).err == ""
    assert desk.came() == [1, 1]
    desk.do("send", story.DATE, "--again", "--to", INES)
    assert desk.came() == [2, 1]


def test_an_issue_that_was_only_built_is_sent_by_the_run_of_its_day(desk: Desk) -> None:
    assert desk.do("build", "--date", story.DATE).code == 0
    assert desk.morning().code == 0
    assert desk.came() == [1, 1]


# --- an archive that is damaged


def damaged(whole: bytes, chance: random.Random) -> bytes:
    """Bytes wrong here and there, a page of zeros or of noise, two pages in each other's place, or the end cut off."""
    data, pages = bytearray(whole), len(whole) // PAGE
    one, other = (PAGE * chance.randrange(1, pages) for _ in range(2))
    kind = chance.randrange(5)
    if kind == 0:
        return whole[: chance.randrange(len(whole))]
    if kind == 1:
        for _ in range(20):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    elif kind == 2:
        data[one : one + PAGE], data[other : other + PAGE] = data[other : other + PAGE], data[one : one + PAGE]
    else:
        data[one : one + PAGE] = bytes(PAGE) if kind == 3 else chance.randbytes(PAGE)
    return bytes(data)


COMMANDS = (
    ("run", "--quiet", "--now", LATER),
    ("build", "--date", story.DATE),
    ("send", story.DATE),
    ("status", "--now", LATER),
    ("archive", "show", "2"),
    ("archive", "prune", "--older-than", "1d", "--dry-run"),
)


def test_after_mending_a_ledger_of_which_a_row_is_lost_nobody_gets_an_issue_twice(desk: Desk) -> None:
    desk.morning()
    with closing(sqlite3.connect(desk.store)) as database, database:
        database.execute("UPDATE delivery SET state = 'sent' WHERE address = ?", (ANTON,))
    told = desk.run("archive", "mend", "--out", desk.out)
    assert told.code == 3
    assert "could not be read: about 1 row of delivery" in told.err
    assert "is sent to nobody again by itself" in told.err
    again = desk.morning(LATER)
    assert (again.code, desk.came()) == (3, [1, 1])
    assert f"briefing send {story.DATE} --again --to {ANTON}" in again.err
    assert check(desk.out / story.DATE)[1] == ()


def test_nothing_is_mended_while_a_run_is_at_work_or_where_all_is_whole(desk: Desk) -> None:
    desk.morning()
    with locked(desk.store.with_name("briefing.sqlite.lock")):
        told = desk.run("archive", "mend", "--out", desk.out)
    assert (told.code, told.err) == (3, "briefing: a run of this brief is at work; nothing was mended\n")
    assert desk.run("archive", "mend", "--out", desk.out).out == "nothing is damaged, and nothing was done\n"


def test_by_hand_too_nothing_is_sent_that_the_archive_knows_nothing_of_but_by_again(desk: Desk) -> None:
    desk.morning()
    desk.store.unlink()
    told = desk.do("send", story.DATE)
    assert (told.code, desk.came()) == (3, [1, 1])
    assert f"briefing send {story.DATE} --again" in told.err
    desk.store.unlink()
    assert desk.do("send", story.DATE, "--again", "--to", INES).code == 0
    assert desk.came() == [2, 1]


@pytest.mark.slow
def test_whatever_is_damaged_in_the_archive_is_told_in_words_and_nothing_goes_twice(desk: Desk) -> None:
    desk.morning()
    whole = desk.store.read_bytes()
    chance = random.Random(7)  # noqa: S311 - the same every time
    seen = set()
    for number in range(60):
        desk.store.write_bytes(damaged(whole, chance))
        before = files_below(desk.out / story.DATE)
        done = desk.do(*COMMANDS[number % len(COMMANDS)])  # a traceback would end the test
        seen.add("is damaged" in done.err)
        assert done.code in {0, 1, 3}
        assert done.code != 1 or done.err.count("\n") == 1
        if done.code == 1:
            assert files_below(desk.out / story.DATE) == before
        assert [path.name for path in desk.out.rglob(".new-*")] == []
    assert seen == {True, False}
    assert desk.came() == [1, 1]


@pytest.mark.parametrize(
    ("wrong", "value"),
    [
        ("UPDATE document SET raw", b"no deflate"),
        ("UPDATE sighting SET record", "{"),
        ("UPDATE sighting SET said", "[]"),
    ],
)
def test_a_row_that_is_no_record_is_damage_and_no_traceback(desk: Desk, wrong: str, value: object) -> None:
    """SQLite keeps no checksum of a row, so that its own check finds nothing."""
    desk.morning()
    with closing(sqlite3.connect(desk.store)) as database, database:
        database.execute(f"{wrong} = ?", (value,))
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    done = desk.do("archive", "show", "1")
    assert done.code == 1
    assert f"{desk.store}: is damaged" in done.err
    assert "move it away" in done.err


def test_what_fails_over_a_damaged_file_is_damage_and_over_a_whole_one_a_fault_of_the_program(tmp_path: Path) -> None:
    store = tmp_path / "briefing.sqlite"
    with opened(store) as database:
        database.execute("INSERT INTO run (started, outcome) VALUES ('', '')")
        (root,) = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'run'").fetchone()
    with pytest.raises(TypeError), opened(store, read_only=True):
        raise TypeError
    data = store.read_bytes()  # the page of that row alone: a file whose tables are not known fails by itself
    store.write_bytes(data[: (root - 1) * PAGE] + bytes(PAGE) + data[root * PAGE :])
    with pytest.raises(StoreError, match="is damaged"), opened(store, read_only=True):
        raise TypeError


# --- nobody who hears


@pytest.mark.slow
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full")  # noqa: PTH110 - no file
def test_where_nothing_can_be_printed_the_issue_stands_and_the_message_says_so(desk: Desk) -> None:
    command = [sys.executable, "-m", "briefing", "run", "--now", NOW, "--config", str(desk.config)]
    with open("/dev/full", "w") as full:  # noqa: PTH123
        done = subprocess.run(
            [*command, "--out", str(desk.out)], cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "cannot be written: No space left on device; what was made stands" in done.stderr
    assert check(desk.out / story.DATE)[1] == ()
    assert desk.came() == [1, 1]


# --- memory that is short


@pytest.mark.slow
@pytest.mark.parametrize(
    "where",
    [
        "morning.gather_sources",
        "morning.harvest",
        "making.select",
        "making.compose",
        "publishing.verify",
        "publishing.pack_sources",
        "publishing.rebuild",
        "morning.remember",
        "morning.deliver",
    ],
)
def test_where_memory_runs_out_a_line_says_so_and_the_next_run_makes_up_for_it(
    desk: Desk, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as short:
        short.setattr(f"briefing.run.{where}", lambda *_, **__: bytearray(1 << 60))
        done = desk.morning()
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert "there was not enough memory" in done.err
    assert desk.came() == [0, 0]
    assert desk.morning(LATER).code in {0, 3}
    assert check(desk.out / story.DATE)[1] == ()
    assert desk.came() == [1, 1]
