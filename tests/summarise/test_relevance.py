from __future__ import annotations

from typing import TYPE_CHECKING

from texts import PADDING, PORT, TRUCE, corpus, report

from briefing.model import Side, Topic
from briefing.summarise.queries import queries
from briefing.summarise.relevance import Relevance, relevance

if TYPE_CHECKING:
    from briefing.summarise.corpus import Corpus

SIDES = (Side("ardenia", "Ardenia", ("Ardenia", "Feld")), Side("bryland", "Bryland", ("Bryland", "Talbot")))


def about(found: Corpus, topic: Topic, *others: Topic, sides: tuple[Side, ...] = ()) -> Relevance:
    return relevance(found, queries([topic, *others], sides, found)[topic.id])


def test_a_sentence_is_about_what_it_has_words_of_and_all_lies_between_none_and_one() -> None:
    apart = (report(PADDING[0], publisher="Kestrel Times"), report(*PADDING[1:], publisher="Anse Post"))
    found = corpus(report("Feld wants a truce with inspections.", "A truce is near."), *apart)
    scores = about(found, TRUCE).scores
    assert scores[0] > scores[1] > max(scores[2:]) == 0
    assert all(0 <= score <= 1 for score in scores)


def test_what_stands_in_a_passage_about_the_topic_is_about_it_the_less_the_further_off() -> None:
    faint = "Those talks on the truce were short."
    texts = [*PADDING[:3], "Feld wants a truce with inspections.", faint, faint, faint, *PADDING[3:]]
    found = corpus(report(*texts))
    one = about(found, TRUCE)
    near, far, end = one.scores[4], one.scores[5], one.scores[6]
    assert near > far > end > 0
    assert one.direct[4] == one.direct[5] == one.direct[6]


def test_a_sentence_without_any_of_the_topics_words_is_not_about_it_whatever_stands_around_it() -> None:
    found = corpus(report("Feld wants a truce.", PADDING[0], "The truce is near.", title="The truce"))
    assert about(found, TRUCE).scores[1] == 0


def test_the_title_of_a_report_and_a_heading_tell_what_it_is_about() -> None:
    plain = report(*PADDING[:3], "Feld wants a truce.", publisher="Anse Post")
    titled = report(*PADDING[3:6], "Feld wants a truce.", title="A truce with inspections", publisher="Kestrel Times")
    found = corpus(
        plain, titled, report("A truce with inspections is what Feld wants.", "Feld met the truce monitors.")
    )
    scores = {
        sentence.article.title.value: score
        for sentence, score in zip(found.sentences, about(found, TRUCE).scores, strict=True)
        if sentence.text == "Feld wants a truce."
    }
    assert scores["A truce with inspections"] > scores[None]


def test_what_the_topic_does_not_want_is_not_made_relevant_by_what_stands_around_it() -> None:
    topic = Topic(id="t", title="Truce", terms=("truce",), without=("truce of 2028",))
    found = corpus(report("A truce is near.", "The truce of 2028 was broken.", "A truce is far.", title="Truce"))
    assert about(found, topic).scores[1] == 0


def test_the_words_of_a_phrase_count_for_more_together_than_apart() -> None:
    topic = Topic(id="t", title="", terms=("deputy minister",))
    found = corpus(report("The deputy minister left.", "The minister left his deputy.", "A minister left.", *PADDING))
    direct = about(found, topic).direct
    assert direct[0] > direct[1] > direct[2]


def test_a_sentence_with_what_the_topic_does_not_want_is_not_about_it() -> None:
    topic = Topic(id="t", title="Truce", terms=("truce",), without=("truce of 2028",))
    found = corpus(report("The truce of 2028 was broken.", "A truce is near.", *PADDING))
    scores = about(found, topic).scores
    assert scores[0] == 0 < scores[1]


def test_a_topic_of_nothing_but_a_title_finds_its_sentences() -> None:
    found = corpus(report(*PADDING, "The blockade of the port costs millions."))
    scores = about(found, Topic(id="t", title="The blockade of the port")).scores
    assert max(scores) == scores[-1] > 0


def test_spellings_of_one_word_are_the_same_word() -> None:
    found = corpus(report("The defence of Zelenskyy's town held.", *PADDING))
    assert about(found, Topic(id="t", title="", terms=("Zelensky", "defense"))).scores[0] > 0


def test_what_several_topics_ask_for_tells_them_apart_less() -> None:
    found = corpus(report("Talbot counts the ships.", *PADDING))
    talbot = Topic(id="a", title="", terms=("Talbot",))
    alone = queries([talbot], (), found)["a"].units[0].weight
    shared = queries([talbot, Topic(id="b", title="", terms=("Talbot", "ships"))], (), found)["a"].units[0].weight
    assert shared < alone


def test_a_topic_named_after_a_party_asks_for_what_that_party_says() -> None:
    found = corpus(report("Feld said the truce was dead.", "Talbot said the truce was dead.", *PADDING))
    topic = Topic(id="t", title="Truce: what Ardenia says", terms=("truce",))
    own, other, *_ = about(found, topic, sides=SIDES).scores
    assert own > other > 0


def test_a_report_about_the_topic_lifts_its_sentences() -> None:
    sentence = "Three ships left on Monday, the harbour master said."
    other = "The grain ships wait because of the blockade, and more ships arrive."
    here, there = report(sentence, other, other), report(sentence, *PADDING, publisher="Kestrel Times")
    found = corpus(here, there)
    scores = about(found, PORT).scores
    assert scores[0] > scores[3] > 0


def test_a_story_in_which_nothing_is_asked_for_gives_nothing() -> None:
    assert max(about(corpus(report(*PADDING)), TRUCE).scores) == 0
    assert about(corpus(), TRUCE).scores == ()
