"""An answer -> what is to be filed: the entries of a feed, a page, and the pages that entries still want."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import UTC, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from briefing.errors import InputError
from briefing.ingest.document import checked_date, read_arrival
from briefing.ingest.entries import entry_arrival, feed_facts, is_summary
from briefing.model import Arrival, Filing, Given, Wanted
from briefing.text.masking import lent, public, without_parameters
from briefing.text.times import machine_date

if TYPE_CHECKING:
    from datetime import datetime

    from briefing.ingest.feeds import Feed, FeedEntry
    from briefing.run.asking import Ask

PAGES_BACK = timedelta(days=10)
"""How old an entry may be whose page is fetched: the first reading of a feed is no crawl of its past."""

MOST_TRIES = 4
"""How often a page is asked for, in as many runs, before its entry's summary has to do."""

FIRST_WAIT = timedelta(hours=1)
"""How long a page that could not be fetched is left alone; twice as long after each try."""

_SUFFIXES = {"application/pdf": ".pdf", "text/plain": ".txt", "text/markdown": ".md"}
_UNSAFE = re.compile(r"[^A-Za-z0-9._/-]+")
_LONGEST = 120  # characters of a path that is made from an address


def arrivals(ask: Ask, feed: Feed) -> list[tuple[FeedEntry, Arrival]]:
    """Return the entries of a feed, each with the document that it is; one that comes twice, once.

    The oldest come first, so that of two versions the newer is filed last; feeds without dates have the newest on top.
    What opens the feed opens its pages, too, and often stands in its links: the documents go without it.
    """
    found: dict[tuple[str, bytes], tuple[FeedEntry, Arrival]] = {}
    newest_first = sorted(feed.entries, key=_age, reverse=True)
    secrets = lent(ask.address)
    of_all = replace(feed, link=without_parameters(feed.link, secrets))
    for entry in newest_first[::-1]:
        bare = _bare(entry, secrets)
        arrival = replace(entry_arrival(bare, of_all, ask.source.name, ask.source.given), feed=feed_facts(bare, of_all))
        found.setdefault((arrival.id, arrival.raw), (entry, arrival))
    return [*found.values()]


def _bare(entry: FeedEntry, secrets: tuple[str, ...]) -> FeedEntry:
    if not secrets:
        return entry
    texts = {one.name: without_parameters(getattr(entry, one.name), secrets) for one in fields(entry)}
    return replace(entry, **texts)


def _age(entry: FeedEntry) -> str:
    known = machine_date(entry.updated or entry.published)
    moment = known[1].astimezone(UTC).isoformat() if known and known[1] else ""
    return moment or (known[0].isoformat() if known else "")


def wants_page(ask: Ask, entry: FeedEntry, now: datetime) -> bool:
    """Return whether the page that an entry links to is to be read in its place."""
    if ask.source.full_text == "never" or not entry.link.startswith(("http://", "https://")):
        return False
    known = machine_date(entry.published or entry.updated)
    is_old = known is not None and known[0] < (now - PAGES_BACK).date()
    return not is_old and (ask.source.full_text == "always" or is_summary(entry))


def wanted(entry: FeedEntry, arrival: Arrival) -> Wanted:
    """Return the page of an entry as one that is still to be fetched."""
    return Wanted(entry.link, arrival)


def page_arrival(url: str, body: bytes, content_type: str, ask: Ask, feed: Given = Given()) -> Arrival:  # noqa: B008 - frozen
    """Return the document that a page is; `feed` is what a feed says of it.

    Its link is the one that the settings give, or public: what a page is opened with is not for the readers of a brief.
    """
    facts = replace(feed, url=feed.url or ask.source.url or public(url))
    return Arrival(ask.source.name, page_path(url, content_type), body, feed=facts, general=ask.source.given)


def page_path(url: str, content_type: str) -> str:
    """Return what messages and briefs call a page: its address as a path, with the suffix of its format."""
    parts = urlsplit(url)
    suffix = _SUFFIXES.get(content_type.partition(";")[0].strip().lower(), ".html")
    path = _UNSAFE.sub("-", f"{parts.netloc.rpartition('@')[2]}{parts.path}".replace("..", "-")).strip("/-")
    return (path.removesuffix(suffix)[:_LONGEST] or "page") + suffix


def read(arrival: Arrival, seen: datetime | None = None) -> Filing:
    """Return an arrival with the article that it holds, or why it could not be read.

    A date after the moment that it is seen, where one is given, is not believed.
    """
    try:
        article = read_arrival(arrival)
        return Filing(arrival, checked_date(article, seen) if seen else article)
    except InputError as error:
        return Filing(arrival, None, error.problem)


def put_off(page: Wanted, now: datetime) -> Wanted | None:
    """Return when a page that could not be fetched is to be tried again; None where that was often enough."""
    tries = page.tries + 1
    if tries >= MOST_TRIES:
        return None
    return replace(page, tries=tries, not_before=now + FIRST_WAIT * 2 ** (tries - 1))
