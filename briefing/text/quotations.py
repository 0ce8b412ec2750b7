"""Where quotations begin and end: what stands in them is said by somebody else than the text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from briefing.model.records import dataclass
from briefing.text.kept import STORY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# “ „ « open anywhere, the others behind no letter and before no blank. The class in front lets a search skip ahead.
_OPENING = re.compile(
    r"[“„«»”\"'`‘](?:(?<=[“„«])|(?<!\w[»”\"'`‘])(?:(?<=[»”\"‘])|(?<=')(?:'|(?=[A-ZÀ-Þ]))|(?<=`)`)(?=\S))"
)
_CLOSING = {
    "“": re.compile(r"[”\"]|(?<=\S)“(?!\w)"),
    "„": re.compile(r"[“”\"]"),
    "«": re.compile(r"»"),
    "»": re.compile(r"[«»]"),
    "”": re.compile(r"”"),
    '"': re.compile(r'"'),
    "''": re.compile(r"''"),
    "``": re.compile(r"''"),
    "‘": re.compile(r"’(?!\w)"),
    "'": re.compile(r"'(?!\w)"),
}
_FAR = 2000
"""How far a single quotation mark looks for its partner: it may be an apostrophe."""


_CLOSING_LATER = {
    "“": re.compile(r"”"),
    "„": re.compile(r"[“”]"),
    "«": re.compile(r"»"),
    '"': re.compile(r"(?<=\S)\"(?!\w)"),
    "''": re.compile(r"(?<=\S)''(?!\w)"),
}
_NEAR = 6
"""How many paragraphs a quotation may last."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation with its marks, in one paragraph.

    It starts at -1 where it began in an earlier paragraph; one that is not `closed` lasts to the paragraph's end.
    """

    start: int
    end: int
    closed: bool = True


def quotations(paragraphs: Sequence[str]) -> tuple[tuple[Quotation, ...], ...]:
    """Return the quotations of each paragraph, in order; what is quoted inside a quotation is a part of it.

    A quotation goes on in the next paragraphs if one of them closes it before another begins.
    """
    found: list[tuple[Quotation, ...]] = []
    until, end = -1, 0
    for at, text in enumerate(paragraphs):
        if at < until:
            found.append((Quotation(-1, len(text), closed=False),))
            continue
        carried = (Quotation(-1, end),) if at == until else ()
        found.append((*carried, *_quotations(text, end if carried else 0)))
        if found[-1] and not found[-1][-1].closed:
            until, end = _closing(paragraphs, at, found[-1][-1])
    return tuple(found)


def _quotations(text: str, at: int) -> Iterator[Quotation]:
    while opening := _OPENING.search(text, at):
        single = opening.group() in "‘'"
        limit = opening.end() + _FAR if single else len(text)
        closing = _CLOSING[opening.group()].search(text, opening.end(), limit)
        at = closing.end() if closing else opening.end()
        if closing:
            yield Quotation(opening.start(), at)
        elif not single:
            yield Quotation(opening.start(), len(text), closed=False)
            return


def _closing(paragraphs: Sequence[str], at: int, quotation: Quotation) -> tuple[int, int]:
    """Return the later paragraph that closes the quotation, and where; (-1, 0) if none does."""
    opening = _OPENING.match(paragraphs[at], quotation.start)
    later = _CLOSING_LATER.get(opening.group()) if opening else None
    for n in range(at + 1, min(at + 1 + _NEAR, len(paragraphs)) if later else 0):
        again = _OPENING.search(paragraphs[n])
        closing = later.search(paragraphs[n], 0, again.start() + 1 if again else len(paragraphs[n])) if later else None
        if closing:
            return n, closing.end()
        if again:
            break
    return -1, 0


@lru_cache(maxsize=STORY)  # one sentence is asked for by several rules
def unquoted(text: str) -> str:
    """Return the text with its quotations blanked, of the same length: what the text itself says, at its place."""
    (found,) = quotations((text,))
    pieces, at = [], 0
    for one in found:
        start = max(one.start, at)
        pieces += [text[at:start], " " * (one.end - start)]
        at = one.end
    return "".join((*pieces, text[at:]))
