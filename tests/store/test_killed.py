from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from archived import MONDAY, put, storm
from program import ROOT

from briefing.errors import StoreError
from briefing.store.archive import articles
from briefing.store.issues import recall
from briefing.store.search import Asked, search
from briefing.store.sources import source_states

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
EACH = 3
STORE, REPORT = "briefing.sqlite", "report.txt"
ALL: dict[str, int | None] = {"Lume": None}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL and no SIGSTOP there"),
]


@contextmanager
def filing(folder: Path, *steps: int) -> Iterator[subprocess.Popen[bytes]]:
    paths = os.pathsep.join(map(str, (ROOT, HERE)))
    process = subprocess.Popen(
        [sys.executable, str(HERE / "killing.py"), str(folder), *map(str, steps)],
        env={**os.environ, "PYTHONPATH": paths},
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_for(report: Path, process: subprocess.Popen[bytes]) -> None:
    """Wait until something has been filed."""
    while not report.exists():
        assert process.poll() is None
        time.sleep(0.002)


def check(folder: Path) -> int:
    """Look at what is left; return how many batches are on file."""
    store, report = folder / STORE, folder / REPORT
    told = [line.split() for line in report.read_text().splitlines()] if report.exists() else []
    batches = [int(number) for what, number in told if what == "filed"]
    issues = [int(number) for what, number in told if what == "issue"]
    found = {str(one.article.title.value) for one in articles(store, ALL)}
    state = source_states(store).get(("Lume", "https://gazette.example/feed"))
    filed = int(state.etag) if state else 0
    assert len(batches) <= filed <= len(batches) + 1
    assert found == {f"Report of ship {batch * 100 + at}" for batch in range(1, filed + 1) for at in range(EACH)}
    assert {f"Issue {number}." for number in issues} <= {said.text for said in recall(store, "lume").said}
    assert len(search(store, Asked("storm*", most=10_000))) == len(found)
    put(store, storm(7), now=MONDAY)
    with closing(sqlite3.connect(store)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        database.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
    return filed


def test_a_kill_at_any_step_loses_nothing_that_was_filed(tmp_path: Path) -> None:
    steps = [1 + number * 13 for number in range(40)]
    with filing(tmp_path, *steps) as process:
        assert process.wait(timeout=120) == 0
    filed = [check(tmp_path / str(step)) for step in steps]
    assert filed[0] == 0
    assert filed[-1] > 2
    assert len(set(filed)) > 2


def test_a_kill_at_any_time_loses_nothing_that_was_filed(tmp_path: Path) -> None:
    """At other instants than between SQLite's steps: while it writes and syncs."""
    chance = random.Random(5)  # noqa: S311 - the same every time
    for number in range(8):
        folder = tmp_path / str(number)
        folder.mkdir()
        with filing(folder) as process:
            wait_for(folder / REPORT, process)
            time.sleep(chance.uniform(0, 0.12))
        check(folder)


def test_the_files_as_a_power_cut_leaves_them_open_again(tmp_path: Path) -> None:
    """All files as they are at one moment, copied while the process stands still."""
    chance = random.Random(8)  # noqa: S311
    report = tmp_path / REPORT
    journals = 0
    with filing(tmp_path) as process:
        wait_for(report, process)
        for number in range(12):
            time.sleep(chance.uniform(0, 0.03))
            process.send_signal(signal.SIGSTOP)
            os.waitpid(process.pid, os.WUNTRACED)
            copy = tmp_path / f"copy {number}"
            copy.mkdir()
            for path in tmp_path.glob("*.*"):
                shutil.copy(path, copy)
            process.send_signal(signal.SIGCONT)
            journals += (copy / "briefing.sqlite-journal").exists()
            check(copy)
    assert journals


def test_several_processes_read_while_one_writes(tmp_path: Path) -> None:
    store, report = tmp_path / STORE, tmp_path / REPORT
    read = (
        "import sys; from pathlib import Path; from briefing.store.archive import articles\n"
        "from briefing.store.sources import source_states\n"
        "count = lambda: len(articles(Path(sys.argv[1]), {'Lume': None}))\n"
        "seen = [count() for _ in range(15)]\n"
        "while seen[-1] == seen[0]: seen.append(count())\n"
        "assert seen == sorted(seen) and not any(one % 3 for one in seen), seen\n"
        "print(seen[0], seen[-1])"
    )
    with filing(tmp_path) as process:
        wait_for(report, process)
        readers = [
            subprocess.Popen([sys.executable, "-c", read, str(store)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
            for _ in range(3)
        ]
        told = [reader.communicate(timeout=60)[0].split() for reader in readers]
        assert process.poll() is None
    assert all(int(last) > int(first) for first, last in told)


def test_what_is_left_of_a_kill_can_be_read_without_a_change(tmp_path: Path) -> None:
    store, report = tmp_path / STORE, tmp_path / REPORT
    with filing(tmp_path) as process:
        for _ in range(10_000):
            time.sleep(0.001)
            process.send_signal(signal.SIGSTOP)
            os.waitpid(process.pid, os.WUNTRACED)
            journal = store.with_name(f"{store.name}-journal")
            if report.exists() and journal.exists() and journal.read_bytes()[:8].strip(b"\0"):
                break
            process.send_signal(signal.SIGCONT)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert len(before) == 3
    try:
        found = len(articles(store, ALL))
    except StoreError as error:
        pytest.fail(str(error))
    assert found % EACH == 0
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
