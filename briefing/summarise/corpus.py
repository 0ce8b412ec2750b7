"""The sentences of a story as bags of terms, each read, split and stemmed once."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Generic, TypeVar

from briefing.text.cues import provisional
from briefing.text.lineups import line_up
from briefing.text.speech import actor
from briefing.text.stance import Stance, stance
from briefing.text.withdrawals import withdrawal
from briefing.text.words import beginning, fold, is_syllable, stem, stop_words, tokenise, words_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from briefing.model import Article, Reading, Sentence
    from briefing.text.lineups import LineUp
    from briefing.text.withdrawals import Withdrawal

T = TypeVar("T")

LONGEST_KEPT = 60  # characters between white space that are kept: what is longer is no word and will not come again
_INVERTED = re.compile(r"\b(?:is|are|was|were|be)\s+$")  # before who acts: "Joining him are ..."


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """A word as it is written: its stem, whether it says something alone, is in digits, has a capital."""

    stem: str
    tells: bool
    is_number: bool
    is_capitalised: bool


class Forms(dict[str, Form]):
    """The forms of a language's words, each found once."""

    def __init__(self, language: str = "en") -> None:
        super().__init__()
        self.language, self._stop = language, stop_words(language)

    def __missing__(self, word: str) -> Form:
        own, is_number = stem(word, self.language), word[0].isdigit()
        says_nothing = fold(word) in self._stop or own in self._stop
        is_letter = len(own) == 1 and not is_number and not is_syllable(word)
        form = self[word] = Form(own, not says_nothing and not is_letter, is_number, word[0].isupper())
        return form

    def of(self, text: str) -> list[Form]:
        """Return the forms of a text's words and numbers, in order."""
        return list(chain.from_iterable(map(self._chunks.__getitem__, text.split())))

    @cached_property
    def _chunks(self) -> Chunks[Form]:
        return Chunks(lambda chunk: tuple([self[word] for word in words_in(chunk)]))

    @cached_property
    def stems(self) -> Chunks[str]:
        """What stands between white space -> the stems of all its words and numbers."""
        return Chunks(lambda chunk: tuple([form.stem for form in self.of(chunk)]))

    @cached_property
    def telling(self) -> Chunks[str]:
        """What stands between white space -> the stems of those that say something."""
        return Chunks(lambda chunk: tuple([form.stem for form in self.of(chunk) if form.tells]))


class Chunks(dict[str, tuple[T, ...]], Generic[T]):
    """What stands between white space -> its words or stems: no word reaches over that, so it is taken apart once."""

    def __init__(self, taken_apart: Callable[[str], tuple[T, ...]]) -> None:
        super().__init__()
        self._taken_apart = taken_apart

    def __missing__(self, chunk: str) -> tuple[T, ...]:
        found = self._taken_apart(chunk)
        if len(chunk) <= LONGEST_KEPT:
            self[chunk] = found
        return found


@dataclass(frozen=True)  # without slots, for what is found only where it is asked for
class Terms:
    """What a sentence is made of: all its stems in order, those that say something, its names and numbers.

    `names` holds the stems of words that are written as names, `numbers` those in digits. What takes a closer look at
    the text is found when it is first asked for, since most sentences are never asked.
    """

    stems: tuple[str, ...]
    content: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    text: str = field(compare=False, repr=False)
    forms: Forms = field(compare=False, repr=False)

    @property
    def words(self) -> int:
        """How many words and numbers it has."""
        return len(self.stems)

    @cached_property
    def bigrams(self) -> frozenset[tuple[str, str]]:
        """The pairs of stems that say something and follow each other."""
        return frozenset(pairwise(form.stem for form in self.forms.of(self.text) if form.tells))

    @cached_property
    def leaves_open(self) -> bool:
        """Whether it says that something is still open."""
        return provisional(self.text, self.forms.language) > 0

    @cached_property
    def takes_back(self) -> Withdrawal | None:
        """How it takes back what stands before it, where it does: asked within its report, and beside later ones."""
        return withdrawal(self.text, self.forms.language)

    @cached_property
    def line_up(self) -> LineUp:
        """What it tells of who stays away and who leads."""
        return line_up(self.text, self.forms.language)

    @cached_property
    def stance(self) -> Stance:
        """What it affirms, of how many, when."""
        return stance(self.text, tokenise(self.text, self.forms.language), self.forms.language)

    @property
    def actor(self) -> frozenset[str]:
        """The stems of who speaks or acts; empty where that is not plain."""
        return self._acting[0]

    @property
    def speaks(self) -> bool:
        """Whether the actor says something."""
        return self._acting[1]

    @property
    def deed(self) -> str:
        """The first stem after the actor that says something and is no name; "" where the verb comes first."""
        return self._acting[2]

    @cached_property
    def _acting(self) -> tuple[frozenset[str], bool, str]:
        found = actor(self.text) if self.forms.language == "en" else None
        if not found:
            return frozenset(), False, ""
        tokens = tokenise(self.text, self.forms.language)
        acting = frozenset(t.stem for t in tokens if found.start <= t.start < found.end)
        after = (t.stem for t in tokens if t.start >= found.end and t.stem in self.content - self.names)
        deed = "" if _INVERTED.search(self.text[: found.start]) else next(after, "")
        return acting & self.content, found.speaks, deed


class Corpus:
    """All sentences of a story with their terms, and how often a term occurs in how many articles."""

    def __init__(self, readings: Iterable[Reading], language: str = "en") -> None:
        self.readings = tuple(readings)
        self.language = language
        self.forms = Forms(language)
        self.sentences: tuple[Sentence, ...] = tuple(s for reading in self.readings for s in reading.sentences)
        texts = [sentence.text for sentence in self.sentences]
        read = list(map(self.forms.of, texts))
        self._usual = _usually_small(read)
        self.terms: tuple[Terms, ...] = tuple(
            _terms(text, forms, self.forms, self._usual) for text, forms in zip(texts, read, strict=True)
        )

    def terms_in(self, text: str) -> Terms:
        """Return the terms of a sentence that is not of the story, as if it were."""
        return terms_of(text, self.forms, self._usual)

    @cached_property
    def place(self) -> dict[Sentence, int]:
        """Where each sentence stands among them."""
        return {sentence: n for n, sentence in enumerate(self.sentences)}

    @cached_property
    def sentence_frequency(self) -> Counter[str]:
        """In how many sentences a stem stands."""
        return Counter(chain.from_iterable(terms.content for terms in self.terms))

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

    @cached_property
    def idf(self) -> Callable[[str], float]:
        """How much a stem tells, in [0, ...): ln(1 + sentences / (1 + sentences that hold it))."""
        return _Idf(len(self.sentences), self.sentence_frequency).__getitem__


class _Idf(dict[str, float]):
    """How much each stem tells, found once."""

    def __init__(self, sentences: int, frequency: Counter[str]) -> None:
        super().__init__()
        self._sentences, self._frequency = sentences, frequency

    def __missing__(self, stem: str) -> float:
        value = self[stem] = math.log1p(self._sentences / (1 + self._frequency[stem]))
        return value


def terms_of(text: str, forms: Forms, usual: frozenset[str] = frozenset()) -> Terms:
    """Return the terms of a sentence. `usual` are stems that are mostly written small, so no names at its start."""
    return _terms(text, forms.of(text), forms, usual)


def _terms(text: str, found: list[Form], forms: Forms, usual: frozenset[str]) -> Terms:
    content = [form for form in found if form.tells]
    names = [form.stem for form in content if form.is_capitalised]
    if any(form.tells and form.is_capitalised and form.stem in usual for form in found[:2]):
        first = beginning(text)
        tall = [form for form in found[:first] if form.stem not in usual] + found[first:]
        names = [form.stem for form in tall if form.tells and form.is_capitalised]
    return Terms(
        stems=tuple([form.stem for form in found]),
        content=frozenset([form.stem for form in content]),
        names=frozenset(names),
        numbers=frozenset([form.stem for form in found if form.is_number]),
        text=text,
        forms=forms,
    )


def quantile(values: Iterable[float], share: float) -> float:
    """Return the value under which a share, in [0, 1), of the values lies; 0 where there is none."""
    ordered = sorted(values)
    return ordered[int(share * len(ordered))] if ordered else 0.0


def _usually_small(sentences: Iterable[Sequence[Form]]) -> frozenset[str]:
    counts = Counter(chain.from_iterable(forms[1:] for forms in sentences))
    often = Counter[str]()
    for form, count in counts.items():
        often[form.stem] += -count if form.is_capitalised else count
    return frozenset(stem for stem, count in often.items() if count > 0)
