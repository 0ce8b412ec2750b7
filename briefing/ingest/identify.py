"""What a document says of itself in its text: title, date, author, publisher, address, credits.

What says so becomes furniture, so that the first sentence begins where it begins.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.ingest.agencies import is_newsroom
from briefing.ingest.characters import closed, squeeze, starts_upper
from briefing.ingest.credits import credits_of
from briefing.ingest.datelines import dateline
from briefing.ingest.draft import Facts, Part, known, merge
from briefing.ingest.statements import copyright_holder, dating, labelled_address, read_line, sender
from briefing.model import Known
from briefing.model.records import dataclass
from briefing.text.times import leading_date

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEAD, _TAIL = 12, 15
_BODY, _SHORT_BODY = 120, 40  # characters: from here a paragraph is the report itself
_TITLE_WORDS, _TITLE_LENGTH = 25, 180
_TWO_SENTENCES = re.compile(r"[^\W\d_]{3}[.!?]\s+[^\W\d_a-z]")
_PAGE_NUMBER = re.compile(r"\W*(?:\b(?:page|seite|página|стр\.?)\s*)?\b\d{1,4}\W*$", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:first\s+)?(?:published|posted|date|updated|veröffentlicht|publié|publicado|опубл)", re.IGNORECASE
)
_MOST_TITLE_LINES = 3
_MESSAGE_LINES = 3
_LONGEST_HEAD = 300  # characters: no name of a paper is as long, and the pattern of page numbers looks back over each


@dataclass(frozen=True, slots=True)
class Identity:
    """What a document says of itself, and its parts with those that say it told as furniture."""

    parts: tuple[Part, ...]
    facts: Facts
    credits: tuple[str, ...]


def identify(parts: Sequence[Part], title: str | None) -> Identity:
    """Return what the parts say of their document; `title` is what is known of it already, or None."""
    own = list(parts)
    named = _title(own, title)
    head = _head_lines(own)
    front, agencies = _cut_front(own)
    ends = [_address(own), _publisher(own), _tail_date(own)]
    facts = merge([Facts(title=named), *head, *front, *ends])
    more = [*agencies, *filter(None, (one.author.value for one in head))]
    return Identity(tuple(own), facts, credits_of(own, more))


def _title(parts: list[Part], title: str | None) -> Known:
    """Tell the title's lines as furniture; return the title where the document is the one to state it."""
    if title:
        for at in range(_lines_of_title(parts, title)):
            parts[at] = replace(parts[at], kind="furniture")
        return Known()
    for at, part in enumerate(parts[:_MOST_TITLE_LINES]):
        if _is_title(part, parts[at + 1 : at + 4]):
            parts[at] = replace(part, kind="furniture")
            return known(part.text, "stated")
        if not read_line(part.text) and part.kind not in ("caption", "furniture"):
            break
    return Known()


def _lines_of_title(parts: Sequence[Part], title: str) -> int:
    """Return how many parts at the beginning repeat the title, 0 where they do not."""
    wanted, whole = squeeze(title), ""
    for count, part in enumerate(parts[:_MOST_TITLE_LINES], 1):
        whole += squeeze(part.text)
        if whole == wanted:
            return count
    return 0


def _is_title(part: Part, following: Sequence[Part]) -> bool:
    text = part.text
    if part.kind not in ("heading", "paragraph") or len(text) > _TITLE_LENGTH or len(text.split()) > _TITLE_WORDS:
        return False
    if not following or read_line(text) or dateline(text) or " / " in text or not starts_upper(text):
        return False
    if part.kind == "heading":
        return not text.endswith(":")
    first = following[0].text
    if _TWO_SENTENCES.search(text) or text.endswith((".”", ",")):
        return False
    if closed(text) and text[-1] not in "?!”\"’'" and not (text[-1] == "." and dateline(first)):
        return False  # a full stop is no title's, but what stands before the dateline is not the report
    return len(first) >= max(_SHORT_BODY, len(text)) or any(read_line(one.text) for one in following)


def _head_lines(parts: list[Part]) -> list[Facts]:
    """Tell the lines before the report (date, by-line) as furniture; return what they say, updates last."""
    found = []
    for at, part in enumerate(parts[:_HEAD]):
        if part.kind == "paragraph" and (
            len(part.text) >= _BODY or (closed(part.text) and len(part.text) >= _BODY // 2)
        ):
            break
        facts = read_line(part.text) if part.kind in ("paragraph", "heading", "item") else None
        if facts:
            found.append(facts)
            parts[at] = replace(part, kind="furniture")
    return sorted(found, key=lambda one: bool(one.published.detail))


def _cut_front(parts: list[Part]) -> tuple[list[Facts], list[str]]:
    """Cut the date that is run into the first sentence, and the dateline, off it; return what they say."""
    found: list[Facts] = []
    agencies: list[str] = []
    at = next(
        (n for n, part in enumerate(parts[:_HEAD]) if part.kind == "paragraph" and len(part.text) >= _SHORT_BODY), None
    )
    if at is None:
        return found, agencies
    stamp = leading_date(parts[at].text)
    if stamp:
        found.append(Facts(published=dating(stamp)))
        at = _cut(parts, at, stamp.end)
    line = dateline(parts[at].text)
    if line:
        dated = line.stamp and line.stamp.date
        found += [Facts(published=dating(line.stamp))] if line.stamp and dated else []
        agencies += [line.agency] if line.agency else []
        _cut(parts, at, line.end)
    return found, agencies


def _cut(parts: list[Part], at: int, end: int) -> int:
    """Cut a part in two, the first furniture; return where the second stands."""
    whole = parts[at]
    rest = re.sub(r"^[\s|:–—-]+", "", whole.text[end:])
    parts[at : at + 1] = [Part(whole.text[:end].strip(), "furniture"), replace(whole, text=rest)]
    return at + 1


def _address(parts: list[Part]) -> Facts:
    """Tell the lines that give the document's own address as furniture; return it."""
    for at, part in enumerate(parts):
        following = parts[at + 1] if at + 1 < len(parts) else Part("")
        url, below = labelled_address(part.text, part.link, following.text)
        if url:
            parts[at] = replace(part, kind="furniture")
            if below:
                parts[at + 1] = replace(following, kind="furniture")
            return Facts(url=known(url, "stated"))
    return Facts()


def _publisher(parts: list[Part]) -> Facts:
    """Return whose page it is by a message to its readers, or by the line of copyright at its end."""
    for at, part in enumerate(parts):
        name = sender(part.text, " ".join(one.text for one in parts[at + 1 : at + 1 + _MESSAGE_LINES]))
        if name:
            return Facts(publisher=known(name, "stated"))
    for at in range(max(0, len(parts) - _TAIL), len(parts)):
        name = copyright_holder(parts[at].text)
        if name:
            parts[at] = replace(parts[at], kind="furniture")
            return Facts(publisher=known(name, "stated"))
    short = (part.text for part in parts if part.kind == "furniture" and len(part.text) <= _LONGEST_HEAD)
    heads = (_PAGE_NUMBER.sub("", text) for text in short)
    return Facts(publisher=known(next((head for head in heads if is_newsroom(head)), None), "stated", "running head"))


def _tail_date(parts: list[Part]) -> Facts:
    """Return the date that a line at the end says ("Published 14 May 2025"): without a label it may be any."""
    for at in range(max(_HEAD, len(parts) - _TAIL), len(parts)):
        facts = read_line(parts[at].text)
        if facts and facts.published.day and parts[at].text[:1].isalpha() and _LABEL.match(parts[at].text):
            parts[at] = replace(parts[at], kind="furniture")
            return Facts(published=facts.published)
    return Facts()
