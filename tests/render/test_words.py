from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from briefing.render.dates import cut_date, date_range, full_date, short_date
from briefing.render.templates import package_templates
from briefing.render.words import ENGLISH, frame_for


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([], ""),
        (["2025-05-15"], "15 May"),
        (["2025-05-15", "2025-05-13", "2025-05-14"], "13–15 May"),
        (["2025-04-28", "2025-05-02"], "28 April – 2 May"),
        (["2024-12-30", "2025-01-02"], "30 December 2024 – 2 January 2025"),
        (["2024-05-13", "2024-05-15"], "13–15 May 2024"),
    ],
)
def test_ranges_of_days(days: list[str], words: str) -> None:
    assert date_range(map(date.fromisoformat, days), 2025, ENGLISH) == words


def test_dates_in_words() -> None:
    assert full_date(date(2025, 5, 15), ENGLISH) == "Thursday, 15 May 2025"
    assert short_date(date(2025, 5, 5), 2025, ENGLISH) == "5 May"
    assert short_date(date(2024, 5, 5), 2025, ENGLISH) == "5 May 2024"


@pytest.mark.parametrize(
    ("text", "words"),
    [("2022", "2022"), ("2022-03", "March 2022"), ("2022-03-29", "29 March 2022"), ("2025-05-13", "13 May")],
)
def test_dates_cut_to_their_precision(text: str, words: str) -> None:
    assert cut_date(text, 2025, ENGLISH) == words


def test_one_and_many() -> None:
    assert [ENGLISH("reports", n=n) for n in (0, 1, 2)] == ["0 reports", "1 report", "2 reports"]


def test_other_languages_have_the_english_frame() -> None:
    assert frame_for("en-GB") is ENGLISH
    assert frame_for("tr") is ENGLISH


def test_every_word_of_the_frame_is_used_and_there() -> None:
    modules = Path(__file__).parents[2].glob("briefing/render/**/*.py")
    code = [path.read_text() for path in modules if path.stem != "words"]
    used = "\n".join([*code, *(path.read_text() for path in package_templates().iterdir())])
    named = set(re.findall(r"""(?:\bt|frame)\(\s*"(\w+)\"""", used))
    assert named <= ENGLISH.words.keys()
    kinds = ("basis_", "count_", "status_", "change_", "source_", "date_", "quiet", "toc_", "search_")
    told = (*kinds, "failed", "stale", "empty")
    assert {key for key in ENGLISH.words.keys() - named if not key.startswith(told)} == set()
