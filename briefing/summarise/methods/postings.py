"""The words of sentences as arrays: which stem stands in which sentence how often."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from briefing.model.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

Vector = npt.NDArray[np.float64]
Matrix = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Postings:
    """One entry a stem of a sentence, by sentence and then by term; terms are numbered as they first occur.

    `sentence`, `term` and `count` have that many entries; `sentences` and `terms` say how many of each there are.
    """

    sentence: Places
    term: Places
    count: Vector
    sentences: int
    terms: int


def postings(sentences: Sequence[Sequence[str]]) -> Postings:
    """Return the entries of sentences, given as stems."""
    numbers: dict[str, int] = {}
    terms = np.array([numbers.setdefault(stem, len(numbers)) for stems in sentences for stem in stems], dtype=np.int64)
    places = np.repeat(np.arange(len(sentences)), [len(stems) for stems in sentences])
    # a sentence and a term in one number, so that one sorting brings the same together
    both, count = np.unique(places * len(numbers) + terms, return_counts=True)
    sentence, term = np.divmod(both, max(1, len(numbers)))
    return Postings(sentence, term, count.astype(np.float64), len(sentences), len(numbers))
