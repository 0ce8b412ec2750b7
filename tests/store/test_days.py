from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from archived import BRIDGE, DAY, MONDAY, STORM, filing, put, storm

from briefing.store.archive import articles, versions
from briefing.store.search import backgrounds

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.model import OnFile

ALL: dict[str, int | None] = {"Lume": None, "Velmar": None}
HOUR = timedelta(hours=1)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "briefing.sqlite"


def titles(found: tuple[OnFile, ...]) -> list[str]:
    return [str(one.article.title.value) for one in found]


def test_a_day_has_what_was_published_or_first_seen_since(store: Path) -> None:
    put(store, storm(1, published="2031-03-01"), storm(2, published="2031-03-11"), storm(3), now=MONDAY)
    put(store, storm(4, published="2031-02-01"), storm(5), now=MONDAY + 2 * DAY)
    found = articles(store, ALL, since=MONDAY + DAY)
    assert titles(found) == ["Report of ship 5", "Report of ship 2", "Report of ship 4"]


def test_a_day_without_an_hour_counts_to_its_end(store: Path) -> None:
    put(store, storm(1, published="2031-03-12"), now=MONDAY)
    assert articles(store, ALL, since=MONDAY + 2 * DAY + 10 * HOUR)
    assert not articles(store, ALL, since=MONDAY + 3 * DAY)


def test_a_source_gives_its_newest_up_to_its_limit_and_others_nothing(store: Path) -> None:
    put(store, *(storm(number, published=f"2031-03-0{number}") for number in range(1, 6)))
    put(store, *(storm(number, source="Velmar") for number in range(6, 8)))
    assert titles(articles(store, {"Lume": 2})) == ["Report of ship 5", "Report of ship 4"]
    assert articles(store, {}) == ()
    assert len(articles(store, {"Lume": 0, "Velmar": None})) == 2


def test_an_old_day_is_as_it_was_known_then(store: Path) -> None:
    put(store, filing(), storm(1))
    then = articles(store, ALL, known_by=MONDAY + DAY)
    put(store, filing(STORM.replace("two", "three")), storm(2), now=MONDAY + DAY)
    put(store, filing(source="Velmar"), now=MONDAY + 2 * DAY)
    again = articles(store, ALL, known_by=MONDAY + DAY)
    assert [(one.article, one.article.text, one.revisions, one.sources) for one in again] == [
        (one.article, one.article.text, one.revisions, one.sources) for one in then
    ]
    assert [one.revision for one in versions(store, 1, MONDAY + DAY)] == [1]


def test_the_order_of_filing_does_not_matter(tmp_path: Path) -> None:
    days = []
    filings = [storm(1), storm(2), filing(), filing(source="Velmar")]
    for name, order in (("a", filings), ("b", filings[::-1])):
        put(tmp_path / name, *order)
        days.append([(one.article.key, one.article.source, one.sources) for one in articles(tmp_path / name, ALL)])
    assert days[0] == days[1]


# --- background


def test_background_is_what_has_the_terms_before_a_moment(store: Path) -> None:
    put(store, filing(published="2031-03-01"), filing(BRIDGE, title="Council votes", published="2031-03-02"))
    put(store, filing(BRIDGE.replace("Velmar", "Ostra"), title="Stone bridge", published="2031-03-09"))
    both, one = backgrounds(store, [["bridge", "stone"], ["bridge"]], ALL, before=MONDAY, most=5)
    assert titles(both) == titles(one) == ["Stone bridge", "Council votes"]
    assert titles(backgrounds(store, [["bridge"]], ALL, before=MONDAY - 3 * DAY, most=5)[0]) == ["Council votes"]
    assert backgrounds(store, [["lighthouse", "&", ""], []], ALL, before=MONDAY, most=5) == ((), ())


def test_background_of_an_old_day_is_the_same_whatever_came_since(store: Path) -> None:
    put(store, filing(published="2031-03-01"), *(storm(number, published="2031-03-02") for number in range(5)))

    def found() -> list[tuple[str, str]]:
        (them,) = backgrounds(
            store, [["storm*", "harbour", "ferry"]], ALL, before=MONDAY, most=3, known_by=MONDAY + DAY
        )
        return [(one.article.key, one.article.text) for one in them]

    before = found()
    put(store, filing(BRIDGE), filing(STORM.replace("harbour", "quay"), published="2031-03-01"), now=MONDAY + DAY)
    put(store, *(storm(number, published="2031-03-03") for number in range(50, 60)), now=MONDAY + DAY)
    assert found() == before
    assert len(before) == 3
