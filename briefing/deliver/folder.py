"""An issue's folder: every file written whole, or none."""

from __future__ import annotations

import contextlib
import io
import lzma
import os
import re
import shutil
import tempfile
import time
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.deliver.alone import alone
from briefing.errors import BriefFileError, OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefing.model import Article, Brief

SOURCES = "sources.zip"
"""The file beside a brief that holds the reports it quotes: as they were read, and their cleaned text."""

PRIVATE = frozenset({"brief.eml"})
"""Files of an issue that hold readers' addresses: they are their owner's alone, the others are to be published."""

LARGEST = 256 << 20
"""Bytes that a zip may hold unpacked, beyond its own size: the program's own are not compressed."""

_STEERS = re.compile(r"[\\\x00-\x1f\x7f]")  # what parts or ends a path on some system, wherever the zip is unpacked
_LONGEST = 200  # characters of a name in the zip, with its ending
_ADVICE = "choose another place by --out"
_STAGE = ".new-"
_WHOLE = ".whole"
"""What is being written, and what is written and to be moved: folders in that of the issue."""

_BEFORE = "before-"
_LEFT = 3600  # seconds after which nobody is at a stage any more
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say: the same brief gives the same bytes


def write_issue(folder: Path, files: Mapping[str, bytes], advice: str = _ADVICE) -> None:
    """Write the files of an issue into its folder: all are written beside it first, and only then put in place.

    Raises OutputError that names what could not be written, with the advice; then nothing of the folder has changed.
    """
    with _told(folder, advice):
        if folder.is_symlink():
            raise OutputError(folder, f"is a link, which may lead anywhere; {advice}, or remove it")
        folder.mkdir(parents=True, exist_ok=True)
    with _told(folder, advice), alone(folder), _staged(folder) as stage:
        finish(folder)
        for name, data in files.items():
            _write(stage / name, data)
        before = [name for name in files if (folder / name).is_file()]
        for name in before:
            shutil.copy2(folder / name, stage / f"{_BEFORE}{name}", follow_symlinks=False)
        _sync(stage)
        whole = stage.rename(folder / _WHOLE)  # from here on it is written, whoever moves the files
        _sync(folder)
        try:
            _put_in_place(whole, folder, list(files), before)
            _sync(folder)
        finally:
            shutil.rmtree(whole, ignore_errors=True)


def finish(folder: Path) -> None:
    """Put in place what a writing that was killed, or lost its power, had whole and only to move. Raises OSError."""
    whole = folder / _WHOLE
    if whole.is_dir() and not whole.is_symlink():
        for path in sorted(whole.iterdir()):
            if not path.name.startswith(_BEFORE):
                os.replace(path, folder / path.name)  # noqa: PTH105 - atomic; the verb that says so
        _sync(folder)
        shutil.rmtree(whole)


def tidy(out: Path) -> None:
    """Finish all issues below a folder, and remove what was left of writing by who was killed, an hour ago or earlier.

    What cannot be mended stays for the next time.
    """
    now = time.time()
    for path in (*out.glob(f"*/{_WHOLE}"), *out.glob(f"{_STAGE}*"), *out.glob(f"*/{_STAGE}*")):
        with contextlib.suppress(OSError, OutputError):
            if path.parent.is_symlink() and path.parent != out:
                continue
            if path.name == _WHOLE:
                with alone(path.parent, 0):
                    finish(path.parent)
            elif abs(now - path.lstat().st_mtime) < _LEFT:  # a clock may have been ahead
                continue
            elif path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()


def _sync(folder: Path) -> None:
    """Keep on the disk which names a folder has, where the system lets one."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _put_in_place(stage: Path, folder: Path, names: Sequence[str], before: Sequence[str]) -> None:
    """Move the files from the stage; where one cannot be moved, put back those that stood there before."""
    moved: list[str] = []
    try:
        for name in names:
            os.replace(stage / name, folder / name)  # noqa: PTH105 - atomic; the verb that says so
            moved.append(name)
    except OSError:
        for name in moved:
            if name in before:
                os.replace(stage / f"{_BEFORE}{name}", folder / name)  # noqa: PTH105
            else:
                (folder / name).unlink()
        raise


@contextlib.contextmanager
def _told(folder: Path, advice: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        where = error.filename2 or error.filename
        file = folder / Path(where).name.removeprefix(_BEFORE) if where and _is_ours(str(where)) else where or folder
        what = error.strerror or str(error)
        raise OutputError(file, f"cannot be written: {what}; {advice}") from error


@contextlib.contextmanager
def _staged(folder: Path) -> Iterator[Path]:
    stage = Path(tempfile.mkdtemp(prefix=_STAGE, dir=folder))
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _is_ours(where: str) -> bool:
    return f"{os.sep}{_STAGE}" in where or f"{os.sep}{_WHOLE}" in where


def _write(path: Path, data: bytes) -> None:
    mode = 0o600 if path.name in PRIVATE else 0o666
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, mode), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def pack_sources(brief: Brief, articles: Mapping[str, Article], beside: Mapping[str, bytes] | None = None) -> bytes:
    """Return the zip of the reports that a brief quotes: `a1/<name as read>` and `a1/cleaned.txt`, for each.

    `articles` are given by their ids in the brief; `beside` are further files by their names. Nothing is
    compressed, since compressors differ by machine.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for source in brief.articles:
            if source.quoted:
                article = articles[source.id]
                archive.writestr(zipfile.ZipInfo(f"{source.id}/{_name(article)}", _EPOCH), article.raw)
                cleaned = article.text.encode("utf-8", "surrogatepass")
                archive.writestr(zipfile.ZipInfo(f"{source.id}/cleaned.txt", _EPOCH), cleaned)
        for name, data in (beside or {}).items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), data)
    return packed.getvalue()


def _name(article: Article) -> str:
    name = Path(article.path).name.encode("utf-8", "replace").decode("utf-8")
    return "read-" + (_STEERS.sub("_", name)[-_LONGEST:] or "text.txt")


def unpack_sources(path: Path) -> dict[str, tuple[str, bytes, str]]:
    """Return, by their ids, the name, the bytes and the cleaned text of the reports beside a brief.

    Raises BriefFileError where the zip is missing or damaged.
    """
    found: dict[str, dict[str, bytes]] = {}
    try:
        with read_zip(path) as archive:
            for info in archive.infolist():
                id_, _, name = info.filename.partition("/")
                found.setdefault(id_, {})[name] = archive.read(info)
        return {id_: _copy(files) for id_, files in found.items() if "cleaned.txt" in files}
    except FileNotFoundError:
        raise BriefFileError(path, "is not there; name the documents: briefing verify BRIEF DOCUMENTS...") from None
    except UNREADABLE as error:
        raise BriefFileError(path, f"cannot be read: {error}") from error


UNREADABLE = (OSError, ValueError, RuntimeError, EOFError, zipfile.BadZipFile, zlib.error, lzma.LZMAError)
"""What reading a zip raises where it is none, damaged, encrypted, or packed in a way that nobody here knows."""


@contextlib.contextmanager
def read_zip(path: Path) -> Iterator[zipfile.ZipFile]:
    """Yield a zip to read, all of which has room in memory. Raises one of `UNREADABLE`."""
    with zipfile.ZipFile(path) as archive:
        if sum(info.file_size for info in archive.infolist()) > LARGEST + path.stat().st_size:
            raise ValueError("it holds far more than its size")
        yield archive


def _copy(files: Mapping[str, bytes]) -> tuple[str, bytes, str]:
    name = next((name for name in files if name.startswith("read-")), "read-")
    return name.removeprefix("read-"), files.get(name, b""), files["cleaned.txt"].decode("utf-8", "surrogatepass")
