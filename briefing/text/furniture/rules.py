"""In which order are the rules asked? Each sentence gets the name of the first that holds, then what spreads to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.text.furniture import headings, makers, marks, reader
from briefing.text.furniture.neighbours import spread_in_blocks, spread_over_appeals, spread_over_teasers
from briefing.text.furniture.page import About, page_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefing.text.furniture.neighbours import Labels
    from briefing.text.furniture.page import Line, Page, Passage

    LineRule = Callable[[Line], bool]
    BlockRule = Callable[[Page, int], bool]


def _alone(rule: LineRule) -> BlockRule:
    """Return the rule for a block that need not know where the block stands."""
    return lambda page, at: rule(page.line(at))


_BLOCK_RULES: tuple[tuple[str, BlockRule], ...] = (
    ("title", headings.is_title),
    ("feed tag", _alone(marks.is_tag)),
    ("original url", _alone(marks.is_own_address)),
    ("address", _alone(marks.is_address)),
    ("glyph", _alone(marks.is_glyph)),
    ("handle", _alone(marks.is_handle)),
    ("running head", _alone(marks.is_running_head)),
    ("date", marks.is_date),
    ("related", _alone(reader.is_related)),
    ("button", _alone(reader.is_button)),
    ("byline", makers.is_byline),
    ("caption", _alone(makers.is_caption)),
    ("contact", _alone(marks.is_phone)),
    ("attribution", makers.is_attribution),
    ("biography", makers.is_biography),
    ("repeated", reader.is_repeated),
)
_SENTENCE_RULES: tuple[tuple[str, LineRule], ...] = (
    ("feed tag", marks.is_tag),
    ("address", marks.is_address),
    ("cookies", reader.is_cookies),
    ("sign-up", reader.is_sign_up),
    ("appeal", reader.is_appeal),
    ("note", marks.is_note),
    ("cut off", marks.is_cut_off),
    ("copyright", marks.is_copyright),
    ("credit", makers.is_credit),
    ("caption", makers.is_photo),
    ("player", marks.is_player),
    ("contact", reader.is_contact),
    ("share", reader.is_share),
    ("promotion", reader.is_promotion),
)
_MARKED = {"furniture": "marked", "caption": "caption", "heading": "heading"}
"""What a block is of which its format says so, where no rule says it better."""
_LATE_RULES: tuple[tuple[str, BlockRule], ...] = (
    ("title", headings.is_first_heading),
    ("name", makers.is_name),
    ("place", makers.is_place),
    ("leftover", headings.is_leftover),
    ("heading", headings.is_heading),
)
"""For blocks of which no sentence is furniture by itself."""


def classify(passages: Sequence[Passage], about: About | None = None) -> tuple[Labels, ...]:
    """Return for each sentence of each passage what it is if not the report ("appeal", "heading", ...), else None."""
    page = page_of(passages, about or About())
    labels = tuple(_labels(page, at) for at in range(len(page.blocks)))
    for spread in (spread_in_blocks, spread_over_teasers, spread_over_appeals):
        labels = spread(page, labels)
    return labels


def _labels(page: Page, at: int) -> Labels:
    block = page.blocks[at]
    if whole := _first(_BLOCK_RULES, page, at):
        return (whole,) * len(block.sentences)
    labels = tuple(_sentence_label(line) for line in block.sentences)
    if None not in labels:
        return labels
    if marked := _MARKED.get(block.kind):
        return (marked,) * len(labels)
    return labels if any(labels) else (_first(_LATE_RULES, page, at),) * len(labels)


def _sentence_label(line: Line) -> str | None:
    return next((what for what, rule in _SENTENCE_RULES if line.said and rule(line)), None)


def _first(rules: tuple[tuple[str, BlockRule], ...], page: Page, at: int) -> str | None:
    return next((what for what, rule in rules if rule(page, at)), None)
