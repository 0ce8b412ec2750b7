"""A machine's clock that is wrong, jumps back or was ahead: nothing goes out twice, and no source stays silent."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest
from mail_server import Mailserver
from newsroom import START, piece, rss
from program import files_below, start
from server import Reply, Server

from briefing import parse_config
from briefing.deliver.folder import tidy
from briefing.errors import ClockError
from briefing.ingest.fetch import Manners, World, fetch_all
from briefing.run.morning import morning
from briefing.run.ordering import Order
from briefing.run.status import status_of
from briefing.store.sources import begin_run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from briefing.config import Settings
    from briefing.ingest.fetch import Fetched, Request
    from briefing.model import Brief
    from briefing.run.morning import Morning

DAY, HOUR, YEAR = timedelta(days=1), timedelta(hours=1), timedelta(days=365)
MORNING = START.replace(hour=20)
INES = "ines@post.example"
BRISK = Manners(delay=0.0, connect=2.0, read=1.0, whole=2.0, retries=0)
TALKS = {"id": "talks", "title": "The talks", "terms": ["truce", "envoys", "delegation", "harbour"]}


@dataclass
class Desk:
    """A brief of a feed that is fresh for an hour, sent to one reader; the machine's clock is an argument."""

    server: Server
    post: Mailserver
    out: Path

    @property
    def settings(self) -> Settings:
        way = {"from": "desk@post.example", "to": [INES], "server": f"127.0.0.1:{self.post.port}", "security": "none"}
        return parse_config(
            {
                "brief": {"id": "talks", "window": "72h"},
                "site": {"enabled": False},
                "sources": [{"name": "Gazette", "feed": self.server.url("/feed"), "private": True}],
                "topics": [TALKS],
                "deliver": {"mail": way},
            },
            self.out / "x",
        )

    def publish(self, day: int) -> None:
        pieces = [piece(number, MORNING - 2 * HOUR + DAY * (number // 3)) for number in range(3 * (day + 1))]
        feed = rss("Gazette", pieces, self.server.url(""))
        self.server.routes["/feed"] = Reply(feed, headers={"Cache-Control": "max-age=3600"})

    def morning(self, clock: datetime, true: datetime | None = None, *, by_clock: bool = True) -> Morning:
        """A run by a clock; the servers' clocks are `true`, and say nothing where that is None."""
        fetch = partial(fetch_all, manners=BRISK, world=World(now=lambda: clock))

        def fetched(wanted: Iterable[Request]) -> Iterator[Fetched]:
            yield from (replace(one, server_time=true) for one in fetch(wanted))

        done = morning(Order(self.settings, self.out, clock, by_clock=by_clock), fetched)
        assert done is not None
        return done

    def came(self) -> int:
        self.post.wait()
        return self.post.mails_to(INES)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Server() as server, Mailserver() as post:
        yield Desk(server, post, tmp_path)


def found(brief: Brief) -> set[str]:
    return {one.title or "" for one in brief.articles}


# --- the clock is behind


@pytest.mark.parametrize("behind", [YEAR, DAY + HOUR])
def test_where_the_clock_is_before_the_last_run_nothing_is_made_and_nothing_changes(
    desk: Desk, behind: timedelta
) -> None:
    desk.publish(0)
    desk.morning(MORNING, MORNING)
    before = files_below(desk.out)
    desk.publish(1)
    for true in (MORNING + DAY, None):
        with pytest.raises(ClockError, match=r"nothing was made or sent: set the clock; .* `briefing run --now 20"):
            desk.morning(MORNING - behind, true)
    assert files_below(desk.out) == before
    assert desk.came() == 1


def test_a_clock_without_a_battery_is_not_believed_at_the_first_run_either(desk: Desk) -> None:
    desk.publish(0)
    with pytest.raises(ClockError, match="says 1970-01-01 00:00 UTC, which cannot be"):
        desk.morning(datetime(1970, 1, 1, tzinfo=UTC))
    assert desk.came() == 0


def test_a_moment_that_a_person_names_may_be_an_earlier_one(desk: Desk) -> None:
    desk.publish(0)
    desk.morning(MORNING)
    assert desk.morning(MORNING - DAY, by_clock=False).folder


def test_a_clock_that_is_set_by_minutes_is_no_matter(desk: Desk) -> None:
    desk.publish(0)
    desk.morning(MORNING)
    assert desk.morning(MORNING - HOUR / 2).warnings == ()
    assert desk.came() == 1


# --- the clock was ahead


@pytest.mark.parametrize("ahead", [3 * DAY, 30 * DAY, 10 * YEAR])
def test_once_a_clock_that_was_ahead_is_right_again_the_mornings_go_on(desk: Desk, ahead: timedelta) -> None:
    desk.publish(0)
    desk.morning(MORNING + ahead)
    desk.publish(1)
    asked = desk.server.hits["/feed"]
    again = desk.morning(MORNING + DAY, MORNING + DAY)
    assert desk.server.hits["/feed"] == asked + 2  # once for the server's clock
    assert "the clock was ahead; look at what was made then" in again.warnings[0]
    assert len(found(again.made.brief)) == 6
    assert desk.came() == 2
    later = desk.morning(MORNING + DAY + HOUR, None)
    assert later.warnings == ()
    assert desk.came() == 2
    status = status_of(desk.settings, desk.out, MORNING + DAY)
    assert status.last
    assert status.last.date == (MORNING + DAY).date()


def test_where_no_server_says_what_time_it_is_a_person_does(desk: Desk) -> None:
    desk.publish(0)
    desk.morning(MORNING + 10 * YEAR)
    with pytest.raises(ClockError):
        desk.morning(MORNING)
    assert desk.morning(MORNING, by_clock=False).folder
    assert desk.morning(MORNING + HOUR).folder


def test_the_program_itself_goes_by_the_clock_unless_it_is_told_the_time(tmp_path: Path) -> None:
    config = tmp_path / "briefing.toml"
    config.write_text('[[sources]]\nname = "Post"\nfiles = "none/*"\n[[topics]]\nid = "a"\ntitle = "Harbour"\n')
    begin_run(tmp_path / "out" / "briefing.sqlite", datetime.now(UTC) + YEAR)
    told = start("run", "--config", config, "--out", tmp_path / "out")
    assert told.code == 1
    assert told.err.count("\n") == 1
    assert "set the clock" in told.err


def test_what_a_killed_run_left_while_the_clock_was_ahead_is_taken_away(tmp_path: Path) -> None:
    ahead, now = tmp_path / ".new-1", tmp_path / ".new-2"
    for folder in (ahead, now):
        folder.mkdir()
    os.utime(ahead, (time.time() + 10**8,) * 2)
    tidy(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [".new-2"]
