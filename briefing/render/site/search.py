"""What is searched without a server: for each year a script that holds every sentence once, and where it was shown.

A scan of folded text needs no index: years of issues are searched in milliseconds, and an index would be larger than
the text. The years are loaded when somebody searches, not with the page.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import TYPE_CHECKING, Any

from briefing.render.data import packed
from briefing.render.site.desk import Desk
from briefing.render.site.people import PLACE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefing.render.site.outline import Line, Outline, Words
    from briefing.render.words import Frame

FIRST = "/* briefing, archive */"
"""How a file of data begins, by which it is known again as the program's own."""

_BEFORE, _BEHIND = f"{FIRST}(self.briefing ??= []).push(".encode(), b");\n"
_HALVES = b"\\ud"
_UNSAFE = "<>&\u2028\u2029"
_HALF = re.compile("[\ud800-\udfff]")
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


def with_another(before: bytes, issue: Outline, frame: Frame) -> bytes | None:
    """Return the file of data with one more issue, of what it was without; None where only all issues tell it.

    It is what all of them would give: what is new comes behind what was there.
    """
    if _HALVES in before:  # half a character: two of them would be read as a whole one
        return None
    return _script(_Year(Desk(frame), json.loads(before[len(_BEFORE) : -len(_BEHIND)])).data([issue]))


def script_hash(script: str) -> str:
    """Return what a policy allows this very script by: "sha256-...=="."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")


def messages(frame: Frame) -> dict[str, str]:
    """Return the words of the script, which puts in what stands in braces."""
    values = {name: f"{{{name}}}" for name in ("n", "first", "last", "name")}
    return {**{key: frame(key, **values) for key in _WORDS}, "language": frame.language}


def _script(data: object) -> bytes:
    return _BEFORE + _json(data) + _BEHIND


def _json(data: object) -> bytes:
    """Return data as JSON that is safe in a script and in a page, with nothing that UTF-8 cannot hold."""
    text = packed(data)
    if text is None:
        halves = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        text = _HALF.sub(lambda found: f"\\u{ord(found[0]):04x}", halves).encode()
    for sign in _UNSAFE:
        text = text.replace(sign.encode(), b"\\u%04x" % ord(sign))
    return text


class _Year:
    """The sentences of a year, each with the places that showed it; days, sources and headings are told by number.

    A sentence is [text, source, [day, anchor, heading, ...]]. `before` is the data of the issues that came earlier.
    """

    def __init__(self, desk: Desk, before: Mapping[str, Any] | None = None) -> None:
        had = before or {"days": (), "headings": (), "sentences": (), "sources": ()}
        self.desk = desk
        self.days: list[Sequence[str]] = list(had["days"])
        self.headings: dict[str, int] = {heading: number for number, heading in enumerate(had["headings"])}
        self.sources: dict[tuple[str, ...], int] = {tuple(one): number for number, one in enumerate(had["sources"])}
        self.sentences: dict[tuple[str, int], list[int | str]] = {
            (text, source): places for text, source, places in had["sentences"]
        }

    def data(self, issues: Sequence[Outline]) -> Mapping[str, object]:
        """Return what the script of the page takes, with these issues behind those that came earlier."""
        for issue in issues:
            self._take(issue)
        return {
            "language": issues[-1].language,
            "days": self.days,
            "headings": list(self.headings),
            "sentences": [(*sentence, places) for sentence, places in self.sentences.items()],
            "sources": list(self.sources),
        }

    def _take(self, issue: Outline) -> None:
        day, taken = len(self.days), set[tuple[tuple[str, int], str]]()
        self.days.append((issue.date, self.desk.year_day(issue.date)))
        for heading, line in _lines(issue, self.desk.frame):
            number = self.headings.setdefault(heading, len(self.headings))
            for sentence in map(self._sentence, (*line.words, *line.also)):
                places = self.sentences.setdefault(sentence, [])
                if (sentence, line.anchor) not in taken:
                    taken.add((sentence, line.anchor))
                    places += (day, line.anchor, number)

    def _sentence(self, words: Words) -> tuple[str, int]:
        publisher, day, link = self.desk.source(words.cited)
        return words.text, self.sources.setdefault((publisher, day.words, link or ""), len(self.sources))


def _lines(issue: Outline, frame: Frame) -> Iterator[tuple[str, Line]]:
    """Yield all that an issue showed, each under the heading that it stood under."""
    body = issue.body
    for topic, lines in zip(issue.topics, body.topics, strict=True):
        yield from ((topic.title, line) for line in lines)
    for person in issue.people:
        yield from ((frame("people"), line) for line in person.said if line.anchor == PLACE)
    yield from ((frame(line.anchor), line) for line in body.loose)
