from __future__ import annotations

from datetime import date, timedelta

import pytest
from test_identity import BASE, known

from briefing.text.identity import Candidate, decide
from briefing.text.upheaval import Coming, Standing, coming, upheaval

TODAY = date(2025, 5, 14)
LAST = TODAY - timedelta(1)
KNOWN = Standing(last_success=LAST, articles=200, per_day=6)


def entries(count: int, one: Coming) -> list[Coming]:
    return [one] * count


SAME, NEWS = Coming("same", LAST), Coming("new", TODAY)
OLD, UNDATED = Coming("new", TODAY - timedelta(20)), Coming("new")


def test_a_feed_of_which_most_is_unknown_and_old_is_held_and_told() -> None:
    found = upheaval([*entries(18, OLD), *entries(2, NEWS)], KNOWN, TODAY)
    assert found.kind == "held"
    assert "18 of 20 entries are not known" in found.words
    assert "2025-05-13" in found.words


def test_a_feed_without_dates_is_held_where_more_is_new_than_it_writes() -> None:
    assert upheaval(entries(40, UNDATED), KNOWN, TODAY).kind == "held"


@pytest.mark.parametrize(
    ("given", "standing"),
    [
        pytest.param(entries(20, NEWS), KNOWN, id="all of today"),
        pytest.param(entries(20, OLD), Standing(), id="read for the first time"),
        pytest.param(entries(20, OLD), Standing(LAST, 2), id="next to nothing on file"),
        pytest.param([*entries(3, OLD), *entries(1, SAME)], KNOWN, id="only a few"),
        pytest.param([*entries(6, OLD), *entries(20, SAME)], KNOWN, id="old entries put in beside those known"),
        pytest.param(entries(15, UNDATED), KNOWN, id="undated, at thrice its rate"),
        pytest.param(entries(40, UNDATED), Standing(TODAY - timedelta(10), 200, 5), id="undated, after a long absence"),
        pytest.param(
            entries(12, Coming("new", TODAY - timedelta(5))), Standing(TODAY - timedelta(7), 50, 2), id="weekly"
        ),
        pytest.param(entries(20, Coming("new", LAST - timedelta(2))), KNOWN, id="dated back by two days"),
        pytest.param(entries(30, SAME), KNOWN, id="nothing new"),
        pytest.param([], KNOWN, id="empty"),
    ],
)
def test_what_a_feed_may_rightly_give_is_not_held(given: list[Coming], standing: Standing) -> None:
    assert upheaval(given, standing, TODAY).kind == "fine"


def test_ids_that_all_change_are_told_where_all_is_known_again() -> None:
    found = upheaval([*entries(38, Coming("same", LAST, moved=True)), *entries(2, NEWS)], KNOWN, TODAY)
    assert found.kind == "told"
    assert "38 of 38 ids have changed" in found.words


def test_a_feed_whose_entries_all_change_at_once_is_told() -> None:
    assert upheaval(entries(20, Coming("revision", LAST)), KNOWN, TODAY).kind == "told"


def test_an_entry_has_moved_where_the_same_source_gave_it_another_id() -> None:
    def moved(id: str, source: str) -> bool:  # noqa: A002
        arriving = known(id=id, source=source)
        return coming(arriving, decide(arriving, [Candidate("1", "1", BASE)]), None).moved

    assert moved("other:1", "Post")
    assert not moved("post:1", "Post")
    assert not moved("", "Post")
    assert not moved("other:1", "Another feed")
