"""Which patterns can find anything in a text at all? What stands between its blanks tells, each piece looked at once.

A sign is a piece of a word without which a pattern finds nothing. Most sentences have no sign of most patterns, and to
look up their words is much quicker than to search them.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_KEPT, _LONGEST_KEPT = 200_000, 60  # pieces between blanks, and characters of one


class Signs(dict[str, int]):
    """What stands between two blanks -> a bit for each group of signs of which it holds one, whatever its capitals."""

    def __init__(self, *groups: Sequence[str]) -> None:
        super().__init__()
        self._groups = tuple(enumerate(groups))

    def of(self, text: str) -> int:
        """Return the bits of a text: 1 for the first group, 2 for the second, 4 for the third, ..."""
        return reduce(or_, map(self.__getitem__, text.split(" ")), 0)

    def __missing__(self, chunk: str) -> int:
        folded = chunk.casefold()
        bits = sum(1 << n for n, group in self._groups if any(map(folded.__contains__, group)))
        if len(chunk) <= _LONGEST_KEPT:
            if len(self) >= _MOST_KEPT:
                self.clear()
            self[chunk] = bits
        return bits
