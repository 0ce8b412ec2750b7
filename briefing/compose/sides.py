"""Which party speaks or acts in a sentence. Who is merely mentioned in it counts for nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.text.speech import actor
from briefing.text.words import tokenise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.model import Side


def side_of(texts: Sequence[str], sides: Sequence[Side], language: str = "en") -> str | None:
    """Return the id of the one side that speaks or acts in the first of the texts that tells it, else None.

    `texts` are a sentence and, after it, its lead-in, which tells who "he" is.
    """
    for text in texts:
        found = actor(text)
        named = _named(text[found.start : found.end], sides, language) if found else set()
        if named:
            return named.pop() if len(named) == 1 else None
    return None


def _named(words: str, sides: Sequence[Side], language: str) -> set[str]:
    stems = [token.stem for token in tokenise(words, language)]
    return {side.id for side in sides if any(_stands_in(name, stems, language) for name in side.names)}


def _stands_in(name: str, stems: list[str], language: str) -> bool:
    wanted = [token.stem for token in tokenise(name, language)]
    starts = range(len(stems) - len(wanted) + 1)
    return bool(wanted) and any(stems[start : start + len(wanted)] == wanted for start in starts)
