"""300 feeds with 2,000 entries parsed, read and filed, beside feedparser alone on the same bytes.

Two kinds of feeds: those that hold a few paragraphs of text, and those dressed as the systems of newsrooms give them
(pictures, share links, tracking, a notice at the end), whose markup feedparser cleans and we do not.
"""

from __future__ import annotations

import html
import io
import tempfile
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import feedparser

from benchmarks.speed import invented
from benchmarks.speed.rows import Goal, seconds
from benchmarks.speed.timing import alternating
from briefing.ingest.entries import entry_arrival
from briefing.ingest.feeds import parse_feed
from briefing.model import Batch, Given
from briefing.run.arriving import read
from briefing.run.gathering import AT_ONCE, joined
from briefing.store.filing import file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from benchmarks.speed.rows import Options, Row

FEEDS, ENTRIES = 300, 2_000
NOW = datetime(2031, 3, 13, 6, tzinfo=UTC)
_MOST = 1.3
"""How many times feedparser's time all of it may take."""

_LIMIT = "an entry is a document: cleaned, identified and filed, which feedparser does not do"


def measure(options: Options) -> Sequence[Row]:
    """Return rows of plain and of dressed feeds: parsed, parsed and read, parsed and read and filed."""
    feeds, entries = (15, 100) if options.quick else (FEEDS, ENTRIES)
    rows = []
    for kind, dress in {"plain": "{}", "dressed": _DRESS}.items():
        made = made_feeds(feeds, entries, dress, options.seed)
        for what, work in {"parsed": parsed, "parsed and read": parsed_and_read, "parsed, read, filed": filed}.items():
            options.told(f"feeds: {kind}, {what}")
            ours, theirs = alternating(partial(work, made), partial(by_feedparser, made), options.runs)
            goal = Goal(f"≤ {_MOST} × feedparser", ours.median / theirs.median, _MOST, limit=_LIMIT)
            name = f"{feeds} {kind} feeds, {entries:,} entries, {what}"
            rows.append(seconds(name, ours, theirs, "feedparser alone", goal if work is filed else None))
    return rows


_DRESS = (
    '<div class="content"><figure><a href="https://g.example/a"><img src="https://g.example/a.jpg" width="800" '
    'height="600" srcset="https://g.example/a.jpg 800w" alt=""/></a><figcaption>The quay</figcaption></figure>{}'
    '<p class="share"><a href="https://s.example/?u=1" style="color:#333">Share</a> <a href="https://s.example/?u=2">Post'
    '</a></p><img src="https://t.example/p.gif" width="1" height="1" style="display:none"/></div>'
)


def made_feeds(feeds: int, entries: int, dress: str, seed: int) -> list[bytes]:
    """Return so many invented feeds in RSS, with so many entries in all."""
    reports = [one.article.text for one in invented.articles(entries, 2, seed, sentences=6)]
    items = [_item(number, dress.format(_paragraphs(text))) for number, text in enumerate(reports)]
    return [_rss(number, "".join(items[number::feeds])) for number in range(feeds)]


def _paragraphs(text: str) -> str:
    return "".join(f'<p class="p">{html.escape(line)}</p>' for line in text.split("\n") if line.strip())


def _item(number: int, markup: str) -> str:
    link = f"https://gazette.example/{number}"
    return (
        f"<item><title>Report {number}</title><link>{link}</link><guid>{link}</guid><author>Ada Brandt</author>"
        f"<pubDate>Thu, 13 Mar 2031 05:{number % 60:02}:00 +0000</pubDate>"
        f"<description>{html.escape(markup)}</description></item>"
    )


def _rss(number: int, items: str) -> bytes:
    head = f"<title>Gazette {number}</title><link>https://gazette.example/</link><language>en</language>"
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>{head}{items}</channel></rss>'.encode()


def by_feedparser(found: Sequence[bytes]) -> None:
    """Parse feeds as anybody does."""
    for raw in found:
        feedparser.parse(io.BytesIO(raw), response_headers={"content-type": "application/xml; charset=utf-8"})


def parsed(found: Sequence[bytes]) -> None:
    """Parse feeds."""
    for number, raw in enumerate(found):
        parse_feed(raw, f"https://gazette.example/{number}")


def parsed_and_read(found: Sequence[bytes]) -> list[Batch]:
    """Parse feeds and read each entry; return a batch for each feed."""
    batches = []
    for number, raw in enumerate(found):
        feed = parse_feed(raw, f"https://gazette.example/{number}")
        arrivals = [entry_arrival(entry, feed, f"Gazette {number}", Given()) for entry in feed.entries]
        batches.append(Batch(tuple(read(arrival, NOW) for arrival in arrivals)))
    return batches


def filed(found: Sequence[bytes]) -> None:
    """Parse feeds, read each entry, and file them in a new archive, together as a run files what has come at once."""
    with tempfile.TemporaryDirectory() as folder:
        for batch in _at_once(parsed_and_read(found)):
            file(Path(folder) / "archive.sqlite", batch, NOW, "1")


def _at_once(batches: Iterable[Batch]) -> Iterator[Batch]:
    """Yield batches as a run files them whose feeds are all there: together, up to its bound."""
    held: list[Batch] = []
    for batch in batches:
        held.append(batch)
        if sum(len(one.filings) for one in held) >= AT_ONCE:
            yield joined(held)
            held = []
    yield joined(held)
