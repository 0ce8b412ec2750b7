"""How much a sentence matters in its report and in the story, whatever the topic, in [0, 1].

News puts what matters first and says it in full, with names and numbers; what the story speaks of often, and what
another report tells too, matters more; so does a report that is about what the brief is about. The weights are the
same for every story.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from briefing.summarise.corpus import quantile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.model import Article
    from briefing.summarise.corpus import Corpus, Terms

POSITION, FULLNESS, CENTRALITY, SUBSTANCE, BASE = 0.36, 0.27, 0.18, 0.09, 0.1  # weights, together 1
DECLINE = 0.3  # by which each sentence before it makes a sentence matter less
FULL, LONG = 20, 40  # words of a full sentence, and of one that is too long to read well
SUBSTANTIAL = 6  # names and numbers of a sentence of substance
CENTRAL = 0.98  # the quantile of the sentences that counts as central
UNSUPPORTED = 0.5  # what a sentence loses that no other report tells
ASIDE = 0.8  # what the sentences of a report lose that is about none of the topics
PERTINENT = 0.75  # the quantile of the reports that counts as being about what the brief is about


def salience(corpus: Corpus, support: Sequence[float], about: Sequence[float]) -> tuple[float, ...]:
    """Return how much each sentence matters, in [0, 1].

    `support` is how nearly another report tells each sentence, `about` how much each is about the topic that it is
    most about, both in [0, 1].
    """
    central = _centrality(corpus)
    pertinent = _pertinence(corpus, about)
    return tuple(
        (
            BASE
            + POSITION / (1 + DECLINE * sentence.index)
            + FULLNESS * _fullness(terms.words)
            + CENTRALITY * central[place]
            + SUBSTANCE * min(1.0, len(terms.names | terms.numbers) / SUBSTANTIAL)
        )
        * (1 - UNSUPPORTED + UNSUPPORTED * support[place])
        * (1 - ASIDE + ASIDE * pertinent[sentence.article])
        for place, (sentence, terms) in enumerate(zip(corpus.sentences, corpus.terms, strict=True))
    )


def _centrality(corpus: Corpus) -> tuple[float, ...]:
    """Return how often the story uses the words of each sentence, in [0, 1]: the mean logarithm, after SumBasic.

    Nenkova and Vanderwende (2005) take the mean probability; the logarithm keeps a single word from deciding.
    """
    found = [_mean_log(corpus, terms) for terms in corpus.terms]
    full = quantile(found, CENTRAL) or 1.0
    return tuple(min(1.0, value / full) for value in found)


def _mean_log(corpus: Corpus, terms: Terms) -> float:
    often = corpus.sentence_frequency
    told = [math.log1p(count) for count in sorted([often[stem] for stem in terms.content])]
    return sum(told) / len(told) if told else 0.0


def _pertinence(corpus: Corpus, about: Sequence[float]) -> dict[Article, float]:
    """Return how much each report is about what the brief is about, in [0, 1], beside the others."""
    shares = {
        article: sum(about[place] for place in places) / max(1, len(places))
        for article, places in corpus.by_article.items()
    }
    full = quantile((share for share in shares.values() if share > 0), PERTINENT) or 1.0
    return {article: min(1.0, share / full) for article, share in shares.items()}


def _fullness(words: int) -> float:
    return min(1.0, words / FULL) * min(1.0, LONG / words) if words else 0.0
