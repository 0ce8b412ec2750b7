"""Is it a mark of the page? Tags, addresses, dates; and what the page says of itself: notes, rights, running heads."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from briefing.text import phrases as say
from briefing.text.furniture.page import LONG

if TYPE_CHECKING:
    from briefing.text.furniture.page import Line, Page

_MARKUP = r"</?[a-z][\w-]{0,30}(?:\s+[\w-]{1,30}=\"[^\"<>]{0,200}\")*\s*/?>"
_TAG = re.compile(
    rf"\W*(?:{_MARKUP}(?:\s*{_MARKUP}){{0,9}}|\[/?[A-Za-z]+(?: [^\]]{{0,80}}=[^\]]{{0,80}})\]|"
    r"\[(?:VIDEO|AUDIO|PHOTOS?|GALLERY|IMAGE|TWEET|EMBED|video|image|embed)[^\]]{0,80}\]|"
    r"!\[[^\]]{0,200}\]\([^)]{0,300}\))\W*",
)
ADDRESS = re.compile(rf"\W*{say.URL}\W*")
_HANDLE = re.compile(r"\W*@\w{1,30}\W*|[-–—]\s?.{1,60}\(@\w{1,30}\).{0,30}")
PHONE = re.compile(r"(?i)\W*(?:tel\.?|phone|telefon|тел\.?)?\s*:?\s*\+?\d[\d ()/.-]{6,20}\W*")
_YEAR_OR_CLOCK = re.compile(r"\b(?:19|20)\d\d\b|\d:\d\d")
_CUT_OFF = re.compile(r"(?:[\[(]\s*(?:…|\.{3})\s*[\])]|…|\.{3})\s*$")
_END = 12  # characters at the end of a sentence


def is_tag(line: Line) -> bool:
    """Whether it is left of the mark-up: "[VIDEO]", "<tweet id="1"></tweet>"."""
    return _is_all(_TAG, line)


def is_address(line: Line) -> bool:
    """Whether it is the address of a page, alone."""
    return _is_all(ADDRESS, line)


def is_own_address(line: Line) -> bool:
    """Whether it is what stands before the page's own address: "Original url:"."""
    return _is_all(say.SOURCE_URL, line)


def is_handle(line: Line) -> bool:
    """Whether it is a name in a network, or signs a post with one."""
    return _is_all(_HANDLE, line)


def is_phone(line: Line) -> bool:
    """Whether it is a telephone number, alone."""
    return _is_all(PHONE, line)


def is_running_head(line: Line) -> bool:
    """Whether it names a part of the page: "FULL TEXT", "Page 2 of 3", "Advertisement"."""
    return _is_all(say.RUNNING_HEAD, line)


def _is_all(pattern: re.Pattern[str], line: Line) -> bool:
    return len(line.text) <= LONG and bool(pattern.fullmatch(line.text))


def is_glyph(line: Line) -> bool:
    """Whether it holds no word, or one letter."""
    letters = list(islice(filter(str.isalnum, line.text[:LONG].casefold()), 2))
    return not letters or (len(letters) == 1 and not letters[0].isdigit())


def is_date(page: Page, at: int) -> bool:
    """Whether it is a date or a time and nothing else, near the top."""
    line = page.line(at)
    if at >= 6 or not 1 <= line.count <= 12 or not _YEAR_OR_CLOCK.search(line.text):
        return False
    return all(_is_date_word(word.rstrip(".").lower()) for word in line.words)


def _is_date_word(word: str) -> bool:
    return word[0].isdigit() or word in say.DATE_WORDS or word[:3] in say.MONTHS_AND_DAYS


def is_note(line: Line) -> bool:
    """Whether the editors say what became of the text: "This story has been updated."."""
    return bool(say.NOTE.match(line.said))


def is_cut_off(line: Line) -> bool:
    """Whether it breaks off where a summary was cut: what it would have said is not known, and may be the opposite.

    An ellipsis inside closing quotation marks is the speaker's.
    """
    return bool(_CUT_OFF.search(line.text[-_END:]))


def is_copyright(line: Line) -> bool:
    """Whether it says whose it is: "© 2031 The Harbour Post. All rights reserved."."""
    return line.count <= 60 and bool(say.OWNED.match(line.said) or say.RIGHTS.search(line.said))


def is_player(line: Line) -> bool:
    """Whether it stands where a video or a script did not run."""
    return line.count <= 30 and bool(say.PLAYER.search(line.said))
