from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.quality.figures import Figure
from benchmarks.quality.floors import (
    FAILS,
    Floor,
    Held,
    UnknownFigureError,
    judge,
    load,
    lowered,
    raised,
    save,
    told_in,
)

if TYPE_CHECKING:
    from pathlib import Path

CHANGES = "# Changes\n\n## 0.2, unreleased\n\n- Something new.\n\n## 0.1\n\n- The first.\n"


def held(value: float, *, name: str = "tea.facts", data: str = "d1", higher: bool = True) -> Held:
    return Held(Figure(name, "briefing", value, higher_is_better=higher), data)


def verdict(floor: Floor, one: Held, changelog: str = "") -> str:
    return judge({"tea.facts": floor}, [one], changelog)[0].verdict


def test_a_figure_under_its_floor_fails() -> None:
    assert verdict(Floor(0.5, "d1"), held(0.4)) == "under"
    assert "under" in FAILS


def test_a_figure_at_its_floor_holds() -> None:
    assert verdict(Floor(0.5, "d1"), held(0.5)) == "holds"


def test_a_figure_that_rounding_made_its_floor_of_still_holds() -> None:
    one = held(2 / 3)
    assert verdict(raised({}, [one])["tea.facts"], one) == "holds"


def test_of_faults_more_than_the_floor_fails_and_fewer_could_rise() -> None:
    assert verdict(Floor(1, "d1"), held(2, higher=False)) == "under"
    assert verdict(Floor(1, "d1"), held(0, higher=False)) == "could rise"


def test_figures_of_other_data_are_not_checked() -> None:
    judgement = judge({"tea.facts": Floor(0.5, "d1")}, [held(0.1, data="d2")], "")[0]
    assert str(judgement) == "tea.facts: other data, not checked"
    assert judgement.verdict not in FAILS


def test_a_figure_without_a_floor_is_said_and_does_not_fail() -> None:
    judgement = judge({}, [held(0.5)], "")[0]
    assert judgement.verdict == "no floor"
    assert judgement.verdict not in FAILS


def test_raising_never_lowers() -> None:
    floors = {"tea.facts": Floor(0.5, "d1"), "tea.faults": Floor(1, "d1")}
    worse = [held(0.4), held(2, name="tea.faults", higher=False)]
    assert raised(floors, worse) == floors


def test_raising_takes_what_is_better_and_what_is_new() -> None:
    found = raised({"tea.facts": Floor(0.5, "d1")}, [held(0.61234567), held(3, name="tea.faults", higher=False)])
    assert found == {"tea.facts": Floor(0.6123, "d1"), "tea.faults": Floor(3, "d1")}


def test_other_data_does_not_lower_a_floor_by_the_way() -> None:
    floors = {"tea.facts": Floor(0.5, "d1")}
    assert raised(floors, [held(0.4, data="d2")]) == floors


def test_lowering_needs_a_reason() -> None:
    with pytest.raises(ValueError, match="reason"):
        lowered({"tea.facts": Floor(0.5, "d1")}, [held(0.4)], "tea.facts", " ")


def test_only_a_floor_that_is_there_and_was_measured_can_be_lowered() -> None:
    with pytest.raises(UnknownFigureError, match="not measured"):
        lowered({"tea.facts": Floor(0.5, "d1")}, [], "tea.facts", "why")
    with pytest.raises(UnknownFigureError, match="no floor"):
        lowered({}, [held(0.4)], "tea.facts", "why")


def test_a_lowered_floor_holds_only_while_its_reason_stands_in_the_changelog() -> None:
    old = Floor(0.5, "d1")
    new = lowered({"tea.facts": old}, [held(0.4)], "tea.facts", "fewer repeats were worth it")["tea.facts"]
    changelog = told_in(CHANGES, "tea.facts", old, new)
    assert verdict(new, held(0.4), changelog) == "holds"
    assert verdict(new, held(0.4), CHANGES) == "no reason"
    assert "no reason" in FAILS


def test_the_reason_is_written_under_the_newest_heading() -> None:
    told = told_in(CHANGES, "tea.facts", Floor(0.5, "d1"), Floor(0.4, "d1", "why"))
    assert told == CHANGES.replace(
        "- Something new.\n", "- Something new.\n- The quality floor `tea.facts` goes from 0.5 to 0.4: why\n"
    )


def test_a_floor_that_rises_again_needs_no_reason_any_more() -> None:
    assert raised({"tea.facts": Floor(0.4, "d1", "why")}, [held(0.6)])["tea.facts"] == Floor(0.6, "d1")


def test_floors_come_back_as_they_were_written(tmp_path: Path) -> None:
    floors = {"b": Floor(1.0, "d1"), "a": Floor(0.25, "d2", "why")}
    save(floors, tmp_path / "floors.json")
    assert load(tmp_path / "floors.json") == floors


def test_without_a_file_there_are_no_floors(tmp_path: Path) -> None:
    assert load(tmp_path / "floors.json") == {}
