from __future__ import annotations

import time
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.text import matters
from briefing.text.matters import Turn, turns
from briefing.text.quantities import quantities


def told(text: str) -> list[tuple[str, bool]]:
    return [(turn.matter, turn.open) for turn in turns(text)]


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("Orrell said she would consider attending the talks.", "attends"),
        ("The palace has so far refused to say whether Orrell will travel to Porto Lume.", "attends"),
        ("Ardenia cannot yet disclose who it will send to the talks.", "sends"),
        ("Bryland has not named its delegation.", "sends"),
        ("Feld is due to arrive in Porto Lume on Tuesday.", "arrives"),
    ],
)
def test_what_is_left_open_is_seen(text: str, matter: str) -> None:
    assert told(text) == [(matter, True)]


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("Orrell will not attend the talks.", "attends"),
        ("Orrell skipped the talks in Porto Lume.", "attends"),
        ("Feld was named head of the Ardenian delegation.", "sends"),
        ("Feld landed in Porto Lume.", "arrives"),
    ],
)
def test_what_is_told_is_seen(text: str, matter: str) -> None:
    assert (matter, False) in told(text)


def test_the_leader_is_the_one_whose_title_says_so_and_nobody_where_two_could_be() -> None:
    asked = "refused to say whether the Ardenian leader is ready for a meeting."
    one = f"The Brylandish Premier Odo Marchetti invited Ardenian President Tamsin Orrell, but the palace {asked}"
    two = f"Ardenian President Tamsin Orrell met the Ardenian Judge Ines Talbot, and the palace {asked}"
    assert turns(one) == (Turn("attends", frozenset({"orrel"}), open=True),)
    assert turns(two) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Orrell praised the talks.",
        "The Ardenian palace named three other negotiators.",
        "Whether it rains is unclear.",
    ],
)
def test_of_other_matters_nothing_is_said(text: str) -> None:
    assert turns(text) == ()


def test_other_languages_say_nothing() -> None:
    assert turns("Orrell will not attend the talks.", "de") == ()


@pytest.mark.parametrize("text", ["A" * 50_000, "Aa " * 20_000, "5 people " * 10_000, "Feld, " * 10_000])
def test_a_hostile_line_takes_no_time(text: str) -> None:
    start = time.process_time()
    assert turns(text) == ()
    assert quantities(text) == ()
    assert time.process_time() - start < 15


WORDS = (
    "Feld Talbot declined refused to say whether if he she they would will might attend join be there has not yet "
    "decided consider considering attending is was also said who send sent lead named appointed as head of the "
    "delegation team negotiators announced due expected to arrive land reach arrived landed reached skipped stayed "
    "away skip chose picked name its unclear weighing could in Velmar"
).split()


@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
def test_to_look_for_signs_first_changes_nothing(text: str) -> None:
    with pytest.MonkeyPatch.context() as without:
        without.setattr(matters, "_SIGNS", SimpleNamespace(of=lambda _: -1))  # the bits of all groups
        expected = turns(text)
    assert turns(text) == expected
