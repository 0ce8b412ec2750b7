"""Files that are their owner's alone, whatever the umask: the archive, its lock, the log, an export.

They hold the addresses of readers, and what sources sent to you alone. A link in their place is followed where
you or root have made it, and never where another account has.
"""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FILE, FOLDER = 0o600, 0o700
_OTHERS = 0o077
_ALWAYS = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


def opened(path: Path, flags: int, *, link: bool = True) -> int:
    """Return the descriptor of a file, made where there is none; one that others may open is theirs no more.

    Without `link` no link is followed, whoever made it. Raises OSError.
    """
    check_link(path)
    file = os.open(path, flags | os.O_CREAT | _ALWAYS | (0 if link else _NO_LINK), FILE)
    try:
        if _is_too_wide(found := os.fstat(file)):
            os.fchmod(file, FILE & found.st_mode)
    except BaseException:
        os.close(file)
        raise
    return file


def secure(path: Path) -> None:
    """Make a file where there is none, and take from others what they may do with one that is there. Raises OSError.

    One that is there is not opened: closing it would let go the locks that SQLite has on it in this process.
    """
    check_link(path)
    place = path.resolve() if path.is_symlink() else path
    try:
        os.close(os.open(place, os.O_RDONLY | os.O_CREAT | os.O_EXCL | _ALWAYS, FILE))
    except FileExistsError:
        if _is_too_wide(place.stat()):
            place.chmod(FILE & place.stat().st_mode)


def write_new(path: Path, data: bytes) -> None:
    """Write a file that is not there yet, in a folder that is made for its owner alone. Raises OSError."""
    missing = [folder for folder in path.parents if not folder.exists()]
    for folder in reversed(missing):
        folder.mkdir(FOLDER)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _ALWAYS, FILE), "wb") as file:
        file.write(data)


def check_link(path: Path) -> None:
    """Raise OSError where a link of another account stands in a file's place."""
    if not hasattr(os, "geteuid") or not path.is_symlink():
        return
    if path.lstat().st_uid not in {os.geteuid(), 0}:
        raise OSError(errno.EPERM, "it is a link that another account has made", str(path))


def _is_too_wide(found: os.stat_result) -> bool:
    """Whether a file is one's own, and others may do something with it; Windows leaves that to the folder."""
    own = hasattr(os, "geteuid") and found.st_uid == os.geteuid()
    return own and stat.S_ISREG(found.st_mode) and bool(found.st_mode & _OTHERS)
