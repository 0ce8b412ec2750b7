"""The program killed in the middle of a morning: the next one finds everything, and nothing twice."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from newsroom import START, page, piece, rss
from program import ROOT
from server import Server, kept
from server import page as served

if TYPE_CHECKING:
    from pathlib import Path

PIECES = [piece(number) for number in range(24)]
FEEDS = 6
INSTANTS = 12


def serve(server: Server) -> None:
    """Serve feeds with four reports each: whole ones, and summaries with their pages."""
    for feed in range(FEEDS):
        own = PIECES[feed::FEEDS]
        server.routes[f"/feed-{feed}"] = kept(
            rss(f"Paper {feed}", own, server.url(""), full=feed % 2 == 0), f'"{feed}"'
        )
    for one in PIECES:
        server.routes[f"/{one.number}?utm_source=rss"] = served(page(one))


def configured(server: Server, folder: Path) -> Path:
    sources = "".join(
        f'[[sources]]\nname = "P{feed}"\nfeed = "{server.url(f"/feed-{feed}")}"\nprivate = true\n'
        for feed in range(FEEDS)
    )
    text = f'[brief]\nwindow = "72h"\n[fetch]\ndelay = 0.01\n{sources}[[topics]]\ntitle = "Truce"\n'
    path = folder / "briefing.toml"
    path.write_text(text)
    return path


def started(config: Path, hour: int) -> subprocess.Popen[bytes]:
    now = START.replace(hour=20, minute=hour).isoformat()
    command = [sys.executable, "-m", "briefing", "run", "--config", str(config), "--out", str(config.parent / "out")]
    return subprocess.Popen([*command, "--now", now], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def titles(store: Path) -> list[str]:
    with closing(sqlite3.connect(store)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        if not database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            return []  # killed before the first commit, which makes all the tables at once
        rows = database.execute("SELECT title FROM article JOIN sighting ON sighting.id = newest").fetchall()
        return sorted(title for (title,) in rows)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_whenever_a_run_is_killed_the_next_one_has_every_report_once(tmp_path: Path) -> None:
    with Server() as server:
        serve(server)
        config = configured(server, tmp_path)
        store = tmp_path / "out" / "briefing.sqlite"
        for instant in range(INSTANTS):
            running = started(config, instant)
            time.sleep(0.6 + 0.15 * instant)
            running.send_signal(signal.SIGKILL)
            running.communicate()
            before = titles(store) if store.exists() else []
            assert len(before) == len(set(before))
        last = started(config, 50)
        _, said = last.communicate(timeout=120)
        assert last.returncode == 0, said.decode()
        assert titles(store) == sorted(one.title for one in PIECES)
        assert (tmp_path / "out" / "2031-03-12" / "brief.json").is_file()
