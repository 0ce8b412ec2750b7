"""The words around a shown sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing import Article, verify
from briefing.compose.context import MOST, context, in_context
from briefing.model import Brief, Context, Reading, Shown
from briefing.summarise.segment import segment

PARAGRAPHS = """\
The envoys sat down at nine. Ardenia offered a truce of thirty days. Bryland has not answered yet.

The harbour stays closed until the weekend.

Nobody knows who closed it in the first place.
"""


def read(text: str) -> Reading:
    (found,) = segment((Article.from_text(text),))
    return found


def around(reading: Reading, index: int) -> tuple[str, str] | None:
    found = context(reading.sentences[index], reading)
    return (found.before, found.after) if found else None


def test_a_sentence_stands_in_its_paragraph() -> None:
    assert around(read(PARAGRAPHS), 1) == ("The envoys sat down at nine.", "Bryland has not answered yet.")


def test_where_the_paragraph_has_no_more_the_next_sentence_stands_in() -> None:
    assert around(read(PARAGRAPHS), 3) == (
        "Bryland has not answered yet.",
        "Nobody knows who closed it in the first place.",
    )
    assert around(read(PARAGRAPHS), 0) == (
        "",
        "Ardenia offered a truce of thirty days. Bryland has not answered yet.",
    )


def test_a_report_of_one_sentence_has_nothing_around_it() -> None:
    assert around(read("Ardenia offered a truce of thirty days."), 0) is None


def test_what_is_around_is_whole_sentences_and_bounded() -> None:
    long = "The envoys talked about the harbour and the ferries and the weather until late in the night. " * 20
    reading = read(f"{long}Ardenia offered a truce of thirty days. {long}")
    found = context(reading.sentences[20], reading)
    assert found
    assert 0 < len(found.before) <= MOST
    assert 0 < len(found.after) <= MOST
    assert found.before.startswith("The envoys")
    assert found.after.endswith("night.")


def test_what_stands_in_the_context_of_another_sentence_of_its_item_is_not_told_twice() -> None:
    led = Shown("One.", "a1", 0, 4, "lead-in", context=Context(0, 9, "", "Two."))
    pick = Shown("Two.", "a1", 5, 9, context=Context(0, 9, "One.", ""))
    elsewhere = replace(led, article="a2")
    assert [one.context is None for one in in_context([led, pick])] == [True, False]
    assert [one.context is None for one in in_context([elsewhere, pick])] == [False, False]


def test_items_have_their_context(brief: Brief) -> None:
    shown = [one for section in brief.sections for item in section.items for one in item.sentences]
    assert any(one.context for one in shown)
    assert all(event.sentence.context is None for event in brief.timeline)


@pytest.mark.parametrize("change", [{"before": "Feld resigned."}, {"after": "Feld resigned."}, {"end": 10**6}])
def test_words_around_a_sentence_that_do_not_stand_there_are_named(
    brief: Brief, articles: tuple[Article, ...], change: dict[str, object]
) -> None:
    section, item, shown = next(
        (section, item, one)
        for section in brief.sections
        for item in section.items
        for one in item.sentences
        if one.context and one.context.before and one.context.after
    )
    assert shown.context
    lie = replace(shown, context=replace(shown.context, **change))  # type: ignore[arg-type]
    worse = replace(item, sentences=tuple(lie if one == shown else one for one in item.sentences))
    items = tuple(worse if one == item else one for one in section.items)
    sections = tuple(replace(section, items=items) if one == section else one for one in brief.sections)
    (told,) = verify(replace(brief, sections=sections), articles)
    assert told.startswith(f"{item.id}: ")
