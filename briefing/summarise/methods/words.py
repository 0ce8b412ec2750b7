"""Sentences as the methods see them: their stems, and which of those say something."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.summarise.corpus import Chunks, Forms

Sentences = tuple[tuple[str, ...], ...]
"""The stems of each sentence, in order and as often as they stand there."""


class Words(Protocol):
    """What a method is given; a sentence may be empty."""

    @property
    def stems(self) -> Sentences:
        """All words."""

    @property
    def content(self) -> Sentences:
        """Those that say something."""

    @property
    def cues(self) -> frozenset[str]:
        """The stems that Edmundson's method favours."""


@dataclass(frozen=True)
class Texts:
    """The words of texts, one sentence each, taken apart when they are asked for: most methods need only `content`."""

    texts: tuple[str, ...]
    forms: Forms
    cues: frozenset[str] = frozenset()

    @cached_property
    def stems(self) -> Sentences:
        """All words and numbers."""
        return self._through(self.forms.stems)

    @cached_property
    def content(self) -> Sentences:
        """Those that say something."""
        return self._through(self.forms.telling)

    @cached_property
    def _chunks(self) -> list[list[str]]:
        return [text.split() for text in self.texts]

    def _through(self, stems: Chunks[str]) -> Sentences:
        return tuple([tuple(chain.from_iterable(map(stems.__getitem__, chunks))) for chunks in self._chunks])

    def only(self, places: Sequence[int]) -> Texts:
        """Return the sentences at these places."""
        return Texts(tuple(self.texts[place] for place in places), self.forms, self.cues)


def shares(sentences: Sentences) -> dict[str, float]:
    """Return the share of each stem in all of them, in (0, 1], in the order in which they first occur."""
    counts = Counter(chain.from_iterable(sentences))
    total = counts.total()
    return {stem: count / total for stem, count in counts.items()}
