"""One writer of a folder at a time, whoever it is: the kernel lets go where a writer ends, however it ends."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from typing import TYPE_CHECKING

from briefing.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

if sys.platform != "win32":  # where no folder can be opened
    import fcntl

PATIENCE = 20.0  # seconds to wait for another that is writing; an issue takes a small part of one
_AGAIN = 0.01


@contextlib.contextmanager
def alone(folder: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold a folder that is there for one writer; no file is made for it. Not to be asked for again by who has it.

    Raises OutputError where another has it for longer than `patience`, in seconds. Where the file system knows no such
    locks, or the folder cannot be opened, nothing is held.
    """
    handle = _opened(folder)
    try:
        if handle is not None:
            _take(handle, folder, patience)
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _opened(folder: Path) -> int | None:
    try:
        return os.open(folder, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
    except OSError:
        return None


def _take(handle: int, folder: Path, patience: float) -> None:
    end = time.monotonic() + patience
    while not _taken(handle):
        if time.monotonic() >= end:
            raise OutputError(folder, "is being written by another program; do it again when that is done")
        time.sleep(_AGAIN)


def _taken(handle: int) -> bool:
    if sys.platform == "win32":
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # the file system has no locks
        return True
    return True
