"""Is it a title, a heading over running text, a fragment left below it? The missing full stop and the place tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.text.closed_class import HE, IT, SHE, THEY, VERBS, WE
from briefing.text.furniture.page import plain_words

if TYPE_CHECKING:
    from briefing.text.furniture.page import Line, Page

_NUMBERED = re.compile(r"\d{1,2}[.)] ")
_SCORE = re.compile(r"\d[-–:]\d|^\w{1,2}:")
_WRAPPED = re.compile(r"(?:[–—-]++|[*=#_~]++) ?[^–—*=#_~].{0,100}? ?(?:[–—-]++|[*=#_~]++)\.?|[–—-][–—]*+-[–—-]++\.?")
_MOST_DOTTED = 6  # words of a heading that ends with a full stop
_CONNECTIVES = frozenset("so now and but or then well yet also really seriously right".split())
_PRONOUNS = HE | SHE | IT | THEY | WE | frozenset("you that this there not no nobody nothing".split())


def is_title(page: Page, at: int) -> bool:
    """Whether it is the title that is known: the whole anywhere, a part of it near the top."""
    line = page.line(at)
    whole = page.title and plain_words(line.text) == page.title
    return bool(whole) or (at < 4 and page.is_in_title(line))


def is_first_heading(page: Page, at: int) -> bool:
    """Whether it is the title of a text of which no title is known."""
    line = page.line(at)
    return at == 0 and not page.title and line.fragment and line.count >= 3 and page.is_prose(1)


def is_leftover(page: Page, at: int) -> bool:
    """Whether it is one of a few fragments below the last paragraph, and no item of a list."""
    above = range(at - 3, at)
    if page.left(at) > 2 or at < 2 or page.blocks[at].kind == "item" or not any(map(page.is_prose, above)):
        return False
    listed = any(page.line(n).text.endswith(":") for n in above)
    return not listed and all(_is_scrap(page.line(n)) for n in range(at, len(page.blocks)))


def _is_scrap(line: Line) -> bool:
    return line.fragment and line.count <= 5 and not any(c.isdigit() for c in line.text) and line.said == line.text


def is_heading(page: Page, at: int) -> bool:
    """Whether it is a heading inside the text."""
    line = page.line(at)
    if not 1 <= line.count <= 14 or len(line.text) > 100 or not page.left(at) or page.blocks[at].kind == "item":
        return False
    if _WRAPPED.fullmatch(line.text):
        return True
    told = line.closed and line.count > _MOST_DOTTED and not line.asks  # before the lines around are looked at
    if told or not _stands_over_prose(page, at):
        return False
    if line.asks:
        return _is_question(page, at)
    if line.closed:
        return line.text.endswith(".") and _is_dotted(page, at)
    return line.count <= 10 if line.text.isupper() else at > 0 and _is_plain(line.text)


def _stands_over_prose(page: Page, at: int) -> bool:
    """Whether running text follows, at once or below one more heading, and the line is none of a list."""
    above, before, after = page.line(at - 1), page.line(at - 2), page.line(at + 1)
    if page.is_prose(at + 1) and _NUMBERED.match(page.line(at).text):
        return True
    if above.text.endswith(":") or after.text[:1].islower():
        return False
    listed = at > 1 and above.fragment and (before.fragment or before.text.endswith(":"))
    return not listed and (page.is_prose(at + 1) or (after.fragment and page.is_prose(at + 2)))


def _is_plain(text: str) -> bool:
    """Whether a fragment is words: no score, no tag, no half of a sentence, no address."""
    if _SCORE.search(text) or (" " not in text and len(text) > 25):
        return False
    return not text[0].islower() and text[0] not in "@#$*" and text[-1] not in ",-–—"


def _is_question(page: Page, at: int) -> bool:
    """Whether a question stands over what answers it: not asked by somebody, not a step of an argument or interview."""
    line, near = page.line(at), (page.line(n) for n in (at - 2, at - 1, at + 1, at + 2))
    if at == 0 or line.count > 10 or line.addressed or line.said != line.text or set(line.text) & set(',:"'):
        return False
    words = _small_words(line)
    if words[0] in _CONNECTIVES or any(w in _PRONOUNS or w.endswith("n't") for w in words):
        return False
    if line.count <= 2:
        return VERBS.isdisjoint(words)
    return page.line(at - 1).closed and not any(other.asks for other in near)


def _is_dotted(page: Page, at: int) -> bool:
    """Whether it is a heading although a full stop follows it: all capitals, or no verb where every line has a stop."""
    line = page.line(at)
    if at == 0 or line.count > _MOST_DOTTED or len(page.blocks[at].sentences) != 1:
        return False
    if line.text.isupper():
        return page.dotted or _is_verbless(line)
    answers = page.line(at - 1).asks
    return page.dotted and page.english and not answers and page.line(at + 1).count >= 7 and _is_verbless(line)


def _is_verbless(line: Line) -> bool:
    words = _small_words(line)
    if any(w in VERBS or w in _PRONOUNS or "'" in w or (w.endswith("ed") and len(w) > 4) for w in words):
        return False
    return not any(mark in line.text for mark in "\"“”«»'‘")


def _small_words(line: Line) -> list[str]:
    return [w.lower().rstrip(".").replace("’", "'") for w in line.words]
