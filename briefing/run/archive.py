"""The archive as a person uses it: searched, shown, written out as files, taken in again, pruned."""

from __future__ import annotations

import contextlib
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.config.tables import did_you_mean
from briefing.errors import ConfigError, StoreError
from briefing.model import unseen
from briefing.model.records import dataclass
from briefing.run.archived import words_of
from briefing.run.asking import asks
from briefing.run.files import STORE, store_of
from briefing.run.opening import opened, secrets_of
from briefing.store.archive import versions
from briefing.store.lock import locked
from briefing.store.mending import Mended
from briefing.store.mending import mend as mended
from briefing.store.portable import bring_in as taken_in
from briefing.store.portable import export
from briefing.store.pruning import Pruned, prune
from briefing.store.search import Asked, search
from briefing.store.veiling import hide
from briefing.text.differences import differences

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefing.config import Settings
    from briefing.model import OnFile, Step

__all__ = [
    "Asked",
    "Change",
    "Mended",
    "Pruned",
    "bring_in",
    "changes",
    "export",
    "mend",
    "prune",
    "search",
    "shown",
    "store_at",
    "terms",
]


@dataclass(frozen=True, slots=True)
class Change:
    """What is different between two versions of an article, in lines that a person can read."""

    old: OnFile
    new: OnFile
    lines: tuple[str, ...]


def store_at(settings: Settings | None, out: Path, *, new: bool = False) -> Path:
    """Return the file of the archive: the one that the settings name, else the one beside the issues.

    Raises StoreError where there is none, unless it may be `new`.
    """
    path = store_of(settings, out) if settings else out / STORE
    if not new and not path.exists():
        raise StoreError(path, "there is no archive; name the folder of the issues by --out, or a --config that does")
    return path


def bring_in(
    path: Path, folder: Path, told: Callable[[Step], None] = unseen, settings: Settings | None = None
) -> tuple[int, int]:
    """Take what was exported into an archive; return how many articles came, and how many it had already.

    What opens the sources of the settings is taken out of it: an older version exported it, too. Raises StoreError.
    """
    came, had = taken_in(path, folder, told)
    secrets = _secrets(settings) if settings and came else set()
    if secrets:
        hide(path, secrets)
    return came, had


def _secrets(settings: Settings) -> set[str]:
    """Return what opens the sources, as far as it is to be had now."""
    found = []
    for ask in asks(settings.sources):
        with contextlib.suppress(ConfigError):
            found.append(opened(ask, settings.folder))
    return secrets_of(found)


def mend(path: Path, told: Callable[[Step], None] = unseen) -> Mended | None:
    """Put a whole archive in a damaged one's place; None where a run is at work. Raises StoreError."""
    with locked(path.with_name(f"{path.name}.lock")) as got:
        return mended(path, told) if got else None


def terms(settings: Settings, topic: str) -> tuple[str, ...]:
    """Return what a topic, by its id, is searched for by. Raises ConfigError where there is no such topic."""
    for one in settings.topics:
        if one.id == topic:
            return tuple(words_of(one, settings))
    meant = did_you_mean(topic, tuple(one.id for one in settings.topics))
    raise ConfigError("--topic", "", f'there is no topic "{topic}"; {meant}')


def shown(path: Path, number: int) -> tuple[OnFile, ...]:
    """Return the versions of an article, the oldest first. Raises StoreError where there is no such article."""
    found = versions(path, number)
    if not found:
        raise StoreError(path, f"has no article {number}; `briefing search` gives the numbers")
    return found


def changes(found: tuple[OnFile, ...]) -> tuple[Change, ...]:
    """Return what is different from each version of an article to the next."""
    return tuple(Change(old, new, differences(old.article.text, new.article.text)) for old, new in pairwise(found))
