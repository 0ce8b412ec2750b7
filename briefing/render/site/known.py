"""What an earlier making of the site had made of what, so that this one makes only what is of something else. Pure.

Each thing has a name, and a key: a digest of all that it is made of. Under the same key it is what it was.
"""

from __future__ import annotations

import hashlib
import zlib
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    Kept = tuple[bytes, bytes]
    """The key of a thing, and the thing, packed."""

NO_KEY = b""
"""Of what is made of something that is not wholly known: it is not kept."""


class Known:
    """What is known from an earlier making, and what this one asked for; `made` counts what it had to make."""

    def __init__(self, filed: Mapping[str, Kept] | None = None) -> None:
        self.made: Counter[str] = Counter()
        self._filed: Mapping[str, Kept] = filed or {}
        self._asked: dict[str, Kept] = {}

    def find(self, name: str, key: bytes) -> bytes | None:
        """Return what was made under a name of the very same; None where nothing was."""
        return zlib.decompress(self._filed[name][1]) if self.has(name, key) else None

    def has(self, name: str, key: bytes) -> bool:
        """Whether something was made under a name of the very same; it is kept."""
        had = self._filed.get(name)
        if had is None or key == NO_KEY or had[0] != key:
            return False
        self._asked[name] = had
        return True

    def keep(self, name: str, key: bytes, made: bytes) -> None:
        """Keep what was made, for the next making."""
        self.made[name.partition(" ")[0]] += 1
        if key != NO_KEY:
            self._asked[name] = (key, zlib.compress(made, 6))

    def hold(self, names: Iterable[str]) -> None:
        """Keep what is known under these names for the next making, though this one may not ask for it."""
        self._asked.update({name: self._filed[name] for name in names if name in self._filed})

    def ask(self, name: str, key: bytes, make: Callable[[], bytes]) -> bytes:
        """Return what is known, else what is made now."""
        found = self.find(name, key)
        if found is None:
            found = make()
            self.keep(name, key, found)
        return found

    @property
    def fresh(self) -> dict[str, Kept]:
        """What was not known before, by its name."""
        return {name: kept for name, kept in self._asked.items() if self._filed.get(name) is not kept}

    @property
    def gone(self) -> tuple[str, ...]:
        """The names of what nothing has asked for: it is of issues or pages that are no more."""
        return tuple(name for name in self._filed if name not in self._asked)


def key_of(*parts: object) -> bytes:
    """Return a digest of texts, numbers, bytes, and tuples of such."""
    return hashlib.blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def key_of_bytes(data: bytes) -> bytes:
    """Return a digest of what stands in a file: SHA-256, which many processors have a command for."""
    return hashlib.sha256(data).digest()


def key_of_issues(issues: Iterable[bytes], *parts: object) -> bytes:
    """Return a digest of keys of issues and of other parts; no key where one of the issues has none."""
    keys = tuple(issues)
    return key_of(keys, parts) if all(keys) else NO_KEY
