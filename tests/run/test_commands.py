"""`briefing run` and `briefing sources`, as they are typed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from program import EXAMPLE, EXAMPLE_DATE, Program, files_below

from briefing.store.lock import locked

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow  # whole mornings

CONFIG = EXAMPLE / "briefing.toml"
NOW = f"{EXAMPLE_DATE}T16:00:00+03:00"


def test_a_morning_of_the_example_works_offline_and_twice_gives_the_same(run: Program, tmp_path: Path) -> None:
    command = ("run", "--config", CONFIG, "--now", NOW, "--out", tmp_path)
    first = run(*command)
    assert (first.code, first.err) == (0, "")
    assert first.out.strip().endswith(f"{EXAMPLE_DATE}/brief.md")
    written = (tmp_path / EXAMPLE_DATE / "brief.json").read_bytes()
    assert run(*command).code == 0
    assert (tmp_path / EXAMPLE_DATE / "brief.json").read_bytes() == written
    assert run("verify", tmp_path / EXAMPLE_DATE).code == 0


@pytest.mark.slow
def test_what_run_has_fetched_build_takes_without_a_network(run: Program, tmp_path: Path) -> None:
    run("run", "--config", CONFIG, "--now", NOW, "--out", tmp_path)
    built = run("build", "--config", CONFIG, "--date", EXAMPLE_DATE, "--out", tmp_path)
    assert (built.code, built.err) == (0, "")
    brief = json.loads((tmp_path / EXAMPLE_DATE / "brief.json").read_text(encoding="utf-8"))
    assert {source["name"]: source["articles"] for source in brief["coverage"]["sources"]}["Bosphorus Post"] == 4


def test_a_dry_run_prints_the_brief_and_leaves_no_file(run: Program, tmp_path: Path) -> None:
    ran = run("run", "--config", CONFIG, "--now", NOW, "--out", tmp_path / "out", "--dry-run")
    assert ran.code == 0
    assert ran.out.startswith("# Istanbul talks")
    assert not [*tmp_path.iterdir()]


def test_a_second_run_says_so_and_leaves_with_nought(run: Program, tmp_path: Path) -> None:
    with locked(tmp_path / "briefing.sqlite.lock"):
        ran = run("run", "--config", CONFIG, "--now", NOW, "--out", tmp_path)
    assert (ran.code, ran.out) == (0, "")
    assert "another run" in ran.err


def test_sources_says_how_each_does_and_changes_nothing(run: Program, tmp_path: Path) -> None:
    run("run", "--config", CONFIG, "--now", NOW, "--out", tmp_path)
    before = files_below(tmp_path)
    said = run("sources", "--config", CONFIG, "--now", NOW, "--out", tmp_path)
    assert said.code == 0
    assert [line.split("  ")[0] for line in said.out.splitlines()[1:]] == ["Saved reports", "Bosphorus Post"]
    told = json.loads(run("sources", "--config", CONFIG, "--now", NOW, "--out", tmp_path, "--json").out)
    assert [source["status"] for source in told] == ["ok", "ok"]
    assert files_below(tmp_path) == before


def test_nothing_can_be_let_in_of_a_source_that_is_not_there(run: Program, tmp_path: Path) -> None:
    said = run("sources", "--config", CONFIG, "--out", tmp_path, "--release", "Bosphorus Past")
    assert said.code == 2
    assert "Bosphorus Past" in said.err
