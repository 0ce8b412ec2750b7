from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from briefing.ingest import Place, Told, infer_dates, infer_publishers, read_document
from briefing.ingest.tenses import past_days
from briefing.model import Article, Given

STORY = (
    "The harbour board of Larnmouth and its fishermen quarrel over berths, cranes and the steel of the northern works."
)


def report(text: str, published: str | None = None, publisher: str | None = None) -> Article:
    return read_document(text.encode(), Told(Given(published=published, publisher=publisher)), Place())


DATED = report(f"{STORY} It was so.", "2025-05-14")


def inferred(text: str, *others: Article) -> Article:
    return infer_dates((report(text), *(others or (DATED,))))[0]


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("The board said Tuesday that the quay was late.", date(2025, 5, 13)),
        ("The fishermen arrived on Thursday. The mayor met them on Thursday.", date(2025, 5, 15)),
        ("The mayor on Thursday criticised the board.", date(2025, 5, 15)),
        ("The mayor would not say on Tuesday who would come.", date(2025, 5, 13)),
        ("Der Vorstand sagte am Dienstag, der Kai komme.", date(2025, 5, 13)),
        ("Le maire a déclaré mardi que le quai ouvrirait.", date(2025, 5, 13)),
        ("El alcalde dijo el martes que abriría.", date(2025, 5, 13)),
        ("Мэр заявил во вторник, что причал откроют.", date(2025, 5, 13)),
        ("Мер заявив у вівторок, що причал відкриють.", date(2025, 5, 13)),
    ],
)
def test_the_weekday_of_a_past_event_dates_a_report_near_others(sentence: str, day: date) -> None:
    found = inferred(f"{STORY} {sentence}").published
    assert (found.day, found.basis, found.moment) == (day, "inferred", None)
    assert "near reports of 14 May 2025" in found.detail


@pytest.mark.parametrize(
    "sentence",
    [
        "The board will meet on Thursday.",
        "Thursday's meeting was awaited.",
        "The talks are scheduled for Friday.",
        "They plan to travel on Friday.",
        "The board met last Thursday.",
        "Nothing was said of a day.",
        "The ship arrived on Thursday.",
        "The mayor spoke of it during a Tuesday lunch.",
        "It closes every Monday.",
    ],
)
def test_a_day_to_come_a_habit_or_no_day_dates_nothing(sentence: str) -> None:
    assert inferred(f"{STORY} {sentence}").published.basis == "unknown"


def test_the_detail_says_the_words_and_what_ties_them() -> None:
    text = f"{STORY} The board said Tuesday, just two days ahead of the meeting, that all was well. Thursday's is long."
    assert inferred(text).published.detail == 'from "said Tuesday" and "two days ahead of", near reports of 14 May 2025'


def test_the_newest_of_several_past_days_counts() -> None:
    text = f"{STORY} The board said on Thursday that it was late.\n\nIt met on Monday. The mayor left on Wednesday."
    assert inferred(text).published.day == date(2025, 5, 15)


def test_two_past_days_of_equal_weight_leave_it_undated() -> None:
    text = f"{STORY} The board said on Monday that it was late.\n\nThe mayor said on Thursday that it was not."
    assert inferred(text).published.day is None


def test_without_dated_reports_nothing_is_inferred() -> None:
    lone = report(f"{STORY} The board said Tuesday that it was late.")
    assert infer_dates((lone,))[0].published.day is None


def test_two_weeks_that_fit_leave_it_undated() -> None:
    others = (DATED, report(f"{STORY} So it was.", "2025-05-07"))
    assert inferred(f"{STORY} The board said Tuesday that it was late.", *others).published.day is None


def test_a_report_on_something_else_does_not_widen_the_choice() -> None:
    other = report(
        "Gardeners everywhere praise tulips, lavender, compost, rainwater and patience this spring.", "2025-05-07"
    )
    assert inferred(f"{STORY} The board said Tuesday that it was late.", DATED, other).published.day == date(
        2025, 5, 13
    )


def test_a_dateline_takes_its_year_from_reports_near_it() -> None:
    found = inferred(f"LARNMOUTH, May 12 (AP) — {STORY}").published
    assert (found.day, found.basis) == (date(2025, 5, 12), "inferred")
    assert found.detail == 'from the dateline "May 12", near reports of 14 May 2025'


def test_a_date_that_is_known_stays() -> None:
    assert infer_dates((DATED,)) == (DATED,)
    assert infer_dates((DATED,))[0].published == DATED.published


def test_the_order_of_the_reports_changes_nothing() -> None:
    texts = ("The board said Tuesday that it was late.", "He said so on Thursday.", "Nothing.")
    reports = (DATED, *(report(f"{STORY} {text}") for text in texts))
    results = {
        frozenset((one.key, one.published, one.publisher) for one in infer_publishers(infer_dates(order)))
        for order in permutations(reports)
    }
    assert len(results) == 1


def test_past_and_coming_days_are_told_apart_in_one_paragraph() -> None:
    text = (
        "The mayor said Tuesday that the board would meet on Friday, and confirmed that they will travel on Saturday."
    )
    assert [day.weekday for day in past_days(text)] == [1]


TOLD = f"{STORY} The mayor told The Larn Echo that it was late."


def test_a_paper_that_is_told_things_is_the_publisher_where_another_report_is_its_own() -> None:
    other = report(STORY, publisher="The Larn Echo")
    found = infer_publishers((report(TOLD), other))[0].publisher
    assert (found.value, found.basis) == ("The Larn Echo", "inferred")
    assert "told The Larn Echo" in found.detail


def test_told_alone_an_agency_or_two_papers_prove_nothing() -> None:
    assert infer_publishers((report(TOLD), DATED))[0].publisher.value is None
    wire = (report(f"{STORY} He told Reuters so."), report(STORY, publisher="Reuters"))
    assert infer_publishers(wire)[0].publisher.value is None
    two = (
        report(f"{TOLD} She told the Post of Larn so."),
        report(STORY, None, "The Larn Echo"),
        report(STORY, None, "Post of Larn"),
    )
    assert infer_publishers(two)[0].publisher.value is None


def test_a_host_takes_the_name_that_another_report_gives_it() -> None:
    hosted = report(f"{STORY}\n\nOriginal url: https://www.larn-echo.example/a")
    found = infer_publishers((hosted, report(STORY, None, "The Larn Echo")))[0].publisher
    assert (found.value, found.basis) == ("The Larn Echo", "address")
    assert infer_publishers((hosted,))[0].publisher.value == "larn-echo.example"
