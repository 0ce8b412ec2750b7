"""An invented running story of any length: no word of a real report, the same text for the same seed.

Nouns follow Zipf's law, with a long tail of made-up ones; there are names with offices, figures, weekdays and dates,
and what real reporting does: publishers repeat each other's sentences, say them in other words, correct a figure.
"""

from __future__ import annotations

import bisect
import itertools
import random
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from briefing import Article

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

TODAY = date(2031, 3, 13)
"""The day of the newest reports."""

PUBLISHERS = (
    "The Harbour Post",
    "Lume Gazette",
    "Velmar Observer",
    "Coast Tribune",
    "Bryland Courier",
    "Isle Standard",
)

CONFIG = """\
[brief]
id = "ardenia"
title = "The Ardenia talks"
timezone = "UTC"
window = "48h"

[[sides]]
id = "ardenia"
title = "Ardenia"
names = ["Ardenia", "Ardenian", "Velmar"]

[[sides]]
id = "bryland"
title = "Bryland"
names = ["Bryland", "Brylander", "Ostmark"]

[[sources]]
name = "Saved reports"
files = "articles/*"

[[topics]]
id = "talks"
title = "Talks and delegations"
about = "Who negotiates, where and when, and what is on the table"
terms = ["delegation", "negotiator", "talks", "agreement", "proposal", "minister"]
sentences = 6

[[topics]]
id = "fishing"
title = "Fishing grounds"
about = "Quotas, boats and catches in the disputed waters"
terms = ["quota", "trawler", "fishery", "catch", "harbour", "fleet"]
sentences = 6

[[topics]]
id = "incidents"
title = "Incidents at sea"
about = "Ships stopped, people hurt or missing, and what was done"
terms = ["coast guard", "patrol", "crew", "injured", "rescue", "collision"]
sentences = 6
"""
"""A configuration for the story, its reports in articles/."""

_NOUNS = """
talks delegation proposal quota agreement harbour minister fleet trawler patrol negotiator crew border committee treaty
catch council ceasefire port budget dispute vessel statement union inquiry fishery market rescue envoy licence tariff
ferry storm collision cargo ambassador reef survey court parliament channel convoy pipeline island tax shipyard village
lighthouse cannery embargo inspection draft timetable buffer guarantee observer hospital strike warehouse refinery
""".split()
_VERBS = """
rejected approved delayed opened closed extended suspended reviewed criticised welcomed signed blocked widened cut
postponed restored inspected abandoned defended reopened
""".split()
_SAME = {"rejected": "turned down", "approved": "backed", "delayed": "put off", "suspended": "halted", "cut": "reduced"}
_FIRST = "Jonas Tamsin Mira Anton Edda Piers Lotta Hakon Brisa Ruven Selma Orrin Katja Milo Vera Tibor".split()
_LAST = "Feld Orrell Castell Brill Maren Thorne Voss Adair Lindqvist Hale Pell Korda Stane Ebner Wray Solheim".split()
_OFFICES = "minister|mayor|negotiator|spokeswoman|admiral|commissioner|union leader|harbour master|judge|envoy".split(
    "|"
)
_PLACES = "Velmar|Ostmark|Porto Lume|Saint Bryn|Karsund|Dellhaven|Morrow Bay|Tarn Point|Ebbesund|Greywick".split("|")
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS = "January February March April May June July August September October November December".split()
_COUNTED = "trawlers|sailors|boats|households|tonnes of cod|licences|inspectors|containers|jobs|crew members".split("|")
_SYLLABLES = "bar den vol mir tas kel dor lun fen sar gol pim rud hesk nav tor wen zil ost bre".split()

_TAIL, _EXPONENT = 20_000, 1.1
"""How many nouns there are in all, and how steeply they get rarer."""

_MORE_PLACES = 300
"""How many places there are besides the ten, by the same law."""

_COPIED, _REWORDED, _CORRECTED = 0.12, 0.10, 0.05
"""How many sentences are another report's word for word, in other words, or with another figure."""

_NEAREST, _FARTHEST = 40, 600
"""How many sentences ago that was: reports of one day repeat each other, hardly ever themselves."""

_PATTERNS = (
    "{office} {first} {last} said on {day} that the {n1} in {place} would be {verb} unless the {n2} was {verb2}.",
    "The {n1} {verb} the {n2} after {figure} {counted} had been counted near {place} on {date}.",
    "At least {figure} {counted} were held in {place} on {day}, the {n1} of the {n2} said.",
    "{first} {last}, the {office} of {place}, {verb} the {n1} and asked the {n2} for {figure} {counted}.",
    '"The {n1} cannot wait for the {n2}," {first} {last} told reporters in {place} on {date}.',
    "Officials in {place} said the {n1} {verb} the {n2} on {day} and that {figure} {counted} were at stake.",
    "A {n1} between {place} and {place2} was {verb} on {date}, according to the {n2}.",
    "The {office} of {place}, {first} {last}, will travel to {place2} on {day} for the {n1} about the {n2}.",
    "No {n1} was {verb} in {place}, although the {n2} had promised {figure} {counted} by {date}.",
    "Ardenia {verb} the {n1} and Bryland {verb2} the {n2}, with {figure} {counted} still missing off {place}.",
)

_ENDINGS = (
    ".",
    ", a {n3} about the {n4} that had {verb3} the {n5} for years.",
    ", while the {n3} in {place3} {verb3} a {n4} of {n5} and {n6}.",
    ", because a {n3} without any {n4} had {verb3} the {n5}.",
    " before the {n3} could be {verb3} by the {n4} of {place3}.",
    ", {n3} experts from {place3} told a {n4} on the {n5}.",
)
"""How a sentence goes on: words of their own, so that sentences of one pattern are not alike."""


@dataclass(frozen=True, slots=True)
class Report:
    """An invented report: sentences by paragraphs, and what is known of it."""

    name: str
    title: str
    publisher: str
    published: date
    url: str
    paragraphs: tuple[tuple[str, ...], ...]

    @property
    def text(self) -> str:
        """Return the paragraphs, an empty line between them."""
        return "\n\n".join(" ".join(paragraph) for paragraph in self.paragraphs)

    @property
    def article(self) -> Article:
        """Return it as the program's own record."""
        return Article.from_text(
            self.text, title=self.title, publisher=self.publisher, published=self.published.isoformat(), url=self.url
        )

    def write(self, folder: Path) -> Path:
        """Write it as a text with what is known of it beside; return the text's path."""
        path = folder / f"{self.name}.txt"
        path.write_text(self.text, encoding="utf-8")
        known = {"title": self.title, "publisher": self.publisher, "published": self.published, "url": self.url}
        path.with_suffix(".toml").write_text("".join(f'{key} = "{value}"\n' for key, value in known.items()), "utf-8")
        return path


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence as what it is made of, so that another report can tell it in other words."""

    pattern: str
    filled: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        said = self.pattern.format(**dict(self.filled))
        return said[0].upper() + said[1:]

    def but(self, **other: str) -> _Told:
        return _Told(self.pattern, tuple((dict(self.filled) | other).items()))


class _Teller:
    """Who makes up sentences, remembering those that were told."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - the same text each time
        self._told: list[_Told] = []

    def sentence(self, day: date) -> str:
        """Return the next sentence of a report of a day: new, or one that was told before."""
        told = self._again(self._random.random()) if len(self._told) >= _NEAREST else None
        told = told or self._new(day)
        self._told.append(told)
        return told.text

    def choice(self, among: Sequence[str]) -> str:
        return self._random.choice(among)

    def below(self, number: int) -> int:
        return self._random.randrange(number)

    def noun(self) -> str:
        """Return a noun by Zipf's law."""
        nouns, weights = _nouns()
        return nouns[bisect.bisect(weights, self._random.random() * weights[-1])]

    def place(self) -> str:
        """Return a place by Zipf's law."""
        places, weights = _places()
        return places[bisect.bisect(weights, self._random.random() * weights[-1])]

    def _again(self, chance: float) -> _Told | None:
        old = self._told[-_NEAREST - self.below(min(_FARTHEST, len(self._told)) - _NEAREST + 1)]
        if chance < _COPIED:
            return old
        if chance < _COPIED + _REWORDED:
            verb = dict(old.filled)["verb"]
            return old.but(verb=_SAME.get(verb, verb), day=self.choice(_DAYS), counted=self.choice(_COUNTED))
        if chance < _COPIED + _REWORDED + _CORRECTED:
            return old.but(figure=f"{int(dict(old.filled)['figure'].replace(',', '')) + 1 + self.below(9):,}")
        return None

    def _new(self, day: date) -> _Told:
        then = day - timedelta(days=self.below(9))
        filled = {
            "office": self.choice(_OFFICES),
            "first": self.choice(_FIRST),
            "last": self.choice(_LAST),
            "day": _DAYS[then.weekday()],
            "date": f"{then.day} {_MONTHS[then.month - 1]}",
            "figure": f"{3 + int(self._random.paretovariate(0.9)):,}",
            "counted": self.choice(_COUNTED),
        }
        filled |= {name: self.place() for name in ("place", "place2", "place3")}
        filled |= {name: self.noun() for name in ("n1", "n2", "n3", "n4", "n5", "n6")}
        filled |= {name: self.choice(_VERBS) for name in ("verb", "verb2", "verb3")}
        said, end = self.choice(_PATTERNS), self.choice(_ENDINGS)
        return _Told(said[:-1] + end if said.endswith(".") else said, tuple(filled.items()))


@cache
def _nouns() -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Return all nouns, the commonest first, and the running sums of their weights."""
    return _by_zipf((*_NOUNS, *_made_up(_TAIL - len(_NOUNS), 3)))


@cache
def _places() -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Return all places, the commonest first, and the running sums of their weights."""
    return _by_zipf((*_PLACES, *(word.capitalize() for word in _made_up(_MORE_PLACES, 2))))


def _by_zipf(words: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[float, ...]]:
    return words, tuple(itertools.accumulate((rank + 2.7) ** -_EXPONENT for rank in range(1, len(words) + 1)))


def _made_up(count: int, least: int) -> list[str]:
    """Return words of so many syllables at least, in an order that has nothing to do with their letters."""
    made = ["".join(parts) for size in (least, least + 1) for parts in itertools.product(_SYLLABLES, repeat=size)]
    return random.Random(_TAIL).sample(made, count)  # noqa: S311 - the same words each time


def story(sentences: int, seed: int = 0) -> tuple[str, ...]:
    """Return so many sentences of one story, in order; the first n of a longer story are those of a shorter one."""
    teller = _Teller(seed)
    return tuple(teller.sentence(TODAY) for _ in range(sentences))


def articles(count: int, days: int, seed: int = 0, *, sentences: int = 20) -> tuple[Report, ...]:
    """Return so many reports of the `days` up to TODAY, oldest first, of about as many sentences each."""
    teller = _Teller(seed)
    return tuple(_report(teller, number, _day_of(number, count, days), sentences) for number in range(count))


def _day_of(number: int, count: int, days: int) -> date:
    return TODAY - timedelta(days=days - 1 - number * days // count)


def _report(teller: _Teller, number: int, day: date, sentences: int) -> Report:
    left = max(3, sentences * (70 + teller.below(61)) // 100)
    paragraphs = []
    while left > 0:
        size = min(left, 1 + teller.below(4))
        paragraphs.append(tuple(teller.sentence(day) for _ in range(size)))
        left -= size
    title = f"{teller.noun().capitalize()} and {teller.noun()} divide {teller.choice(_PLACES)}"
    publisher = PUBLISHERS[teller.below(len(PUBLISHERS))]
    url = f"https://{publisher.lower().replace(' ', '-')}.example/{day:%Y/%m/%d}/{number}"
    return Report(f"{number:06}", title, publisher, day, url, tuple(paragraphs))
