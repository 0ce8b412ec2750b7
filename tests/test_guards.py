"""The list of guards: each still stands where it is said to stand, and the tests that miss it are there."""

from __future__ import annotations

import ast

import pytest
from program import ROOT

from benchmarks.guards import Guard, guards, without

GUARDS = guards()


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.name)
def test_a_guard_stands_where_the_list_says_and_taking_it_out_leaves_a_program(guard: Guard) -> None:
    left = without(guard, (ROOT / guard.file).read_text(encoding="utf-8"))
    if guard.file.endswith(".py"):
        ast.parse(left)


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.name)
def test_the_tests_that_miss_a_guard_are_there(guard: Guard) -> None:
    assert guard.tests
    for test in guard.tests:
        path, _, name = test.partition("::")
        assert f"def {name.partition('[')[0]}" in (ROOT / path).read_text(encoding="utf-8")


def test_no_two_guards_have_one_name() -> None:
    assert len({guard.name for guard in GUARDS}) == len(GUARDS)
