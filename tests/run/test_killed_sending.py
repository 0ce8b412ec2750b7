"""kill -9 while mails are sent: nobody ever gets two by the program's own doing, and nobody is lost in silence."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import story
from killing_sender import readers
from mail_server import KILL, Mailserver
from posting import Post, way
from program import ROOT

from briefing.store.ledger import deliveries

if TYPE_CHECKING:
    from briefing import Brief

HERE = Path(__file__).parent
INSTANTS = 60
STAGES = ("connect", "greeting", "ehlo", "mail", "rcpt", "second rcpt", "data", "dot", "answered", "quit")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there"),
]


def driver(out: Path, server: Mailserver, *numbers: int) -> str:
    done = subprocess.run(
        [sys.executable, str(HERE / "killing_sender.py"), str(out), str(server.port), *map(str, numbers)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (ROOT, ROOT / "tests")))},
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    return done.stdout


def test_a_kill_at_any_instant_neither_doubles_nor_loses(issue: Path, tmp_path: Path, brief: Brief) -> None:
    out = tmp_path / "out"
    shutil.copytree(issue, out / story.DATE)
    seen: set[str] = set()
    with Mailserver() as server:
        steps = int(driver(out, server))
        numbers = [steps * place // INSTANTS for place in range(1, INSTANTS + 1)]
        driver(out, server, *numbers)
        for number in numbers:
            post = Post(out.with_name(f"out {number}"), brief)
            after = dict(post.states())
            seen |= {*after.values()} or {"nothing"}
            there = way(server.port, each=number % 2 == 0, readers=readers(number))
            told = "\n".join((*post.later().run(there).lines, *post.later(30).run(there).lines))
            for address, state in post.states().items():
                had = server.mails_to(address)
                assert had <= 1, (number, address)
                assert (state, had) == ("accepted", 1) or state == "doubtful", (number, address, state)
                assert state == "accepted" or address in told or "and 1 more" in told  # it names three of four
    assert {"accepted", "doubtful", "intended"} <= seen


@pytest.mark.parametrize(
    ("stage", "each"), [*((one, "false") for one in STAGES), ("dot", "true"), ("answered", "true")]
)
def test_the_program_killed_by_what_the_server_sees_goes_on_with_the_next_command(
    stage: str, each: str, tmp_path: Path, issue: Path
) -> None:
    shutil.copytree(issue, tmp_path / "out" / story.DATE)
    config = tmp_path / "briefing.toml"
    with Mailserver() as server:
        config.write_text(
            f'{story.CONFIG}\n[deliver.mail]\nfrom = "desk@post.example"\nto = ["a@post.example", "b@post.example"]\n'
            f'server = "127.0.0.1:{server.port}"\nsecurity = "none"\neach = {each}\n',
            encoding="utf-8",
        )
        command = [sys.executable, "-m", "briefing", "send", story.DATE, "--config", str(config)]
        command += ["--out", str(tmp_path / "out")]
        # the archive knows nothing of the issue, so that sending it has to be asked for
        server.victim = (first := subprocess.Popen([*command, "--again"], cwd=ROOT)).pid
        server.faults = {stage: KILL}
        left = first.wait(60)
        second = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
        time.sleep(0.05)
        on_file = deliveries(tmp_path / "out" / "briefing.sqlite", "lume", story.DATE)
        assert left == -9 or stage in {"answered", "quit"}  # where it may have ended before
        assert len(on_file) == 2
        for one in on_file:
            address = one.dispatch.recipient.address
            had = server.mails_to(address)
            assert had <= 1
            assert (one.state, had) == ("accepted", 1) or (one.state == "doubtful" and address in second.stderr)
        assert "Traceback" not in second.stderr
