"""Several programs that write one folder, or read it, at once."""

from __future__ import annotations

import errno
import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from program import files_below

from briefing.deliver.alone import alone
from briefing.deliver.folder import tidy, write_issue
from briefing.errors import OutputError

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no folder can be held there")

NAMES = [f"file{number}" for number in range(6)]


def test_makings_of_one_day_at_once_wait_for_each_other_and_the_last_stands_whole(tmp_path: Path) -> None:
    """A lock is that of an open file, so that threads are to each other as processes are."""

    def write(number: int) -> None:
        for time in range(8):
            write_issue(tmp_path / "day", dict.fromkeys(NAMES, b"%d %d" % (number, time)))
            tidy(tmp_path)

    with ThreadPoolExecutor(4) as writers:
        assert [*writers.map(write, range(4))] == [None] * 4
    found = files_below(tmp_path)
    assert sorted(found) == [f"day/{name}" for name in NAMES]
    assert len(set(found.values())) == 1


def test_who_waits_too_long_for_another_writer_says_so_and_changes_nothing(tmp_path: Path) -> None:
    write_issue(tmp_path, {"brief.md": b"# old\n"})
    told = pytest.raises(OutputError, match=r"by another program; do it again when that is done")
    with alone(tmp_path), told, alone(tmp_path, 0):
        (tmp_path / "brief.md").write_bytes(b"# new\n")
    assert files_below(tmp_path) == {"brief.md": b"# old\n"}


def test_what_another_is_writing_is_left_to_it_and_put_in_place_once_it_is_gone(tmp_path: Path) -> None:
    whole = tmp_path / "day" / ".whole"
    whole.mkdir(parents=True)
    (whole / "brief.md").write_bytes(b"# new\n")
    with alone(tmp_path / "day"):
        tidy(tmp_path)
        assert whole.is_dir()
    tidy(tmp_path)
    assert files_below(tmp_path) == {"day/brief.md": b"# new\n"}


def test_where_a_folder_cannot_be_held_it_is_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("fcntl.flock", unknown)
    with alone(tmp_path), alone(tmp_path, 0):
        pass
    with alone(tmp_path / "none"):
        pass
