"""`briefing status`: what it says of real issues, deliveries and sources, and when a person is needed."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import story
from mail_server import DROP, Mailserver
from program import ROOT, files_below

from briefing import __version__
from briefing.model import Batch, SourceState
from briefing.store.filing import file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from program import Program, Run

pytestmark = pytest.mark.slow  # whole mornings

DATE = story.DATE
SEVEN = datetime(2031, 3, 13, 7, tzinfo=UTC)  # a Thursday; Lisbon keeps UTC then
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
DAILY = '[schedule]\nat = "07:00"\ndays = "mon-fri"\n'
FEED = "https://gazette.example/feed"
MAIL = """
[deliver.mail]
from = "desk@lume.example"
to = ["ines@lume.example", "piet@lume.example"]
server = "127.0.0.1:{port}"
security = "none"
timeout = 2
"""


@dataclass
class Desk:
    """A configuration that mails to two readers, and commands at moments."""

    program: Program
    server: Mailserver
    config: Path

    @property
    def out(self) -> Path:
        return self.config.parent / "out"

    def configure(self, extra: str = "", config: str = story.CONFIG) -> None:
        self.config.write_text(config + MAIL.format(port=self.server.port) + extra, encoding="utf-8")

    def do(self, *words: str, now: datetime = SEVEN) -> Run:
        return self.program(*words, "--config", self.config, "--out", self.out, "--now", now.isoformat())

    def told(self, now: datetime = SEVEN) -> tuple[int, dict[str, str]]:
        """The exit code of status, and what it says of each thing."""
        done = self.do("status", now=now)
        assert done.err == ""
        return done.code, {name: words.strip() for name, _, words in (line.partition(":") for line in lines(done))}


def lines(done: Run) -> list[str]:
    return done.out.splitlines()


@pytest.fixture
def desk(run: Program, tmp_path: Path) -> Iterator[Desk]:
    with Mailserver() as server:
        desk = Desk(run, server, story.write(tmp_path))
        desk.configure()
        yield desk


# --- the last issue


def test_before_the_first_issue_it_says_how_there_comes_to_be_one(desk: Desk) -> None:
    code, told = desk.told()
    assert (code, told["last issue"]) == (0, "none yet; `briefing run` makes the first")
    assert not desk.out.exists()


def test_after_a_good_morning_all_is_well_in_a_few_lines(desk: Desk) -> None:
    desk.configure(DAILY)
    desk.do("run", "--due")
    done = desk.do("status", now=SEVEN + HOUR)
    assert (done.code, lines(done)) == (
        0,
        [
            "Porto Lume talks: all is well",
            f"last issue:  Thursday, {DATE}, made at {DATE} 07:00, {desk.out / DATE}",
            "went:        mail: 2 accepted",
            "next run:    2031-03-14 07:00",
            lines(done)[-1],
        ],
    )
    assert lines(done)[-1].startswith(f"archive:     {desk.out / 'briefing.sqlite'}, ")
    assert lines(done)[-1].endswith(" KB, articles: 12")


def test_asking_changes_no_file(desk: Desk) -> None:
    desk.configure("[review]\nrequired = true\n")
    desk.do("run", "--date", DATE)
    before = files_below(desk.out)
    desk.do("status", now=SEVEN + DAY)
    assert files_below(desk.out) == before


def test_the_json_holds_the_same_for_programs(desk: Desk) -> None:
    desk.configure(DAILY)
    desk.do("run", "--due")
    told = json.loads(desk.do("status", "--json").out)
    assert told["last"]["went"] == [{"way": "mail", "state": "accepted", "recipients": 2, "next_try": None}]
    assert (told["needs_a_person"], told["next_run"]) == (False, "2031-03-14T07:00:00+00:00")
    assert datetime.fromisoformat(told["last"]["made"]) == SEVEN


def test_an_issue_that_was_deleted_is_told_of(desk: Desk) -> None:
    desk.do("run", "--date", DATE)
    (desk.out / DATE / "brief.json").unlink()
    assert "not found in" in desk.told()[1]["last issue"]


def test_without_a_way_out_it_says_that_issues_stay(desk: Desk) -> None:
    desk.config.write_text(story.CONFIG, encoding="utf-8")
    desk.do("run", "--date", DATE)
    assert desk.told()[1]["went"] == "nowhere: no way out is configured"


# --- what waits for a person


def test_an_issue_that_is_held_needs_a_person_and_the_command_is_told(desk: Desk) -> None:
    desk.configure('[review]\nrequired = true\nwithin = "2h"\n')
    desk.do("run", "--date", DATE)
    code, told = desk.told(SEVEN + HOUR)
    assert (code, told["Porto Lume talks"]) == (3, "a person is needed")
    assert told["went"].startswith("mail: 2 held; it waits for approval until 2031-03-13 09:00")
    assert f"`briefing approve {DATE}` sends it" in told["to decide"]
    code, told = desk.told(SEVEN + 3 * HOUR)
    assert (code, "to decide" in told) == (0, False)
    assert "lapsed" in told["went"]


def test_what_is_in_doubt_or_refused_needs_a_person_and_the_command_is_told(desk: Desk) -> None:
    desk.server.faults = {"dot": DROP}
    desk.do("run", "--date", DATE)
    code, told = desk.told()
    assert (code, told["went"]) == (3, "mail: 2 in doubt")
    assert f"briefing send {DATE} --again" in told["to decide"]


def test_what_a_person_leaves_as_it_is_needs_nobody_any_more(desk: Desk) -> None:
    desk.server.faults = {"dot": DROP}
    desk.do("run", "--date", DATE)
    done = desk.do("send", DATE, "--leave")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"{DATE}: left as it is: ")
    code, told = desk.told()
    assert (code, "to decide" in told, told["went"]) == (0, False, "mail: 2 in doubt")
    assert "nothing, none of it" in desk.do("send", DATE, "--leave").out
    assert desk.do("send", DATE, "--leave", "--again").code == 2
    assert "tried to send to 2" in desk.do("send", DATE, "--again").out  # a person may think again


def test_one_who_was_refused_is_counted_beside_those_who_got_it(desk: Desk) -> None:
    desk.server.faults = {"second rcpt": "550 5.1.1 nobody here"}
    desk.do("run", "--date", DATE)
    code, told = desk.told()
    assert (code, told["went"]) == (3, "mail: 1 accepted, mail: 1 refused")
    assert "piet@lume.example" in told["to decide"]
    assert "nobody here" in told["to decide"]


def test_what_waits_for_another_try_needs_nobody(desk: Desk) -> None:
    desk.server.faults = {"mail": "451 later"}
    desk.do("run", "--date", DATE)
    code, told = desk.told()
    assert (code, told["went"]) == (0, "mail: 2 waiting, tried again at 2031-03-13 07:15")


def test_nobody_is_asked_for_what_is_weeks_old(desk: Desk) -> None:
    desk.configure("[review]\nrequired = true\n")
    desk.do("run", "--date", DATE)
    assert [desk.told(SEVEN + days * DAY)[0] for days in (0, 14, 15)] == [3, 3, 0]


@pytest.mark.slow
def test_many_matters_are_cut_short_and_the_json_has_them_all(desk: Desk) -> None:
    desk.configure("[review]\nrequired = true\n")
    for days in range(6):
        now = SEVEN + days * DAY
        desk.do("run", "--date", now.date().isoformat(), now=now)
    done = desk.do("status", now=SEVEN + 5 * DAY)
    decide = [line for line in lines(done) if line.startswith("to decide")]
    assert [line[13:23] for line in decide[:3]] == ["2031-03-18", "2031-03-17", "2031-03-16"]
    assert decide[3:] == ["to decide:   and 3 more; --json has them all"]
    assert len(lines(done)) == 10
    assert len(json.loads(desk.do("status", "--json", now=SEVEN + 5 * DAY).out)["matters"]) == 6


# --- the next run


def test_an_issue_that_is_due_is_no_matter_for_an_hour(desk: Desk) -> None:
    desk.configure(DAILY)
    desk.do("run", "--due", now=SEVEN - 2 * DAY)
    code, told = desk.told(SEVEN - HOUR)
    assert (code, told["next run"]) == (3, "2031-03-13 07:00")
    assert told["to decide"].startswith("2031-03-12: not made, and was due at 2031-03-12 07:00; ")
    code, told = desk.told(SEVEN + HOUR)
    assert (code, told["next run"]) == (0, "now, within the hour; then 2031-03-14 07:00")
    code, told = desk.told(SEVEN + HOUR + timedelta(minutes=1))
    assert code == 3
    assert f"`briefing run --date {DATE}` makes it" in told["to decide"]


def test_a_brief_that_is_new_has_missed_nothing_on_the_days_before(desk: Desk) -> None:
    desk.configure(DAILY)
    assert desk.told(SEVEN - HOUR)[0] == 0
    assert desk.told(SEVEN + 2 * HOUR)[0] == 3


def test_on_days_that_are_not_scheduled_nothing_is_missing(desk: Desk) -> None:
    desk.configure(DAILY)
    friday = SEVEN + DAY
    desk.do("run", "--due", now=friday)
    code, told = desk.told(friday + 2 * DAY)
    assert (code, told["next run"]) == (0, "2031-03-17 07:00")


@pytest.mark.parametrize(
    ("hour", "now", "expected"),
    [
        ("01:30", "2031-03-29T12:00:00+00:00", "2031-03-30 02:00"),  # 01:30 is left out that night
        ("01:30", "2031-10-25T12:00:00+00:00", "2031-10-26 01:30"),
        ("07:00", "2031-03-29T12:00:00+00:00", "2031-03-30 07:00"),
        ("07:00", "2031-10-25T12:00:00+00:00", "2031-10-26 07:00"),
    ],
)
def test_the_next_run_is_told_through_changes_of_the_clock(desk: Desk, hour: str, now: str, expected: str) -> None:
    desk.configure(f'[schedule]\nat = "{hour}"\n')
    assert desk.told(datetime.fromisoformat(now))[1]["next run"].endswith(expected)


def test_an_hour_that_comes_twice_is_told_once(desk: Desk) -> None:
    desk.configure('[schedule]\nat = "01:30"\n')
    first = datetime(2031, 10, 26, 0, 30, tzinfo=UTC)  # Lisbon's first 01:30 that night; the second is an hour later
    assert json.loads(desk.do("status", "--json", now=first - HOUR).out)["next_run"] == "2031-10-26T00:30:00+00:00"
    assert json.loads(desk.do("status", "--json", now=first).out)["next_run"] == "2031-10-27T01:30:00+00:00"


# --- the sources


def ill(desk: Desk, *states: SourceState) -> None:
    """Have a feed among the sources, and on file how sources do."""
    feed = f'[[sources]]\nname = "Lume Gazette"\nfeed = "{FEED}"\n'
    desk.configure(config=story.CONFIG + feed)
    desk.out.mkdir()
    file(desk.out / "briefing.sqlite", Batch(states=states), SEVEN, __version__)


@pytest.mark.parametrize(("lasting", "code"), [(HOUR, 0), (DAY - HOUR, 3), (9 * DAY, 3)])
def test_a_source_that_fails_is_named_and_after_a_day_a_person_is_needed(
    desk: Desk, lasting: timedelta, code: int
) -> None:
    ill(desk, SourceState("Lume Gazette", FEED, failing_since=SEVEN - lasting, failures=2, problem="timed out"))
    since = f"{SEVEN - lasting:%Y-%m-%d %H:%M}"
    assert desk.told()[0] == code
    assert desk.told()[1]["source"] == f"Lume Gazette: fails since {since}: timed out"


def test_what_failed_under_an_address_that_is_no_longer_configured_is_no_matter(desk: Desk) -> None:
    old = SourceState("Lume Gazette", "https://old.example/feed", failing_since=SEVEN - 9 * DAY, problem="gone")
    ill(desk, old, SourceState("Lume Gazette", FEED, last_success=SEVEN))
    assert desk.told()[0] == 0
    assert "source" not in desk.told()[1]


def test_a_folder_that_could_not_be_read_in_the_last_issue_is_named(desk: Desk) -> None:
    (desk.config.parent / "articles" / "broken.pdf").write_bytes(b"%PDF-1.4 and no more")
    desk.do("run", "--date", DATE)
    code, told = desk.told()
    assert (code, "broken.pdf" in told["source"]) == (0, True)


# --- it starts fast


def test_it_loads_nothing_heavy_with_an_archive_either(desk: Desk) -> None:
    desk.configure("[review]\nrequired = true\n" + DAILY)
    desk.do("run", "--due")
    words = ["status", "--config", str(desk.config), "--out", str(desk.out), "--now", SEVEN.isoformat()]
    heavy = {
        "numpy",
        "nltk",
        "sumy",
        "httpx",
        "jinja2",
        "lxml",
        "trafilatura",
        "feedparser",
        "babel",
        "msgspec",
        "smtplib",
    }
    look = (
        f"import runpy, sys; sys.argv = ['briefing', *{words!r}]\n"
        "try: runpy.run_module('briefing', run_name='__main__')\n"
        f"finally: print('loaded:', sorted(sys.modules.keys() & {heavy!r}))"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, cwd=ROOT, check=False)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (3, "loaded: []")
