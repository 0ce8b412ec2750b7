"""The order of a section's items: what belongs together stands together, the weightiest block first.

Not by date alone, which tears background apart, but by cohesive blocks (after Barzilay, Elhadad and McKeown, 2002).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.text.words import stop_words, tokenise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.model import Pick

COHESIVE = 0.3  # of the shorter sentence's words, names counted twice, from which two picks belong together


def arranged(picks: Sequence[Pick], language: str) -> list[Pick]:
    """Return the picks, best first when given, in the order in which they read well."""
    blocks: list[list[Pick]] = []
    for pick in picks:
        home = next((block for block in blocks if any(_cohere(pick, other, language) for other in block)), None)
        if home is None:
            blocks.append([pick])
        else:
            home.append(pick)
    return [pick for block in blocks for pick in sorted(block, key=_told)]


def _told(pick: Pick) -> tuple[str, str, int]:
    article = pick.sentence.article
    return (str(article.published.day or "9999"), article.key, pick.sentence.index)


def _cohere(one: Pick, two: Pick, language: str) -> bool:
    if one.sentence.article == two.sentence.article and abs(one.sentence.index - two.sentence.index) == 1:
        return True
    a, b = _words(one, language), _words(two, language)
    shared = sum(weight for stem, weight in a.items() if stem in b)
    return shared >= COHESIVE * min(sum(a.values()), sum(b.values()))


def _words(pick: Pick, language: str) -> dict[str, int]:
    stops = stop_words(language)
    tokens = [token for token in tokenise(pick.sentence.text, language) if token.text.lower() not in stops]
    return {token.stem: 1 + token.is_capitalised for token in tokens}
