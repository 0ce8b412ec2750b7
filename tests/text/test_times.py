from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.text.times import (
    date_in_address,
    dates_in,
    leading_date,
    machine_date,
    months_in,
    names_a_time,
    only_date,
    weekdays_in,
)

MAY_14 = date(2025, 5, 14)


@pytest.mark.parametrize(
    "text",
    [
        "2025-05-14",
        "2025/05/14",
        "May 14, 2025",
        "May 14th, 2025",
        "Wednesday, 14 May 2025",
        "Published: May 14, 2025",
        "Posted on Wed., May 14, 2025 at 10:30 AM EDT",
        "14. Mai 2025",
        "Mittwoch, 14. Mai 2025, 10:30 Uhr",
        "le 14 mai 2025",
        "Publié le 14 mai 2025 à 10h30",
        "14 de mayo de 2025",
        "14 травня 2025 року",
        "14 мая 2025 г.",
        "14.05.2025 17:45",
        "14/05/2025",
        "2025年5月14日",
    ],
)
def test_a_line_that_is_only_a_date_is_read(text: str) -> None:
    stamp = only_date(text)
    assert stamp is not None
    assert stamp.date == MAY_14


@pytest.mark.parametrize(
    "text",
    [
        "",
        "May 14",
        "Talks on May 14, 2025",
        "31 February 2025",
        "05/06/2025",
        "May Day 2025",
        "In 2025 the talks began",
        "2025",
        "May 14, 2025 " + "x" * 200,
    ],
)
def test_a_line_that_says_more_or_less_than_a_date_is_none(text: str) -> None:
    assert only_date(text) is None


def test_of_two_dates_in_a_line_the_publication_goes_before_the_update() -> None:
    stamp = only_date("Updated May 15, 2025 Published May 14, 2025")
    assert stamp is not None
    assert (stamp.date, stamp.updated) == (MAY_14, False)


def test_a_time_of_day_with_its_offset_is_a_moment_and_without_it_is_none() -> None:
    with_offset, without = only_date("May 14, 2025 5:30 pm GMT"), only_date("May 14, 2025 5:30 pm")
    assert with_offset is not None
    assert without is not None
    assert with_offset.moment == datetime(2025, 5, 14, 17, 30, tzinfo=UTC)
    assert without.moment is None


@pytest.mark.parametrize("front", ["date 2025-05-14 ", "2025-05-14 ", "May 14, 2025 — ", "Published: 14 May 2025 | "])
def test_a_date_run_into_the_first_sentence_is_found(front: str) -> None:
    stamp = leading_date(front + "The ministers met.")
    assert stamp is not None
    assert stamp.date == MAY_14
    assert stamp.start == 0
    assert stamp.end <= len(front.rstrip())


@pytest.mark.parametrize(
    "text", ["May 14, 2025, was a fine day.", "14 May 2025 was a fine day.", "On 14 May 2025 They met.", "May 14 The"]
)
def test_a_date_that_the_sentence_needs_is_left_to_it(text: str) -> None:
    assert leading_date(text) is None


@pytest.mark.parametrize(
    ("value", "day", "moment"),
    [
        ("2025-05-14", MAY_14, None),
        ("2025-05-14T22:30:00-04:00", MAY_14, datetime(2025, 5, 15, 2, 30, tzinfo=UTC)),
        ("Wed, 14 May 2025 10:00:00 +0000", MAY_14, datetime(2025, 5, 14, 10, tzinfo=UTC)),
        ("2025-05-14T10:00:00", MAY_14, None),
    ],
)
def test_a_date_of_metadata_keeps_the_day_as_written(value: str, day: date, moment: datetime | None) -> None:
    assert machine_date(value) == (day, moment)


@pytest.mark.parametrize("value", ["", "yesterday", "{{date}}", "1", "2025-13-45"])
def test_what_is_no_date_of_metadata_is_none(value: str) -> None:
    assert machine_date(value) is None


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/2025/05/14/talks", MAY_14),
        ("https://a.example/talks-2025-05-14.html", MAY_14),
        ("https://a.example/2025/may/14/talks", MAY_14),
        ("https://a.example/20250514/talks", MAY_14),
        ("https://a.example/talks-a41207", None),
        ("https://a.example/1234567890123", None),
        ("https://a.example/2025/13/45/x", None),
        ("not an address", None),
    ],
)
def test_the_date_in_a_path_is_read(url: str, day: date | None) -> None:
    assert date_in_address(url) == day


def test_weekdays_are_found_in_six_languages() -> None:
    text = "on Tuesday, am Dienstag, mardi, el martes, у вівторок, во вторник"
    assert [(one.number, one.language) for one in weekdays_in(text)] == [
        (1, language) for language in ("en", "de", "fr", "es", "uk", "ru")
    ]


def test_an_apostrophe_of_either_kind_is_part_of_a_weekday() -> None:
    assert [one.number for one in weekdays_in("у п’ятницю, у п'ятницю")] == [4, 4]


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading_of_dates(text: str) -> None:
    for stamp in dates_in(text):
        assert 0 <= stamp.start < stamp.end <= len(text)
    only_date(text)
    leading_date(text)
    machine_date(text)
    date_in_address(text)


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31)))
def test_every_date_is_read_as_it_was_written(day: date) -> None:
    months = "January February March April May June July August September October November December".split()
    for text in (
        day.isoformat(),
        f"{months[day.month - 1]} {day.day}, {day.year}",
        f"{day.day}.{day.month}.{day.year}",
    ):
        stamp = only_date(text)
        assert stamp is not None
        assert stamp.date == day


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("in March or April", {3, 4}),
        ("on 2 May", {5}),
        ("May 14, 2031", {5}),
        ("They may march in august company.", set()),
        ("May we go?", set()),
        ("Since January", {1}),
    ],
)
def test_months_are_told_from_the_verbs_that_look_like_them(text: str, months: set[int]) -> None:
    assert months_in(text) == months


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Feld will run in 2032.", True),
        ("Feld will run in April.", True),
        ("Feld will run next week.", True),
        ("Feld will run later this year.", True),
        ("Feld will run in two weeks.", True),
        ("Feld will run tomorrow.", True),
        ("Feld will run.", False),
        ("Feld will run on Tuesday.", False),
        ("Feld will pay 2032.50 crowns.", False),
    ],
)
def test_a_time_of_its_own_is_seen(text: str, *, named: bool) -> None:
    assert names_a_time(text) is named
