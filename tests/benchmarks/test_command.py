"""The command, on an invented part: floors, exit codes, missing data."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from benchmarks.quality import __main__ as command
from benchmarks.quality.figures import OURS, Figure, Options, Part

if TYPE_CHECKING:
    from pathlib import Path

    Run = tuple[Path, list[float]]


@pytest.fixture
def tea(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A folder, and the value that the one figure of the one part has."""
    (tmp_path / "data").write_text("cups", encoding="utf-8")
    (tmp_path / "CHANGELOG.md").write_text("# Changes\n\n## 0.1, unreleased\n\n- Tea.\n", encoding="utf-8")
    value = [0.5]

    def measure(_: Options) -> tuple[Figure, ...]:
        return (Figure("tea.facts", OURS, value[0]), Figure("tea.facts", "lead", 0.9, kind="baseline"))

    monkeypatch.setattr(command, "PARTS", (Part("tea", (str(tmp_path / "data"),), measure),))
    monkeypatch.setattr(command, "FLOORS", tmp_path / "floors.json")
    monkeypatch.setattr(command, "CHANGELOG", tmp_path / "CHANGELOG.md")
    return tmp_path, value


def run(tea: Run, *options: str) -> int:
    return command.main([*options, "--json", str(tea[0] / "out" / "quality.json")])


def test_a_figure_that_falls_under_its_floor_fails_the_check(tea: Run) -> None:
    assert run(tea, "--raise", "--check") == 0
    tea[1][0] = 0.4
    assert run(tea, "--check") == 1


def test_only_the_programs_own_figures_have_floors(tea: Run) -> None:
    run(tea, "--raise")
    assert list(json.loads((tea[0] / "floors.json").read_text("utf-8"))) == ["tea.facts"]
    assert json.loads((tea[0] / "floors.json").read_text("utf-8"))["tea.facts"]["floor"] == 0.5


def test_other_data_is_said_and_does_not_fail(tea: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run(tea, "--raise")
    from benchmarks.quality.kept import digest  # noqa: PLC0415 - its memory is emptied: the file changes in one process

    digest.cache_clear()
    (tea[0] / "data").write_text("other cups", encoding="utf-8")
    tea[1][0] = 0.1
    assert run(tea, "--check") == 0
    assert "tea.facts: other data, not checked" in capsys.readouterr().err


def test_a_floor_is_lowered_with_its_reason_in_the_changelog_and_fails_without_it(tea: Run) -> None:
    run(tea, "--raise")
    tea[1][0] = 0.4
    assert run(tea, "--lower", "tea.facts", "--because", "the cups were counted twice") == 0
    assert "from 0.5 to 0.4: the cups were counted twice" in (tea[0] / "CHANGELOG.md").read_text("utf-8")
    assert run(tea, "--check") == 0
    (tea[0] / "CHANGELOG.md").write_text("# Changes\n", encoding="utf-8")
    assert run(tea, "--check") == 1


def test_a_floor_is_not_lowered_without_a_reason(tea: Run) -> None:
    with pytest.raises(SystemExit, match="2"):
        run(tea, "--lower", "tea.facts")


def test_a_floor_that_is_not_there_cannot_be_lowered(tea: Run) -> None:
    assert run(tea, "--lower", "tea.faults", "--because", "why") == 2


def test_missing_data_is_said_and_the_rest_goes_on(tea: Run, capsys: pytest.CaptureFixture[str]) -> None:
    (tea[0] / "data").unlink()
    assert run(tea, "--check") == 0
    assert "tea: not measured" in capsys.readouterr().err
    assert json.loads((tea[0] / "out" / "quality.json").read_text("utf-8")) == []


@pytest.mark.parametrize("form", ["--details", "--markdown", "--quick"])
def test_every_form_of_the_table_shows_the_figure_and_the_baseline(
    tea: Run, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run(tea, form)
    shown = capsys.readouterr().out
    assert "tea.facts" in shown
    assert "0.900" in shown
