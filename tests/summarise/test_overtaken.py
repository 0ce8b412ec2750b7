from __future__ import annotations

from datetime import date

import pytest
from texts import PADDING, corpus, report

from briefing.summarise.overtaken import overtaken, staleness

TODAY = date(2031, 3, 13)  # a Thursday


def gone(sentence: str, published: str | None = "2031-03-10", today: date | None = TODAY) -> bool:
    return 0 in overtaken(corpus(report(sentence, *PADDING, published=published)), today)


@pytest.mark.parametrize(
    "sentence",
    [
        "Feld and Talbot will meet on Tuesday in Porto Lume.",
        "The talks are scheduled to open in Porto Lume on Wednesday.",
        "Orrell will speak in Velmar tonight.",
    ],
)
def test_what_was_announced_for_a_day_that_has_passed_is_overtaken(sentence: str) -> None:
    assert gone(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Feld and Talbot will meet on Friday in Porto Lume.",
        "Feld and Talbot will meet on Thursday in Porto Lume.",
        "Feld and Talbot met on Tuesday in Porto Lume.",
        "Feld said on Monday that the fleet will stay in port.",
        "Feld told reporters on Monday that he will not sign.",
        "“We will meet on Tuesday,” Feld said.",
        "Feld will not come on Tuesday.",
    ],
)
def test_a_day_to_come_or_one_that_dates_what_was_said_overtakes_nothing(sentence: str) -> None:
    assert not gone(sentence)


def test_an_announcement_of_the_day_itself_or_of_no_known_day_stands() -> None:
    sentence = "Feld and Talbot will meet on Tuesday in Porto Lume."
    assert not gone(sentence, published="2031-03-13")
    assert not gone(sentence, published=None)
    assert not gone(sentence, today=None)


OPEN = "Bryland has so far refused to say whether Ines Talbot would lead its delegation in Porto Lume."
SETTLED = "Bryland has named Ines Talbot to lead its delegation in Porto Lume."


def settled_by(published: str | None, text: str = SETTLED) -> int | None:
    later = report(text, *PADDING[3:], published=published, publisher="Coastal Wire")
    found = overtaken(corpus(report(OPEN, *PADDING[:3], published="2031-03-11"), later), TODAY)
    return found[0].by if 0 in found else None


def test_what_was_left_open_is_overtaken_by_the_later_report_that_settles_it() -> None:
    assert settled_by("2031-03-12") == 4


@pytest.mark.parametrize("published", ["2031-03-11", "2031-03-09", None])
def test_a_report_that_is_not_later_settles_nothing(published: str | None) -> None:
    assert settled_by(published) is None


def test_a_later_report_about_something_else_settles_nothing() -> None:
    assert settled_by("2031-03-12", "Ardenia has named Jonas Feld to lead its delegation in Velmar.") is None


def test_what_is_left_open_loses_from_the_next_day_on_and_what_is_firm_does_not() -> None:
    found = corpus(report(OPEN, SETTLED, "Talbot will open the talks in Porto Lume.", published="2031-03-11"))
    newest = date(2031, 3, 13)
    left_open, firm, ahead = (staleness(found, place, newest) for place in range(3))
    assert left_open > ahead > firm == 0
    assert [staleness(found, place, date(2031, 3, 11)) for place in range(3)] == [0, 0, 0]
