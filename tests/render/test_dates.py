from __future__ import annotations

import pytest

from briefing.model import Certainty, Mark
from briefing.render.dates import added_date, full_added_date
from briefing.render.words import ENGLISH


def mark(words: str, date: str, certainty: Certainty = "sure") -> Mark:
    return Mark(words, 0, len(words), date, ("year", "month", "day")[date.count("-")], certainty)


@pytest.mark.parametrize(
    ("found", "added", "full"),
    [
        (mark("Thursday", "2025-05-15"), "15 May", "15 May 2025"),
        (mark("Thursday", "2024-05-16"), "16 May 2024", "16 May 2024"),
        (mark("March", "2025-03"), "2025", "March 2025"),
        (mark("last month", "2025-04"), "April 2025", "April 2025"),
        (mark("Dec. 30", "2024-12-30"), "2024", "30 December 2024"),
        (mark("2 May", "2025-05-02"), "", "2 May 2025"),
        (mark("Thursday", "2025-05-15", "inferred"), "15 May, inferred", "15 May 2025, inferred"),
        (mark("three years ago", "2022", "about"), "about 2022", "about 2022"),
        (mark("last year", "2024"), "2024", "2024"),
        (mark("January of last year", "2024-01"), "2024", "January 2024"),
    ],
)
def test_what_is_added_to_words_is_what_they_leave_open(found: Mark, added: str, full: str) -> None:
    assert added_date(found, 2025, ENGLISH) == added
    assert full_added_date(found, ENGLISH) == full
