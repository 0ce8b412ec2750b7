from __future__ import annotations

import random
from datetime import date
from typing import TYPE_CHECKING

import story
from texts import PADDING, PORT, TRUCE, report

from briefing.model import Topic
from briefing.summarise import Wishes, select
from briefing.summarise.candidates import RELEVANT

if TYPE_CHECKING:
    from briefing import Article, Settings
    from briefing.model import Considered, Selection

TODAY = date.fromisoformat(story.DATE)


def chosen(articles: tuple[Article, ...], settings: Settings) -> Selection:
    return select(articles, settings.topics, Wishes(TODAY, settings.brief.window, settings.sides))


def why(selection: Selection, text: str, topic: str) -> str:
    one = next(one for one in selection.considered if one.sentence.text == text)
    return next(verdict.why for verdict in one.verdicts if verdict.topic == topic)


def test_every_sentence_is_accounted_for_once(articles: tuple[Article, ...], settings: Settings) -> None:
    selection = chosen(articles, settings)
    sentences = [sentence for reading in selection.readings for sentence in reading.sentences]
    assert [one.sentence for one in selection.considered] == sentences


def test_what_is_shown_was_kept_out_by_nothing_and_all_else_by_something(
    articles: tuple[Article, ...], settings: Settings
) -> None:
    selection = chosen(articles, settings)
    shown = {(pick.topic, s) for one in selection.topics for pick in one.picks for s in (pick.sentence, pick.lead_in)}
    for one in selection.considered:
        for verdict in one.verdicts:
            assert (not (one.why or verdict.why)) == ((verdict.topic, one.sentence) in shown), one


def test_the_reasons_are_those_of_what_was_nearly_chosen(articles: tuple[Article, ...], settings: Settings) -> None:
    selection = chosen(articles, settings)
    for one in selection.topics:
        for missed in one.passed_over:
            told = next(told for told in selection.considered if told.sentence == missed.sentence)
            assert missed.why in [verdict.why for verdict in told.verdicts if verdict.topic == one.topic.id]


def test_relevance_under_the_threshold_is_not_about_the_topic(
    articles: tuple[Article, ...], settings: Settings
) -> None:
    verdicts = [verdict for one in chosen(articles, settings).considered if not one.why for verdict in one.verdicts]
    assert any(verdict.relevance < RELEVANT for verdict in verdicts)
    assert all(verdict.why.startswith("is not about the topic") for verdict in verdicts if verdict.relevance < RELEVANT)


def test_an_earlier_version_is_said_to_be_one(articles: tuple[Article, ...], settings: Settings) -> None:
    old = story.FELD.article
    told: list[Considered] = [one for one in chosen(articles, settings).considered if one.sentence.article == old]
    assert told
    assert {one.why for one in told} == {"stands in an earlier version of its report"}


def test_each_way_to_be_kept_out_is_told() -> None:
    repeat = "Feld wants a truce with inspections in the ports."
    sentences = ("Feld wants a truce with inspections in all the ports.", "He will not have a truce.", *PADDING[:3])
    unwanted = "The truce of 2028 was broken after the inspections."
    topic = Topic(id="truce", title="Truce", terms=("truce", "inspections"), without=("truce of 2028",), sentences=1)
    articles = (
        report(unwanted, "He said a truce with inspections was far.", *PADDING[3:], publisher="Kestrel Times"),
        report(*sentences, published="2031-03-11"),
        report(repeat, "A truce is near, said Talbot.", PADDING[4], publisher="Anse Post"),
        report("Soup is served at noon.", publisher="Soup Post"),
    )
    selection = select(articles, [topic, PORT], Wishes(TODAY))
    assert why(selection, unwanted, "truce") == "has what the topic does not want: truce of 2028"
    assert why(selection, "He said a truce with inspections was far.", "truce").startswith("cannot stand alone: ")
    whys = [verdict.why for one in selection.considered for verdict in one.verdicts]
    assert any(text.startswith(("says what is shown already: ", "another sentence says the same")) for text in whys)
    assert [one.verdicts for one in selection.considered if one.sentence.text == "Soup is served at noon."] == [()]


def test_the_account_does_not_depend_on_the_order_of_the_articles(
    articles: tuple[Article, ...], settings: Settings
) -> None:
    mixed = list(articles)
    random.Random(7).shuffle(mixed)  # noqa: S311
    assert chosen(tuple(mixed), settings).considered == chosen(articles, settings).considered


def test_what_another_topic_shows_is_said_to_be_shown_there() -> None:
    both = Topic(id="both", title="Both", terms=("truce", "inspections", "ports"), sentences=3)
    selection = select(
        (report("Feld wants a truce with inspections in all the ports.", *PADDING),), [TRUCE, both], Wishes()
    )
    one = selection.considered[0]
    assert sorted(verdict.why.partition(":")[0] for verdict in one.verdicts) == ["", "is shown for another topic"]


def test_what_is_overtaken_and_about_no_topic_is_told_to_be_so_for_who_is_who_is_made_of_what_nothing_kept_out() -> (
    None
):
    said, back = "Dario Lind said that the museum would open at night.", "Lind later walked back those comments."
    article = report(said, back, *PADDING, published=story.DATE)
    told = {one.sentence.text: one.why for one in select([article], [TRUCE], Wishes(TODAY)).considered}
    assert "its own report says that it was taken back" in told[said]
    assert not told[PADDING[0]]
