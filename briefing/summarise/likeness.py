"""Many sentences beside each other, with numpy: how like they are to those of other reports, what comes again.

The likeness is the very same as that of `support`, since the same products are added up in the same order.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

COMMON = 100  # sentences of a day that hold a stem, from which it tells no more which sentences are alike
THESE_DAYS = 2  # within which what two reports tell is one piece of news
AT_ONCE = 200  # sentences that are compared in one step: enough to be quick, few enough for the memory


def nearest_of_many(
    weights: Sequence[Mapping[str, float]], days: Sequence[int | None], families: Sequence[int]
) -> list[float]:
    """Return how like each sentence the most like is of these days and another family, in [0, 1].

    `weights` has the stems of each sentence, sorted, with weights of length 1 together; `days` are counted from any
    day, None where it is not known.
    """
    import numpy as np  # noqa: PLC0415 - a quarter of a second, only where there is much to compare

    entries = _Entries(np, weights, days)
    family = np.array(families)
    nearest: list[float] = []
    for start in range(0, len(weights), AT_ONCE):
        count = min(AT_ONCE, len(weights) - start)
        rows, others, values = (np.concatenate(part) for part in zip(*entries.products(start, count), strict=True))
        values[family[rows + start] == family[others]] = 0.0
        nearest += _greatest(np, rows, others, values, (count, len(weights)))
    return nearest


def come_again(numbers: Iterable[int]) -> Iterator[bool]:
    """Return of each of many numbers, of 64 bits, whether another of them is equal to it."""
    import numpy as np  # noqa: PLC0415 - only where there is much to compare

    given = np.fromiter(numbers, np.int64)
    ordered = np.sort(given)
    return iter(np.isin(given, ordered[1:][ordered[1:] == ordered[:-1]]).tolist())


class _Entries:
    """The stems of all sentences in one row, with the sentence, the day and the weight; and the same by stem and day.

    Day 0 is that of reports without a date; the others are so far apart that none is near it.
    """

    def __init__(self, np: Any, weights: Sequence[Mapping[str, float]], days: Sequence[int | None]) -> None:
        self._np = np
        first = min((day for day in days if day is not None), default=0) - THESE_DAYS - 1
        numbers: dict[str, int] = {}
        lengths = [len(own) for own in weights]
        flat = (numbers.setdefault(stem, len(numbers)) for stem in chain.from_iterable(weights))
        self._ends = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))
        self._stem = np.fromiter(flat, np.int64)
        self._weight = np.fromiter(chain.from_iterable(own.values() for own in weights), np.float64)
        self._place = np.repeat(np.arange(len(weights)), lengths)
        self._day = np.array([0 if day is None else day - first for day in days], np.int64)[self._place]
        self._span = int(self._day.max(initial=0)) + THESE_DAYS + 1
        self._order = np.argsort(self._stem * self._span + self._day, kind="stable")
        keys, starts, counts = np.unique(
            (self._stem * self._span + self._day)[self._order], return_index=True, return_counts=True
        )
        told = counts <= COMMON
        self._keys, self._starts, self._counts = keys[told], starts[told], counts[told]

    def products(self, start: int, count: int) -> Iterator[tuple[Any, Any, Any]]:
        """Yield what `count` sentences share with others, a stem at a time: of which, with which, how much."""
        own = self._np.arange(self._ends[start], self._ends[start + count])
        yield self._shared(own, start, self._stem[own] * self._span)
        dated = own[self._day[own] > 0]
        for apart in range(-THESE_DAYS, THESE_DAYS + 1):
            yield self._shared(dated, start, self._stem[dated] * self._span + self._day[dated] + apart)

    def _shared(self, own: Any, start: int, keys: Any) -> tuple[Any, Any, Any]:
        """Return the products of entries with those that stand under their keys."""
        np = self._np
        at = np.searchsorted(self._keys, keys)
        at[at == len(self._keys)] = 0
        has = self._keys[at] == keys if len(self._keys) else np.zeros(len(keys), bool)
        own, at = own[has], at[has]
        counts = self._counts[at]
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        others = self._order[np.repeat(self._starts[at], counts) + within]
        values = np.repeat(self._weight[own], counts) * self._weight[others]
        return np.repeat(self._place[own] - start, counts), self._place[others], values


def _greatest(np: Any, rows: Any, others: Any, values: Any, shape: tuple[int, int]) -> list[float]:
    """Return the greatest sum of each row: the values of a row and another are added up in their order."""
    here = np.zeros(shape[1], bool)
    here[others] = True
    columns = np.cumsum(here) - 1
    width = max(1, int(here.sum()))
    sums = np.bincount(rows * width + columns[others], weights=values, minlength=shape[0] * width)
    found: list[float] = sums.reshape(shape[0], width).max(axis=1).tolist()
    return found
