from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
import story
from texts import PADDING, PORT, TRUCE, report

from briefing import Article, Topic, relevance, summarise
from briefing.summarise import METHODS, Wishes, select

if TYPE_CHECKING:
    from briefing import Settings
    from briefing.model import Chosen, Selection

TODAY = date.fromisoformat(story.DATE)


def chosen(articles: tuple[Article, ...], settings: Settings, **wishes: object) -> Selection:
    asked = Wishes(TODAY, settings.brief.window, settings.sides, **wishes)  # type: ignore[arg-type]
    return select(articles, settings.topics, asked)


def texts(one: Chosen) -> list[str]:
    return [pick.sentence.text for pick in one.picks]


def shown(selection: Selection) -> list[str]:
    leads = [pick.lead_in.text for one in selection.topics for pick in one.picks if pick.lead_in]
    return [*(text for one in selection.topics for text in texts(one)), *leads]


@pytest.mark.parametrize("method", METHODS)
def test_limits_hold_and_no_sentence_is_picked_twice(
    articles: tuple[Article, ...], settings: Settings, method: str
) -> None:
    selection = chosen(articles, settings, method=method)
    assert all(len(one.picks) <= one.topic.sentences for one in selection.topics)
    picked = [pick.sentence for one in selection.topics for pick in one.picks]
    assert len(set(picked)) == len(picked) > 3


def test_each_topic_gets_what_is_about_it_best_first(articles: tuple[Article, ...], settings: Settings) -> None:
    table, truce, port = chosen(articles, settings).topics
    assert any("chief negotiator" in text for text in texts(table))
    assert any(text.startswith("Ardenia demands a truce") for text in texts(truce))
    assert any("blockade" in text or "grain" in text for text in texts(port))
    assert all(pick.reasons and 0 < pick.score <= 1 for one in (table, truce, port) for pick in one.picks)


def test_a_report_that_is_off_the_story_is_in_no_topic(articles: tuple[Article, ...], settings: Settings) -> None:
    assert not [text for text in shown(chosen(articles, settings)) if text in story.RECIPE.text]


def test_only_the_newest_version_is_shown(articles: tuple[Article, ...], settings: Settings) -> None:
    selection = chosen(articles, settings)
    old, new = story.FELD.article, story.FELD_UPDATED.article
    assert selection.revisions == {old.key: new.key}
    assert old not in {pick.sentence.article for one in selection.topics for pick in one.picks}
    assert old not in {also.article for one in selection.topics for pick in one.picks for also in pick.also}


def test_the_other_report_of_the_same_is_named_and_a_copy_is_of_one_newsroom(
    articles: tuple[Article, ...], settings: Settings
) -> None:
    selection = chosen(articles, settings)
    wire, copy = story.WIRE.article, story.COPY.article
    assert selection.origins[wire.key] == selection.origins[copy.key]
    pairs = [
        {pick.sentence.article, *(also.article for also in pick.also)}
        for one in selection.topics
        for pick in one.picks
        if pick.sentence.article in (wire, copy)
    ]
    assert pairs
    assert all({wire, copy} <= pair for pair in pairs)


def test_nothing_that_the_calendar_has_overtaken_is_shown() -> None:
    stale = "Feld will offer Talbot a truce with inspections on Tuesday."
    articles = (report(stale, *PADDING[:3], published="2031-03-10"), report("A truce is near.", *PADDING[3:]))
    found = select(articles, [TRUCE], Wishes(TODAY)).topics[0]
    assert stale not in texts(found)
    assert any("overtaken: announced for 2031-03-11" in one.why for one in found.passed_over)
    assert texts(select(articles, [TRUCE], Wishes()).topics[0])[0] == stale


def test_a_topic_of_current_reporting_leaves_the_older_out_and_says_why() -> None:
    old, new = "Ardenia broke the truce of autumn.", "Bryland wants a truce with inspections."
    articles = (
        report(old, *PADDING[:3], published="2031-02-10"),
        report(new, *PADDING[3:], published=story.DATE),
        report("Nobody knows when the truce on the bank began.", published=None, publisher=None),
    )
    window = Topic(id="truce", title="Truce", terms=("truce",), reach="window")
    found = select(articles, [window], Wishes(TODAY, timedelta(hours=72))).topics[0]
    assert old not in texts(found)
    assert len(texts(found)) == 2
    assert [one.why for one in found.passed_over if one.sentence.text == old] == ["older than the window"]


def test_what_nothing_is_reported_of_stays_empty(articles: tuple[Article, ...]) -> None:
    topic = Topic(id="space", title="Spaceflight", terms=("rocket", "orbit"))
    found = select(articles, [topic], Wishes(TODAY)).topics[0]
    assert found.picks == ()
    assert found.considered > 30


def test_a_sentence_that_cannot_be_understood_alone_is_not_picked_alone() -> None:
    articles = (report("He rejected the truce and the inspections.", *PADDING), report(*PADDING[3:]))
    found = select(articles, [TRUCE], Wishes()).topics[0]
    assert texts(found) == []
    assert found.passed_over[0].why.startswith("cannot stand alone: ")


def test_a_sentence_whose_antecedent_stands_before_it_brings_it_along() -> None:
    lead, pick = "Jonas Feld met the press in Velmar.", "He rejected the truce and the inspections."
    article = Article.from_text(f"{lead} {pick}\n" + "\n".join(PADDING), publisher="Lume Gazette")
    (found,) = summarise([article], [TRUCE], fill=False)["truce"]
    assert (found.sentence.text, found.lead_in and found.lead_in.text) == (pick, lead)


def test_the_order_of_the_articles_does_not_matter(articles: tuple[Article, ...], settings: Settings) -> None:
    mixed = list(articles)
    random.Random(3).shuffle(mixed)  # noqa: S311 - any order will do
    assert chosen(tuple(mixed), settings) == chosen(articles, settings)


def test_an_article_that_comes_twice_counts_once(articles: tuple[Article, ...], settings: Settings) -> None:
    once, twice = chosen(articles, settings), chosen(articles * 2, settings)
    assert twice.topics == once.topics
    assert twice.duplicates == once.duplicates + len(articles)


def test_what_was_nearly_chosen_is_kept_with_what_kept_it_out(
    articles: tuple[Article, ...], settings: Settings
) -> None:
    for one in chosen(articles, settings).topics:
        passed = {missed.sentence for missed in one.passed_over}
        assert not passed & {pick.sentence for pick in one.picks}
        assert all(missed.why for missed in one.passed_over)


def test_without_articles_every_topic_is_empty() -> None:
    assert summarise([], [TRUCE, PORT]) == {"truce": (), "port": ()}


def test_without_topics_there_is_nothing_to_say(articles: tuple[Article, ...]) -> None:
    assert summarise(articles, []) == {}


def test_a_story_in_another_language_is_summarised() -> None:
    refused, closed = "Bryland lehnt die Waffenruhe ab.", "Der Hafen von Velmar ist seit Montag zu."
    articles = [Article.from_sentences([refused]), Article.from_sentences([closed])]
    topic = Topic(id="t", title="Waffenruhe", terms=("Waffenruhen",))
    (pick,) = summarise(articles, [topic], language="de", fill=False)["t"]
    assert pick.sentence.text == refused


def test_equal_texts_of_other_addresses_or_authors_are_two_articles_in_any_order() -> None:
    text = "\n".join(PADDING)
    ones = [
        Article.from_text(text, url="https://example.org/1"),
        Article.from_text(text, url="https://example.org/2"),
        Article.from_text(text, author="Ana Vell"),
        Article.from_text(text),
    ]
    assert len({one.key for one in ones}) == 4
    for order in (ones, ones[::-1]):
        assert {reading.article.key for reading in select(order, (TRUCE,), Wishes()).readings} == {o.key for o in ones}


def test_a_topic_is_filled_with_what_there_is_unless_only_what_a_brief_would_show_is_asked_for() -> None:
    article = report("Bryland wants a truce with inspections.", *PADDING)
    filled, few = (summarise([article], [TRUCE], fill=fill)["truce"] for fill in (True, False))
    assert len(filled) == TRUCE.sentences > len(few) == 1
    assert filled[0].sentence == few[0].sentence
    assert all(0 < pick.score <= 1 for pick in filled)
    assert len(summarise([report("A truce is near.")], [TRUCE])["truce"]) == 1


def test_a_topic_is_not_filled_with_what_it_does_not_want_nor_with_what_tells_nothing() -> None:
    topic = Topic(id="t", title="Truce", terms=("truce",), without=("truce of 2028",), sentences=5)
    picks = summarise([report("The truce of 2028 was broken.", "—", "A truce is near.")], [topic])["t"]
    assert [pick.sentence.text for pick in picks] == ["A truce is near."]
    assert summarise([report("—", "…", "It was.")], [topic]) == {"t": ()}


@pytest.mark.parametrize("method", METHODS[1:])
def test_the_methods_of_others_take_only_what_is_about_the_topic(method: str) -> None:
    article = report("Bryland wants a truce with inspections.", *PADDING)
    assert len(summarise([article], [TRUCE], method=method)["truce"]) == 1


def test_a_sentence_of_earlier_years_comes_behind_unless_they_are_asked_for() -> None:
    old, new = "The truce of 2028 collapsed after Bryland had left.", "The truce of Velmar collapsed after it had left."
    articles = (report(old, *PADDING[:3]), report(new, *PADDING[3:], publisher="Kestrel Times"))
    for terms, first in ((("truce", "collapsed"), new), (("truce of 2028", "collapsed"), old)):
        topic = Topic(id="t", title="", terms=terms, sentences=1)
        assert [pick.sentence.text for pick in summarise(articles, [topic])["t"]] == [first]


def test_relevance_is_that_of_every_sentence_in_the_order_of_the_articles() -> None:
    articles = [
        report("Bryland wants a truce with inspections.", *PADDING[:3], publisher="Kestrel Times"),
        report(*PADDING[3:], "Grain ships wait because of the blockade."),
    ]
    for order in (articles, articles[::-1]):
        found = relevance(order, [TRUCE, PORT])
        assert list(found) == ["truce", "port"]
        for scored in found.values():
            assert [s.text for s, _ in scored] == [s for a in order for s in a.text.splitlines()]
            assert all(0 <= value <= 1 for _, value in scored)
    best = {topic: max(scored, key=lambda pair: pair[1])[0].text for topic, scored in found.items()}
    assert best == {
        "truce": "Bryland wants a truce with inspections.",
        "port": "Grain ships wait because of the blockade.",
    }
    again = relevance(articles, [TRUCE, PORT])
    assert {topic: dict(scored) for topic, scored in again.items()} == {t: dict(scored) for t, scored in found.items()}


def test_relevance_of_nothing_is_nothing() -> None:
    assert relevance([], [TRUCE]) == {"truce": ()}
    assert relevance([report(*PADDING)], []) == {}
    assert {value for _, value in relevance([report(*PADDING)], [TRUCE])["truce"]} == {0.0}


def test_a_script_without_spaces_is_searched_by_its_signs() -> None:
    article = Article.from_text(
        "利森港的费用将上涨百分之二。工会拒绝了这一提议,并宣布周五罢工。天气晴朗,咖啡馆都坐满了人。"
    )
    picks = summarise([article], [Topic(id="t", title="港口", terms=("罢工", "工会"), sentences=1)], language="zh")
    assert [pick.sentence.text for pick in picks["t"]] == ["工会拒绝了这一提议,并宣布周五罢工。"]


def test_what_a_source_says_is_worth_less_by_its_weight(articles: tuple[Article, ...], settings: Settings) -> None:
    named = [replace(article, source="Wire") for article in articles]
    whole, halved = (chosen(tuple(named), settings, weights=weights) for weights in ({}, {"Wire": 0.5}))
    best = [[one.picks[0] for one in selection.topics] for selection in (whole, halved)]
    assert all(less.score < more.score for more, less in zip(*best, strict=True))


def test_of_two_sources_that_tell_as_much_the_weightier_is_shown() -> None:
    quay, wire = (
        replace(report(f"Ardenia accepted a truce of 30 days on the {bank}.", *padding, publisher=bank), source=bank)
        for bank, padding in (("Sill Bank", PADDING[:3]), ("Marl Bank", PADDING[3:]))
    )
    topic = replace(TRUCE, sentences=1)
    for heavy, light in ((quay, wire), (wire, quay)):
        picks = select((quay, wire), [topic], Wishes(weights={light.source: 0.4})).topics[0].picks
        assert [pick.sentence.article.source for pick in picks] == [heavy.source]


def test_what_a_topic_is_called_needs_no_introduction_in_the_only_report() -> None:
    only = report("The grain talks opened in Velmar on Wednesday, and forty ships could sail on Friday.", *PADDING[:2])
    chosen_ = select((only,), [Topic(id="grain", title="Grain talks")], Wishes(TODAY)).topics[0]
    assert [pick.sentence.index for pick in chosen_.picks] == [0]


def test_what_leaves_a_plan_open_again_is_worth_what_the_plan_was() -> None:
    plan = "President Tamsin Orrell of Ardenia will skip the talks on fishing rights in Porto Lume, her palace said."
    doubt = "Orrell was still considering whether to attend the talks."
    topic = Topic(id="guests", title="Guests", terms=("Ardenia", "palace", "will skip"), sentences=1)
    older = report(plan, *PADDING[3:], published="2031-03-11")
    (found,) = select([older, report(doubt, *PADDING[:3], published="2031-03-12")], [topic], Wishes(TODAY)).topics
    assert texts(found) == [doubt]
