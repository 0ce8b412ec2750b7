"""Documents -> articles on all cores: where many pages arrive at once, helpers read them side by side.

A helper is this program, started anew: it gets documents and gives articles, over pipes. So nothing of this process is
in it (threads, connections, the script that it was started by), and a page that makes a helper crash or hang costs that
page and no other. What comes back is in the order of what was asked, and the same as if it had been read here.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import field
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from briefing.errors import InputError
from briefing.ingest.document import read_arrival
from briefing.model import Step, unseen
from briefing.model.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from multiprocessing.connection import Connection

    from briefing.model import Arrival, Article

ENOUGH = 0.75
"""Seconds of reading for which a helper pays: to start one costs half a second of a processor."""

LONGEST = 300
"""Seconds that a document may take before its helper is ended."""

_PAGE, _MEGABYTE = 0.005, 0.08  # seconds of a processor that a page takes, and of each megabyte of it
_LIGHT = 10  # so many documents of plain text are as much work as a page
_HEAVY = (b"<", b"%PDF", b"PK\x03\x04")
_SERVE = "from briefing.run.crew import serve; serve()"


def read_all(
    arrivals: Sequence[Arrival], cores: int = 0, name: str = "", told: Callable[[Step], None] = unseen
) -> list[Article | InputError]:
    """Return what each document holds, in their order, or why it cannot be read; by at most so many cores, 0 for all.

    `told` hears how many documents of `name` are read.
    """
    helpers = min(cores or available(), int(_seconds(arrivals) / ENOUGH))
    found: list[Article | InputError] = []
    with closing(_by_helpers(arrivals, helpers) if helpers > 1 else _here(arrivals)) as read:
        for done in range(len(arrivals)):
            told(Step("read", f"documents of {name}", done, len(arrivals)))
            found.append(next(read))
    return found


def _here(arrivals: Sequence[Arrival]) -> Generator[Article | InputError, None, None]:
    yield from map(read_here, arrivals)


def read_here(arrival: Arrival) -> Article | InputError:
    """Return what a document holds, or why it cannot be read, by this very process."""
    try:
        return read_arrival(arrival)
    except InputError as error:
        return error


def available() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _seconds(arrivals: Sequence[Arrival]) -> float:
    """Return about how long one core reads documents."""
    return sum(
        (_PAGE + _MEGABYTE * len(arrival.raw) / 1e6) / (1 if arrival.raw[:64].lstrip().startswith(_HEAVY) else _LIGHT)
        for arrival in arrivals
    )


def _by_helpers(arrivals: Sequence[Arrival], count: int) -> Generator[Article | InputError, None, None]:
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - only where there are many

    crew = [_Helper() for _ in range(count)]
    idle: SimpleQueue[_Helper] = SimpleQueue()
    for helper in crew:
        idle.put(helper)

    def read(arrival: Arrival) -> Article | InputError:
        helper = idle.get()
        try:
            return helper.read(arrival)
        finally:
            idle.put(helper)

    pool = ThreadPoolExecutor(count)
    try:
        yield from pool.map(read, arrivals)
    finally:  # an interrupt, too: without their processes the threads come to an end
        for helper in crew:
            helper.end()
        pool.shutdown(cancel_futures=True)


@dataclass(slots=True)
class _Helper:
    """A process that reads documents one after the other, begun with the first and anew after one that ended it."""

    process: subprocess.Popen[bytes] | None = None
    ways: tuple[Connection, Connection] | None = None
    over: bool = False
    late: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)

    def read(self, arrival: Arrival) -> Article | InputError:
        """Return what a document holds. What is a fault of the program is raised, by reading it here."""
        if not self._is_ready():
            return read_here(arrival)
        told = self._ask(arrival)
        if told is None:
            return InputError(arrival.path, self._why())
        if isinstance(told, tuple):
            return InputError(*told)
        return read_here(arrival) if isinstance(told, str) else told

    def end(self) -> None:
        """End the process, whatever it is doing, and begin none anew."""
        with self.lock:
            self.over = True
            if self.process:
                self.process.kill()
                self.process.wait()

    def _is_ready(self) -> bool:
        """Return whether a process is ready; where none can be had, documents are read here."""
        with self.lock:
            if self.ways or self.over:
                return not self.over
            self.process = _started()
            self.ways = _ways(self.process) if self.process else None
            self.over = self.ways is None
        if self.ways and _heard(self.ways[1]) is None:
            self._why()
            self.over = True
        return not self.over

    def _ask(self, arrival: Arrival) -> Any:
        """Return the process's answer, None where it ended instead."""
        self.late = False
        if not self.ways:
            return None
        into, out = self.ways
        clock = threading.Timer(LONGEST, self._stop)
        clock.daemon = True
        clock.start()
        try:
            into.send(arrival)
            return _heard(out)
        except OSError:
            return None
        finally:
            clock.cancel()

    def _stop(self) -> None:
        self.late = True
        if self.process:
            self.process.kill()

    def _why(self) -> str:
        """Return why the process ended, with which it is forgotten."""
        process, self.process, ways, self.ways = self.process, None, self.ways, None
        for way in ways or ():
            way.close()
        code = process.wait() if process else 0
        if self.late:
            return f"not read within {LONGEST} seconds"
        ended = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return f"ended the process that was reading it ({ended})"


def _ways(process: subprocess.Popen[bytes]) -> tuple[Connection, Connection] | None:
    """Return the ways to a process and back from it, which go on when those that it was started with are closed."""
    from multiprocessing.connection import Connection  # noqa: PLC0415 - only where there are many

    if not process.stdin or not process.stdout:
        return None
    with process.stdin as into, process.stdout as out:
        return Connection(os.dup(into.fileno()), readable=False), Connection(os.dup(out.fileno()), writable=False)


def _heard(way: Connection) -> Any:
    """Return what comes by a way, None where it ends."""
    try:
        return way.recv()
    except (EOFError, OSError):
        return None


def _started() -> subprocess.Popen[bytes] | None:
    path = os.pathsep.join(filter(None, sys.path))
    try:
        return subprocess.Popen(  # noqa: S603 - this very program
            [sys.executable, "-P", "-c", _SERVE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": path},
        )
    except OSError:
        return None


def serve() -> None:
    """Read documents from standard input and give what they hold, until there are no more.

    A document that cannot be read is answered by (path, problem), a fault of the program by its name.
    """
    from multiprocessing.connection import Connection  # noqa: PLC0415 - only where there are many

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it ends it
    documents, articles = Connection(os.dup(0), writable=False), Connection(os.dup(1), readable=False)
    os.dup2(2, 1)  # what a library prints is no answer
    articles.send("ready")
    while True:
        try:
            arrival: Arrival = documents.recv()
        except EOFError:
            return
        articles.send(_answer(arrival))


def _answer(arrival: Arrival) -> Article | tuple[str, str] | str:
    try:
        return read_arrival(arrival)
    except InputError as error:
        return error.path, error.problem
    except Exception as error:  # noqa: BLE001 - it is raised where there is somebody to see it
        return type(error).__name__
