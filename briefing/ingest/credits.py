"""Credits: the newsrooms that a report says its text comes from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.ingest.agencies import agency, is_newsroom

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.ingest.draft import Part

_NAMES = r"(?P<names>[^.;:()]{2,120}?)"
_SHAPES = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"(?:^|[.!?”\"]\s+)(?:\W*with\s+)?{_NAMES}\s+(?:also\s+)?contributed(?:\s+(?:to\s+)?(?:reporting|th(?:is|e)\s+(?:report|story|article)))",
        rf"\b(?:additional\s+)?reporting\s+(?:by|from)\s+{_NAMES}\s*(?:[.;)]|$)",
        rf"\bwith\s+(?:files?|material|reports?|input|information|agencies)\s+(?:from|by)\s+{_NAMES}\s*(?:[.;)]|$)",
        rf"^\W*(?:sources?|agencies|contributing|quellen?|agenturen|fuentes?|agencias|источники?|джерел[оа])\s*:\s*{_NAMES}\W*$",
        rf"\b(?:mit\s+(?:agentur)?material\s+(?:von|der)|con\s+información\s+de|avec|по\s+материалам|за\s+матеріалами)\s+{_NAMES}\W*$",
        rf"^\W*\({_NAMES}\)\W*$",
        rf"^\W*(?:©|\(c\)|copyright)\s*(?:©\s*)?(?:(?:19|20)\d\d\s+)?(?:by\s+)?{_NAMES}(?:\s+(?:19|20)\d\d)?\s*(?:\W*all\s+rights.*)?\W*$",
    )
)
_BRACKETED_END = re.compile(r"\((?P<names>[^()]{2,40})\)\W*$")
_APART = re.compile(r"\s*[,/;&+|]\s*|\s+(?:and|und|et|y|і|и|та|as well as)\s+")
_FIRST, _LAST, _FAR = 5, 15, 250


def credits_of(parts: Sequence[Part], more: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the newsrooms that the report credits, `more` (datelines, by-lines) first; persons and photos are none."""
    found = [short for name in more for short in _newsrooms(name)]
    ends = [*parts[:_FIRST], *parts[max(_FIRST, len(parts) - _LAST) :]]
    for part in ends:
        if part.kind != "caption":
            found += _of_text(part.text[-_FAR:], last=part is parts[-1])
    return tuple(dict.fromkeys(found))


def _of_text(text: str, *, last: bool) -> list[str]:
    found = [name for shape in _SHAPES for match in shape.finditer(text) for name in _newsrooms(match["names"])]
    bracketed = _BRACKETED_END.search(text) if last else None
    named = [agency(name) for name in _APART.split(bracketed["names"])] if bracketed else []
    return found + (named if all(named) else [])


def _newsrooms(names: str) -> list[str]:
    bare = [
        re.sub(r"^(?:and|the|von|der|de|d')\s+(?=\S)", "", name.strip(), flags=re.IGNORECASE)
        for name in _APART.split(names)
    ]
    return [agency(name) or name for name in bare if name and is_newsroom(name)]
