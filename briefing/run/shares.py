"""How much of a run, and of a day, is one source's: whatever it gives, or keeps waiting, the others have their turn.

A feed names the pages of its entries, a list names feeds, and who writes these may name any number, at any number of
hosts. What is more than a source may give is left, and that is said; an hour later there may be room again.
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from contextlib import contextmanager
from dataclasses import field
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from briefing.model.records import dataclass
from briefing.store.sources import received

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from briefing.model import Arrival

MOST_PAGES = 400
"""Pages of entries that are fetched for one source in a run: an agency writes two hundred reports a day."""

MOST_A_DAY = 256 << 20
"""Bytes of documents of one source that are filed in a day: three hundred heavy pages, or eight thousand entries."""

EACH = 32 << 10
"""Bytes that a document counts for besides its own: its words are indexed, and what it is known again by is kept."""

MOST_WORK = 300.0
"""Seconds of the processor that reading the pages of a source may take in a run: thousands of them, or five PDF files
that were made to take as long as one may."""

_OFTEN = 24
"""Of what it may give in a day a source may give such a part in a run, before the archive is asked what it gave."""

_DAY = timedelta(days=1)

T = TypeVar("T")


def in_turn(asked: Iterable[T], share: Callable[[T], str]) -> list[T]:
    """Return what is asked, the first of each share, then the second of each: none waits for all of another."""
    before: Counter[str] = Counter()
    turns = []
    for one in asked:
        turns.append((before[share(one)], one))
        before[share(one)] += 1
    return [one for _, one in sorted(turns, key=lambda turn: turn[0])]


def first_of_each(asked: Iterable[T], share: Callable[[T], str], most: int) -> tuple[list[T], dict[str, list[T]]]:
    """Return as many of each share as there may be, and what is left, by the shares."""
    kept: list[T] = []
    taken: Counter[str] = Counter()
    left: dict[str, list[T]] = defaultdict(list)
    for one in asked:
        taken[share(one)] += 1
        (kept if taken[share(one)] <= most else left[share(one)]).append(one)
    return kept, left


def worked() -> float:
    """Return the seconds of the processor that this process has taken, with those that it has started."""
    return sum(os.times()[:4])


@dataclass(slots=True)
class Ration:
    """What each source may still give on the day that ends now, by its name; `clock` tells seconds of work."""

    store: Path
    now: datetime
    clock: Callable[[], float] = worked
    spent: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    given: Counter[str] = field(default_factory=Counter)
    before: dict[str, int] = field(default_factory=dict)

    def admits(self, arrival: Arrival) -> bool:
        """Count a document that is new, and return whether its source may give it. Raises StoreError."""
        name = arrival.source
        if self.spent[name] > MOST_WORK:
            return False
        whole = self.given[name] + len(arrival.raw) + EACH
        if whole > MOST_A_DAY // _OFTEN and whole + self._before(name) > MOST_A_DAY:
            return False
        self.given[name] = whole
        return True

    @contextmanager
    def reading(self, name: str) -> Iterator[None]:
        """Count the work of what is done inside as that of reading a source."""
        began = self.clock()
        try:
            yield
        finally:
            self.spent[name] += self.clock() - began

    def _before(self, name: str) -> int:
        if name not in self.before:
            count, size = received(self.store, name, self.now - _DAY, self.now)
            self.before[name] = size + count * EACH
        return self.before[name]


def left_of(count: int) -> str:
    """Return that so many documents were left, since their source has given too much."""
    most = f"{MOST_A_DAY >> 20} MB of documents within a day, or {MOST_WORK:g} seconds' work in a run"
    return f"more than {most}; {count:,} of them left, to be asked for later"
