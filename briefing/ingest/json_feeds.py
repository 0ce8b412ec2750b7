"""JSON Feed 1.0 and 1.1 -> entries."""

from __future__ import annotations

import json
from typing import Any

from briefing.errors import InputError
from briefing.ingest.characters import fold
from briefing.ingest.feed_dates import iso_date
from briefing.ingest.feed_records import Feed, FeedEntry
from briefing.ingest.xml_feeds import MOST_ENTRIES, absolute, paragraphs

_VERSION = "jsonfeed.org/version/"


def parse_json(text: str, address: str) -> Feed:
    """Return the feed that a JSON document holds; raises InputError (of the address) where it is none."""
    feed = _loaded(text, address)
    items = feed.get("items")
    if _VERSION not in _string(feed, "version") and not isinstance(items, list):
        raise InputError(address, "JSON, but no feed: it has no items")
    found = [item for item in (items if isinstance(items, list) else []) if isinstance(item, dict)]
    language = _string(feed, "language")
    notes = (f"only the first {MOST_ENTRIES:,} entries read",) if len(found) > MOST_ENTRIES else ()
    return Feed(
        title=fold(_string(feed, "title")),
        link=absolute(_string(feed, "home_page_url"), address),
        language=language,
        entries=tuple(_entry(item, feed, address) for item in found[:MOST_ENTRIES]),
        notes=notes,
    )


def _loaded(text: str, address: str) -> dict[str, Any]:
    try:
        feed = json.loads(text, strict=False)
    except RecursionError as error:
        raise InputError(address, "no feed: JSON nested too deeply") from error
    except ValueError as error:
        raise InputError(address, f"JSON that is damaged or cut off: {error}") from error
    if not isinstance(feed, dict):
        raise InputError(address, "JSON, but no feed: it has no items")
    return feed


def _entry(item: dict[str, Any], feed: dict[str, Any], address: str) -> FeedEntry:
    summary = paragraphs(_string(item, "summary"))
    content = _string(item, "content_html") or paragraphs(_string(item, "content_text"))
    return FeedEntry(
        id=fold(_id(item)),
        link=absolute(_string(item, "url"), address) or absolute(_string(item, "external_url"), address),
        title=fold(_string(item, "title")),
        author=_authors(item) or _authors(feed),
        published=iso_date(_string(item, "date_published")),
        updated=iso_date(_string(item, "date_modified")),
        language=_string(item, "language") or _string(feed, "language"),
        content=content,
        summary="" if summary == content else summary,
    )


def _authors(holder: dict[str, Any]) -> str:
    """Return the names of the authors: a list since version 1.1, one before."""
    several = holder.get("authors")
    people = several if isinstance(several, list) else [holder.get("author")]
    return ", ".join(
        dict.fromkeys(fold(_string(one, "name")) for one in people if isinstance(one, dict) and one.get("name"))
    )


def _id(item: dict[str, Any]) -> str:
    """Return the entry's id; some systems write a number."""
    number = item.get("id")
    return str(number) if isinstance(number, int) and not isinstance(number, bool) else _string(item, "id")


def _string(holder: dict[str, Any], key: str) -> str:
    """Return a value that is text, "" where it is none; half a character in it becomes a question mark."""
    value = holder.get(key)
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""
