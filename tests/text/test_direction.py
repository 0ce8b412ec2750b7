from __future__ import annotations

import pytest

from briefing.text.direction import clause


def way(sentence: str, words: str = "Monday") -> str | None:
    start = sentence.index(words)
    return clause(sentence, start, start + len(words)).way


@pytest.mark.parametrize(
    "sentence",
    [
        "The envoy left Porto Lume on Monday.",
        "On Monday, the envoy left Porto Lume.",
        "On Monday the envoy, who is a lawyer, left Porto Lume.",
        "The envoy on Monday rejected the terms.",
        "At a rally in Lissen, Ardenia, on Monday, the mayor apologised.",
        "The mayor spoke in Lissen, Ardenia, on Monday.",
        "Speaking at the quay on Monday, the mayor called for calm.",
        "Feld said on Monday that the talks will go on.",
        "Feld, who met Talbot on Monday, will travel to Lissen.",
        "The terms were published by the palace late Monday.",
        "As the delegates arrived on Monday, nothing was ready.",
        "The union called the offer an insult on Monday.",
    ],
)
def test_a_clause_whose_nearest_verb_is_of_the_past_looks_back(sentence: str) -> None:
    assert way(sentence) == "past"


@pytest.mark.parametrize(
    "sentence",
    [
        "The envoys will meet on Monday.",
        "On Monday, the envoys will meet.",
        "Feld said the envoys will meet on Monday.",
        "The council is due to vote on Monday.",
        "The union plans to strike on Monday.",
        "The envoy will not travel to Lissen to attend Monday's session.",
        "The ferry, which sank last year, will be raised on Monday.",
    ],
)
def test_a_clause_whose_nearest_verb_announces_looks_ahead(sentence: str) -> None:
    assert way(sentence) == "future"


@pytest.mark.parametrize(
    "sentence",
    [
        "The talks on Monday are a risk.",
        "The council asked the court to rule on Monday.",
        "Feld said he would sail on Monday.",
        "The truce was supposed to begin on Monday.",
        "She promised answers if she takes office on Monday.",
        "Nobody denied meeting him on Monday.",
        "The two sides may sign on Monday.",
        "The talks planned for Monday have no agenda.",
        "The strike on Monday.",
    ],
)
def test_a_clause_that_does_not_say_it_plainly_has_no_direction(sentence: str) -> None:
    assert way(sentence) is None


def told(sentence: str) -> bool:
    start = sentence.index("2029")
    return clause(sentence, start, start + 4).main


def test_a_date_of_the_main_verb_is_told_from_one_of_another_clause() -> None:
    assert told("The pier collapsed in 2029.")
    assert told("In 2029, the pier collapsed.")
    assert told("The two sides last met in 2029, which led to a truce.")
    assert not told("The mayor, who was elected in 2029, resigned.")
    assert not told("The council welcomed a deal signed in 2029.")
    assert not told("The harbour that opened in 2029 has silted up.")
    assert not told("Feld said that the pier collapsed in 2029.")


def test_a_denied_verb_is_said_to_be_denied() -> None:
    sentence = "The council did not meet in 2029."
    assert clause(sentence, 27, 31).negated
