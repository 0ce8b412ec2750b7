"""The order of a section's items: what belongs together stands together, the weightiest block first.

Not by date alone, which tears background apart, but by cohesive blocks (after Barzilay, Elhadad and McKeown, 2002).
Who is named by a surname where a sentence begins comes after the item that says who that is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.text.names import mentions
from briefing.text.words import fold, stop_words, tokenise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.model import Pick

OPENING = 3  # words, among which is whom a sentence is about
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
    return _introduced([pick for block in blocks for pick in sorted(block, key=_told)], language)


def _introduced(picks: Sequence[Pick], language: str) -> list[Pick]:
    """Return the picks, of which those that give somebody's full name and office go before those that need it."""
    introduced = {pick: _introduces(pick, language) for pick in picks}
    everybody = frozenset(name for names in introduced.values() for name in names)
    ordered: dict[Pick, None] = {}
    for pick in picks:
        told = {name for one in ordered for name in introduced[one]}
        needed = (_names(pick) & everybody) - introduced[pick] - told
        ordered |= dict.fromkeys(other for other in picks if introduced[other] & needed and pick not in ordered)
        ordered[pick] = None
    return [*ordered]


def _introduces(pick: Pick, language: str) -> frozenset[str]:
    """Return the surnames of those whom a pick gives with full name and office."""
    found = [mention for text in _texts(pick) for mention in mentions(text, language)]
    return frozenset(one.parts[-1] for one in found if len(one.parts) > 1 and one.offices)


def _names(pick: Pick) -> frozenset[str]:
    """Return what may be names among the first words that are read: whom a sentence begins with, it is about."""
    first = tokenise(_texts(pick)[0])[:OPENING]
    return frozenset(fold(token.text) for token in first if token.is_capitalised)


def _texts(pick: Pick) -> list[str]:
    return [sentence.text for sentence in (pick.lead_in, pick.sentence) if sentence]


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
