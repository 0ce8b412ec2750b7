from __future__ import annotations

import pytest
import story
from texts import PADDING, corpus, report

from briefing.summarise.duplicates import kinship, same_sentences


def same(one: str, two: str) -> bool:
    found = corpus(report(one, *PADDING[:3]), report(two, *PADDING[3:], publisher="Kestrel Times"))
    first, second = found.place[found.sentences[0]], 4
    return first in (groups := same_sentences(found)) and groups.get(second) == groups[first]


SENTENCE = "Bryland named the judge Ines Talbot on Wednesday as its chief negotiator for the talks in Porto Lume."


@pytest.mark.parametrize(
    "other",
    [
        SENTENCE,
        SENTENCE.replace("the talks", "talks"),
        "On Wednesday Bryland named Ines Talbot, a judge, as chief negotiator for its talks in Porto Lume.",
        SENTENCE.replace("Bryland", "Bryland’s government"),
    ],
)
def test_the_same_in_other_words_is_the_same(other: str) -> None:
    assert same(SENTENCE, other)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (
            "President Zelensky discussed the defence of the labour camps with the organisers.",
            "President Zelenskyy discussed the defense of the labor camps with the organizers.",
        ),
        (
            "Yuriy Brill travelled to the Kestrel centre and analysed the harbour.",
            "Yuri Brill traveled to the Kestrel center and analyzed the harbor.",
        ),
    ],
)
def test_other_spellings_are_the_same(one: str, two: str) -> None:
    assert same(one, two)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Ardenia accepted a truce of 30 days on the bank.", "Ardenia accepted a truce of 60 days on the bank."),
        ("Ardenia accepted the truce on the Sill Bank.", "Ardenia has not accepted the truce on the Sill Bank."),
        ("Ardenia can sign the truce in Porto Lume.", "Ardenia can't sign the truce in Porto Lume."),
        ("Talbot arrived in Porto Lume by ship.", "Marchetti stayed in Kestrel Bay with his family."),
        ("The talks opened.", "The talks closed."),
    ],
)
def test_what_contradicts_or_is_something_else_is_not_the_same(one: str, two: str) -> None:
    assert not same(one, two)


def test_what_leaves_a_thing_open_does_not_say_what_settles_it() -> None:
    open_ = (
        "Bryland has so far refused to say whether the judge Ines Talbot would be its chief negotiator in Porto Lume."
    )
    assert not same(SENTENCE, open_)


def test_a_later_version_stands_for_the_earlier() -> None:
    old, new = story.FELD.article, story.FELD_UPDATED.article
    for order in ((old, new), (new, old)):
        kin = kinship(corpus(*order, story.RECIPE.article))
        assert dict(kin.revisions) == {old: new}
        assert not kin.copies


def test_the_longer_is_the_later_where_no_clock_tells() -> None:
    old = report(*PADDING[:4], published=None)
    new = report(*PADDING[:4], "Two more boats have joined the search since noon.", published=None)
    assert dict(kinship(corpus(new, old)).revisions) == {old: new}


def test_a_copy_of_another_publishers_text_is_a_copy_and_no_version() -> None:
    wire, copy = story.WIRE.article, story.COPY.article
    kin = kinship(corpus(copy, wire, story.HARBOUR.article))
    assert not kin.revisions
    assert {kin.copies[article] for article in (wire, copy)} == {wire}


def test_a_text_that_comes_again_after_weeks_is_no_version() -> None:
    old, new = report(*PADDING, published="2031-02-12"), report(*PADDING, "Again.", published="2031-03-12")
    assert not kinship(corpus(old, new)).revisions


def test_reports_of_one_publisher_about_one_thing_are_not_versions() -> None:
    assert not kinship(corpus(story.FELD.article, story.HARBOUR.article, story.MEDIATOR.article)).revisions


def test_a_sentence_that_nobody_repeats_has_no_group() -> None:
    assert same_sentences(corpus(report(*PADDING))) == {}
