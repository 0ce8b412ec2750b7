"""The methods of sumy in the program's own code beside sumy's, each a whole call: texts in, a score for each out.

Both sides take the same sentences apart into words, stem them and rank them; sumy with NLTK's words, since its own
splitter asks for a download. The program knows most words by the second run; "first call" has forgotten all.

What is equal: given the same words, the scores (the greatest difference is noted) and the ten best, of those that are
equal but for rounding the first ones. Of its own words, which have numbers and other stems, the program takes other
sentences at times; how many of sumy's ten is noted, too.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from benchmarks.speed import sumy_says
from benchmarks.speed.invented import story
from benchmarks.speed.rows import Goal, Row, growth, seconds
from benchmarks.speed.timing import peak, several
from briefing.summarise.corpus import Forms
from briefing.summarise.methods import METHODS, scores
from briefing.summarise.methods.words import Texts
from briefing.text import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.speed.rows import Options, Runs

SIZES = (300, 1_000, 3_000, 10_000)
OTHERS = 1_000
"""Sentences on which the methods besides LexRank are held against sumy's."""

MOST = {"lex-rank": 3_000, "kl": 300}
"""Sentences up to which sumy is run without --full: it takes a minute or more there; 1,000 for other methods."""

PATIENCE = 10.0  # seconds from which sumy runs once
TEN = 10
EQUAL = 1e-6
GOALS = {("lex-rank", 3_000): 400, ("kl", 300): 50} | dict.fromkeys(
    ((method, OTHERS) for method in ("text-rank", "lsa", "luhn", "kl", "sum-basic")), 50
)
"""How many times as fast as sumy, of the issue. Its KL takes a quarter of an hour at 1,000, so 300 stand for them."""


def measure(options: Options) -> Sequence[Row]:
    """Return rows for LexRank at several sizes and for the others at one."""
    if options.quick:
        return [row for method in METHODS for row in _rows(method, (60,), options)]
    others = [method for method in METHODS if method != "lex-rank"]
    return [
        *_rows("lex-rank", SIZES, options),
        _first_call(options),
        *(row for method in others for row in _rows(method, (300, OTHERS) if method == "kl" else (OTHERS,), options)),
    ]


def sentences(count: int, seed: int) -> tuple[str, ...]:
    """Return so many different invented sentences."""
    return tuple(dict.fromkeys(story(4 * count, seed)))[:count]


def rank(method: str, count: int, seed: int) -> tuple[float, ...]:
    """Rank invented sentences in this process, for its memory."""
    return scores(method, Texts(sentences(count, seed), Forms()))


def rank_by_sumy(method: str, count: int, seed: int) -> list[float]:
    """Let sumy rank invented sentences in this process, for its memory."""
    return sumy_says.of_texts(method, sentences(count, seed))


def _rows(method: str, sizes: Sequence[int], options: Options) -> list[Row]:
    rows = [_row(method, size, options) for size in sizes]
    ours = growth([(size, row.ours) for size, row in zip(sizes, rows, strict=True)])
    theirs = growth([(size, row.theirs) for size, row in zip(sizes, rows, strict=True) if row.theirs])
    rows[-1] = replace(rows[-1], growth=ours, their_growth=theirs)
    if ours and theirs and method == "lex-rank":
        rows[-1] = replace(rows[-1], goal=Goal("growing slower", ours, theirs))
    return rows


def _row(method: str, size: int, options: Options) -> Row:
    what = f"{method}, {size:,} sentences"
    options.told(what)
    texts, forms = sentences(size, options.seed), Forms()
    ours = several(lambda: scores(method, Texts(texts, forms)), options.runs)
    ours = replace(ours, peak=peak("benchmarks.speed.ranking:rank", method, size, options.seed))
    if size > MOST.get(method, OTHERS) and not options.full:
        return seconds(what, ours)
    theirs, said = _sumy(method, texts, options.runs)
    if not options.quick and theirs.median < PATIENCE:
        theirs = replace(theirs, peak=peak("benchmarks.speed.ranking:rank_by_sumy", method, size, options.seed))
    row = seconds(what, ours, theirs, "sumy", _goal(method, size, theirs.median / ours.median))
    return replace(row, note=_equality(method, texts, said))


def _goal(method: str, size: int, times: float) -> Goal | None:
    least = GOALS.get((method, size))
    return Goal(f"{least} x", times, least, at_most=False) if least else None


def _sumy(method: str, texts: Sequence[str], runs: int) -> tuple[Runs, list[float]]:
    """Return sumy's seconds and what it says; once where it takes long."""
    said: list[float] = []

    def run() -> None:
        said[:] = sumy_says.of_texts(method, texts)

    once = several(run, 1, warm=False)
    return (once if once.median > PATIENCE or runs == 1 else several(run, runs, warm=False)), said


def _first_call(options: Options) -> Row:
    """Return what LexRank takes when no word is known yet."""
    options.told("lex-rank, first call")
    texts = sentences(3_000, options.seed)

    def run() -> None:
        forget()
        scores("lex-rank", Texts(texts, Forms()))

    return seconds("lex-rank, 3,000 sentences, first call", several(run, options.runs))


def forget() -> None:
    """Let the program know no word any more."""
    for known in (words.stem, words.fold):
        known.cache_clear()


# --- how equal they are


def _equality(method: str, texts: Sequence[str], said: Sequence[float]) -> str:
    """Return how far the program is from sumy, given sumy's words; sumy's KL once more, with small letters."""
    if method == "kl":
        texts = [text.lower() for text in texts]
        said = sumy_says.of_texts(method, texts)
    same = scores(method, sumy_says.its_words(method, texts))
    apart = max(abs(a - b) for a, b in zip(same, said, strict=True))
    own = set(best(scores(method, Texts(tuple(texts), Forms(), frozenset(map(words.stem, sumy_says.CUES))))))
    return (
        f"scores equal to {EQUAL:.0e}: {'yes' if apart <= EQUAL else 'NO'} (apart by {apart:.0e}); "
        f"ten best the same: {'yes' if best(same) == best(said) else 'NO'}; "
        f"by the program's own words {len(own & set(best(said)))} of them"
    )


def best(values: Sequence[float]) -> list[int]:
    """Return the places of the ten greatest; what differs after ten decimals is equal, and the first is taken."""
    return sorted(range(len(values)), key=lambda place: (-round(values[place], 10), place))[:TEN]
