"""In which order are the rules asked? Each sentence gets the name of the first that holds, then what spreads to it.

A rule stands with what it needs (`glance`), and is asked only of lines that have some of it.
"""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from briefing.model.records import dataclass
from briefing.text import phrases as say
from briefing.text.furniture import headings, makers, marks, reader
from briefing.text.furniture.glance import FIRST, FRAGMENT, LAST, MARKED, SHORT, TITLED, Glance, signs
from briefing.text.furniture.neighbours import spread_in_blocks, spread_over_appeals, spread_over_teasers
from briefing.text.furniture.page import About, first_word, page_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefing.text.furniture.neighbours import Labels
    from briefing.text.furniture.page import Line, Page, Passage

    LineRule = Callable[[Line], bool]
    BlockRule = Callable[[Page, int], bool]


def _alone(rule: LineRule) -> BlockRule:
    """Return the rule for a block that need not know where the block stands."""
    return lambda page, at: rule(page.line(at))


GLANCE = Glance()
_anywhere, _in_front = GLANCE.anywhere, GLANCE.in_front

BLOCK_RULES: tuple[tuple[str, BlockRule, int], ...] = (
    ("title", headings.is_title, TITLED),
    ("feed tag", _alone(marks.is_tag), signs("[", "<")),
    ("original url", _alone(marks.is_own_address), _in_front(say.SOURCE_URL)),
    ("address", _alone(marks.is_address), _in_front(marks.ADDRESS)),
    ("glyph", _alone(marks.is_glyph), MARKED),
    ("handle", _alone(marks.is_handle), signs("@")),
    ("running head", _alone(marks.is_running_head), _in_front(say.RUNNING_HEAD)),
    ("date", marks.is_date, SHORT),
    (
        "related",
        _alone(reader.is_related),
        _in_front(say.TEASER, say.SHOWN, say.TEASER_OPEN, say.TEASER_LABEL) | signs("»", "›"),
    ),
    ("button", _alone(reader.is_button), _in_front(say.BUTTON) | _anywhere(say.MINE)),
    ("byline", makers.is_byline, SHORT),
    ("caption", _alone(makers.is_caption), signs("/", ")", ":", "©")),
    ("contact", _alone(marks.is_phone), _in_front(marks.PHONE)),
    ("attribution", makers.is_attribution, SHORT),
    ("biography", makers.is_biography, LAST),
)
SENTENCE_RULES: tuple[tuple[str, LineRule, int], ...] = (
    ("feed tag", marks.is_tag, signs("[", "<")),
    ("address", marks.is_address, _in_front(marks.ADDRESS)),
    ("cookies", reader.is_cookies, _anywhere(say.COOKIES)),
    ("sign-up", reader.is_sign_up, _anywhere(say.SIGNING)),
    ("appeal", reader.is_invitation, _in_front(say.MEMBERSHIP)),
    ("appeal", reader.asks_to_give, _anywhere(say.GIVING)),
    ("appeal", reader.asks_for_support, _anywhere(say.SUPPORT_US)),
    ("note", marks.is_note, _in_front(say.NOTE)),
    ("cut off", marks.is_cut_off, signs("…", "...")),
    ("copyright", marks.is_copyright, _in_front(say.OWNED) | signs("©") | _anywhere(say.RIGHTS)),
    ("credit", makers.tells_of_makers, _in_front(say.CREDITED) | _anywhere(say.CONTRIBUTING) | FRAGMENT),
    ("credit", makers.is_bracketed, signs("]", ")")),
    ("credit", makers.is_agency, _anywhere(say.AGENCIES) | signs("/")),
    ("caption", makers.is_photo, _in_front(say.PHOTO)),
    ("player", marks.is_player, _anywhere(say.PLAYER)),
    ("contact", reader.is_contact, _in_front(say.TIPS) | signs("@")),
    ("share", reader.is_share, _in_front(say.PAGE_IMPERATIVE)),
    (
        "promotion",
        reader.is_promotion,
        _in_front(say.POINTER, say.PAGE_IMPERATIVE, say.IMPERATIVE) | _anywhere(say.PUBLIC),
    ),
)
_MARKED = {"furniture": "marked", "caption": "caption", "heading": "heading"}
"""What a block is of which its format says so, where no rule says it better."""
LATE_RULES: tuple[tuple[str, BlockRule, int], ...] = (
    ("title", headings.is_first_heading, FIRST),
    ("name", makers.is_name, SHORT),
    ("place", makers.is_place, SHORT),
    ("leftover", headings.is_leftover, LAST),
    ("heading", headings.is_heading, SHORT),
)
"""For blocks of which no sentence is furniture by itself."""
_OF_BLOCKS, _OF_SENTENCES, _LATE = (
    reduce(or_, (needs for *_, needs in rules)) for rules in (BLOCK_RULES, SENTENCE_RULES, LATE_RULES)
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A page, and what the rules say of each block by itself: of all of it, and else of its sentences."""

    page: Page
    blocks: tuple[tuple[str | None, Labels], ...]


def classify(passages: Sequence[Passage], about: About | None = None) -> tuple[Labels, ...]:
    """Return for each sentence of each passage what it is if not the report ("appeal", "heading", ...), else None."""
    return told(asked(passages, about or About()), [passage.repeated for passage in passages])


def asked(passages: Sequence[Passage], about: About) -> Asked:
    """Return what the rules say of each passage before it is known which of them other reports repeat."""
    page = page_of(passages, about)
    return Asked(page, tuple(_own(page, at) for at in range(len(page.blocks))))


def told(of: Asked, repeated: Sequence[int]) -> tuple[Labels, ...]:
    """Return the labels of all sentences; `repeated` counts for each passage the other reports that have it, too."""
    page = replace(of.page, repeated=tuple(repeated))
    labels = tuple(_labels(page, at, *own) for at, own in enumerate(of.blocks))
    for spread in (spread_in_blocks, spread_over_teasers, spread_over_appeals):
        labels = spread(page, labels)
    return labels


def _labels(page: Page, at: int, whole: str | None, own: Labels) -> Labels:
    return ("repeated",) * len(own) if not whole and reader.is_repeated(page, at) else own


def _own(page: Page, at: int) -> tuple[str | None, Labels]:
    """Return what a whole block is by one of its rules, and the labels of its sentences."""
    block, seen = page.blocks[at], bits(page, at)
    if seen & _OF_BLOCKS and (whole := _first(BLOCK_RULES, seen, page, at)):
        return whole, (whole,) * len(block.sentences)
    labels = tuple(_sentence_label(line, seen if line is block.line else GLANCE.at(line)) for line in block.sentences)
    if None not in labels:
        return None, labels
    if marked := _MARKED.get(block.kind):
        return None, (marked,) * len(labels)
    if any(labels) or not seen & _LATE:
        return None, labels
    return None, (_first(LATE_RULES, seen, page, at),) * len(labels)


def bits(page: Page, at: int) -> int:
    """Return the bits of a block (`glance`): those of its line, of its place, and by the title of the page."""
    line = page.line(at)
    titled = bool(page.title) and first_word(line.text) in page.title
    place = (0 if at else FIRST) | (LAST if page.left(at) <= 2 else 0) | (TITLED if titled else 0)
    return GLANCE.at(line) | place


def _sentence_label(line: Line, seen: int) -> str | None:
    if not seen & _OF_SENTENCES or not line.said:
        return None
    return next((what for what, rule, needs in SENTENCE_RULES if seen & needs and rule(line)), None)


def _first(rules: tuple[tuple[str, BlockRule, int], ...], seen: int, page: Page, at: int) -> str | None:
    return next((what for what, rule, needs in rules if seen & needs and rule(page, at)), None)
