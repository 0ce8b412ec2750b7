"""How a source did, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.render.dates import parsed, short_date
from briefing.render.sources import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.model import SourceHealth
    from briefing.render.words import Frame

_DAY = len("2025-05-15")
_WEEK = 7  # days


def health_words(source: SourceHealth, year: int, frame: Frame) -> str:
    """Return "failed, timed out, 3 times in a row, last read 12 May, 0 reports, newest of 11 May, about 4 a day"."""
    return frame.listed(_phrases(source, year, frame))


def _phrases(source: SourceHealth, year: int, frame: Frame) -> Iterator[str]:
    yield frame(f"source_{source.status}")
    if source.detail:
        yield one_line(source.detail)
    if source.failures > 1:
        yield frame("source_failures", n=source.failures)
    last, newest = parsed((source.last_success or "")[:_DAY]), parsed(source.newest)
    if last and (source.failures or source.status == "failed"):
        yield frame("source_last", day=short_date(last, year, frame))
    yield frame("reports", n=source.articles)
    if newest:
        yield frame("source_newest", day=short_date(newest, year, frame))
    yield from _rate(source.per_day or 0, frame)


def _rate(per_day: float, frame: Frame) -> Iterator[str]:
    """Say how much a source gives a day, or a week where that is less than one; nothing where it is less again."""
    if round(per_day) >= 1:
        yield frame("source_per_day", n=round(per_day))
    elif round(per_day * _WEEK) >= 1:
        yield frame("source_per_week", n=round(per_day * _WEEK))
