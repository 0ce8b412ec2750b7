"""A source that nobody can read, beside one that everybody can: the brief is made, and says which is which."""

from __future__ import annotations

import os
import socket
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from program import start

from briefing import parse_config
from briefing.run import harvest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefing.run.reading import Harvest

GOOD = "The port of Lume opened again on Monday, its harbour master said, after the storm had passed.\n"
TOPICS = [{"id": "a", "title": "Ports"}]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Give a folder with a report, and with what only looks like one: a pipe, a device, a socket, circles of links."""
    bad = tmp_path / "bad"
    bad.mkdir()
    (bad / "report.txt").write_text(GOOD)
    os.mkfifo(bad / "pipe.txt")
    (bad / "zero.txt").symlink_to("/dev/zero")
    (bad / "self.txt").symlink_to("self.txt")
    for name in "abc":
        (bad / name).symlink_to(".")
    (tmp_path / "good").mkdir()
    (tmp_path / "good" / "report.txt").write_text(GOOD.replace("Lume", "Ostry"))
    with closing(socket.socket(socket.AF_UNIX)) as door:
        here = os.open(".", os.O_RDONLY)
        try:
            os.chdir(bad)  # the name of a socket is short
            door.bind("sock.txt")
        finally:
            os.fchdir(here)
            os.close(here)
        yield tmp_path


def of(folder: Path, **bad: str) -> Harvest:
    sources = [{"name": "Bad", **bad}, {"name": "Good", "files": "good/*"}]
    return harvest(parse_config({"sources": sources, "topics": TOPICS}, folder / "x"))


@pytest.mark.parametrize("files", ["bad", "bad/*", "bad/**/*", "bad/**", "**/**/**/report.txt"])
def test_a_folder_of_pipes_devices_sockets_and_circles_is_read_and_ends(folder: Path, files: str) -> None:
    found = of(folder, files=files)
    assert found.health[1].articles == 1
    assert (
        1 <= found.health[0].articles <= 4
    )  # by each link that stands in the folder itself, where these are asked for
    assert all(len(str(problem)) < 200 for problem in found.problems)


def test_two_stars_go_down_into_folders_but_not_by_links_and_not_into_hidden_ones(tmp_path: Path) -> None:
    for inner in ("one/two", "one/.hidden"):
        (tmp_path / inner).mkdir(parents=True)
        (tmp_path / inner / "r.txt").write_text(GOOD)
    (tmp_path / "one" / "two" / "up").symlink_to("..")
    (tmp_path / "one" / "s.txt").write_text(GOOD)
    for files in ("one/**/*.txt", "**/*.txt", str(tmp_path / "**/*.txt"), "o*/**/**/*.txt"):
        found = harvest(parse_config({"sources": [{"name": "A", "files": files}], "topics": TOPICS}, tmp_path / "x"))
        assert [article.path for article in found.articles] == ["one/s.txt", "one/two/r.txt"]


@pytest.mark.parametrize("name", ["pipe.txt", "zero.txt", "sock.txt"])
def test_a_feed_that_is_a_pipe_a_device_or_a_socket_is_not_read_from(folder: Path, name: str) -> None:
    found = of(folder, feed=f"bad/{name}")
    assert {one.name: one.status for one in found.health} == {"Good": "ok", "Bad": "failed"}
    assert [str(problem) for problem in found.problems] == [f"bad/{name}: not a file"]


def test_settings_nested_without_end_cost_their_report_alone(tmp_path: Path) -> None:
    deep = f"title = {'[' * 3000}{']' * 3000}\n"
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "a.md").write_text(f"+++\n{deep}+++\n{GOOD}")
    (tmp_path / "bad" / "b.txt").write_text(GOOD)
    (tmp_path / "bad" / "b.toml").write_text(deep)
    (tmp_path / "good").mkdir()
    (tmp_path / "good" / "report.txt").write_text(GOOD)
    found = of(tmp_path, files="bad/*")
    assert [article.path for article in found.articles] == ["bad/a.md", "good/report.txt"]
    assert [str(problem) for problem in found.problems] == ["bad/b.toml: nested too deeply"]


@pytest.mark.slow
def test_a_text_that_makes_a_pattern_slow_costs_itself_alone_and_is_told(tmp_path: Path) -> None:
    """The pattern is an innocent one; who sends the text knows it, or has bad luck."""
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "report.txt").write_text(f"13 May 2025\n\nThe port of Lume {'no ' * 1600}storm.\n")
    (tmp_path / "good").mkdir()
    (tmp_path / "good" / "report.txt").write_text(f"13 May 2025\n\n{GOOD}")
    (tmp_path / "briefing.toml").write_text(
        """
        sources = [{ name = "Bad", files = "bad/*" }, { name = "Good", files = "good/*" }]
        topics = [{ id = "a", title = "Ports", terms = ['/(?:no[^.]*)*agree|opened/'] }]
        """
    )
    run = start("build", "--config", "briefing.toml", cwd=tmp_path)
    assert run.code == 3
    told = '"/(?:no[^.]*)*agree|opened/": takes too long for a text, which begins "The port of Lume no no no'
    assert told in run.err
    assert GOOD.partition(",")[0] in (tmp_path / "out" / "2025-05-13" / "brief.md").read_text(encoding="utf-8")
