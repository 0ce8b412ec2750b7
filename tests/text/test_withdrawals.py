from __future__ import annotations

import pytest

from briefing.text.withdrawals import withdrawal


@pytest.mark.parametrize(
    "text",
    [
        "Yet she appeared to walk back on those comments later in the day.",
        "A spokesman walked the remarks back within hours.",
        "Poole retracted the claim on Tuesday.",
        "Feld was forced to take back his pledge.",
        "The union went back on its promise.",
        "The company later withdrew that offer, citing the weather.",
        "Orrell, walking back her threat, spoke of patience.",
    ],
)
def test_words_that_are_taken_back_are_known_by_what_they_are_called(text: str) -> None:
    found = withdrawal(text)
    assert found is not None
    assert found.kind == "words"


@pytest.mark.parametrize(
    "text",
    [
        "But Feld later backtracked.",
        "Hours later the minister reversed course.",
        "On Wednesday she said the opposite.",
        "He later denied having said so.",
        "Within a day the club made a U-turn.",
    ],
)
def test_who_turns_round_later_takes_back_what_they_said(text: str) -> None:
    found = withdrawal(text)
    assert found is not None
    assert found.kind == "course"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("The visit has since been cancelled.", "The visit"),
        ("That order was later overturned.", "That order"),
        ("Orrell later called off the visit.", "the visit"),
    ],
)
def test_a_plan_that_is_off_is_named(text: str, what: str) -> None:
    found = withdrawal(text)
    assert found is not None
    assert (found.kind, found.what) == ("plan", what)


@pytest.mark.parametrize(
    "text",
    [
        "Feld refused to withdraw the offer.",
        "Feld did not retract his remarks.",
        "Poole called on Feld to withdraw his threat.",
        "Orrell would not back down later.",
        "If Feld later backs down, the talks may go on.",
        "The bank has never reversed course since.",
        "He walked back to the hotel.",
        "The fleet reversed course in the strait.",
        "The army later withdrew its troops.",
        "“They later backtracked,” Poole said.",
        "The ministry denied the claims.",
        "The bridge was cancelled.",
    ],
)
def test_what_is_not_done_or_only_said_or_takes_back_no_words_is_no_withdrawal(text: str) -> None:
    assert withdrawal(text) is None


@pytest.mark.parametrize(
    ("language", "text", "other"),
    [
        ("de", "Am Abend ruderte Feld zurück.", "Am Abend ruderte Feld über den See."),
        ("fr", "Le soir, la ministre est revenue sur ses propos.", "Le soir, la ministre est revenue à Velmar."),
        ("es", "Horas después, el ministro se retractó.", "Horas después, el ministro se marchó."),
        ("ru", "Позже он отказался от своих слов.", "Позже он отказался от чая."),
        ("uk", "Згодом він відмовився від своїх слів.", "Згодом він відмовився від чаю."),
    ],
)
def test_other_languages_have_words_for_it_too(language: str, text: str, other: str) -> None:
    assert withdrawal(text, language)
    assert not withdrawal(other, language)
    assert not withdrawal(text)


def test_what_is_too_long_for_a_sentence_takes_nothing_back() -> None:
    assert withdrawal("But Feld later backtracked. " * 50) is None
