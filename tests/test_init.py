"""`briefing init`, as somebody new would use it."""

from __future__ import annotations

import os
import re
import select
import shlex
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from newsroom import piece, rss
from program import files_below
from server import Reply, Server

from briefing import load_config, parse_config
from briefing.ingest.fetch import Manners, fetch_all
from briefing.run.starting import Wishes, begin, checked, config_text, try_sources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from program import Program

    from briefing.ingest.fetch import Fetched, Request

REPORT = """Porto Lume, 12 March 2031

The dockers of Porto Lume announced a strike for Friday, their chairman Anton Feld said on Wednesday. The port offers
five percent and rejects every other demand, its director Mara Quill said. Both will meet again at noon.
"""


def test_right_after_init_a_text_in_the_folder_makes_a_brief(
    run: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("init", "harbour-strike", "--timezone", "Europe/Paris")
    assert (done.code, done.err) == (0, "")
    assert set(files_below(tmp_path / "harbour-strike")) == {"briefing.toml", "articles/README.md", ".gitignore"}
    monkeypatch.chdir(tmp_path / "harbour-strike")
    Path("articles/monday.txt").write_text(REPORT, encoding="utf-8")
    dry = run("run", "--dry-run", "--now", "2031-03-12T20:00:00+00:00")
    assert (dry.code, dry.err) == (0, "")
    assert dry.out.startswith("# Harbour strike · ")
    assert "announced a strike for Friday" in dry.out
    built = run("build")
    assert (built.code, built.out, built.err) == (0, "out/2031-03-12/brief.md\n", "")
    assert run("verify", "out/2031-03-12").code == 0


def test_even_a_text_that_says_nothing_of_itself_makes_a_brief(run: Program, tmp_path: Path) -> None:
    run("init", tmp_path / "new", "--topic", "Strike")
    (tmp_path / "new" / "articles" / "x.txt").write_text("The dockers of Porto Lume begin their strike on Friday.\n")
    done = run("run", "--dry-run", "-c", tmp_path / "new" / "briefing.toml")
    assert (done.code, done.err) == (0, "")
    assert "The dockers of Porto Lume begin their strike" in done.out


def test_it_ends_with_what_to_do_next_and_the_line_for_cron(run: Program, tmp_path: Path) -> None:
    done = run("init", tmp_path / "new", "--at", "06:30", "--days", "mon-fri", "--timezone", "UTC")
    *_, last = done.out.splitlines()
    words = shlex.split(last)
    assert words[5:] == [
        *(words[5], "run", "--at", "06:30", "--days", "mon-fri", "--quiet"),
        *("--config", str(tmp_path / "new" / "briefing.toml"), "--out", str(tmp_path / "new" / "out")),
    ]
    for line in re.findall(r"^\w.*?: +briefing (.*)$", done.out, re.MULTILINE):
        assert run(*shlex.split(line), "--help").code == 0


def test_nothing_that_is_there_is_overwritten(run: Program, tmp_path: Path) -> None:
    run("init", tmp_path)
    before = files_below(tmp_path)
    done = run("init", tmp_path, "--title", "Other")
    assert done.code == 2
    assert "briefing.toml: is there already, and nothing was changed" in done.err
    assert files_below(tmp_path) == before
    (tmp_path / "briefing.toml").unlink()
    (tmp_path / ".gitignore").write_text("mine\n")
    assert ".gitignore" not in run("init", tmp_path).out
    assert (tmp_path / ".gitignore").read_text() == "mine\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ("--timezone", "Europe/Pariss"),
            'brief.timezone: "Europe/Pariss" is not a time zone; did you mean "Europe/Paris"?',
        ),
        (("--at", "25:00"), 'schedule.at: "25:00" is not an hour'),
        (("--language", "?"), "brief.language:"),
        (("--to", "nobody", "--from", "a@example.org", "--server", "smtp.example.org"), "deliver.mail.to[1]:"),
    ],
)
def test_a_wish_that_cannot_be_is_told_and_nothing_is_written(
    run: Program, tmp_path: Path, words: tuple[str, ...], message: str
) -> None:
    done = run("init", tmp_path / "new", *words)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert not (tmp_path / "new").exists()


def test_all_wishes_stand_in_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "saved").mkdir()
    wishes = Wishes(
        title='The "Lume" talks',
        language="de",
        timezone="Europe/Berlin",
        sources=("https://gazette.example/rss", str(tmp_path / "saved"), str(tmp_path / "new" / "more")),
        topics=("Pay talks", "Who is at the table"),
        to=("ann@example.org", "Bo <bo@example.org>"),
        sender="desk@example.org",
        server="smtp.example.org:587",
        at="06:30",
        days="mon-fri",
    )
    settings, _ = begin(tmp_path / "new", wishes)
    assert load_config(tmp_path / "new" / "briefing.toml") == settings
    assert (settings.brief.id, settings.brief.title) == ("the-lume-talks", 'The "Lume" talks')
    assert (settings.brief.language, settings.brief.timezone) == ("de", "Europe/Berlin")
    assert [source.feed or source.files for source in settings.sources] == [
        *("https://gazette.example/rss", (tmp_path / "saved").as_posix(), "more"),  # no folder that would be empty
    ]
    assert [topic.title for topic in settings.topics] == ["Pay talks", "Who is at the table"]
    assert settings.mail is not None
    assert (settings.mail.from_, settings.mail.to) == ("desk@example.org", ("ann@example.org", "Bo <bo@example.org>"))
    assert f"{settings.schedule.at:%H:%M}" == "06:30"


def test_what_is_switched_off_works_when_it_is_switched_on(tmp_path: Path) -> None:
    text = re.sub(r"^#(?=\S)", "", config_text(Wishes(), tmp_path), flags=re.MULTILINE)
    settings = parse_config(tomllib.loads(text), tmp_path / "briefing.toml")
    assert settings.mail is not None
    assert len(settings.topics) == len(settings.sources) - 1 == 2
    assert settings.log.form == "json"


def test_without_a_sender_and_a_server_no_mail_is_switched_on(run: Program, tmp_path: Path) -> None:
    done = run("init", tmp_path, "--to", "ann@example.org")
    assert load_config(tmp_path / "briefing.toml").mail is None
    assert '\n#to = ["ann@example.org"]\n' in (tmp_path / "briefing.toml").read_text()
    assert f"to mail it: complete [deliver.mail] in {tmp_path / 'briefing.toml'}\n" in done.out


@given(st.text(), st.lists(st.text(), max_size=3), st.sampled_from(["a.b@example.org", "x"]))
def test_whatever_the_titles_are_the_configuration_can_be_read(title: str, topics: list[str], to: str) -> None:
    text, settings = checked(Wishes(title=title, topics=tuple(topics), to=(to,)), Path("new"))
    assert all(line.strip() for topic in settings.topics for line in [topic.title])
    assert "\r" not in text


# --- what is tried


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(1) as started:
        yield started


def test_each_feed_is_fetched_once_and_told_of(server: Server) -> None:
    server.routes["/well"] = Reply(rss("Lume Gazette", [piece(1)], server.url("")))
    server.routes["/page"] = Reply(b"<html><body>No feed</body></html>")
    sources = [{"name": name, "feed": server.url(f"/{name}"), "private": True} for name in ("well", "page", "gone")]
    settings = parse_config({"sources": [{"files": "x"}, *sources], "topics": [{"title": "Talks"}]})

    def fetch(wanted: object) -> Iterator[Fetched]:
        requests: list[Request] = list(wanted)  # type: ignore[call-overload]
        return fetch_all(requests, manners=Manners(delay=0.0, retries=0))

    tried = dict(try_sources(settings, fetch))
    assert list(tried) == ["well", "page", "gone"]
    assert tried["well"] == ""
    assert "web page" in tried["page"]
    assert "404" in tried["gone"]
    assert len(server.asked) == 3


def test_a_feed_that_fails_is_told_and_all_is_written(run: Program, tmp_path: Path) -> None:
    done = run("init", tmp_path / "new", "--source", "http://127.0.0.1:9/feed")
    assert done.code == 3
    assert "tried: http://127.0.0.1:9/feed: failed\n" in done.out
    assert done.err.startswith("source http://127.0.0.1:9/feed: ")
    assert load_config(tmp_path / "new" / "briefing.toml").sources[0].feed == "http://127.0.0.1:9/feed"
    assert run("init", tmp_path / "other", "--source", "http://127.0.0.1:9/feed", "--no-try").code == 0


# --- asked on a terminal


def talk(words: list[str], answers: list[str], cwd: Path) -> tuple[int, str]:
    """Start the program on a terminal and answer its questions; return its exit code and all that was seen."""
    pty = pytest.importorskip("pty", reason="this machine has no terminals to try")
    master, slave = pty.openpty()
    command = [sys.executable, "-P", "-m", "briefing", *words]
    process = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, cwd=cwd)
    os.close(slave)
    seen, left, end = "", list(answers), time.monotonic() + 60
    try:
        while time.monotonic() < end and select.select([master], [], [], 10)[0]:
            try:
                more = os.read(master, 65536)
            except OSError:  # the other side is closed
                break
            seen += more.decode()
            if left and seen.endswith(": "):
                os.write(master, f"{left.pop(0)}\n".encode())
        return process.wait(10), seen
    finally:
        process.kill()
        process.wait()
        os.close(master)


def test_on_a_terminal_it_asks_for_what_no_option_says_until_it_can_be_used(tmp_path: Path) -> None:
    answers = [
        *("Talks of Lume", "Europe/Parsi", "Europe/Paris", "", "6 o'clock", "06:30", "mon-fri"),
        *("Pay talks", "Offers", "", "", "ann@example.org", "", "desk@example.org", "smtp.example.org:587"),
    ]
    code, seen = talk(["init", "new", "--language", "en"], [*answers[:3], *answers[4:]], tmp_path)
    assert code == 0, seen
    settings = load_config(tmp_path / "new" / "briefing.toml")
    assert (settings.brief.title, settings.brief.timezone) == ("Talks of Lume", "Europe/Paris")
    assert [topic.title for topic in settings.topics] == ["Pay talks", "Offers"]
    assert settings.mail is not None
    assert settings.mail.to == ("ann@example.org",)
    assert 'did you mean "Europe/Paris"?' in seen
    assert "is not an hour" in seen
    assert "Language" not in seen


def test_without_a_terminal_nothing_is_asked(tmp_path: Path) -> None:
    command = [sys.executable, "-P", "-m", "briefing", "init", "new"]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, cwd=tmp_path, check=False, timeout=60)
    assert done.returncode == 0
    assert (tmp_path / "new" / "briefing.toml").is_file()
