from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from briefing.text import signs as module
from briefing.text.signs import Signs

if TYPE_CHECKING:
    import pytest

GROUPS = ("not", "n't"), ("far",), ("ß",)


@given(
    st.lists(st.sampled_from("not Note fArthest isN't Fa r STRASSE\nfar \u00a0 , ſo".split(" ")), max_size=8).map(
        " ".join
    )
)
def test_a_text_has_the_bits_of_the_groups_of_which_it_holds_a_sign(text: str) -> None:
    table = Signs(*GROUPS)
    holds = [any(sign in text.casefold() for sign in group) for group in GROUPS]
    assert table.of(text) == table.of(text) == sum(1 << n for n, has in enumerate(holds) if has)


def test_what_is_kept_of_texts_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_KEPT", 10)
    table = Signs(*GROUPS)
    assert table.of(" ".join(f"far{n}" for n in range(50))) == 2
    assert table.of("not" * 1000) == 1
    assert len(table) <= 10
