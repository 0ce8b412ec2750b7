"""How many items fit where not all do, with few tries."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.render.cutting import most_within


def tried(sizes: list[int], limit: int) -> tuple[int | None, int]:
    """The number that fits, and how many were tried; the last size is that of all."""
    asked: list[int] = []

    def size(number: int) -> int:
        asked.append(number)
        return sizes[number]

    found = most_within(size, limit, len(sizes) - 1, sizes[-1])
    assert len(asked) == len(set(asked))
    assert found is None or found in asked
    return found, len(asked)


@given(st.lists(st.integers(0, 10_000), min_size=2, max_size=300), st.integers(0, 300_000))
def test_the_most_that_fit_are_found(steps: list[int], limit: int) -> None:
    sizes = list(accumulate(steps))
    if sizes[-1] > limit:
        fitting = [number for number, size in enumerate(sizes[:-1]) if size <= limit]
        assert tried(sizes, limit)[0] == max(fitting, default=None)


@pytest.mark.slow
@given(st.integers(10, 2_000), st.integers(100, 30_000), st.randoms(use_true_random=False))
def test_of_items_that_are_about_alike_few_are_tried(count: int, head: int, chance: object) -> None:
    steps = [chance.randint(900, 1_500) for _ in range(count)]  # type: ignore[attr-defined]
    sizes = list(accumulate(steps, initial=head))
    if sizes[-1] > 100_000:
        assert tried(sizes, 100_000)[1] <= 8


def test_one_item_that_is_larger_than_all_others_costs_no_more_than_half_as_many_tries_again() -> None:
    for giant in (1, 100, 999):
        sizes = [number + (1_000_000 if number >= giant else 0) for number in range(1_001)]
        assert tried(sizes, 500_000)[0] == giant - 1
        assert tried(sizes, 500_000)[1] <= 20
