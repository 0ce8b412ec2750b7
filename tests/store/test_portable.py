from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from typing import TYPE_CHECKING

import pytest
from archived import BRIDGE, DAY, MONDAY, STORM, arrival, filing, put, storm, whole
from program import files_below

from briefing.errors import StoreError
from briefing.model import Filing, Step
from briefing.store import portable
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
    documents, _ = export(store, tmp_path / "one", out.append)
    bring_in(tmp_path / "other.sqlite", tmp_path / "one", into.append)
    assert [step.done for step in out] == list(range(out[0].total))
    assert out[0].total > documents
    assert list(dict.fromkeys(step.stage for step in into)) == ["check", "import"]
    checked = [step for step in into if step.stage == "check"]
    assert [step.done for step in checked] == list(range(out[0].total))


def test_an_archive_that_was_imported_has_all_that_the_first_had(store: Path, tmp_path: Path) -> None:
    documents, damaged = export(store, tmp_path / "out")
    other = tmp_path / "other.sqlite"
    came, had = bring_in(other, tmp_path / "out")
    assert (documents, damaged, had) == (len(list((tmp_path / "out").rglob("*.raw"))), 0, 0)
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


# --- an export that somebody has forged


def forged(store: Path, folder: Path) -> Path:
    export(store, folder)
    return folder


def listed(folder: Path, name: str, data: bytes | None = None) -> None:
    """Name a file in the index, as if it had been exported."""
    index = json.loads((folder / "index.json").read_bytes())
    if data is not None:
        (folder / name).write_bytes(data)
    index["files"][name] = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    (folder / "index.json").write_text(json.dumps(index))


@pytest.mark.parametrize("name", ["../secret", "documents/../../secret", "documents/ab/\n", "/etc/hostname", "secret"])
def test_an_import_reads_nothing_that_is_no_file_of_an_export(store: Path, tmp_path: Path, name: str) -> None:
    folder = forged(store, tmp_path / "out")
    index = json.loads((folder / "index.json").read_bytes())
    index["files"][name] = hashlib.sha256(b"hunter2").hexdigest()
    (folder / "index.json").write_text(json.dumps(index))
    (tmp_path / "secret").write_bytes(b"hunter2")
    with pytest.raises(StoreError, match="which is no file of an export; nothing of it was read"):
        bring_in(tmp_path / "other.sqlite", folder)
    assert not (tmp_path / "other.sqlite").exists()


@pytest.mark.parametrize(
    "moment", ["2031-03-13T07:00X00.000000+00:00", "2031-03-13T07:00:00+01:00", "yesterday", "", 7]
)
@pytest.mark.parametrize("field", ["first_seen", "last_seen", "shown", "marks"])
def test_a_moment_that_could_not_be_read_again_or_compared_is_not_taken_in(
    store: Path, tmp_path: Path, field: str, moment: object
) -> None:
    folder = forged(store, tmp_path / "out")
    path = next(folder.glob("articles/*/*.json"))
    found = json.loads(path.read_bytes())
    one = found["versions"][0][0]
    one[field] = dict.fromkeys(one["marks"], moment) if field == "marks" else moment
    listed(folder, path.relative_to(folder).as_posix(), json.dumps(found).encode())
    with pytest.raises(StoreError, match="what no export does"):
        bring_in(tmp_path / "other.sqlite", folder)
    articles(tmp_path / "other.sqlite", {"Lume": None})


@pytest.mark.parametrize("said", [{}, {"path": "x.txt", "source": "Lume"}, [], "said", None])
def test_what_could_not_be_read_comes_in_only_if_it_can_be_looked_at_again(
    store: Path, tmp_path: Path, said: object
) -> None:
    folder = forged(store, tmp_path / "out")
    path = next(folder.glob("unread/*.json"))
    found = json.loads(path.read_bytes()) | {"said": said}
    listed(folder, path.relative_to(folder).as_posix(), json.dumps(found).encode())
    with pytest.raises(StoreError, match="what no export does"):
        bring_in(tmp_path / "other.sqlite", folder)
    assert unread(tmp_path / "other.sqlite") == ()


@pytest.mark.parametrize("document", ["../../../secret", "/etc/hostname", "", 7, None])
def test_an_article_names_no_document_outside_of_the_export(store: Path, tmp_path: Path, document: object) -> None:
    folder = forged(store, tmp_path / "out")
    path = next(folder.glob("articles/*/*.json"))
    found = json.loads(path.read_bytes())
    found["versions"][0][0]["document"] = document
    listed(folder, path.relative_to(folder).as_posix(), json.dumps(found).encode())
    with pytest.raises(StoreError, match=r"no file of an export|what no export does"):
        bring_in(tmp_path / "other.sqlite", folder)


@pytest.mark.parametrize("kind", ["link", "folder", "device", "pipe", "large"])
def test_an_import_follows_no_link_and_reads_no_device(
    store: Path, tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = forged(store, tmp_path / "out")
    path = next(folder.glob("documents/*/*.raw"))
    kept = tmp_path / "kept"
    if kind == "folder":
        path.parent.rename(kept)
        path.parent.symlink_to(kept)
    else:
        path.rename(kept)
    if kind in {"link", "device"}:
        path.symlink_to(kept if kind == "link" else "/dev/zero")
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "large":
        monkeypatch.setattr(portable, "LARGEST", 1000)
        path.write_bytes(bytes(1001))
    with pytest.raises(StoreError, match=r"is a link|is no file, or has more than"):
        bring_in(tmp_path / "other.sqlite", folder)


@pytest.mark.parametrize(
    "content", ["[]", "{}", "null", '{"first_seen": 1, "versions": 5}', "{", '{"versions": [[{}]]}']
)
def test_an_article_that_is_none_is_told(store: Path, tmp_path: Path, content: str) -> None:
    folder = forged(store, tmp_path / "out")
    path = next(folder.glob("articles/*/*.json"))
    listed(folder, path.relative_to(folder).as_posix(), content.encode())
    with pytest.raises(StoreError, match="holds what no export does"):
        bring_in(tmp_path / "other.sqlite", folder)


def test_an_archive_with_forged_names_is_not_exported_to_where_they_lead(store: Path, tmp_path: Path) -> None:
    with sqlite3.connect(store) as database:
        database.execute("UPDATE document SET sha256 = '../../../../escaped' WHERE id = 1")
    with pytest.raises(StoreError, match="it is damaged, or was forged"):
        export(store, tmp_path / "a" / "b" / "out")
    assert not list(tmp_path.rglob("*escaped*"))
