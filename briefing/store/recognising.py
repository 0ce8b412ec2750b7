"""Would a feed send again what it has sent? Asked before anything of a fetch is filed; changes nothing."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from briefing.store import records
from briefing.store.candidates import candidates_of
from briefing.store.database import opened
from briefing.store.sources import rate_of
from briefing.text.identity import decide, traits
from briefing.text.upheaval import Coming, Standing, Upheaval, coming, is_possible, upheaval

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import date, datetime
    from pathlib import Path

    from briefing.model import Article, Filing, SourceState


def upheaval_of(path: Path, filings: Sequence[Filing], state: SourceState, now: datetime, version: str) -> Upheaval:
    """Return whether a feed has changed as a whole; `filings` are all entries of one fetch, those read before as well.

    `state` is the feed's before this fetch. Raises StoreError.
    """
    last = state.last_success.astimezone(UTC).date() if state.last_success else None
    with opened(path, read_only=True) as database:
        entries = [(filing, filing.article) for filing in filings if filing.article]
        unknown = [pair for pair in entries if not _came_before(database, pair[0], version)]
        if not is_possible(len(unknown), len(entries)):
            return Upheaval()
        rate = rate_of(database, state.name, now)
        standing = Standing(last, rate.articles, rate.per_day) if rate else Standing(last)
        if not standing.is_known:
            return Upheaval()
        today = now.astimezone(UTC).date()
        same = [Coming("same")] * (len(entries) - len(unknown))
        return upheaval([*same, *(_coming(database, *pair, today) for pair in unknown)], standing, today)


def _came_before(database: sqlite3.Connection, filing: Filing, version: str) -> bool:
    mark = records.mark_of(filing.arrival, version)
    return database.execute("SELECT 1 FROM mark WHERE mark = ?", (mark,)).fetchone() is not None


def _coming(database: sqlite3.Connection, filing: Filing, article: Article, today: date) -> Coming:
    known = traits(article, id=filing.arrival.id, addresses=filing.addresses, seen=today)
    return coming(known, decide(known, candidates_of(database, known)), article.published.day)
