from __future__ import annotations

from dataclasses import replace

import pytest
from texts import PADDING, corpus, report

from briefing.errors import ConfigError
from briefing.model import Side, Topic
from briefing.summarise import METHODS, Wishes, asks_for_something, select
from briefing.summarise.queries import queries
from briefing.summarise.relevance import relevance

SIDES = (Side("ardenia", "Ardenia", ("Ardenia", "Feld")), Side("bryland", "Bryland", ("Bryland", "Talbot")))

TALKS = (
    "Feld wants a truce with inspections in every port.",
    "Talbot sanctioned four shipping firms of the northern coast.",
    "The head of the delegation of Ardenia left the table early.",
    "The trade delegation of Bryland bought apples for the winter.",
)


def topic(*terms: str, without: tuple[str, ...] = (), title: str = "") -> Topic:
    return Topic(id="t", title=title, terms=terms, without=without, sentences=4)


def about(*terms: str, without: tuple[str, ...] = ()) -> list[int]:
    """Which of the sentences the terms find."""
    found = corpus(report(*TALKS, *PADDING))
    direct = relevance(found, queries([topic(*terms, without=without)], SIDES, found)["t"]).direct
    return [place for place, value in enumerate(direct) if value > 0]


@pytest.mark.parametrize(
    ("term", "places"),
    [
        ("sanction*", [1]),
        ("inspect*", [0]),
        ('"head of the delegation"', [2]),
        ('"delegation of the head"', []),
        ("/(?-i)Feld|apples/", [0, 3]),
        ("@ardenia", [0, 2]),
        ("@Bryland", [1, 3]),
    ],
)
def test_each_kind_of_term_finds_its_sentences(term: str, places: list[int]) -> None:
    assert about(term) == places


def test_what_is_not_wanted_may_be_said_by_any_kind_of_term() -> None:
    assert about("delegation") == [2, 3]
    for unwanted in ("trade delegation", '"trade delegation"', "trad*", "/[Tt]rade/", "@bryland"):
        assert about("delegation", f"-{unwanted}") == about("delegation", without=(unwanted,)) == [2]


def test_what_stands_more_often_tells_less_whatever_the_kind_of_term() -> None:
    found = corpus(report(*TALKS, *PADDING))
    one = topic("@ardenia", "/apples/", "sanction*")
    side, pattern, prefix = (unit.tells for unit in queries([one], SIDES, found)["t"].units)
    assert side < pattern == prefix


def test_the_names_of_a_side_count_once() -> None:
    found = corpus(report("Feld left Ardenia.", "Feld left the table.", *PADDING))
    direct = relevance(found, queries([topic("@ardenia")], SIDES, found)["t"]).direct
    assert direct[0] == direct[1] > 0


def shown(one: Topic, *sentences: str, method: str = "coverage") -> list[str]:
    chosen = select((report(*sentences, *PADDING),), [one], Wishes(sides=SIDES, method=method)).topics[0]
    return [pick.sentence.text for pick in chosen.picks]


@pytest.mark.parametrize("method", METHODS)
def test_only_sentences_with_everything_that_must_be_there_are_shown(method: str) -> None:
    one = topic("truce", "+Feld", "+port*", title="Truce")
    both, half = "Feld wants a truce in every port.", "Talbot says that no truce will be kept in any port."
    assert shown(one, half, both, method=method) == [both]
    assert shown(replace(one, terms=("truce",)), half, both, method=method) != [both]


def test_what_must_be_there_may_stand_in_the_lead_in() -> None:
    one = topic("truce", "+Feld")
    picked = shown(
        one, "Feld came to the port on Monday with a truce in hand.", "He offered a truce of thirty days at once."
    )
    assert picked


def test_what_was_lacking_is_said() -> None:
    selection = select((report(*TALKS, *PADDING),), [topic("truce", "delegation", "+Feld")], Wishes(sides=SIDES))
    why = {one.sentence.text: one.why for one in selection.topics[0].passed_over}
    assert why[TALKS[2]] == "lacks what must be there: Feld"


def test_a_topic_of_terms_that_are_not_wanted_asks_for_nothing() -> None:
    assert not asks_for_something(topic("-trade"), "en")
    assert asks_for_something(topic("/x+y/"), "en")
    assert asks_for_something(topic("+trade"), "en")


def test_the_library_refuses_a_term_that_cannot_be_read() -> None:
    with pytest.raises(ConfigError, match=r'topic "t": terms\[1\]: "/\(/" is not a pattern'):
        select((report(*TALKS),), [topic("/(/")], Wishes())


def test_without_terms_the_words_of_the_title_count_for_more_than_those_of_what_it_is_about() -> None:
    found = corpus(report(*TALKS, *PADDING))
    one = Topic(id="t", title="Truce", about="Apples in winter")
    weights = {unit.words: unit.weight for unit in queries([one], (), found)["t"].units}
    assert weights["Truce"] > weights["Apples"]
    weights = {unit.words: unit.weight for unit in queries([replace(one, terms=("port",))], (), found)["t"].units}
    assert weights["port"] > weights["Truce"] == weights["Apples"]
