"""What a user could take instead: first sentences, keywords, BM25, a centroid; sumy's methods by sumy's own code.

Each function gives every sentence a value, the greater the better; ties go to the sentence that stands first.
"""

from __future__ import annotations

import math
import re
import warnings
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

Words = tuple[str, ...]

K1, B = 1.5, 0.75  # of BM25, as everybody sets them
MIXED = 0.5  # weight of position beside BM25, both scaled to [0, 1]
PULL = 0.7  # of MMR: weight of the value, the rest for difference from what is taken
SUMY = {
    "lex-rank": "lex_rank.LexRankSummarizer",
    "text-rank": "text_rank.TextRankSummarizer",
    "lsa": "lsa.LsaSummarizer",
    "luhn": "luhn.LuhnSummarizer",
    "kl": "kl.KLSummarizer",
    "sum-basic": "sum_basic.SumBasicSummarizer",
    "reduction": "reduction.ReductionSummarizer",
    "edmundson": "edmundson.EdmundsonSummarizer",
}
"""sumy's methods by the name that sumy's command knows them by."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as a baseline sees it: its text, its place in its report, from 0, and the report's number."""

    text: str
    place: int
    report: int = 0


@cache
def words(text: str) -> Words:
    """Return the stems of a text's words, stop words left out."""
    stemmer, stops = _stemmer(), _stops()
    return tuple(stemmer(word) for word in re.findall(r"\w+", text.lower()) if word not in stops)


@cache
def _stemmer() -> Any:
    return import_module("sumy.nlp.stemmers").Stemmer("english")


@cache
def _stops() -> frozenset[str]:
    return frozenset(import_module("sumy.utils").get_stop_words("english"))


def best(values: Sequence[float], count: int) -> tuple[int, ...]:
    """Return the places of the greatest values, the greatest first."""
    return tuple(sorted(range(len(values)), key=lambda place: (-values[place], place))[:count])


def lead(lines: Sequence[Line]) -> list[float]:
    """Return a value that falls with the place in the report."""
    return [-float(line.place) for line in lines]


def keywords(lines: Sequence[Line], terms: Sequence[str]) -> list[float]:
    """Return how often the terms occur, in any case, from the beginning of a word."""
    pattern = re.compile("|".join(rf"\b{re.escape(term)}" for term in terms), re.IGNORECASE)
    return [float(len(pattern.findall(line.text))) for line in lines]


def bm25(lines: Sequence[Line], query: str, among: Sequence[Line] = ()) -> list[float]:
    """Return BM25 (Robertson and Zaragoza, 2009) of each sentence, with the frequencies of `among`, or of the lines."""
    table = bm25_table(tuple(among or lines))
    return [table.value(words(line.text), words(query)) for line in lines]


@dataclass(frozen=True, slots=True)
class Bm25:
    """In how many sentences a stem stands, how many there are, and their mean length in stems."""

    frequency: Counter[str]
    sentences: int
    length: float

    def value(self, text: Words, query: Words) -> float:
        """Return BM25 of one sentence."""
        counts, scale = Counter(text), K1 * (1 - B + B * len(text) / self.length)
        return sum(
            self._idf(stem) * counts[stem] * (K1 + 1) / (counts[stem] + scale) for stem in query if stem in counts
        )

    def _idf(self, stem: str) -> float:
        seen = self.frequency[stem]
        return math.log(1 + (self.sentences - seen + 0.5) / (seen + 0.5))


@cache
def bm25_table(lines: tuple[Line, ...]) -> Bm25:
    """Return what BM25 needs to know of all sentences."""
    bags = [words(line.text) for line in lines]
    frequency = Counter(stem for bag in bags for stem in set(bag))
    return Bm25(frequency, len(bags), max(1.0, sum(map(len, bags)) / max(1, len(bags))))


def with_position(values: Sequence[float], lines: Sequence[Line]) -> list[float]:
    """Return values scaled by the greatest, mixed with a value of position that falls as 1 / (1 + place)."""
    most = max(values, default=0.0) or 1.0
    return [(1 - MIXED) * v / most + MIXED / (1 + line.place) for v, line in zip(values, lines, strict=True)]


# --- a centroid, and difference from what is taken


def vectors(lines: Sequence[Line], among: Sequence[Line] = ()) -> list[dict[str, float]]:
    """Return tf-idf vectors of length 1."""
    table = bm25_table(tuple(among or lines))
    return [_vector(words(line.text), table) for line in lines]


def _vector(text: Words, table: Bm25) -> dict[str, float]:
    raw = {
        stem: n * math.log(table.sentences / max(1, table.frequency[stem])) for stem, n in sorted(Counter(text).items())
    }
    length = math.sqrt(sum(value * value for value in raw.values())) or 1.0
    return {stem: value / length for stem, value in raw.items()}


def cosine(one: dict[str, float], other: dict[str, float]) -> float:
    """Return the cosine of two vectors of length 1."""
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    return sum(value * large.get(stem, 0.0) for stem, value in small.items())


def centroid(bags: Sequence[dict[str, float]]) -> list[float]:
    """Return how near each vector is to the mean of all."""
    middle: dict[str, float] = {}
    for bag in bags:
        for stem, value in bag.items():
            middle[stem] = middle.get(stem, 0.0) + value
    length = math.sqrt(sum(value * value for value in middle.values())) or 1.0
    return [cosine(bag, middle) / length for bag in bags]


def diverse(values: Sequence[float], bags: Sequence[dict[str, float]], count: int) -> tuple[int, ...]:
    """Return the places that MMR (Carbonell and Goldstein, 1998) takes, in its order."""
    near, taken, most = [0.0] * len(values), list[int](), max(values, default=0.0) or 1.0
    rest = set(range(len(values)))
    while rest and len(taken) < count:
        place = max(rest, key=lambda n: (PULL * values[n] / most - (1 - PULL) * near[n], -n))
        rest.discard(place)
        taken.append(place)
        for other in rest:
            near[other] = max(near[other], cosine(bags[place], bags[other]))
    return tuple(taken)


# --- sumy


class _Words:
    """A tokenizer for sumy; its own asks NLTK for a download."""

    @staticmethod
    def to_words(text: str) -> Words:
        return tuple(re.findall(r"[^\W\d_]+", text.lower()))


def sumy(method: str, lines: Sequence[Line], terms: Sequence[str] = ()) -> list[float]:
    """Return sumy's rating of each sentence by its own stemmer, stop words and code; `terms` are Edmundson's cues.

    sumy gives no ratings away, so its one hook is listened to; sentences of the same text have one rating.
    """
    document = _document(lines)
    heard = _heard(_summarizer(method, terms), document)
    return [heard.get(line.text, 0.0) for line in lines]


def _document(lines: Sequence[Line]) -> Any:
    """Return sumy's document, a paragraph a report; a text that stands twice is left out the second time."""
    dom = import_module("sumy.models.dom")
    paragraphs: dict[int, list[Any]] = {}
    for text, line in {line.text: line for line in reversed(lines)}.items():
        paragraphs.setdefault(line.report, []).insert(0, dom.Sentence(text, _Words()))
    return dom.ObjectDocumentModel([dom.Paragraph(paragraphs[report]) for report in sorted(paragraphs)])


def _summarizer(method: str, terms: Sequence[str]) -> Any:
    module, name = SUMY[method].split(".")
    summarizer = getattr(import_module(f"sumy.summarizers.{module}"), name)(_stemmer())
    if method == "edmundson":
        cues = [word for term in terms for word in _Words.to_words(term)]
        summarizer.bonus_words, summarizer.stigma_words = cues or [""], [""]
        summarizer.null_words = sorted(_stops())
    elif hasattr(summarizer, "stop_words"):
        summarizer.stop_words = sorted(_stops())
    if method == "lsa":  # its words are numbered in the order of a set, which changes with the hash seed
        own = summarizer._create_dictionary  # noqa: SLF001 - sumy has no other way
        summarizer._create_dictionary = lambda text: {word: n for n, word in enumerate(sorted(own(text)))}  # noqa: SLF001
    return summarizer


def _heard(summarizer: Any, document: Any) -> dict[str, float]:
    heard: dict[str, float] = {}

    def listen(sentences: Any, count: Any, rating: Any, *args: Any, **kwargs: Any) -> tuple[Any, ...]:
        for sentence in sentences:
            value = rating[sentence] if isinstance(rating, dict) else rating(sentence, *args, **kwargs)
            heard[str(sentence)] = float(value) if math.isfinite(value) else 0.0
        return tuple(sentences[: int(count)])

    summarizer._get_best_sentences = listen  # noqa: SLF001 - sumy has no other way
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # it divides by 0 where sentences share no word
        summarizer(document, len(document.sentences))
    return heard
