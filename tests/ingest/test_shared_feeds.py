"""feedparser's own test files, each with what is expected in a comment: skipped where they are not there."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from briefing.errors import InputError
from briefing.ingest.feeds import Feed, parse_feed
from briefing.ingest.fragments import read_fragment

FEEDS = Path(__file__).parents[2].parent / "shared" / "data" / "feeds"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not FEEDS.is_dir(), reason="feedparser's test files are not beside the project"),
]

NO_FEEDS = {"illformed/rss_empty_document.xml", "illformed/rss_incomplete_cdata.xml"}
"""The one holds no element, the other breaks off in the title of its only entry."""
FLOOR = 0.95
"""Of what is expected; the rest is markup as feedparser's cleaning leaves it, names with addresses, absolute ids."""
_EXPECTED = re.compile(
    r"""(feed|entries\[(\d+)\])(?:\[u?['"](\w+)['"]\]|\.(\w+))((?:\[0\])?(?:\[u?['"]\w+['"]\]|\.\w+)*)\s*==\s*"""
    r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
)
_FIELDS = {"title": "title", "link": "link", "id": "id", "guid": "id", "author": "author", "language": "language"}
_TEXTS = {"summary", "description", "content"}


_OPENS = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s/>]", re.IGNORECASE)


def plain(path: Path) -> bytes:
    return re.sub(rb"(?s)<!--.*?-->", b"", path.read_bytes())


@cache
def outcomes() -> dict[str, Feed | InputError]:
    return {
        path.relative_to(FEEDS).as_posix(): outcome(path.read_bytes())
        for path in sorted(FEEDS.rglob("*"))
        if path.suffix in (".xml", ".json")
    }


def outcome(raw: bytes) -> Feed | InputError:
    headers = {
        name: re.search(rb"%s:\s*([^\r\n]+)" % name.encode(), raw) for name in ("Content-location", "Content-type")
    }
    address, kind = (found[1].decode("latin-1") if found else "" for found in headers.values())
    try:
        return parse_feed(raw, address, kind)
    except InputError as error:
        return error


def test_no_file_brings_the_reader_down_and_no_feed_is_refused() -> None:
    assert len(outcomes()) == 2107
    assert {name for name, found in outcomes().items() if isinstance(found, InputError)} == NO_FEEDS


def test_no_entry_is_lost() -> None:
    counted = {name: len(_OPENS.findall(plain(FEEDS / name))) for name in outcomes() if name.endswith(".xml")}
    assert {n: len(f.entries) for n, f in outcomes().items() if isinstance(f, Feed) and n in counted} == {
        name: count for name, count in counted.items() if name not in NO_FEEDS
    }


def test_the_json_feed_is_read() -> None:
    found = outcomes()["json/example.json"]
    assert isinstance(found, Feed)
    assert [(one.id, one.author) for one in found.entries] == [("2", "me"), ("1", "you")]


def test_titles_links_and_texts_are_as_expected() -> None:
    right = [fits for name, found in outcomes().items() if isinstance(found, Feed) for fits in compared(name, found)]
    assert len(right) > 1200
    assert sum(right) / len(right) >= FLOOR


def compared(name: str, feed: Feed) -> list[bool]:
    text = (FEEDS / name).read_bytes().decode("utf-8", "replace")
    comment = re.search(r"(?s)Expect:\s*(.*?)\s*-->", text)
    found = (fits(feed, *match) for match in _EXPECTED.findall(comment[1] if comment else ""))
    return [one for one in found if one is not None]


def fits(feed: Feed, holder: str, at: str, key: str, dotted: str, rest: str, literal: str) -> bool | None:  # noqa: PLR0917
    """Whether a feed is as one expression says; None where the expression is about what is not kept."""
    name = (key or dotted).removesuffix("_detail")
    if (rest and rest not in ("['value']", ".value", "[0]['value']", "[0].value", "['name']")) or not name:
        return None
    wanted = str(ast.literal_eval(literal))
    if holder == "feed":
        return words(getattr(feed, name)) == words(wanted) if name in ("title", "link", "language") else None
    entry = feed.entries[int(at)]
    if name in _TEXTS:
        return words(wanted) in (words(entry.content), words(entry.summary))
    return words(getattr(entry, _FIELDS[name])) == words(wanted) if name in _FIELDS else None


def words(markup: str) -> str:
    return " ".join(part.text for part in read_fragment(markup).parts)
