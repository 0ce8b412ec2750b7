"""What a person sees while something takes long: on a terminal, and nowhere else."""

from __future__ import annotations

import os
import re
import select
import subprocess
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from program import ROOT, start

from briefing.cli.options import progress
from briefing.cli.progress import Sight, line
from briefing.model import Step, counted, unseen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

MORNING = ("gather", "read", "choose", "verify", "write", "deliver")
FOUR = ("Harbour Post", "Lume Gazette", "Coast Tribune", "Isle Standard")


def seen(step: Step, seconds: float = 0, width: int = 79) -> str:
    return line(Sight(step, seconds, MORNING), width)


# --- the words


def test_a_stage_has_its_place_and_counts_what_is_done() -> None:
    assert seen(Step("read", "files of Saved reports", 1200, 4000)) == "2/6 read: 1,200 of 4,000 files of Saved reports"


def test_the_last_sources_that_are_still_asked_are_named() -> None:
    told = seen(Step("gather", "sources", 296, 300, FOUR), 9, 120)
    assert told == f"1/6 gather: 296 of 300 sources, 9 s so far, 4 still asked: {', '.join(FOUR)}"
    assert "asked" not in seen(Step("gather", "sources", 3, 300, FOUR * 70), 9, 120)


def test_time_left_is_told_where_the_pace_is_known_and_nobody_is_waited_for() -> None:
    step = Step("choose", "reports", 100, 400)
    assert seen(step, 1) == "3/6 choose: 100 of 400 reports"
    assert seen(step, 2) == "3/6 choose: 100 of 400 reports, a few seconds left"
    assert seen(step, 15) == "3/6 choose: 100 of 400 reports, about 50 s left"
    assert seen(step, 100) == "3/6 choose: 100 of 400 reports, about 5 min left"
    assert seen(step, 9000) == "3/6 choose: 100 of 400 reports, about 7 h 30 min left"


def test_where_nothing_is_counted_it_is_told_how_long_it_has_taken() -> None:
    assert seen(Step("choose", "from 412 reports"), 14.7) == "3/6 choose: from 412 reports, 14 s so far"
    assert line(Sight(Step("search"), 3), 79) == "search: 3 s so far"


def test_what_a_narrow_terminal_has_no_room_for_is_left_out_and_not_broken_off() -> None:
    step = Step("gather", "sources", 296, 300, FOUR)
    assert seen(step, 9, 40) == "1/6 gather: 296 of 300 sources"
    assert seen(step, 9, 50) == "1/6 gather: 296 of 300 sources, 9 s so far"
    assert seen(step, 9, 70) == "1/6 gather: 296 of 300 sources, 9 s so far, 4 still asked: Harbour..."
    assert seen(replace(step, total=0, left=()), 3, 18) == "1/6 gather: sou..."


def test_when_all_is_done_no_time_is_left() -> None:
    assert seen(Step("gather", "sources", 300, 300), 9) == "1/6 gather: 300 of 300 sources"


@pytest.mark.parametrize("width", [1, 4, 20, 29])
def test_a_line_is_never_wider_than_the_terminal(width: int) -> None:
    told = seen(Step("gather", "sources", 296, 300, FOUR), 9, width)
    assert len(told) <= max(width, 3)
    assert told.endswith("...")


def test_wide_letters_count_twice() -> None:
    assert line(Sight(Step("read", "新聞" * 20), 0), 20) == "read: 新聞新聞新..."


def test_a_name_commands_no_terminal() -> None:
    assert "\x1b" not in seen(Step("gather", "sources", 1, 2, ("Evil\x1b[2J\r\nPost",)))


def test_steps_are_told_before_each_thing_and_nobody_needs_to_hear() -> None:
    heard: list[tuple[int, int]] = []
    step = Step("read", "files")
    assert list(counted("abc", step, lambda one: heard.append((one.done, one.total)))) == ["a", "b", "c"]
    assert heard == [(0, 3), (1, 3), (2, 3)]
    assert list(counted("abc", step, unseen)) == ["a", "b", "c"]


# --- the terminal


SCRIPT = """
import typer
import briefing.cli.progress
from briefing.cli.options import progress, say
from briefing.model import Step
briefing.cli.progress.PATIENCE = 0.01
with progress("read", "choose") as told:
    told(Step("read", "files", 3, 9))
    input()
    say("a problem")
    typer.echo("a result")
    told(Step("choose", "from 9 reports"))
    input()
typer.echo("end")
"""
"""Something that goes on when the one who looks has seen what is to be seen, however long that takes."""


def watched(answers: Sequence[str], width: int = 80, **env: str) -> str:
    """Run the script on a terminal, going on after each of the answers was seen; return all that was seen."""
    pty, termios = pytest.importorskip("pty"), pytest.importorskip("termios")
    master, slave = pty.openpty()
    termios.tcsetwinsize(slave, (24, width))
    quiet = termios.tcgetattr(slave)
    quiet[3] &= ~termios.ECHO
    termios.tcsetattr(slave, termios.TCSANOW, quiet)
    command = [sys.executable, "-P", "-c", SCRIPT]
    environment = {**os.environ, "TERM": "xterm", "PYTHONPATH": str(ROOT), **env}
    with subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=environment) as process:
        os.close(slave)
        try:
            return _talk(master, list(answers))
        finally:
            process.kill()
            os.close(master)


def _talk(master: int, answers: list[str]) -> str:
    text, at, end = "", 0, time.monotonic() + 60
    while time.monotonic() < end and select.select([master], [], [], 30)[0]:
        try:
            text += os.read(master, 65536).decode()
        except OSError:  # the other side is closed
            break
        if answers and answers[0] in text[at:]:
            at = len(text)
            answers.pop(0)
            os.write(master, b"\n")
    assert not answers, text
    return text


def screen(text: str) -> list[str]:
    """What stands on the screen in the end, by lines."""
    rows = [""]
    for part in re.findall(r"\r\n|\r|\n|\x1b\[K|[^\r\n\x1b]+", text):
        if part in {"\r\n", "\n"}:
            rows.append("")
        elif part in {"\r", "\x1b[K"}:
            rows[-1] = "" if part == "\r" else rows[-1]
        else:
            rows[-1] += part
    return [row for row in rows if row]


def test_on_a_terminal_the_step_is_drawn_over_and_over_and_gone_in_the_end() -> None:
    text = watched(["\r1/2 read: 3 of 9 files", "\r2/2 choose: from 9 reports"])
    assert screen(text) == ["a problem", "a result", "end"]


def test_messages_begin_on_a_line_of_their_own() -> None:
    text = watched(["3 of 9 files", "from 9 reports"])
    assert "\r\x1b[Ka problem\r\na result\r\n" in text


def test_a_narrow_terminal_has_no_second_line() -> None:
    text = watched(["\r1/2 read: 3 o...", "\r2/2 choose: f..."], width=17)
    assert screen(text) == ["a problem", "a result", "end"]


def test_there_is_no_colour_in_it_whether_it_is_asked_for_or_not() -> None:
    asked = watched(["3 of 9 files", "from 9 reports"], NO_COLOR="1")
    assert set(re.findall(r"\x1b\[[^a-zA-Z]*[a-zA-Z]", asked)) == {"\x1b[K"}


def test_a_terminal_that_can_only_write_gets_a_line_a_stage() -> None:
    text = watched(["3 of 9 files", "from 9 reports"], TERM="dumb")
    lines = ["1/2 read: 3 of 9 files", "a problem", "a result", "2/2 choose: from 9 reports", "end"]
    assert text.splitlines() == lines


def test_without_a_terminal_nothing_is_said(tmp_path: Path) -> None:
    command = [sys.executable, "-P", "-c", SCRIPT]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, input="\n\n", capture_output=True, text=True, env=environment, cwd=tmp_path, check=True
    )
    assert (done.stdout, done.stderr) == ("a result\nend\n", "a problem\n")


def test_who_asks_for_quiet_has_it_on_a_terminal_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with progress("read", quiet=True) as told:
        assert told is unseen
    with progress("read") as told:
        assert told is not unseen


@pytest.mark.slow
def test_where_nobody_looks_on_no_watcher_is_loaded(config: Path) -> None:
    look = (
        "import sys; from briefing.cli import main\ntry: main()\nfinally: print('briefing.cli.progress' in sys.modules)"
    )
    command = [sys.executable, "-c", look, "build", "--config", config.name, "--date", "2031-03-13"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=config.parent, check=False)
    assert done.stdout.splitlines()[-1] == "False"
    assert start("--version").err == ""
