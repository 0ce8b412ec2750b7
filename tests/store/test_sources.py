from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from archived import DAY, MONDAY, VERSION, arrival, filing, put, storm
from program import ROOT

from briefing.errors import StoreError
from briefing.model import Batch, SourceState, Wanted, Yield
from briefing.store.filing import file
from briefing.store.lock import holder, locked
from briefing.store.sources import (
    after_failure,
    after_success,
    begin_run,
    end_run,
    is_to_be_told,
    rates,
    runs,
    source_states,
    told,
    wanted_pages,
)

if TYPE_CHECKING:
    from pathlib import Path

FEED = "https://gazette.example/feed"
NEW = SourceState("Lume", FEED)
HOUR = timedelta(hours=1)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "briefing.sqlite"


# --- what follows a try


def test_after_a_failure_what_is_on_file_stays_and_failures_are_counted() -> None:
    well = after_success(NEW, MONDAY, etag='"1"', fresh_until=MONDAY + HOUR)
    ill = after_failure(after_failure(well, MONDAY + DAY, "timed out"), MONDAY + 2 * DAY, "404", MONDAY + 3 * DAY)
    assert (ill.etag, ill.last_success, ill.last_try) == ('"1"', MONDAY, MONDAY + 2 * DAY)
    assert (ill.failures, ill.failing_since, ill.problem, ill.retry_at) == (2, MONDAY + DAY, "404", MONDAY + 3 * DAY)
    assert after_success(ill, MONDAY + 3 * DAY).failures == 0


def test_validators_go_with_a_whole_answer_and_stay_with_an_unchanged_one() -> None:
    well = after_success(NEW, MONDAY, etag='"1"', last_modified="Mon")
    assert after_success(well, MONDAY + DAY, unchanged=True).etag == '"1"'
    assert (after_success(well, MONDAY + DAY).etag, after_success(well, MONDAY + DAY).last_modified) == ("", "")


def test_a_failure_is_told_when_new_then_after_a_day_three_days_and_each_week() -> None:
    state, days = NEW, []
    for day in range(24):
        now = MONDAY + day * DAY - day % 2 * HOUR  # cron is not always on time
        state = after_failure(state, now, "timed out")
        if is_to_be_told(state, now):
            days.append(day)
            state = told(state, now)
    assert days == [0, 1, 3, 7, 14, 21]


def test_a_failure_after_a_success_is_new_and_a_success_is_nothing_to_tell() -> None:
    ill = told(after_failure(NEW, MONDAY, "404"), MONDAY)
    assert not is_to_be_told(after_failure(ill, MONDAY + HOUR, "404"), MONDAY + HOUR)
    well = after_success(ill, MONDAY + 2 * HOUR)
    assert not is_to_be_told(well, MONDAY + 2 * HOUR)
    assert is_to_be_told(after_failure(well, MONDAY + 3 * HOUR, "404"), MONDAY + 3 * HOUR)


# --- on file


def test_the_state_of_a_source_comes_back_as_it_was(store: Path) -> None:
    state = told(after_failure(after_success(NEW, MONDAY, etag='W/"é"'), MONDAY + DAY, "no \ud83d", MONDAY), MONDAY)
    file(store, Batch(states=(NEW, SourceState("Velmar"))), MONDAY, VERSION)
    file(store, Batch(states=(state,)), MONDAY, VERSION)
    assert source_states(store) == {("Lume", FEED): state, ("Velmar", ""): SourceState("Velmar")}


def test_a_wanted_page_stays_until_it_is_settled(store: Path) -> None:
    now, later = (Wanted(f"https://gazette.example/{n}", arrival(id=n)) for n in "12")
    later = Wanted(later.url, later.arrival, 2, MONDAY + DAY)
    file(store, Batch(wanted=(now, later)), MONDAY, VERSION)
    assert wanted_pages(store) == (now, later)
    assert wanted_pages(store, MONDAY) == (now,)
    again = Wanted(now.url, now.arrival, 1)
    file(store, Batch(wanted=(again,), settled=(("Lume", later.url), ("Velmar", now.url))), MONDAY, VERSION)
    assert wanted_pages(store) == (again,)


def test_a_run_is_on_file_from_its_beginning(store: Path) -> None:
    first, second = begin_run(store, MONDAY), begin_run(store, MONDAY + DAY)
    gave = (Yield("Lume", new=3, same=2), Yield("Velmar", problem="timed out"))
    end_run(store, second, MONDAY + DAY + HOUR, "well", gave)
    last, killed = runs(store)
    assert (last.id, last.outcome, last.ended, last.gave) == (second, "well", MONDAY + DAY + HOUR, gave)
    assert (killed.id, killed.started, killed.ended) == (first, MONDAY, None)
    assert runs(store, most=1) == (last,)


def test_rates_are_articles_a_day_and_the_newest(store: Path) -> None:
    put(store, *(storm(n, published="2031-03-09T12:00:00+00:00") for n in range(8)))
    put(store, *(storm(n) for n in range(8, 12)), storm(90, published="2041-01-01"), now=MONDAY + 2 * DAY)
    put(store, filing(source="Velmar"), now=MONDAY + 2 * DAY)
    found = rates(store, MONDAY + 4 * DAY)
    assert (found["Lume"].articles, found["Lume"].per_day, found["Lume"].newest) == (13, 13 / 4, MONDAY + 2 * DAY)
    assert found["Velmar"].per_day == 0.5
    assert rates(store, MONDAY + 15 * DAY)["Lume"].per_day == 5 / 14
    assert rates(store, MONDAY)["Lume"].articles == 8


# --- one run at a time


def test_a_lock_is_had_once_and_again_when_its_holder_was_killed(tmp_path: Path) -> None:
    path = tmp_path / "out" / "briefing.lock"
    hold = (
        "import sys, time; from pathlib import Path; from briefing.store.lock import locked\n"
        "with locked(Path(sys.argv[1])) as got: print(got, flush=True); time.sleep(60)"
    )
    other = subprocess.Popen([sys.executable, "-c", hold, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert other.stdout
        assert other.stdout.readline() == "True\n"
        with locked(path) as got:
            assert not got
        assert holder(path) == str(other.pid)
    finally:
        other.kill()
        other.communicate()
    with locked(path) as got:
        assert got
    with locked(path) as got:
        assert got


def test_a_lock_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="cannot be locked"), locked(tmp_path / "file" / "lock"):
        pass
