"""What is searched without a server: for each year a script that holds every sentence once, and where it was shown.

A scan of folded text needs no index: years of issues are searched in milliseconds, and an index would be larger than
the text. The years are loaded when somebody searches, not with the page.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import TYPE_CHECKING

from briefing.render.site.desk import Desk
from briefing.render.site.people import PLACE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefing.render.site.outline import Line, Outline, Words
    from briefing.render.words import Frame

FIRST = "/* briefing, archive */"
"""How a file of data begins, by which it is known again as the program's own."""

_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")
_WORDS = ("comma", "search_found", "search_none", "search_days", "search_failed", "search_loading", "site_shown")


def years_of(outlines: Sequence[Outline]) -> dict[str, list[Outline]]:
    """Return the issues of each year, by the name of the file of their data."""
    years: dict[str, list[Outline]] = {}
    for issue in outlines:
        years.setdefault(f"search/{issue.date[:4]}.js", []).append(issue)
    return years


def search_file(issues: Sequence[Outline], frame: Frame) -> bytes:
    """Return the file of data of a year."""
    return _script(_Year(Desk(frame)).data(issues))


def script_hash(script: str) -> str:
    """Return what a policy allows this very script by: "sha256-...=="."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")


def messages(frame: Frame) -> dict[str, str]:
    """Return the words of the script, which puts in what stands in braces."""
    values = {name: f"{{{name}}}" for name in ("n", "first", "last", "name")}
    return {**{key: frame(key, **values) for key in _WORDS}, "language": frame.language}


def _script(data: object) -> bytes:
    return f"{FIRST}(self.briefing ??= []).push({_json(data)});\n".encode()


def _json(data: object) -> str:
    """Return data as JSON that is safe in a script and in a page, with nothing that UTF-8 cannot hold."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


class _Year:
    """The sentences of a year, each with the places that showed it; days, sources and headings are told by number.

    A sentence is [text, source, [day, anchor, heading, ...]].
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.days: list[tuple[str, str]] = []
        self.sources: dict[tuple[str, str, str], int] = {}
        self.headings: dict[str, int] = {}
        self.found: dict[Words, dict[tuple[int, str], int]] = {}

    def data(self, issues: Sequence[Outline]) -> Mapping[str, object]:
        """Return what the script of the page takes."""
        for issue in issues:
            self.days.append((issue.date, self.desk.year_day(issue.date)))
            for heading, line in _lines(issue, self.desk.frame):
                self._add(heading, line)
        language = issues[-1].language
        sentences = [self._sentence(words, places) for words, places in self.found.items()]
        return {
            "language": language,
            "days": self.days,
            "headings": list(self.headings),
            "sentences": sentences,
            "sources": list(self.sources),
        }

    def _add(self, heading: str, line: Line) -> None:
        number = self.headings.setdefault(heading, len(self.headings))
        for words in (*line.words, *line.also):
            self.found.setdefault(words, {}).setdefault((len(self.days) - 1, line.anchor), number)

    def _sentence(self, words: Words, places: Mapping[tuple[int, str], int]) -> list[object]:
        publisher, day, link = self.desk.source(words.cited)
        source = (publisher, day.words, link or "")
        number = self.sources.setdefault(source, len(self.sources))
        return [words.text, number, [part for (day, anchor), name in places.items() for part in (day, anchor, name)]]


def _lines(issue: Outline, frame: Frame) -> Iterator[tuple[str, Line]]:
    """Yield all that an issue showed, each under the heading that it stood under."""
    for topic in issue.topics:
        yield from ((topic.title, line) for line in topic.lines)
    for person in issue.people:
        yield from ((frame("people"), line) for line in person.said if line.anchor == PLACE)
    yield from ((frame(line.anchor), line) for line in issue.loose)
