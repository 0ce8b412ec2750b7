"""The files of a brief on the disk: what they are called, and what they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.errors import BriefFileError

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.config import Settings

JSON = "brief.json"
"""The file of an issue that all others are made from."""

STORE = "briefing.sqlite"
"""The file beside the issues that remembers what they showed, unless the settings name another."""


def store_of(settings: Settings, out: Path) -> Path:
    """Return the file that remembers, for issues below `out`."""
    return settings.store or out / STORE


def bytes_of(path: Path) -> bytes:
    """Return what a file holds. Raises BriefFileError."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise BriefFileError(path, "there is no such file") from None
    except OSError as error:
        raise BriefFileError(path, f"cannot be read: {error.strerror}") from error
