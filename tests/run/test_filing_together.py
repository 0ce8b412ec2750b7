"""What has come at once is filed in one transaction; nothing is waited for while it is not filed."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import pytest
from newsroom import START, piece, rss

from briefing.config import parse_config
from briefing.ingest.fetch import Fetched
from briefing.run.gathering import AT_ONCE, Errand, gather_sources
from briefing.store.archive import articles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from briefing.ingest.fetch import Request

EACH = 3
"""Reports of a feed."""


def feed(number: int) -> bytes:
    return rss(f"Paper {number}", [piece(number * 100 + one) for one in range(EACH)], "https://lume.example", full=True)


def errand(
    folder: Path, places: Iterable[str], fetch: Callable[[Iterable[Request]], Iterator[Fetched]] = lambda _: iter(())
) -> Errand:
    sources = [{"name": f"Paper {number}", "feed": place} for number, place in enumerate(places)]
    settings = parse_config({"sources": sources, "topics": [{"title": "Truce"}]}, folder / "briefing.toml")
    return Errand(settings, folder / "archive.sqlite", START.replace(hour=20), fetch)


def on_web(count: int) -> list[str]:
    return [f"https://lume.example/feed-{number}" for number in range(count)]


def on_file(one: Errand) -> int:
    return len(articles(one.store, {source.name: None for source in one.settings.sources}))


def statements(monkeypatch: pytest.MonkeyPatch, one: Errand) -> list[str]:
    said: list[str] = []
    connect = sqlite3.connect

    def traced(*given: Any, **named: Any) -> sqlite3.Connection:
        made: sqlite3.Connection = connect(*given, **named)
        made.set_trace_callback(said.append)
        return made

    with monkeypatch.context() as patched:
        patched.setattr(sqlite3, "connect", traced)
        gather_sources(one)
    return said


def transactions(monkeypatch: pytest.MonkeyPatch, one: Errand) -> int:
    return statements(monkeypatch, one).count("BEGIN IMMEDIATE")


def saved(folder: Path, count: int) -> Errand:
    folder.mkdir()
    for number in range(count):
        (folder / f"{number}.xml").write_bytes(feed(number))
    return errand(folder, [f"{number}.xml" for number in range(count)])


def test_many_feeds_that_are_files_take_as_many_transactions_as_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    two, many = saved(tmp_path / "two", 2), saved(tmp_path / "many", 12)
    assert transactions(monkeypatch, many) == transactions(monkeypatch, two)
    assert (on_file(two), on_file(many)) == (2 * EACH, 12 * EACH)


def test_the_archive_is_not_locked_for_more_documents_than_a_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few, more = saved(tmp_path / "few", 2), saved(tmp_path / "more", AT_ONCE // EACH + 2)
    assert transactions(monkeypatch, more) == transactions(monkeypatch, few) + 1


def test_what_came_is_filed_before_anything_is_waited_for(tmp_path: Path) -> None:
    filed = []

    def fetch(requests: Iterable[Request]) -> Iterator[Fetched]:
        for number, request in enumerate(requests):
            filed.append(on_file(one))
            yield Fetched(request, request.url, 200, feed(number), more=number == 0)

    one = errand(tmp_path, on_web(3), fetch)
    gather_sources(one)
    assert filed == [0, 0, 2 * EACH]
    assert on_file(one) == 3 * EACH


def test_what_came_is_filed_where_the_next_breaks_the_run(tmp_path: Path) -> None:
    def fetch(requests: Iterable[Request]) -> Iterator[Fetched]:
        for first in list(requests)[:1]:
            yield Fetched(first, first.url, 200, feed(0), more=True)
            raise RuntimeError("a bug")

    one = errand(tmp_path, on_web(2), fetch)
    with pytest.raises(RuntimeError, match="a bug"):
        gather_sources(one)
    assert on_file(one) == EACH


def test_each_source_is_counted_for_itself(tmp_path: Path) -> None:
    one = saved(tmp_path / "several", 4)
    assert [(gave.source, gave.new) for gave in gather_sources(one).gave] == [
        (f"Paper {number}", EACH) for number in range(4)
    ]


STATEMENTS = 42
"""Of SQL for one entry of a feed, what the index of words states among them: today's number."""


def test_an_entry_takes_no_more_statements_than_it_did(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few, many = saved(tmp_path / "few", 2), saved(tmp_path / "many", 12)
    counts = [len(statements(monkeypatch, one)) for one in (few, many)]
    assert counts[1] - counts[0] <= STATEMENTS * 10 * EACH, (counts[1] - counts[0]) / (10 * EACH)
