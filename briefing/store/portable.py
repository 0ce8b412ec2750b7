"""The archive as files, and back: a folder with the bytes of each document as they were, and what is known beside them.

    FOLDER/index.json                 what this is, its version, and every file with its SHA-256
    FOLDER/documents/ab/abcd....raw   the bytes of a document, named by their SHA-256
    FOLDER/articles/ab/abcd....json   an article: its versions, the sightings of each, what was said, how it was read
    FOLDER/unread/abcd....json        what could not be read, by its mark

An article is named by the digest of its oldest version, so that the same archive gives the same files, whatever numbers
its tables use. Issues, the state of the sources and runs are not in it: they belong to a place, not to the reports.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import sqlite3
import stat
from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, Any

from briefing.errors import StoreError
from briefing.model import Step, counted, unseen
from briefing.store import records
from briefing.store.database import opened
from briefing.store.filing import keep_document, keep_sighting
from briefing.store.index import index, is_indexed, stand
from briefing.store.owned import write_new
from briefing.store.records import DamagedError
from briefing.store.salvage import rows
from briefing.text.fingerprints import unpack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from briefing.model import Arrival, Article
    from briefing.text.identity import Traits

FORMAT = 1
INDEX = "index.json"
EACH = 500  # articles that are imported in one transaction
LARGEST = 256 << 20
"""Bytes of the largest file of an export that is read: documents have at most 64 MiB, JSON may need some times that."""

_NAME = re.compile(
    r"documents/[0-9a-f]{2}/[0-9a-f]{64}\.raw|articles/[0-9a-f]{2}/[0-9a-f]{64}\.json|unread/[0-9a-f]{32}\.json"
)
_COLUMNS = ("source", "version", "first_seen", "last_seen", "shown", "held", "said", "record", "traits", "text")


def export(path: Path, folder: Path, told: Callable[[Step], None] = unseen) -> tuple[int, int]:
    """Write the archive into an empty or new folder; return how many documents, and how many rows are damaged.

    What is damaged is left out, with what rests on it. `told` hears of each file. Raises StoreError.
    """
    if folder.exists() and any(folder.iterdir()):
        raise StoreError(folder, "is not empty; name a folder that is empty or not there yet")
    with opened(path, read_only=True) as database:
        total = _total(database)
        files: dict[str, str] = {}
        lost: Counter[str] = Counter()
        for number, (name, data) in enumerate(_files(database, lost)):
            if not _NAME.fullmatch(name):  # made from what the archive holds, which may be somebody else's
                raise StoreError(path, f"holds a document under the name {name[:80]!r}; it is damaged, or was forged")
            told(Step("export", "files", number, total))
            files[name] = _put(folder / name, data)
    _put(folder / INDEX, _json({"format": FORMAT, "files": files}))
    return sum(name.startswith("documents/") for name in files), lost.total()


def bring_in(path: Path, folder: Path, told: Callable[[Step], None] = unseen) -> tuple[int, int]:
    """Take what was exported into an archive; return how many articles came, and how many it had already.

    What is there is not changed. Every file is held against its SHA-256 first. `told` hears of what is taken in.
    Raises StoreError.
    """
    try:
        return _brought(path, folder, _checked(folder, told), told)
    except OSError as error:
        raise StoreError(error.filename or folder, f"cannot be read: {error.strerror}; is it an export?") from error
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
        raise StoreError(folder, f"holds what no export does ({error!r}); what came before it was taken in") from error


def _brought(path: Path, folder: Path, names: list[str], told: Callable[[Step], None]) -> tuple[int, int]:
    came = had = 0
    copies: list[tuple[str, int]] = []
    articles = [name for name in names if name.startswith("articles/")]
    for begin in range(0, len(articles), EACH):
        with opened(path) as database:
            for place, name in enumerate(articles[begin : begin + EACH], begin):
                told(Step("import", "articles", place, len(articles)))
                found = json.loads(_bytes(folder, name))
                number = _take(database, folder, found)
                came, had = came + bool(number), had + (not number)
                copies += [(found["copy_of"], number)] if number and found["copy_of"] else []
    with opened(path) as database:
        database.executemany(_COPIED, copies)
        for name in (name for name in names if name.startswith("unread/")):
            _take_unread(database, folder, json.loads(_bytes(folder, name)))
    return came, had


# --- out

_COUNT = """
    SELECT (SELECT count(*) FROM document) + (SELECT count(*) FROM article) + (SELECT count(*) FROM unread)
"""


def _total(database: sqlite3.Connection) -> int:
    try:
        return int(database.execute(_COUNT).fetchone()[0])
    except sqlite3.Error:  # damaged; what can be read is written all the same
        return 0


def _files(database: sqlite3.Connection, lost: Counter[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of each file; `lost` counts what cannot be read, by tables."""
    whole: dict[int, str] = {}
    for row in rows(database, "document", lost):
        with _counted(lost, "document"):
            raw = records.unpacked(row["raw"])
            yield _document(row["sha256"]), raw
            whole[row["id"]] = row["sha256"]
    for row in rows(database, "article", lost):
        with _counted(lost, "article"):
            data = _json(_article(database, row["id"], whole))
            digest = hashlib.sha256(data).hexdigest()
            yield f"articles/{digest[:2]}/{digest}.json", data
    for row in rows(database, "unread", lost):
        with _counted(lost, "unread"):
            one = {name: row[name] for name in ("source", "problem", "first_seen", "last_seen")}
            one |= {"document": whole[row["document"]], "mark": row["mark"].hex(), "said": records.loaded(row["said"])}
            yield f"unread/{one['mark']}.json", _json(one)


@contextlib.contextmanager
def _counted(lost: Counter[str], table: str) -> Iterator[None]:
    """Go on after a row that is damaged, or rests on one that is."""
    try:
        yield
    except (DamagedError, sqlite3.Error, LookupError, TypeError, UnicodeDecodeError):
        lost[table] += 1


def _article(database: sqlite3.Connection, number: int, whole: dict[int, str]) -> dict[str, Any]:
    first_seen, copied = database.execute(
        "SELECT article.first_seen, (SELECT text_of.sha256 FROM sighting JOIN document AS text_of ON text_of.id ="
        " sighting.document WHERE sighting.article = article.copy_of ORDER BY sighting.id LIMIT 1) FROM article"
        " WHERE id = ?",
        (number,),
    ).fetchone()
    revisions = database.execute("SELECT id FROM revision WHERE article = ? ORDER BY number", (number,)).fetchall()
    versions = [_version(database, revision, whole) for (revision,) in revisions]
    return {"first_seen": first_seen, "copy_of": copied, "versions": versions}


def _version(database: sqlite3.Connection, revision: int, whole: dict[int, str]) -> list[dict[str, Any]]:
    found = database.execute(
        f"SELECT id, document, sketch, {', '.join(_COLUMNS)} FROM sighting"  # noqa: S608 - our own words
        " WHERE revision = ? ORDER BY id",
        (revision,),
    ).fetchall()
    return [_sighting(database, number, whole[document], *row) for number, document, *row in found]


def _sighting(database: sqlite3.Connection, number: int, sha256: str, sketch: bytes, *values: str) -> dict[str, Any]:
    found: dict[str, Any] = dict(zip(_COLUMNS, values, strict=True))
    for name in ("said", "record", "traits"):
        found[name] = records.loaded(found[name])
    marks = database.execute("SELECT mark, last_seen FROM mark WHERE sighting = ? ORDER BY mark", (number,))
    marked = {mark.hex(): seen for mark, seen in marks.fetchall()}
    return found | {"document": sha256, "sketch": sketch.hex(), "marks": marked}


def _document(sha256: str) -> str:
    return f"documents/{sha256[:2]}/{sha256}.raw"


def _json(value: object) -> bytes:
    return (json.dumps(value, indent=1, sort_keys=True) + "\n").encode("ascii")


def _put(path: Path, data: bytes) -> str:
    """Write a file; return its SHA-256."""
    try:
        write_new(path, data)
    except OSError as error:
        raise StoreError(path, f"cannot be written: {error.strerror}") from error
    return hashlib.sha256(data).hexdigest()


# --- in


def _bytes(folder: Path, name: str) -> bytes:
    """Return what a file of an export holds, which lies in its folder and is no link. Raises StoreError, OSError."""
    path = folder / name
    if name != INDEX and not _NAME.fullmatch(name):
        raise StoreError(folder / INDEX, f"names {name[:80]!r}, which is no file of an export; nothing of it was read")
    if path.resolve() != folder.resolve() / name:
        raise StoreError(path, "is a link, or lies behind one, which no export has")
    if not stat.S_ISREG(path.stat().st_mode) or path.stat().st_size > LARGEST:
        raise StoreError(path, f"is no file, or has more than {LARGEST >> 20} MB")
    return path.read_bytes()


def _checked(folder: Path, told: Callable[[Step], None]) -> list[str]:
    """Return the names of the files of an export, each found and as it was written."""
    try:
        index = json.loads(_bytes(folder, INDEX))
        if index["format"] != FORMAT:
            raise StoreError(folder / INDEX, f"is of format {index['format']}; this version of briefing reads {FORMAT}")
        for name, sha256 in counted(sorted(index["files"].items()), Step("check", "files"), told):
            if hashlib.sha256(_bytes(folder, name)).hexdigest() != sha256:
                raise StoreError(folder / name, "is not what was exported; nothing was imported")
        return sorted(index["files"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise StoreError(folder / INDEX, f"is not the index of an export ({error!r})") from error


_COPIED = """
    UPDATE article SET copy_of = (
        SELECT min(article) FROM sighting JOIN document ON document.id = document WHERE sha256 = ?
    ) WHERE id = ?
"""


def _take(database: sqlite3.Connection, folder: Path, found: dict[str, Any]) -> int:
    """Take in an article, unless one of its marks is known; return its number, 0 where it was not taken."""
    marks = [mark for version in found["versions"] for one in version for mark in one["marks"]]
    if any(_is_marked(database, mark) for mark in marks):
        return 0
    added = database.execute("INSERT INTO article (first_seen) VALUES (?)", (_stamp(found["first_seen"]),))
    article = int(added.lastrowid or 0)
    for number, version in enumerate(found["versions"], 1):
        made = database.execute("INSERT INTO revision (article, number) VALUES (?, ?)", (article, number))
        for one in version:
            _take_sighting(database, folder, one, (article, int(made.lastrowid or 0)))
    stand(database, article)
    return article


def _is_marked(database: sqlite3.Connection, mark: str) -> bool:
    return database.execute("SELECT 1 FROM mark WHERE mark = ?", (bytes.fromhex(mark),)).fetchone() is not None


def _take_sighting(database: sqlite3.Connection, folder: Path, one: dict[str, Any], place: tuple[int, int]) -> None:
    arrival, article, known = _read_back(one, _bytes(folder, _document(one["document"])))
    shown = None if one["shown"] is None else _stamp(one["shown"])
    seen = (_stamp(one["first_seen"]), _stamp(one["last_seen"]), shown, one["held"])
    sighting = keep_sighting(database, arrival, (article, one["version"], known), place, seen)
    if is_indexed(database, sighting):
        index(database, sighting)
    database.executemany(
        "INSERT INTO mark VALUES (?, ?, ?)",
        [(bytes.fromhex(mark), sighting, _stamp(last_seen)) for mark, last_seen in one["marks"].items()],
    )


def _read_back(one: dict[str, Any], raw: bytes) -> tuple[Arrival, Article, Traits]:
    record, traits = (records.dumped(one[name]) for name in ("record", "traits"))
    with _of_the_export():
        article = records.article_from(record, one["text"], raw)
        return _arrival(one, raw), article, records.traits_from(traits, unpack(bytes.fromhex(one["sketch"])))


def _arrival(one: dict[str, Any], raw: bytes) -> Arrival:
    with _of_the_export():
        return records.arrival_from(records.dumped(one["said"]), raw)


@contextlib.contextmanager
def _of_the_export() -> Iterator[None]:
    try:
        yield
    except records.DamagedError as error:  # the archive is well
        raise ValueError(str(error)) from error


def _take_unread(database: sqlite3.Connection, folder: Path, one: dict[str, Any]) -> None:
    raw = _bytes(folder, _document(one["document"]))
    said = records.said_of(_arrival(one, raw))  # nothing comes in that could not be read from the archive again
    document = keep_document(database, raw)
    seen = (_stamp(one["first_seen"]), _stamp(one["last_seen"]))
    values = (one["source"], document, said, one["problem"], *seen)
    database.execute("INSERT OR IGNORE INTO unread VALUES (?, ?, ?, ?, ?, ?, ?)", (bytes.fromhex(one["mark"]), *values))


def _stamp(written: str) -> str:
    """Return a moment as the archive writes it, which can be compared as text. Raises ValueError where it is none."""
    if records.stamp(datetime.fromisoformat(written)) != written:
        raise ValueError(f"{written[:40]!r} is no moment")
    return written
