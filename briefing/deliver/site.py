"""The files of the site beside the issues: each written whole, none that is not the program's own."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

FOLDERS = {"topics": "html", "people": "html", "search": "js"}
"""The folders of the site, and how the names of their files end."""

_HEAD = 4000  # bytes within which a file of the site says what it is


def write_site(out: Path, files: Mapping[str, bytes | None], marks: Sequence[str]) -> tuple[OutputError, ...]:
    """Write the files of the site below `out`, and remove those of earlier ones that are no longer among them.

    A file is the site's own when one of the marks stands at its beginning; others in its place stay as they are, and
    are returned. What has not changed is not written; of a file that is known to stand as it is to be, its data may be
    None. Raises OutputError.
    """
    kept = []
    for name, data in sorted(files.items()):
        path = out / name
        if data is None:
            continue
        if not _is_free(path, marks):
            kept.append(OutputError(path, "is not of this program's making, and stays; the archive needs its place"))
        elif not path.is_file() or path.read_bytes() != data:
            _replace(path, data)
    for path in _earlier(out, marks, files):
        with _told(path):
            path.unlink()
    return tuple(kept)


def standing(out: Path, marks: Sequence[str], name: str) -> bytes | None:
    """Return a file of the site as it stands below `out`; None where there is none, or what is there is none of it."""
    path = out / name
    try:
        data = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
    except OSError:
        return None
    return data if any(mark.encode() in data[:_HEAD] for mark in marks) else None


def site_of(out: Path, marks: Sequence[str]) -> dict[str, bytes]:
    """Return the files of the site that stands below `out`, by their names; none where there is none.

    Raises OutputError for what cannot be read.
    """
    paths = [path for path in sorted(out.glob("*")) if path.suffix in {".html", ".xml", ".js"}]
    own = [path for path in paths if path.is_file() and not path.is_symlink() and _is_own(path, marks)]
    files = {}
    for path in (*own, *_earlier(out, marks)):
        with _told(path):
            files[path.relative_to(out).as_posix()] = path.read_bytes()
    return files


def _is_free(path: Path, marks: Iterable[str]) -> bool:
    """Whether there is nothing in a file's place, or one of the site."""
    if not os.path.lexists(path):
        return True
    return path.is_file() and not path.is_symlink() and _is_own(path, marks)


def _is_own(path: Path, marks: Iterable[str]) -> bool:
    with _told(path), path.open("rb") as file:
        head = file.read(_HEAD)
    nothing = not head.strip(b"\0")  # what a power cut leaves of a file that was not kept
    return nothing or any(mark.encode() in head for mark in marks)


def _earlier(out: Path, marks: Sequence[str], but: Container[str] = ()) -> Iterator[Path]:
    """Yield the files of the site that stand in its folders, but those of these names."""
    for folder, ending in FOLDERS.items():
        found = sorted((out / folder).glob(f"*.{ending}")) if _is_folder(out / folder) else ()
        paths = (path for path in found if f"{folder}/{path.name}" not in but)
        yield from (path for path in paths if path.is_file() and not path.is_symlink() and _is_own(path, marks))


def _is_folder(path: Path) -> bool:
    """Whether it is a folder, and no link to one."""
    return path.is_dir() and not path.is_symlink()


def _replace(path: Path, data: bytes) -> None:
    """Write a file beside its place, and then put it there."""
    with _told(path):
        if path.parent.name in FOLDERS and path.parent.is_symlink():
            raise OutputError(path.parent, "is a link, which may lead anywhere; remove it, and the pages are written")
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".new-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())  # else a power cut may leave the name, and nothing under it
            Path(name).chmod(0o666 & ~_umask())
            os.replace(name, path)  # noqa: PTH105 - atomic; the verb that says so
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def _umask() -> int:
    """Return what files of this process may not be, which can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(path, f"cannot be written: {error.strerror or error}") from error
