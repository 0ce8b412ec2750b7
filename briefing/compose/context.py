"""The words around a shown sentence: the rest of its paragraph, so that a reader need not open the report for it.

Where the paragraph has nothing more on one side, as in news of one sentence a paragraph, the next sentence of the
report stands in. What lies behind a heading or furniture is not around it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.model import Context
from briefing.text.folding import display

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.model import Reading, Sentence, Shown

MOST = 480  # characters on each side


def context(sentence: Sentence, reading: Reading) -> Context | None:
    """Return the words around a sentence of the reading, whole sentences only; None where there are none."""
    before = _far(sentence, reversed(reading.sentences[: sentence.index]))
    after = _far(sentence, reading.sentences[sentence.index + 1 :])
    if before == after == sentence:
        return None
    text, start, end = sentence.article.text, before.start, after.end
    return Context(start, end, display(text[start : sentence.start]), display(text[sentence.end : end]))


def _far(sentence: Sentence, neighbours: Iterable[Sentence]) -> Sentence:
    """Return the farthest of the neighbours, the nearest first, that is around the sentence; itself if none is."""
    far = sentence
    for one in neighbours:
        other_paragraph = one.paragraph != sentence.paragraph
        if (other_paragraph and far != sentence) or not _adjacent(one, far) or _span(one, sentence) > MOST:
            break
        far = one
        if other_paragraph:
            break
    return far


def _adjacent(one: Sentence, other: Sentence) -> bool:
    first, second = sorted((one, other), key=lambda sentence: sentence.start)
    return not first.article.text[first.end : second.start].strip()


def _span(one: Sentence, sentence: Sentence) -> int:
    """Return how many characters lie from a neighbour's far end up to the sentence."""
    return max(sentence.start - one.start, one.end - sentence.end)


def in_context(shown: Sequence[Shown]) -> tuple[Shown, ...]:
    """Return the sentences of an item; one that stands in the context of another has none of its own."""
    return tuple(
        replace(one, context=None) if any(_holds(other, one) for other in shown[index + 1 :]) else one
        for index, one in enumerate(shown)
    )


def _holds(other: Shown, one: Shown) -> bool:
    around = other.context
    return around is not None and other.article == one.article and around.start <= one.start < one.end <= around.end
