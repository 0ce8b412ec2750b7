"""Sources that are fetched: what is remembered of them, and how much they give."""

from __future__ import annotations

from datetime import datetime

from briefing.model.records import dataclass


@dataclass(frozen=True, slots=True)
class SourceState:
    """What is remembered of a source that is fetched, by its name and address; moments in UTC.

    Marks stand in addresses for what opens them (`text/veil.py`).

    `etag` and `last_modified` are the server's, of what is on file. Before `fresh_until` it has nothing new, before
    `retry_at` it does not want to be asked. `failures` counts those in a row, since `failing_since`; `problem` is the
    last; `told` when the user last heard of it. `moved` is the address that the server says has replaced this one.
    `feeds` are the names and addresses of the feeds in it, where it is a list of them.
    """

    name: str
    address: str = ""
    etag: str = ""
    last_modified: str = ""
    fresh_until: datetime | None = None
    retry_at: datetime | None = None
    last_try: datetime | None = None
    last_success: datetime | None = None
    failures: int = 0
    failing_since: datetime | None = None
    problem: str = ""
    told: datetime | None = None
    moved: str = ""
    feeds: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Rate:
    """How much a source gives: when its newest article was published (else seen), its articles, and those a day.

    `per_day` counts the days looked back on, or those since its first article, whichever are fewer.
    """

    source: str
    newest: datetime | None
    articles: int
    per_day: float
