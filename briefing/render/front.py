"""What stands at the top of an issue: the weightiest of what is new, from as many sections as may be.

A sentence is never cut to fit: what a cut leaves out may be who said so, or that it was denied. One that is too long
waits in its section.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefing.model import Brief, Item, Shown, Source

MOST = 3  # sentences
LONG = 260  # characters, from which a sentence is no line to catch at a glance
FEW = 3  # items, up to which an issue is its own summary
UNNAMED = 0.5  # what a sentence weighs whose publisher nobody knows: what stands on top is what is passed on

_WEIGHTY = frozenset(("salience", "newsrooms"))
_WRITTEN_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEAR = len("2025")


def front(brief: Brief) -> tuple[Item, ...]:
    """Return the items to name at the top, the weightiest first; none where the issue is short or has nothing new."""
    if sum(len(section.items) for section in brief.sections) <= FEW:
        return ()
    reports = {source.id: source for source in reversed(brief.articles)}
    weights = {item.id: _weight(item, reports, brief) for section in brief.sections for item in section.items}
    ranked = [sorted(filter(_fit, section.items), key=lambda item: -weights[item.id]) for section in brief.sections]
    return tuple(_spread(ranked, weights))[:MOST]


def _fit(item: Item) -> bool:
    """Whether an item is new, holds, and is one sentence that needs no other."""
    alone = len(item.sentences) == 1 and len(item.sentences[0].text) <= LONG
    return alone and item.status != "still" and not item.superseded_by


def _weight(item: Item, reports: Mapping[str, Source], brief: Brief) -> float:
    """Return salience and newsrooms, 0 to 2; half of it where the report, or what it tells of, is of another time."""
    shown = item.sentences[-1]
    report = reports[shown.article]
    weight = sum(reason.value for reason in item.reasons if reason.name in _WEIGHTY)
    weight *= 1.0 if report.publisher else UNNAMED
    old = bool(brief.since and report.published and report.published < brief.since)
    return weight / 2 if old or _tells_of_earlier_years(shown, brief.date[:_YEAR]) else weight


def _tells_of_earlier_years(shown: Shown, year: str) -> bool:
    years = [*_WRITTEN_YEAR.findall(shown.text), *(mark.date[:_YEAR] for mark in shown.dates)]
    return any(one < year for one in years)


def _spread(ranked: Sequence[Sequence[Item]], weights: Mapping[str, float]) -> Iterator[Item]:
    """Yield the first of each section, the weightiest first, then the second of each, and so on."""
    for place in range(max(map(len, ranked), default=0)):
        row = [items[place] for items in ranked if place < len(items)]
        yield from sorted(row, key=lambda item: -weights[item.id])
