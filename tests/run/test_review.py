"""Held, approved, rejected, lapsed: whole mornings with a mail server, the time told by `--now`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
import story
from mail_server import Mailserver

from briefing.store.clearances import clearances
from briefing.store.ledger import deliveries

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from program import Program, Run

pytestmark = pytest.mark.slow  # whole mornings, or the program as a server

DATE = story.DATE
READERS = ("ines@lume.example", "piet@lume.example")
SEVEN, HALF_PAST, NINE = f"{DATE}T07:00:00+00:00", f"{DATE}T07:30:00+00:00", f"{DATE}T09:00:00+00:00"
NEXT = "2031-03-14T07:00:00+00:00"
REVIEW = "[review]\nrequired = true\n"
MAIL = """
[deliver.mail]
from = "The desk <desk@lume.example>"
to = ["ines@lume.example", "piet@lume.example"]
server = "127.0.0.1:{port}"
security = "none"
"""
CORRECTION = story.Report(
    "20-correction",
    "Lume Gazette",
    "2031-03-13T06:00:00+00:00",
    "Truce offer",
    "Bryland offered a truce of ten days at the port of Kestrel Bay, the harbour ministry said.\n"
    "The Ardenian delegation will demand inspections of all ships that carry grain, Feld said.\n",
)


@dataclass
class Desk:
    """A configuration that mails to two readers, and commands at moments."""

    program: Program
    server: Mailserver
    config: Path

    @property
    def out(self) -> Path:
        return self.config.parent / "out"

    def configure(self, extra: str = "") -> None:
        self.config.write_text(story.CONFIG + MAIL.format(port=self.server.port) + extra, encoding="utf-8")

    def do(self, *words: str, now: str) -> Run:
        return self.program(*words, "--config", self.config, "--out", self.out, "--now", now)

    def run(self, now: str) -> Run:
        """A morning of the story's day."""
        return self.do("run", "--date", DATE, now=now)

    @property
    def mails(self) -> list[int]:
        """How many mails each reader has."""
        return [self.server.mails_to(reader) for reader in READERS]

    @property
    def states(self) -> list[str]:
        """What is on file of whether editions may go, that of the newest last."""
        return [one.state for one in clearances(self.out / "briefing.sqlite", "lume")]


@pytest.fixture
def desk(run: Program, tmp_path: Path) -> Iterator[Desk]:
    with Mailserver() as server:
        desk = Desk(run, server, story.write(tmp_path))
        desk.configure()
        yield desk


def correct(desk: Desk) -> None:
    """Have another report, so that the issue of the day reads otherwise."""
    CORRECTION.write(desk.config.parent / "articles")


# --- a review


def test_without_a_review_an_issue_goes_at_once(desk: Desk) -> None:
    done = desk.run(SEVEN)
    assert (done.code, done.err, desk.mails, desk.states) == (0, "", [1, 1], ["go"])


def test_an_issue_that_waits_for_a_review_is_written_and_goes_to_nobody(desk: Desk) -> None:
    desk.configure(REVIEW)
    done = desk.run(SEVEN)
    assert (done.code, desk.mails) == (3, [0, 0])
    assert f"{DATE}: not sent: waits for approval; " in done.err
    assert f"`briefing approve {DATE}`" in done.err
    assert (desk.out / DATE / "brief.md").is_file()


def test_what_is_approved_goes_then_and_only_once(desk: Desk) -> None:
    desk.configure(REVIEW)
    desk.run(SEVEN)
    done = desk.do("approve", DATE, now=HALF_PAST)
    assert (done.code, done.out.splitlines()[0], desk.mails) == (0, f"{DATE}: approved", [1, 1])
    desk.do("approve", DATE, now=NINE)
    desk.do("send", DATE, now=NINE)
    assert desk.run(NINE).code == 0
    assert desk.mails == [1, 1]


def test_when_somebody_approved_is_on_file(desk: Desk) -> None:
    desk.configure(REVIEW)
    desk.run(SEVEN)
    desk.do("approve", DATE, now=HALF_PAST)
    (one,) = clearances(desk.out / "briefing.sqlite", "lume")
    assert (one.state, one.since.isoformat(), one.at.isoformat()) == ("approved", SEVEN, HALF_PAST)


def test_neither_send_nor_send_again_gets_round_a_review(desk: Desk) -> None:
    desk.configure(REVIEW)
    desk.run(SEVEN)
    for words in (["send", DATE], ["send", DATE, "--again"], ["send", DATE, "--again", "--to", READERS[0]]):
        done = desk.do(*words, now=HALF_PAST)
        assert (done.code, done.out, desk.mails) == (3, "", [0, 0])
        assert "waits for approval" in done.err


def test_what_is_rejected_does_not_go_and_is_not_told_again(desk: Desk) -> None:
    desk.configure(REVIEW)
    desk.run(SEVEN)
    assert desk.do("approve", DATE, "--reject", now=HALF_PAST).out == f"{DATE}: rejected; it is not sent\n"
    later = desk.do("run", "--date", "2031-03-14", now=NEXT)
    assert DATE not in later.err
    assert desk.mails == [0, 0]
    assert f"was rejected at {DATE} 07:30" in desk.do("send", DATE, now=NEXT).err


@pytest.mark.slow
def test_who_rejected_can_think_better_of_it(desk: Desk) -> None:
    desk.configure(REVIEW)
    desk.run(SEVEN)
    desk.do("approve", DATE, "--reject", now=HALF_PAST)
    desk.do("send", DATE, now=HALF_PAST)
    desk.do("approve", DATE, now=NINE)
    assert desk.mails == [1, 1]


@pytest.mark.slow
def test_after_its_time_an_issue_goes_with_the_next_run_where_that_is_wanted(desk: Desk) -> None:
    desk.configure(f'{REVIEW}within = "2h"\nthen = "send"\n[schedule]\nat = "07:00"\n')
    assert "until 2031-03-13 09:00, then it is sent" in desk.do("run", "--due", now=SEVEN).err
    early = desk.do("run", "--due", now=f"{DATE}T08:00:00+00:00")
    assert (early.code, early.err, desk.mails) == (0, "", [0, 0])
    late = desk.do("run", "--due", now=NINE)
    assert (late.code, late.err, desk.mails) == (0, "", [1, 1])


def test_after_its_time_an_issue_lapses_where_that_is_wanted_and_it_is_told_once(desk: Desk) -> None:
    desk.configure(f'{REVIEW}within = "2h"\n[schedule]\nat = "07:00"\n')
    desk.do("run", "--due", now=SEVEN)
    told = [desk.do("run", "--due", now=f"{DATE}T{hour:02}:30:00+00:00") for hour in (8, 9, 10)]
    assert ["lapsed" in one.err for one in told] == [False, True, False]
    assert [one.code for one in told] == [0, 3, 0]
    assert desk.mails == [0, 0]
    desk.do("approve", DATE, now=f"{DATE}T11:00:00+00:00")
    assert desk.mails == [1, 1]


def test_an_approval_is_of_the_words_that_were_read(desk: Desk) -> None:
    desk.configure(REVIEW)
    desk.run(SEVEN)
    desk.do("approve", DATE, now=HALF_PAST)
    correct(desk)
    assert "waits for approval" in desk.run(NINE).err
    assert (desk.mails, desk.states) == ([1, 1], ["review"])
    desk.do("approve", DATE, now=NINE)
    assert desk.mails == [2, 2]
    assert b"In-Reply-To:" in desk.server.taken[-1][1]


@pytest.mark.slow
def test_the_issue_as_it_was_approved_may_come_back(desk: Desk) -> None:
    desk.configure(REVIEW)
    desk.run(SEVEN)
    desk.do("approve", DATE, now=HALF_PAST)
    correct(desk)
    desk.run(NINE)
    for path in (desk.config.parent / "articles").glob("20-correction*"):
        path.unlink()
    desk.do("build", "--date", DATE, now=NINE)
    done = desk.do("send", DATE, now=NINE)
    assert (done.err, desk.states, desk.mails) == ("", ["approved"], [1, 1])


def test_what_waits_for_a_person_for_days_is_not_given_up(desk: Desk) -> None:
    desk.configure(REVIEW)
    desk.run(SEVEN)
    done = desk.do("run", "--date", "2031-03-17", now="2031-03-17T07:00:00+00:00")
    assert f"{DATE}:" not in done.err
    desk.do("approve", DATE, now="2031-03-17T08:00:00+00:00")
    assert desk.mails == [1, 1]


def test_an_issue_that_is_not_there_cannot_be_approved(desk: Desk) -> None:
    done = desk.do("approve", "2031-03-01", now=SEVEN)
    assert (done.code, done.out) == (1, "")
    assert "there is no such file" in done.err


def test_an_issue_that_does_not_hold_is_not_approved(desk: Desk) -> None:
    desk.configure(REVIEW)
    desk.run(SEVEN)
    path = desk.out / DATE / "brief.json"
    brief = json.loads(path.read_text(encoding="utf-8"))
    brief["sections"][0]["items"][0]["sentences"][0]["text"] = "The talks are over."
    path.write_text(json.dumps(brief), encoding="utf-8")
    done = desk.do("approve", DATE, now=HALF_PAST)
    assert (done.code, desk.mails, desk.states) == (1, [0, 0], ["review"])


def test_who_rejects_too_late_is_told_so(desk: Desk) -> None:
    desk.run(SEVEN)
    done = desk.do("approve", DATE, "--reject", now=HALF_PAST)
    assert (done.code, done.out, done.err) == (3, "", f"{DATE}: rejected, but 2 have it already\n")


# --- hollow


def test_a_hollow_issue_is_held_until_a_person_lets_it_go(desk: Desk) -> None:
    desk.configure("[gates]\nsources = 2\n")
    done = desk.run(SEVEN)
    assert done.code == 3
    assert "is hollow: 1 of 1 sources could be read, at least 2 must" in done.err
    assert (desk.mails, desk.states) == ([0, 0], ["hollow"])
    assert desk.do("approve", DATE, now=NINE).code == 0
    assert desk.mails == [1, 1]


def test_an_issue_that_was_hollow_goes_once_its_sources_are_back(desk: Desk) -> None:
    desk.configure("[gates]\nsources = 2\n")
    desk.run(SEVEN)
    desk.configure()
    assert desk.run(NINE).code == 0
    assert (desk.mails, desk.states) == ([1, 1], ["go"])


def test_a_day_without_news_goes_out_and_is_held_where_that_is_wanted(desk: Desk) -> None:
    desk.run(SEVEN)
    desk.do("run", "--date", "2031-03-14", now=NEXT)  # one more report: the story's day after
    desk.do("run", "--date", "2031-03-15", now="2031-03-15T07:00:00+00:00")
    assert desk.mails == [3, 3]
    desk.configure("[gates]\nnew = true\n")
    done = desk.do("run", "--date", "2031-03-16", now="2031-03-16T07:00:00+00:00")
    assert "is hollow: nothing in it is new or updated" in done.err
    assert desk.mails == [3, 3]


def test_without_a_way_out_nothing_is_held(desk: Desk) -> None:
    desk.config.write_text(story.CONFIG + REVIEW, encoding="utf-8")
    done = desk.run(SEVEN)
    assert (done.code, done.err, desk.states) == (0, "", [])
    assert desk.do("approve", DATE, now=SEVEN).code == 0


def test_a_hold_leaves_what_is_owed_on_the_ledger(desk: Desk) -> None:
    desk.configure(REVIEW)
    desk.run(SEVEN)
    assert [one.state for one in deliveries(desk.out / "briefing.sqlite", "lume", DATE)] == ["intended", "intended"]
