"""What a person may want to change of the configuration: more terms, more topics, terms that find nothing.

Counted are words, and phrases of up to five words whose first and last say something, in sentences that differ. A term
goes with a topic by the z-score of its log-odds in the topic's sentences against the others (Monroe, Colaresi and
Quinn, 2008). What no topic covers is grouped around terms that come in bursts, by residual idf (Church and Gale, 1995).
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from briefing.model import Advice, FoundTerm, Suggestion, Uncovered
from briefing.summarise.candidates import RELEVANT
from briefing.summarise.corpus import Corpus, terms_of
from briefing.summarise.queries import queries
from briefing.summarise.relevance import relevance, share
from briefing.summarise.segment import segment
from briefing.text.closed_class import CALENDAR, SPEECH, TIMES, TITLES
from briefing.text.terms import wanted
from briefing.text.words import stem, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefing.model import Article, Side, Topic
    from briefing.summarise.queries import Query
    from briefing.summarise.relevance import Relevance
    from briefing.text.words import Token

LONGEST = 5  # words of a phrase
CLEAR = 0.4  # relevance from which a sentence tells which words go with a topic
SENTENCES, REPORTS = 3, 2  # at least, that a term stands in
SURE = 1.96  # z from which a term goes with a topic: 95 %
PART = 0.6  # of a term's sentences, that a longer one has which stands in its place
LEAST = 0.1  # residual idf of a term that comes in no bursts: few reports may all be about one matter
NAMED = 2.0  # weight of a name or phrase over that of a word, to begin a group with
TERMS, GROUPS, EXAMPLES = 12, 8, 3  # shown at most: terms of a topic, new topics, sentences of one

Stems = tuple[str, ...]

_POSSESSIVE = re.compile(r"['’]s?$")

_EVERYWHERE = SPEECH | CALENDAR | TIMES | TITLES  # what any report has: "said", "Mr"
_LINKS = frozenset(["of", "the"])  # of the small words, those that may stand inside a phrase: "head of the union"


def check(
    articles: Sequence[Article], topics: Sequence[Topic], sides: Sequence[Side] = (), language: str = "en"
) -> tuple[Advice, ...]:
    """Return for each topic how many sentences of the articles each of its terms finds."""
    corpus = _corpus(articles, language)
    asked = queries(topics, sides, corpus)
    return tuple(Advice(topic, *_about(corpus, asked[topic.id]), _found(corpus, topic, sides)) for topic in topics)


def suggest(
    articles: Sequence[Article],
    topics: Sequence[Topic],
    sides: Sequence[Side] = (),
    language: str = "en",
    reports: int = 3,
) -> tuple[tuple[Advice, ...], tuple[Uncovered, ...]]:
    """Return terms that the topics might have, and groups of sentences in `reports` reports at least of no topic."""
    corpus = _corpus(articles, language)
    asked = queries(topics, sides, corpus)
    about = {topic.id: relevance(corpus, asked[topic.id]) for topic in topics}
    places = _Places(corpus)
    known = {stem for query in asked.values() for unit in query.units for stem in unit.stems}
    known |= {token.stem for side in sides for name in side.names for token in tokenise(name, language)}
    advice = tuple(
        Advice(
            topic,
            *_about(corpus, asked[topic.id]),
            _found(corpus, topic, sides),
            places.suggestions(_seeds(about[topic.id]), known),
        )
        for topic in topics
    )
    covered = {p for one in about.values() for p, score in enumerate(one.scores) if score >= RELEVANT}
    return advice, tuple(places.groups(places.unique - covered, known, reports))


def _corpus(articles: Sequence[Article], language: str) -> Corpus:
    unique = {article.key: article for article in articles}
    ordered = sorted(unique.values(), key=lambda a: (str(a.published.day or "9999"), a.path, a.key))
    return Corpus(segment(tuple(ordered)), language)


def _about(corpus: Corpus, query: Query) -> tuple[int, int]:
    """Return how many sentences of how many reports are about a topic, with all in them that must be there."""
    scores = relevance(corpus, query).scores
    must = [[share(terms, unit) == 1 for terms in corpus.terms] for unit in query.must]
    places = [place for place, score in enumerate(scores) if score >= RELEVANT and all(has[place] for has in must)]
    return len(places), len({corpus.sentences[place].article for place in places})


def _seeds(about: Relevance) -> set[int]:
    return {
        place
        for place, (own, score) in enumerate(zip(about.direct, about.scores, strict=True))
        if max(own, score) >= CLEAR
    }


def _found(corpus: Corpus, topic: Topic, sides: Sequence[Side]) -> tuple[FoundTerm, ...]:
    """Return where each term is found, the sign taken off: what a topic does not want is counted too."""
    parsed = wanted(topic, sides)
    found = []
    for term in (*parsed.terms, *parsed.without):
        bare = term.written.removeprefix(term.sign)
        units = queries([_only(topic, bare)], sides, corpus)[topic.id].units
        at = [p for p, terms in enumerate(corpus.terms) if any(share(terms, unit) == 1 for unit in units)]
        found.append(FoundTerm(term.written, len(at), len({corpus.sentences[p].article for p in at})))
    return tuple(found)


def _only(topic: Topic, term: str) -> Topic:
    return type(topic)(id=topic.id, terms=(term,))


class _Places:
    """Where the words and phrases of a story stand, each sentence that differs once."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        first: dict[str, int] = {}
        for place, sentence in enumerate(corpus.sentences):
            first.setdefault(sentence.text, place)
        self.unique = frozenset(first.values())
        self._at: dict[Stems, set[int]] = defaultdict(set)
        self._written: dict[Stems, Counter[str]] = defaultdict(Counter)
        common = _everywhere(corpus)
        for place in sorted(self.unique):
            for stems, words in _phrases(corpus.sentences[place].text, corpus, common):
                self._at[stems].add(place)
                self._written[stems][words] += 1
        self._at = {
            stems: at for stems, at in self._at.items() if len(at) >= SENTENCES and self._reports(at) >= REPORTS
        }

    def suggestions(self, inside: set[int], known: set[str], reports: int = REPORTS) -> tuple[Suggestion, ...]:
        """Return the terms that go with these sentences, the surest first; not those made of known stems only."""
        inside = inside & self.unique
        others = len(self.unique - inside)
        counts = {stems: len(at & inside) for stems, at in self._at.items() if not set(stems) <= known}
        sure = {
            stems: _z(count, len(inside), len(self._at[stems]) - count, others)
            for stems, count in counts.items()
            if count >= SENTENCES and self._reports(self._at[stems] & inside) >= reports
        }
        return self._best({stems: z for stems, z in sure.items() if z >= SURE}, inside)

    def _best(self, sure: Mapping[Stems, float], inside: set[int]) -> tuple[Suggestion, ...]:
        taken: list[Stems] = []
        for stems in sorted(sure, key=lambda one: (-sure[one], one)):
            rivals = [other for other in sure if _is_part(stems, other)]
            longer = any(len(self._at[other] & inside) >= PART * len(self._at[stems] & inside) for other in rivals)
            if not longer and not any(_is_part(one, stems) or _is_part(stems, one) for one in taken):
                taken.append(stems)
        return tuple(self._suggestion(stems, sure[stems], inside) for stems in taken[:TERMS])

    def _suggestion(self, stems: Stems, z: float, inside: set[int]) -> Suggestion:
        at = self._at[stems] & inside
        words = max(sorted(self._written[stems]), key=lambda one: self._written[stems][one])
        return Suggestion(words, len(at), self._reports(at), round(z, 2), self._corpus.sentences[min(at)])

    def groups(self, uncovered: frozenset[int], known: set[str], reports: int) -> Iterator[Uncovered]:
        """Yield what these sentences are about, the most told first."""
        left, tried = set(uncovered), 0
        while (seed := self._burst(left, known, reports)) and tried < GROUPS:
            about = self._at[seed] & left
            known = known | set(seed)
            beside = self.suggestions(about, known, 1)
            if max((one.reports for one in beside), default=0) < REPORTS:  # a word that nothing goes with is no topic
                continue
            tried += 1
            own = self._suggestion(seed, _z(len(about), len(about), 0, len(self.unique)), left)
            about |= self._with_two(beside, left)
            examples = sorted(about, key=lambda p: (-len(self._corpus.terms[p].names), p))[:EXAMPLES]
            yield Uncovered(
                (own, *beside),
                len(about),
                self._reports(about),
                tuple(self._corpus.sentences[p] for p in sorted(examples)),
            )
            left -= about

    def _with_two(self, beside: Sequence[Suggestion], left: set[int]) -> set[int]:
        names = {one.term for one in beside}
        had = Counter(p for stems, at in self._at.items() if self._name(stems) in names for p in at & left)
        return {place for place, count in had.items() if count > 1}

    def _name(self, stems: Stems) -> str:
        return max(sorted(self._written[stems]), key=lambda one: self._written[stems][one])

    def _burst(self, left: set[int], known: set[str], reports: int) -> Stems | None:
        """Return the term that tells most of what is left: in many sentences, and in bursts."""
        worth = {
            stems: len(at & left) * self._residual_idf(at) * (NAMED if self._is_name(stems) else 1.0)
            for stems, at in self._at.items()
            if self._reports(at & left) >= reports and len(at & left) > len(at) / 2 and not set(stems) & known
        }
        best = max(sorted(worth), key=lambda one: worth[one], default=None)
        longer = (one for one in sorted(worth) if best and _is_part(best, one))
        whole = (one for one in longer if len(self._at[one]) >= PART * len(self._at[best or ()]))
        return max(whole, key=len, default=best)

    def _is_name(self, stems: Stems) -> bool:
        return len(stems) > 1 or self._name(stems)[:1].isupper()

    def _residual_idf(self, at: set[int]) -> float:
        articles = len(self._corpus.by_article)
        by_chance = -math.log(1 - math.exp(-len(at) / articles))
        return max(LEAST, math.log(articles / self._reports(at)) - by_chance)

    def _reports(self, places: Iterable[int]) -> int:
        return len({self._corpus.sentences[place].article for place in places})


def _everywhere(corpus: Corpus) -> frozenset[str]:
    """Return stems that no topic is about: what any report has, and the names of the publishers."""
    names = " ".join(sorted({article.publisher.value or "" for article in corpus.by_article}))
    publishers = frozenset(token.stem for token in tokenise(names, corpus.language) if token.is_capitalised)
    return publishers | {stem(word) for word in _EVERYWHERE} if corpus.language == "en" else publishers


def _is_part(stems: Stems, other: Stems) -> bool:
    size = len(stems)
    return size < len(other) and any(other[n : n + size] == stems for n in range(len(other) - size + 1))


def _z(inside: int, seeds: int, outside: int, others: int) -> float:
    """Return the z-score of the log-odds of a term inside against outside, with half a sentence added to each."""
    odds = math.log((inside + 0.5) / (seeds - inside + 0.5)) - math.log((outside + 0.5) / (others - outside + 0.5))
    return odds / math.sqrt(1 / (inside + 0.5) + 1 / (outside + 0.5))


def _phrases(text: str, corpus: Corpus, common: frozenset[str]) -> Iterator[tuple[Stems, str]]:
    """Yield the words and phrases of a sentence, their stems and how they are written, none twice."""
    tokens = tokenise(text, corpus.language)
    told = terms_of(text, corpus.forms).content
    fit = [token.stem in told and not token.is_number and token.stem not in common for token in tokens]
    seen: set[Stems] = set()
    for start, end in _spans(text, tokens, fit):
        stems = tuple(token.stem for token in tokens[start:end])
        if stems not in seen and not (end - start > 1 and _cuts_name(text, tokens, start, end)):
            seen.add(stems)
            yield stems, _as_written(text, tokens[start:end], opens=start == 0)


def _spans(text: str, tokens: Sequence[Token], fit: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield where stretches of words begin and end that say something at both ends, with links at most between."""
    for start in range(len(tokens)):
        for end in range(start + 1, min(start + LONGEST, len(tokens)) + 1):
            last = end - 1
            if end - start > 1 and not _joined(text, tokens[last - 1], tokens[last]):
                break
            if fit[start] and fit[last]:
                yield start, end
            elif tokens[last].text not in _LINKS:
                break


def _cuts_name(text: str, tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a name goes on behind a stretch, or before one that is not the end of that name alone."""
    behind = end < len(tokens) and _one_name(text, tokens[end - 1], tokens[end])
    before = start > 0 and _one_name(text, tokens[start - 1], tokens[start])
    return behind or (before and not all(token.is_capitalised for token in tokens[start:end]))


def _one_name(text: str, left: Token, right: Token) -> bool:
    whole = left.is_capitalised and right.is_capitalised and _joined(text, left, right)
    return whole and not _POSSESSIVE.search(left.text)


def _joined(text: str, left: Token, right: Token) -> bool:
    return text[left.end : right.start] in {" ", "-", ""}


def _as_written(text: str, tokens: Sequence[Token], *, opens: bool) -> str:
    """Return the words; a sentence's first word small, unless the next is a name too."""
    words = _POSSESSIVE.sub("", text[tokens[0].start : tokens[-1].end])
    is_name = len(tokens) > 1 and tokens[1].is_capitalised
    return words[:1].lower() + words[1:] if opens and not is_name and not words.isupper() else words
