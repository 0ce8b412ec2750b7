"""Which party speaks or acts in a sentence. Who is merely mentioned in it counts for nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.text.speech import actor
from briefing.text.words import tokenise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def acting_party(texts: Sequence[str], names: Mapping[str, Sequence[str]], language: str = "en") -> str | None:
    """Return the one party that speaks or acts in the first of the texts that tells it, else None.

    `texts` are a sentence and, after it, its lead-in, which tells who "he" is; `names` are those of each party.
    """
    for text in texts:
        found = actor(text)
        named = _named(text[found.start : found.end], names, language) if found else []
        if found and not named and found.whole:
            named = _named(text[found.start : found.whole], names, language)
        if named:
            return named[0] if len(named) == 1 else None
    return None


def _named(words: str, names: Mapping[str, Sequence[str]], language: str) -> list[str]:
    stems = [token.stem for token in tokenise(words, language)]
    return [party for party, own in names.items() if any(_stands_in(name, stems, language) for name in own)]


def _stands_in(name: str, stems: list[str], language: str) -> bool:
    wanted = [token.stem for token in tokenise(name, language)]
    starts = range(len(stems) - len(wanted) + 1)
    return bool(wanted) and any(stems[start : start + len(wanted)] == wanted for start in starts)
