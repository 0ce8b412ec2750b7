from __future__ import annotations

import io
import os
import re
import stat
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from program import files_below

from briefing.deliver import folder
from briefing.deliver.considered import unpack_considered
from briefing.deliver.folder import SOURCES, pack_sources, tidy, unpack_sources, write_issue
from briefing.errors import BriefFileError, OutputError

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.run import Made

FILES = {"brief.md": b"# new\n", "brief.json": b"{}\n"}


def test_an_issue_is_its_files_and_nothing_else(tmp_path: Path) -> None:
    write_issue(tmp_path / "out" / "day", FILES)
    assert files_below(tmp_path) == {f"out/day/{name}": data for name, data in FILES.items()}
    assert len(list((tmp_path / "out" / "day").iterdir())) == 2


def test_a_later_issue_takes_the_place_of_the_earlier_and_leaves_what_is_not_its_own(tmp_path: Path) -> None:
    write_issue(tmp_path, {"brief.md": b"# old\n"})
    (tmp_path / "notes.txt").write_bytes(b"mine\n")
    write_issue(tmp_path, FILES)
    assert files_below(tmp_path) == {**FILES, "notes.txt": b"mine\n"}


def test_a_file_that_cannot_be_written_leaves_all_as_it_was(tmp_path: Path) -> None:
    write_issue(tmp_path, {"brief.md": b"# old\n"})
    with pytest.raises(OutputError, match=r"cannot be written: .*; choose another place by --out"):
        write_issue(tmp_path, {"brief.md": b"# new\n", "no/such/folder.md": b""})
    assert files_below(tmp_path) == {"brief.md": b"# old\n"}
    assert len(list(tmp_path.iterdir())) == 1


def test_a_folder_in_the_place_of_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "brief.md").mkdir()
    with pytest.raises(OutputError, match=r"brief\.md"):
        write_issue(tmp_path, FILES)
    assert not files_below(tmp_path)


def test_a_link_in_the_place_of_an_issue_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "2031-05-15").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputError, match="is a link"):
        write_issue(tmp_path / "2031-05-15", FILES)
    assert not files_below(tmp_path / "elsewhere")


def test_a_link_in_the_place_of_a_file_is_replaced_and_put_back_as_it_was(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_bytes(b"of somebody else")
    (tmp_path / "day").mkdir()
    (tmp_path / "day" / "brief.md").symlink_to(other)
    (tmp_path / "day" / "brief.json").mkdir()
    with pytest.raises(OutputError):
        write_issue(tmp_path / "day", FILES)
    assert (tmp_path / "day" / "brief.md").is_symlink()
    (tmp_path / "day" / "brief.json").rmdir()
    write_issue(tmp_path / "day", FILES)
    assert not (tmp_path / "day" / "brief.md").is_symlink()
    assert other.read_bytes() == b"of somebody else"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_the_mail_is_its_owners_alone_and_the_rest_for_whom_the_umask_admits(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        write_issue(tmp_path / "day", {**FILES, "brief.eml": b"To: ann@post.example\n"})
    finally:
        os.umask(before)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "day").iterdir()}
    assert modes == {"brief.eml": 0o600, **dict.fromkeys(FILES, 0o666 & ~umask)}


@pytest.mark.parametrize("name", ["a\\..\\..\\run.bat", "a\nb", "x\x00.txt", "n" * 250, "..", "c:\\x"])
def test_no_name_of_a_report_leads_out_of_where_its_copy_is_unpacked(made: Made, tmp_path: Path, name: str) -> None:
    articles = {id_: replace(article, path=f"in/{name}") for id_, article in made.articles.items()}
    packed = zipfile.ZipFile(io.BytesIO(pack_sources(made.brief, articles)))
    names = [info.filename.partition("/")[2] for info in packed.infolist()]
    assert set(names) > {"cleaned.txt"}
    assert not [one for one in names if not re.fullmatch(r"read-[^\\/\x00-\x1f]{1,200}|cleaned\.txt", one)]
    packed.extractall(tmp_path / "unpacked")
    assert {path.parent.parent for path in tmp_path.rglob("*.txt")} == {tmp_path / "unpacked"}


def test_the_copies_come_back_as_they_were_read(made: Made, tmp_path: Path) -> None:
    path = tmp_path / SOURCES
    path.write_bytes(pack_sources(made.brief, made.articles))
    copies = unpack_sources(path)
    quoted = {source.id for source in made.brief.articles if source.quoted}
    assert copies.keys() == quoted
    for id_, (name, raw, cleaned) in copies.items():
        article = made.articles[id_]
        assert (article.path.endswith(name), raw, cleaned) == (True, article.raw, article.text)


def test_the_same_brief_gives_the_same_zip_on_any_day_and_machine(made: Made) -> None:
    packed = pack_sources(made.brief, made.articles)
    assert packed == pack_sources(made.brief, dict(reversed(made.articles.items())))
    infos = zipfile.ZipFile(io.BytesIO(packed)).infolist()
    assert {(info.date_time, info.compress_type) for info in infos} == {((1980, 1, 1, 0, 0, 0), zipfile.ZIP_STORED)}


def test_a_zip_of_something_else_holds_no_copies(tmp_path: Path) -> None:
    path = tmp_path / "other.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../evil.txt", b"x")
        archive.writestr("readme", b"x")
    assert unpack_sources(path) == {}


@pytest.mark.parametrize("cut", [1, 30, 300])
def test_a_damaged_zip_is_told(made: Made, tmp_path: Path, cut: int) -> None:
    path = tmp_path / SOURCES
    path.write_bytes(pack_sources(made.brief, made.articles)[:-cut])
    with pytest.raises(BriefFileError, match="cannot be read"):
        unpack_sources(path)


def test_a_zip_whose_bytes_were_changed_is_told(made: Made, tmp_path: Path) -> None:
    path = tmp_path / SOURCES
    packed = pack_sources(made.brief, made.articles)
    path.write_bytes(packed.replace(b"Ardenia", b"Bryland"))
    with pytest.raises(BriefFileError, match="cannot be read"):
        unpack_sources(path)


def test_where_one_file_cannot_be_put_in_place_the_others_are_put_back(tmp_path: Path) -> None:
    write_issue(tmp_path, {"brief.md": b"old"})
    (tmp_path / "brief.html").mkdir()
    (tmp_path / "brief.html" / "something").write_text("in the way")
    with pytest.raises(OutputError, match=r"brief\.html: cannot be written"):
        write_issue(tmp_path, {"brief.md": b"new", "brief.json": b"new", "brief.html": b"new"})
    assert (tmp_path / "brief.md").read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["brief.html", "brief.md"]


def test_a_zip_that_holds_far_more_than_its_size_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "LARGEST", 1 << 20)
    path = tmp_path / SOURCES
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a1/cleaned.txt", bytes(2 << 20))
    monkeypatch.setattr(zipfile.ZipFile, "read", None)  # so that nothing of it can be
    with pytest.raises(BriefFileError, match="it holds far more than its size"):
        unpack_sources(path)
    with pytest.raises(BriefFileError, match="it holds far more than its size"):
        unpack_considered(path)


@pytest.mark.parametrize(("at", "value"), [(8, 99), (6, 1)])
def test_a_zip_that_is_packed_as_nobody_here_can_read_is_told(tmp_path: Path, at: int, value: int) -> None:
    """A method of packing that there is not, and one that is encrypted."""
    path = tmp_path / SOURCES
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a1/cleaned.txt", b"x")
    data = bytearray(path.read_bytes())
    for place in (at, data.index(b"PK\x01\x02") + at + 2):
        data[place] = value
    path.write_bytes(data)
    with pytest.raises(BriefFileError, match="cannot be read"):
        unpack_sources(path)


def test_a_copy_whose_text_is_none_is_told(tmp_path: Path) -> None:
    path = tmp_path / SOURCES
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a1/cleaned.txt", b"\xff\xfe")
    with pytest.raises(BriefFileError, match="cannot be read"):
        unpack_sources(path)


OLD, NEW = ({name: f"{text} {name}".encode() for name in ("a", "b", "c")} for text in ("old", "new"))


@pytest.mark.parametrize("moved", range(4))
def test_an_issue_whose_writing_was_killed_is_the_earlier_or_the_new_one_and_never_of_both(
    moved: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many of its files had been moved: what was whole is put in place by the next run."""
    folder = tmp_path / "2031-03-13"
    write_issue(folder, OLD)

    class Killed(BaseException):
        pass

    def replace(one: Path, other: Path) -> None:
        if len([name for name in NEW if (folder / name).read_bytes() == NEW[name]]) == moved:
            raise Killed
        one.rename(other)

    with monkeypatch.context() as patched:
        patched.setattr("briefing.deliver.folder.os.replace", replace)
        patched.setattr("briefing.deliver.folder.shutil.rmtree", lambda *_, **__: _killed(Killed))
        with pytest.raises(Killed):
            write_issue(folder, NEW)
    tidy(tmp_path)
    assert files_below(folder) == NEW
    assert len(list(folder.iterdir())) == 3


def _killed(why: type[BaseException]) -> None:
    raise why


def test_what_a_killed_run_left_beside_an_issue_goes_once_nobody_can_be_at_it(tmp_path: Path) -> None:
    write_issue(tmp_path / "2031-03-13", OLD)
    left = [tmp_path / "2031-03-13" / ".new-one", tmp_path / ".new-two", tmp_path / "topics" / ".new-three"]
    left[0].mkdir()
    (left[0] / "a").write_bytes(b"half")
    left[2].parent.mkdir()
    for path in left[1:]:
        path.write_bytes(b"half")
    tidy(tmp_path)
    assert all(path.exists() for path in left)
    for path in left:
        os.utime(path, (0, 0))
    tidy(tmp_path)
    assert not any(path.exists() for path in left)
    assert files_below(tmp_path) == {f"2031-03-13/{name}": data for name, data in OLD.items()}


def test_files_are_on_the_disk_before_they_take_the_place_of_others(tmp_path: Path, kept: list[str]) -> None:
    """Else a power cut may leave names with nothing under them."""
    write_issue(tmp_path, {"brief.md": b"new"})
    assert kept == ["fsync", "fsync", "fsync", "replace", "fsync"]
