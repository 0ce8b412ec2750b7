"""Plain text -> a draft: lines re-joined where the text is hard-wrapped, the furniture of pages set apart."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import field, replace
from typing import TYPE_CHECKING

from briefing.ingest.characters import closed, starts_lower, starts_upper
from briefing.ingest.draft import Draft, Part
from briefing.ingest.lines import Joined, Line, Paragraph, Wrap, goes_on, read_lines, torn, wrap_of
from briefing.model.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.model import BlockKind

_ADDRESS = re.compile(r"<?(?:https?://|www\.)\S+>?", re.IGNORECASE)
PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:(?:page|seite|página|pág\.|p\.|стр\.|сторінка)\s*)?\d{1,4}\s*(?:(?:/|of|von|de|sur|из|з)\s*\d{1,4})?[-–—\s]*"
    r"|https?://\S+\s+\d{1,4}\s*/\s*\d{1,4}",
    re.IGNORECASE,
)
_PAGE_WORD = re.compile(r"\b(?:page|seite|página|pág\.|стр\.|сторінка)\s*\d{1,4}\b", re.IGNORECASE)
_BULLET = re.compile(r"[•·‣◦▪●■]\s*(?=\S)")
_DASH = re.compile(r"[-*+]\s+(?=\S)")
_NUMBER = re.compile(r"\(?\d{1,2}[.)]\s+(?=\S)")
_NO_HEADING = re.compile(r"\s/\s|©|@|https?:|\||^\W*$|^\(.*\)$|\]$|[^\W\d_]{3}[.!?]\s", re.IGNORECASE)
_LONGEST_HEADING, _HEADING_WORDS = 90, 12
_LONGEST_HEAD, _MOST_HEADS = 80, 8


def parse(text: str) -> Draft:
    """Return the draft of cleaned plain text."""
    parts, notes = parts_of(text)
    return Draft(tuple(with_headings(parts)), notes=notes)


def parts_of(text: str) -> tuple[list[Part], tuple[str, ...]]:
    """Return the parts of cleaned plain text (headings not yet told), and the notes on what was joined."""
    lines = read_lines(text)
    parts, counts = set_lines(lines, wrap_of(lines))
    return parts, counts.notes()


def set_lines(lines: list[Line], wrap: Wrap, kinds: Sequence[BlockKind] = ()) -> tuple[list[Part], Joined]:
    """Return the parts that the lines make, and what was joined; `kinds` says what a format knows of each line."""
    setter = _Setter(wrap, () if kinds else list_markers(lines))
    kinds = kinds or ["paragraph"] * len(lines)
    for line, kind, furniture in zip(lines, kinds, _page_furniture(lines, wrap), strict=True):
        if kind == "paragraph":
            setter.add(line, furniture=furniture)
        else:
            setter.put(Part(line.text, kind))
    setter.close()
    return setter.parts, setter.counts


def with_headings(parts: Sequence[Part]) -> list[Part]:
    """Return the parts with the short lines that stand over longer paragraphs told as headings."""
    around = [None, *parts, None]
    return [
        replace(part, kind="heading") if _is_heading(before, part, after) else part
        for before, part, after in zip(around, parts, around[2:], strict=False)
    ]


def list_markers(lines: Sequence[Line]) -> tuple[re.Pattern[str], ...]:
    """Return the list markers in use: dashes and numbers are markers only where there are several."""
    dashes = sum(bool(_DASH.match(line.text)) for line in lines) > 1
    numbers = {line.text.lstrip("(")[:1] for line in lines if _NUMBER.match(line.text)} >= {"1", "2"}
    return tuple(pattern for pattern, used in ((_BULLET, True), (_DASH, dashes), (_NUMBER, numbers)) if used)


def after_marker(text: str, markers: tuple[re.Pattern[str], ...]) -> str | None:
    """Return a list item without its bullet or dash (a number stays), None where it begins with no marker."""
    marker = next((found for pattern in markers if (found := pattern.match(text))), None)
    if marker is None:
        return None
    return text if _NUMBER.match(text) else text[marker.end() :]


@dataclass(slots=True)
class _Setter:
    """Sets lines into parts; furniture that tears a paragraph comes after it."""

    wrap: Wrap
    markers: tuple[re.Pattern[str], ...]
    parts: list[Part] = field(default_factory=list)
    counts: Joined = field(default_factory=Joined)
    open: Paragraph = field(default_factory=Paragraph)
    kind: BlockKind = "paragraph"
    last: Line = field(default_factory=lambda: Line(""))
    waiting: list[Part] = field(default_factory=list)

    def add(self, line: Line, *, furniture: bool) -> None:
        if furniture:
            self.waiting.append(Part(line.text, "furniture"))
            return
        item = after_marker(line.text, self.markers)
        if item is not None or not self.open.lines or not self._goes_on(line):
            self._start(line, item)
        else:
            self._extend(line)
        self.last = line

    def put(self, part: Part) -> None:
        """Put a part that the format tells from running text."""
        self.close()
        self.parts.append(part)

    def close(self) -> None:
        if self.open.lines:
            self.parts.append(Part(self.open.text(), self.kind))
        self.parts += self.waiting
        self.open, self.waiting = Paragraph(), []

    def _goes_on(self, line: Line) -> bool:
        if self.waiting or line.page:
            full = self.wrap.fills(self.last.text, line.text) and not closed(self.last.text)
            return torn(self.open, line.text) or (full and self._over_page(line))
        return goes_on(self.wrap, self.open, self.last, line)

    def _over_page(self, line: Line) -> bool:
        return line.page or not all(_ADDRESS.fullmatch(part.text) for part in self.waiting)

    def _start(self, line: Line, item: str | None) -> None:
        self.close()
        self.kind = "paragraph" if item is None else "item"
        self.open.append(line.text if item is None else item)

    def _extend(self, line: Line) -> None:
        whole = bool(self.waiting) or line.gap or line.page or not (self.wrap.width or self.wrap.soft)
        self.counts.torn += whole
        self.counts.lines += not whole
        self.open.extend(line.text, self.wrap.words, self.counts)


def _page_furniture(lines: list[Line], wrap: Wrap) -> list[bool]:
    """Say of each line whether it belongs to the page: an address alone, a page number, a running head."""
    numbers = [bool(PAGE_NUMBER.fullmatch(line.text)) for line in lines]
    counts = Counter(_head(line.text) for line in lines)
    repeated = [len(line.text) <= _LONGEST_HEAD and counts[_head(line.text)] > 1 for line in lines]
    candidates = [number or again for number, again in zip(numbers, repeated, strict=True)]
    told = {
        _head(lines[at].text)
        for at, told in enumerate(candidates)
        if told and _at_page_end(lines, candidates, at, wrap)
    }
    return [
        bool(_ADDRESS.fullmatch(line.text)) or (candidate and _head(line.text) in told)
        for line, candidate in zip(lines, candidates, strict=True)
    ]


def _head(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _at_page_end(lines: list[Line], candidates: list[bool], at: int, wrap: Wrap) -> bool:
    """Return whether the line stands at a page break, or in the middle of a sentence."""
    if _PAGE_WORD.search(lines[at].text) or lines[at].page or (at + 1 < len(lines) and lines[at + 1].page):
        return True
    before = next((lines[n].text for n in range(at - 1, max(-1, at - _MOST_HEADS), -1) if not candidates[n]), "")
    after = next((lines[n].text for n in range(at + 1, min(len(lines), at + _MOST_HEADS)) if not candidates[n]), "")
    long = len(before) >= max(_LONGEST_HEAD // 2, wrap.width * 0.7)
    return long and not closed(before) and starts_lower(after)


def _is_heading(before: Part | None, part: Part, after: Part | None) -> bool:
    text = part.text
    if part.kind != "paragraph" or after is None or len(text) > _LONGEST_HEADING or len(text.split()) > _HEADING_WORDS:
        return False
    if _NO_HEADING.search(text) or not starts_upper(text) or after.kind not in ("paragraph", "item"):
        return False
    if text.endswith("?"):
        return text[0].isalnum() and _longer(before, part) and _longer(after, part)
    return not closed(text) and not text.endswith(",") and (after.kind == "item" or _longer(after, part))


def _longer(other: Part | None, part: Part) -> bool:
    return other is not None and len(other.text) >= max(60, 1.5 * len(part.text))
