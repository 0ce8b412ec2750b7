"""Feeds -> their entries, whatever the format: RSS, Atom, RDF, JSON Feed. Nothing is fetched."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from urllib.parse import urljoin

from briefing.errors import InputError
from briefing.ingest.characters import fold
from briefing.ingest.feed_records import Feed, FeedEntry
from briefing.ingest.json_feeds import parse_json
from briefing.ingest.xml_feeds import parse_xml
from briefing.ingest.xml_text import decode_xml, root_of, without_doctype

__all__ = ["Feed", "FeedEntry", "parse_feed"]

_LARGEST = 16 * 1024 * 1024
_ROOTS = frozenset(("rss", "feed", "rdf", "channel", "item", "entry"))
_LOOK = 100_000
_LINK = re.compile(r"<link\b([^<>]{1,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""(?<![a-zA-Z])([a-zA-Z]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_FEED_TYPES = frozenset(
    ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "application/json")
)
_SHOWN = 40


def parse_feed(raw: bytes, address: str, content_type: str = "") -> Feed:
    """Return the feed that the bytes hold; `address` is where they came from, and what relative links count from.

    `content_type` is the header that the bytes came with. What had to be mended stands in the feed's notes: a document
    that breaks off gives the entries before. Raises InputError (of the address) where it is no feed: nothing at all, a
    web page (the feeds that it names are told), something else.
    """
    if not raw.strip(b"\0 \t\r\n"):
        raise InputError(address, "empty")
    if len(raw) > _LARGEST:
        raise InputError(address, f"larger than {_LARGEST // 1024 // 1024} MB")
    text, changed = decode_xml(raw, content_type)
    feed = _read(text.lstrip(), address)
    return replace(feed, notes=(*changed, *feed.notes))


def _read(text: str, address: str) -> Feed:
    if text.startswith(("{", "[")):
        return parse_json(text, address)
    text = without_doctype(text)
    root = root_of(text)
    local = root.rpartition(":")[2]
    if local == "html" or (local not in _ROOTS and "<html" in text[:_LOOK].lower()):
        raise InputError(address, _web_page(text, address))
    feed = parse_xml(text, address) if root else Feed()
    if local not in _ROOTS and not feed.entries:
        raise InputError(address, f"no feed: begins with {fold(text[:_SHOWN])!r}" if text else "empty")
    cut_off = next((note for note in feed.notes if note.startswith("cut off")), "")
    if cut_off and not feed.entries:
        raise InputError(address, "cut off before its first entry is complete")
    return feed


def _web_page(text: str, address: str) -> str:
    named = _feeds_named(text[:_LOOK], address)
    if not named:
        return "a web page, not a feed, and it names none"
    return f"a web page, not a feed; it names the feed{'s' if len(named) > 1 else ''} {' and '.join(named)}: write that"


def _feeds_named(text: str, address: str) -> list[str]:
    """Return the addresses of the first feeds that a page names in its head."""
    found = []
    for link in _LINK.finditer(text):
        said = {one[0].lower(): html.unescape(one[1] or one[2] or one[3]) for one in _ATTRIBUTE.findall(link[1])}
        if said.get("href") and "alternate" in said.get("rel", "").lower().split() and said.get("type") in _FEED_TYPES:
            found.append(_joined(address, said["href"].strip()))
    return list(dict.fromkeys(found))[:2]


def _joined(address: str, link: str) -> str:
    try:
        return urljoin(address, link)
    except ValueError:
        return link
