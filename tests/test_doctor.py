"""`briefing doctor`: what it finds, and that it changes and sends nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import story
from mail_server import Mailserver
from newsroom import atom, page, piece, rss
from program import files_below
from server import Reply, Server
from server import page as served

from briefing import __version__
from briefing.model import Batch, SourceState
from briefing.store.filing import file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from program import Program, Run

pytestmark = pytest.mark.slow  # whole mornings, or the program as a server

PIECES = [piece(number) for number in range(3)]
BRISK = "[fetch]\ndelay = 0.0\n"
MAIL = """
[deliver.mail]
from = "desk@lume.example"
to = ["ines@lume.example", "piet@lume.example"]
server = "127.0.0.1:{port}"
security = "none"
"""


@dataclass
class Desk:
    """A configuration with a feed on a server, and the doctor's findings about it."""

    program: Program
    server: Server
    config: Path

    @property
    def folder(self) -> Path:
        return self.config.parent

    @property
    def out(self) -> Path:
        return self.folder / "out"

    def configure(self, extra: str = "", sources: str = "") -> None:
        self.config.write_text(story.CONFIG + sources + BRISK + extra, encoding="utf-8")

    def source(self, path: str, kind: str = "feed") -> str:
        return f'[[sources]]\nname = "{path[1:]}"\n{kind} = "{self.server.url(path)}"\nprivate = true\n'

    def doctor(self, *more: str) -> Run:
        return self.program("doctor", "--config", self.config, "--out", self.out, *more)

    def found(self, *more: str) -> dict[str, tuple[str, str]]:
        """What was found of each thing, with its grade."""
        split = [line.split(maxsplit=1) for line in self.doctor(*more).out.splitlines()]
        parts = [(grade.rstrip(":"), *words.partition(": ")) for grade, words in split]
        return {what: (grade, said) for grade, what, _, said in parts}


@pytest.fixture
def desk(run: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    with Server() as server:
        server.routes["/rss"] = served(rss("Lume Gazette", PIECES, server.url("")))
        desk = Desk(run, server, story.write(tmp_path))
        desk.configure()
        yield desk


# --- all is well, and stays as it is


def test_where_all_is_well_each_thing_has_its_line_and_it_leaves_with_nought(desk: Desk) -> None:
    desk.server.routes["/atom"] = served(atom("Lume Wire", PIECES, desk.server.url("")))
    desk.server.routes["/page"] = served(page(PIECES[0]))
    with Mailserver() as post:
        sources = desk.source("/rss") + desk.source("/atom") + desk.source("/page", "page")
        desk.configure(MAIL.format(port=post.port), sources)
        done = desk.doctor()
    assert (done.code, done.err) == (0, "")
    assert {line.split(":")[0] for line in done.out.splitlines()} == {"ok"}
    for line in ("source Saved reports: 12 reports", "source rss: 3 entries", "source atom: 3 entries"):
        assert f"ok:    {line}\n" in done.out
    assert "way out mail: recipients: 2; nothing was sent" in done.out
    assert "clock: goes with the servers'" in done.out


def test_it_writes_no_file_and_sends_no_mail(desk: Desk, tmp_path: Path) -> None:
    with Mailserver() as post:
        extra = MAIL.format(port=post.port) + '[deliver.folder]\npath = "shared"\n[log]\nfile = "briefing.log"\n'
        desk.configure(extra, desk.source("/rss"))
        before = files_below(tmp_path)
        assert desk.doctor().code == 0
        assert files_below(tmp_path) == before
        assert not desk.out.exists()
        desk.program("run", "--config", desk.config, "--out", desk.out, "--date", story.DATE)
        mails, before = len(post.taken), files_below(tmp_path)
        assert desk.doctor().code == 0
        assert (files_below(tmp_path), len(post.taken)) == (before, mails)


def test_each_address_is_asked_once_and_politely(desk: Desk) -> None:
    desk.configure(sources=desk.source("/rss"))
    desk.doctor()
    assert desk.server.hits["/rss"] == 1
    assert desk.server.asked[0].headers["user-agent"].startswith("briefing/")


# --- what is wrong, and what to do


def test_a_configuration_that_cannot_be_read_is_the_only_finding(desk: Desk) -> None:
    desk.config.write_text("[brief]\ntitel = 'Talks'\n", encoding="utf-8")
    done = desk.doctor()
    assert (done.code, done.err) == (3, "")
    assert done.out == (
        f'fails: configuration: {desk.config}: brief.titel: there is no such key; did you mean "title"?\n'
    )


def test_a_template_that_fails_is_named_with_its_line(desk: Desk) -> None:
    (desk.folder / "mine").mkdir()
    (desk.folder / "mine" / "brief.md.jinja").write_text("# {{ titel }}\n", encoding="utf-8")
    text = story.CONFIG.replace('id = "lume"', 'id = "lume"\ntemplates = "mine"')
    desk.config.write_text(text, encoding="utf-8")
    grade, said = desk.found()["templates"]
    assert grade == "fails"
    assert "brief.md.jinja, line 1" in said
    assert desk.doctor().code == 3


def test_an_archive_that_is_damaged_fails_and_the_rest_is_tried_all_the_same(desk: Desk) -> None:
    desk.out.mkdir()
    (desk.out / "briefing.sqlite").write_bytes(b"no database " * 400)
    found = desk.found()
    assert found["archive"][0] == "fails"
    assert found["source Saved reports"] == ("ok", "12 reports")
    assert found["schedule"][0] == "ok"


def test_an_archive_with_torn_pages_fails(desk: Desk) -> None:
    desk.program("run", "--config", desk.config, "--out", desk.out, "--date", story.DATE)
    store = desk.out / "briefing.sqlite"
    raw = bytearray(store.read_bytes())
    raw[len(raw) // 2 : len(raw) // 2 + 8192] = b"\xff" * 8192
    store.write_bytes(raw)
    assert desk.found()["archive"][0] == "fails"


def test_sources_that_cannot_be_read_fail_and_empty_ones_are_to_be_looked_at(desk: Desk) -> None:
    desk.server.routes["/empty"] = served(rss("Empty", [], desk.server.url("")))
    desk.server.routes["/web"] = served(b"<html><body><p>No feed.</p></body></html>")
    desk.server.routes["/ill"] = Reply(status=500)
    sources = "".join(map(desk.source, ("/empty", "/web", "/ill", "/nowhere")))
    desk.configure(sources=sources)
    found = desk.found()
    assert {name: found[f"source {name}"][0] for name in ("empty", "web", "ill", "nowhere")} == {
        "empty": "look",
        "web": "fails",
        "ill": "fails",
        "nowhere": "fails",
    }
    assert "404" in found["source nowhere"][1]
    assert desk.doctor().code == 3


def test_the_feeds_of_a_list_are_tried_each(desk: Desk) -> None:
    outlines = "".join(f'<outline text="{name}" xmlUrl="{desk.server.url(f"/{name}")}"/>' for name in ("rss", "gone"))
    desk.server.routes["/list"] = served(f"<opml version='2.0'><body>{outlines}</body></opml>".encode())
    desk.configure(sources=desk.source("/list", "opml"))
    found = desk.found()
    assert found["source list"] == ("ok", "2 feeds")
    assert (found["source rss"], found["source gone"][0]) == (("ok", "3 entries"), "fails")


def test_a_file_that_cannot_be_read_is_to_be_looked_at(desk: Desk) -> None:
    (desk.folder / "articles" / "broken.pdf").write_bytes(b"%PDF-1.4 and no more")
    grade, said = desk.found()["source Saved reports"]
    assert (grade, "broken.pdf" in said) == ("look", True)


def test_a_server_that_wants_to_be_left_alone_is(desk: Desk) -> None:
    desk.configure(sources=desk.source("/rss"))
    later = datetime.now(UTC) + timedelta(hours=2)
    desk.out.mkdir()
    state = SourceState("rss", desk.server.url("/rss"), retry_at=later, problem="429")
    file(desk.out / "briefing.sqlite", Batch(states=(state,)), datetime.now(UTC), __version__)
    assert desk.found()["source rss"][0] == "look"
    assert desk.server.hits["/rss"] == 0


def test_a_mail_server_that_does_not_answer_fails(desk: Desk) -> None:
    with Mailserver() as post:
        port = post.port
    desk.configure(MAIL.format(port=port))
    grade, said = desk.found()["way out mail"]
    assert (grade, "nobody listens there" in said) == ("fails", True)


def test_other_ways_out_are_looked_at_without_using_them(desk: Desk) -> None:
    (desk.folder / "file").write_text("no folder", encoding="utf-8")
    desk.configure(
        '[deliver.folder]\npath = "file"\n[deliver.maildir]\nfrom = "desk@lume.example"\npath = "post"\n'
        '[deliver.command]\nrun = ["no-such-program", "secret-argument"]\n'
        '[deliver.webhook]\naddress_env = "LUME_HOOK"\n'
    )
    found = desk.found()
    grades = {name: found[f"way out {name}"][0] for name in ("folder", "maildir", "command", "webhook")}
    assert grades == {"folder": "fails", "maildir": "ok", "command": "fails", "webhook": "fails"}
    assert "LUME_HOOK" in found["way out webhook"][1]
    assert "secret-argument" not in desk.doctor().out
    assert not (desk.folder / "post").exists()


def test_a_clock_that_is_off_is_told_by_the_servers(desk: Desk) -> None:
    desk.configure(sources=desk.source("/rss"))
    ahead = datetime.now(UTC) + timedelta(minutes=50)
    grade, said = desk.found("--now", ahead.isoformat())["clock"]
    assert (grade, said.split(" - ")[0]) in {
        ("look", f"{minutes} minutes ahead of the servers'") for minutes in (49, 50)
    }
    grade, said = desk.found("--now", (ahead - timedelta(days=1)).isoformat())["clock"]
    assert (grade, "behind" in said) == ("look", True)


def test_one_server_whose_clock_is_wrong_says_nothing_of_this_machine(desk: Desk) -> None:
    raw = rss("Late", PIECES, "http://late.example")
    head = b"HTTP/1.1 200 OK\r\nDate: Mon, 03 Mar 2031 06:00:00 GMT\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
    desk.server.routes["/late"] = Reply(raw=head % len(raw) + raw)
    desk.configure(sources=desk.source("/late") + desk.source("/rss"))
    assert desk.found()["clock"][0] == "ok"
    desk.configure(sources=desk.source("/late"))
    assert desk.found()["clock"][0] == "look"


def test_an_hour_without_anything_installed_is_to_be_looked_at(desk: Desk) -> None:
    desk.configure('[schedule]\nat = "07:00"\ndays = "mon-fri"\n')
    grade, said = desk.found()["schedule"]
    assert (grade, said) == (
        "look",
        "07:00 mon-fri is wanted, and nothing is installed - `briefing schedule --install`",
    )
