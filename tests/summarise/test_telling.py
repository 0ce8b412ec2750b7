from __future__ import annotations

from dataclasses import replace
from datetime import date

from texts import PADDING, TRUCE, report

from briefing.summarise.segment import segment
from briefing.summarise.story import Wishes, look
from briefing.summarise.telling import telling


def told(*sentences: str) -> list[str]:
    article = report(*sentences, *PADDING, published="2031-03-12")
    story = look(segment((article,)), (replace(TRUCE),), Wishes(today=date(2031, 3, 13)))
    return [one.sentence.text for one in telling(story)]


def test_what_is_about_a_topic_stands_alone_and_names_a_time_is_told() -> None:
    sentence = "Bryland and Ardenia signed the truce on Monday."
    assert told(sentence) == [sentence]


def test_the_rest_is_not() -> None:
    assert told("Bryland and Ardenia signed the truce.") == []
    assert told("The museum of Velmar opened its doors on Monday.") == []
    assert told("He rejected the truce on Monday.") == []


def test_what_was_announced_for_a_day_that_has_passed_is_not() -> None:
    assert told("Bryland and Ardenia will sign the truce on Wednesday.") == []


def test_weights_are_shares_and_those_that_say_the_same_share_a_number() -> None:
    line = "Bryland and Ardenia signed the truce in Porto Lume on Monday."
    one, two = report(line, *PADDING), report(line, "A second report of the day.", publisher="Coastal Wire")
    found = telling(look(segment((one, two)), (TRUCE,), Wishes()))
    assert len({each.same for each in found if each.sentence.text == line}) == 1
    assert all(0 <= each.weight <= 1 for each in found)


def test_what_many_reports_tell_alike_is_of_the_story_whatever_the_topics_are() -> None:
    line = "A heavy storm destroyed the lighthouse of Kestrel Bay on Monday."
    others = [f"The {name} of the town closed its doors early that afternoon." for name in ("bank", "mill", "inn")]
    reports = [report(line, *PADDING[n : n + 2], other, publisher=other) for n, other in enumerate(others)]
    assert line in {one.sentence.text for one in telling(look(segment(tuple(reports)), (TRUCE,), Wishes()))}
    assert not telling(look(segment(tuple(reports[:2])), (TRUCE,), Wishes()))
