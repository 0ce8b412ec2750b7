"""Does it say who made it? Credits, captions, bylines, who writes and who signed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.text import phrases as say
from briefing.text.furniture.marks import is_note
from briefing.text.furniture.page import line_of, plain_words

if TYPE_CHECKING:
    from briefing.text.furniture.page import Line, Page

_CAPITAL = "A-ZÀ-ÞА-ЯЄІЇҐ"
_NAME = rf"[{_CAPITAL}][\w.'’-]*(?:\s[{_CAPITAL}][\w.'’-]*){{0,3}}"
_SLASHED = rf"{_NAME}(?:\s?/\s?{_NAME}){{1,3}}"
_SLASHED_ALONE = re.compile(_SLASHED)
_TAIL_CREDIT = re.compile(
    rf"(?:^|[.!?…»”\"])\s*(?P<credit>\(?{_SLASHED}\)?|\((?:AP|Reuters|AFP|Photo|Foto|Image|Credit)[^()]{{0,80}}\)|"
    r"(?:Photo|Foto|Фото|Credit|Photograph|Bild)\s*[:/©][^.!?]{2,80})\.?$",
)
_BRACKETED = re.compile(r"[\[(][^\[\]()]{2,80}[\])]\.?")
_SIGNED = re.compile(rf"[-–—]\s?[{_CAPITAL}@]")
_QUOTED = ("”", '"', "»", "''", "’", "“")
_ROLE = re.compile(rf"(?i)\b{say.ROLE}\b")
_PRESENTS = r"(?:\b(?:is|are|ist|sind|est|sont|es|son)\b|[—–])"
_PRESENTING = re.compile(rf"(?i){_PRESENTS}")
_BIOGRAPHY = re.compile(rf"(?i)[\w.'’-]+ (?:[\w.'’,-]+ ){{0,13}}?{_PRESENTS} (?:[\w.'’-]+ ){{0,6}}?{say.ROLE}\b")
_BY = frozenset("by and und et y и von par por reported".split())


def tells_of_makers(line: Line) -> bool:
    """Whether it names who reported or contributed: "AFP contributed reporting."."""
    if line.count > 60 or line.asks:
        return False
    if say.CONTRIBUTING.search(line.said):
        return True
    brief = line.count <= 8 and line.fragment and say.CREDITED_BRIEFLY.match(line.said)
    return bool(brief or (say.CREDITED.match(line.said) and _is_mostly_names(line)))


def _is_mostly_names(line: Line) -> bool:
    """Whether capitals begin most of the words that count: a list of people and agencies, not a statement."""
    counted = [w for w in line.words if w.lower() not in say.JOINING and len(w) > 2]
    return sum(w[0].isupper() for w in counted) * 2 >= len(counted)


def is_bracketed(line: Line) -> bool:
    """Whether it is a name in brackets: "[Reuters]"."""
    return line.count <= 6 and line.capitalised and bool(_BRACKETED.fullmatch(line.text))


def is_agency(line: Line) -> bool:
    """Whether it is a name with an agency, or an agency: "Jane Doe / AFP", "Getty Images"."""
    if say.AGENCIES_ALONE.fullmatch(line.text):
        return True
    bare = line.text.strip("()[]*_ ").rstrip(". ")
    named = line.count <= 10 and line.capitalised
    return named and bool(say.AGENCIES.search(bare) or _SLASHED_ALONE.fullmatch(bare))


def is_photo(line: Line) -> bool:
    """Whether it begins as the line below a picture does: "Photo: Jane Doe"."""
    return line.count <= 25 and bool(say.PHOTO.match(line.said)) and (line.fragment or _is_mostly_names(line))


def is_caption(line: Line) -> bool:
    """Whether what it shows is followed by who took it: "Ministers at the table. Jane Doe / AFP"."""
    if line.count > 70:
        return False
    found = _TAIL_CREDIT.search(line.text, max(0, len(line.text) - 120))
    if not found:
        return False
    return line.count <= 12 or not line.text.endswith(".") or found["credit"].startswith("(")


def is_byline(page: Page, at: int) -> bool:
    """Whether it names the author: as known, or, at an end of the text, after "By" or with an office."""
    line = page.line(at)
    if not 1 <= line.count <= 14 or line.text.endswith(tuple("!?:;")):
        return False
    if page.author and set(plain_words(line.text)) - _BY == page.author:
        return True
    if at >= 5 and page.left(at) >= 3:
        return False
    if marked := say.BYLINE.match(line.text):
        return _names_makers(line_of(line.text[marked.end() :]))
    return line.fragment and line.count <= 8 and line.capitalised and bool(_ROLE.search(line.text))


def _names_makers(line: Line) -> bool:
    names = (w[0].isupper() or w.lower() in say.JOINING or say.AGENCIES.match(w) for w in line.words)
    return 1 <= line.count <= 9 and all(names)


def is_attribution(page: Page, at: int) -> bool:
    """Whether it says, below a quotation, whose it was: "-Jane Doe, Leeds"."""
    line = page.line(at)
    if line.count > 12 or not _SIGNED.match(line.text):
        return False
    return line.capitalised or page.line(at - 1).text.rstrip(". ").endswith(_QUOTED)


def is_biography(page: Page, at: int) -> bool:
    """Whether it presents who wrote the text, below it: an author, or somebody not named before."""
    block = page.blocks[at]
    if page.left(at) > 2 or at < 2 or block.line.count > 90 or not block.sentences:
        return False
    first = block.sentences[0]
    presents = _PRESENTING.search(first.said)
    if not presents or first.said[0] == " " or not first.words or not first.words[0][0].isupper() or is_note(first):
        return False
    named = plain_words(first.text[: presents.start()])
    if len(named) > 12:
        return False
    if block.line.count <= 60 and any(len(w) > 1 and w not in say.JOINING for w in page.author & set(named[:3])):
        return True
    return len(named) >= 2 and bool(_BIOGRAPHY.match(first.text)) and page.frequency[first.words[0]] == 1


def is_name(page: Page, at: int) -> bool:
    """Whether it is a signature: a name, none of whose words stands anywhere else (a heading's words recur below)."""
    line = page.line(at)
    if at < 2 or not 2 <= line.count <= 4 or not page.line(at - 1).closed:
        return False
    if line.closed and not (page.dotted and line.text.endswith(".")):
        return False
    return all(w[0].isupper() and (len(w) <= 2 or (not w.isupper() and page.frequency[w] == 1)) for w in line.words)


def is_place(page: Page, at: int) -> bool:
    """Whether it says below a signature where that person lives: "Portville, Me."."""
    line = page.line(at)
    return line.count <= 6 and "," in line.text and line.capitalised and is_name(page, at - 1)
