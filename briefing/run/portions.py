"""How much of one source a brief is made from: the newest, and what is left is told.

Each sentence is held against others, so that a brief takes time with all that there is. A source that gives without end
(a feed whose entries are books, a folder that strangers write to) would take the morning of all.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from briefing.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.model import Article, SourceHealth
    from briefing.run.reading import Harvest

MOST = 8_000_000
"""Characters of the reports of a source: a hundred long ones a day, for two weeks. They take a minute of a
processor, or four where all sentences are alike."""


def portioned(found: Harvest) -> Harvest:
    """Return what was found with at most so much of each source; a source that has more has failed, and it is said."""
    sizes: Counter[str] = Counter()
    for article in found.articles:
        sizes[article.source] += len(article.text)
    left = {name: _left([one for one in found.articles if one.source == name]) for name in _over(sizes)}
    if not left:
        return found
    over = {name: _told(articles) for name, articles in left.items()}
    out = {(name, one.key) for name, articles in left.items() for one in articles}
    return replace(
        found,
        articles=tuple(one for one in found.articles if (one.source, one.key) not in out),
        health=tuple(_with(one, over.get(one.name, ""), left.get(one.name, ())) for one in found.health),
        problems=(*found.problems, *(InputError(name, said) for name, said in over.items())),
    )


def _over(sizes: Counter[str]) -> list[str]:
    return [name for name, size in sizes.items() if size > MOST]


def _left(articles: Iterable[Article]) -> tuple[Article, ...]:
    """Return the reports that are too many: what stands behind the newest; one without a date counts as old."""
    room, left = MOST, []
    for one in sorted(articles, key=lambda one: (one.published.day or date.min, one.key), reverse=True):
        room -= len(one.text)
        if room < 0:
            left.append(one)
    return tuple(left)


def _told(left: Sequence[Article]) -> str:
    return f"more than {MOST:,} characters; of its reports the {len(left):,} oldest are left out"


def _with(health: SourceHealth, problem: str, left: Sequence[Article]) -> SourceHealth:
    if not problem:
        return health
    said = "; ".join(filter(None, (health.detail, problem)))
    return replace(health, status="failed", articles=health.articles - len(left), detail=said)
