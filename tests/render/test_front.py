"""What stands at the top of an issue."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing.model import Brief, Item, Reason
from briefing.render.arrange import arrange
from briefing.render.front import LONG, front
from briefing.render.words import ENGLISH

from .samples import FERRIES_LATER, FULL, HARBOUR, MINISTER, QUIET, REFUSED, SPOKE, TRUCE, item, place, shown


def weighed(key: str, text: str, salience: float, **more: object) -> Item:
    return item(key, shown(text, "a1"), reasons=(Reason("salience", salience), Reason("topic", 1.0)), **more)


def issue(*sections: tuple[Item, ...]) -> Brief:
    parts = tuple(
        replace(HARBOUR, topic=f"t{number}", title=f"Topic {number}", items=items)
        for number, items in enumerate(sections, 1)
    )
    return replace(FULL, sections=parts)


def told(brief: Brief) -> list[str]:
    return [one.id for one in front(brief)]


def test_each_section_gives_its_weightiest_before_any_gives_a_second() -> None:
    first = (weighed("a-1", TRUCE, 0.9), weighed("a-2", REFUSED, 0.95), weighed("a-3", MINISTER, 0.8))
    second = (weighed("b-1", SPOKE, 0.1),)
    assert told(issue(first, second)) == ["a-2", "b-1", "a-1"]


@pytest.mark.parametrize(
    "other",
    [
        weighed("b-1", SPOKE, 0.9, status="still"),
        weighed("b-1", SPOKE, 0.9, superseded_by=place(FERRIES_LATER, "a3")),
        weighed("b-1", "Long. " * (LONG // 6 + 1), 0.9),
        item("b-1", shown(MINISTER, "a1", role="lead-in"), shown(SPOKE, "a1", 90)),
    ],
    ids=["told already", "overtaken", "too long for a glance", "not understood alone"],
)
def test_what_is_not_news_in_one_glance_waits_in_its_section(other: Item) -> None:
    rest = tuple(weighed(f"a-{number}", TRUCE, 0.2) for number in range(1, 4))
    assert "b-1" not in told(issue(rest, (other,)))


def test_a_sentence_is_shown_whole_or_not_at_all() -> None:
    texts = {shown.text for section in FULL.sections for item in section.items for shown in item.sentences}
    assert {news.sentence.text for news in arrange(FULL, ENGLISH).front} <= texts


def test_what_tells_of_earlier_years_weighs_half() -> None:
    old = weighed("a-1", "The pier was closed in 2019.", 0.9)
    rest = (weighed("b-1", TRUCE, 0.5), weighed("b-2", REFUSED, 0.1), weighed("b-3", MINISTER, 0.1))
    assert told(issue((old,), rest)) == ["b-1", "a-1", "b-2"]


def test_what_nobody_is_known_to_have_published_weighs_half() -> None:
    nobody = next(source.id for source in FULL.articles if source.publisher is None)
    unnamed = item("a-1", shown(TRUCE, nobody), reasons=(Reason("salience", 0.9),))
    rest = (weighed("b-1", TRUCE, 0.5), weighed("b-2", REFUSED, 0.1), weighed("b-3", MINISTER, 0.1))
    assert told(issue((unnamed,), rest)) == ["b-1", "a-1", "b-2"]


def test_a_short_issue_is_its_own_summary_and_a_quiet_one_has_none() -> None:
    few = tuple(weighed(f"a-{number}", TRUCE, 0.2) for number in range(1, 4))
    assert told(issue(few)) == []
    assert told(QUIET) == []


def test_the_heading_names_the_issue_that_it_is_new_against() -> None:
    assert arrange(FULL, ENGLISH).front_title == "New since Wednesday's issue"
    assert arrange(replace(FULL, since="2025-04-30"), ENGLISH).front_title == "New since the issue of 30 April"
    assert arrange(replace(FULL, since=None), ENGLISH).front_title == "In short"


def test_the_contents_count_what_is_new() -> None:
    counts = [section.counts for section in arrange(FULL, ENGLISH).sections]
    assert counts == ["2, 1 new, 1 updated", "4, 2 new", "nothing"]
    still = replace(HARBOUR, items=(HARBOUR.items[3],))
    assert arrange(replace(FULL, sections=(still,)), ENGLISH).sections[0].counts == "1, none new"
    assert arrange(replace(FULL, sections=(still,), since=None), ENGLISH).sections[0].counts == "1"
