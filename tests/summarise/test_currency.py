from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from texts import report

from briefing.summarise.currency import currency, names_its_day, tells_of_the_past
from briefing.summarise.segment import segment

if TYPE_CHECKING:
    from briefing.model import Sentence


def sentence(text: str, published: str | None = "2031-03-12") -> Sentence:
    (reading,) = segment((report(text, published=published),))
    return reading.sentences[0]


@pytest.mark.parametrize(
    "text",
    [
        "The talks of 2028 collapsed after Bryland withdrew a draft.",
        "Ardenia closed the channel in the 1990s.",
        "Ten years ago the two countries shared the bank.",
        "The harbour had burned down two centuries before.",
    ],
)
def test_what_tells_of_earlier_years_is_worth_less(text: str) -> None:
    assert tells_of_the_past(sentence(text))
    assert currency(sentence(text)) < currency(sentence("The two countries share the bank.")) < 1


@pytest.mark.parametrize(
    "text",
    [
        "Bryland signed the draft in January 2031.",
        "Bryland wants the channel open until 2035.",
        "Talbot, who wrote the treaty of 2019, signed the draft.",
        "Some 2000 people left the port.",
        "At least 1,950 sacks were lost.",
        "The port lost $2010 a day.",
        "The price rose to 2019.5 crowns.",
        "They will meet again in two years.",
    ],
)
def test_what_only_mentions_a_number_or_tells_it_in_an_aside_does_not_tell_of_the_past(text: str) -> None:
    assert not tells_of_the_past(sentence(text))


def test_the_year_that_has_just_ended_is_no_other_year() -> None:
    text = "Bryland signed the draft in December 2030."
    assert not tells_of_the_past(sentence(text, "2031-01-09"))
    assert tells_of_the_past(sentence(text, "2031-06-09"))


@pytest.mark.parametrize("text", ["Feld left on Tuesday.", "Yesterday Feld left.", "As on Friday in 2028, Feld left."])
def test_what_names_its_day_is_worth_all(text: str) -> None:
    assert names_its_day(sentence(text))
    assert currency(sentence(text)) == 1


def test_of_a_report_without_date_no_year_is_an_earlier_one() -> None:
    assert not tells_of_the_past(sentence("The talks of 2028 collapsed.", None))


def test_a_year_that_is_asked_for_is_not_past() -> None:
    one = sentence("The talks of 2028 collapsed.")
    assert currency(one, asked="talks of 2028") == 1 > currency(one, asked="talks")


def test_of_other_languages_nothing_is_said() -> None:
    assert currency(sentence("Die Gespräche von 2028 scheiterten."), language="de") == 1
