"""sumy's eight methods behind one door: what each thinks a sentence is worth. The only module that knows sumy.

sumy hands out sentences without scores; all its summarizers pass their ratings through one hook,
`_get_best_sentences`, which is listened to here (a test fails when a release of sumy no longer calls it). The scales
differ, some have no meaning beyond their order, so scores are ranks, ties going to the sentence that comes first.
"""

from __future__ import annotations

import math
import warnings
from importlib import import_module
from typing import TYPE_CHECKING, Any

from briefing.text.words import stem, stop_words

if TYPE_CHECKING:
    from collections.abc import Sequence

METHODS = {
    "lex-rank": "lex_rank.LexRankSummarizer",
    "text-rank": "text_rank.TextRankSummarizer",
    "lsa": "lsa.LsaSummarizer",
    "luhn": "luhn.LuhnSummarizer",
    "kl": "kl.KLSummarizer",
    "sum-basic": "sum_basic.SumBasicSummarizer",
    "reduction": "reduction.ReductionSummarizer",
    "edmundson": "edmundson.EdmundsonSummarizer",
}
"""The name in the configuration -> the class in sumy.summarizers."""


def rate(method: str, sentences: Sequence[Sequence[str]], cues: Sequence[str], language: str) -> tuple[float, ...]:
    """Return what a method of sumy thinks of sentences, as ranks in (0, 1], 1 the best.

    `sentences` are given as words, in order; `cues` are the words that Edmundson's method favours. Raises ValueError
    where there is no such method.
    """
    if method not in METHODS:
        raise ValueError(f"there is no method {method!r}; choose one of {', '.join(METHODS)}")
    texts = [" ".join(words) for words in sentences]
    summarizer = _summarizer(method, cues, language)
    ratings = _ratings(summarizer, _document([text for text in texts if text])) if any(texts) else {}
    order = sorted(range(len(texts)), key=lambda n: (-ratings.get(texts[n], 0.0), n))
    ranks = {place: 1 - rank / len(texts) for rank, place in enumerate(order)}
    return tuple(ranks[place] for place in range(len(texts)))


class _Words:
    """A tokenizer for words that stand apart already; sumy's own asks NLTK for a download."""

    @staticmethod
    def to_words(text: str) -> tuple[str, ...]:
        return tuple(text.split())


def _document(sentences: Sequence[str]) -> Any:
    dom = import_module("sumy.models.dom")
    # one paragraph a sentence: methods that look at the place in a paragraph see each as its opening
    unique = list(dict.fromkeys(sentences))
    return dom.ObjectDocumentModel([dom.Paragraph([dom.Sentence(text, _Words())]) for text in unique])


def _summarizer(method: str, cues: Sequence[str], language: str) -> Any:
    module, name = METHODS[method].split(".")
    summarizer = getattr(import_module(f"sumy.summarizers.{module}"), name)(lambda word: stem(word, language))
    stops = sorted(stop_words(language)) or [""]
    if method == "lsa":
        # sumy numbers the words in the order of a set, which changes with the hash seed, and the picks with it
        own = summarizer._create_dictionary  # noqa: SLF001 - guarded by a test
        summarizer._create_dictionary = lambda document: {word: n for n, word in enumerate(sorted(own(document)))}  # noqa: SLF001
    if method == "edmundson":
        summarizer.bonus_words, summarizer.stigma_words, summarizer.null_words = list(cues) or [""], stops, stops
    elif hasattr(summarizer, "stop_words"):
        summarizer.stop_words = stops
    return summarizer


def _ratings(summarizer: Any, document: Any) -> dict[str, float]:
    """Return the method's rating of each sentence's text."""
    heard: dict[str, float] = {}

    def listen(sentences: Any, count: Any, rating: Any, *args: Any, **kwargs: Any) -> tuple[Any, ...]:
        for sentence in sentences:
            value = rating[sentence] if isinstance(rating, dict) else rating(sentence, *args, **kwargs)
            heard[str(sentence)] = float(value) if math.isfinite(value) else 0.0
        return tuple(sentences[: int(count)])

    summarizer._get_best_sentences = listen  # noqa: SLF001 - sumy's one hook
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # sumy divides by 0 where sentences share no word
        summarizer(document, len(document.sentences))
    return heard
