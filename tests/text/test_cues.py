from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.text import cues
from briefing.text.cues import (
    clauses_ahead,
    decides,
    doubts_an_event,
    intends,
    looks_ahead,
    provisional,
    settled,
    tells_of_happening,
    tells_the_past,
    tells_when_said,
)


@pytest.mark.parametrize(
    "text",
    [
        "Bryland has so far refused to say who would lead.",
        "It was not clear whether Feld would come.",
        "The names have not been announced.",
        "The palace declined to comment.",
        "The list has yet to be published.",
        "Marchetti would consider coming himself.",
        "It is not immediately known who leads.",
    ],
)
def test_what_is_still_open_is_seen(text: str) -> None:
    assert provisional(text) > 0


@pytest.mark.parametrize(
    "text", ["Bryland named Talbot.", "Feld leads the delegation.", "The clear water of the bay froze.", ""]
)
def test_a_plain_statement_is_not_open(text: str) -> None:
    assert provisional(text) == 0


@pytest.mark.parametrize(
    "text", ["Castell later confirmed that.", "Talbot was named on Wednesday.", "Orrell will not travel."]
)
def test_what_settles_a_matter_is_seen(text: str) -> None:
    assert settled(text) > 0


@pytest.mark.parametrize(
    "text",
    [
        "Feld will lead the delegation.",
        "The talks are scheduled to open on Thursday.",
        "Orrell is expected to stay.",
        "They plan to meet again.",
        "The upcoming round is the third.",
    ],
)
def test_what_is_to_come_is_seen(text: str) -> None:
    assert looks_ahead(text)


@pytest.mark.parametrize(
    "text",
    [
        "Feld led the delegation.",
        "Orrell will not travel.",
        "“We will sign,” Feld said.",
        '"They are expected to sign," Feld said.',
    ],
)
def test_what_has_been_or_was_only_quoted_or_denied_does_not_look_ahead(text: str) -> None:
    assert not looks_ahead(text)


@pytest.mark.parametrize("before", ["Feld said on ", "Renn told reporters late ", "They met on ", "who arrived "])
def test_a_weekday_after_a_verb_of_the_past_dates_what_was_done(before: str) -> None:
    assert tells_when_said(before)


@pytest.mark.parametrize("before", ["The talks open on ", "He said he will come on ", "They agreed to meet on ", ""])
def test_a_weekday_after_what_is_to_come_does_not(before: str) -> None:
    assert not tells_when_said(before)


def test_in_another_language_nothing_is_a_cue() -> None:
    text = "Feld has so far refused to say who will lead; Talbot was named."
    assert (provisional(text, "de"), settled(text, "de"), looks_ahead(text, "de")) == (0, 0, False)
    assert provisional(text)
    assert settled(text)
    assert looks_ahead(text)


def test_the_words_that_look_ahead_are_found_outside_quotations() -> None:
    text = "“We will go,” said Feld, who will stay."
    assert [text[start:][:9] for start in clauses_ahead(text)] == ["will stay"]


@pytest.mark.parametrize(("text", "told"), [("the two agreed", True), ("Talbot sank", True), ("Feld, a pilot", False)])
def test_a_verb_of_the_past_is_seen(text: str, *, told: bool) -> None:
    assert tells_the_past(text) is told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Feld has said that he would only meet Talbot in Velmar.", True),
        ("Talbot told reporters that she would never sign.", True),
        ("Feld said that he met Talbot only in Velmar.", False),
        ("Feld said “he would only wait”.", False),
        ("The port would only open in May.", False),
    ],
)
def test_a_condition_that_somebody_has_set_is_told_from_what_was_done(text: str, *, expected: bool) -> None:
    assert intends(text) is expected
    assert not intends(text, "de")


WORDS = (
    "yet still has have to so far for now as not clear known said who can't isn’t unclear undecided refused declined "
    "say would could consider considering if “if whether he hesitates was is confirmed announced later named will "
    "won't he'll she’ll scheduled set expected due slated poised planning about going preparing plans hope intends "
    "upcoming officially released Feld Talbot, the ships port. ALREADY NOT YET WILL should they go through ahead began "
    "got under way underway"
).split()


@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
def test_to_look_for_signs_first_changes_nothing(text: str) -> None:
    def found() -> tuple[int, bool, bool, bool, bool]:
        of_events = doubts_an_event(text), tells_of_happening(text)
        return provisional(text), decides(text), looks_ahead(text), *of_events

    with pytest.MonkeyPatch.context() as without:
        without.setattr(cues, "_SIGNS", SimpleNamespace(of=lambda _: -1))  # the bits of all groups
        expected = found()
    assert found() == expected
