from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest
from program import files_below

from briefing.deliver.site import site_of, write_site
from briefing.errors import OutputError

if TYPE_CHECKING:
    from pathlib import Path

MARKS = ("made by us",)
FILES = {"index.html": b"made by us: 1", "people/a.html": b"made by us: a", "search/2031.js": b"made by us: data"}


def test_the_files_of_the_site_stand_in_its_folders_and_nothing_else_does(tmp_path: Path) -> None:
    assert write_site(tmp_path, FILES, MARKS) == ()
    assert files_below(tmp_path) == FILES
    mode = stat.S_IMODE((tmp_path / "index.html").stat().st_mode)
    (tmp_path / "plain").touch()
    assert mode == stat.S_IMODE((tmp_path / "plain").stat().st_mode)


def test_what_has_not_changed_is_not_written_again(tmp_path: Path) -> None:
    write_site(tmp_path, FILES, MARKS)
    before = {name: (tmp_path / name).stat().st_mtime_ns for name in FILES}
    write_site(tmp_path, {**FILES, "index.html": b"made by us: 2"}, MARKS)
    changed = {name for name in FILES if (tmp_path / name).stat().st_mtime_ns != before[name]}
    assert changed == {"index.html"}


def test_a_page_that_is_no_longer_one_of_the_site_goes_and_others_stay(tmp_path: Path) -> None:
    write_site(tmp_path, {**FILES, "people/gone.html": b"made by us"}, MARKS)
    (tmp_path / "people" / "mine.html").write_bytes(b"my notes")
    (tmp_path / "people" / "notes.txt").write_bytes(b"made by us, it says")
    write_site(tmp_path, FILES, MARKS)
    assert files_below(tmp_path).keys() == {*FILES, "people/mine.html", "people/notes.txt"}


def test_a_file_of_the_user_stays_as_it_is_and_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_bytes(b"mine")
    (kept,) = write_site(tmp_path, FILES, MARKS)
    assert str(kept) == (
        f"{tmp_path / 'index.html'}: is not of this program's making, and stays; the archive needs its place"
    )
    assert (tmp_path / "index.html").read_bytes() == b"mine"
    assert (tmp_path / "people" / "a.html").is_file()


def test_a_link_is_not_followed_and_a_folder_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(b"made by us: 0")
    (tmp_path / "index.html").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "people" / "a.html").mkdir(parents=True)
    assert len(write_site(tmp_path, FILES, MARKS)) == 2
    assert (tmp_path / "elsewhere").read_bytes() == b"made by us: 0"


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "people").write_bytes(b"")
    with pytest.raises(OutputError, match=r"a\.html: cannot be written"):
        write_site(tmp_path, FILES, MARKS)
    assert not list(tmp_path.glob("**/.new-*"))


def test_a_link_in_the_place_of_a_folder_is_not_followed_to_write_or_to_remove(tmp_path: Path) -> None:
    other = tmp_path / "elsewhere"
    other.mkdir()
    (other / "old.html").write_bytes(b"made by us")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "people").symlink_to(other)
    with pytest.raises(OutputError, match="people: is a link"):
        write_site(tmp_path / "out", FILES, MARKS)
    write_site(tmp_path / "out", {"index.html": b"made by us"}, MARKS)
    assert files_below(other) == {"old.html": b"made by us"}
    assert "people/old.html" not in site_of(tmp_path / "out", MARKS)


@pytest.mark.parametrize("left", [b"", bytes(50)])
def test_a_file_that_a_power_cut_left_empty_is_written_again(left: bytes, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_bytes(left)
    assert write_site(tmp_path, FILES, MARKS) == ()
    assert (tmp_path / "index.html").read_bytes() == FILES["index.html"]


def test_a_file_is_on_the_disk_before_it_takes_its_place(tmp_path: Path, kept: list[str]) -> None:
    write_site(tmp_path, {"index.html": b"made by us"}, MARKS)
    assert kept == ["fsync", "replace"]
