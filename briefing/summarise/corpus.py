"""The sentences of a story as bags of terms, each read, split and stemmed once."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.text.cues import provisional
from briefing.text.speech import actor
from briefing.text.stance import Stance, stance
from briefing.text.words import fold, stop_words, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.model import Article, Reading, Sentence
    from briefing.text.words import Token

_INVERTED = re.compile(r"\b(?:is|are|was|were|be)\s+$")  # before who acts: "Joining him are ..."


@dataclass(frozen=True, slots=True)
class Terms:
    """What a sentence is made of: all its stems in order, those that say something, its names and numbers.

    `words` counts words and numbers; `names` holds the stems of words that are written as names, `numbers` those in
    digits; `actor` those of who speaks or acts, empty where that is not plain; `deed` the first stem after the actor
    that says something and is no name, "" where the verb comes first; `stance` is what it affirms, of how many, when;
    `text` its words, where they are known.
    """

    stems: tuple[str, ...]
    content: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    bigrams: frozenset[tuple[str, str]]
    words: int
    leaves_open: bool = False
    actor: frozenset[str] = frozenset()
    speaks: bool = False
    deed: str = ""
    stance: Stance = field(default=Stance())
    text: str = field(default="", compare=False, repr=False)


class Corpus:
    """All sentences of a story with their terms, and how often a term occurs in how many articles."""

    def __init__(self, readings: Iterable[Reading], language: str = "en") -> None:
        self.readings = tuple(readings)
        self.language = language
        self.sentences: tuple[Sentence, ...] = tuple(s for reading in self.readings for s in reading.sentences)
        tokens = [tokenise(sentence.text, language) for sentence in self.sentences]
        self._usual = _usually_small(tokens)
        self.stop = stop_words(language)
        self.terms: tuple[Terms, ...] = tuple(
            self._terms(sentence.text, words, self._usual)
            for sentence, words in zip(self.sentences, tokens, strict=True)
        )
        self._idf: dict[str, float] = {}
        self.place: dict[Sentence, int] = {sentence: n for n, sentence in enumerate(self.sentences)}

    def terms_in(self, text: str) -> Terms:
        """Return the terms of a sentence that is not of the story, as if it were."""
        return self._terms(text, tokenise(text, self.language), self._usual)

    def _terms(self, text: str, tokens: Sequence[Token], usual: frozenset[str]) -> Terms:
        terms = replace(
            terms_of(tokens, self.stop, usual),
            text=text,
            leaves_open=provisional(text, self.language) > 0,
            stance=stance(text, tokens, self.language),
        )
        found = actor(text) if self.language == "en" else None
        if not found:
            return terms
        acting = frozenset(t.stem for t in tokens if found.start <= t.start < found.end)
        after = (t.stem for t in tokens if t.start >= found.end and t.stem in terms.content - terms.names)
        deed = "" if _INVERTED.search(text[: found.start]) else next(after, "")
        return replace(terms, actor=acting & terms.content, speaks=found.speaks, deed=deed)

    @cached_property
    def sentence_frequency(self) -> Counter[str]:
        """In how many sentences a stem stands."""
        return Counter(stem for terms in self.terms for stem in terms.content)

    @cached_property
    def by_article(self) -> dict[Article, range]:
        """The places of each article's sentences."""
        places, start = {}, 0
        for reading in self.readings:
            places[reading.article] = range(start, start + len(reading.sentences))
            start += len(reading.sentences)
        return places

    @cached_property
    def article_frequency(self) -> Counter[str]:
        """In how many articles a stem stands."""
        return Counter(
            stem
            for places in self.by_article.values()
            for stem in {stem for place in places for stem in self.terms[place].content}
        )

    def idf(self, stem: str) -> float:
        """Return how much a stem tells, in [0, ...): ln(1 + sentences / (1 + sentences that hold it))."""
        if stem not in self._idf:
            self._idf[stem] = math.log1p(len(self.sentences) / (1 + self.sentence_frequency[stem]))
        return self._idf[stem]


def terms_of(tokens: Sequence[Token], stop: frozenset[str], usual: frozenset[str] = frozenset()) -> Terms:
    """Return the terms of a sentence. `usual` are stems that are mostly written small, so no names at its start."""
    content = [token for token in tokens if not _says_nothing(token, stop)]
    return Terms(
        stems=tuple(token.stem for token in tokens),
        content=frozenset(token.stem for token in content),
        names=frozenset(t.stem for t in content if t.is_capitalised and (t.start > 1 or t.stem not in usual)),
        numbers=frozenset(token.stem for token in tokens if token.is_number),
        bigrams=frozenset(pairwise(token.stem for token in content)),
        words=len(tokens),
    )


def quantile(values: Iterable[float], share: float) -> float:
    """Return the value under which a share, in [0, 1), of the values lies; 0 where there is none."""
    ordered = sorted(values)
    return ordered[int(share * len(ordered))] if ordered else 0.0


def _says_nothing(token: Token, stop: frozenset[str]) -> bool:
    if fold(token.text) in stop or token.stem in stop:
        return True
    return len(token.stem) == 1 and not token.is_number and not token.is_syllable


def _usually_small(sentences: Iterable[Sequence[Token]]) -> frozenset[str]:
    small, tall = Counter[str](), Counter[str]()
    for tokens in sentences:
        for token in tokens[1:]:
            (tall if token.is_capitalised else small)[token.stem] += 1
    return frozenset(stem for stem, count in small.items() if count > tall[stem])
