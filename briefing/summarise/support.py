"""How nearly other reports tell what a sentence tells: what several find worth telling matters.

The likeness of two sentences is the cosine of the idf weights of their stems. Only stems that few sentences share make
two sentences worth comparing, so that the time grows with the sentences and not with their pairs.
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

from briefing.summarise.corpus import quantile
from briefing.summarise.likeness import COMMON, MANY, NAMED, THESE_DAYS, nearest_of_many

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from briefing.model import Article
    from briefing.summarise.corpus import Corpus, Terms

    _Postings = dict[tuple[str, int | None], list[tuple[int, float]]]

MOST = 0.98  # the quantile of the likenesses that counts as full support


def support(corpus: Corpus, kin: Mapping[Article, Article]) -> tuple[float, ...]:
    """Return how nearly another report of these days tells what each sentence tells, in [0, 1].

    What older reports tell is no support but old news. `kin` maps an article to the one that it is a copy or an earlier
    version of; kin do not support each other.
    """
    days, families = [_day(sentence.article) for sentence in corpus.sentences], _families(corpus, kin)
    if len(corpus.sentences) < MANY:
        nearest = nearest_of_few([_weights(corpus, terms) for terms in corpus.terms], days, families)
    else:
        nearest = nearest_of_many(corpus.terms, corpus.idf, days, families)
    full = quantile(nearest, MOST) or 1.0
    return tuple(min(1.0, value / full) for value in nearest)


def nearest_of_few(
    weights: Sequence[Mapping[str, float]], days: Sequence[int | None], families: Sequence[int]
) -> list[float]:
    """Return how like each sentence the most like is of these days and another family."""
    postings, members = _postings(weights, days), defaultdict(list)
    for place, family in enumerate(families):
        members[family].append(place)
    nearest = []
    for own, day, family in zip(weights, days, families, strict=True):
        alike = _alike(own, day, postings)
        for one in members[family]:
            alike.pop(one, None)
        nearest.append(max(alike.values(), default=0.0))
    return nearest


def _families(corpus: Corpus, kin: Mapping[Article, Article]) -> list[int]:
    """Return for each sentence the number of the article that its own is a copy or a version of, or of its own."""
    numbers: dict[str, int] = {}
    return [
        numbers.setdefault(kin.get(article, article).key, len(numbers))
        for article, places in corpus.by_article.items()
        for _ in places
    ]


def _day(article: Article) -> int | None:
    return article.published.day.toordinal() if article.published.day else None


def _weights(corpus: Corpus, terms: Terms) -> dict[str, float]:
    """Return the stems of a sentence with weights, of length 1 together."""
    marked = terms.names | terms.numbers
    told = {stem: corpus.idf(stem) * (NAMED if stem in marked else 1.0) for stem in sorted(terms.content)}
    length = math.sqrt(sum(weight * weight for weight in told.values())) or 1.0
    return {stem: weight / length for stem, weight in told.items()}


def _postings(weights: Iterable[Mapping[str, float]], days: Iterable[int | None]) -> _Postings:
    """Return where a stem stands in the reports of a day, with which weight; not those that stand everywhere."""
    found: _Postings = defaultdict(list)
    for place, (told, day) in enumerate(zip(weights, days, strict=True)):
        for stem, weight in told.items():
            found[stem, day].append((place, weight))
    return {key: places for key, places in found.items() if len(places) <= COMMON}


def _alike(weights: Mapping[str, float], day: int | None, postings: _Postings) -> dict[int, float]:
    """Return how like a sentence those of reports of the same days are, and of reports without a date."""
    days = (None,) if day is None else (None, *range(day - THESE_DAYS, day + THESE_DAYS + 1))
    alike: dict[int, float] = defaultdict(float)
    for stem, own in weights.items():
        for one in days:
            for other, weight in postings.get((stem, one), ()):
                alike[other] += own * weight
    return alike
