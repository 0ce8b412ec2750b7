"""How the sources do, for a person who asks; and what was held back of one, let in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.config.tables import did_you_mean
from briefing.errors import ConfigError
from briefing.run.archived import Shelf, health_of
from briefing.run.asking import asks
from briefing.run.files import store_of
from briefing.run.harvesting import by_name
from briefing.run.reading import read_files
from briefing.store.filing import release
from briefing.store.sources import source_states

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from briefing.config import Settings, SourceSettings
    from briefing.model import Article, SourceHealth


def sources_health(settings: Settings, out: Path, now: datetime) -> tuple[SourceHealth, ...]:
    """Return how every configured source does: folders as they are, the others as the archive has them."""
    store = store_of(settings, out)
    fetched = _fetched(settings, store)
    files = read_files(settings)
    folders = tuple(
        replace(one, newest=_newest(files.articles, one.name)) for one in files.health if one.name not in fetched
    )
    day = now.astimezone(settings.brief.zone).date()
    return (*folders, *health_of(Shelf(store, fetched, day, now), settings))


def let_in(settings: Settings, out: Path, source: str, now: datetime) -> int:
    """Show from now on what was held back of a source; return how many. Raises ConfigError where there is no such."""
    store = store_of(settings, out)
    known = tuple(_fetched(settings, store))
    if source not in known:
        raise ConfigError("--release", "", f'there is no source "{source}"; {did_you_mean(source, known)}')
    return release(store, source, now)


def _fetched(settings: Settings, store: Path) -> dict[str, SourceSettings]:
    states = source_states(store)
    asked = asks(settings.sources)
    return by_name([one for one in asked if one.remote or one.kind == "lists" or one.key in states], states)


def _newest(articles: Iterable[Article], source: str) -> str | None:
    days = [one.published.day for one in articles if one.source == source and one.published.day]
    return max(days).isoformat() if days else None
