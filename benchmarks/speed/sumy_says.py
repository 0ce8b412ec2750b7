"""What sumy itself says of sentences: its ratings, taken from the one hook that all its methods pass them through."""

from __future__ import annotations

import warnings
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from nltk.tokenize import NLTKWordTokenizer
from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.nlp.stemmers import Stemmer, null_stemmer
from sumy.nlp.tokenizers import Tokenizer
from sumy.utils import get_stop_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

CLASSES = {
    "lex-rank": "LexRankSummarizer",
    "text-rank": "TextRankSummarizer",
    "lsa": "LsaSummarizer",
    "luhn": "LuhnSummarizer",
    "kl": "KLSummarizer",
    "sum-basic": "SumBasicSummarizer",
    "reduction": "ReductionSummarizer",
    "edmundson": "EdmundsonSummarizer",
}
STOP = frozenset(get_stop_words("english"))
CUES = ("minister", "talks")


class Given(NamedTuple):
    """Words as a method is given them."""

    stems: tuple[tuple[str, ...], ...]
    content: tuple[tuple[str, ...], ...]
    cues: frozenset[str] = frozenset(CUES)


class Apart:
    """A tokenizer for words that stand apart already."""

    @staticmethod
    def to_words(text: str) -> tuple[str, ...]:
        return tuple(text.split())


class Whole:
    """sumy's tokenizer of English, on one sentence; for splitting text into sentences it wants a download."""

    @staticmethod
    def to_words(text: str) -> tuple[str, ...]:
        return tuple(filter(Tokenizer._is_word, NLTKWordTokenizer().tokenize(text)))  # noqa: SLF001 - sumy's own rule


def of_words(method: str, sentences: Iterable[Sequence[str]], stop: Iterable[str] = STOP) -> list[float]:
    """Return sumy's ratings of sentences given as stems."""
    return _heard(method, [" ".join(words) for words in sentences], Apart(), null_stemmer, stop)


def of_texts(method: str, texts: Sequence[str]) -> list[float]:
    """Return sumy's ratings of texts, with its own words, stems and stop words."""
    return _heard(method, texts, Whole(), Stemmer("english"), STOP)


def its_words(method: str, texts: Sequence[str]) -> Given:
    """Return the words that sumy takes of texts; its KL takes no stems."""
    stem = null_stemmer if method == "kl" else Stemmer("english")
    words = [[word.lower() for word in Whole.to_words(text)] for text in texts]
    return Given(
        tuple(tuple(map(stem, one)) for one in words),
        tuple(tuple(stem(word) for word in one if word not in STOP) for one in words),
        frozenset(map(stem, CUES)),
    )


def _heard(
    method: str, texts: Sequence[str], tokenizer: object, stem: Callable[[str], str], stop: Iterable[str]
) -> list[float]:
    module = import_module(f"sumy.summarizers.{method.replace('-', '_')}")
    summarizer = getattr(module, CLASSES[method])(stem)
    if method == "edmundson":
        summarizer.bonus_words, summarizer.stigma_words, summarizer.null_words = CUES, [""], [""]
    else:
        summarizer.stop_words = frozenset(stop)
    ratings: list[float] = []

    def listen(sentences: Any, _: object, rating: Any, *args: Any) -> tuple[Any, ...]:
        ratings.extend(float(rating[s] if isinstance(rating, dict) else rating(s, *args)) for s in sentences)
        return ()

    summarizer._get_best_sentences = listen  # noqa: SLF001 - sumy has no other way
    document = ObjectDocumentModel([Paragraph([Sentence(text, tokenizer)]) for text in texts])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it divides by 0 where sentences share no word
        summarizer(document, 1)
    return ratings or [0.0] * len(texts)  # its LSA says nothing where there is no word
