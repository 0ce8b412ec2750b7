"""Whether one sentence tells what another has told, and whether another confirms all that one tells.

To repeat is less than to confirm. A repeat costs room in a brief, and is told by how much of a sentence the other has:
its names, numbers and words by their weight, its other words once more, since names alone are what a whole story
shares, and the deed. To confirm ("also [2]") is to tell all that is shown. What contradicts does neither.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from dataclasses import replace
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from briefing.summarise.duplicates import NAMED, is_passive, other_actors, swapped, turned, weight
from briefing.text.closed_class import CALENDAR
from briefing.text.quotations import quotations
from briefing.text.stance import opposed
from briefing.text.words import stem, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from briefing.summarise.corpus import Corpus, Terms

REPEATED = 0.55  # likeness from which a sentence is a repeat
UNNAMED = 0.3  # how much of the likeness is that of the words that are no names
DEED = 0.1  # what the same deed adds
QUOTED = 0.2  # what the same quoted words add
SPOKEN = 3  # words that tell something, from which it is no chance that two quote them in a row
FEWEST = 4  # stems that a sentence needs for its likeness to mean anything
SHARED = 3  # words that two sentences must share at least
UNTIED = 0.75  # what their likeness is worth where they share neither name nor number
ENOUGH, FAINT = 2.0, 0.85  # words of one sentence only that weigh enough, and what a likeness is worth of less
GLANCE = 0.25  # share of the weight, in the same words, under which no more is looked at
ROOT, OF_IT = 5, 2 / 3  # first letters, at least, and of the longer stem, that two stems of one root share
SCOPE = 5  # words of a clause that a "not" before them may deny
CONFIRMED = 0.75  # of the weight of what is shown, that another must tell to be named beside it

_DENYING = re.compile(
    r"\b(?:not|no|never|neither|nor|none|cannot|without|\w+n['’]t|den(?:y|ies|ied|ying)|(?:refus|declin|fail)\w*\ to"
    r"|rul(?:e|es|ed|ing)\ out|unlikely|unable|doubt(?:s|ed|ful)?|stopped\ short|far\ from)\b(?P<what>[^,;:.!?—”\"]*)",
    re.VERBOSE | re.IGNORECASE,
)


def repeats(corpus: Corpus, place: int, other: int) -> bool:
    """Whether a sentence is another, or tells little that it has not told."""
    return place == other or likeness(corpus, place, other) >= REPEATED


def likeness(corpus: Corpus, place: int, other: int) -> float:
    """Return how much of a sentence another has told, in [0, 1].

    It is 0 where they contradict, where the other names nobody whom the sentence names, and for a sentence that is too
    short to tell by its words, unless both have the same.
    """
    own, told = corpus.terms[place], corpus.terms[other]
    if len(own.content) < FEWEST:
        return float(own.stems == told.stems)
    if not _may_tell(own, told, corpus):
        return 0.0
    alike = _told(own, told, corpus)
    if alike + QUOTED >= REPEATED > alike and _quote_the_same(corpus, place, other):
        alike += QUOTED
    return 0.0 if contradict(corpus, place, other) else min(1.0, alike)


def _may_tell(own: Terms, told: Terms, corpus: Corpus) -> bool:
    """Whether two sentences share so much in the same words, and one of the names, that more is to be looked at."""
    shared = own.content & told.content
    named = own.names - dates()
    if len(shared) < SHARED or (named and not named & shared):
        return False
    return weight(shared, corpus) >= GLANCE * weight(own.content, corpus)


@cache
def dates() -> frozenset[str]:
    """Return the stems of days and months, which are written as names."""
    return frozenset(map(stem, CALENDAR))


def _told(own: Terms, told: Terms, corpus: Corpus) -> float:
    """Return the share of a sentence that another has, all words and those that are no names, with its deed."""
    shared = own.content & told.content
    if corpus.language == "en":
        shared |= _of_one_root(own, told)
    plain = own.content - own.names - own.numbers
    whole = weight(shared, corpus) / weight(own.content, corpus)
    words = weight(shared & plain, corpus) / weight(plain, corpus) if plain else whole
    deed = DEED if own.deed and (own.deed in told.content or own.deed in shared) else 0.0
    return ((1 - UNNAMED) * whole + UNNAMED * words + deed) * _trust(own, shared, corpus)


def _trust(own: Terms, shared: AbstractSet[str], corpus: Corpus) -> float:
    """Return what a likeness is worth: less where it rests on few or common words, or on no name and no number."""
    tied = not shared.isdisjoint(own.names - dates() | own.numbers)
    once = math.log1p(len(corpus.sentences) / 2)  # idf of a stem of one sentence
    firm = weight(shared, corpus) >= ENOUGH * once
    return (1.0 if tied else UNTIED) * (1.0 if firm else FAINT)


def _of_one_root(own: Terms, told: Terms) -> frozenset[str]:
    """Return the stems of a sentence, no names, that another has in another form: "nominate", "nominee"."""
    roots = defaultdict(list)
    for other in told.content - own.content - told.names:
        roots[other[:ROOT]].append(other)
    rest = (own.content - told.content - own.names) - own.numbers
    return frozenset(one for one in rest if any(_one_root(one, other) for other in roots.get(one[:ROOT], ())))


def _one_root(one: str, two: str) -> bool:
    same = next((n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    return same >= ROOT and same >= OF_IT * max(len(one), len(two)) and one.isalpha() and two.isalpha()


def _quote_the_same(corpus: Corpus, place: int, other: int) -> bool:
    """Whether both quote the same words in a row: one statement, whatever stands around it."""
    return bool(_spoken(corpus, place) & _spoken(corpus, other))


def _spoken(corpus: Corpus, place: int) -> set[tuple[str, ...]]:
    text, content = corpus.sentences[place].text, corpus.terms[place].content
    (found,) = quotations((text,))
    rows = (
        [t.stem for t in tokenise(text[max(0, one.start) : one.end], corpus.language) if t.stem in content]
        for one in found
    )
    return set(chain.from_iterable(zip(*(row[n:] for n in range(SPOKEN)), strict=False) for row in rows))


def contradict(corpus: Corpus, place: int, other: int) -> bool:
    """Whether two sentences contradict in what both tell: what only one tells may be denied, or said by somebody."""
    one, two = corpus.terms[place], corpus.terms[other]
    if one.leaves_open != two.leaves_open or _others_act(one, two) or turned(one, two):
        return True
    bare = (replace(terms.stance, negated=False, denies=False) for terms in (one, two))
    if opposed(*bare):
        return True
    flags = [(terms.stance.negated, terms.stance.denies) for terms in (one, two)]
    return flags[0] != flags[1] and _denied_by_one(corpus, place, other)


def _others_act(one: Terms, two: Terms) -> bool:
    """Whether others speak or act; not where only one tells who said it, or one tells it from the other end."""
    if not other_actors(one, two):
        return False
    if swapped(one, two):
        return is_passive(one) == is_passive(two)
    return one.speaks == two.speaks


def _denied_by_one(corpus: Corpus, place: int, other: int) -> bool:
    """Whether what one denies, or all that it tells where that is not plain, is told by the other without denial."""
    one, two = _denied(corpus, place), _denied(corpus, other)
    ones, twos = (corpus.terms[p].content - corpus.terms[p].names for p in (place, other))
    return bool(one & (twos - two) or two & (ones - one))


def _denied(corpus: Corpus, place: int) -> frozenset[str]:
    terms, text = corpus.terms[place], corpus.sentences[place].text
    plain = terms.content - terms.names
    found = [one["what"] for one in _DENYING.finditer(text)] if corpus.language == "en" else []
    if not found:
        return plain if terms.stance.negated or terms.stance.denies else frozenset()
    near = (_first(clause, plain, corpus.language) for clause in found)
    return frozenset(chain.from_iterable(near))


def _first(clause: str, plain: Iterable[str], language: str) -> list[str]:
    return [token.stem for token in tokenise(clause, language) if token.stem in plain][:SCOPE]


def confirms(corpus: Corpus, other: int, shown: int) -> bool:
    """Whether a sentence that says the same as one shown tells, near enough, all that the one shown does."""
    own, told = corpus.terms[shown], corpus.terms[other]
    if not own.stance.values <= told.stance.values or len(own.names & told.names) < NAMED * len(own.names):
        return False
    return weight(own.content & told.content, corpus) >= CONFIRMED * weight(own.content, corpus)


def fullness(corpus: Corpus, place: int) -> tuple[int, float]:
    """Return how much a sentence tells: how many names and numbers, and the weight of its words."""
    terms = corpus.terms[place]
    return len(terms.names | terms.numbers), weight(terms.content, corpus)
