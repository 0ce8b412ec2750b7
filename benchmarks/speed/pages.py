"""Pages to articles, beside trafilatura alone on the same bytes; and all cores beside one.

Trafilatura as anybody calls it (`extract`), and as this program does (fast, no comments, no metadata): of either only
the text is asked. Ours is the article: the encoding, text, title, publisher, author, date, address.
"""

from __future__ import annotations

import gzip
import html
import os
import sys
from typing import TYPE_CHECKING

import trafilatura

from benchmarks.speed import invented
from benchmarks.speed.rows import Goal, Row, seconds
from benchmarks.speed.timing import alternating, watched
from briefing.ingest import Place, Told, read_document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.speed.rows import Options

PAGES = 60
_DAYS = 3
_LEAST = 0.9
"""The share of trafilatura's speed that ours is to have at least."""

_MANY, _MORE = 240, 1_200
"""Pages for the cores: so many that helpers hardly pay, and so many that they do."""
_AS_FAST = 1.05  # times as long, that is no slower: the same is done twice
_AROUND = 40  # entries of the menu, teasers and lines of script of an invented page


def measure(options: Options) -> Sequence[Row]:
    """Return rows of invented pages, of real ones where they are there, and of the cores."""
    made = pages(4 if options.quick else PAGES, options.seed)
    rows = _beside("invented", made, options)
    folder = options.shared / "data" / "extraction" / "html"
    if folder.is_dir():
        real = [gzip.decompress(path.read_bytes()) for path in sorted(folder.glob("*.gz"))]
        rows += _beside("real", real[: 4 if options.quick else None], options)
    if options.quick:
        return [*rows, _cores(8, options, "no slower")]
    return [*rows, _cores(_MANY, options, "no slower"), _cores(_MORE, options, "less than one takes")]


def pages(count: int, seed: int) -> list[bytes]:
    """Return invented reports as pages with a menu, teasers, scripts, metadata and a footer around each."""
    return [_page(report.article.text, number) for number, report in enumerate(invented.articles(count, _DAYS, seed))]


def _page(text: str, number: int) -> bytes:
    paragraphs = "".join(f"<p>{html.escape(line)}</p>\n" for line in text.split("\n") if line.strip())
    menu = "".join(f'<li class="menu-item"><a href="/section/{n}">Section {n}</a></li>' for n in range(_AROUND))
    teaser = '<div class="teaser"><a href="/{0}"><img src="/{0}.jpg"><h4>Another report, of day {0}</h4></a></div>'
    teasers = "".join(teaser.format(n) for n in range(_AROUND))
    script = "".join(f"window.slots.push({{id: {n}, sizes: [[300, 250], [320, 50]]}});\n" for n in range(_AROUND))
    head = f'<meta property="og:title" content="Report {number}"><meta property="og:site_name" content="The Gazette">'
    return (
        f"<!doctype html><html><head><title>Report {number} - The Gazette</title>{head}<script>{script}</script></head>"
        f'<body><nav><ul>{menu}</ul></nav><main><article><h1>Report {number}</h1><div class="article-body">{paragraphs}'
        f'</div></article><aside class="related">{teasers}</aside></main><footer>All rights reserved</footer></body>'
    ).encode()


def _beside(kind: str, found: Sequence[bytes], options: Options) -> list[Row]:
    """Return how long these pages take beside trafilatura as it comes, and as it is called here."""
    ways = {"trafilatura.extract": _extract, "trafilatura as it is called here": _bare}
    rows = []
    for name, other in ways.items():
        options.told(f"pages: {len(found)} {kind} ones, beside {name}")
        ours, theirs = alternating(lambda: [*map(_read, found)], lambda: [*map(other, found)], options.runs)  # noqa: B023
        speed = theirs.median / ours.median
        goal = Goal(f"≥ {_LEAST} of its speed", speed, _LEAST, at_most=False)
        rows.append(seconds(f"{len(found)} {kind} pages to articles", ours, theirs, name, goal))
    return rows


def _read(page: bytes) -> object:
    return read_document(page, Told(), Place(path="page.html"))


def _extract(page: bytes) -> object:
    return trafilatura.extract(page)


def _bare(page: bytes) -> object:
    return trafilatura.bare_extraction(page, fast=True, include_comments=False, with_metadata=False)


def _cores(count: int, options: Options, wanted: str) -> Row:
    """Return how long many pages take by the clock, on all cores and on one, each in a process of its own."""
    options.told(f"pages: {count} on all cores and on one")
    here = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    several, one = ([watched(_alone(count, cores, options.seed))[1] for _ in range(options.runs)] for cores in (0, 1))
    most = 1.0 if wanted == "less than one takes" else _AS_FAST
    goal = Goal(f"{wanted}, where there are two", min(several) / min(one), most)
    note = f"by the clock, the best of {options.runs}: it says how busy the {here} cores were, too"
    return Row(f"{count} pages on all cores, whole process", min(several), min(one), "one core", goal=goal, note=note)


def _alone(count: int, cores: int, seed: int) -> list[str]:
    return [sys.executable, "-c", f"from benchmarks.speed.pages import read_many; read_many({count}, {cores}, {seed})"]


def read_many(count: int, cores: int, seed: int) -> None:
    """Read so many invented pages on so many cores, 0 for all."""
    from briefing.model import Arrival  # noqa: PLC0415
    from briefing.run.crew import read_all  # noqa: PLC0415

    made = pages(min(count, PAGES), seed)
    read_all([Arrival("Gazette", f"{n}.html", made[n % len(made)] + b"<!---->") for n in range(count)], cores)
