from __future__ import annotations

import random

from texts import PADDING, report

from briefing.model import Article, Side, Topic
from briefing.summarise.suggest import check, suggest

TRUCE = Topic(id="truce", title="Truce", terms=("truce", "armistice"), without=("truce of 2028",))
SIDES = (Side("ardenia", "Ardenia", ("Ardenia", "Feld")),)


def story() -> tuple[Article, ...]:
    """Four reports: each speaks of a truce with sea inspectors, and of a ferry fire that no topic covers."""
    return tuple(
        report(
            f"Feld wants a truce that sea inspectors watch from {town}.",
            f"No truce holds without sea inspectors, an officer in {town} said.",
            f"A truce without sea inspectors was refused again near {town}.",
            f"The Golden Heron ferry burned for {number} hours off {town}.",
            f"Divers searched the Golden Heron ferry for {number} crew near {town}.",
            *PADDING[number : number + 2],
            publisher=f"{town} Post",
        )
        for number, town in enumerate(("Velmar", "Kestrel", "Lume", "Anse"))
    )


def test_what_stands_with_a_topics_terms_is_proposed_as_it_is_written() -> None:
    advice, _ = suggest(story(), [TRUCE], SIDES)
    assert "sea inspectors" in [one.term for one in advice[0].terms]
    best = next(one for one in advice[0].terms if one.term == "sea inspectors")
    assert (best.sentences, best.reports) == (12, 4)
    assert "sea inspectors" in best.example.text


def test_neither_a_topics_own_terms_nor_the_names_of_sides_nor_of_publishers_are_proposed() -> None:
    advice, groups = suggest(story(), [TRUCE], SIDES)
    terms = {one.term for told in advice for one in told.terms} | {one.term for told in groups for one in told.terms}
    assert not terms & {"truce", "Feld", "Velmar", "Post"}


def test_what_no_topic_covers_is_found_in_as_many_reports_as_asked_for() -> None:
    _, groups = suggest(story(), [TRUCE], SIDES)
    assert "Golden Heron" in groups[0].terms[0].term
    assert groups[0].reports == 4
    assert all("Golden Heron" in sentence.text for sentence in groups[0].examples)
    assert suggest(story(), [TRUCE], SIDES, reports=5)[1] == ()


def test_what_a_topic_covers_is_no_new_topic() -> None:
    ferry = Topic(id="ferry", title="Ferry", terms=("Golden Heron", "ferry", "divers"))
    assert suggest(story(), [TRUCE, ferry], SIDES)[1] == ()


def test_of_a_handful_of_sentences_nothing_is_proposed() -> None:
    advice, groups = suggest((report("Feld wants a truce.", *PADDING),), [TRUCE])
    assert (advice[0].terms, groups) == ((), ())
    assert suggest((), [TRUCE])[1] == ()


def test_the_proposals_do_not_depend_on_the_order_of_the_articles() -> None:
    articles = list(story())
    before = suggest(articles, [TRUCE], SIDES)
    random.Random(3).shuffle(articles)  # noqa: S311
    assert suggest(articles, [TRUCE], SIDES) == before


def test_each_term_is_counted_and_what_finds_nothing_counts_none() -> None:
    found = {one.term: (one.sentences, one.reports) for one in check(story(), [TRUCE], SIDES)[0].found}
    assert found == {"truce": (12, 4), "armistice": (0, 0), "truce of 2028": (0, 0)}


def test_a_sentence_without_what_must_be_there_does_not_count_as_about_the_topic() -> None:
    topic = Topic(id="truce", title="Truce", terms=("truce", "+officer"))
    assert check(story(), [topic])[0].sentences == 4
