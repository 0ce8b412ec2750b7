"""LexRank: the sentences that many sentences resemble, and above all those that resemble many.

Erkan and Radev, "LexRank: Graph-based Lexical Centrality as Salience in Text Summarization", JAIR 22 (2004). Two
sentences are neighbours whose idf-modified cosine is over 0.1; a sentence is worth what a walk along the neighbours
that is in no hurry to settle (sumy stops at the first step shorter than 0.1) makes of it.

Only sentences that share a word have a cosine, so the products are taken along an inverted index: half of sum df^2 over
the terms instead of n^2 comparisons, a block of sentences at a time, so that memory grows with the neighbours only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from briefing.model.records import dataclass
from briefing.summarise.methods.postings import Places, Postings, Vector, postings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.summarise.methods.words import Words

THRESHOLD = 0.1  # of the cosine, over which two sentences are neighbours
SETTLED = 0.1  # length of a step of the walk at which it ends
CELLS = 1 << 18  # pairs of sentences that are looked at in one block: 2 MiB, what a processor's cache holds


def scores(words: Words) -> list[float]:
    """Return how central each sentence is: a vector of length 1, in [0, 1]; 0 for all where none has a word."""
    entries = postings(words.content)
    weights = _weights(entries)
    sizes = np.bincount(entries.sentence, weights, minlength=entries.sentences)
    alike = (sizes > 0).astype(np.int64)  # what has a word is its own neighbour, too
    first, second = _neighbours(entries, weights)
    return list(_walk(first, second, alike))


def _weights(entries: Postings) -> Vector:
    """Return tf x idf of each entry, every sentence scaled to length 1.

    tf is the share of the sentence's most frequent word; idf is ln(n / (1 + df)), which is below 0 for a word in all
    sentences and 0 for one in all but one.
    """
    most = np.ones(entries.sentences)
    np.maximum.at(most, entries.sentence, entries.count)
    idf = np.log(entries.sentences / (1 + np.bincount(entries.term, minlength=entries.terms)))
    weights = entries.count / most[entries.sentence] * idf[entries.term]
    lengths = np.sqrt(np.bincount(entries.sentence, weights**2, minlength=entries.sentences))
    # the sign goes: only products of two weights of one term are asked for
    scaled: Vector = np.abs(weights) / np.where(lengths > 0, lengths, 1.0)[entries.sentence]
    return scaled


@dataclass(frozen=True, slots=True)
class Index:
    """The entries that can make two sentences alike, by sentence; and the same by term, in the order of sentences.

    `start[s]` is where sentence s begins; `place` is where an entry stands by term; `ahead` is how many entries of
    its term come after it there.
    """

    sentence: Places
    weight: Vector
    start: Places
    place: Places
    ahead: Places
    sentence_by_term: Places
    weight_by_term: Vector


def _index(entries: Postings, weights: Vector) -> Index:
    shared = (np.bincount(entries.term, minlength=entries.terms)[entries.term] > 1) & (weights > 0)
    sentence, term, weight = entries.sentence[shared], entries.term[shared], weights[shared]
    order = np.argsort(term, kind="stable")
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    ends = np.cumsum(np.bincount(term, minlength=entries.terms))
    start = np.searchsorted(sentence, np.arange(entries.sentences + 1))
    return Index(sentence, weight, start, place, ends[term] - place - 1, sentence[order], weight[order])


def _neighbours(entries: Postings, weights: Vector) -> tuple[Places, Places]:
    """Return the pairs of sentences over the threshold, the earlier ones and the later ones."""
    index = _index(entries, weights)
    found = [_alike(index, start, end, entries.sentences) for start, end in _blocks(entries.sentences)]
    return np.concatenate([first for first, _ in found]), np.concatenate([second for _, second in found])


def _blocks(sentences: int) -> Iterator[tuple[int, int]]:
    """Give runs of sentences, of which each with all after it makes `CELLS` pairs or so."""
    start = 0
    while start < sentences:
        end = min(sentences, start + max(1, CELLS // (sentences - start)))
        yield start, end
        start = end


def _alike(index: Index, start: int, end: int, sentences: int) -> tuple[Places, Places]:
    """Return the neighbours of the sentences from `start` up to `end` among those after them."""
    width = sentences - start
    cosines = np.bincount(*products(index, start, end, width), minlength=(end - start) * width)
    first, second = np.divmod(np.flatnonzero(cosines > THRESHOLD), width)
    return first + start, second + start


def products(index: Index, start: int, end: int, width: int) -> tuple[Places, Vector]:
    """Return what each shared term adds to which cosine of a block, whose rows are `width` long."""
    here = slice(index.start[start], index.start[end])
    ahead = index.ahead[here]
    before = np.cumsum(ahead) - ahead
    # for each entry of the block all entries of its term that come after it
    others = np.arange(ahead.sum()) + np.repeat(index.place[here] + 1 - before, ahead)
    row = (index.sentence[here] - start) * width - start
    return (
        np.repeat(row, ahead) + index.sentence_by_term[others],
        np.repeat(index.weight[here], ahead) * index.weight_by_term[others],
    )


def _walk(first: Places, second: Places, alike: Places) -> Vector:
    """Return where a walk stands that begins anywhere: at each step a sentence gives its share to its neighbours."""
    count = len(alike)
    degrees = np.bincount(first, minlength=count) + np.bincount(second, minlength=count) + alike
    now: Vector = np.full(count, 1 / count)
    step = 1.0
    while step > SETTLED:
        share = now / np.maximum(degrees, 1)
        after: Vector = share * alike
        after += np.bincount(first, share[second], minlength=count)
        after += np.bincount(second, share[first], minlength=count)
        length = np.linalg.norm(after)
        if length == 0:
            return after
        after /= length
        now, step = after, float(np.linalg.norm(after - now))
    return now
