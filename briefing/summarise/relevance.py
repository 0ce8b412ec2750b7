"""How much a sentence is about a topic, in [0, 1], and which of the topic's words say so.

A topic is a query: its terms (phrases, names), and more faintly the words of its title and of what it is about. It is
matched against the sentence; against what the sentence stands in (heading, neighbours, the article's title and
opening); and against words that the story itself uses beside the topic's own (pseudo-relevance feedback after Rocchio,
1971, by the log-odds of a word in the topic's sentences). A topic whose title names a party asks for what that party
says and does, not for every sentence that mentions it.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing.summarise.corpus import terms_of
from briefing.text.terms import finds
from briefing.text.words import tokenise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from briefing.model import Article
    from briefing.summarise.corpus import Corpus, Terms
    from briefing.summarise.queries import Query, Unit

SCATTERED = 0.6  # of a phrase's weight, where its words stand apart
PARTIAL = 0.2  # of a phrase's weight, where only a part of it stands there
EXPANDED, EXPANSIONS = 0.2, 25  # weight and number of the story's own words beside the topic's
FULL = 0.98  # the quantile of the matching sentences that counts as a full match
SEED = 0.5  # of a full match makes a sentence one that the story's own words are learnt from
NEIGHBOURS, HEADING, ARTICLE = 0.15, 0.35, 0.45  # what context adds
FOCUS, OTHER = 1.3, 0.8  # where the party that the title names speaks or acts, and where another does


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
    found = [_match(terms, query.units) for terms in corpus.terms]
    raw = [value for value, _ in found]
    full = _full_match(raw)
    expansion = _expand(corpus, raw, query, SEED * full)
    direct = [
        _direct(terms, value + EXPANDED * _expanded(terms, expansion), full, query)
        for terms, value in zip(corpus.terms, raw, strict=True)
    ]
    return Relevance(_in_context(corpus, direct, query, full), tuple(direct), tuple(units for _, units in found))


def _direct(terms: Terms, value: float, full: float, query: Query) -> float:
    if any(share(terms, unit) == 1 for unit in query.without):
        return 0.0
    return min(1.0, value / full)


def _match(terms: Terms, units: Sequence[Unit]) -> tuple[float, tuple[Unit, ...]]:
    """Return how much of what is asked for stands in a sentence, by idf, and what of it does."""
    value, found = 0.0, []
    for unit in units:
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


def _full_match(raw: Sequence[float]) -> float:
    matching = sorted(value for value in raw if value > 0)
    return matching[int(FULL * len(matching))] if matching else 1.0


def _expand(corpus: Corpus, raw: Sequence[float], query: Query, fair: float) -> dict[str, float]:
    """Return the story's own words for the topic, by how much likelier they are in its sentences than elsewhere.

    A word counts that stands in three of these sentences and two articles at least, so that no single report drifts.
    """
    seeds = [terms for terms, value in zip(corpus.terms, raw, strict=True) if value >= fair]
    asked = {stem for unit in query.units for stem in unit.stems}
    counts = Counter(stem for terms in seeds for stem in terms.content if stem not in asked)
    others = len(corpus.terms) - len(seeds)
    odds = {
        stem: _log_odds(count, len(seeds), corpus.sentence_frequency[stem] - count, others)
        for stem, count in counts.items()
        if count >= 3 and corpus.article_frequency[stem] >= 2
    }
    best = sorted(odds.items(), key=lambda pair: (-pair[1], pair[0]))[:EXPANSIONS]
    return {stem: corpus.idf(stem) * min(1.0, value / 4) for stem, value in best if value > 1}


def _log_odds(inside: int, seeds: int, outside: int, others: int) -> float:
    within = math.log((inside + 0.5) / (seeds - inside + 0.5))
    return within - math.log((outside + 0.5) / (others - outside + 0.5))


def _expanded(terms: Terms, expansion: Mapping[str, float]) -> float:
    return sum(sorted(expansion[stem] for stem in terms.content & expansion.keys()))


def _in_context(corpus: Corpus, direct: Sequence[float], query: Query, full: float) -> tuple[float, ...]:
    scores = [0.0] * len(direct)
    for article, places in corpus.by_article.items():
        whole = _article_share(corpus, article, [direct[place] for place in places], query, full)
        for place in places:
            near = max((direct[p] for p in (place - 1, place + 1) if p in places), default=0.0)
            heading = _text_match(corpus.sentences[place].heading, corpus, query, full)
            context = NEIGHBOURS * near + HEADING * heading + ARTICLE * whole
            told = direct[place] * (1 - ARTICLE + ARTICLE * whole) + (1 - direct[place]) * context / 2
            scores[place] = min(1.0, told * _focused(corpus.terms[place], query.focus)) if direct[place] else 0.0
    return tuple(scores)


def _focused(terms: Terms, focus: frozenset[str]) -> float:
    acting = terms.actor & terms.names
    if not focus or not acting:
        return 1.0
    return FOCUS if acting & focus else OTHER


def _article_share(corpus: Corpus, article: Article, direct: Sequence[float], query: Query, full: float) -> float:
    """Return how much an article is about the topic: its title, its opening, and its five best sentences."""
    title = _text_match(article.title.value or "", corpus, query, full)
    best = sorted(direct, reverse=True)[:5]
    return min(1.0, 0.35 * title + 0.35 * max(direct[:3], default=0.0) + 0.5 * sum(best) / 5)


def _text_match(text: str, corpus: Corpus, query: Query, full: float) -> float:
    if not text:
        return 0.0
    terms = replace(terms_of(tokenise(text, corpus.language), corpus.stop), text=text)
    value, _ = _match(terms, query.units)
    return min(1.0, value / full)
