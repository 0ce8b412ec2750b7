from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.text.folding import display, fold_text


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("“A truce,” he said – twice", '"A truce," he said - twice'),
        ("it’s", "it's"),
        ("''quoted''", '"quoted"'),
        ("a\u00a0b\n\tc", "a b c"),
        ("co\u00adoperate", "cooperate"),
        ("\ufeffA\u200b truce", "A truce"),
        ("ﬁsh", "fish"),
        ("cafe\u0301", "café"),
    ],
)
def test_differences_that_are_none_are_folded(one: str, two: str) -> None:
    assert fold_text(one) == fold_text(two)


@pytest.mark.parametrize(("one", "two"), [("30 days", "31 days"), ("Feld", "feld"), ("not", ""), ("e", "é")])
def test_differences_that_are_some_are_kept(one: str, two: str) -> None:
    assert fold_text(one) != fold_text(two)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold_text(fold_text(text)) == fold_text(text)


@given(st.text())
def test_what_is_shown_differs_in_white_space_only(text: str) -> None:
    assert display(text).split() == text.split()
    assert display(display(text)) == display(text)
