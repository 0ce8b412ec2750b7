"""What one source may take of a run and of a day: the others have their turn, and what is left is told."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING

import pytest
from newsroom import START, Piece, page, piece, rss

from briefing import parse_config
from briefing.ingest.fetch import Fetched, Request
from briefing.run import shares
from briefing.run.gathering import Errand, Gathering, gather_sources
from briefing.store.archive import articles
from briefing.store.sources import wanted_pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path


MORNING = START.replace(hour=20)
TOPICS = [{"id": "talks", "title": "The talks"}]
PIECES = [piece(number) for number in range(30)]


class Web:
    """What the addresses give, and in which order they were asked for; what is not there fails."""

    def __init__(self, **bodies: bytes) -> None:
        self.bodies: Mapping[str, bytes] = {f"https://{name}.example/": body for name, body in bodies.items()}
        self.asked: list[str] = []

    def fetch(self, requests: Iterable[Request]) -> Iterator[Fetched]:
        for request in requests:
            self.asked.append(request.url)
            body = self.bodies.get(request.url)
            problem = "" if body else "the server does not answer in time"
            yield Fetched(request, request.url, 200 if body else 0, body or b"", problem=problem, passing=not body)


def gathered(folder: Path, web: Web, *sources: Mapping[str, object], now: datetime = MORNING) -> Gathering:
    settings = parse_config({"sources": list(sources), "topics": TOPICS}, folder / "x")
    return gather_sources(Errand(settings, folder / "briefing.sqlite", now, web.fetch))


def problem(done: Gathering, name: str) -> str:
    return next(one.problem for one in done.gave if one.source == name)


def listing(count: int) -> bytes:
    outlines = "".join(f'<outline xmlUrl="https://slow{number}.example/"/>' for number in range(count))
    return f"<opml><body>{outlines}</body></opml>".encode()


def full(name: str, pieces: list[Piece]) -> bytes:
    return rss(name, pieces, f"https://{name}.example", prefix=name)


@pytest.mark.slow
def test_a_list_of_very_many_feeds_lets_the_others_have_their_turn(tmp_path: Path) -> None:
    own = b"<opml><body><outline text='Good' xmlUrl='https://good.example/'/></body></opml>"
    web = Web(list=listing(500), own=own, good=full("good", PIECES[:3]))
    sources = ({"name": name, "opml": f"https://{name}.example/"} for name in ("list", "own"))
    done = gathered(tmp_path, web, *sources)
    assert web.asked[2:4] == ["https://slow0.example/", "https://good.example/"]
    assert len(web.asked) == 503
    assert not problem(done, "Good")


def test_a_feed_that_wants_very_many_pages_lets_those_of_others_have_their_turn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shares, "MOST_PAGES", 20)
    monkeypatch.setattr("briefing.run.gathering.MOST_PAGES", 20)
    brief = [
        rss(name, some, f"https://{name}.example", full=False) for name, some in (("a", PIECES), ("z", PIECES[:2]))
    ]
    web = Web(a=brief[0], z=brief[1])
    sources = ({"name": "A", "feed": "https://a.example/"}, {"name": "Z", "feed": "https://z.example/"})
    done = gathered(tmp_path, web, *sources)
    pages = [url for url in web.asked if url.partition("?")[2]]
    assert [url[8] for url in pages] == [*"azaz", *"a" * 18]
    assert problem(done, "A").startswith("more than 400 pages wanted at once: 10 of them left, to be asked for later")
    assert len(articles(tmp_path / "briefing.sqlite", {"A": None})) == len(PIECES)  # by what the feed says, for now
    assert len(wanted_pages(tmp_path / "briefing.sqlite")) == len(PIECES) + 2


def test_what_a_source_gives_in_a_day_is_bounded_and_what_is_left_comes_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shares, "MOST_A_DAY", 10 * (shares.EACH + 3000))
    store = tmp_path / "briefing.sqlite"
    web = Web(a=full("a", PIECES[:24]), z=full("z", PIECES[24:30]))
    sources = ({"name": "A", "feed": "https://a.example/"}, {"name": "Z", "feed": "https://z.example/"})
    first = gathered(tmp_path, web, *sources)
    told = problem(first, "A")
    assert "MB of documents within a day, or 300 seconds' work in a run; 1" in told
    assert told.endswith("of them left, to be asked for later")
    assert not problem(first, "Z")
    newest = {one.article.title.value for one in articles(store, {"A": None})}
    assert newest == {one.title for one in PIECES[24 - len(newest) : 24]}
    assert 9 <= len(newest) <= 12
    gathered(tmp_path, web, *sources, now=MORNING + timedelta(hours=1))
    assert len(articles(store, {"A": None})) == len(newest)
    gathered(tmp_path, web, *sources, now=MORNING + timedelta(hours=25))
    later = gathered(tmp_path, web, *sources, now=MORNING + timedelta(hours=50))
    assert len(articles(store, {"A": None})) == 24
    assert not problem(later, "A")


def test_pages_count_for_the_day_of_their_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shares, "MOST_A_DAY", 3 * shares.EACH)
    web = Web(a=b"<html><body><article><p>The harbour opened on Monday, its master said, at last.</p></article>")
    store = tmp_path / "briefing.sqlite"
    for hour in range(6):
        web.bodies = {url: body.replace(b"opened", b"opened %d times" % hour) for url, body in web.bodies.items()}
        done = gathered(
            tmp_path, web, {"name": "A", "page": "https://a.example/"}, now=MORNING + timedelta(hours=2 * hour)
        )
    assert "MB of documents within a day" in problem(done, "A")
    assert articles(store, {"A": None})[0].revisions == 2


def test_a_list_that_is_damaged_is_not_asked_again_as_a_feed(tmp_path: Path) -> None:
    web = Web(list=b"<opml><body><outline")
    done = gathered(tmp_path, web, {"name": "List", "opml": "https://list.example/"})
    assert web.asked == ["https://list.example/"]
    assert problem(done, "List").startswith("https://list.example/: damaged or cut off at line 1")
    (tmp_path / "feeds.opml").write_bytes(b"<opml><body><outline")
    local = gathered(tmp_path, web, {"name": "Local", "opml": "feeds.opml"})
    assert problem(local, "Local").startswith("feeds.opml: damaged or cut off at line 1")


def test_a_source_whose_pages_take_very_long_is_left_after_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    web = Web(a=rss("a", PIECES[:9], "https://a.example", full=False))
    web.bodies = {**web.bodies, **{f"https://a.example/{one.number}?utm_source=rss": page(one) for one in PIECES[:9]}}
    clock = count(step=100.0)
    monkeypatch.setattr("briefing.run.shares.os.times", lambda: (next(clock), 0.0, 0.0, 0.0, 0.0))
    done = gathered(tmp_path, web, {"name": "A", "feed": "https://a.example/"})
    assert "300 seconds' work in a run; 1 of them left, to be asked for later (and 4 more)" in problem(done, "A")
