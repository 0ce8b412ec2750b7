"""The eight methods of others: what each thinks a sentence is worth, with the scores that sumy's code gives.

Each stands in a module of its own that says where it is from and how it comes to the same scores with less work. They
are written after sumy 0.13 (Apache-2.0), to be equal to it, its peculiarities included; the tests compare them.
"""

from __future__ import annotations

import math
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.summarise.corpus import Forms
    from briefing.summarise.methods.words import Words

METHODS = {
    "lex-rank": "lex_rank",
    "text-rank": "text_rank",
    "lsa": "lsa",
    "luhn": "luhn",
    "kl": "kl",
    "sum-basic": "sum_basic",
    "reduction": "reduction",
    "edmundson": "edmundson",
}
"""The name in the configuration -> the module of this package."""

DIGITS = 10  # of a score that count: what comes after differs with the machine and its libraries


def scores(method: str, words: Words) -> tuple[float, ...]:
    """Return what a method thinks of sentences: the greater the better, on the method's own scale.

    Raises ValueError where there is no such method.
    """
    if method not in METHODS:
        raise ValueError(f"there is no method {method!r}; choose one of {', '.join(METHODS)}")
    # numpy, which half of them need, is loaded with the first that does
    module = import_module(f"briefing.summarise.methods.{METHODS[method]}")
    return tuple(map(float, module.scores(words))) if words.content else ()


def rate(method: str, texts: Sequence[str], cues: Sequence[str], forms: Forms) -> tuple[float, ...]:
    """Return what a method thinks of sentences, as ranks in (0, 1], 1 the best; ties go to the one that comes first.

    The scales differ, some have no meaning beyond their order. `cues` are the stems that Edmundson's method favours,
    `forms` those of the language's words.
    Sentences of the same words count once; those of no word that says anything come last. Raises ValueError where there
    is no such method.
    """
    from briefing.summarise.methods.words import Texts  # noqa: PLC0415 - the house method does without

    words = Texts(tuple(texts), forms, frozenset(cues))
    places: dict[tuple[str, ...], int] = {}
    for place, stems in enumerate(words.content):
        if stems:
            places.setdefault(stems, place)
    found = dict(zip(places, scores(method, words.only(tuple(places.values()))), strict=True))
    values = [float(f"{found.get(stems, -math.inf):.{DIGITS}g}") for stems in words.content]
    ranks = {place: rank for rank, place in enumerate(sorted(range(len(values)), key=lambda n: (-values[n], n)))}
    return tuple(1 - ranks[place] / len(values) for place in range(len(values)))
