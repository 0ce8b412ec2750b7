from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from archived import BRIDGE, DAY, MONDAY, STORM, arrival, filing, put, storm, whole
from program import files_below

from briefing.errors import StoreError
from briefing.model import Filing, Step
from briefing.store.archive import articles, unread, versions
from briefing.store.filing import read_before
from briefing.store.portable import bring_in, export
from briefing.store.search import Asked, search

if TYPE_CHECKING:
    from pathlib import Path

ALL: dict[str, int | None] = {"Lume": None, "Velmar": None}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "briefing.sqlite"
    put(path, filing(), storm(1), Filing(arrival("\0"), None, "no text in it"))
    put(path, filing(STORM.replace("two", "three")), filing(BRIDGE, "Velmar", title="Stone"), now=MONDAY + DAY)
    put(path, filing(source="Velmar"), filing(STORM + " \ud83d", title="Half"), now=MONDAY + 2 * DAY)
    return path


def test_what_is_exported_imported_and_exported_again_has_the_same_bytes(store: Path, tmp_path: Path) -> None:
    export(store, tmp_path / "one")
    bring_in(tmp_path / "other.sqlite", tmp_path / "one")
    export(tmp_path / "other.sqlite", tmp_path / "two")
    assert files_below(tmp_path / "one") == files_below(tmp_path / "two")


def test_who_looks_on_hears_how_many_files_there_are_and_how_many_are_done(store: Path, tmp_path: Path) -> None:
    out, into = list[Step](), list[Step]()
    documents = export(store, tmp_path / "one", out.append)
    bring_in(tmp_path / "other.sqlite", tmp_path / "one", into.append)
    assert [step.done for step in out] == list(range(out[0].total))
    assert out[0].total > documents
    assert list(dict.fromkeys(step.stage for step in into)) == ["check", "import"]
    checked = [step for step in into if step.stage == "check"]
    assert [step.done for step in checked] == list(range(out[0].total))


def test_an_archive_that_was_imported_has_all_that_the_first_had(store: Path, tmp_path: Path) -> None:
    documents = export(store, tmp_path / "out")
    other = tmp_path / "other.sqlite"
    came, had = bring_in(other, tmp_path / "out")
    assert (documents, had) == (len(list((tmp_path / "out").rglob("*.raw"))), 0)
    one, two = articles(store, ALL), articles(other, ALL)
    assert came == len(one) == len(two)
    assert sorted(map(repr, map(whole, (found.article for found in one)))) == sorted(
        map(repr, map(whole, (found.article for found in two)))
    )
    assert unread(store) == unread(other)
    number = search(other, Asked("moorings"))[0].id
    assert len(versions(other, number)) >= 1
    assert read_before(other, [arrival()], "1")[0]


def test_what_an_archive_has_already_is_not_taken_a_second_time(store: Path, tmp_path: Path) -> None:
    export(store, tmp_path / "out")
    before = articles(store, ALL)
    came, had = bring_in(store, tmp_path / "out")
    assert (came, had) == (0, len(before))
    assert articles(store, ALL) == before


def test_the_bytes_of_a_document_are_a_file_as_they_were(store: Path, tmp_path: Path) -> None:
    export(store, tmp_path / "out")
    assert STORM.encode() in [path.read_bytes() for path in (tmp_path / "out").rglob("*.raw")]


def test_an_export_does_not_mix_with_what_is_there(store: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("x")
    with pytest.raises(StoreError, match="is not empty"):
        export(store, tmp_path / "out")


def test_an_export_that_was_changed_is_refused_whole(store: Path, tmp_path: Path) -> None:
    export(store, tmp_path / "out")
    next((tmp_path / "out").rglob("*.raw")).write_bytes(b"forged")
    with pytest.raises(StoreError, match="is not what was exported; nothing was imported"):
        bring_in(tmp_path / "other.sqlite", tmp_path / "out")
    assert not (tmp_path / "other.sqlite").exists()


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"format": 99, "files": {}}'])
def test_a_folder_that_is_no_export_is_told(tmp_path: Path, content: str) -> None:
    with pytest.raises(StoreError, match="is it an export"):
        bring_in(tmp_path / "a.sqlite", tmp_path / "nowhere")
    (tmp_path / "index.json").write_text(content)
    with pytest.raises(StoreError, match=r"index\.json: is "):
        bring_in(tmp_path / "a.sqlite", tmp_path)
