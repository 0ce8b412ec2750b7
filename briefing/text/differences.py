"""What is different between two versions of a text? By sentences, then by words; lines that a person can read."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from briefing.text.folding import display
from briefing.text.sentences import split

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ALIKE = 0.5
"""The share of words from which on a sentence is another one changed, and not one that went and one that came."""

CLOSE = 60
"""The most sentences in one stretch of changes that are compared word by word."""


def differences(old: str, new: str) -> tuple[str, ...]:
    """Return the sentences that are not in both texts, in order: "- " and the old one, "+ " and the new one.

    In a sentence that was changed, the words that went stand in [-...-] and those that came in {+...+}. White space
    does not count. () where the texts have the same sentences in the same order.
    """
    one, two = _sentences(old), _sentences(new)
    lines: list[str] = []
    for what, begin, end, start, stop in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if what != "equal":
            lines += _changes(one[begin:end], two[start:stop])
    return tuple(lines)


def _sentences(text: str) -> list[str]:
    return [display(line[start:end]) for line in text.splitlines() for start, end in split(line)]


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    """Yield the lines for a stretch: pairs of sentences that are alike, around them what only went or only came."""
    gone, come = 0, 0
    for here, there in [*_pairs(old, new), (len(old), len(new))]:
        yield from (f"- {sentence}" for sentence in old[gone:here])
        yield from (f"+ {sentence}" for sentence in new[come:there])
        if here < len(old):
            yield from _marked(old[here], new[there])
        gone, come = here + 1, there + 1


def _pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where sentences stand that are alike, in order in both."""
    if max(len(old), len(new)) > CLOSE:
        return
    words = [sentence.split() for sentence in new]
    come = 0
    for here, sentence in enumerate(old):
        likeness = [SequenceMatcher(None, sentence.split(), other, autojunk=False).ratio() for other in words[come:]]
        best = max(likeness, default=0.0)
        if best >= ALIKE:
            there = come + likeness.index(best)
            yield here, there
            come = there + 1


def _marked(old: str, new: str) -> tuple[str, str]:
    one, two = old.split(), new.split()
    gone, come = [], []
    for what, begin, end, start, stop in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        before, after = " ".join(one[begin:end]), " ".join(two[start:stop])
        gone += [before if what == "equal" else f"[-{before}-]"] if before else []
        come += [after if what == "equal" else f"{{+{after}+}}"] if after else []
    return f"- {' '.join(gone)}", f"+ {' '.join(come)}"
