from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from archived import BRIDGE, DAY, MONDAY, STORM, filing, put
from program import files_below

from briefing.model import Past, Said
from briefing.store.archive import articles
from briefing.store.issues import remember

if TYPE_CHECKING:
    from pathlib import Path

    from program import Program

CONFIG = """
[brief]
store = "memory.sqlite"
[[topics]]
id = "mole"
title = "The mole"
terms = ["northern mole", "repair*"]
"""


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    out = tmp_path / "out"
    store = out / "briefing.sqlite"
    put(store, filing(published="2031-03-09"), filing(BRIDGE, title="Stone", publisher="Velmar Post"))
    put(store, filing(STORM.replace("two fishing", "three fishing"), published="2031-03-09"), now=MONDAY + 40 * DAY)
    return out


@pytest.mark.usefixtures("out")
def test_search_finds_without_a_configuration(run: Program) -> None:
    done = run("search", "harbour", "ferry")
    assert (done.code, done.err) == (0, "")
    number, title = done.out.splitlines()[0].split(maxsplit=1)
    assert title == "Storm closes harbour"
    assert "Lume Gazette, 2031-03-09, https://gazette.example/" in done.out
    assert "\x1b" not in done.out
    shown = run("archive", "show", number).out
    assert "publisher  Lume Gazette (given)" in shown
    assert "version 2: seen 2031-04-19 07:00" in shown
    assert shown.endswith(f"{STORM.replace('two fishing', 'three fishing')}\n")


def test_search_can_be_narrowed_and_gives_json(run: Program, out: Path) -> None:
    done = run("search", "the", "--publisher", "velmar", "--until", "2031-03-10", "--json", "--out", out)
    (hit,) = json.loads(done.out)
    assert (hit["title"], hit["publisher"]) == ("Stone", "Velmar Post")
    assert run("search", "lighthouse", "--out", out).out == "nothing found\n"
    assert json.loads(run("search", "lighthouse", "--json", "--out", out).out) == []


def test_search_by_topic_takes_the_terms_of_the_configuration(run: Program, out: Path) -> None:
    config = out.parent / "briefing.toml"
    config.write_text(CONFIG)
    (out / "briefing.sqlite").rename(out.parent / "memory.sqlite")
    done = run("search", "--topic", "mole", "--config", config)
    assert "Storm closes harbour" in done.out
    assert "Stone" not in done.out
    wrong = run("search", "--topic", "moles", "--config", config)
    assert wrong.code == 2
    assert 'there is no topic "moles"; did you mean "mole"' in wrong.err


def test_show_says_what_each_version_changed(run: Program, out: Path) -> None:
    done = run("archive", "show", "1", "--diff", "--out", out)
    assert "from version 1 to 2:" in done.out
    assert "and sank [-two-] fishing boats" in done.out
    assert "and sank {+three+} fishing boats" in done.out


def test_an_archive_goes_out_as_files_and_comes_in_again(run: Program, out: Path, tmp_path: Path) -> None:
    assert run("archive", "export", tmp_path / "files", "--out", out).out.startswith("3 documents written to ")
    done = run("archive", "import", tmp_path / "files", "--out", tmp_path / "other")
    assert done.out == "2 articles taken in, 0 known already\n"
    run("archive", "export", tmp_path / "again", "--out", tmp_path / "other")
    assert files_below(tmp_path / "files") == files_below(tmp_path / "again")


def test_prune_says_first_what_it_would_drop(run: Program, out: Path) -> None:
    store, now = out / "briefing.sqlite", (MONDAY + 41 * DAY).isoformat()
    before = store.read_bytes()
    dry = run("archive", "prune", "--older-than", "30d", "--dry-run", "--now", now, "--out", out)
    assert dry.out == "would drop 1 article and 1 document, last seen before 2031-03-21\n"
    assert store.read_bytes() == before
    done = run("archive", "prune", "--older-than", "30d", "--now", now, "--out", out)
    assert done.out.startswith("dropped 1 article and 1 document, last seen before 2031-03-21\nthe file is ")
    assert len(articles(store, {"Lume": None})) == 1


def test_prune_keeps_what_issues_rest_on_and_says_so(run: Program, out: Path) -> None:
    store, now = out / "briefing.sqlite", (MONDAY + 41 * DAY).isoformat()
    (one,) = (one.article for one in articles(store, {"Lume": None}) if one.article.title.value == "Stone")
    said = Said(MONDAY.date(), "mole", "mole-1", "new", "x", sha256=one.sha256)
    remember(store, "lume", Past((MONDAY.date(),), (said,)))
    done = run("archive", "prune", "--older-than", "4w", "--now", now, "--out", out)
    assert "dropped 0 articles and 0 documents" in done.out
    assert "1 article as old stays, since issues rest on it" in done.out


@pytest.mark.usefixtures("out")
@pytest.mark.parametrize(
    ("command", "code", "words"),
    [
        (["search", "x", "--out", "nowhere"], 1, "there is no archive; name the folder of the issues by --out"),
        (["archive", "show", "77"], 1, "has no article 77"),
        (["archive", "prune", "--older-than", "old"], 2, '"old" is not an age; write 90d, 12w, 6m or 1y'),
        (["archive", "prune", "--older-than", "0d"], 2, '"0d" is not an age'),
        (["archive", "prune", "--older-than", "99999y"], 2, '"99999y" is not an age'),
        (["archive", "import", "nowhere"], 1, "is it an export?"),
        (["search", "x", "--since", "soon"], 2, '--since: "soon" is not a date'),
    ],
)
def test_what_cannot_be_done_is_one_message(run: Program, command: list[str], code: int, words: str) -> None:
    done = run(*command)
    assert (done.code, done.out) == (code, "")
    assert words in done.err
    assert len(done.err.splitlines()) == 1
