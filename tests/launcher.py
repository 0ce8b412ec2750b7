"""Runs of the program, each a process of its own, killed where it is told to be: started by week.py, never by itself.

The modules are loaded once and each run is a fork of this process, since a week takes many. A line of JSON on standard
input is a run, a line of JSON on standard output what became of it:

    words   the arguments of the program
    kill    the instant at which it dies, by SIGKILL; 0 for none, and instants are counted all the same
    room    how many bytes a file may have, as if the disk were full then; 0 for any
    times   how many of them there are at once

Instants are counted from where the issue is put on the ledger, or where none is to be made, from where what is owed is
looked for: one before and one after each call that others can notice, of a file, a socket or the database.
"""

from __future__ import annotations

import contextlib
import functools
import importlib
import io
import itertools
import json
import os
import resource
import signal
import socket
import sqlite3
import ssl
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import briefing.cli
import briefing.run.delivering
import briefing.run.morning

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

NOTICED: tuple[tuple[Any, str], ...] = (
    *((os, name) for name in ("open", "write", "replace", "rename", "link", "mkdir", "unlink", "fsync", "ftruncate")),
    *((io, name) for name in ("open",)),
    *((kind, name) for kind in (socket.socket, ssl.SSLSocket) for name in ("connect", "send", "sendall", "recv_into")),
    (ssl.SSLSocket, "do_handshake"),
)
"""What others can notice, besides what is said to the database."""


class Instants:
    """Counts the instants of this process from when it is armed, and ends it at one of them."""

    def __init__(self, kill: int) -> None:
        self._numbers, self._kill, self.armed = itertools.count(1), kill, False
        self.last = 0

    def pass_one(self) -> None:
        """Be at the next instant."""
        if self.armed:
            self.last = next(self._numbers)
            if self.last == self._kill:
                os.kill(os.getpid(), signal.SIGKILL)

    def around(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function with an instant before and one after it."""

        @functools.wraps(function)
        def called(*arguments: Any, **options: Any) -> Any:
            self.pass_one()
            result = function(*arguments, **options)
            self.pass_one()
            return result

        return called

    def arming(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function with which the counting begins."""

        @functools.wraps(function)
        def called(*arguments: Any, **options: Any) -> Any:
            self.armed = True
            return function(*arguments, **options)

        return called


def watched(kill: int) -> Instants:
    """Let all that others can notice be counted."""
    instants = Instants(kill)
    for place, name in NOTICED:
        setattr(place, name, instants.around(getattr(place, name)))

    class Database(sqlite3.Connection):
        execute = instants.around(sqlite3.Connection.execute)
        executemany = instants.around(sqlite3.Connection.executemany)

    setattr(sqlite3, "connect", functools.partial(sqlite3.connect, factory=Database))  # noqa: B010 - nothing else is typed
    for module, name in ((briefing.run.morning, "intend"), (briefing.run.delivering, "deliver_owed")):
        setattr(module, name, instants.arming(getattr(module, name)))
    return instants


def run(words: list[str], kill: int, room: int, streams: Sequence[int], told: Path) -> None:
    """Be the program, and tell how many instants there were and which modules it needed."""
    for number, stream in enumerate(streams, 1):
        os.dup2(stream, number)
    if room:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    instants = watched(kill)
    sys.argv = ["briefing", *words]
    code = 70
    try:
        briefing.cli.main()
    except SystemExit as left:
        code = int(left.code or 0)
    finally:
        with contextlib.suppress(OSError):
            told.write_text(json.dumps({"instants": instants.last, "modules": list(sys.modules)}))
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


@dataclass
class Fork:
    """A run of the program in a fork of this process, in a folder of its own."""

    folder: Path
    words: list[str]
    kill: int = 0
    room: int = 0

    def __post_init__(self) -> None:
        self._streams = [(self.folder / name).open("w+b") for name in ("out", "err")]
        self._told = self.folder / "told.json"
        self._child = os.fork()
        if not self._child:
            run(self.words, self.kill, self.room, [one.fileno() for one in self._streams], self._told)

    def ended(self) -> dict[str, Any]:
        """Wait for its end and return what became of it; from now on its modules are loaded here."""
        code = os.waitstatus_to_exitcode(os.waitpid(self._child, 0)[1])
        texts = []
        for stream in self._streams:
            stream.seek(0)
            texts.append(stream.read().decode())
            stream.close()
        told = self._told.read_text() if self._told.exists() else ""
        found: dict[str, Any] = json.loads(told) if told.endswith("}") else {"instants": 0, "modules": []}
        for name in sorted(set(found["modules"]) - set(sys.modules)):
            with contextlib.suppress(Exception):
                importlib.import_module(name)
        return {"code": code, "out": texts[0], "err": texts[1], "instants": found["instants"]}


def runs(asked: dict[str, Any], times: int) -> list[dict[str, Any]]:
    """Run the program so many times at once; return what became of each."""
    with contextlib.ExitStack() as stack:
        folders = [Path(stack.enter_context(tempfile.TemporaryDirectory())) for _ in range(times)]
        forks = [Fork(folder, **asked) for folder in folders]
        return [fork.ended() for fork in forks]


if __name__ == "__main__":
    for line in sys.stdin:
        wanted = json.loads(line)
        sys.stdout.write(json.dumps(runs(wanted, wanted.pop("times"))) + "\n")
        sys.stdout.flush()
