"""The ways out besides mail servers, each with real programs and folders, and with the faults that they meet."""

from __future__ import annotations

import email
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from program import ROOT, files_below

from briefing.deliver import command, copies, maildir, sendmail
from briefing.deliver.command import Command
from briefing.deliver.copies import Copies
from briefing.deliver.hidden import first_line
from briefing.deliver.parcels import Parcel, Track
from briefing.deliver.sendmail import Sendmail
from briefing.model import Recipient

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.model import Answer

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the programs of these tests are scripts of a Unix shell")

DESK, HARBOUR = (
    Recipient("sendmail", "sendmail", "desk@lume.example"),
    Recipient("sendmail", "sendmail", "-x@lume.example"),
)
MAIL = (
    b"From: The desk <brief@lume.example>\r\nTo: desk@lume.example\r\nDate: Thu, 15 May 2031 07:00:00 +0300\r\n"
    b"Message-ID: <talks.2031-05-15@lume.example>\r\nSubject: Talks\r\n\r\nThe envoys met.\r\n.\r\nThey left.\r\n"
)
FILES = {"brief.json": b'{"title": "Talks"}\n', "brief.md": b"# Talks\n", "brief.eml": MAIL, "sources.zip": b"PK whole"}
PARCEL = Parcel("talks", "2031-05-15", (DESK, HARBOUR), "<talks.2031-05-15@lume.example>", MAIL, FILES)


@dataclass
class Book:
    """What a way has told, in order: "begin", then the states."""

    steps: list[tuple[str, str]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def begin(self, recipients: Sequence[Recipient]) -> None:
        self.steps += [("begin", to.address) for to in recipients]

    def settle(self, answers: Sequence[Answer]) -> None:
        self.steps += [(one.state, one.recipient.address) for one in answers]
        self.words += [one.words for one in answers]

    @property
    def track(self) -> Track:
        return Track(self.begin, self.settle)

    @property
    def states(self) -> list[str]:
        return [what for what, _ in self.steps if what != "begin"]


def script(folder: Path, text: str, name: str = "program") -> str:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


# --- sendmail


def mailed(program: str, parcel: Parcel = PARCEL, timeout: float = 10.0) -> Book:
    book = Book()
    sendmail.send(Sendmail((program, "-i"), "brief@lume.example", timeout), [parcel], book.track)
    return book


def test_sendmail_gets_each_recipient_as_an_argument_and_the_mail_with_line_feeds(tmp_path: Path) -> None:
    program = script(tmp_path, f'echo "$@" >> {tmp_path}/called\ncat > {tmp_path}/mail')
    book = mailed(program)
    assert book.steps == [(what, to.address) for to in (DESK, HARBOUR) for what in ("begin", "accepted")]
    assert (tmp_path / "called").read_text().splitlines() == [
        "-i -f brief@lume.example -- desk@lume.example",
        "-i -f brief@lume.example -- -x@lume.example",
    ]
    assert (tmp_path / "mail").read_bytes() == MAIL.replace(b"\r\n", b"\n")


@pytest.mark.parametrize(
    ("code", "state"),
    [
        (0, "accepted"),
        (75, "waiting"),
        (71, "waiting"),
        (68, "waiting"),
        (67, "refused"),
        (65, "refused"),
        (77, "refused"),
        (69, "refused"),
        (78, "refused"),
        (1, "refused"),
        (74, "doubtful"),
    ],
)
def test_what_sendmail_answers_by_its_exit_code(tmp_path: Path, code: int, state: str) -> None:
    book = mailed(script(tmp_path, f"echo 'said so\nand more' >&2; exit {code}"), replace(PARCEL, recipients=(DESK,)))
    assert book.states == [state]
    assert book.words[0].startswith("" if code == 0 else f"exit code {code}: said so")


def test_one_recipient_whom_sendmail_refuses_harms_no_other(tmp_path: Path) -> None:
    program = script(tmp_path, 'for last; do :; done\n[ "$last" = desk@lume.example ] && exit 67\nexit 0')
    assert mailed(program).steps[1::2] == [("refused", DESK.address), ("accepted", HARBOUR.address)]


def test_a_program_that_is_killed_or_takes_too_long_is_in_doubt(tmp_path: Path) -> None:
    one = replace(PARCEL, recipients=(DESK,))
    killed = mailed(script(tmp_path, "kill -9 $$", "killed"), one)
    assert (killed.states, killed.words) == (["doubtful"], ["ended by SIGKILL"])
    begun = time.monotonic()
    slow = mailed(script(tmp_path, "sleep 30 & sleep 30", "slow"), one, timeout=0.3)
    assert (slow.states, slow.words) == (["doubtful"], ["not ready after 0.3 seconds, and ended"])
    assert time.monotonic() - begun < 25


def test_a_program_that_is_not_there_or_cannot_be_run_leaves_the_recipient_waiting(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no program\n")
    for name in ("nowhere", "text"):
        book = mailed(str(tmp_path / name), replace(PARCEL, recipients=(DESK,)))
        assert book.states == ["waiting"]
        assert "could not be started" in book.words[0]


def test_a_program_that_reads_nothing_or_leaves_children_behind_is_not_waited_for(tmp_path: Path) -> None:
    begun = time.monotonic()
    large = replace(PARCEL, recipients=(DESK,), mail=MAIL + b"more\r\n" * 200_000)
    assert mailed(script(tmp_path, "(sleep 5) &\nexit 0"), large).states == ["accepted"]
    assert time.monotonic() - begun < 4


def test_where_begin_cannot_be_written_no_program_is_started(tmp_path: Path) -> None:
    def failing(_: object) -> None:
        raise OSError("the disk is full")

    program = (script(tmp_path, f"touch {tmp_path}/ran"),)
    with pytest.raises(OSError, match="the disk is full"):
        sendmail.send(Sendmail(program, "a@b.example"), [PARCEL], Track(failing, failing))
    with pytest.raises(OSError, match="the disk is full"):
        command.send(Command(program, "brief.md"), [PARCEL], Track(failing, failing))
    assert not (tmp_path / "ran").exists()


def test_secrets_in_what_a_program_says_are_masked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFING_SMTP_PASSWORD", "hunter2hunter2")
    program = script(
        tmp_path,
        'echo "login me:$BRIEFING_SMTP_PASSWORD aHVudGVyMmh1bnRlcjI= failed, token=abc123, https://u:p@h.example" >&2; '
        "exit 77",
    )
    words = mailed(program, replace(PARCEL, recipients=(DESK,))).words[0]
    assert words == "exit code 77: login me:*** *** failed, token=***, https://***@h.example (it is not permitted)"


def test_words_of_others_are_one_short_printable_line() -> None:
    assert first_line(b"\n\x1b[31m  no\tsuch \xff user\r\nmore") == "[31m no such user"
    assert len(first_line(b"x" * 5000)) == 200
    assert first_line(b"") == ""


# --- a command


def ran(program: str, file: str = "brief.json", timeout: float = 10.0, **variables: str) -> Book:
    book = Book()
    way = Command((program, "a b", "$HOME;"), file, Path(program).parent, timeout, lambda _: variables)
    command.send(way, [replace(PARCEL, recipients=(Recipient("command", "post", "program"),))], book.track)
    return book


def test_a_command_gets_the_issue_its_arguments_as_they_are_and_variables_in_utf_8(tmp_path: Path) -> None:
    program = script(
        tmp_path, 'cat > got; printf "%s|" "$@" > called; printf "%s" "$BRIEFING_TITLE" > title; pwd > where'
    )
    assert ran(program, BRIEFING_TITLE="Gespräche · мир").steps == [("begin", "program"), ("accepted", "program")]
    assert (tmp_path / "got").read_bytes() == FILES["brief.json"]
    assert (tmp_path / "called").read_text() == "a b|$HOME;|"
    assert (tmp_path / "title").read_bytes() == "Gespräche · мир".encode()
    assert (tmp_path / "where").read_text().strip() == str(tmp_path)


def test_a_mail_on_standard_input_has_line_feeds(tmp_path: Path) -> None:
    ran(script(tmp_path, "cat > got"), "brief.eml")
    assert (tmp_path / "got").read_bytes() == MAIL.replace(b"\r\n", b"\n")


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("exit 0", "accepted"),
        ("exit 75", "waiting"),
        ("exit 3", "refused"),
        ("kill -TERM $$", "doubtful"),
        ("sleep 30", "doubtful"),
    ],
)
def test_what_a_command_answers(tmp_path: Path, text: str, state: str) -> None:
    assert ran(script(tmp_path, text), timeout=0.5).states == [state]


def test_a_command_that_is_not_there_waits(tmp_path: Path) -> None:
    assert ran(str(tmp_path / "nothing")).states == ["waiting"]


# --- a Maildir


def put(folder: Path, *parcels: Parcel) -> Book:
    book = Book()
    maildir.send(folder, parcels, book.track)
    return book


def mails(folder: Path) -> list[Path]:
    return sorted(path for part in ("new", "cur") for path in (folder / part).iterdir())


def test_a_mail_is_put_into_a_maildir_that_is_made_whole_and_for_its_owner_alone(tmp_path: Path) -> None:
    box = tmp_path / "some" / "Maildir"
    assert put(box, PARCEL).states == ["accepted", "accepted"]
    (mail,) = mails(box)
    assert mail.parent.name == "new"
    assert mail.read_bytes() == MAIL.replace(b"\r\n", b"\n")
    assert mail.name.startswith("1936843200.") or mail.name.partition(".")[0].isdigit()
    assert ":" not in mail.name
    assert mail.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in box.iterdir()) == ["cur", "new", "tmp"]
    assert not list((box / "tmp").iterdir())


def test_a_mail_that_is_there_already_read_or_not_is_not_put_there_again(tmp_path: Path) -> None:
    put(tmp_path, PARCEL)
    (mail,) = mails(tmp_path)
    assert put(tmp_path, PARCEL).states == ["accepted", "accepted"]
    assert mails(tmp_path) == [mail]
    read = mail.rename(tmp_path / "cur" / f"{mail.name},S=312:2,RS")
    assert put(tmp_path, PARCEL).states == ["accepted", "accepted"]
    assert mails(tmp_path) == [read]


def test_another_mail_is_put_beside_it(tmp_path: Path) -> None:
    other = replace(PARCEL, message_id="<talks.2031-05-16@lume.example>")
    put(tmp_path, PARCEL, other, other)
    assert len(mails(tmp_path)) == 2


def test_a_maildir_never_begins_anything_since_it_can_look(tmp_path: Path) -> None:
    assert "begin" not in {what for what, _ in put(tmp_path, PARCEL).steps}


def test_a_maildir_that_cannot_be_written_waits(tmp_path: Path) -> None:
    (tmp_path / "box").write_text("a file")
    book = put(tmp_path / "box", PARCEL)
    assert book.states == ["waiting", "waiting"]
    assert "cannot be written" in book.words[0]


KILLED = """
import os, sys
from pathlib import Path
sys.path[:0] = [{tests!r}]
from briefing.deliver import maildir
from deliver.test_ways import PARCEL, Book
calls = 0
def counted(event, arguments):
    global calls
    if event in {{"open", "os.rename", "os.mkdir", "os.scandir", "os.listdir"}} and {box!r} in str(arguments[0]):
        calls += 1
        if calls == {at}:
            os.kill(os.getpid(), 9)
sys.addaudithook(counted)
maildir.send(Path({box!r}), [PARCEL], Book().track)
"""


@pytest.mark.slow
def test_killed_at_any_step_a_maildir_has_the_mail_once_after_the_next_run(tmp_path: Path) -> None:
    ended = []
    for at in range(1, 14):
        box = tmp_path / str(at)
        code = KILLED.format(tests=str(ROOT / "tests"), box=str(box), at=at)
        ended.append(subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode)
        assert all(mail.read_bytes().endswith(b"They left.\n") for mail in (box / "new").glob("*"))
        put(box, PARCEL)
        (mail,) = mails(box)
        assert email.message_from_bytes(mail.read_bytes())["Subject"] == "Talks"
        assert not list((box / "tmp").iterdir())
    assert ended.count(-signal.SIGKILL) >= 6
    assert ended[-1] == 0


# --- a folder

MARKS = (", archive",)
PAGE = b'<meta name="generator" content="briefing 1, archive">\n'


def copied(folder: Path, out: Path, parcel: Parcel = PARCEL, *, sources: bool = False) -> Book:
    book = Book()
    copies.send(Copies(folder, out, MARKS, sources), [replace(parcel, recipients=(DESK,))], book.track)
    return book


@pytest.fixture
def out(tmp_path: Path) -> Path:
    for name in ("index.html", "feed.xml", "topics/truce.html", "search/2031.js"):
        (tmp_path / "out" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "out" / name).write_bytes(PAGE)
    (tmp_path / "out" / "notes.html").write_bytes(b"mine")
    (tmp_path / "out" / "briefing.sqlite").write_bytes(b"the archive")
    (tmp_path / "web").mkdir()
    return tmp_path / "out"


def test_a_folder_gets_the_issue_and_the_site_but_not_the_reports_themselves(out: Path, tmp_path: Path) -> None:
    web = tmp_path / "web"
    assert copied(web, out).steps == [("accepted", DESK.address)]
    assert sorted(files_below(web)) == sorted(
        [
            "2031-05-15/brief.json",
            "2031-05-15/brief.md",
            "feed.xml",
            "index.html",
            "search/2031.js",
            "topics/truce.html",
        ]
    )
    assert copied(web, out, sources=True).states == ["accepted"]
    assert (web / "2031-05-15" / "sources.zip").read_bytes() == FILES["sources.zip"]


def test_a_copy_is_made_again_without_touching_what_is_there_already(out: Path, tmp_path: Path) -> None:
    web = tmp_path / "web"
    copied(web, out)
    before = {path: path.stat().st_mtime_ns for path in web.rglob("*") if path.is_file()}
    copied(web, out)
    assert {path: path.stat().st_mtime_ns for path in web.rglob("*") if path.is_file()} == before
    changed = replace(PARCEL, files={**FILES, "brief.md": b"# Talks, corrected\n"})
    copied(web, out, changed)
    assert (web / "2031-05-15" / "brief.md").read_bytes() == b"# Talks, corrected\n"


def test_what_is_not_of_this_program_stays_in_the_folder_and_is_told(out: Path, tmp_path: Path) -> None:
    (tmp_path / "web" / "index.html").write_bytes(b"a page of mine")
    book = copied(tmp_path / "web", out)
    assert (tmp_path / "web" / "index.html").read_bytes() == b"a page of mine"
    assert book.states == ["accepted"]
    assert "index.html" in book.words[0]


def test_a_folder_that_is_not_there_is_not_made_since_its_disk_may_be_away(out: Path, tmp_path: Path) -> None:
    book = copied(tmp_path / "mnt" / "share", out)
    assert book.states == ["waiting"]
    assert "connect the disk" in book.words[0]
    assert not (tmp_path / "mnt").exists()


def test_an_issue_that_cannot_be_copied_whole_is_not_copied_at_all(out: Path, tmp_path: Path) -> None:
    (tmp_path / "web" / "2031-05-15" / "brief.md").mkdir(parents=True)
    book = copied(tmp_path / "web", out)
    assert book.states == ["waiting"]
    assert "tried again at the next run" in book.words[0]
    assert not files_below(tmp_path / "web")


def test_without_a_site_the_folder_keeps_the_one_that_it_has(tmp_path: Path) -> None:
    (tmp_path / "web" / "topics").mkdir(parents=True)
    (tmp_path / "web" / "topics" / "truce.html").write_bytes(PAGE)
    (tmp_path / "out").mkdir()
    copied(tmp_path / "web", tmp_path / "out")
    assert (tmp_path / "web" / "topics" / "truce.html").is_file()


def test_the_issue_as_data_is_still_whole_json(out: Path, tmp_path: Path) -> None:
    copied(tmp_path / "web", out)
    assert json.loads((tmp_path / "web" / "2031-05-15" / "brief.json").read_bytes()) == {"title": "Talks"}
