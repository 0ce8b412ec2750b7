"""What is said twice: versions of one article, copies of one text, sentences that say the same.

Articles are compared by shingles of their stems, by containment and not by Jaccard, which misses cut and shuffled
copies (Broder, 1997); sentences by their weighted stems. Splitting is preferred to merging, because what is merged
counts as confirmed: two sentences are the same only where neither tells a number, a day, a "not", an opposite, a name
or a speaker that the other contradicts, nor leaves open what the other settles; and no two in a group contradict.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from itertools import chain, combinations
from types import MappingProxyType
from typing import TYPE_CHECKING, Generic, TypeVar

from briefing.model.records import dataclass
from briefing.summarise.likeness import shared_stretches
from briefing.text.cues import provisional, settled
from briefing.text.stance import opposed
from briefing.text.words import stem

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from briefing.model import Article
    from briefing.summarise.corpus import Corpus, Terms

T = TypeVar("T")

SHINGLE = 4  # stems: enough that two texts rarely have one by chance, few enough that an edit spares its neighbours
REVISION, COPY = 0.4, 0.5  # containment of the shorter text from which two articles are versions, or copies
LEAST = min(REVISION, COPY)  # the same, under which articles are neither
UNKNOWN = 0.7  # the same, from which a text without publisher and of another title is a version
MANY = 60_000  # stems, of some 3,000 sentences, from which numpy gains more than its import takes
COMMON = 8  # articles of a shingle, all pairs of which are looked at; of more, each only with the first
SAME, WITHIN = 0.55, 0.82  # weighted Jaccard, or containment of the shorter, from which two sentences say the same
FEWEST = 4  # stems that a sentence needs for containment to mean anything
RARE = 40  # sentences of a stem, all pairs of which are looked at
NAMED = 5 / 6  # of the names of the one, that the other must have: "the Kremlin" may be "Moscow" once, among six

_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?((?!\w+ing\b)\w+)(\s+by\b)?")


@dataclass(frozen=True, slots=True)
class Kinship:
    """What articles are to each other.

    `revisions`: an earlier version -> the newest. `copies`: an article -> the first of the articles with its text.
    """

    revisions: Mapping[Article, Article]
    copies: Mapping[Article, Article]


def kinship(corpus: Corpus, revised: Mapping[str, str] = MappingProxyType({})) -> Kinship:
    """Return which articles are earlier versions of others, and which are copies of one text.

    `revised` has the keys of those that are known to be earlier versions, each with the key of the one after it.
    """
    versions: _Groups[Article] = _Groups()
    copies: _Groups[Article] = _Groups()
    for one, two in _known_versions(corpus.by_article, revised):
        versions.join(one, two)
    for one, two, share in _overlaps(corpus):
        if _are_versions(one, two, share):
            versions.join(one, two, unless=_two_publishers)
        if not versions.together(one, two) and not _one_publisher(one, two):
            copies.join(one, two, when=share >= COPY)
    revisions = {}
    for group in versions.groups():
        *older, newest = _oldest_first(group, corpus, revised)
        revisions.update(dict.fromkeys(older, newest))
    firsts = {article: min(group, key=_age) for group in copies.groups() for article in group}
    return Kinship(revisions, firsts)


def _known_versions(articles: Iterable[Article], revised: Mapping[str, str]) -> list[tuple[Article, Article]]:
    by_key = {article.key: article for article in articles}
    pairs = ((by_key.get(old), by_key.get(new)) for old, new in sorted(revised.items()))
    return [(old, new) for old, new in pairs if old and new]


def _oldest_first(group: Iterable[Article], corpus: Corpus, revised: Mapping[str, str]) -> list[Article]:
    """Return the versions of an article; one that is known to have been replaced stands before all that replace it."""
    ordered = sorted(sorted(group, key=_age), key=lambda article: _lateness(article, corpus))
    return sorted(ordered, key=lambda article: -_replaced(article.key, revised))


def _replaced(key: str, revised: Mapping[str, str]) -> int:
    """Return how often a version is known to have been replaced since."""
    seen = {key}
    while key in revised and revised[key] not in seen:
        key = revised[key]
        seen.add(key)
    return len(seen) - 1


def _shingles(stems: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Return the stretches of SHINGLE stems of a text, in order."""
    return zip(*(stems[n:] for n in range(SHINGLE)), strict=False)


def shared_shingles(texts: Sequence[Sequence[str]]) -> Sequence[tuple[int, AbstractSet[Hashable]]]:
    """Return of each text, given as its stems, how many shingles it has, and those that others may have, too.

    Of few texts these are all. Of many, those that stand in one text only are left out; there shingles are numbers.
    """
    if sum(map(len, texts)) >= MANY:
        return shared_stretches(texts, SHINGLE)
    shingles = [frozenset(_shingles(stems)) for stems in texts]
    return [(len(own), own) for own in shingles]


def _stems_of(corpus: Corpus, article: Article) -> list[str]:
    places = corpus.by_article[article]
    return list(chain.from_iterable(terms.stems for terms in corpus.terms[places.start : places.stop]))


def _overlaps(corpus: Corpus) -> list[tuple[Article, Article, float]]:
    """Return the pairs of articles that may be kin, with the share of the shorter one's shingles that the longer holds.

    Those of one publisher come first, then the nearest: a text of unknown publisher joins whom it is nearest to.
    """
    articles = sorted(corpus.by_article, key=_age)
    shared_by = shared_shingles([_stems_of(corpus, article) for article in articles])
    sizes = [size for size, _ in shared_by]
    holders: dict[Hashable, list[int]] = defaultdict(list)
    for number, (_, shingles) in enumerate(shared_by):
        for shingle in shingles:
            holders[shingle].append(number)
    shared = Counter(chain.from_iterable(combinations(held, 2) for held in holders.values() if len(held) <= COMMON))
    for held, count in Counter(tuple(held) for held in holders.values() if len(held) > COMMON).items():
        for pair in _pairs(held, articles):
            shared[pair] += count
    near = [
        (articles[a], articles[b], share)
        for (a, b), count in shared.items()
        if (share := count / max(1, min(sizes[a], sizes[b]))) >= LEAST  # of the others, nearly all, nothing is asked
    ]
    return sorted(near, key=lambda pair: (not _one_publisher(*pair[:2]), -pair[2], _age(pair[0]), _age(pair[1])))


def _pairs(held: Sequence[int], articles: Sequence[Article]) -> Iterator[tuple[int, int]]:
    """Return which pairs of a common shingle's articles count: each with the first and its publisher's first.

    What more than COMMON articles of one publisher share is its boilerplate and tells nothing.
    """
    publishers = {number: articles[number].publisher.value for number in held}
    often = Counter(publisher for publisher in publishers.values() if publisher)
    told = [number for number in held if often[publishers[number] or ""] <= COMMON]
    firsts: dict[str | None, int] = {}
    for number in told:
        own = firsts.setdefault(publishers[number] or articles[number].key, number)
        yield from ((first, number) for first in {told[0], own} if first != number)


def _one_publisher(one: Article, two: Article) -> bool:
    return one.publisher.value is not None and one.publisher.value == two.publisher.value


def _two_publishers(ones: Iterable[Article], twos: Iterable[Article]) -> bool:
    return len({article.publisher.value for group in (ones, twos) for article in group} - {None}) > 1


def _are_versions(one: Article, two: Article, share: float) -> bool:
    """Whether two articles are versions of one: they are of one publisher, or one is unknown and they are nearly equal.

    A title that both have is as good as UNKNOWN.
    """
    if share < REVISION or not _near(one, two):
        return False
    if _one_publisher(one, two):
        return True
    titles = one.title.value, two.title.value
    alike = titles[0] is not None and titles[0] == titles[1]
    return None in (one.publisher.value, two.publisher.value) and (alike or share >= UNKNOWN)


def _near(one: Article, two: Article) -> bool:
    """Whether two articles are close enough in time to be versions of one: a weekly text comes again every week."""
    days = one.published.day, two.published.day
    return days[0] is None or days[1] is None or abs((days[0] - days[1]).days) <= 3


def _age(article: Article) -> tuple[str, str, str]:
    published = article.published
    return (str(published.day or "9999"), str(published.moment or ""), article.key)


def _lateness(article: Article, corpus: Corpus) -> tuple[bool, str, str, int, int]:
    """Return what orders versions: the clock, else words that settle what others leave open, else length.

    Where nobody knows whose a version is, one with a publisher stands for it: it is what is quoted under a name.
    """
    texts = [corpus.sentences[place].text for place in corpus.by_article[article]]
    told = sum(settled(text, corpus.language) - provisional(text, corpus.language) for text in texts)
    named = article.publisher.value is not None
    return (named, str(article.published.day or ""), str(article.published.moment or ""), told, len(texts))


def same_sentences(corpus: Corpus) -> dict[int, int]:
    """Return, for each sentence that another says too, the first place of those that say it."""
    equal: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, one_of in enumerate(corpus.terms):
        equal[one_of.stems].append(place)
    groups: _Groups[int] = _Groups()
    terms = corpus.terms
    pairs = _candidates(corpus, equal.values())
    alike = [(-share, pair) for pair in pairs if (share := _likeness(terms[pair[0]], terms[pair[1]], corpus))]
    for _, (one, two) in sorted(alike):
        groups.join(one, two, unless=lambda ones, twos: any(_conflict(terms[a], terms[b]) for a in ones for b in twos))
    for places in equal.values():
        if len(terms[places[0]].content) > 1:
            for place in places[1:]:
                groups.join(places[0], place)
    return {place: min(group) for group in groups.groups() for place in group}


def _candidates(corpus: Corpus, equal: Iterable[Sequence[int]]) -> set[tuple[int, int]]:
    """Return the pairs of sentences that share two of their rarer stems, or a shingle: there each with the first.

    Of equal sentences only the first is looked at.
    """
    places, terms = sorted(places[0] for places in equal), corpus.terms
    often = Counter(chain.from_iterable(terms[place].content for place in places))
    holders: dict[str, list[int]] = defaultdict(list)
    firsts: dict[Hashable, int] = {}
    found: set[tuple[int, int]] = set()
    shared = shared_shingles([terms[place].stems for place in places])
    for place, (_, shingles) in zip(places, shared, strict=True):
        rare = [one for one in terms[place].content if often[one] <= RARE]
        near = Counter(chain.from_iterable([holders[one] for one in rare]))
        found.update([(other, place) for other, count in near.items() if count > 1])
        had = {firsts.setdefault(shingle, place) for shingle in shingles}
        found.update([(first, place) for first in had if first != place])
        for one in rare:
            holders[one].append(place)
    return found


def _likeness(one: Terms, two: Terms, corpus: Corpus) -> float:
    """Return how much of their weight two sentences share that say the same; 0 where they do not."""
    less, more = (one, two) if len(one.content) <= len(two.content) else (two, one)
    if len(less.names & more.names) < NAMED * len(less.names):
        return 0.0
    common = weight(less.content & more.content, corpus)
    if not common:
        return 0.0
    smaller, larger = weight(less.content, corpus), weight(more.content, corpus)
    jaccard = common / (smaller + larger - common)
    within = len(less.content) >= FEWEST and common / smaller >= WITHIN and len(less.content) * 3 >= len(more.content)
    if not within and jaccard < SAME:
        return 0.0
    return 0.0 if _conflict(less, more) else jaccard  # the dearest look comes last


def _conflict(one: Terms, two: Terms) -> bool:
    """Whether two sentences contradict, or each names whom the other does not."""
    fewer = min(len(one.names - two.names), len(two.names - one.names))
    if fewer > 1 or (fewer == 1 and not _nearly_all_named(one, two)):
        return True
    return contradict(one, two)


def _nearly_all_named(one: Terms, two: Terms) -> bool:
    return len(one.names & two.names) >= NAMED * min(len(one.names), len(two.names))


def contradict(one: Terms, two: Terms) -> bool:
    """Whether two sentences differ in a number, a day, a "not", an opposite or in who says or does it.

    Or one leaves open what the other tells.
    """
    if one.leaves_open != two.leaves_open or opposed(one.stance, two.stance):
        return True
    return other_actors(one, two) or turned(one, two)


def other_actors(one: Terms, two: Terms) -> bool:
    """Whether others speak or act, or the same change their parts.

    Where two actors do different things to the same many names, the fact may be the same: "Feld will be joined by ..."
    and "The palace named ..." tell who sits on one delegation.
    """
    ones, twos = one.actor & one.names, two.actor & two.names
    if not ones or not twos or ones & twos:
        return False
    return swapped(one, two) or one.speaks or two.speaks or one.deed == two.deed or not _nearly_all_named(one, two)


def swapped(one: Terms, two: Terms) -> bool:
    """Whether each names who acts in the other, as "Ardenia shelled Bryland" and "Bryland shelled Ardenia" do."""
    return bool(one.deed and two.deed and one.actor & one.names & two.names and two.actor & two.names & one.names)


def turned(one: Terms, two: Terms) -> bool:
    """Whether one party does in the one sentence what is done to it in the other: "Feld beat", "Feld was beaten by"."""
    if not one.deed or one.deed != two.deed or one.actor.isdisjoint(two.actor):
        return False
    return _is_done_by(one) != _is_done_by(two)


def is_passive(terms: Terms) -> bool:
    """Whether the deed of a sentence is done to whom it is about: "was fired"."""
    return any(stem(word) == terms.deed for word, _ in _PASSIVE.findall(terms.text))


def _is_done_by(terms: Terms) -> bool:
    return any(by and stem(word) == terms.deed for word, by in _PASSIVE.findall(terms.text))


def weight(stems: Iterable[str], corpus: Corpus) -> float:
    """Return how much stems tell together, whatever their order."""
    return math.fsum(map(corpus.idf, stems))


class _Groups(Generic[T]):
    """Things joined into groups; the smaller group moves into the larger."""

    def __init__(self) -> None:
        self._group: dict[T, list[T]] = {}

    def join(
        self, one: T, two: T, *, when: bool = True, unless: Callable[[Sequence[T], Sequence[T]], bool] | None = None
    ) -> None:
        """Make one group of the groups of two things, unless something keeps the groups apart."""
        ones, twos = self._group.get(one, [one]), self._group.get(two, [two])
        if not when or ones is twos or (unless and unless(ones, twos)):
            return
        small, large = sorted((ones, twos), key=len)
        large.extend(small)
        self._group.update(dict.fromkeys((large[0], *small), large))

    def together(self, one: T, two: T) -> bool:
        """Whether two things are in one group."""
        return one in self._group and self._group[one] is self._group.get(two)

    def groups(self) -> list[list[T]]:
        """Return the groups of two things and more."""
        return list({id(group): group for group in self._group.values()}.values())
