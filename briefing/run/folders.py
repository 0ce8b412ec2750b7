"""The configured folders -> articles and the archive: a document is read once in its life."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing import __version__
from briefing.errors import InputError
from briefing.ingest.local import Gathered, arrivals, files_of
from briefing.model import Batch, Filing
from briefing.run.crew import read_all
from briefing.run.reading import places, reaped
from briefing.store.filing import file, read_before

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from briefing.config import Settings
    from briefing.model import Arrival, Article, Step
    from briefing.run.reading import Harvest


def gather_folders(settings: Settings, store: Path, now: datetime, told: Callable[[Step], None]) -> Harvest:
    """Return what the configured folders hold, all of it filed. Raises StoreError."""
    gathered = []
    for name, given, where, root in places(settings, ()):
        found = list(arrivals(name, files_of(where), given, root, told))
        documents = [one for one in found if not isinstance(one, InputError)]
        before = read_before(store, documents, __version__)
        new = [one for known, one in zip(before, documents, strict=True) if not known]
        read = iter(read_all(new, settings.run.cores, name, told))
        filings = [known or _filing(one, next(read)) for known, one in zip(before, documents, strict=True)]
        file(store, Batch(tuple(filings)), now, __version__)
        gathered.append(_gathered(name, filings, [one for one in found if isinstance(one, InputError)]))
    return reaped(gathered, settings)


def _filing(arrival: Arrival, read: Article | InputError) -> Filing:
    return Filing(arrival, None, read.problem) if isinstance(read, InputError) else Filing(arrival, read)


def _gathered(name: str, filings: list[Filing], unread: list[InputError]) -> Gathered:
    articles = tuple(filing.article for filing in filings if filing.article)
    problems = [InputError(filing.arrival.path, filing.problem) for filing in filings if not filing.article]
    return Gathered(name, articles, (*unread, *problems))
