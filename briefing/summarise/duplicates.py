"""What is said twice: versions of one article, copies of one text, sentences that say the same.

Articles are compared by shingles of their stems, by containment and not by Jaccard, which misses cut and shuffled
copies (Broder, 1997); sentences by their weighted stems. Splitting is preferred to merging: two sentences are the same
only where neither tells a number or a "not" that the other contradicts, nor leaves open what the other settles.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Generic, TypeVar

from briefing.text.cues import provisional, settled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefing.model import Article
    from briefing.summarise.corpus import Corpus, Terms

T = TypeVar("T")

SHINGLE = 4  # stems
REVISION, COPY = 0.4, 0.5  # containment of the shorter text from which two articles are versions, or copies
COMMON = 8  # a shingle in more articles than this tells nothing
SAME, WITHIN = 0.55, 0.82  # weighted Jaccard, or containment of the shorter, from which two sentences say the same
FEWEST = 4  # stems that a sentence needs for containment to mean anything
RARE = 40  # a stem in more sentences than this brings no pair together


@dataclass(frozen=True, slots=True)
class Kinship:
    """What articles are to each other.

    `revisions`: an earlier version -> the newest. `copies`: an article -> the first of the articles with its text.
    """

    revisions: Mapping[Article, Article]
    copies: Mapping[Article, Article]


def kinship(corpus: Corpus) -> Kinship:
    """Return which articles are earlier versions of others, and which are copies of one text."""
    shingles = {article: _shingles(corpus, article) for article in corpus.by_article}
    versions: _Groups[Article] = _Groups()
    copies: _Groups[Article] = _Groups()
    for one, two, share in _overlaps(shingles):
        if _one_publisher(one, two):
            versions.join(one, two, when=share >= REVISION and _near(one, two))
        else:
            copies.join(one, two, when=share >= COPY)
    revisions = {}
    for group in versions.groups():
        newest = _newest(group, corpus)
        revisions.update({article: newest for article in group if article != newest})
    firsts = {article: min(group, key=_age) for group in copies.groups() for article in group}
    return Kinship(revisions, firsts)


def _shingles(corpus: Corpus, article: Article) -> frozenset[tuple[str, ...]]:
    stems = [stem for place in corpus.by_article[article] for stem in corpus.terms[place].stems]
    return frozenset(tuple(stems[n : n + SHINGLE]) for n in range(len(stems) - SHINGLE + 1))


def _overlaps(shingles: Mapping[Article, frozenset[tuple[str, ...]]]) -> list[tuple[Article, Article, float]]:
    """Return the pairs of articles that share shingles, with the share of the shorter that the longer holds."""
    holders: dict[tuple[str, ...], list[Article]] = defaultdict(list)
    for article, found in shingles.items():
        for shingle in found:
            holders[shingle].append(article)
    shared = Counter(
        pair for held in holders.values() if 1 < len(held) <= COMMON for pair in combinations(sorted(held, key=_age), 2)
    )
    return [(a, b, count / max(1, min(len(shingles[a]), len(shingles[b])))) for (a, b), count in shared.items()]


def _one_publisher(one: Article, two: Article) -> bool:
    return one.publisher.value == two.publisher.value or None in (one.publisher.value, two.publisher.value)


def _near(one: Article, two: Article) -> bool:
    """Whether two articles are close enough in time to be versions of one: a weekly text comes again every week."""
    days = one.published.day, two.published.day
    return days[0] is None or days[1] is None or abs((days[0] - days[1]).days) <= 3


def _age(article: Article) -> tuple[str, str, str]:
    published = article.published
    return (str(published.day or "9999"), str(published.moment or ""), article.key)


def _newest(group: Iterable[Article], corpus: Corpus) -> Article:
    """Return the latest version: by the clock, else by words that settle what others leave open, else the longer."""
    return max(sorted(group, key=_age), key=lambda article: _lateness(article, corpus))


def _lateness(article: Article, corpus: Corpus) -> tuple[str, str, int, int]:
    texts = [corpus.sentences[place].text for place in corpus.by_article[article]]
    told = sum(settled(text) - provisional(text) for text in texts)
    return (str(article.published.day or ""), str(article.published.moment or ""), told, len(texts))


def same_sentences(corpus: Corpus) -> dict[int, int]:
    """Return, for each sentence that another says too, the first place of those that say it."""
    groups: _Groups[int] = _Groups()
    for one, two in _candidates(corpus):
        groups.join(one, two, when=says_the_same(corpus.terms[one], corpus.terms[two], corpus))
    return {place: min(group) for group in groups.groups() for place in group}


def _candidates(corpus: Corpus) -> set[tuple[int, int]]:
    """Return the pairs of sentences that share two of their rarer stems, at least."""
    holders: dict[str, list[int]] = defaultdict(list)
    for place, terms in enumerate(corpus.terms):
        for stem in sorted(terms.content):
            if corpus.sentence_frequency[stem] <= RARE:
                holders[stem].append(place)
    shared = Counter(pair for held in holders.values() for pair in combinations(held, 2))
    return {pair for pair, count in shared.items() if count > 1}


def says_the_same(one: Terms, two: Terms, corpus: Corpus) -> bool:
    """Whether two sentences say the same: nearly the same weighted stems, or one nearly all of the other's."""
    less, more = sorted((one, two), key=lambda terms: len(terms.content))
    if contradict(less, more):
        return False
    common, smaller, larger = (
        weight(stems, corpus) for stems in (less.content & more.content, less.content, more.content)
    )
    if not common:
        return False
    within = len(less.content) >= FEWEST and common / smaller >= WITHIN and len(less.content) * 3 >= len(more.content)
    return within or common / (smaller + larger - common) >= SAME


def contradict(less: Terms, more: Terms) -> bool:
    """Whether two sentences differ in their numbers or in a "not", or one leaves open what the other tells."""
    if less.negated != more.negated or less.leaves_open != more.leaves_open:
        return True
    return bool(less.numbers and more.numbers) and not (less.numbers <= more.numbers or more.numbers <= less.numbers)


def weight(stems: Iterable[str], corpus: Corpus) -> float:
    """Return how much stems tell together."""
    return sum(corpus.idf(stem) for stem in sorted(stems))


class _Groups(Generic[T]):
    """Things joined into groups (union-find)."""

    def __init__(self) -> None:
        self._parents: dict[T, T] = {}

    def join(self, one: T, two: T, *, when: bool) -> None:
        if when:
            self._parents[self._root(one)] = self._root(two)

    def groups(self) -> list[list[T]]:
        found: dict[T, list[T]] = defaultdict(list)
        for thing in list(self._parents):
            found[self._root(thing)].append(thing)
        return [group for group in found.values() if len(group) > 1]

    def _root(self, thing: T) -> T:
        self._parents.setdefault(thing, thing)
        while self._parents[thing] != thing:
            self._parents[thing] = self._parents[self._parents[thing]]
            thing = self._parents[thing]
        return thing
