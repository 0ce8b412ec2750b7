"""What the pages of all issues were made from: so that a morning makes what has changed, however many issues there are.

Kept by name under a digest of all that it was made of and the version of the code that made it, and sealed over both.
What another version kept and what is damaged is not there: it is made again, and takes its place. It holds what the
pages show, and nothing else.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from briefing.store.database import opened
from briefing.store.versions import LENGTH, code_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    Kept = tuple[bytes, bytes]
    """A digest of what something was made of, and what was made, packed."""

_ROOMS, _LIBRARIES = ("model", "text", "render"), ("Babel", "Jinja2", "MarkupSafe", "msgspec")


def code_version() -> bytes:
    """Return a digest of the code by which issues become pages."""
    return code_of(_ROOMS, _LIBRARIES)


def kept_of_pages(path: Path, brief: str) -> dict[str, Kept]:
    """Return by its name what this code has kept of the pages of a brief, named by its id. Raises StoreError."""
    with opened(path, read_only=True) as database:
        rows = database.execute(_KEPT, (brief, code_version())).fetchall()
    return {name: (key, made) for name, seal, key, made in rows if seal == _seal(name, key, made)}


_KEPT = "SELECT name, seal, key, made FROM page WHERE brief = ? AND version = ?"


def keep_of_pages(path: Path, brief: str, fresh: Mapping[str, Kept], gone: Iterable[str]) -> None:
    """Keep what is fresh in place of what was kept under its names, and drop what is gone. Raises StoreError.

    What other versions of the code kept of the brief is dropped.
    """
    own = code_version()
    with opened(path) as database:
        database.execute("DELETE FROM page WHERE brief = ? AND version <> ?", (brief, own))
        database.executemany("DELETE FROM page WHERE brief = ? AND name = ?", [(brief, name) for name in gone])
        rows = [(brief, name, own, _seal(name, *kept), *kept) for name, kept in fresh.items()]
        database.executemany("INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, ?, ?)", rows)


def _seal(name: str, key: bytes, made: bytes) -> bytes:
    """Return what only this code, this name, this key and what was made have together."""
    digest = blake2b(made, digest_size=LENGTH, key=code_version())
    digest.update(b"%d %s %s" % (len(made), key, name.encode("utf-8", "surrogatepass")))
    return digest.digest()
