"""How much a sentence matters in its report and in the story, whatever the topic, in [0, 1].

News puts what matters first and says it in full; what several newsrooms mention matters more than what one does; a
question, a line to the reader and a writer's own "I" tell little. The weights are the same for every story.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from briefing.model import Article
    from briefing.summarise.corpus import Corpus

POSITION, CENTRALITY, FULLNESS, BASE = 0.4, 0.2, 0.3, 0.1  # weights, together 1
DECLINE = 0.15  # by which each sentence before it makes a sentence matter less
FULL, LONG = 20, 55  # words of a full sentence, and of one that is too long to read well


def salience(corpus: Corpus, origins: Mapping[Article, str]) -> tuple[float, ...]:
    """Return how much each sentence matters, in [0, 1]; `origins` names the newsroom of each article's text."""
    told = _origins_of_stems(corpus, origins)
    most = math.log1p(max(len(set(origins.values())), 1))
    return tuple(
        BASE
        + POSITION / (1 + DECLINE * sentence.index)
        + CENTRALITY * _centrality(terms.content, told) / most
        + FULLNESS * _fullness(terms.words)
        for sentence, terms in zip(corpus.sentences, corpus.terms, strict=True)
    )


def _origins_of_stems(corpus: Corpus, origins: Mapping[Article, str]) -> dict[str, int]:
    """Return how many newsrooms use a stem."""
    users: dict[str, set[str]] = {}
    for article, places in corpus.by_article.items():
        for place in places:
            for stem in corpus.terms[place].content:
                users.setdefault(stem, set()).add(origins[article])
    return {stem: len(rooms) for stem, rooms in users.items()}


def _centrality(content: Collection[str], told: Mapping[str, int]) -> float:
    return sum(math.log1p(told[stem]) for stem in sorted(content)) / len(content) if content else 0.0


def _fullness(words: int) -> float:
    return min(1.0, words / FULL) * min(1.0, LONG / words) if words else 0.0
