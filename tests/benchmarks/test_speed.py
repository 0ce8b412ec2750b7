"""The table of speed and memory: that it is made, and that its numbers are what they say. No test asks for seconds."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from program import ROOT

from benchmarks.speed import __main__ as command
from benchmarks.speed import timing
from benchmarks.speed.invented import articles, story
from benchmarks.speed.parts import PARTS
from benchmarks.speed.rows import Goal, Options, Row, Runs, growth, seconds
from benchmarks.speed.table import as_json, as_markdown, as_text

if TYPE_CHECKING:
    from pathlib import Path

MIB = 1024 * 1024


def test_growth_is_the_exponent() -> None:
    assert growth([(10, 1.0), (100, 100.0), (1000, 10_000.0)]) == pytest.approx(2)
    assert growth([(10, 1.0), (10, 2.0)]) is None


def test_a_goal_is_met_at_its_bound_and_never_by_what_is_no_number() -> None:
    assert Goal("within", 2.0, 2.0).met
    assert not Goal("within", 2.1, 2.0).met
    assert Goal("at least", 2.1, 2.0, at_most=False).met
    assert not Goal("within", float("nan"), 2.0).met


def test_a_row_has_the_medians_and_says_how_many_times() -> None:
    row = seconds("x", Runs((3.0, 1.0, 2.0)), Runs((4.0, 8.0, 6.0)), "y")
    assert (row.ours, row.theirs, row.times) == (2.0, 6.0, 3.0)


def test_the_table_says_which_goals_are_met_and_what_limits_the_others() -> None:
    rows = [
        Row("fast", 0.1, goal=Goal("soon", 1, 2)),
        Row("slow", 9.0, goal=Goal("soon", 3, 2, limit="it waits for tea")),
    ]
    text = as_text(rows)
    assert "1 of 2 goals met." in text
    assert "slow: it waits for tea" in text
    assert "| slow | 9.00 s |  |  |  |  |  | soon | not met |" in as_markdown(rows)
    assert [row["met"] for row in json.loads(as_json(rows, Options(), {}))["rows"]] == [True, False]


def test_a_part_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(PARTS, "tea", "how long tea takes")
    assert command.run("tea", Options()) == []
    assert "tea: not measured, benchmarks/speed/tea.py is not there (how long tea takes)" in capsys.readouterr().err


@pytest.mark.slow
def test_alternatives_are_called_by_turns_in_one_process() -> None:
    called: list[str] = []
    ours, theirs = timing.alternating(lambda: called.append("a"), lambda: called.append("b"), 3)
    assert called == ["a", "b"] * 4
    assert len(ours.cpu) == len(theirs.wall) == 3


def test_the_peak_is_that_of_the_process_and_not_of_who_starts_it() -> None:
    ballast = bytearray(200 * MIB)
    ballast[::4096] = b"x" * len(ballast[::4096])
    small, large = (timing.peak("benchmarks.speed.memory:hold", size) for size in (1, 100 * MIB))
    assert small < 100 * MIB < large < 200 * MIB


def test_a_command_that_fails_is_no_measurement() -> None:
    with pytest.raises(subprocess.CalledProcessError):
        timing.watched([sys.executable, "-c", "raise SystemExit(1)"])


def test_the_invented_story_is_the_same_each_time_and_only_gets_longer() -> None:
    assert story(60, 7) == story(200, 7)[:60]
    assert story(60, 7) != story(60, 8)
    repeated = story(2_000, 7)
    assert 0.75 < len(set(repeated)) / len(repeated) < 0.95


def test_the_invented_reports_are_of_all_days_and_of_several_publishers(tmp_path: Path) -> None:
    reports = articles(60, 30, 7)
    assert len({report.published for report in reports}) == 30
    assert len({report.publisher for report in reports}) > 3
    assert reports[3].article.text == reports[3].text
    assert reports[3].write(tmp_path).read_text("utf-8") == reports[3].text


@pytest.mark.slow
@pytest.mark.parametrize("part", [name for name in PARTS if (ROOT / "benchmarks" / "speed" / f"{name}.py").exists()])
def test_the_quick_run_gives_each_row_its_numbers(part: str, tmp_path: Path) -> None:
    assert command.main(["--quick", "--only", part, "--json", str(tmp_path / "speed.json")]) == 0
    rows = json.loads((tmp_path / "speed.json").read_text("utf-8"))["rows"]
    assert rows
    for row in rows:
        assert row["part"] == part
        assert row["ours"] > 0
        assert not row["beside"] or row["theirs"] > 0
        assert row["goal"] is None or row["goal"]["value"] == row["goal"]["value"]
