from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from briefing.text import phrases
from briefing.text.furniture import About, Passage, classify, page, rules
from briefing.text.leads import leads_of, words_in
from briefing.text.patterns import Lazy

if TYPE_CHECKING:
    from collections.abc import Callable

PATTERNS = {name: re.compile(one.pattern) for name, one in vars(phrases).items() if isinstance(one, Lazy)}
PHRASES = {name: pattern for name, pattern in PATTERNS.items() if leads_of(pattern)}
PROSE = (
    "The council of Velmar closed the old bridge on Tuesday after two inspectors found cracks in one of its piers.",
    "Ferries carried commuters over the river until midnight, and the schools on the eastern bank began an hour later.",
    "Nobody was hurt, but three shops below the northern ramp lost their windows when a railing fell into the street.",
    "Engineers from Ostrel are to measure the damage this week before the mayor decides what the repairs may cost.",
    "“It was only a matter of time,” said Ines Talbot, who has sold flowers beside the western ramp for thirty years.",
)
page_of = page.page_of


@st.composite
def phrase_in_a_line(draw: st.DrawFn) -> str:
    """A line with a phrase in it, whole or not, in front of other words or behind them."""
    said: str = draw(st.from_regex(draw(st.sampled_from(list(PHRASES.values())))))
    front, behind = (draw(st.sampled_from(["", "“", "- ", "He said: ", *PROSE])) for _ in range(2))
    line = f"{front}{said}{behind}"
    return line.upper() if draw(st.booleans()) else line


@pytest.mark.slow
@pytest.mark.parametrize("pattern", PHRASES.values(), ids=PHRASES)
@settings(max_examples=5, phases=[Phase.generate], deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_a_pattern_matches_begins_with_one_of_its_leads(pattern: re.Pattern[str], data: st.DataObject) -> None:
    text = data.draw(st.from_regex(pattern))
    found, leads = pattern.search(text), leads_of(pattern)
    assert found
    assert leads
    words = words_in(text[found.start() :])
    fronts = words[: 1 + next(n for n, word in enumerate([*words, ""]) if word != "©")]
    assert any(word in leads.words or word.startswith(tuple(leads.beginnings)) for word in fronts)


@pytest.mark.parametrize(
    ("source", "words", "beginnings"),
    [
        (r"(?i)(?<![\w.-])(?:we|our news)(?![\w-])", {"we", "our"}, set()),
        (r"(?i)support(?:ing)? us", {"support"[:7]} - {"support"}, {"support"}),
        (r"\W*(?:the )?ed(?:it|s)\b", {"the", "edit", "eds"}, set()),
        (r"(?:\d+ )?notes?\s*:", {"note", "notes"}, {"0"}),
        (r"(?<=a )\w{0,3}b|наш\w{1,2}", None, None),
        (r".{0,9}x", None, None),
        (r"[ab]c?d", set(), {"acd", "ad", "bcd", "bd"}),
    ],
)
def test_leads_are_the_first_words_that_a_pattern_allows(
    source: str, words: set[str] | None, beginnings: set[str] | None
) -> None:
    leads = leads_of(re.compile(source))
    assert (leads.words if leads else None) == words
    assert (leads.beginnings if leads else None) == beginnings


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(phrase_in_a_line(), min_size=1, max_size=4))
def test_no_rule_that_holds_is_passed_over(lines: list[str]) -> None:
    seen = page_of([Passage((line,)) for line in lines], About(title="News of the bridge", author="Ines Talbot"))
    for at, block in enumerate(seen.blocks):
        bits = rules.bits(seen, at)
        for what, rule, needs in (*rules.BLOCK_RULES, *rules.LATE_RULES):
            assert bits & needs or not rule(seen, at), what
        for what, of_line, needs in rules.SENTENCE_RULES:
            assert bits & needs or not (block.line.said and of_line(block.line)), what


def test_hardly_a_rule_is_asked_of_running_text(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def counted(what: str) -> Callable[..., bool]:
        def rule(*_: object) -> bool:
            asked.append(what)
            return False

        return rule

    for table in ("BLOCK_RULES", "SENTENCE_RULES", "LATE_RULES"):
        monkeypatch.setattr(
            rules, table, tuple((what, counted(what), needs) for what, _, needs in getattr(rules, table))
        )
    passages = [Passage((sentence,)) for sentence in PROSE * 10]
    assert set(classify(passages)) == {(None,)}
    assert len(asked) <= len(passages)


def test_the_signs_of_a_line_are_looked_up_once_however_often_its_words_come() -> None:
    classify([Passage(PROSE)])
    known = rules.GLANCE.known()
    classify([Passage((sentence,)) for sentence in reversed(PROSE)])
    assert rules.GLANCE.known() == known
