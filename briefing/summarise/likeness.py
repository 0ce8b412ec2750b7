"""Many sentences beside each other, with numpy: how like they are to those of other reports, what comes again.

The likeness is the very same as that of `support`, since the same products are added up in the same order.
"""

from __future__ import annotations

from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefing.summarise.corpus import Terms

MANY = 3000  # sentences from which numpy gains more than its import takes
COMMON = 100  # sentences of a day that hold a stem, from which it tells no more which sentences are alike
NAMED = 1.5  # weight of a name or number over that of another stem of its rarity
THESE_DAYS = 2  # within which what two reports tell is one piece of news
AT_ONCE = 200  # sentences that are compared in one step: enough to be quick, few enough for the memory


def nearest_of_many(
    told: Sequence[Terms], idf: Callable[[str], float], days: Sequence[int | None], families: Sequence[int]
) -> list[float]:
    """Return how like each sentence the most like is of these days and another family, in [0, 1].

    `days` are counted from any day, None where it is not known.
    """
    import numpy as np  # noqa: PLC0415 - a tenth of a second, only where there is much to compare

    entries, members = _Entries(np, told, idf, days), _Members(np, families)
    nearest: list[float] = []
    for start in range(0, len(told), AT_ONCE):
        rows = range(start, min(start + AT_ONCE, len(told)))
        own, others, values = entries.products(rows)
        columns = np.zeros(len(told), np.int32)
        columns[others] = 1
        columns = np.cumsum(columns, dtype=np.int32)  # from 1 on; 0 is for those that nobody is compared with
        width = int(columns[-1]) + 1
        sums = np.bincount(own * np.int32(width) + columns[others], values, len(rows) * width)
        own, kin = members.of(rows)
        sums[own * width + columns[kin]] = 0.0
        nearest += sums.reshape(-1, width).max(axis=1).tolist()
    return nearest


def shared_stretches(texts: Sequence[Sequence[str]], size: int) -> list[tuple[int, frozenset[int]]]:
    """Return of each text how many different stretches of `size` words it has, and which of them others have, too.

    Stretches have numbers. `size` is a power of two: a stretch is the pair of its halves.
    """
    import numpy as np  # noqa: PLC0415 - only where there is much to compare

    numbers, text = _numbered(np, texts), np.repeat(np.arange(len(texts)), list(map(len, texts)))
    width = 1
    while width < size:
        pairs = numbers[:-width] * (int(numbers.max(initial=0)) + 1) + numbers[width:]
        numbers = np.unique(pairs, return_inverse=True)[1]
        width *= 2
    first, last = text[: len(numbers)], text[len(text) - len(numbers) :]
    many = int(numbers.max(initial=0)) + 1
    held = np.sort((first * many + numbers)[first == last])  # by text
    held = held[np.diff(held, prepend=-1) > 0]
    again = np.bincount(held % many)[held % many] > 1
    sizes = np.bincount(held // many, minlength=len(texts)).tolist()
    ends = np.searchsorted(held[again], np.arange(len(texts) + 1) * many).tolist()
    shared = (held[again] % many).tolist()
    return [(size, frozenset(shared[a:b])) for size, (a, b) in zip(sizes, pairwise(ends), strict=True)]


def _numbered(np: Any, texts: Sequence[Sequence[str]]) -> Any:
    """Return the words of all texts as numbers, in order."""
    numbers = {word: n for n, word in enumerate(dict.fromkeys(chain.from_iterable(texts)))}
    return np.fromiter(map(numbers.__getitem__, chain.from_iterable(texts)), np.int64)


class _Entries:
    """The stems of all sentences in one row, with the sentence, the day and the weight; and the same by stem and day.

    Day 0 is that of reports without a date; the others are so far apart that none is near it.
    """

    def __init__(self, np: Any, told: Sequence[Terms], idf: Callable[[str], float], days: Sequence[int | None]) -> None:
        self._np = np
        stem, self._place, self._weight = _weighed(np, told, idf)
        first = min((day for day in days if day is not None), default=0) - THESE_DAYS - 1
        day = np.array([0 if day is None else day - first for day in days], np.int64)[self._place]
        self._edges = np.searchsorted(self._place, np.arange(len(told) + 1))
        span = int(day.max(initial=0)) + THESE_DAYS + 1
        undated, own = stem * span, stem * span + day
        order = np.argsort(own, kind="stable")
        _, group, counts = np.unique(own[order], return_inverse=True, return_counts=True)
        order = order[counts[group] <= COMMON]
        self._others, self._worth = self._place[order].astype(np.int32), self._weight[order]
        keys = own[order]
        self._undated = np.searchsorted(keys, undated), np.searchsorted(keys, undated, "right")
        starts, ends = np.searchsorted(keys, own - THESE_DAYS), np.searchsorted(keys, own + THESE_DAYS, "right")
        self._near = np.where(day, starts, 0), np.where(day, ends, 0)  # who is undated is near no day

    def products(self, rows: range) -> tuple[Any, Any, Any]:
        """Return what sentences share with others, a stem at a time: which of them, with which, how much."""
        np = self._np
        entries = slice(self._edges[rows.start], self._edges[rows.stop])
        row = (self._place[entries] - rows.start).astype(np.int32)
        found = []
        for starts, ends in (self._undated, self._near):
            counts, other = _spread(np, starts[entries], ends[entries])
            values = np.repeat(self._weight[entries], counts) * self._worth[other]
            found.append((np.repeat(row, counts), self._others[other], values))
        own, others, values = (np.concatenate(part) for part in zip(*found, strict=True))
        return own, others, values


class _Members:
    """The sentences of each family."""

    def __init__(self, np: Any, families: Sequence[int]) -> None:
        self._np, self._families = np, np.array(families, np.int64)
        self._order = np.argsort(self._families, kind="stable")
        ordered = self._families[self._order]
        self._starts, self._ends = (np.searchsorted(ordered, self._families, side) for side in ("left", "right"))

    def of(self, rows: range) -> tuple[Any, Any]:
        """Return sentences with all of their family: which of them, which."""
        counts, kin = _spread(self._np, self._starts[rows.start : rows.stop], self._ends[rows.start : rows.stop])
        return self._np.repeat(self._np.arange(len(rows)), counts), self._order[kin]


def _weighed(np: Any, told: Sequence[Terms], idf: Callable[[str], float]) -> tuple[Any, Any, Any]:
    """Return the stems of all sentences, sorted within each, as numbers; the sentence of each; weights of length 1."""
    stems = sorted(set(chain.from_iterable(terms.content for terms in told)))
    number = dict(zip(stems, range(len(stems)), strict=True)).__getitem__
    content, marked = (
        np.repeat(np.arange(len(sets)) * len(stems), list(map(len, sets)))
        + np.fromiter(map(number, chain.from_iterable(sets)), np.int64)
        for sets in (
            [terms.content for terms in told],
            [(terms.names | terms.numbers) & terms.content for terms in told],
        )
    )
    content.sort()
    place, stem = content // max(1, len(stems)), content % max(1, len(stems))
    weight = np.array([idf(one) for one in stems], np.float64)[stem]
    weight[np.searchsorted(content, marked)] *= NAMED
    length = np.sqrt(np.bincount(place, weights=weight * weight, minlength=len(told)))
    length[length == 0] = 1.0
    return stem, place, weight / length[place]


def _spread(np: Any, starts: Any, ends: Any) -> tuple[Any, Any]:
    """Return how long ranges are, and the numbers in them, one range behind the other."""
    counts = ends - starts
    behind = np.cumsum(counts)
    return counts, np.arange(counts.sum()) + np.repeat(starts - behind + counts, counts)
