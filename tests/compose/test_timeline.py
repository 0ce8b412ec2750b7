from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from texts import report

from briefing.compose.timeline import timeline
from briefing.model import Selection, Sentence, Telling

if TYPE_CHECKING:
    from briefing.compose.timeline import Happening
    from briefing.model import Article

TODAY = date(2031, 5, 16)
EVENT = "The harbour council closed the northern pier"


def tellings(article: Article, weight: float = 0.5) -> list[Telling]:
    spans = enumerate(article.spans or ())
    return [Telling(Sentence(article, *span, n, n), weight, int(article.key[:8], 16) + n) for n, span in spans]


def events(*found: list[Telling], most: int = 12) -> tuple[Happening, ...]:
    return timeline(Selection((), (), telling=tuple(one for group in found for one in group)), TODAY, "en", most)


def told(*sentences: str, published: str | None = "2031-05-15", most: int = 12) -> list[tuple[str, str]]:
    found = events(tellings(report(*sentences, published=published)), most=most)
    return [(one.date, one.sentence.text) for one in found]


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("on Monday", "2031-05-12"),
        ("on 2 May", "2031-05-02"),
        ("on 14 May 2030", "2030-05-14"),
        ("in March 2022", "2022-03"),
        ("in March", "2031-03"),
        ("in 2014", "2014"),
        ("last month", "2031-04"),
    ],
)
def test_an_event_has_its_date_as_exactly_as_the_report_tells_it(words: str, meant: str) -> None:
    assert told(f"{EVENT} {words}.") == [(meant, f"{EVENT} {words}.")]


@pytest.mark.parametrize(
    "sentence",
    [
        "The council said on Monday that the northern pier is safe.",  # said only
        "The northern pier has been closed to everybody since 2014.",
        "The northern pier will be open to everybody by 2040.",
        "The council published the accounts of the 2014 budget.",
        "The mayor, who lost the election in 2014, opened the pier.",  # the date is the relative clause's
        "The council did not close the northern pier on Monday.",
        "The council would have closed the northern pier in 2014.",
        "Was the northern pier closed by the council in 2014?",
        "We closed the northern pier of the harbour in 2014.",
        '"The council closed the northern pier in 2014," Feld said.',
        "The council was hopeful about the northern pier on Monday.",
        "If it rains, the council will close the pier on Saturday.",
        "The council closed the northern pier three years ago.",
        "The pier shut in 2014.",  # too little
        "The council's vote in November will be tied to the pier.",  # the vote's date
        "In a count of the council finished on Monday, three of four ships leaked.",
        "The council was looking for another northern pier on Monday.",
        "The council closed the northern pier in 2010, 2011 and 2013.",
    ],
)
def test_what_is_no_event_of_its_date_is_left_out(sentence: str) -> None:
    assert told(sentence) == []


def test_what_is_announced_is_planned_and_left_out_once_its_day_has_passed() -> None:
    sentence = "The harbour council will close the northern pier on Saturday."
    (event,) = events(tellings(report(sentence, published="2031-05-15")))
    assert (event.date, event.planned) == ("2031-05-17", True)
    assert told(sentence, published="2031-05-08") == []


def test_events_come_oldest_first() -> None:
    found = told(
        "The harbour council closed the northern pier on Monday.",
        "A storm broke the southern breakwater in 2014.",
        "Dockers went on strike for the first time in March 2022.",
    )
    assert [day for day, _ in found] == ["2014", "2022-03", "2031-05-12"]


def test_an_event_comes_once_in_its_most_exact_telling() -> None:
    vague = report("Harbour council closed the northern pier in March 2022.", published="2031-05-14")
    exact = report("The harbour council closed the northern pier on 3 March 2022.", published="2031-05-13")
    (event,) = events(tellings(vague, 0.9), tellings(exact, 0.2))
    assert event.date == "2022-03-03"


def test_a_sure_date_goes_before_an_inferred_one() -> None:
    sure = report(f"{EVENT} on Monday.", published="2031-05-14")
    other = report(f"{EVENT} on Monday, to much surprise.", published="2031-05-15")
    inferred = replace(other, published=replace(other.published, basis="inferred"))
    (event,) = events(tellings(inferred, 0.9), tellings(sure, 0.2))
    assert event.certainty == "sure"
    (event,) = events(tellings(inferred))
    assert event.certainty == "inferred"


def test_two_events_of_one_day_both_stand() -> None:
    found = told(f"{EVENT} on Monday.", "A ferry from Lissen struck the breakwater on Monday.")
    assert [day for day, _ in found] == ["2031-05-12", "2031-05-12"]


def test_no_day_crowds_out_the_others() -> None:
    monday = report(
        f"{EVENT} on Monday.",
        "A ferry from Lissen struck the breakwater on Monday.",
        "Dockers walked out of the talks over pay on Monday.",
        published="2031-05-15",
    )
    old = report("A storm broke the southern sea wall in 2014.")
    found = events(tellings(monday, 0.9), tellings(old, 0.1), most=4)
    assert [one.date for one in found] == ["2014", "2031-05-12"]


def test_a_report_without_a_date_tells_only_what_it_dates_in_full() -> None:
    assert told(f"{EVENT} on Monday.", f"{EVENT} in 2014.", published=None) == [("2014", f"{EVENT} in 2014.")]


def test_none_are_wanted_and_none_in_another_language() -> None:
    assert told(f"{EVENT} in 2014.", most=0) == []
    selection = Selection((), (), telling=tuple(tellings(report(f"{EVENT} in 2014."))))
    assert timeline(selection, TODAY, "de", 12) == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "The premier praised the harbour council and its new northern pier on Monday.",
        "The premier criticised the harbour council for its new pier on Monday.",
        "And on Monday the harbour council closed the northern pier.",
        "1851 The harbour council closed the northern pier on Monday.",
        "1851 GMT The harbour council closed the northern pier on Monday.",
    ],
)
def test_praise_and_blame_a_line_that_goes_on_and_an_entry_of_a_log_are_no_event(sentence: str) -> None:
    assert told(sentence) == []


def test_a_king_is_no_participle_and_a_day_dates_only_the_last_of_his_deeds() -> None:
    assert told("King Odo dismissed the council, named a new pilot and met the merchants of Velmar on Monday.") == []


def test_what_is_done_by_a_document_is_an_event_of_the_day_that_it_was_made_known() -> None:
    order = (
        "The mayor will not open the northern pier, according to an order published by the harbour office late Monday."
    )
    ruling = "Boats may pass the northern pier again, according to the ruling of the court issued on Tuesday."
    decree = "The northern pier belongs to the city, according to a decree signed on Tuesday."
    assert told(order) == [("2031-05-12", order)]
    assert told(decree) == [("2031-05-13", decree)]
    assert told(ruling) == []  # nothing is said where other words stand between


@pytest.mark.parametrize(
    "sentence",
    [
        "Fewer boats use the northern pier, according to a poll published on Monday.",
        "The mayor will not open the pier, according to a letter published on Monday, her office said.",
        "The mayor will not open the pier, according to an order that was published and withdrawn on Monday.",
        "The mayor, according to an order published on Monday, will not open the pier.",
    ],
)
def test_what_only_tells_and_a_day_of_something_else_make_no_event_of_a_document(sentence: str) -> None:
    assert told(sentence) == []
