"""How nearly other reports tell what a sentence tells: what several find worth telling matters.

The likeness of two sentences is the cosine of the idf weights of their stems. Only stems that few sentences share make
two sentences worth comparing, so that the time grows with the sentences and not with their pairs.
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

from briefing.summarise.corpus import quantile

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefing.model import Article
    from briefing.summarise.corpus import Corpus

COMMON = 100  # sentences that hold a stem, from which it tells no more which sentences are alike
NAMED = 1.5  # weight of a name or number over that of another stem of its rarity
MOST = 0.98  # the quantile of the likenesses that counts as full support


def support(corpus: Corpus, kin: Mapping[Article, Article]) -> tuple[float, ...]:
    """Return how nearly another report tells what each sentence tells, in [0, 1].

    `kin` maps an article to the one that it is a copy or an earlier version of; kin do not support each other.
    """
    weights = [_weights(corpus, place) for place in range(len(corpus.sentences))]
    family = [kin.get(sentence.article, sentence.article).key for sentence in corpus.sentences]
    postings = _postings(weights)
    nearest = [_nearest(place, weights, postings, family) for place in range(len(weights))]
    full = quantile(nearest, MOST) or 1.0
    return tuple(min(1.0, value / full) for value in nearest)


def _weights(corpus: Corpus, place: int) -> dict[str, float]:
    """Return the stems of a sentence with weights, of length 1 together."""
    terms = corpus.terms[place]
    marked = terms.names | terms.numbers
    told = {stem: corpus.idf(stem) * (NAMED if stem in marked else 1.0) for stem in sorted(terms.content)}
    length = math.sqrt(sum(weight * weight for weight in told.values())) or 1.0
    return {stem: weight / length for stem, weight in told.items()}


def _postings(weights: Iterable[Mapping[str, float]]) -> dict[str, list[tuple[int, float]]]:
    """Return where a stem stands, and with which weight; not those that stand everywhere."""
    found: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for place, told in enumerate(weights):
        for stem, weight in told.items():
            found[stem].append((place, weight))
    return {stem: places for stem, places in found.items() if 1 < len(places) <= COMMON}


def _nearest(
    place: int,
    weights: list[dict[str, float]],
    postings: Mapping[str, list[tuple[int, float]]],
    family: list[str],
) -> float:
    """Return the greatest likeness of a sentence to one of a report that is no kin."""
    alike: dict[int, float] = defaultdict(float)
    for stem, own in weights[place].items():
        for other, weight in postings.get(stem, ()):
            alike[other] += own * weight
    return max((value for other, value in alike.items() if family[other] != family[place]), default=0.0)
