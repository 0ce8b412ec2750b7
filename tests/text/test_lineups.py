from __future__ import annotations

import time

import pytest

from briefing.text.lineups import Line, line_up


def lines(text: str) -> list[tuple[str, str]]:
    return [(line.matter, line.who) for line in line_up(text).lines]


TOLD = {
    "away": [
        "Feld will not attend the talks.",
        "Feld won't be going to Velmar.",
        "Jonas Feld, the premier, is skipping the summit in Velmar.",
        "Feld stayed away from the ceremony.",
        "Feld has decided not to travel to Velmar.",
        "On Monday the palace said that Feld would not be at the talks.",
        "Feld said he would not join the talks.",
    ],
    "unlisted": [
        "The order does not list Feld among the officials expected to take part in the talks.",
        "Feld was not named among the delegates.",
    ],
    "leads": [
        "Jonas Feld leads the team.",
        "Feld was named head of the Ardenian delegation.",
        "The Ardenian delegation will be led by Foreign Minister Jonas Feld.",
        "Heading the team is presidential aide Jonas Feld.",
    ],
}


@pytest.mark.parametrize(("matter", "text"), [(matter, text) for matter, texts in TOLD.items() for text in texts])
def test_who_stays_away_is_not_listed_or_leads_is_found_in_whatever_words(matter: str, text: str) -> None:
    assert lines(text) == [(matter, "feld")]


def test_two_who_stay_away_are_two() -> None:
    assert lines("Odo Feld and Ines Talbot will not attend the talks.") == [("away", "feld"), ("away", "talbot")]
    assert lines("Neither Odo Feld nor Ines Talbot will attend.") == [("away", "feld"), ("away", "talbot")]


@pytest.mark.parametrize(
    "text",
    [
        "He will not attend the talks.",
        "Feld is not going to resign.",
        "Nobody from Velmar will travel.",
        "The biggest party in Ardenia is not taking part.",
        "“Feld will not attend,” said nobody.",
        "Feld was named head of the delegation in 2029.",
        "Feld leads the former delegation.",
        "The board of the museum is led by Feld.",
        "Feld will not attend the talks. " * 40,
    ],
)
def test_nothing_is_found_where_it_is_not_plain_of_whom_or_of_which_team(text: str) -> None:
    assert lines(text) == []


def test_nothing_is_found_in_another_language() -> None:
    assert line_up("Feld will not attend the talks.", "de").lines == ()


def test_he_and_the_president_are_whom_the_sentence_has_named_unless_another_house_speaks() -> None:
    unlisted = "The order does not list Feld among the officials expected to take part"
    assert lines(f"{unlisted}, and top spokesman Odo Marchetti confirmed that the president would not travel.") == [
        ("unlisted", "feld"),
        ("away", "feld"),
    ]
    assert lines(f"{unlisted}, and his spokesman confirmed that he would not travel.")[1:] == [("away", "feld")]
    assert lines(f"{unlisted}, and Brylandish House confirmed that the president would not travel.")[1:] == []


def test_the_rest_is_what_is_told_besides_and_not_who_says_it() -> None:
    for text in (
        "Feld will not attend the talks, a palace official said.",
        "An official said that Feld is skipping the talks.",
    ):
        assert set(line_up(text).rest.split()) <= {"the", "."}
    assert "Talbot goes" in line_up("Feld will not attend the talks, and Talbot goes in his place.").rest
    assert "because he is ill" in line_up("Feld will not attend the talks because he is ill.").rest
    assert "his wife" in line_up("Feld will not attend the talks with his wife.").rest


def test_a_line_tells_another_of_the_same_one_event_and_day() -> None:
    away = Line("away", "feld", frozenset({"talks", "velmar"}), frozenset({3}))
    assert away.tells(Line("away", "feld"))
    assert away.tells(Line("unlisted", "feld", frozenset({"talks"})))
    assert not Line("unlisted", "feld", frozenset({"talks"})).tells(Line("away", "feld", frozenset({"talks"})))
    assert not away.tells(Line("away", "talbot"))
    assert not away.tells(Line("leads", "feld"))
    assert not away.tells(Line("away", "feld", frozenset({"lume"})))
    assert not away.tells(Line("away", "feld", frozenset({"talks"}), frozenset({4})))


def test_two_of_one_surname_are_told_apart_by_the_first_name() -> None:
    (odo,), (ines,), (feld,) = (
        line_up(f"{name} will not attend the talks.").lines for name in ("Odo Feld", "Minister Ines Feld", "Feld")
    )
    assert not odo.tells(ines)
    assert odo.tells(feld)
    assert feld.tells(odo)


@pytest.mark.parametrize("text", ["A " * 480 + "will skip it", "A and " * 150 + "not", "Neither A nor B " * 60])
def test_hostile_text_takes_no_long(text: str) -> None:
    started = time.process_time()
    line_up(text)
    assert time.process_time() - started < 15
