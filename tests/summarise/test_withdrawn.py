from __future__ import annotations

from datetime import date

import pytest
from texts import PADDING, corpus, report

from briefing.model import Article, Topic
from briefing.summarise import Wishes, select, summarise
from briefing.summarise.corpus import Corpus
from briefing.summarise.overtaken import overtaken
from briefing.summarise.segment import segment

TODAY = date(2031, 3, 12)


def gone(*sentences: str) -> dict[int, int | None]:
    """Which sentences of a report are overtaken, and by which."""
    return {old: one.by for old, one in overtaken(corpus(report(*sentences, *PADDING)), TODAY).items()}


@pytest.mark.parametrize(
    "sentences",
    [
        (
            "President Tamsin Orrell said early Wednesday that she was still weighing a trip to Velmar.",
            "Yet she appeared to walk back on those comments later in the day.",
        ),
        ("Coach Dario Lind said his captain would play in the final.", "Hours later he said the opposite."),
        ("The Lume Water Board promised a refund to every household.", "The board later withdrew that promise."),
        ("Chancellor Ines Talbot pledged to freeze fuel duty.", "But Talbot backtracked on Tuesday."),
        ("Orrell will visit the flooded valley on Friday.", "The visit has since been cancelled."),
        ("Talbot said that she owns two boats.", "An aide later clarified that Talbot misspoke."),
        ("Minister Jonas Feld called the strike illegal.", "A spokesman later walked back those remarks."),
    ],
)
def test_a_statement_that_its_own_report_takes_back_is_overtaken_by_the_sentence_that_does(
    sentences: tuple[str, str],
) -> None:
    assert gone(*sentences) == {0: 1}


def test_what_the_same_one_goes_on_to_say_in_between_is_taken_back_with_it() -> None:
    assert gone(
        "President Tamsin Orrell said early Wednesday that she was still weighing a trip to Velmar.",
        "“I would love to see it,” she told a breakfast of bankers.",
        "Yet she walked back those comments later in the day.",
    ) == {0: 2, 1: 2}


@pytest.mark.parametrize(
    "sentences",
    [
        ("Minister Jonas Feld called the strike illegal.", "But Talbot later backtracked."),
        ("Minister Jonas Feld called the strike illegal.", "Talbot retracted her claim on Tuesday."),
        ("Minister Jonas Feld called the strike illegal.", "He refused to withdraw those remarks."),
        ("Minister Jonas Feld called the strike illegal.", "The army later withdrew its troops."),
        ("Orrell will visit the flooded valley on Friday.", "The concert has since been cancelled."),
        ("Orrell, the organiser said, made further demands.", "Feld then sent a letter, retracting his apology."),
        ("Minister Jonas Feld called the strike illegal.", "The Velmar diplomat has since retracted his comments."),
        ("The Lume Gazette has two hundred pages of maps.", "She walked back those comments later in the day."),
    ],
)
def test_what_somebody_else_or_nobody_takes_back_stands(sentences: tuple[str, str]) -> None:
    assert not gone(*sentences)


def test_what_lies_too_far_before_or_under_another_heading_is_not_what_is_meant() -> None:
    said, back = "Minister Jonas Feld called the strike illegal.", "But he later backtracked."
    assert gone(said, *PADDING[:2], back) == {0: 3}
    assert not gone(said, *PADDING[:3], back)


def test_in_another_language_it_is_the_sentence_before() -> None:
    article = Article.from_sentences(
        ["Der Minister sagte zu.", "Am Abend ruderte Feld zurück."], published="2031-03-12"
    )
    assert {old: one.by for old, one in overtaken(Corpus(segment((article,)), "de"), TODAY).items()} == {0: 1}


def later(text: str, old: str = "Minister Jonas Feld pledged to reopen the northern harbour by June.") -> bool:
    one = report(old, *PADDING[:3], published="2031-03-10")
    two = report(text, *PADDING[3:], published="2031-03-11", publisher="Coastal Wire")
    return 0 in overtaken(corpus(one, two), TODAY)


@pytest.mark.parametrize(
    ("text", "is_taken_back"),
    [
        ("Minister Jonas Feld walked back his pledge to reopen the northern harbour.", True),
        ("Jonas Feld on Tuesday withdrew his promise to reopen the harbour by June.", True),
        ("Ines Talbot withdrew her promise to reopen the northern harbour.", False),
        ("Jonas Feld withdrew his promise to lower the price of bread.", False),
        ("Jonas Feld refused to withdraw his promise to reopen the northern harbour.", False),
    ],
)
def test_a_later_report_takes_back_what_the_same_one_said_of_the_same(text: str, *, is_taken_back: bool) -> None:
    assert later(text) is is_taken_back


SAID = "President Tamsin Orrell said early Wednesday that she was still weighing a trip to the talks in Velmar."
MORE = "“I would love to see it,” she told a breakfast of bankers."
BACK = "Yet she walked back those comments later in the day, saying that nothing would come of the talks."
TOPIC = Topic(id="who", title="Who attends the talks", terms=("talks", "Orrell", "trip"), sentences=3)


def shown(*articles: Article) -> list[tuple[str | None, str]]:
    (chosen,) = select(articles, [TOPIC], Wishes(today=TODAY)).topics
    return [(pick.lead_in.text if pick.lead_in else None, pick.sentence.text) for pick in chosen.picks]


def test_what_is_taken_back_is_shown_only_in_front_of_what_takes_it_back() -> None:
    assert shown(report(*PADDING[:2], SAID, MORE, BACK, *PADDING[2:])) == [(SAID, BACK)]


def test_the_library_shows_the_two_together_as_well() -> None:
    (pick,) = summarise([report(*PADDING[:2], SAID, MORE, BACK, *PADDING[2:])], [TOPIC])["who"][:1]
    assert pick.lead_in
    assert (pick.lead_in.text, pick.sentence.text) == (SAID, BACK)


def test_where_the_statement_cannot_stand_alone_neither_is_shown() -> None:
    said = "He said early Wednesday that Orrell was still weighing a trip to the talks in Velmar."
    assert BACK not in [text for _, text in shown(report(*PADDING[:2], said, BACK, *PADDING[2:]))]


def test_another_report_that_says_the_same_without_taking_it_back_is_not_shown_either() -> None:
    other = report(SAID, *PADDING[3:], publisher="Coastal Wire")
    assert shown(report(*PADDING[:2], SAID, MORE, BACK, PADDING[2]), other) == [(SAID, BACK)]
