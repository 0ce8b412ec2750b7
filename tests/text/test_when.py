from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.text.when import times_in

THURSDAY = date(2031, 5, 15)
assert THURSDAY.weekday() == 3


def found(sentence: str, day: date | None = THURSDAY, before: str = "") -> list[tuple[str, str]]:
    return [(sentence[one.start : one.end], one.date) for one in times_in(sentence, day, before=before)]


@pytest.mark.parametrize(
    ("sentence", "words", "meant"),
    [
        ("Feld rejected the terms on Thursday.", "Thursday", "2031-05-15"),
        ("Feld rejected the terms on Wednesday.", "Wednesday", "2031-05-14"),
        ("The palace published the list late Wednesday.", "Wednesday", "2031-05-14"),
        ("Feld proposed talks early Sunday, to general surprise.", "Sunday", "2031-05-11"),
        ("Feld proposed talks on Sunday night.", "Sunday night", "2031-05-11"),
        ("The envoys will meet on Saturday.", "Saturday", "2031-05-17"),
        ("The envoys will meet on Thursday.", "Thursday", "2031-05-15"),
        ("The talks are open on Thursday.", "Thursday", "2031-05-15"),
        ("The envoy will not travel to Lissen to attend Friday's session.", "Friday's", "2031-05-16"),
        ("Nobody has been seen since Monday.", "Monday", "2031-05-12"),
        ("The mayor resigned last Sunday.", "last Sunday", "2031-05-11"),
        ("The council meets next Tuesday.", "next Tuesday", "2031-05-20"),
        ("The council will meet this Saturday.", "this Saturday", "2031-05-17"),
        ("The pier gave way yesterday.", "yesterday", "2031-05-14"),
        ("The pier gave way last night.", "last night", "2031-05-14"),
        ("The council votes tomorrow.", "tomorrow", "2031-05-16"),
        ("The council announced today that it will vote.", "today", "2031-05-15"),
        ("The pier gave way in March.", "March", "2031-03"),
        ("The pier gave way in early October.", "October", "2030-10"),
        ("The polls will open in November.", "November", "2031-11"),
        ("The pier gave way last September.", "September", "2030-09"),
        ("The pier opened last month.", "last month", "2031-04"),
        ("The pier opened in January of last year.", "January of last year", "2030-01"),
        ("The pier opened last year.", "last year", "2030"),
        ("Feld took office three years ago.", "three years ago", "2028"),
        ("Feld took office two days ago.", "two days ago", "2031-05-13"),
        ("Feld stepped down on 2 May.", "2 May", "2031-05-02"),
        ("Feld stepped down on May 2.", "May 2", "2031-05-02"),
        ("Feld stepped down on Friday, May 2.", "Friday, May 2", "2031-05-02"),
        ("The ferry sank on 14 May 2025.", "14 May 2025", "2025-05-14"),
        ("The ferry sank in March 2022.", "March 2022", "2022-03"),
        ("The ferry sank in 2014.", "2014", "2014"),
    ],
)
def test_words_about_time_mean_what_they_mean_on_the_day_of_their_report(sentence: str, words: str, meant: str) -> None:
    assert found(sentence) == [(words, meant)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The talks on Monday are a risk.",  # before or after?
        "The truce was supposed to begin on Monday.",
        "Feld said he would sail on Monday.",
        "The palace spoke ahead of Monday's session.",
        "The union must answer by Monday.",
        "The shop closes every Monday.",
        "It happened on a Monday.",
        "The council held a Monday session.",
        "She read it in the Sunday Times.",
        "He told Harbour News Sunday that he was tired.",
        "Crowds came on Black Friday.",
        "The mayor resigned last Tuesday.",  # of this week or of the one before?
        "The council meets next Saturday.",
        "Feld rejected the terms on Friday.",  # six days ago, or is the report a day off?
        '"We met on Monday," Feld said.',  # the speaker's Monday
        "That week the envoys met on Monday.",
        "The pier may hold in March.",
        "The pier gave way in May.",  # this May, or that of a year ago?
        "The pier opened last March.",
        "March winds are cold.",
        "The June vote was close.",
        "The pier gave way in March and April of 2022.",
        "He vowed to sink the pier in March.",
        "The law protects the poor today.",
        "A better tomorrow was promised.",
        "The union grew over the last year.",
        "It was about three years ago.",
        "The mayor left last week.",
        "The truce ended two days ahead of the vote.",
        "The strike began on the 13th.",
        "The poll ran from 24 to 29 July.",
        "The poll ran July 8 to 12.",
        "The 6 January inquiry went on.",
        "The Bastille fell on July 14, 1789.",
        "Prices rose throughout the 1990s.",
        "In the 19th century there were no ferries.",
        "Some 2000 people came.",
    ],
)
def test_where_it_is_not_sure_nothing_is_said(sentence: str) -> None:
    assert found(sentence) == []


@pytest.mark.parametrize("words", ["in MARCH", "in mAy", "ſince Auguſt", "ſix days ago", "İn march", "laſt March"])
def test_letters_that_only_a_pattern_takes_for_others_break_nothing(words: str) -> None:
    times_in(f"The ferry stopped {words} and came back.", date(2031, 3, 13))


def test_without_the_day_of_the_report_only_what_is_written_in_full_is_found() -> None:
    assert found("Feld rejected the terms on Monday, as in March 2022 and on 3 May.", day=None) == [
        ("March 2022", "2022-03")
    ]


def test_an_account_of_another_time_has_weekdays_of_its_own() -> None:
    sentence = "On Monday, the envoys met in secret."
    assert found(sentence, before="The mayor spoke at length.")
    assert found(sentence, before="In 1998, the war was in its third year.") == []
    assert found(sentence, before="The siege began on 2 March 1998.") == []
    assert found(sentence, before="The siege began on 2 April.") == []
    assert found("In March 1998 the envoys met; on Monday they parted.") == [("March 1998", "1998-03")]
    assert found("On Thursday, 24 February 2022, on Monday, they met.") == [
        ("Thursday, 24 February 2022", "2022-02-24")
    ]


def test_a_weekday_beside_a_date_that_is_another_day_is_a_mistake_of_somebody() -> None:
    assert found("The ferry sank on Monday, 14 May 2025.") == []
    assert found("The ferry sank on Wednesday, 14 May 2025.") == [("Wednesday, 14 May 2025", "2025-05-14")]


def test_round_years_are_about_a_year() -> None:
    (one,) = times_in("Feld took office three years ago.", THURSDAY)
    assert (one.about, one.written, one.precision) == (True, False, "year")


def test_other_languages_are_left_alone() -> None:
    assert times_in("Feld trat am Montag zurück, in March 2022.", THURSDAY, language="de") == ()


@given(st.text(alphabet="onMayMdTs 0123456789,.'’-n", max_size=60), st.dates(date(1990, 1, 1), date(2080, 1, 1)))
def test_whatever_stands_there_the_spans_are_in_order_and_do_not_overlap(text: str, day: date) -> None:
    spans = [(one.start, one.end) for one in times_in(f"Feld left on {text} Monday in March 2022.", day)]
    assert spans == sorted(spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
