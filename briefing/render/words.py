"""The words of the frame around the reports' own, by language. To add or mend words, see frames/en.toml.

A file of frames/ holds one language. Words are looked up by key; those that depend on a number are chosen by the value
`n` and the language's plural rules. What a language lacks is said in English.
"""

from __future__ import annotations

import tomllib
import unicodedata
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from briefing.model.records import dataclass
from briefing.render import languages

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

Words = str | dict[str, str]

_ISOLATE = "\u2068{}\u2069"
_OPPOSITE = {"ltr": frozenset({"R", "AL"}), "rtl": frozenset({"L"})}


@dataclass(frozen=True, slots=True)
class Frame:
    """The program's own words in one language. `locale` is CLDR's name of how its dates and numbers are written.

    `english` says what this language has no words for.
    """

    language: str
    locale: str
    words: dict[str, Words]
    english: Frame | None = None

    def __call__(self, key: str, **values: object) -> str:
        """Return the words of `key`, with the values put in; KeyError where there are no such words in English either.

        A value that is written in the other direction is set apart by Unicode's isolates.
        """
        if key not in self.words and self.english:
            return self.english(key, **values)
        words = self.words[key]
        if isinstance(words, dict):
            words = words.get(languages.plural(self.locale, _whole(values.get("n")))) or words["other"]
        return words.format_map({name: self._shown(value) for name, value in values.items()})

    def __contains__(self, key: str) -> bool:
        return key in self.words or (self.english is not None and key in self.english)

    @property
    def direction(self) -> str:
        """Return "ltr" or "rtl"."""
        return languages.direction(self.locale)

    def _shown(self, value: object) -> str:
        return self.number(value) if isinstance(value, int) else self.isolated(str(value))

    def isolated(self, text: str) -> str:
        """Return the text, set apart where it holds letters that are written in the other direction."""
        opposite = _OPPOSITE[self.direction]
        return _ISOLATE.format(text) if any(unicodedata.bidirectional(one) in opposite for one in text) else text

    def number(self, number: int) -> str:
        """Return "1,234"."""
        return languages.number(self.locale, number)

    def listed(self, parts: Iterable[str]) -> str:
        """Return "a, b, c"."""
        return self("comma").join(self.isolated(part) for part in parts)

    def joined(self, parts: Iterable[str]) -> str:
        """Return "a, b and c"."""
        return languages.joined(self.locale, [self.isolated(part) for part in parts])

    def weekday(self, day: date) -> str:
        """Return "Thursday": as `weekdays` writes it where a phrase needs another case, else as it stands alone."""
        own = self.words.get("weekdays")
        return own[languages.WEEKDAYS[day.weekday()]] if isinstance(own, dict) else languages.weekday(self.locale, day)


def _whole(number: object) -> int:
    return number if isinstance(number, int) else 0


@cache
def frames() -> tuple[str, ...]:
    """Return the languages that there are words in, by their codes."""
    names = (path.name for path in (resources.files("briefing.render") / "frames").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def _frame(language: str) -> Frame:
    file = resources.files("briefing.render") / "frames" / f"{language}.toml"
    data: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    return Frame(language, data["locale"], data["words"], None if language == "en" else ENGLISH)


def frame_for(language: str) -> Frame:
    """Return the frame of a language tag ("en", "en-GB"); English where there is no other."""
    code = language.partition("-")[0].lower()
    return _frame(code) if code in frames() else ENGLISH


ENGLISH = _frame("en")
