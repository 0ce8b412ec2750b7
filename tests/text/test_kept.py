"""Functions of a sentence find the same, whether they look or take what was found before."""

from __future__ import annotations

import ast
import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import briefing
from briefing.model import Article
from briefing.text.circumstances import circumstances
from briefing.text.cutting import labels, pieces
from briefing.text.kept import Findings, at_hand
from briefing.text.names import mentions
from briefing.text.quantities import quantities
from briefing.text.quotations import unquoted
from briefing.text.speech import actor
from briefing.text.stance import stance
from briefing.text.times import dates_in, weekdays_in
from briefing.text.words import tokenise

if TYPE_CHECKING:
    from collections.abc import Callable

SENTENCES = (
    "The harbour master, Ines Talbot, said on Thursday that at least 40 people had died in the storm near Porto Lume.",
    "Mr Feld's envoy may not travel to Velmar before 14 March, according to the ministry.",
    "Some 3.2 million crowns, half of the budget, were rejected by Mayor Mara Quill in the second vote.",
    "“We will not sign,” Jonas Brandt, the foreign minister of Ardenia, told reporters.",
    "Rain.",
)
LATELY = "Eight boats sank near Porto Lume on Tuesday."
DAY = date(2031, 3, 13)

LOOKS: dict[str, Callable[[str], Any]] = {
    "actor": actor.__wrapped__,
    "cut": lambda text: pieces(Article.from_text(text)),
    "labelled": lambda text: labels(Article.from_text(text, title="Rain", author="Mara Quill", publisher="Gazette")),
    "circumstances": lambda text: [circumstances(text, one.start, one.end, DAY) for one in quantities(text)],
    "mentions": mentions,
    "quantities": lambda text: quantities(text, "en"),
    "stance": lambda text: stance(text, tokenise(text), "en"),
}
"""Every kept function, asked of a sentence."""


def kept_functions() -> dict[str, str]:
    """The functions of the program that are kept, and the rooms that they are in."""
    return {
        node.name: path.parent.name
        for path in Path(briefing.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
        and any(isinstance(one, ast.Call) and getattr(one.func, "id", "") == "kept" for one in node.decorator_list)
    }


def test_every_kept_function_is_tried_here() -> None:
    assert LOOKS.keys() == kept_functions().keys()


@pytest.mark.slow
def test_findings_are_of_the_room_whose_digest_they_are_filed_under() -> None:
    assert set(kept_functions().values()) == {"text"}


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize("text", SENTENCES)
def test_what_was_filed_is_what_would_be_found(text: str, look: Callable[[str], Any]) -> None:
    first, second = Findings(), Findings()
    with at_hand(first):
        found = look(text)
    second.take(text, json.loads(json.dumps(first.page(text))))
    with at_hand(second):
        assert look(text) == found == look(text)
    assert found == look(text)  # and with nothing at hand
    assert not second.looked
    assert second.page(text) == first.page(text)
    assert not second.is_new(text)


def test_a_sentence_is_looked_at_once_however_often_it_is_asked_of() -> None:
    with at_hand(Findings()) as _, at_hand(findings := Findings()):
        for _ in range(3):
            mentions(SENTENCES[0])
    assert (findings.looked["mentions"], findings.reused["mentions"]) == (1, 2)
    assert findings.is_new(SENTENCES[0])


def test_what_is_asked_in_another_way_is_another_finding() -> None:
    findings = Findings()
    with at_hand(findings):
        (eight,) = quantities(LATELY)
        on_the_day = circumstances(LATELY, eight.start, eight.end, DAY)
        undated = circumstances(LATELY, eight.start, eight.end, None)
    assert on_the_day != undated
    assert findings.looked["circumstances"] == 2


@pytest.mark.parametrize("look", [unquoted, dates_in, weekdays_in, actor])
def test_a_long_story_gone_through_again_is_not_looked_at_again(look: Any) -> None:
    story = [f'Talbot of Lume said on Monday, 3 March 2031, that boat {number} "had left".' for number in range(3000)]
    for _ in range(2):
        for sentence in story:
            look(sentence)
    before = look.cache_info().misses
    for sentence in story:
        look(sentence)
    assert look.cache_info().misses == before
