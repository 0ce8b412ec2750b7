"""How much of one source a brief is made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing import parse_config
from briefing.run import harvest, portions

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
