"""What was found in documents and their sentences, kept beside them: work that does not depend on the day, done once.

It is filed by document, under the version of the code that found it, and sealed over the text that it was found in.
What another version filed, what is of another text and what is damaged is not there: it is found again, and takes its
place. So nothing rests on it but time; `briefing verify` never looks at it.
"""

from __future__ import annotations

import json
import zlib
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from briefing.store import records
from briefing.store.database import opened
from briefing.store.versions import code_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

Found = tuple[int, int, "Mapping[str, Any]"]
"""Where in a text a sentence stands, and what was found in it, as JSON holds it."""

_LIBRARIES = ("PyStemmer", "sumy")  # whose stems and stop words are in it


def code_version() -> bytes:
    """Return a digest of all that findings depend on: the modules of `briefing.text`, and what these rest on."""
    return code_of(("text",), _LIBRARIES)


def findings(path: Path, texts: Mapping[str, str]) -> dict[str, tuple[Found, ...]]:
    """Return what is on file of texts, each by the SHA-256 of its document; what this code would find, and no other.

    Raises StoreError.
    """
    asked = (records.dumped(sorted(texts)), code_version())
    with opened(path, read_only=True) as database:
        rows = database.execute(_ASKED, asked).fetchall()
    return {sha256: _unpacked(packed) for sha256, seal, packed in rows if seal == _seal(texts[sha256], packed)}


def keep_findings(path: Path, found: Iterable[tuple[str, str, Sequence[Found]]]) -> None:
    """Keep what was found, of each document its SHA-256, its text and the findings, in place of what was kept of it.

    What other versions of the code found is dropped. Of documents that are not on file nothing is kept. Raises
    StoreError.
    """
    rows = [(_packed(each), text, sha256) for sha256, text, each in found]
    if rows:
        with opened(path) as database:
            _drop_others(database)
            database.executemany(_KEPT, [(code_version(), _seal(text, one), one, sha256) for one, text, sha256 in rows])


def keep_first(database: sqlite3.Connection, sha256: str, text: str, page: Mapping[str, Any]) -> None:
    """Keep what was found in the text of a document while it was filed; what is kept of it already stays."""
    packed = _packed([(0, len(text), page)])
    database.execute(_KEPT_FIRST, (code_version(), _seal(text, packed), packed, sha256))


_ASKED = """
    SELECT sha256, seal, found FROM json_each(?) CROSS JOIN document ON sha256 = value
        CROSS JOIN finding ON finding.document = document.id
    WHERE version = ?
"""

_KEPT = """
    INSERT OR REPLACE INTO finding (document, version, seal, found)
    SELECT id, ?, ?, ? FROM document WHERE sha256 = ?
"""

_KEPT_FIRST = _KEPT.replace("OR REPLACE", "OR IGNORE")


def _drop_others(database: sqlite3.Connection) -> None:
    own = code_version()
    database.execute("DELETE FROM finding WHERE version < ?", (own,))
    database.execute("DELETE FROM finding WHERE version > ?", (own,))


def _packed(found: Sequence[Found]) -> bytes:
    return zlib.compress(records.dumped(found).encode("ascii"), 6)


def _seal(text: str, packed: bytes) -> bytes:
    """Return what only this code, this text and these findings have together."""
    digest = blake2b(packed, digest_size=16, key=code_version())
    digest.update(text.encode("utf-8", "surrogatepass"))
    return digest.digest()


def _unpacked(packed: bytes) -> tuple[Found, ...]:
    return tuple((start, end, page) for start, end, page in json.loads(zlib.decompress(packed)))
