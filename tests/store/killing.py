"""A process that files without end and is killed: run by test_killed.py, never by itself.

    killing.py FOLDER N M ...     at each of these steps of SQLite a process is killed, with SIGKILL, in FOLDER/N
    killing.py FOLDER             killed by others

What was filed for certain is told in report.txt, a line each, written through before the next batch is begun.
"""

from __future__ import annotations

import itertools
import os
import signal
import sqlite3
import sys
from datetime import date
from pathlib import Path

from archived import MONDAY, VERSION, storm

from briefing.model import Batch, Past, Said, SourceState
from briefing.store.filing import file
from briefing.store.issues import remember

EACH = 3  # articles in a batch
STEPS = 97  # instructions of SQLite's machine between two looks


def killed_at(number: int) -> None:
    """Let every connection from now on count its steps, and the process die at one of them."""
    real, steps = sqlite3.connect, itertools.count(1)

    def step() -> int:
        if next(steps) == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    def connect(*arguments: object, **options: object) -> sqlite3.Connection:
        database: sqlite3.Connection = real(*arguments, **options)  # type: ignore[call-overload]
        database.set_progress_handler(step, STEPS)
        return database

    sqlite3.connect = connect  # type: ignore[assignment]


def work(store: Path, report: int) -> None:
    """File batch after batch with the validators that stand for it, and remember an issue now and then."""
    for number in itertools.count(1):
        filings = tuple(storm(number * 100 + place) for place in range(EACH))
        state = SourceState("Lume", "https://gazette.example/feed", etag=str(number))
        file(store, Batch(filings, (state,)), MONDAY, VERSION)
        os.write(report, f"filed {number}\n".encode())
        if number % 3 == 0:
            day = date.fromordinal(MONDAY.toordinal() + number)
            remember(store, "lume", Past((day,), (Said(day, "port", "port-1", "new", f"Issue {number}."),)))
            os.write(report, f"issue {number}\n".encode())


def start(folder: Path) -> None:
    """File in a folder until the end."""
    work(folder / "briefing.sqlite", os.open(folder / "report.txt", os.O_WRONLY | os.O_CREAT | os.O_APPEND))


if __name__ == "__main__":
    folder, *steps = sys.argv[1:]
    for step in steps:
        Path(folder, step).mkdir()
        child = os.fork()  # the modules are loaded once
        if not child:
            killed_at(int(step))
            start(Path(folder, step))
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    if not steps:
        start(Path(folder))
