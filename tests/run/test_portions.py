"""How much of one source a brief is made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing import parse_config
from briefing.run import harvest, portions
from briefing.run.reading import MOST_SHOWN, MOST_TOLD

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_of_more_text_than_any_source_has_the_newest_is_read_and_what_is_left_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("much", "little"):
        (tmp_path / folder).mkdir()
    for day in range(1, 7):
        said = (
            f"{day} March 2031\n\nThe port of Lume opened again on day {day}, its harbour master said in the morning.\n"
        )
        (tmp_path / "much" / f"{7 - day}.txt").write_text(said)
    (tmp_path / "little" / "a.txt").write_text(
        "5 March 2031\n\nThe bridge at Ostry was closed for a week of repairs.\n"
    )
    sources = [{"name": name.title(), "files": name} for name in ("much", "little")]
    settings = parse_config({"sources": sources, "topics": [{"title": "Ports"}]}, tmp_path / "x")
    whole = harvest(settings)
    assert whole.problems == ()
    monkeypatch.setattr(portions, "MOST", sum(len(one.text) for one in whole.articles) // 2)
    found = harvest(settings)
    assert {one.published.day.day for one in found.articles if one.published.day and one.source == "Much"} == {4, 5, 6}
    assert [(one.name, one.status, one.articles) for one in found.health] == [
        ("Much", "failed", 3),
        ("Little", "ok", 1),
    ]
    (problem,) = map(str, found.problems)
    assert problem.endswith(" characters; of its reports the 3 oldest are left out")
    assert found.health[0].detail == problem.removeprefix("Much: ")


def test_of_very_many_files_that_cannot_be_read_the_first_are_told_and_how_many_more(tmp_path: Path) -> None:
    (tmp_path / "much").mkdir()
    for number in range(60):
        (tmp_path / "much" / f"{number:02}.txt").write_text("")
    (tmp_path / "much" / "a.txt").write_text("5 March 2031\n\nThe bridge at Ostry was closed for a week of repairs.\n")
    settings = parse_config(
        {"sources": [{"name": "Much", "files": "much"}], "topics": [{"title": "Ports"}]}, tmp_path / "x"
    )
    found = harvest(settings)
    assert len(found.problems) == MOST_TOLD + 1
    assert str(found.problems[-1]) == "Much: 10 more that cannot be read"
    assert (found.health[0].detail or "").count("; ") == MOST_SHOWN
    assert (found.health[0].detail or "").endswith("much/04.txt: empty; 55 more that cannot be read")
