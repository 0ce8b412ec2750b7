from __future__ import annotations

import pytest

from briefing.text.stance import Stance, opposed, stance
from briefing.text.words import tokenise


def of(text: str, language: str = "en") -> Stance:
    return stance(text, tokenise(text, language), language)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Feld agreed.", "Feld refused."),
        ("Prices rose.", "Prices fell."),
        ("It happened before the vote.", "It happened after the vote."),
        ("Feld denied it.", "Feld did it."),
        ("Feld may go.", "Feld will go."),
        ("Feld went on Monday and Tuesday.", "Feld went on Monday and Friday."),
        ("Feld went yesterday.", "Feld went today."),
    ],
)
def test_what_cannot_both_be_meant_is_opposed_either_way(one: str, two: str) -> None:
    assert opposed(of(one), of(two))
    assert opposed(of(two), of(one))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Feld agreed.", "Feld accepted."),
        ("Prices rose and fell.", "Prices rose."),
        ("Feld went on Monday.", "Feld went."),
        ("Feld went on Monday.", "Feld went on Monday and came on Friday."),
        ("Two of 40 ships sank.", "Two ships sank."),
        ("Feld went in May.", "Feld went in May 2031."),
    ],
)
def test_what_one_only_tells_more_of_is_not_opposed(one: str, two: str) -> None:
    assert not opposed(of(one), of(two))


def test_other_languages_have_their_numbers_days_and_negations_only() -> None:
    assert of("Feld kam am Montag nicht before 12", "de") == Stance(
        values=frozenset({"12"}), weekdays=frozenset({0}), negated=True
    )
