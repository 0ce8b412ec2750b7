from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from archived import BRIDGE, DAY, MONDAY, STORM, arrival, filing, put, storm

from briefing.model import Filing, Past, Said
from briefing.store.archive import articles, unread, versions
from briefing.store.issues import remember
from briefing.store.pruning import prune
from briefing.store.search import Asked, search

if TYPE_CHECKING:
    from pathlib import Path

ALL: dict[str, int | None] = {"Lume": None}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "briefing.sqlite"
    put(path, *(storm(number) for number in range(60)), filing(), Filing(arrival("\0"), None, "no text in it"))
    put(path, filing(STORM.replace("two", "three")), filing(BRIDGE, title="Stone"), now=MONDAY + 40 * DAY)
    return path


def test_what_was_last_seen_long_ago_is_dropped_and_its_space_given_back(store: Path) -> None:
    before = store.stat().st_size
    found = prune(store, MONDAY + DAY)
    assert (found.articles, found.documents, found.kept) == (60, 61, 0)
    assert found.freed == before - store.stat().st_size > 0
    assert len(articles(store, ALL)) == 2
    assert not search(store, Asked('"Report 7"'))
    assert unread(store) == ()
    assert prune(store, MONDAY + DAY).articles == 0


def test_an_article_that_is_still_seen_keeps_all_its_versions(store: Path) -> None:
    prune(store, MONDAY + DAY)
    number = search(store, Asked("moorings"))[0].id
    assert len(versions(store, number)) == 2


def test_a_dry_run_says_the_same_and_changes_nothing(store: Path) -> None:
    before = store.read_bytes()
    dry = prune(store, MONDAY + DAY, dry_run=True)
    assert store.read_bytes() == before
    done = prune(store, MONDAY + DAY)
    assert (dry.articles, dry.documents, dry.size, dry.kept, dry.freed) == (
        *(done.articles, done.documents, done.size, done.kept),
        0,
    )


@pytest.mark.parametrize("quoted", [True, False])
def test_what_an_issue_quotes_or_was_made_from_is_never_dropped(store: Path, *, quoted: bool) -> None:
    (one,) = (one.article for one in articles(store, ALL) if one.article.title.value == "Report of ship 7")
    said = Said(MONDAY.date(), "port", "port-1", "new", "A ship sank.", sha256=one.sha256)
    read = (MONDAY.date(), one.sha256)
    remember(store, "lume", Past((MONDAY.date(),), (said,) if quoted else (), () if quoted else (read,)))
    found = prune(store, MONDAY + 400 * DAY)
    assert (found.articles, found.kept) == (61, 1)
    assert [kept.article for kept in articles(store, ALL)] == [one]
    assert articles(store, ALL)[0].article.raw == one.raw
