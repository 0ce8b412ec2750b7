"""What all pages of the site need: dates and lines in words, and names of pages."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from briefing.render.dates import full_date, parsed, year_date
from briefing.render.direction import direction
from briefing.render.site.view import LineView, WordsView
from briefing.render.view import Day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from briefing.render.site.outline import Cited, Line, Outline, Words
    from briefing.render.words import Frame

ISSUE = "brief.html"
"""The page of an issue, in the folder of its date."""

_PLAIN = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
_TAKEN = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})
"""Names that Windows takes for devices, whatever stands after a stop."""


def page_name(text: str) -> str:
    """Return a name for a file and an address: a to z, digits, dashes.

    Where that loses letters or would be taken for something else, a digest of the text tells it from others.
    """
    if _PLAIN.fullmatch(text) and text not in _TAKEN:
        return text
    bare = "".join(one for one in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(one))
    name = _NOT_PLAIN.sub("-", bare)[:40].strip("-")
    lost = any(one.isalnum() and not one.isascii() for one in bare) or len(bare) > 40 or not name or name in _TAKEN
    return f"{name}-{digest(text)}".lstrip("-") if lost else name


def page_names(texts: Iterable[str]) -> tuple[str, ...]:
    """Return a name for each text, no two alike: of those that would be, the first has it and the others a digest."""
    taken: dict[str, None] = {}
    for place, text in enumerate(texts):
        name = page_name(text)
        name = f"{name}-{digest(text)}" if name in taken else name
        taken[f"{name}-{place}" if name in taken else name] = None
    return tuple(taken)


def digest(text: str) -> str:
    """Return eight characters that tell a text from others."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


class Desk:
    """Turns what issues showed into views, in one frame; `root` is the way from the page to the issues' folders."""

    def __init__(self, frame: Frame, root: str = "") -> None:
        self.frame, self.root = frame, root
        self.year_day: Callable[[str], str] = cache(self._year_day)
        self.source: Callable[[Cited], tuple[str, Day, str | None]] = cache(self._source)

    def day(self, iso: str) -> Day:
        """Return a day with its year: "25 July 2016"."""
        return Day(iso, self.year_day(iso))

    def full_day(self, iso: str) -> Day:
        """Return a day with its weekday and year."""
        day = parsed(iso)
        return Day(iso, full_date(day, self.frame) if day else iso)

    def href(self, issue: Outline, anchor: str = "") -> str:
        """Return the address of a place in an issue's page."""
        return f"{self.root}{issue.date}/{ISSUE}{'#' if anchor else ''}{anchor}"

    def words(self, words: Words, issue: Outline) -> WordsView:
        """Return a sentence with whose it is."""
        publisher, day, link = self.source(words.cited)
        return WordsView(words.text, issue.language, direction(words.text), publisher, day, link)

    def line(self, line: Line, issue: Outline) -> LineView:
        """Return what an issue showed in one place."""
        view = LineView(tuple(self.words(one, issue) for one in line.words), self.href(issue, line.anchor))
        return replace(view, state=line.state, status=self._status(line)) if line.state else view

    def _status(self, line: Line) -> str:
        words = self.frame(f"status_{line.state}")
        changes = [self.frame(f"change_{change}") for change in line.changed]
        return self.frame("named", name=words, detail=self.frame("comma").join(changes)) if changes else words

    def _year_day(self, iso: str) -> str:
        day = parsed(iso)
        return year_date(day, self.frame) if day else iso

    def _source(self, cited: Cited) -> tuple[str, Day, str | None]:
        publisher = cited.publisher or self.frame("no_publisher_listed")
        if not cited.published:
            return publisher, Day(None, self.frame("no_date")), cited.link or None
        words = self.year_day(cited.published)
        words = self.frame("inferred_day", day=words) if cited.inferred else words
        return publisher, Day(cited.published, words), cited.link or None


def spanned(days: Sequence[str], desk: Desk) -> str:
    """Return "25 July 2016 – 29 July 2016" of ISO days in order, or the one."""
    from briefing.render.languages import span  # noqa: PLC0415 - Babel, only when it is needed

    if days[0] == days[-1]:
        return desk.year_day(days[0])
    return span(desk.frame.locale, desk.year_day(days[0]), desk.year_day(days[-1]))
