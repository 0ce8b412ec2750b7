from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from briefing.text.folding import display, escaped, visible


@given(st.text())
def test_what_is_shown_differs_in_white_space_only(text: str) -> None:
    assert display(text).split() == text.split()
    assert display(display(text)) == display(text)


@given(st.text())
def test_json_holds_the_same_with_escapes_for_what_steers(text: str) -> None:
    said = escaped(json.dumps([text], ensure_ascii=False))
    assert json.loads(said) == [text]
    assert visible(said) == said
    said.encode("utf-8")


def test_a_tag_and_half_a_character_are_escaped_and_an_emoji_stands() -> None:
    told = ["\U000e0041\ud83d", "\N{SLIGHTLY SMILING FACE}", "\u202eab\u200d\x9b\x7f"]
    said = escaped(json.dumps(told, ensure_ascii=False))
    assert said == '["\\udb40\\udc41\\ud83d", "\N{SLIGHTLY SMILING FACE}", "\\u202eab\\u200d\\u009b\\u007f"]'
