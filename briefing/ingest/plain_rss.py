"""RSS as nearly all systems of newsrooms write it -> what feedparser says of it, in a small part of its time.

Taken is only what is known to the last attribute: a well-formed document with the elements below, each as often and
where it belongs, whose texts feedparser would leave as they are. Of any other nothing is said, and feedparser reads it.
That both say the same is tested with feedparser's own files and with invented ones.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from html.entities import entitydefs
from typing import TYPE_CHECKING, Any

from briefing.ingest.feed_dates import is_common
from briefing.ingest.xml_text import past_prolog
from briefing.text.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Mapping

Said = dict[str, list[str]]

NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "wfw": "http://wellformedweb.org/CommentAPI/",
}
_ROOT = lazy(r"<rss((?:\s+[\w:.-]{1,40}\s*=\s*(?:\"[^\"<>&]{0,200}\"|'[^'<>&]{0,200}'))*)\s*>")
_ATTRIBUTE = lazy(r"(?<![\w:.-])([\w:.-]+)\s*=\s*[\"']([^\"']*)[\"']")
_LONGEST_ROOT = 5_000
_LARGEST = 2_000_000
"""Characters up to which all elements are held in memory at once: half a million of them at most."""


def _in(prefix: str, *names: str) -> list[str]:
    return [f"{{{NAMESPACES[prefix]}}}{name}" for name in names]


_MEDIA = _in("media", "content", "thumbnail")
_CHANNEL = dict.fromkeys(
    "copyright description docs generator lastBuildDate managingEditor pubDate ttl webMaster category".split()
    + _in("sy", "updatePeriod", "updateFrequency", "updateBase"),
    "",
) | {name: name for name in ("title", "link", "language")}
_ITEM = dict.fromkeys(
    ("category", "comments", "enclosure", *_in("slash", "comments"), *_in("wfw", "commentRss"), *_MEDIA),
    "",
) | {
    "title": "title",
    "link": "link",
    "guid": "id",
    "author": "author",
    "pubDate": "published",
    "description": "summary",
    **dict.fromkeys(_in("dc", "creator"), "author"),
    **dict.fromkeys(_in("dc", "date"), "updated"),
    **dict.fromkeys(_in("content", "encoded"), "content"),
}
"""What a channel and an item may hold, and under which name it is told; "" where it is nothing that is asked for."""

_LINK_OF_ATOM = _in("atom", "link")[0]
_NONE: frozenset[str] = frozenset()
_ATTRIBUTES = {
    _LINK_OF_ATOM: frozenset(("href", "rel", "type")),
    "category": frozenset(("domain",)),
    "guid": frozenset(("isPermaLink",)),
    "enclosure": frozenset(("url", "length", "type")),
    **dict.fromkeys(
        _MEDIA,
        frozenset("url width height type medium fileSize isDefault expression duration bitrate time".split()),
    ),
}
_IMAGE = frozenset(("url", "title", "link", "width", "height", "description"))
_WEB = lazy(r"https?://[!-.0-:=-~][!-:<-~]*")  # what joining and mending of addresses leave as it is
_REFERENCE, _NAMED = lazy(r"&#?\w+;"), lazy(r"&(\w+);")
_CONTROLS = lazy("[\x80-\x9f]")


class _OddError(Exception):
    """Something that only feedparser knows what to make of."""


def read_plain(text: str) -> tuple[dict[str, Any], list[dict[str, Any]]] | None:
    """Return what feedparser says of a feed and its entries, as far as it is asked for; None where it must say it."""
    if len(text) > _LARGEST or not _begins_plainly(text):
        return None
    try:
        root = ET.fromstring(text)  # noqa: S314 - without DOCTYPE, so without entities
        _expect(len(root) == 1 and root[0].tag == "channel" and {"version"}.issuperset(root.keys()))
        return _channel(root[0])
    except (ET.ParseError, _OddError):
        return None


def _expect(fits: object) -> None:
    if not fits:
        raise _OddError


def _begins_plainly(text: str) -> bool:
    """Return whether every prefix that is declared stands for what it stands for elsewhere, and all are at the root."""
    start = past_prolog(text)
    root = _ROOT.match(text[start : start + _LONGEST_ROOT])
    if not root or "<!DOCTYPE" in text or text.find("xmlns", start + root.end()) >= 0:
        return False
    return all(_is_usual(name, value) for name, value in _ATTRIBUTE.findall(root[1]))


def _is_usual(name: str, value: str) -> bool:
    before, _, prefix = name.partition(":")
    if before != "xmlns" or not prefix:
        return name == "version"
    return NAMESPACES.get(prefix) == value or (prefix not in NAMESPACES and value not in NAMESPACES.values())


def _channel(channel: ET.Element) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    _expect(not channel.keys())
    said: Said = {}
    items: list[dict[str, Any]] = []
    for child in channel:
        if child.tag == "item":
            items.append(_item(child))
        elif child.tag == "image":
            _expect(not child.keys() and all(one.tag in _IMAGE and _is_leaf(one) for one in child))
        elif child.tag == _LINK_OF_ATOM:
            _expect(child.get("rel") in ("self", "hub") and _is_leaf(child))
        else:
            _expect(not items or not _CHANNEL.get(child.tag))
            _take(child, _CHANNEL, said)
    return _titled(said) | _linked(said) | {"language": _one(said, "language")}, items


def _item(item: ET.Element) -> dict[str, Any]:
    """Return an entry; what is there more than once, beside its authors, only feedparser can weigh."""
    _expect(not item.keys())
    said: Said = {}
    for child in item:
        _take(child, _ITEM, said)
    entry = _titled(said) | _identified(said, item) | _dated(said)
    if "author" in said:
        entry |= _authored(said["author"])
    if "content" in said:
        entry |= {"content": [_html(_one(said, "content"))], "summary": _one(said, "content")}
    if "summary" in said:
        entry |= {"summary": _one(said, "summary"), "summary_detail": _html(_one(said, "summary"))}
    return entry


def _take(child: ET.Element, known: Mapping[str, str], said: Said) -> None:
    name = known.get(child.tag)
    _expect(name is not None and _is_leaf(child))
    if name:
        text = (child.text or "").strip()
        _expect(text.isascii() or _stays(text))
        said.setdefault(name, []).append(text)


def _is_leaf(element: ET.Element) -> bool:
    return not len(element) and (not element.keys() or _ATTRIBUTES.get(element.tag, _NONE).issuperset(element.keys()))


def _stays(text: str) -> bool:
    """Return whether feedparser leaves the characters as they are: it undoes what looks as if decoded wrongly."""
    try:
        text.encode("latin-1").decode()
    except UnicodeError:
        return not _CONTROLS.search(text)
    return False


def _one(said: Said, name: str) -> str:
    texts = said.get(name, [""])
    _expect(len(texts) == 1)
    return texts[0]


def _titled(said: Said) -> dict[str, Any]:
    if "title" not in said:
        return {}
    title = _one(said, "title")
    marked = "</" in title or _REFERENCE.search(title)
    _expect(not marked or "<" not in title)
    is_html = marked and all(name in entitydefs for name in _NAMED.findall(title))
    return {"title": title, "title_detail": {"type": "text/html" if is_html else "text/plain"}}


def _linked(said: Said) -> dict[str, Any]:
    if "link" not in said:
        return {}
    link = _one(said, "link")
    _expect(_WEB.fullmatch(link))
    return {"link": link, "links": [{"rel": "alternate", "href": link}]}


def _identified(said: Said, item: ET.Element) -> dict[str, Any]:
    """Return id and link; an id that may be followed is the link of an entry that has none."""
    found = _linked(said)
    guid = item.find("guid")
    if guid is None:
        return found
    id_ = _one(said, "id")
    if guid.get("isPermaLink", "true") != "true":
        return found | {"id": id_}
    _expect(":///" not in id_)
    return {"link": id_, "id": id_} | found


def _authored(names: list[str]) -> dict[str, Any]:
    _expect(len(names) == 1 or all(name and "@" not in name for name in names))
    return {"author": names[-1], "authors": [{"name": name} for name in names]}


def _dated(said: Said) -> dict[str, Any]:
    dates: dict[str, Any] = {name: _one(said, name) for name in ("published", "updated") if name in said}
    _expect(all(not date or is_common(date) for date in dates.values()))
    return dates


def _html(markup: str) -> dict[str, str]:
    return {"type": "text/html", "value": markup}
