from __future__ import annotations

import pytest

from benchmarks.quality import exact
from benchmarks.quality.program import Choice, Problem

HIGHS = pytest.importorskip("highspy", reason="highspy is in the group bench", exc_type=ImportError)


def problem(*, clashes: frozenset[int] = frozenset(), limit: int = 2) -> Problem:
    """Greedy takes the broad one first, and then has room for only one of the two that together are best."""
    choices = (
        Choice("t", 0, 0.0, {"a": 3.0, "b": 3.0}, frozenset()),
        Choice("t", 1, 0.0, {"a": 2.9, "c": 2.9}, clashes),
        Choice("t", 2, 0.0, {"b": 2.9, "d": 2.9}, frozenset()),
    )
    return Problem(choices, {"t": limit}, frozenset({0, 1}))


def test_a_concept_counts_once_with_the_sentence_that_tells_it_best() -> None:
    assert exact.value(problem(), {0, 1}) == pytest.approx(3.0 + 3.0 + 2.9)


def test_the_optimum_is_found_where_the_greedy_choice_misses_it() -> None:
    assert exact.best_bound(problem()) == pytest.approx(4 * 2.9)


def test_two_that_tell_the_same_are_not_both_taken() -> None:
    assert exact.best_bound(problem(clashes=frozenset({1}))) == pytest.approx(3.0 + 3.0 + 2.9)


def test_a_topic_has_no_more_than_its_limit() -> None:
    assert exact.best_bound(problem(limit=1)) == pytest.approx(6.0)
