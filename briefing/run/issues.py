"""Issues that were published, read again: the brief, and what became of the sentences of its day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.deliver.considered import unpack_considered
from briefing.deliver.folder import SOURCES
from briefing.run.files import JSON, bytes_of
from briefing.text.terms import Term, finds

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.model import Account, Brief


def load_brief(path: Path) -> Brief:
    """Return the brief in a brief.json, or in the brief.json of an issue's folder. Raises BriefFileError."""
    from briefing.render.data import from_json  # noqa: PLC0415 - msgspec, only when there is something to read

    path = path / JSON if path.is_dir() else path
    return from_json(bytes_of(path), str(path))


def accounts_of(path: Path, words: str) -> tuple[Account, ...]:
    """Return what became of the sentences of an issue's day that have these words side by side, in their order.

    Capitals, accents and signs do not count. () where none has them, or the issue kept no account. Raises
    BriefFileError.
    """
    folder = path if path.is_dir() else path.parent
    if not any(map(str.isalnum, words)):
        return ()
    wanted = Term("exact", words, words)
    return tuple(account for account in unpack_considered(folder / SOURCES) if finds(wanted, account.text))
