from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefing.text.folding import display


@given(st.text())
def test_what_is_shown_differs_in_white_space_only(text: str) -> None:
    assert display(text).split() == text.split()
    assert display(display(text)) == display(text)
