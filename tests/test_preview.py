"""`briefing preview`: a page of this machine alone, made anew when what it is made from changes; nothing is written."""

from __future__ import annotations

import contextlib
import ctypes
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import story
from program import files_below

from briefing.errors import ConfigError
from briefing.run.preview import FORMS, Wish, show, stamps_of
from briefing.run.previewing import HOST, Preview, served

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from program import Program

pytestmark = pytest.mark.slow  # whole mornings, or the program as a server

PATIENCE = 20.0  # seconds


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    config = story.write(tmp_path)
    config.write_text(config.read_text().replace("[brief]\n", '[brief]\ntemplates = "own"\n', 1))
    (tmp_path / "own").mkdir()
    return tmp_path


@pytest.fixture
def wish(desk: Path) -> Wish:
    return Wish(desk / "briefing.toml", desk / "out")


def asked(address: str, path: str, host: str | None = None) -> tuple[int, str, dict[str, str]]:
    port = int(address.rstrip("/").rpartition(":")[2])
    connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
    try:
        connection.request("GET", path, headers={"Host": host} if host else {})
        answer = connection.getresponse()
        return answer.status, answer.read().decode(), dict(answer.getheaders())
    finally:
        connection.close()


def wait_for(done: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def running(wish: Wish, told: list[str]) -> Iterator[tuple[Preview, str]]:
    preview = Preview(wish, told.append)
    with served(preview, 0, every=0.02) as address:
        yield preview, address


# --- what is to be seen


def test_the_reports_are_shown_as_they_are_and_nothing_is_written(wish: Wish, desk: Path) -> None:
    before = files_below(desk)
    shown = show(wish)
    assert shown.problem == ""
    assert shown.forms.keys() == FORMS.keys()
    assert "<html" in shown.forms["mail"]
    assert shown.forms["markdown"].startswith("# ")
    assert files_below(desk) == before


def test_an_issue_is_shown_as_its_templates_are_now(wish: Wish, desk: Path, issue: Path) -> None:
    wish.out.mkdir()
    issue.rename(wish.out / story.DATE)
    (desk / "own" / "style.css").write_text("body { color: teal }")
    shown = show(Wish(wish.config, wish.out, story.DATE))
    assert "color: teal" in shown.forms["html"]


def test_a_change_of_look_alone_keeps_the_brief(wish: Wish, desk: Path) -> None:
    first = show(wish)
    (desk / "own" / "style.css").write_text("body { color: teal }")
    second = show(wish, first)
    assert second.brief is first.brief
    assert second.forms["html"] != first.forms["html"]
    (desk / "articles" / "new.txt").write_text(story.POSITIONS.text)
    assert show(wish, second).brief is not first.brief


@pytest.mark.parametrize("name", ["briefing.toml", "own/item.html.jinja", "articles/another.txt"])
def test_what_it_is_made_from_is_watched(wish: Wish, desk: Path, name: str) -> None:
    before = stamps_of(wish)
    path = desk / name
    path.write_text(path.read_text() + "\n" if path.exists() else "x")
    assert stamps_of(wish) != before


def test_what_can_be_mended_is_a_problem_and_mended_by_the_next_save(wish: Wish, desk: Path) -> None:
    template = desk / "own" / "item.html.jinja"
    template.write_text("\n{{ item.nothing }}")
    shown = show(wish)
    assert f"template {template}, line 2: " in shown.problem
    config = wish.config.read_text()
    wish.config.write_text("[brief")
    shown = show(wish, shown)
    assert "is not TOML" in shown.problem
    wish.config.write_text(config)
    template.unlink()
    assert show(wish, shown).problem == ""


# --- the server


def test_the_page_is_there_with_its_forms(running: tuple[Preview, str]) -> None:
    _, address = running
    status, frame, headers = asked(address, "/")
    assert (status, headers["Content-Security-Policy"].startswith("default-src 'none'")) == (200, True)
    assert '<iframe name="shown" src="/html"' in frame
    for form, kind in FORMS.items():
        status, _, headers = asked(address, f"/{form}")
        assert (status, headers["Content-Type"]) == (200, f"{kind}; charset=utf-8")
        assert "script-src" not in headers["Content-Security-Policy"]


def test_only_the_frames_own_script_may_run_and_its_number_is_used_once(running: tuple[Preview, str]) -> None:
    (_, one, first), (_, _, second) = asked(running[1], "/"), asked(running[1], "/?again")
    nonces = [re.findall("script-src 'nonce-([^']+)';", got["Content-Security-Policy"]) for got in (first, second)]
    assert one.count("<script") == one.count(f'<script nonce="{nonces[0][0]}">') == 1
    assert nonces[0] != nonces[1]


def test_nothing_else_is_there(running: tuple[Preview, str]) -> None:
    paths = ("/etc/passwd", "/../briefing.toml", "/json", "/favicon.ico", "/html/")
    assert [path for path in paths if asked(running[1], path)[0] != 404] == []


def test_another_name_for_this_machine_is_refused(running: tuple[Preview, str]) -> None:
    assert asked(running[1], "/html", host="news.example")[0] == 403
    assert asked(running[1], "/html", host="localhost:1")[0] == 200


def test_a_change_is_seen_a_fault_told_and_mended(running: tuple[Preview, str], desk: Path, told: list[str]) -> None:
    preview, address = running
    template = desk / "own" / "style.css"
    template.write_text("body { color: teal }")
    wait_for(lambda: "color: teal" in asked(address, "/html")[1])
    version = int(asked(address, "/version")[1])
    template.write_text("body { color: {{ <nothing> }} }")
    wait_for(lambda: bool(told))
    assert "style.css, line 1" in told[0]
    status, page, _ = asked(address, "/html")
    assert (status, "style.css, line 1" in page, "<nothing>" in page) == (200, True, False)
    template.write_text("body { color: navy }")
    wait_for(lambda: "color: navy" in asked(address, "/html")[1])
    assert preview.version >= version + 2
    assert len(told) == 1


def test_a_port_that_is_taken_is_told(wish: Wish) -> None:
    with socket.socket() as other:
        other.bind((HOST, 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(ConfigError, match=rf"--port: {port} cannot be had"), served(Preview(wish, print), port):
            pass


# --- the command


INTERRUPTIBLE = """
import faulthandler, runpy, signal
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
faulthandler.register(signal.SIGUSR1, all_threads=True)
runpy.run_module("briefing", run_name="__main__", alter_sys=True)
"""  # what is started in the background of a shell would hear of no interrupt


@contextlib.contextmanager
def previewing(desk: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", INTERRUPTIBLE, "preview", "--no-open", "--port", "0"]
    with subprocess.Popen(
        command, cwd=desk, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ}
    ) as process:
        try:
            assert process.stdout
            address = process.stdout.readline().split()[0]
            assert asked(address, "/html")[0] == 200
            yield process
        finally:
            process.kill()


def end_of(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    try:
        out, err = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGUSR1)  # where it hangs
        time.sleep(1)
        process.kill()
        out, err = process.communicate()
    return process.returncode, out, err


def test_the_command_serves_until_it_is_interrupted(desk: Path) -> None:
    with previewing(desk) as process:
        process.send_signal(signal.SIGINT)
        assert end_of(process) == (0, "", "")
    assert not (desk / "out").exists()


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="no list of a program's threads here")
def test_the_command_ends_though_another_of_its_threads_took_the_interrupt(desk: Path) -> None:
    with previewing(desk) as process:
        threads = {int(task.name) for task in Path(f"/proc/{process.pid}/task").iterdir()} - {process.pid}
        ctypes.CDLL(None).tgkill(process.pid, min(threads), signal.SIGINT)
        assert end_of(process) == (0, "", "")


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["2031-03-01"], "DATE: there is no issue of 2031-03-01 below out"),
        (["yesterday"], '"yesterday" is not a date'),
        (["--config", "nowhere.toml"], "nowhere.toml: there is no such file"),
    ],
)
@pytest.mark.usefixtures("desk")
def test_what_cannot_be_shown_at_all_is_told_at_once(run: Program, arguments: list[str], problem: str) -> None:
    done = run("preview", "--no-open", *arguments)
    assert done.code == 2
    assert problem in done.err
