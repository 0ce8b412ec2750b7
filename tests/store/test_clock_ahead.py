"""What a clock that was ahead has left in the archive, once it is right again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from archived import DAY, MONDAY, put, storm

from briefing.errors import StoreError
from briefing.model import Batch, Dispatch, Recipient, SourceState, Wanted
from briefing.store.archive import articles
from briefing.store.filing import file
from briefing.store.ledger import begin, deliveries, intend
from briefing.store.pruning import prune
from briefing.store.sources import as_of, is_to_be_told, wanted_pages

if TYPE_CHECKING:
    from pathlib import Path

HOUR = timedelta(hours=1)
LATER = MONDAY + 3650 * DAY


def test_a_source_is_put_off_for_a_day_at_most_whatever_a_clock_has_written() -> None:
    state = SourceState("Lume", fresh_until=LATER, retry_at=LATER, last_try=LATER, last_success=LATER)
    now = as_of(state, MONDAY)
    assert (now.fresh_until, now.retry_at, now.last_try, now.last_success) == (None, None, MONDAY, MONDAY)
    near = SourceState("Lume", fresh_until=MONDAY + HOUR, retry_at=MONDAY + DAY, last_success=MONDAY - DAY)
    assert as_of(near, MONDAY) == near


def test_a_failure_that_began_or_was_told_in_the_future_is_told_now() -> None:
    state = SourceState("Lume", failures=1, failing_since=LATER, problem="timed out", told=LATER)
    assert not is_to_be_told(state, MONDAY)
    assert is_to_be_told(as_of(state, MONDAY), MONDAY)


def test_a_page_that_was_put_off_for_years_is_wanted_now(tmp_path: Path) -> None:
    store = tmp_path / "briefing.sqlite"
    (arrival,) = (storm(1).arrival,)
    urls = {f"https://gazette.example/{number}": moment for number, moment in enumerate((LATER, MONDAY + HOUR))}
    file(store, Batch(wanted=tuple(Wanted(url, arrival, 1, at) for url, at in urls.items())), MONDAY, "1")
    assert [one.url for one in wanted_pages(store, MONDAY)] == ["https://gazette.example/0"]


def test_a_mail_that_waits_for_years_is_tried_now_and_given_up_in_time(tmp_path: Path) -> None:
    store, to = tmp_path / "briefing.sqlite", Recipient("mail", "mail", "ines@post.example")
    one = Dispatch("talks", "2031-03-10", "e", to)
    intend(store, [one], LATER)
    begin(store, [(one, "<1@post.example>")], MONDAY)
    assert deliveries(store, "talks")[0].since == MONDAY


def test_prune_drops_nothing_where_by_the_clock_all_is_old(tmp_path: Path) -> None:
    store = tmp_path / "briefing.sqlite"
    put(store, storm(1), storm(2))
    for dry_run in (True, False):
        with pytest.raises(StoreError, match="is the clock right"):
            prune(store, LATER, by_clock=True, dry_run=dry_run)
    assert prune(store, LATER).articles == 2


def test_what_was_first_seen_while_the_clock_was_ahead_counts_once_it_is_seen_again(tmp_path: Path) -> None:
    store = tmp_path / "briefing.sqlite"
    file(store, Batch((storm(1), storm(2))), LATER, "1")
    assert articles(store, {"Lume": None}, known_by=MONDAY + HOUR) == ()
    file(store, Batch((storm(1),)), MONDAY, "1")
    (one,) = articles(store, {"Lume": None}, known_by=MONDAY + HOUR)
    assert (one.since, one.first_seen) == (MONDAY, MONDAY)
