"""How much a sentence is about a topic, in [0, 1], and which of the topic's words say so.

A topic is a query: its terms (phrases, names), and more faintly the words of its title and of what it is about. It is
matched against the sentence and against what the sentence stands in: heading, the two sentences on either side, the
article and its title. A topic whose title names a party asks for what that party says and does, not for every sentence
that mentions it. (Words that the story uses beside the topic's own, learnt from its best sentences, were tried: with
few terms they lead astray; docs/quality.md.)
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

from briefing.model.records import dataclass
from briefing.summarise.corpus import quantile, terms_of
from briefing.text.terms import finds

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.summarise.corpus import Corpus, Terms
    from briefing.summarise.queries import Query, Unit

SCATTERED = 0.6  # of a phrase's weight, where its words stand apart
PARTIAL = 0.2  # of a phrase's weight, where only a part of it stands there
FULL = 0.98  # the quantile of the matching sentences that counts as a full match
NEAR, ARTICLE, TITLE, HEADING = 1.0, 1.0, 0.2, 0.35  # what context adds to what a sentence has itself
SHARP = 1.5  # exponent by which what is half about a topic is worth less than half
ASIDE = 0.6  # what a sentence is worth that has none of the topic's terms, but words of its title or description
OTHER = 0.5  # what a sentence is worth in which another acts than the party that the title names


@dataclass(frozen=True, slots=True)
class Relevance:
    """How much each sentence of a corpus is about one topic, and what it asks for that was found in it.

    `scores` in [0, 1] with context, `direct` in [0, 1] by the sentence's own words.
    """

    scores: tuple[float, ...]
    direct: tuple[float, ...]
    found: tuple[tuple[Unit, ...], ...]


def relevance(corpus: Corpus, query: Query) -> Relevance:
    """Return how much each sentence of the corpus is about what the query asks for."""
    found = list(map(_Asked(query.units).found_in, corpus.terms))
    raw = [value for value, _ in found]
    full = _full_match(raw)
    direct = [
        _direct(terms, value, full, query) if value else 0.0 for terms, value in zip(corpus.terms, raw, strict=True)
    ]
    scores = zip(_in_context(corpus, direct, query, full), found, strict=True)
    return Relevance(
        scores=tuple([score if _is_in_its_terms(units) else ASIDE * score for score, (_, units) in scores]),
        direct=tuple(direct),
        found=tuple([units for _, units in found]),
    )


def _is_in_its_terms(units: Sequence[Unit]) -> bool:
    """Whether what was found is more than words of the topic's title or description."""
    return bool(units) and not all(unit.is_aside for unit in units)


def _direct(terms: Terms, value: float, full: float, query: Query) -> float:
    return 0.0 if unwanted(terms, query) else min(1.0, value / full)


def unwanted(terms: Terms, query: Query) -> bool:
    """Whether a sentence has what a topic does not want."""
    return bool(query.without) and any(share(terms, unit) == 1 for unit in query.without)


class _Asked:
    """What is asked for, by the stems without which a sentence has nothing of it: most sentences have none of them."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._units = units
        self._in_any = [n for n, unit in enumerate(units) if unit.term]  # found in the text, whatever its stems
        self._by_stem: dict[str, list[int]] = defaultdict(list)
        for n, unit in enumerate(units):
            for stem in () if unit.term else {*unit.stems, *chain.from_iterable(unit.ways)}:
                self._by_stem[stem].append(n)
        self._stems = frozenset(self._by_stem)

    def found_in(self, terms: Terms) -> tuple[float, tuple[Unit, ...]]:
        """Return how much of what is asked for stands in a sentence, by idf, and what of it does."""
        stems = self._stems.intersection(terms.stems)
        if not stems and not self._in_any:
            return 0.0, ()
        value, found = 0.0, []
        for n in sorted({*self._in_any, *chain.from_iterable([self._by_stem[stem] for stem in stems])}):
            unit = self._units[n]
            part = share(terms, unit)
            value += part * unit.weight * unit.tells
            if part >= SCATTERED:
                found.append(unit)
        return value, tuple(found)


def share(terms: Terms, unit: Unit) -> float:
    """Return which share of a unit's weight a sentence earns, in [0, 1]; 1 where it has what the unit asks for."""
    if unit.term:
        return float(finds(unit.term, terms.text, terms.stems))
    if unit.ways:
        return float(any(_adjacent(terms.stems, way) for way in unit.ways))
    stems = unit.stems
    if len(stems) == 1:
        return float(stems[0] in terms.content or stems[0] in terms.stems)
    present = sum(stem in terms.stems for stem in stems)
    if present < len(stems):
        return PARTIAL * present / len(stems)
    return 1.0 if _adjacent(terms.stems, stems) else SCATTERED


def _adjacent(text: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    """Whether the phrase's stems stand in the text in this order, as many other words allowed between."""
    starts = (start for start, stem in enumerate(text) if stem == phrase[0])
    return any(_follows(text[start + 1 : start + 2 * len(phrase)], phrase[1:]) for start in starts)


def _follows(text: Iterable[str], phrase: tuple[str, ...]) -> bool:
    rest = iter(text)
    return all(stem in rest for stem in phrase)


def _full_match(raw: Iterable[float]) -> float:
    return quantile((value for value in raw if value > 0), FULL) or 1.0


def _in_context(corpus: Corpus, direct: Sequence[float], query: Query, full: float) -> tuple[float, ...]:
    """Return how much each sentence is about the topic by its own words, its passage and its article.

    A sentence that has nothing of what the topic asks for, or what it does not want, is not about it, whatever stands
    around it.
    """
    told = [0.0] * len(direct)
    beside = _Beside(corpus, query, full)
    for article, places in corpus.by_article.items():
        own = direct[places.start : places.stop]
        whole = ARTICLE * sum(own) / max(1, len(own)) + TITLE * beside.match(article.title.value)
        for n, place in enumerate(places):
            heading = HEADING * beside.match(corpus.sentences[place].heading)
            told[place] = own[n] + NEAR * _passage(own, n) + whole + heading
    most = quantile((value for value in told if value > 0), FULL) or 1.0
    return tuple(
        min(1.0, value / most) ** SHARP * _focused(terms, query.focus) if own else 0.0
        for own, value, terms in zip(direct, told, corpus.terms, strict=True)
    )


def _passage(own: Sequence[float], n: int) -> float:
    """Return how much the two sentences before and the two behind are about the topic, the nearer counting double."""
    if not any(own[max(0, n - 2) : n + 3]):
        return 0.0
    near = [own[k] for k in (n - 1, n + 1) if 0 <= k < len(own)]
    far = [own[k] for k in (n - 2, n + 2) if 0 <= k < len(own)]
    return (sum(near) + sum(far) / 2) / 3


def _focused(terms: Terms, focus: frozenset[str]) -> float:
    acting = terms.actor & terms.names if focus else frozenset()
    return OTHER if acting and not acting & focus else 1.0


class _Beside:
    """How much of what is asked for stands in titles and headings, each looked at once."""

    def __init__(self, corpus: Corpus, query: Query, full: float) -> None:
        self._corpus, self._asked, self._full = corpus, _Asked(query.units), full
        self._known: dict[str | None, float] = {None: 0.0, "": 0.0}

    def match(self, text: str | None) -> float:
        """Return it for one text, in [0, 1]; 0 where there is none."""
        if text not in self._known:
            value, _ = self._asked.found_in(terms_of(text or "", self._corpus.forms))
            self._known[text] = min(1.0, value / self._full)
        return self._known[text]
