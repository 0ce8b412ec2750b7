"""Which code made what is kept: of other code it is not believed, and nobody has to remember to raise a number."""

from __future__ import annotations

import sys
import unicodedata
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as version_of
from pathlib import Path

import briefing

LENGTH = 16
"""Bytes of a digest."""


@cache
def code_of(rooms: tuple[str, ...], libraries: tuple[str, ...]) -> bytes:
    """Return a digest of all files of these rooms, of the versions of libraries, of Python and its Unicode tables."""
    told = f"{briefing.__version__} {sys.version_info[:3]} {unicodedata.unidata_version}"
    digest = blake2b(told.encode(), digest_size=LENGTH)
    for library in libraries:
        digest.update(f" {_installed(library)}".encode())
    package = Path(briefing.__file__).parent
    for path in (path for room in rooms for path in sorted((package / room).rglob("*"))):
        if path.is_file() and path.parent.name != "__pycache__":
            digest.update(f"\0{path.relative_to(package).as_posix()}\0".encode() + path.read_bytes())
    return digest.digest()


def _installed(library: str) -> str:
    try:
        return version_of(library)
    except PackageNotFoundError:
        return ""
