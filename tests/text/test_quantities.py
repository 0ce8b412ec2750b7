from __future__ import annotations

import pytest

from briefing.text.quantities import Quantity, differ, quantities


def only(text: str) -> Quantity:
    (found,) = quantities(text)
    return found


@pytest.mark.parametrize(
    ("text", "value", "counted", "deed"),
    [
        ("The storm killed at least 43 people in Velmar.", "at least 43", "peopl", "death"),
        ("Forty-one fishermen were rescued off Porto Lume.", "Forty-one", "fishermen", "rescu"),
        ("More than 1,200 prisoners were exchanged on Friday.", "More than 1,200", "prison", "exchang"),
        ("The fire left 18 people dead.", "18", "peopl", "death"),
        ("The harbour master counted 43 dead and 120 injured.", "43", "peopl", "death"),
        ("The death toll from the flood rose to 57.", "57", "peopl", "death"),
        ("Ardenia has 612 confirmed cases.", "612", "case", ""),
    ],
)
def test_a_count_is_read_with_what_is_counted_and_what_is_done_to_it(
    text: str, value: str, counted: str, deed: str
) -> None:
    found = quantities(text)[0]
    assert (text[found.start : found.end].strip(), found.counted, found.deed) == (value, counted, deed)


@pytest.mark.parametrize(
    "text",
    [
        "Dozens of people were killed.",
        "Twelve of them were children.",
        "Another 40 people were killed.",
        "Some 40 people a day are killed.",
        "Both sides agreed on a 30-day truce.",
        "Talbot, 61, wrote the treaty of 2019.",
        "The talks lasted three hours.",
        "Flight 317 was late on March 14.",
        "The talks begin at 9:30.",
        "The victims, including five children, were flown home.",
        "Not one of the officers was hurt.",
    ],
)
def test_what_is_vague_a_part_a_rate_a_date_or_a_name_counts_nothing(text: str) -> None:
    assert quantities(text) == ()


def test_other_languages_than_english_count_nothing() -> None:
    assert quantities("The storm killed 43 people.", "de") == ()


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("43", "57", True),
        ("at least 40", "43", False),
        ("more than 1,000", "1,200", False),
        ("at least 40", "120", True),
        ("about 400", "380", False),
        ("1,200", "1,238", False),
        ("40 to 50", "45", False),
        ("up to 200", "150", False),
        ("up to 200", "210", True),
        ("1.2 million", "3 million", True),
    ],
)
def test_values_differ_only_where_no_number_is_what_both_say(one: str, two: str, *, expected: bool) -> None:
    first, second = (only(f"The storm killed {value} people.") for value in (one, two))
    assert differ(first, second) is differ(second, first) is expected


def test_killed_and_injured_and_planned_and_done_are_not_of_one_quantity() -> None:
    killed, injured = quantities("The storm killed 43 people and injured 120 people.")
    ahead = only("Bryland will release 43 prisoners.")
    done = only("Bryland has released 43 prisoners.")
    assert killed.about != injured.about
    assert ahead.about != done.about


def test_a_share_and_a_sum_are_no_counts() -> None:
    share = only("Some 43 percent of voters back the treaty.")
    assert share.kind == "percent"
    assert only("The port raised $43 million.").kind == "money"
