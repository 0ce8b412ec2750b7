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
from briefing.text.masking import lent, without_parameters
from briefing.text.times import machine_date
from briefing.text.veil import for_others, held, is_veiled, without

if TYPE_CHECKING:
    from collections.abc import Collection
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


def arrivals(ask: Ask, feed: Feed, secrets: Collection[str] = ()) -> list[tuple[FeedEntry, Arrival]]:
    """Return the entries of a feed, each with the document that it is; one that comes twice, once.

    The oldest come first, so that of two versions the newer is filed last; feeds without dates have the newest on top.
    What opens the feed opens its pages, too, and often stands in its links: the documents go without it, and without
    whatever else is lent in the links of such a feed.
    """
    found: dict[tuple[str, bytes], tuple[FeedEntry, Arrival]] = {}
    newest_first = sorted(feed.entries, key=_age, reverse=True)
    pairs, private = lent(ask.whole), is_private(ask)
    secrets = held(_words(feed), secrets) if secrets else ()
    of_all = replace(feed, title=_without(feed.title, pairs, secrets), link=_without(feed.link, pairs, secrets))
    for entry in newest_first[::-1]:
        own = (*pairs, *lent(entry.link), *lent(entry.id)) if private else pairs
        bare = _bare(entry, own, secrets)
        arrival = replace(entry_arrival(bare, of_all, ask.source.name, ask.source.given), feed=feed_facts(bare, of_all))
        found.setdefault((arrival.id, arrival.raw), (entry, arrival))
    return [*found.values()]


def _words(feed: Feed) -> str:
    said = (getattr(entry, one.name) for entry in feed.entries for one in fields(entry))
    return "\0".join((feed.title, feed.link, *said))


def is_private(ask: Ask) -> bool:
    """Return whether a feed is opened with something: then its links may be, too."""
    return bool(ask.secret or ask.veil.pieces)


def _bare(entry: FeedEntry, pairs: tuple[str, ...], secrets: Collection[str]) -> FeedEntry:
    if not pairs and not secrets:
        return entry
    return replace(entry, **{one.name: _without(getattr(entry, one.name), pairs, secrets) for one in fields(entry)})


def _without(text: str, pairs: tuple[str, ...], secrets: Collection[str]) -> str:
    return without(without_parameters(text, pairs), secrets)


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


def wanted(entry: FeedEntry, arrival: Arrival, ask: Ask, secrets: Collection[str] = ()) -> Wanted:
    """Return the page of an entry as one that is still to be fetched, by its link as it is kept.

    What opens the feed is put back when the page is fetched. What else is lent in the link of such a feed is known to
    this run alone: a later one asks for the page without it.
    """
    kept = ask.veil.over(entry.link)
    if is_private(ask):
        kept = without_parameters(kept, [pair for pair in lent(kept) if not is_veiled(pair)])
    return Wanted(without(kept, secrets), arrival)


def page_arrival(url: str, body: bytes, content_type: str, ask: Ask, feed: Given = Given()) -> Arrival:  # noqa: B008 - frozen
    """Return the document that a page is; `feed` is what a feed says of it.

    Its link is the one that the settings give, or public: what a page is opened with is not for the readers of a brief.
    """
    facts = replace(feed, url=feed.url or ask.source.url or for_others(url))
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
