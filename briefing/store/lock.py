"""One run at a time: a lock that the kernel releases when its holder ends, however it ends."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

from briefing.errors import StoreError
from briefing.store.owned import opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _taken(file: int) -> bool:
        os.lseek(file, _BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _taken(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


_BYTE = 1 << 20  # what Windows locks cannot be read by others: a byte far behind what is written


@contextlib.contextmanager
def locked(path: Path) -> Iterator[bool]:
    """Yield whether the lock of that name could be had; it is held until the block ends, or the process does.

    The file stays and means nothing by itself: it holds the number of the process that had the lock last. Who lets
    another process inherit it shares the lock. Raises StoreError where the file cannot be made or locked at all.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = opened(path, os.O_RDWR, link=False)
    except OSError as error:
        raise StoreError(path, f"cannot be locked ({error.strerror}); name another file by brief.store") from error
    try:
        got = _got(path, file)
        if got:
            os.ftruncate(file, 0)
            os.lseek(file, 0, os.SEEK_SET)
            os.write(file, f"{os.getpid()}\n".encode())
        yield got
    finally:
        os.close(file)


def holder(path: Path) -> str:
    """Return the number of the process that had the lock last, "" where it is not known."""
    try:
        return path.read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""


def _got(path: Path, file: int) -> bool:
    try:
        return _taken(file)
    except OSError as error:
        raise StoreError(path, f"cannot be locked ({error.strerror}); is it on a folder of the network?") from error
