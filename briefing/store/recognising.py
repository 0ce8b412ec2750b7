"""Would a feed send again what it has sent? Asked before anything of a fetch is filed; changes nothing."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from briefing.store import records
from briefing.store.candidates import candidates_of
from briefing.store.database import opened
from briefing.store.sources import rates
from briefing.text.identity import decide, traits
from briefing.text.upheaval import Coming, Standing, Upheaval, coming, upheaval

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from briefing.model import Filing, SourceState


def upheaval_of(path: Path, filings: Sequence[Filing], state: SourceState, now: datetime, version: str) -> Upheaval:
    """Return whether a feed has changed as a whole; `filings` are all entries of one fetch, those read before as well.

    `state` is the feed's before this fetch. Raises StoreError.
    """
    last = state.last_success.astimezone(UTC).date() if state.last_success else None
    rate = rates(path, now).get(state.name)
    standing = Standing(last, rate.articles, rate.per_day) if rate else Standing(last)
    if not standing.is_known:
        return Upheaval()
    with opened(path, read_only=True) as database:
        entries = [_coming(database, filing, now, version) for filing in filings if filing.article]
    return upheaval(entries, standing, now.astimezone(UTC).date())


def _coming(database: sqlite3.Connection, filing: Filing, now: datetime, version: str) -> Coming:
    article = filing.article
    mark = records.mark_of(filing.arrival, version)
    if article is None or database.execute("SELECT 1 FROM mark WHERE mark = ?", (mark,)).fetchone():
        return Coming("same")
    known = traits(article, id=filing.arrival.id, addresses=filing.addresses, seen=now.astimezone(UTC).date())
    return coming(known, decide(known, candidates_of(database, known)), article.published.day)
