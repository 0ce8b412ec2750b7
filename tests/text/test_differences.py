from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefing.text.differences import differences

OLD = "A storm sank two boats at Lume. Nobody was hurt. The ferry will not sail before Thursday."


def test_a_changed_sentence_stands_twice_with_its_changed_words_marked() -> None:
    new = OLD.replace("two boats", "three old boats")
    assert differences(OLD, new) == (
        "- A storm sank [-two-] boats at Lume.",
        "+ A storm sank {+three old+} boats at Lume.",
    )


def test_what_only_went_and_what_only_came_is_said_whole() -> None:
    assert differences(OLD, OLD.replace(" Nobody was hurt.", "")) == ("- Nobody was hurt.",)
    assert differences(OLD, f"{OLD}\nThe mole was breached in the night.") == ("+ The mole was breached in the night.",)


def test_a_sentence_that_has_nothing_of_the_old_one_is_no_change_of_it() -> None:
    new = OLD.replace("Nobody was hurt.", "Insurers put losses at nine million crowns.")
    assert differences(OLD, new) == ("- Nobody was hurt.", "+ Insurers put losses at nine million crowns.")


def test_around_a_changed_sentence_the_order_is_that_of_the_texts() -> None:
    new = "Rain fell all night long. A storm sank ten boats at Lume. The ferry will not sail before Thursday."
    assert differences(OLD, new) == (
        "+ Rain fell all night long.",
        "- A storm sank [-two-] boats at Lume.",
        "+ A storm sank {+ten+} boats at Lume.",
        "- Nobody was hurt.",
    )


def test_white_space_makes_no_difference() -> None:
    assert differences(OLD, OLD.replace(". ", ".\n\n").replace("storm ", "storm  ")) == ()


@given(st.text(), st.text())
def test_every_word_of_both_is_in_the_lines_or_in_both(old: str, new: str) -> None:
    lines = differences(old, new)
    assert differences(old, old) == ()
    assert all(line.startswith(("- ", "+ ")) for line in lines)
    assert not lines or old != new


def test_a_long_text_that_is_all_new_is_compared_in_time() -> None:
    old = " ".join(f"The old sentence number {number} says nothing." for number in range(800))
    new = " ".join(f"A wholly other line of {number} words came." for number in range(800))
    assert len(differences(old, new)) == 1600
