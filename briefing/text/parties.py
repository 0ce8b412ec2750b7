"""Which party speaks or acts in a sentence. Who is merely mentioned in it counts for nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.text.closed_class import ARTICLES_OF
from briefing.text.heads import opposed
from briefing.text.quotations import unquoted
from briefing.text.speech import actor
from briefing.text.words import Token, stop_words, tokenise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefing.text.heads import Actor

_POINTS_BACK = re.compile(r"\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|I|[Ww]e)\b|^\W*(?:The|That|This|These|Those|Both)\b")


def acting_party(texts: Sequence[str], names: Mapping[str, Sequence[str]], language: str = "en") -> str | None:
    """Return the one party that speaks or acts in the first of the texts that tells it, else None.

    `texts` are a sentence and, after it, its lead-in, which tells who "he" is; `names` are those of each party.
    """
    if language != "en":
        return _first_named(texts[0], names, language) if texts else None
    for text in texts:
        found = actor(text, language)
        if found:
            return _party(text, found, names)
        if not _points_back(text):
            return None
    return None


def _party(text: str, found: Actor, names: Mapping[str, Sequence[str]]) -> str | None:
    if opposed(text[found.start : max(found.end, found.whole)]):
        return None
    named = named_parties(text[found.start : found.end], names, "en")
    if not named and found.whole:
        named = named_parties(text[found.start : found.whole], names, "en")
    return named[0] if len(named) == 1 else None


def _points_back(text: str) -> bool:
    """Whether somebody named before may be who acts: "he", "the minister", or a quotation and nothing else."""
    bare = unquoted(text)
    return bool(_POINTS_BACK.search(bare)) or not any(map(str.isalpha, bare))


def _first_named(text: str, names: Mapping[str, Sequence[str]], language: str) -> str | None:
    """Return the only party that a sentence names, if it begins with it: no grammar is known of other languages."""
    named = named_parties(text, names, language)
    if len(named) != 1:
        return None
    tokens = tokenise(unquoted(text), language)
    own = [tokenise(name, language) for name in names[named[0]]]
    first = next((n for n in range(len(tokens)) if any(_stands_at(name, tokens, n) for name in own)), None)
    return named[0] if first is not None and _nothing_before(tokens[:first], language) else None


def _nothing_before(tokens: Sequence[Token], language: str) -> bool:
    """Whether no name and no small word but an article stands there: "Der russische Präsident"."""
    if not tokens:
        return True
    article = tokens[0].text.lower() in ARTICLES_OF.get(language, ())
    plain = not any(token.is_capitalised or token.text in stop_words(language) for token in tokens[1:])
    return article and plain


def named_parties(words: str, names: Mapping[str, Sequence[str]], language: str) -> list[str]:
    """Return the parties that words name, in the order of `names`."""
    tokens = tokenise(words, language)
    return [party for party, own in names.items() if any(_stands_in(name, tokens, language) for name in own)]


def _stands_in(name: str, tokens: Sequence[Token], language: str) -> bool:
    wanted = tokenise(name, language)
    return any(_stands_at(wanted, tokens, start) for start in range(len(tokens)))


def _stands_at(name: Sequence[Token], tokens: Sequence[Token], start: int) -> bool:
    return bool(name) and [token.stem for token in tokens[start : start + len(name)]] == [token.stem for token in name]
